"""Quotations that run on over sentences, and the points of a report's only speaker."""

from __future__ import annotations

import re
from bisect import bisect_right

from trucewatch.read.lexicons import words
from trucewatch.read.page import Page, Quoted
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role

_INNER = frozenset({"noun", "infinitive", "object"})
_AUTHORITIES = frozenset({Role.REGIONAL, Role.EMERGENCY, Role.MILITARY, Role.COMPANY, Role.OFFICIAL})
_PERSONS = frozenset({"people", "person", "man", "woman", "child", "civilian", "resident", "worker", "soldier"})
_FARING = frozenset({"be", "die", "remain", "stay", "suffer", "sustain", "receive", "survive", "succumb", "lose"})
_LONGEST = 22  # words of a sentence that only goes on


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
        """ "Three drones fell on the port, the governor said. No one was hurt.": a sentence that names nobody, no place
        and no day and only tells how what was just told of ended is part of the same account."""
        for tree in self.page.trees[1:]:
            if self.voices.in_sentence(tree.number) or not self._only_goes_on(tree):
                continue
            heard = [v for v in self.voices.in_sentence(tree.number - 1) if v.by not in _INNER and not v.denies]
            outer = [v for v in heard if not any(o.start <= v.cue_start < o.end and o is not v for o in heard)]
            if not outer or outer[-1].speaker.role not in _AUTHORITIES:
                continue
            v = outer[-1]
            own = Voice(tree.start, tree.end, v.speaker, v.cue, v.cue_start, v.lemma, "carried", tree.number)
            self.voices.add(own, range(tree.number, tree.number + 1))

    def _only_goes_on(self, tree: Tree) -> bool:
        """Whether a sentence is short, names no party, place or day, and begins as one that goes on does."""
        if len(tree) > _LONGEST or self.page.named[tree.number] or self.page.placed[tree.number]:
            return False
        if self.page.quote_at(tree.start) is not None or not self._opens_as_going_on(tree):
            return False
        return not self.page.times_in(tree.start, tree.end, ahead=False)  # last: the first to ask reads all times

    def _opens_as_going_on(self, tree: Tree) -> bool:
        subject = tree.subject(tree.root)
        if subject is None or not tree.verbal(tree.root):
            return False
        first = tree.under(subject)[0]
        opens = tree.lemma(first)
        if opens == "there" or opens in ("no", "nobody", "none"):
            return any(tree.lemma(k) in ("no", "none", "nobody") for k in tree.under(tree.root)[:6])
        if tree.lemma(subject) in words("cues", "further") or opens in words("cues", "further"):
            return tree.passive(tree.root) or tree.lemma(tree.root) in _FARING  # "one of them fired" is a deed
        if tree.words[first].upos == "NUM":
            return tree.lemma(subject) in _PERSONS
        return opens == "the" and tree.lemma(subject) in words("cues", "aftermath")

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
