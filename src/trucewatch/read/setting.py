"""Stretches of another world: sport, markets, weather, courts and culture speak of attacks, fire and truces too.

A stretch is of another world where several words of that world stand in it and no sign of armed force does. Where
states or groups are named besides, more words are asked for: a final between two countries is still no war, but a
court that rules on prisoners may be about one. A conflict's report is not dropped for a stadium, a cinema or a storm:
its weapons, soldiers and victims are signs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree

_BREAK = re.compile(r"\n\s*\n")
_WORD = re.compile(r"\w+")
_FEW, _MORE = 2, 4  # different words of one world, without and with a party named


class _Vocabulary(NamedTuple):
    """Words and phrases of one kind: those of one word, the first words of all, and a pattern of all."""

    single: frozenset[str]
    first: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, found: Iterable[object]) -> _Vocabulary:
        """Of a list of the lexicon."""
        longest = sorted(map(str, found), key=lambda w: (-len(w), w))
        cut = [_WORD.findall(phrase.lower()) for phrase in longest]
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
        return cls(frozenset(c[0] for c in cut if len(c) == 1), frozenset(c[0] for c in cut), pattern)


def _words_of(text: str) -> set[str]:
    """The words of a text in small letters."""
    return set(_WORD.findall(text.lower()))


@lru_cache(maxsize=1)
def _signs() -> _Vocabulary:
    return _Vocabulary.of(lexicon("worlds")["signs"])


@lru_cache(maxsize=1)
def _worlds() -> tuple[tuple[str, _Vocabulary], ...]:
    return tuple((name, _Vocabulary.of(found)) for name, found in sorted(lexicon("worlds")["worlds"].items()))


def world_of(text: str, words: Set[str], *, parties: bool) -> str | None:
    """The other world that a stretch of text is of, None for this one. ``words``: those of the text, in small letters;
    ``parties``: whether it names any."""
    signs = _signs()
    if not signs.single.isdisjoint(words) or (not signs.first.isdisjoint(words) and signs.pattern.search(text)):
        return None
    of_world = [(name, world.pattern) for name, world in _worlds() if not world.first.isdisjoint(words)]
    counted = [(len({m.group().lower() for m in pattern.finditer(text)}), name) for name, pattern in of_world]
    n, name = min(counted, key=lambda c: (-c[0], c[1]), default=(0, None))
    return name if n >= (_MORE if parties else _FEW) else None


def signed(text: str) -> bool:
    """Whether a stretch holds a sign of armed force, or of what warring parties deal about."""
    found = set(_WORD.findall(text.lower()))
    return any(
        not v.single.isdisjoint(found) or (not v.first.isdisjoint(found) and v.pattern.search(text) is not None)
        for v in (_signs(), _dealings())
    )


@lru_cache(maxsize=1)
def _dealings() -> _Vocabulary:
    return _Vocabulary.of(lexicon("worlds")["dealings"])


class Setting:
    """Tells which sentences of a report are of another world: all, or those of a paragraph that names no party."""

    def __init__(self, page: Page) -> None:
        text = page.text
        named = sorted(n.start for found in page.named for n in found)
        self._starts = [0, *(m.end() for m in _BREAK.finditer(text))]
        paragraphs = list(zip(self._starts, [*self._starts[1:], len(text)], strict=True))
        self.whole = None if self._armed(paragraphs, text) else world_of(text, _words_of(text), parties=bool(named))
        self._worlds = [self.whole] * len(paragraphs)
        if self.whole is None:
            for n, (start, end) in enumerate(paragraphs):
                if bisect_left(named, start) == bisect_left(named, end):
                    self._worlds[n] = world_of(text[start:end], _words_of(text[start:end]), parties=False)

    def _armed(self, paragraphs: Iterable[tuple[int, int]], text: str) -> bool:
        """Whether some paragraph holds a sign in one word: most often the first does, and no more need be looked at."""
        return any(not _signs().single.isdisjoint(_words_of(text[start:end])) for start, end in paragraphs)

    def elsewhere(self, tree: Tree) -> bool:
        """Whether the sentence stands in a stretch of another world."""
        return self._worlds[bisect_right(self._starts, tree.start) - 1] is not None
