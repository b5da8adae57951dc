"""Quotations that run on over sentences, and the points of a report's only speaker."""

from __future__ import annotations

import re
from bisect import bisect_right

from trucewatch.read.page import Page, Quoted
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role


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
