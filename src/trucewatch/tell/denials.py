"""The words in which a claim is printed: a denial never without the words that deny, and what is announced, tied to a
condition or only possible never without the words that say so.

A claim's quote leaves its attribution out, and with it, often, the word that denies: of "reports that X struck Y are
false" the quote is "X struck Y". Printed alone it would say the opposite of what the source said. So a negated claim is
printed in the report's own sentence where that carries the denial and the quote does not. It is the same with an act
that is not said to have been: "if X struck Y" and "X will strike Y" leave "X struck Y" behind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from trucewatch.records import Claim, Report
from trucewatch.tell.writing import QUOTE_LENGTH, cut
from trucewatch.values.vocabularies import Modality, Polarity

SENTENCE_LENGTH = 2 * QUOTE_LENGTH
"""Characters of a sentence that is printed whole. The same for everybody."""

_ROUND = 60
# A line that ends is no end of a sentence: texts come with their lines broken.
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bCol)(?<!\bNo)"
    r"[.!?][\"”’')]*\s+(?=[A-Z0-9\"“‘'(])|\n\s*\n"
)


@dataclass(frozen=True)
class Words:
    """``text``: verbatim from the report, on one line, ``…`` where something is left out in or before it. ``more``: its
    end is left off. ``clear``: it cannot be read as its opposite; where False, what stands around has to say so."""

    text: str
    more: bool
    clear: bool


def words_of(claim: Claim, report: Report | None) -> Words:
    """How the claim is printed: its quote; of one that is denied, or is not said to have been, whose quote does not say
    so the report's own sentence, if that does, or with the sentence beside it that does."""
    text, more = cut(claim.quote)
    if is_plain(claim) or _carries(text, claim):
        return Words(text, more, clear=True)
    if report is None or report.text[claim.start : claim.end] != claim.quote:
        return Words(text, more, clear=False)
    for first, last in _spans(claim, report):
        found = _telling(report.text, first, last, claim)
        if found is not None:
            return Words(_printed(report.text, (first, last), (claim.start, claim.end), found), more=False, clear=True)
    return Words(text, more, clear=False)


def is_plain(claim: Claim) -> bool:
    """True of what is said to have been so: of no denial, and of nothing announced, conditional or only possible."""
    return claim.polarity is Polarity.AFFIRMED and claim.modality is Modality.ACTUAL


def whole(claim: Claim, report: Report | None) -> str:
    """The claim's words on one line where there is room for all of them; of a denial, and of what is not said to have
    been, with the words that say so."""
    quote = " ".join(claim.quote.split())
    return quote if is_plain(claim) or _carries(quote, claim) else words_of(claim, report).text


def span_of(claim: Claim, report: Report) -> tuple[int, int]:
    """Where the sentence, or the sentences, begin and end in which the quote stands, without the space around."""
    breaks = _breaks(report.text)
    before, after = bisect_right(breaks, claim.start), bisect_right(breaks, max(claim.start, claim.end - 1))
    first = breaks[before - 1] if before else 0
    last = breaks[after] if after < len(breaks) else len(report.text)
    inside = report.text[first:last]
    return first + len(inside) - len(inside.lstrip()), last - (len(inside) - len(inside.rstrip()))


def _spans(claim: Claim, report: Report) -> Iterator[tuple[int, int]]:
    """The sentence of the quote; of a denial whose cue stands in the sentence before or after it, both: other words
    beside it may be another speaker's."""
    first, last = span_of(claim, report)
    yield first, last
    if claim.polarity is Polarity.AFFIRMED or not claim.cue or not denies(claim.cue):
        return
    breaks, text = _breaks(report.text), report.text
    before = max((b for b in (0, *breaks) if b < first), default=first)
    after = first + len(text[first : min((b for b in (*breaks, len(text)) if b > last + 1), default=last)].rstrip())
    for start, end in ((before, last), (first, after)):
        inside = text[start:end]
        if end - start <= SENTENCE_LENGTH and "\n\n" not in inside and _needs_cue(claim).search(inside):
            yield start, end


@lru_cache(maxsize=64)
def _breaks(text: str) -> list[int]:
    return [m.end() for m in _END.finditer(text)]


@lru_cache(maxsize=2)
def _pattern(which: str) -> re.Pattern[str]:
    """The words that deny (``denied``), or that say of an act that it is not said to have been (``open``)."""
    file = resources.files("trucewatch.tell") / "data" / "denials.yaml"
    book = yaml.safe_load(file.read_text(encoding="utf-8"))[which]
    whole, ends, stems = ("|".join(map(re.escape, book[k])) for k in ("words", "endings", "stems"))
    return re.compile(rf"\b(?:{whole})\b|\w+(?:{ends})\b|\b(?:{stems})\w*", re.IGNORECASE)


def denies(text: str) -> bool:
    """True if the text holds a word that denies."""
    return _pattern("denied").search(text) is not None


def _needed(claim: Claim) -> Iterator[re.Pattern[str]]:
    """What the printed words must hold: of a denial its cue where that denies, as another "not" need not be it."""
    if claim.polarity is Polarity.NEGATED:
        yield _needs_cue(claim)
    if claim.modality is not Modality.ACTUAL:
        yield _pattern("open")


def _needs_cue(claim: Claim) -> re.Pattern[str]:
    cue = claim.cue if claim.cue and denies(claim.cue) else None
    return re.compile(re.escape(cue), re.IGNORECASE) if cue else _pattern("denied")


def _carries(text: str, claim: Claim) -> bool:
    """Whether the words say that it was not so, or is not said to have been."""
    return all(p.search(text) for p in _needed(claim))


def _telling(text: str, first: int, last: int, claim: Claim) -> tuple[int, int] | None:
    """Of the words that the claim needs and its quote lacks the one nearest to the quote; None where one is missing."""
    spans = []
    for pattern in _needed(claim):
        found = [(first + m.start(), first + m.end()) for m in pattern.finditer(text[first:last])]
        if not found and claim.polarity is Polarity.NEGATED and pattern is not _pattern("open"):
            found = [(first + m.start(), first + m.end()) for m in _pattern("denied").finditer(text[first:last])]
        if not found:
            return None
        spans.append(min(found, key=lambda s: (max(claim.start - s[1], s[0] - claim.end, 0), s)))
    outside = [s for s in spans if s[0] < claim.start or s[1] > claim.end]
    return (outside or spans)[0]


def _printed(text: str, whole: tuple[int, int], quote: tuple[int, int], word: tuple[int, int]) -> str:
    """The sentence; of a long one what reaches from the quote to the word; where that too is long, both ends of it."""
    if whole[1] - whole[0] <= SENTENCE_LENGTH:
        return _line(text, whole, whole)
    both = min(quote[0], word[0]), max(quote[1], word[1])
    if both[1] - both[0] <= SENTENCE_LENGTH:
        return _line(text, both, whole)
    around = _rounded(text, max(whole[0], word[0] - _ROUND), min(whole[1], word[1] + _ROUND), word)
    start = cut(text[quote[0] : quote[1]])[0]
    if word[0] < quote[0]:
        return f"{_line(text, around, whole).removesuffix(' …')} … {start} …"
    return f"{start} … {_line(text, around, whole).removeprefix('… ')}"


def _rounded(text: str, first: int, last: int, word: tuple[int, int]) -> tuple[int, int]:
    """The stretch without the halves of words at its ends."""
    while first < word[0] and first > 0 and not text[first - 1].isspace():
        first += 1
    while last > word[1] and last < len(text) and not text[last].isspace():
        last -= 1
    return first, last


def _line(text: str, part: tuple[int, int], whole: tuple[int, int]) -> str:
    line = " ".join(text[part[0] : part[1]].split())
    return ("… " if part[0] > whole[0] else "") + line + (" …" if part[1] < whole[1] else "")
