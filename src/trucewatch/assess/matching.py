"""Which proposal a phrase speaks of, by the words of the proposals' names; what is not plain stays unmatched.

* A name fits where the phrase holds enough of its words. Words for the sort of thing alone ("ceasefire") are not
  enough: of a name that is told from others by its length only, the length has to be there.
* No proposal is taken that the phrase bounds otherwise than the names do: another length, another scope, a place,
  an occasion (``assess/qualifiers.py``).
* None is taken where what is accepted or refused are somebody's own terms for it ("the other's terms for a ceasefire").
* A phrase with no word of its own speaks of a proposal where it is the only one of its sort, or where it points back
  ("the ceasefire") in a report that has told of just that one before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from trucewatch.assess.parameters import AssessParameters, Codebook
from trucewatch.assess.qualifiers import Bounds, bounds, joined, meet, phrase_in, words
from trucewatch.records.agreement import Agreement

_NONE = "no proposal's name fits, or more than one does"
_STOP = re.compile(r"[,.;:?!](?:\s|$)|\n\n|\b(?:and|or|but|while|than)\b", re.IGNORECASE)
_ROUND = 60
"""Characters to either side of a word such as "ceasefire" in which the text before is read."""


@dataclass(frozen=True)
class Match:
    """The proposal and why; ``proposal`` None where no name fits, or more than one does."""

    agreement: str | None
    proposal: str | None
    why: str


_Key = tuple[str, str]


@dataclass(frozen=True)
class _Name:
    agreement: str
    proposal: str
    name: str
    words: frozenset[str]
    bounds: Bounds

    @property
    def of(self) -> _Key:
        return self.agreement, self.proposal


class Proposals:
    """The proposals of all agreements, ready to be matched."""

    def __init__(self, agreements: Iterable[Agreement], params: AssessParameters) -> None:
        self._book = book = params.codebook
        ordered = sorted(agreements, key=lambda a: (a.code, a.id))
        self._names = [
            _Name(a.code, p.id, name, words(name, book), bounds(name, book))
            for a in ordered
            for p in a.proposals
            for name in p.names
        ]
        self._words = self._vocabulary()
        self._own = {
            p: mine - frozenset(w for other, theirs in self._words.items() if other != p for w in theirs)
            for p, mine in self._words.items()
        }
        self._bounds = {p: joined(n.bounds for n in self._names if n.of == p) for p in self._words}
        self._lengths = {a.code: self._told_lengths(a, book) for a in ordered}
        self._known = {a.code: self._known_places(a, params) for a in ordered}
        self._somebodys = _somebodys(book)
        self._generic = frozenset(book.match_generic)
        self._generic_at = re.compile(
            r"\b(?:" + "|".join(sorted({*self._generic, *_worded(book, self._generic)})) + r")s?\b", re.I
        )

    def _vocabulary(self) -> dict[_Key, frozenset[str]]:
        out: dict[_Key, frozenset[str]] = {}
        for n in self._names:
            out[n.of] = out.get(n.of, frozenset()) | n.words
        return out

    @staticmethod
    def _told_lengths(agreement: Agreement, book: Codebook) -> frozenset[tuple[int, int]]:
        """The lengths that the agreement names anywhere: of a proposal whose names have none it may be any of them."""
        texts = [agreement.title, *(p.text for p in agreement.provisions)]
        texts += [name for p in agreement.proposals for name in p.names]
        return joined(bounds(t, book) for t in texts).lengths

    @staticmethod
    def _known_places(agreement: Agreement, params: AssessParameters) -> frozenset[str]:
        """Words of places that bound nothing further: the parties', and those of the agreement's title and areas."""
        texts = [agreement.title, *(params.words.party(p) for p in agreement.parties)]
        texts += [t for a in agreement.areas for t in (a.name, *a.regions)]
        return frozenset(w for t in texts for w in words(t, params.codebook))

    def match(self, about: str | None, quote: str, before: str = "") -> Match:
        """The proposal that a claim speaks of, by what it is said to be about, or by its quote where that says nothing.

        ``before``: what the report has told before the claim, for phrases that only point back.
        """
        if self._of_somebody(about, quote):
            return Match(None, None, "speaks of what somebody asks for it, not of it")
        phrase = phrase_in(about, quote, self._book)
        own = self._telling(about or "")
        found = self._match(phrase if about else quote, self._bounded(phrase if about else quote))
        if found.proposal is not None or own:
            return found
        if about and bounds(phrase, self._book).none:  # "it", "the proposal": the words around may name it
            found = self._match(quote, self._bounded(quote))
            if found.proposal is not None or not bounds(quote, self._book).none:
                return found
        return self._pointed(phrase if words(about or "", self._book) & self._generic else self._back(quote), before)

    def _of_somebody(self, about: str | None, quote: str) -> bool:
        """Whether the phrase, with the words that lead to it, is of somebody's own terms: who refuses "the other's
        terms for a ceasefire" has said nothing of a ceasefire that a third has proposed."""
        text = about or quote
        at = quote.find(text)
        lead = _STOP.split(quote[max(0, at - _ROUND) : at])[-1] if at > 0 else ""
        return self._somebodys.search(lead + text) is not None

    def _back(self, quote: str) -> str:
        """The first phrase of the quote that points back at a sort of thing ("the ceasefire"), or nothing."""
        for m in self._generic_at.finditer(quote):
            opener = re.search(r"\b(?:the|this|that)\s+$", quote[: m.start()], re.I)
            if opener:
                return phrase_in(quote[opener.start() : m.end()], quote, self._book)
        return ""

    def _telling(self, text: str) -> frozenset[str]:
        """The words that are neither of a mere sort nor point back."""
        return words(text, self._book) - self._generic - frozenset(self._book.match_pointers)

    def _bounded(self, text: str) -> Mapping[_Key, bool]:
        """Whether each proposal is bounded otherwise by the phrase."""
        said = bounds(text, self._book)
        return {p: self._other(said, p) for p in self._words}

    def _other(self, said: Bounds, p: _Key) -> bool:
        book, known = self._book, self._bounds[p]
        lengths = known.lengths or self._lengths[p[0]]
        if said.lengths and lengths and not meet(said.lengths, lengths):
            return True
        extra = said.scopes - known.scopes - {"full"}
        if "full" not in known.scopes:
            extra -= {"partial"}
        domains = said.scopes & frozenset(book.match_domains)
        if "full" in said.scopes & known.scopes and len(domains) > 1:
            extra -= domains
        own = self._words[p] | self._known[p[0]]
        return bool(extra or said.apart - own or said.places - own)

    def _match(self, text: str, other: Mapping[_Key, bool]) -> Match:
        told, said = words(text, self._book), bounds(text, self._book)
        own = {p: len(told & mine) for p, mine in self._own.items()}
        most = max(own.values(), default=0)
        fits = [n for n in self._names if self._fits(n, told, said)]
        best = [n for n in fits if own[n.of] == most]
        # a word that only one proposal's names hold speaks for it: where two have such words, nothing is plain
        rivals = {p for p, count in own.items() if count == most} if most else {n.of for n in best}
        if not best or len(rivals | {n.of for n in best}) != 1:
            return Match(None, None, _NONE)
        name = max(best, key=lambda n: (len(n.words & told), n.name))
        if other[name.of]:
            return Match(None, None, f"bounds it otherwise than the name {name.name!r} does")
        shared = ", ".join(sorted(name.words & told))
        return Match(name.agreement, name.proposal, f"shares {shared} with the name {name.name!r}")

    def _fits(self, name: _Name, told: frozenset[str], said: Bounds) -> bool:
        """Whether the phrase holds enough of the name: of its words a share, all that it covers, and its length where
        nothing else tells it from others."""
        if not name.words or len(name.words & told) / len(name.words) < self._book.match_share:
            return False
        if not name.bounds.scopes <= said.scopes:
            return False
        if name.words - self._generic:
            return True
        return bool(name.bounds.lengths and said.lengths) and meet(said.lengths, name.bounds.lengths)

    # --- phrases with no word of their own --------------------------------------------------------------------------

    def _pointed(self, phrase: str, before: str) -> Match:
        """The proposal of a phrase that names a mere sort: the only one of it, or the one that was told of before."""
        if not phrase or not bounds(phrase, self._book).none:
            return Match(None, None, _NONE)
        sort = words(phrase, self._book) & self._generic
        alike = self._of_sort(sort)
        if len(alike) == 1 and not self._telling(phrase):
            ((agreement, proposal),) = alike
            return Match(agreement, proposal, f"says {_plain(phrase)!r}, and no other proposal of the sort is known")
        definite = re.match(r"\s*(?:the|this|that|its)\b", phrase, re.I) is not None
        told = self._told_of(before) if definite else frozenset()
        if len(told) == 1 and None not in told and told <= alike:
            ((agreement, proposal),) = [p for p in told if p is not None]
            return Match(agreement, proposal, f"says {_plain(phrase)!r}, and the report told of just that one before")
        return Match(None, None, _NONE)

    def _of_sort(self, sort: frozenset[str]) -> frozenset[_Key]:
        named = sort - frozenset(self._book.match_any_sort)
        return frozenset(p for p, mine in self._words.items() if sort and (not named or named & mine))

    def _told_of(self, before: str) -> frozenset[_Key | None]:
        """The proposals that the text names; None for a halt or a plan of which no name is plain."""
        out: set[_Key | None] = set()
        for m in self._generic_at.finditer(before):
            part = _around(before, m.start(), m.end())
            found = self._match(part, self._bounded(part))
            if found.agreement is not None and found.proposal is not None:
                out.add((found.agreement, found.proposal))
            elif not bounds(part, self._book).none:
                out.add(None)
        return frozenset(out)


def _somebodys(book: Codebook) -> re.Pattern[str]:
    """Terms, and whatever is the other's: "Arvia's own terms for", "the other's plan", "the terms of the other"."""
    terms, sort = "|".join(book.match_terms), "|".join((*book.match_terms, *book.match_generic))
    other = (
        r"(?:each\s+other|one\s+another|(?:the\s+)?other(?:\s+(?:side|party))?|its\s+(?:"
        + "|".join(book.match_foes)
        + "))"
    )
    return re.compile(
        rf"['’]s?\s+(?:\w+\s+){{0,2}}(?:{terms})\s+(?:for|of|on|to)\b"
        rf"|\b{other}['’]s?\s+(?:\w+\s+){{0,3}}(?:{sort})"
        rf"|\b(?:{sort})s?\s+(?:of|from|by|set\s+by|put\s+forward\s+by)\s+{other}\b(?!\s+\w)",
        re.IGNORECASE,
    )


def _worded(book: Codebook, generic: Collection[str]) -> Iterable[str]:
    return (word for word, same in book.match_synonyms.items() if same in generic)


def _around(text: str, start: int, end: int) -> str:
    """The words round a place in the text, no further than its clause or the next thing told of."""
    head = _STOP.split(text[max(0, start - _ROUND) : start])[-1]
    return head + text[start:end] + _STOP.split(text[end : end + _ROUND])[0]


def _plain(phrase: str) -> str:
    return " ".join(phrase.split())
