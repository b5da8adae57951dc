"""Sentences with offsets: aware of abbreviations, initials, decimals and quotation marks. The parser's splitter will
replace it; until then it is the unit that no claim crosses."""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST_QUOTATION = 6  # sentences: a mark that nothing closes is a slip, not a speech
LONGEST = (
    1500  # characters: a "sentence" without an end (a list, a broken page) is cut at a space, so work stays linear
)

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "brig",
        "adm",
        "sen",
        "rep",
        "gov",
        "st",
        "jr",
        "sr",
        "vs",
        "etc",
        "approx",
        "dept",
        "est",
        "inc",
        "ltd",
        "co",
        "corp",
        "no",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "fig",
        "al",
        "u.s",
        "u.k",
        "u.n",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "op",
        "maj-gen",
        "lt-gen",
    ]
)
_END = re.compile(
    r"[.!?…]+[\"”’')\]]*(?=\s|$)|\n\s*\n|\t+|(?<=[A-Z’'!]{3})\s{2,}(?=[A-Z])|\s{5,}|(?<=[a-z])[\"”]\s+(?=[“\"][A-Z])"
)
_MARK = re.compile(r"[“”\"]")
_LAST_WORD = re.compile(r"[\w.\-]{1,20}$")
_NEXT = re.compile(r"\s*[\"“”‘'(\[]*(\S?)")


class Sentence(NamedTuple):
    """``start`` to ``end`` in the text, trimmed; ``in_quote``: it starts within a quotation or with one."""

    start: int
    end: int
    in_quote: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of ``text`` in order. Never overlapping, never empty, none longer than ``LONGEST``."""
    out: list[Sentence] = []
    open_quote, within = False, 0
    start = 0
    for stop in [*_stops(text), len(text)]:
        for piece in _pieces(text, start, stop):
            out.append(Sentence(*piece, in_quote=open_quote or text[piece[0]] in '"“'))
            within = within + 1 if open_quote else 0
            open_quote = _still_open(text, piece, open_quote) and within < _LONGEST_QUOTATION
        start = stop
    return out


def _stops(text: str) -> list[int]:
    return [m.end() for m in _END.finditer(text) if m.group().isspace() or _ends(text, m)]


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Whether this mark of punctuation ends a sentence."""
    following = _NEXT.match(text, mark.end())
    first = following.group(1) if following else ""
    if first.islower():
        return False
    if not mark.group().startswith("."):
        return True
    before = _LAST_WORD.search(text, max(0, mark.start() - 20), mark.start())
    word = before.group() if before else ""
    if len(mark.group()) == 1 and (word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())):
        # "in the U.S. Officials said": an abbreviation that may close a sentence closes it before a new subject
        return word.lower() in {"u.s", "u.k", "u.n", "a.m", "p.m"} and _new_subject(text, mark.end())
    return True


def _new_subject(text: str, at: int) -> bool:
    return bool(re.compile(r"\s+[\"“]?(?:The|A|An|He|She|It|They|In|On|But|However|Officials)\b").match(text, at))


def _pieces(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The stretch trimmed, and cut at spaces where it is longer than ``LONGEST``."""
    out = []
    while start < stop:
        end = stop
        if stop - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            end = space if space > 0 else start + LONGEST
        a, b = start, end
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            out.append((a, b))
        start = end
    return out


def _still_open(text: str, piece: tuple[int, int], before: bool) -> bool:
    """Whether a quotation is open after this piece. Curly marks say so; straight ones alternate."""
    state = before
    for m in _MARK.finditer(text, *piece):
        opens = m.start() == 0 or text[m.start() - 1] in " \n\t\xa0(["
        state = m.group() == "“" or (m.group() == '"' and opens)
    if state and re.compile(r"\n|\s{5,}").match(text, piece[1]):
        return False  # a paragraph's end closes what its author forgot to close
    return state
