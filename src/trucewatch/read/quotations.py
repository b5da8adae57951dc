"""Quotations that run on over sentences, and the points of a report's only speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from trucewatch.read.bulletins import Bulletins
from trucewatch.read.goingon import GoingOn
from trucewatch.read.page import Page, Quoted
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role

_INNER = frozenset({"noun", "infinitive", "object"})
_AUTHORITIES = frozenset({Role.REGIONAL, Role.EMERGENCY, Role.MILITARY, Role.COMPANY, Role.OFFICIAL})
_TELLING = frozenset({"object", "verb", "parenthesis", "aside", "comma"})


class Quotations:
    """Gives what has no cue of its own to whoever goes on speaking."""

    def __init__(self, page: Page, voices: Voices) -> None:
        self.page, self.voices = page, voices

    def run_on(self) -> None:
        """Give the whole of each quotation to whoever vouches for a part of it, or goes on speaking."""
        for quote in self.page.quotes:
            first, last = self._sentences(quote)
            heard = [v for n in range(first, last + 1) for v in self.voices.in_sentence(n)]
            over = [
                v
                for v in heard
                if v.start < quote.end and quote.start < v.end and not quote.start <= v.cue_start < quote.end
            ]
            if over:
                if last > first:
                    best = max(over, key=lambda v: (min(v.end, quote.end) - max(v.start, quote.start), -v.cue_start))
                    self._extend(best, quote, first, last, best.by)
                continue
            if len(re.findall(r"\w+", self.page.text[quote.start : quote.end])) < 5:
                continue
            known = self._goes_on(quote, first, last)
            if known:
                self._extend(known, quote, first, last, "continued")

    def _sentences(self, quote: Quoted) -> tuple[int, int]:
        first = max(0, bisect_right(self.page.starts, quote.start) - 1)
        last = max(first, bisect_right(self.page.starts, quote.end - 1) - 1)
        return first, last

    def _extend(self, voice: Voice, quote: Quoted, first: int, last: int, by: str) -> None:
        more = Voice(
            quote.start,
            quote.end,
            voice.speaker,
            voice.cue,
            voice.cue_start,
            voice.lemma,
            by,
            voice.sentence,
            voice.denies,
        )
        self.voices.add(more, range(first, last + 1))

    def _goes_on(self, quote: Quoted, first: int, last: int) -> Voice | None:
        """The voice that a quotation without a cue continues: of its own sentences, else of the one before."""
        for n in (*range(first, last + 1), first - 1, first - 2):
            heard = [v for v in self.voices.in_sentence(n) if not quote.start <= v.cue_start < quote.end]
            if n < first:
                heard = [v for v in heard if v.by != "noun" and self.page.quote_at(v.cue_start) is None]
            outer = [v for v in heard if not any(o.start <= v.cue_start < o.end and o is not v for o in heard)]
            if outer and (n >= first or self._stands_alone(quote, first)):
                own = [
                    v for v in heard if v.speaker.role is not Role.MEDIA
                ]  # "..., according to a paper's translation"
                return own[-1] if outer[-1].speaker.role is Role.MEDIA and own else outer[-1]
        return None

    def _stands_alone(self, quote: Quoted, first: int) -> bool:
        """Whether the sentence begins with the quotation: then it goes on from the sentence before."""
        return quote.start - self.page.trees[first].start <= 2

    def carried_on(self) -> None:
        """ "Three drones fell on the port, the governor said. No one was hurt.": a sentence that only goes on with what
        was just told is part of the same account (see ``goingon`` and ``bulletins``)."""
        going, bulletins = GoingOn(self.page), Bulletins(self.page)
        for tree in self.page.trees:
            if self.voices.in_sentence(tree.number):
                self._after_semicolon(tree)
            if tree.number == 0 or self.voices.in_sentence(tree.number):
                continue
            heard = [v for v in self.voices.in_sentence(tree.number - 1) if v.by not in _INNER and not v.denies]
            outer = [v for v in heard if not any(o.start <= v.cue_start < o.end and o is not v for o in heard)]
            if not outer or outer[-1].speaker.role not in _AUTHORITIES:
                continue
            if going.on(tree, outer[-1]) or bulletins.on(tree, outer[-1]):
                self._again(outer[-1], tree.start, tree.end, tree.number, "carried")

    def _again(self, v: Voice, start: int, end: int, sentence: int, by: str) -> None:
        own = Voice(start, end, v.speaker, v.cue, v.cue_start, v.lemma, by, sentence)
        self.voices.add(own, range(sentence, sentence + 1))

    def _after_semicolon(self, tree: Tree) -> None:
        """ "The district reported a blow on an ambulance; the medic lost a leg.": what stands behind a semicolon
        with no cue of its own, and names nobody, goes on with the account."""
        parts = [t.start for t in tree.words if t.text == ";"]
        heard = [v for v in self.voices.in_sentence(tree.number) if v.by in _TELLING and not v.denies]
        if not parts or not heard:
            return
        for start, end in pairwise([*parts, tree.end]):
            told = [v for v in self.voices.in_sentence(tree.number) if v.start < end and v.end > start + 2]
            named = [n for n in self.page.named[tree.number] if start < n.start < end]
            before = [v for v in heard if v.cue_start < start]
            if (
                told
                or named
                or not before
                or any(start < v.cue_start < end for v in self.voices.in_sentence(tree.number))
            ):
                continue
            self._again(before[-1], start, end, tree.number, "carried")

    def single_authority(self) -> None:
        """A report with one speaker alone, who speaks in at least three of its sentences: what stands between two of
        his sentences is his list of points."""
        spoken = sorted({v.sentence for v in self.voices.all})
        who = {(v.speaker.text, v.speaker.party) for v in self.voices.all}
        if len(who) != 1 or len(spoken) < 3:
            return
        model = self.voices.all[0]
        for n in range(spoken[0], spoken[-1]):
            if not self.voices.in_sentence(n):
                tree = self.page.trees[n]
                own = Voice(tree.start, tree.end, model.speaker, model.cue, model.cue_start, model.lemma, "list", n)
                self.voices.add(own, range(n, n + 1))
