"""The words in which a claim is printed: a denial never without the words that deny.

A claim's quote leaves its attribution out, and with it, often, the word that denies: of "reports that X struck Y are
false" the quote is "X struck Y". Printed alone it would say the opposite of what the source said. So a negated claim is
printed in the report's own sentence where that carries the denial and the quote does not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from trucewatch.records import Claim, Report
from trucewatch.tell.writing import QUOTE_LENGTH, cut
from trucewatch.values.vocabularies import Polarity

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
    """How the claim is printed: its quote; of a negated one whose quote does not carry the negation the report's own
    sentence, if that does."""
    if claim.polarity is not Polarity.NEGATED:
        return Words(*cut(claim.quote), clear=True)
    text, more = cut(claim.quote)
    if _carries(text, claim.cue):
        return Words(text, more, clear=True)
    if report is None or report.text[claim.start : claim.end] != claim.quote:
        return Words(text, more, clear=False)
    first, last = span_of(claim, report)
    found = _denying(report.text, first, last, claim)
    if found is None:
        return Words(text, more, clear=False)
    return Words(_printed(report.text, (first, last), (claim.start, claim.end), found), more=False, clear=True)


def whole(claim: Claim, report: Report | None) -> str:
    """The claim's words on one line where there is room for all of them; of a denial with the words that deny."""
    quote = " ".join(claim.quote.split())
    negated = claim.polarity is Polarity.NEGATED and not _carries(quote, claim.cue)
    return words_of(claim, report).text if negated else quote


def span_of(claim: Claim, report: Report) -> tuple[int, int]:
    """Where the sentence, or the sentences, begin and end in which the quote stands, without the space around."""
    breaks = _breaks(report.text)
    before, after = bisect_right(breaks, claim.start), bisect_right(breaks, max(claim.start, claim.end - 1))
    first = breaks[before - 1] if before else 0
    last = breaks[after] if after < len(breaks) else len(report.text)
    inside = report.text[first:last]
    return first + len(inside) - len(inside.lstrip()), last - (len(inside) - len(inside.rstrip()))


@lru_cache(maxsize=64)
def _breaks(text: str) -> list[int]:
    return [m.end() for m in _END.finditer(text)]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    file = resources.files("trucewatch.tell") / "data" / "denials.yaml"
    book = yaml.safe_load(file.read_text(encoding="utf-8"))
    whole, ends, stems = ("|".join(map(re.escape, book[k])) for k in ("words", "endings", "stems"))
    return re.compile(rf"\b(?:{whole})\b|\w+(?:{ends})\b|\b(?:{stems})\w*", re.IGNORECASE)


def denies(text: str) -> bool:
    """True if the text holds a word that denies."""
    return _pattern().search(text) is not None


def _carries(text: str, cue: str | None) -> bool:
    """Whether the words deny: those of a denial by their cue, as another "not" among them need not be the denial."""
    if cue and denies(cue):
        return cue.casefold() in text.casefold()
    return denies(text)


def _denying(text: str, first: int, last: int, claim: Claim) -> tuple[int, int] | None:
    """The word of the sentence that denies: the cue, or else the one nearest to the quote."""
    if claim.cue and denies(claim.cue):
        found = [m.span() for m in re.finditer(re.escape(claim.cue), text[first:last], re.IGNORECASE)]
    else:
        found = []
    found = found or [m.span() for m in _pattern().finditer(text[first:last])]
    spans = [(first + a, first + b) for a, b in found]
    return min(spans, key=lambda s: (max(claim.start - s[1], s[0] - claim.end, 0), s), default=None)


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
