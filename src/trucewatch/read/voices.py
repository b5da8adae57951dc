"""Who vouches for which stretch of the text: the voices of a report, looked up by offset, the innermost first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from trucewatch.read.naming import Entity

_GOING_ON = frozenset({"carried", "continued", "list"})  # nobody's own cue: what was said before goes on


@dataclass(frozen=True, slots=True)
class Voice:
    """One act of saying. ``start``/``end``: its content; ``cue``: the words of attribution, verbatim.

    ``by`` tells how it was found: verb, parenthesis, according, noun, infinitive, quotation, continued; turn: an
    answer of a transcript; judged: what a thing is called.
    """

    start: int
    end: int
    speaker: Entity
    cue: str
    cue_start: int
    lemma: str
    by: str
    sentence: int
    denies: bool = False

    @property
    def size(self) -> int:
        """Characters of content: the smaller of two nested voices is the inner one."""
        return self.end - self.start

    @property
    def going_on(self) -> bool:
        """Whether a sentence without a cue goes on with what was told before it."""
        return self.by in ("carried", "list")


class Voices:
    """All voices of a report, by sentence."""

    def __init__(self) -> None:
        self._by_sentence: dict[int, list[Voice]] = {}
        self.all: list[Voice] = []
        self._borders: list[int] = []

    def bound(self, offsets: Iterable[int]) -> None:
        """Offsets that nobody's account goes on over: where the turns of a transcript begin and end."""
        self._borders = sorted({*offsets})

    def add(self, voice: Voice, sentences: range) -> None:
        """Add a voice that is heard in these sentences; none that would go on over a border."""
        if self._borders and voice.by in _GOING_ON and not self._within(voice):
            return
        self.all.append(voice)
        for n in sentences:
            self._by_sentence.setdefault(n, []).append(voice)

    def _within(self, voice: Voice) -> bool:
        return bisect_right(self._borders, voice.cue_start) == bisect_right(self._borders, voice.start)

    def over(self, sentence: int, offset: int) -> list[Voice]:
        """The voices over an offset, innermost first."""
        heard = self._by_sentence.get(sentence)
        found = [v for v in heard if v.start <= offset < v.end] if heard else []
        if len(found) > 1:
            found.sort(key=lambda v: (v.size, not v.start <= v.cue_start < v.end, v.cue_start))
        return found

    def in_sentence(self, sentence: int) -> list[Voice]:
        """The voices heard in a sentence."""
        return self._by_sentence.get(sentence, [])

    def told_at(self, sentence: int, cue_start: int) -> Voice | None:
        """The voice whose cue begins here and that tells of a thing: "reported three explosions"."""
        heard = self._by_sentence.get(sentence, [])
        return next((v for v in heard if v.cue_start == cue_start and v.by in ("object", "judged")), None)
