"""What bounds a halt: how long it is to last, what it covers, where, and on which occasion.

A phrase that bounds it otherwise than a proposal's names do speaks of another proposal, whatever words they share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from trucewatch.assess.parameters import Codebook
from trucewatch.language.lexicon import lexicon

Length = tuple[int, int]
"""The least and the most hours."""

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’]s\b)?|[.,;:!?()\"“”]", re.UNICODE)


def folded(text: str) -> str:
    """In lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def one(token: str, book: Codebook) -> str:
    """A folded word in the form in which words are compared: plurals and synonyms made one."""
    for form in (token, token.removesuffix("s")):
        if form in book.match_synonyms:
            return book.match_synonyms[form]
    return token.removesuffix("s")


def words(text: str, book: Codebook) -> frozenset[str]:
    """The telling words of a phrase: folded, without numbers and lengths of time, plurals and synonyms made one."""
    stop = frozenset(book.match_stop_words)
    return frozenset(one(t, book) for t in _WORD.findall(folded(text)) if t not in stop and len(t) > 1)


@dataclass(frozen=True)
class Bounds:
    """``lengths`` in hours; ``scopes``: keys of ``match_scopes``; ``apart``: occasions and words for another one;
    ``places``: first words of places that the halt is bounded to, folded ("" for one that has no name)."""

    lengths: frozenset[Length]
    scopes: frozenset[str]
    apart: frozenset[str]
    places: frozenset[str]

    @property
    def none(self) -> bool:
        """Whether nothing is bounded."""
        return not (self.lengths or self.scopes or self.apart or self.places)


def bounds(text: str, book: Codebook) -> Bounds:
    """What the phrase says of how long, of what, where and when."""
    told = words(text, book)
    return Bounds(
        lengths=frozenset(_lengths(text, book)),
        scopes=frozenset(s for s, tokens in book.match_scopes.items() if told & set(tokens)),
        apart=told & frozenset(book.match_apart),
        places=frozenset(_places(text, book)),
    )


def joined(parts: Iterable[Bounds]) -> Bounds:
    """All that any of them says."""
    every = list(parts)
    return Bounds(
        lengths=frozenset(x for b in every for x in b.lengths),
        scopes=frozenset(x for b in every for x in b.scopes),
        apart=frozenset(x for b in every for x in b.apart),
        places=frozenset(x for b in every for x in b.places),
    )


def meet(lengths: Collection[Length], others: Collection[Length]) -> bool:
    """Whether each of the first may be one of the others."""
    return all(any(a[0] <= b[1] and b[0] <= a[1] for b in others) for a in lengths)


def phrase_in(about: str | None, quote: str, book: Codebook) -> str:
    """The phrase with what its clause adds to it in the quote: "a truce" of "accepted a truce in Mariupol, and left" is
    "a truce in Mariupol"."""
    if not about:
        return quote
    at = quote.casefold().find(about.casefold())
    if at < 0:
        return about
    rest = quote[at + len(about) :]
    for m in _TOKEN.finditer(rest):
        if not m[0][0].isalnum() or m[0].casefold() in (*book.match_ends, *book.match_meetings):
            rest = rest[: m.start()]
            break
    return about + rest


def _lengths(text: str, book: Codebook) -> Iterable[Length]:
    tokens = _TOKEN.findall(folded(text))
    for i, token in enumerate(tokens):
        unit = book.match_lengths.get(_singular(token))
        bare, long = (None, None) if unit else _long(token, book)
        unit = unit or bare
        if unit is None:
            continue
        number = 1 if long else _number(tokens[i - 1]) if i else None
        if number is None and tokens[i + 1 : i + 2] == ["long"]:
            number = 1
        before = tokens[max(0, i - 3) : i]
        if number is not None and not set(before) & set(book.match_length_past):
            yield unit[0] * number, unit[1] * number


def _singular(token: str) -> str:
    return token.removesuffix("s")


def _long(token: str, book: Codebook) -> tuple[Length | None, bool]:
    """The length of "weeklong"."""
    unit = book.match_lengths.get(token.removesuffix("long")) if token.endswith("long") else None
    return unit, unit is not None


@lru_cache(maxsize=1)
def _spoken() -> dict[str, int]:
    known = lexicon("counts")
    return {**known["words"], **known["tens"], "one": 1, "a": 1, "an": 1}


def _number(token: str) -> int | None:
    return int(token[:6]) if token.isdecimal() else _spoken().get(token)


def _places(text: str, book: Codebook) -> Iterable[str]:
    """The places after words such as "in": named ones by their first word, others by their noun."""
    tokens = _TOKEN.findall(text)
    for i, token in enumerate(tokens[:-1]):
        if token.casefold() not in book.match_place_openers or (i and tokens[i - 1].casefold() in book.match_meetings):
            continue
        after = tokens[i + 1 : i + 5]
        article = after[0].casefold() in ("the", "a", "an")
        rest = after[1:] if article else after[:3]
        if rest and rest[0][0].isupper() and rest[0].casefold() not in _dates():
            yield one(folded(rest[0]), book)
        elif article and any(one(folded(w), book) in book.match_place_nouns for w in rest):
            yield ""


@lru_cache(maxsize=1)
def _dates() -> frozenset[str]:
    known = lexicon("times")["words"]
    return frozenset({*known["months"], *known["weekdays"]})
