"""Lists of points under one cue: bullets, numbers, ordinals, regions one after another, all of one authority."""

from __future__ import annotations

import re
from collections.abc import Callable

from trucewatch.read.cast import Cast
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices

BULLET = re.compile(r"(?:[-*•–—·▪]|\(?\d{1,2}[.)]|\(?[a-h]\))\s")
_LONGEST = 40  # sentences of one list
_FAR = 80  # characters into a sentence by which a region has to be named


class Lists:
    """Gives the items of a list to whoever opened it."""

    def __init__(self, page: Page, cast: Cast, voices: Voices) -> None:
        self._page, self._cast, self._voices = page, cast, voices
        self._open: tuple[Entity, str, int] | None = None
        self._bulleted: bool | None = None
        self._left = 0

    def open(self, speaker: Entity, cue: str, cue_start: int) -> None:
        """What follows is a list of this speaker's."""
        self._open, self._left, self._bulleted = (speaker, cue, cue_start), _LONGEST, None

    def opened_by(self, tree: Tree, i: int, speaker_of: Callable[[Tree, int], Entity | None]) -> None:
        """ "Said that:" at the end of a line, "listed four attacks:", "made three points: A, B and C"."""
        things = [k for k in tree.deps(i, "obj", "obl") if k > i and tree.lemma(k) in words("cues", "listed")]
        last = tree.words[-1].text
        colon = next((t.i for t in tree.words[i:-2] if t.text == ":"), None)
        counted = any(tree.deps(k, "nummod") or _pointing(tree, k) for k in things)
        bare = last == ":" or (last == "that" and i >= len(tree) - 8)
        plain = tree.lemma(i) in words("cues", "plain") or bool(things)
        if not ((bare and plain) or (things and (colon is not None or counted))):
            return
        speaker = speaker_of(tree, i)
        if speaker is None:
            return
        cue, at = tree.words[i].text, tree.words[i].start
        if colon is not None and last != ":":
            if not self._voices.in_sentence(tree.number):
                self._give(tree, tree.words[colon].end, (speaker, cue, at))
            return
        self.open(speaker, cue, at)

    def item(self, tree: Tree) -> None:
        """An item of the list that is open; anything else ends the list."""
        if self._open is None and not self._points_of_the_lead(tree):
            return
        self._left -= 1
        bullet = BULLET.match(self._page.text, tree.start) is not None or len(tree) == 1
        if self._bulleted is None:
            self._bulleted = bullet
        within = self._bulleted and not bullet and not self._new_line(tree)
        if self._left < 0 or not (bullet or within or (not self._bulleted and self._next(tree))):
            self._open = None
            return
        if self._open is not None:
            self._give(tree, tree.start, self._open)

    def _points_of_the_lead(self, tree: Tree) -> bool:
        """ "Two clinics were hit, the governor reports.\\n\\n- Arka: ...": points below a lead that is all his word."""
        n = tree.number - 1
        if n < 0 or BULLET.match(self._page.text, tree.start) is None or not self._new_line(tree):
            return False
        lead = self._page.trees[n]
        told = [v for v in self._voices.in_sentence(n) if v.start <= lead.start and v.cue_start >= v.end]
        if len(told) != 1 or self._in_a_point(lead):
            return False
        self.open(told[0].speaker, told[0].cue or "", told[0].cue_start)
        return True

    def _in_a_point(self, tree: Tree) -> bool:
        """Whether a sentence is, or stands in, a point itself: the next point of a digest has a teller of its own."""
        text = self._page.text
        return any(BULLET.match(text, at) for at in (tree.start, text.rfind("\n", 0, tree.start) + 1))

    def _new_line(self, tree: Tree) -> bool:
        before = self._page.trees[tree.number - 1]
        return len(before) > 1 and "\n" in self._page.text[before.end : tree.start]

    def _next(self, tree: Tree) -> bool:
        """ "First, ...", "In Antonivka, ...": the next point by an ordinal or by a place that opens the sentence."""
        if tree.lemma(0) in words("cues", "ordinals") or tree.low(0) in words("cues", "ordinals"):
            return True
        if tree.words[0].text not in ("In", "Near", "At", "Outside"):
            return False
        if len(tree) > 4 and tree.words[1].upos == "PROPN":
            return True
        return any(p.start - tree.start < _FAR for p in self._page.placed[tree.number])

    def _give(self, tree: Tree, start: int, opened: tuple[Entity, str, int]) -> None:
        speaker, cue, cue_start = opened
        voice = Voice(start, tree.end, speaker, cue, cue_start, "say", "list", tree.number)
        self._voices.add(voice, range(tree.number, tree.number + 1))
        self._cast.spoke(tree.start, speaker)


def _pointing(tree: Tree, k: int) -> bool:
    """ "These figures", "the following points"."""
    return any(tree.low(d) in ("these", "following") for d in tree.deps(k, "det", "amod"))
