"""Quotations that run on over sentences, and the points of a report's only speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from trucewatch.read.accounts import Accounts
from trucewatch.read.bulletins import Bulletins
from trucewatch.read.cast import Cast
from trucewatch.read.goingon import GoingOn
from trucewatch.read.labelled import Labelled, asides
from trucewatch.read.lexicons import words
from trucewatch.read.page import Page, Quoted
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice, Voices
from trucewatch.values.vocabularies import Role

_INNER = frozenset({"noun", "infinitive", "object", "judged"})
_AUTHORITIES = frozenset({Role.REGIONAL, Role.EMERGENCY, Role.MILITARY, Role.COMPANY, Role.OFFICIAL})
_ON_THE_SPOT = frozenset({Role.REGIONAL, Role.MILITARY, Role.EMERGENCY})
_MANY = 30  # voices of one sentence that are looked at
_LONG_ENOUGH = 25  # characters of a quotation that says something
_NEAR = 4  # sentences that a governor's list is looked for behind his last one
_FAR = 8  # sentences between two of one authority
_OURS = re.compile(  # an account goes on in its teller's own words
    r"\b[Oo]ur (?:\w+ )?(?:border guards|troops|soldiers|forces|units|defenders|fighters|air defen[cs]e|army)\b"
)
_LATER_ON = re.compile(  # what came of it after it was told is the report's
    r"; (?:by (?:evening|nightfall|noon|morning|then|\w+day)\b|(?:\w+ )?(?:hours|days|weeks|months) later\b)"
)
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
            if n == first - 2 >= 0 and self._of_another(first - 1, n):
                return None
            heard = [v for v in self.voices.in_sentence(n) if not quote.start <= v.cue_start < quote.end]
            if n < first:
                heard = [v for v in heard if v.by != "noun" and self.page.quote_at(v.cue_start) is None]
            heard = [v for v in heard if not quote.end <= v.start <= v.cue_start < v.end]  # of a later clause alone
            outer = [v for v in heard if not any(o.start <= v.cue_start < o.end and o is not v for o in heard)]
            if outer and (n >= first or self._stands_alone(quote, first)):
                own = [
                    v for v in heard if v.speaker.role is not Role.MEDIA
                ]  # "..., according to a paper's translation"
                return own[-1] if outer[-1].speaker.role is Role.MEDIA and own else outer[-1]
        return None

    def _of_another(self, between: int, before: int) -> bool:
        """ "X said: “A.” Y rejected that. “B.”": whether the sentence between is about somebody, and not about whoever
        spoke before it."""
        tree, heard = self.page.trees[between], self.voices.in_sentence(before)
        subject = tree.subject(tree.root)
        if not heard or subject is None or tree.words[subject].upos == "PRON":
            return False
        start, end = tree.span(tree.under(subject))
        parties = {n.party for n in self.page.named[between] if start <= n.start < end}
        person = {t.text for t in tree.words if start <= t.start < end and t.ner.endswith("PER")}
        speaker = heard[-1].speaker
        if person:
            return person.isdisjoint(speaker.text.split())
        return bool(parties) and speaker.party not in parties

    def _stands_alone(self, quote: Quoted, first: int) -> bool:
        """Whether the sentence begins with the quotation: then it goes on from the sentence before."""
        return quote.start - self.page.trees[first].start <= 2

    def carried_on(self, cast: Cast) -> None:
        """ "Three drones fell on the port, the governor said. No one was hurt.": a sentence that only goes on with what
        was just told is part of the same account (see ``goingon`` and ``bulletins``)."""
        going, bulletins = GoingOn(self.page), Bulletins(self.page)
        self._behind_speakers(cast)
        self._between(going)
        local: Voice | None = None  # the last authority of a place that spoke, and where what it told ended
        until = 0
        apart = asides(self.page.text)
        for tree in self.page.trees:
            opens = bool(apart) and tree.start >= apart[0]
            if opens:
                local, apart = None, apart[1:]  # "Background: ..." goes on with nobody's account
            heard = self.voices.in_sentence(tree.number)
            if heard:
                self._after_semicolon(tree)
            elif tree.number and not opens:
                before = self._outer(tree.number - 1)
                tells = before is not None and before.speaker.role in _AUTHORITIES
                if before is not None and (
                    (tells and (going.on(tree, before) or bulletins.on(tree, before)))
                    or going.backshifted(tree, before)
                ):
                    self._again(before, tree.start, tree.end, tree.number, "carried")
                elif local is not None and tree.number - until <= _NEAR and going.local(tree, until):
                    self._again(local, tree.start, tree.end, tree.number, "carried")
                elif (ours := self._ours(tree)) is not None:
                    self._again(ours, tree.start, tree.end, tree.number, "carried")
            now = self._outer(tree.number)
            if now is not None and (now.speaker.party is not None or now.speaker.person):
                local, until = now if going.of_a_place(now) else None, tree.number
        Labelled(self.page, cast, self.voices).run()
        Accounts(self.page, cast, self.voices, going).run()

    def _behind_speakers(self, cast: Cast) -> None:
        """ "Major Petz shrugged. “They come at night.”", "The spokesman was less sanguine. “…”": a quotation without a
        cue, right behind a sentence about somebody in which nobody speaks, is his."""
        for quote in self.page.quotes:
            first, last = self._sentences(quote)
            tree = self.page.trees[first - 1]
            lone = first > 0 and self._stands_alone(quote, first) and quote.end - quote.start >= _LONG_ENOUGH
            if not lone or not self.page.same_paragraph(self.page.trees[first]) or self.voices.in_sentence(first - 1):
                continue
            heard = [v for n in range(first, last + 1) for v in self.voices.in_sentence(n)]
            subject = tree.subject(tree.root)
            if heard or subject is None or tree.passive(tree.root):
                continue
            who = cast.who(tree, subject)
            if who is not None and not who.plural and (who.person or tree.lemma(subject) in words("cues", "speakers")):
                said = Voice(quote.start, quote.end, who, "", tree.start, "say", "continued", first)
                self.voices.add(said, range(first, last + 1))

    def _ours(self, tree: Tree) -> Voice | None:
        """ "Our border guards repelled an attempt": the army or authority of a state that was heard last, if near."""
        if _OURS.search(self.page.text, tree.start, tree.end) is None or self.page.quote_at(tree.start) is not None:
            return None
        for n in range(tree.number - 1, max(-1, tree.number - _NEAR - 1), -1):
            if (last := self._outer(n)) is not None:
                own = last.speaker.party is not None and last.speaker.role in _ON_THE_SPOT
                return last if own else None
        return None

    def _outer(self, n: int) -> Voice | None:
        """The voice that tells of the whole of a sentence."""
        tree = self.page.trees[n]
        whole = tree.words[tree.root].start  # "the governor reported a strike on an ambulance": all that is told
        heard = [v for v in self.voices.in_sentence(n)[-_MANY:] if not v.denies]
        heard = [v for v in heard if v.by not in _INNER or (v.by == "object" and v.cue_start == whole)]
        outer = [v for v in heard if not any(o.start <= v.cue_start < o.end and o is not v for o in heard)]
        return outer[-1] if outer else None

    def _between(self, going: GoingOn) -> None:
        """Sentences without a cue between two of one authority on the spot: its list of points."""
        last: Voice | None = None
        since = 0
        for n in range(len(self.page.trees)):
            heard = [v for v in self.voices.in_sentence(n) if v.by not in _INNER]
            if not heard:
                continue
            first = heard[0]
            if last is not None and 0 < n - since - 1 <= _FAR and self._same_body(last, first):
                gap = self.page.trees[since + 1 : n]
                if all(not self.voices.in_sentence(t.number) and going.between(t) for t in gap):
                    for t in gap:
                        self._again(last, t.start, t.end, t.number, "list")
            last, since = heard[-1], n

    def _same_body(self, a: Voice, b: Voice) -> bool:
        """Whether two voices are of one authority that tells of what it saw: a governor, rescuers, an army."""
        known = a.speaker.role in _ON_THE_SPOT and (a.speaker.party, a.speaker.role) == (
            b.speaker.party,
            b.speaker.role,
        )
        if not known or a.speaker.party is None or a.denies:
            return False
        one, other = a.speaker.text.lower().split(), b.speaker.text.lower().split()
        return one == other or (not a.speaker.person and not b.speaker.person and one[-1] == other[-1])

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
                or _LATER_ON.match(self.page.text, start) is not None
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
