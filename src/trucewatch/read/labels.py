"""Labels of a list by places: "Tver: two drones fell. Tula Region - a plant was hit."

A place that opens a sentence, before a colon or a dash, says where what follows it was, and is no speaker. One such
line may be a headline or a dateline; two make a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trucewatch.language.gazetteer import Gazetteer, PlaceName
from trucewatch.read.tree import Tree

_LABEL = re.compile(
    r"(?:[-*•–—·▪]\s+)?"
    r"((?:The )?[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|region|oblast|district|province|city|area|governorate))*)"
    r"(?: \([^()\n]{2,60}\))?(?::| [-–—])(?=\s)"
)
_FEW = 2  # labels that make a list


def labels(
    text: str, trees: Sequence[Tree], placed: Sequence[Sequence[PlaceName]], gazetteer: Gazetteer
) -> dict[int, PlaceName]:
    """The labels of a report's list by places, by the number of the sentence that each opens; none of fewer than two
    different ones."""
    found: dict[int, PlaceName] = {}
    for tree in trees:
        m = _LABEL.match(text, tree.start)
        if m is None:
            continue
        start, end = m.span(1)
        named = any(n.start == start and n.end == end for n in placed[tree.number])
        if named or gazetteer.settled(m[1]):
            label = PlaceName(start, end, m[1], True)
            found[tree.number] = label
            if tree.end <= m.end() and tree.number + 1 < len(trees):
                found[tree.number + 1] = label  # the item is a sentence of its own
    return found if len({n.text for n in found.values()}) >= _FEW else {}
