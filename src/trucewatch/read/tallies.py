"""Lists of so many shot down over each region, a line each, below the sentence that they belong to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.times.words import number
from trucewatch.read.numbering import words_of
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition
from trucewatch.values.count import Count, Sense
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import CountOf

_MOST = 40
_COLON = re.compile(r"[^.;\n]{0,40}:[ \t]*(?=\n)")


class Tally(NamedTuple):
    """What such a list adds to its claim: the end of its last line, where, how many."""

    end: int
    places: tuple[Place, ...]
    counts: tuple[Count, ...]


@lru_cache(maxsize=1)
def _line() -> re.Pattern[str]:
    small = "|".join(sorted(w for w in words_of("words") if w.isalpha()))
    return re.compile(
        rf"\s*\n[ \t]*(?:[-–—•*▪·]|\d\d?[.)])[ \t]*(?P<n>\d{{1,4}}|{small})\b(?: (?:drones?|UAVs?|missiles?))?"
        r"(?: (?:were )?(?:shot down|downed|destroyed|intercepted))? (?:over|in|above) (?P<where>[^,;.\n]{2,60})"
    )


def tally(page: Page, p: Proposition) -> Tally | None:
    """ "Shot down 57 drones:", and below it "- 35 over the A region,": the places and parts, line by line."""
    text, end = page.text, p.span[1]
    colon = _COLON.match(text, end) if p.kind == "interception" else None
    at = colon.end() if colon is not None else len(text)
    places: list[Place] = []
    counts: list[Count] = []
    while len(places) < _MOST and (m := _line().match(text, at)) is not None:
        names = [n for names in page.placed for n in names if m.start("where") <= n.start < m.end("where")]
        places += [page.place_of(n) for n in names[:1]]
        n = round(number(m["n"]))
        counts.append(Count(what=CountOf.INTERCEPTED, low=n, high=n, text=m["n"], sense=Sense.PART))
        at = m.end()
        at += len(text[at : at + 1].strip(" \n"))
    return Tally(at - (text[at - 1 : at] in ",;."), tuple(places), tuple(counts)) if counts else None
