"""What all mends of a parse share: the words a sentence must hold for one to be tried, and how words are hung anew.

Mends are many and each looks at every word; of a plain sentence hardly one has anything to do. So each says what its
shape cannot be without, and is tried only where that stands (``wanting``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

from trucewatch.language.syntax.parser import Token

Tokens = tuple[Token, ...]
_ENDINGS = {"-ing": "ing ", "-ed": "ed ", "-en": "en "}


@dataclass(frozen=True, slots=True)
class Mend:
    """A mend with what it wants: of each of these sets the sentence must hold one (see ``marks``)."""

    mend: Callable[[Tokens], Tokens]
    wants: tuple[frozenset[str], ...]

    def __call__(self, words: Tokens) -> Tokens:
        """The words of a sentence, mended where they have the shape."""
        return self.mend(words)


def wanting(*wants: Collection[str] | str) -> Callable[[Callable[[Tokens], Tokens]], Mend]:
    """Marks that a mend's shape cannot be without: a word, lemma, label, part of speech or ending, or several of which
    one will do. What the mend asks of no word by that name (a tense, an order) is no mark."""
    sets = tuple(frozenset((w,)) if isinstance(w, str) else frozenset(w) for w in wants)
    return lambda mend: Mend(mend, sets)


class Small(NamedTuple):
    """The words of a sentence and their lemmas in small letters."""

    texts: list[str]
    lemmas: list[str]


def small(words: Tokens) -> Small:
    """The words and lemmas in small letters, none of which holds a line break: all at once, for there are many and a
    call each takes three times as long."""
    texts = "\n".join([t.text for t in words]).lower().split("\n")
    return Small(texts, "\n".join([t.lemma for t in words]).lower().split("\n"))


def marks(words: Tokens, low: Small) -> set[str]:
    """What a sentence holds: words and lemmas in small letters, labels, parts of speech, the endings "-ing", "-ed" and
    "-en", and "Voice=Pass"."""
    held = {*low.texts, *low.lemmas, *[t.deprel for t in words], *[t.upos for t in words]}
    line = " ".join(low.texts) + " "
    held.update(mark for mark, ending in _ENDINGS.items() if ending in line)
    if "Voice=Pass" in "".join({t.feats for t in words}):
        held.add("Voice=Pass")
    return held


class Mends:
    """Mends in their order. One without ``wanting`` is tried on every sentence."""

    def __init__(self, *mends: Callable[[Tokens], Tokens]) -> None:
        self.all = mends
        self._bits: dict[str, int] = {}  # a mark → the wants that it meets, one bit each
        self._plan: list[tuple[Callable[[Tokens], Tokens], int]] = []
        wants = 0
        for mend in mends:
            needed = 0
            for want in mend.wants if isinstance(mend, Mend) else ():
                for mark in want:
                    self._bits[mark] = self._bits.get(mark, 0) | 1 << wants
                needed |= 1 << wants
                wants += 1
            self._plan.append((mend, needed))
        self._marks = frozenset(self._bits)

    def __call__(self, words: Tokens) -> tuple[Tokens, Small]:
        """The words of a sentence after all mends that it holds the marks for; the same in small letters."""
        low = small(words)
        met = self._met(words, low)
        for mend, needed in self._plan:
            if needed & met == needed:
                after = mend(words)
                if after != words and not circular(after):
                    words, low = after, small(after)
                    met = self._met(words, low)
        return words, low

    def _met(self, words: Tokens, low: Small) -> int:
        met = 0
        for mark in self._marks & marks(words, low):
            met |= self._bits[mark]
        return met


def circular(words: Tokens) -> bool:
    """Whether some word hangs on what hangs on it, or none is the root. Two mends of one sentence may come to that, and
    a walk of such a tree would not end."""
    safe = {-1}
    for t in words:
        path: list[int] = []
        at = t.i
        while at not in safe:
            if at in path:
                return True
            path.append(at)
            at = words[at].head
        safe.update(path)
    return all(t.head >= 0 for t in words)


def hang(
    out: list[Token], words: Tokens, of: int, on: int, *, but: int = -1, after: int = -1, label: str | None = None
) -> None:
    """Hangs what hung on the word ``of`` on the word ``on``: all in ``words`` but one, behind the word ``after``, of
    one label where it is given. What was changed in ``out`` before stays so but for the head."""
    for k in words:
        if k.head == of and k.i not in (on, but) and k.i > after and label in (None, k.deprel):
            out[k.i] = replace(out[k.i], head=on)


def first_below(words: Tokens, i: int) -> int:
    """The first word of all that hangs on ``i``."""
    held = {i}
    while grown := {k.i for k in words if k.head in held} - held:
        held |= grown
    return min(held)
