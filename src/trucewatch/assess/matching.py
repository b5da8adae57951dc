"""Which proposal a phrase speaks of, by the words of the proposals' names; what is not plain stays unmatched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from trucewatch.assess.parameters import Codebook
from trucewatch.records.agreement import Agreement

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True)
class Match:
    """The proposal and why; ``proposal`` None where no name fits, or more than one does."""

    agreement: str | None
    proposal: str | None
    why: str


@dataclass(frozen=True)
class _Name:
    agreement: str
    proposal: str
    name: str
    words: frozenset[str]

    @property
    def of(self) -> tuple[str, str]:
        return self.agreement, self.proposal


def words(text: str, book: Codebook) -> frozenset[str]:
    """The telling words of a phrase: folded, without numbers and lengths of time, plurals and synonyms made one."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    tokens = _WORD.findall("".join(c for c in folded if not unicodedata.combining(c)))
    stop = frozenset(book.match_stop_words)
    return frozenset(_one(t, book) for t in tokens if t not in stop and len(t) > 1)


def _one(token: str, book: Codebook) -> str:
    for form in (token, token.removesuffix("s")):
        if form in book.match_synonyms:
            return book.match_synonyms[form]
    return token.removesuffix("s")


class Proposals:
    """The proposals of all agreements, ready to be matched."""

    def __init__(self, agreements: Iterable[Agreement], book: Codebook) -> None:
        self._book = book
        self._names = [
            _Name(a.code, p.id, name, words(name, book))
            for a in sorted(agreements, key=lambda a: (a.code, a.id))
            for p in a.proposals
            for name in p.names
        ]
        self._own = self._distinctive()

    def _distinctive(self) -> dict[tuple[str, str], frozenset[str]]:
        """Per proposal, the words that stand in its names and in no other proposal's."""
        vocabulary: dict[tuple[str, str], frozenset[str]] = {}
        for n in self._names:
            vocabulary[n.of] = vocabulary.get(n.of, frozenset()) | n.words
        return {
            p: mine - frozenset(w for other, theirs in vocabulary.items() if other != p for w in theirs)
            for p, mine in vocabulary.items()
        }

    def match(self, *texts: str | None) -> Match:
        """The proposal that the first of ``texts`` to fit any speaks of (``about`` first, then the quote)."""
        for text in texts:
            if text:
                found = self._match(text)
                if found.proposal is not None:
                    return found
        return Match(None, None, "no proposal's name fits, or more than one does")

    def _match(self, text: str) -> Match:
        told = words(text, self._book)
        own = {p: len(told & mine) for p, mine in self._own.items()}
        most = max(own.values(), default=0)
        fits = [n for n in self._names if n.words and len(n.words & told) / len(n.words) >= self._book.match_share]
        best = [n for n in fits if own[n.of] == most]
        # a word that only one proposal's names hold speaks for it: where two have such words, nothing is plain
        rivals = {p for p, count in own.items() if count == most} if most else {n.of for n in best}
        if not best or len(rivals | {n.of for n in best}) != 1:
            return Match(None, None, "ambiguous")
        name = max(best, key=lambda n: (len(n.words & told), n.name))
        shared = ", ".join(sorted(name.words & told))
        return Match(name.agreement, name.proposal, f"shares {shared} with the name {name.name!r}")
