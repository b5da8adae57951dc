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
    r"(?:[-*•–—·▪]\s+)?(?:In )?"
    r"((?:The )?[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|region|oblast|district|province|city|area|governorate))*)"
    r"(?: \([^()\n]{2,60}\))?(?::| [-–—])(?=\s)"
)
_HEADING = re.compile(r"(?:[A-Z][\w’'-]+ ){1,3}(?:[Rr]egion|[Oo]blast|[Dd]istrict|[Cc]ommunity|[Pp]rovince)(?=[.:]?$)")
_FEW = 2  # labels that make a list
_HOLDS = 8  # sentences that a heading holds for


def labels(
    text: str,
    trees: Sequence[Tree],
    placed: Sequence[Sequence[PlaceName]],
    gazetteer: Gazetteer,
    countries: tuple[str, ...],
) -> dict[int, PlaceName]:
    """The labels of a report's list by places, by the number of the sentence that each opens, or holds for where it is
    a heading of its own ("Kherson region."); none of fewer than two different ones. ``countries``: where an unsure name
    is looked for."""
    found: dict[int, PlaceName] = {}
    unsure: dict[int, PlaceName] = {}
    heads: list[int] = []
    for tree in trees:
        m = _LABEL.match(text, tree.start)
        if m is None:
            head = _HEADING.match(text[tree.start : tree.end]) if len(tree) < _HOLDS else None
            if head is not None and placed[tree.number]:
                found[tree.number] = PlaceName(tree.start, tree.start + head.end(), head.group(), True)
                heads.append(tree.number)
            continue
        start, end = m.span(1)
        label = PlaceName(start, end, m[1], True)
        named = any(n.start == start and n.end == end for n in placed[tree.number])
        if not (named or gazetteer.settled(m[1])):
            unsure[tree.number] = label
        else:
            found[tree.number] = label
            if tree.end <= m.end() and tree.number + 1 < len(trees):
                found[tree.number + 1] = label  # the item is a sentence of its own
    if len({n.text for n in found.values()}) < _FEW:
        return {}
    found |= {n: x for n, x in unsure.items() if gazetteer.resolve(x.text, countries).point is not None}
    for n in heads:
        for k in range(n + 1, min(n + _HOLDS, len(trees))):
            if k in found or "\n\n" in text[trees[k - 1].end : trees[k].start]:
                break
            found[k] = found[n]
    return found
