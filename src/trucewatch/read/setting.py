"""Stretches of another world: sport, markets, weather, courts and culture speak of attacks, fire and truces too.

A stretch is of another world where several words of that world stand in it and no sign of armed force does. Where
states or groups are named besides, more words are asked for: a final between two countries is still no war, but a
court that rules on prisoners may be about one. A conflict's report is not dropped for a stadium, a cinema or a storm:
its weapons, soldiers and victims are signs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from trucewatch.language.lexicon import lexicon
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree

_BREAK = re.compile(r"\n\s*\n")
_FEW, _MORE = 2, 4  # different words of one world, without and with a party named


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    return _any(lexicon("worlds")["signs"])


@lru_cache(maxsize=1)
def _worlds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _any(found)) for name, found in sorted(lexicon("worlds")["worlds"].items()))


def _any(found: list[str]) -> re.Pattern[str]:
    longest = sorted(map(str, found), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)


def world_of(text: str, *, parties: bool) -> str | None:
    """The other world that a stretch of text is of, None for this one. ``parties``: whether it names any."""
    if _signs().search(text):
        return None
    counted = [(len({m.group().lower() for m in found.finditer(text)}), name) for name, found in _worlds()]
    n, name = min(counted, key=lambda c: (-c[0], c[1]))
    return name if n >= (_MORE if parties else _FEW) else None


class Setting:
    """Tells which sentences of a report are of another world: all, or those of a paragraph that names no party."""

    def __init__(self, page: Page) -> None:
        named = [n.start for found in page.named for n in found]
        self.whole = world_of(page.text, parties=bool(named))
        self._starts = [0, *(m.end() for m in _BREAK.finditer(page.text))]
        self._worlds = [self.whole] * len(self._starts)
        if self.whole is None:
            ends = [*self._starts[1:], len(page.text)]
            for n, (start, end) in enumerate(zip(self._starts, ends, strict=True)):
                if not any(start <= at < end for at in named):
                    self._worlds[n] = world_of(page.text[start:end], parties=False)

    def elsewhere(self, tree: Tree) -> bool:
        """Whether the sentence stands in a stretch of another world."""
        return self._worlds[bisect_right(self._starts, tree.start) - 1] is not None
