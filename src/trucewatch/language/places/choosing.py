"""Which of its namesakes a name means: a score for each, and whether the first stands clear of the rest.

The weights are in decades of population: a country that the case is about outweighs a namesake ten thousand times as
populous, a region that the text names one thousand times. They are general: none was fitted to a single text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trucewatch.language.places.context import Context
from trucewatch.language.places.ground import Spot, km
from trucewatch.language.places.keys import key_of, stem_of
from trucewatch.language.places.known import Entry, alpha3

_IN_PLAY = 4.0
_NAMED_AFTER = 10.0  # times as populous: what a town in play is then named after, and too small to be meant bare
_CONTAINER = 6.0
_REGION_NAMED = 3.5
_COUNTRY_NAMED = 2.5
_NEAR = ((30.0, 1.5), (100.0, 1.2), (200.0, 0.8), (400.0, 0.3))
_CLOSE = 1.2  # nearness of a place that others of the text lie within 100 km of
_AROUND_KM, _CROWD = 150.0, 0.5  # several places of the text near by say more than one
_LEAD, _LEAD_IN_CONTEXT = 1.5, 0.8
_NO_WORD = 1.5  # a district is seldom named without the word for it
_ABROAD_KM, _FAMOUS = 800.0, 100_000  # farther from all places of a text, a lesser town is hardly what it means
_CHIEF, _LESSER = 2, 30_000  # a small town in a country that the report names last of all is hardly meant either
_SAME_KM = 30.0  # namesakes closer than this are one matter: a town and its district


class Scored(NamedTuple):
    """One thing that a name may mean; the more the likelier."""

    entry: Entry
    score: float


def ranked(entries: Iterable[Entry], context: Context, kind: str | None = None) -> list[Scored]:
    """Best first; of equals the one with the lower GeoNames id. ``kind``: what the words call it."""
    found = list(entries)
    most = max((_weight(e) for e in found), default=0.0) / _NAMED_AFTER
    scored = [Scored(e, round(_score(e, context, kind, eclipsed=_weight(e) < most), 3)) for e in found]
    return sorted(scored, key=lambda s: (-s.score, s.entry.geonames or 0, s.entry.country, s.entry.name))


def _weight(e: Entry) -> float:
    """How well known a namesake is the world over, in people."""
    return e.population * (_NAMED_AFTER if e.capital else 1.0)


def _score(e: Entry, context: Context, kind: str | None, *, eclipsed: bool) -> float:
    """``eclipsed``: a far greater namesake is what the bare name means, unless the text puts it here."""
    code = alpha3(e.country) or e.country
    out = math.log10(e.population + 10) + (0.5 if e.own else 0.0) + (1.5 if e.capital else 0.0)
    out += 3.0 if e.kind == "country" else 0.0
    out += 3.0 if kind is not None and kind == e.kind else 0.0
    out -= _NO_WORD if kind is None and e.kind == "district" else 0.0
    if code in context.case and not (eclipsed and not _put_here(e, code, context)):
        out += _IN_PLAY - 0.3 * min(context.case.index(code), 5)
    if context.container & _keys(e, code):
        return out + _CONTAINER
    if e.admin1 and (code, stem_of(e.admin1)) in context.regions:
        out += _REGION_NAMED
    elif code in context.named:
        out += _COUNTRY_NAMED
    return out + _nearness(e, context.spots)


def _put_here(e: Entry, code: str, context: Context) -> bool:
    """Whether the text speaks of the region of a place, or of others close to it."""
    region = bool(e.admin1) and (code, stem_of(e.admin1 or "")) in context.regions
    return region or bool(context.container & _keys(e, code)) or _nearness(e, context.spots) >= _CLOSE


def _keys(e: Entry, code: str) -> frozenset[str]:
    """What a place lies in, by every key that a report could name it with."""
    return frozenset({code, *((stem_of(e.admin1), key_of(e.admin1)) if e.admin1 else ())})


def _nearness(e: Entry, spots: Sequence[Spot]) -> float:
    here = Spot(e.lat, e.lon)
    gaps = [km(here, s) for s in spots if abs(s.lat - e.lat) < 4]
    closest = min(gaps, default=math.inf)
    around = sum(gap <= _AROUND_KM for gap in gaps)
    crowd = min(_CROWD * math.log2(around), 2 * _CROWD) if around > 1 else 0.0
    return next((gain for within, gain in _NEAR if closest <= within), 0.0) + crowd


def _far(here: Spot, spots: Sequence[Spot]) -> bool:
    return len(spots) > 1 and all(km(here, s) > _ABROAD_KM for s in spots)


def clear(found: Sequence[Scored], context: Context) -> bool:
    """Whether the first is so far ahead of the first that lies elsewhere that it can be taken for what is meant."""
    if not found:
        return False
    first = found[0].entry
    in_play = (alpha3(first.country) or "") in context.case
    here = Spot(first.lat, first.lon)
    rival = next((s for s in found[1:] if km(here, Spot(s.entry.lat, s.entry.lon)) > _SAME_KM), None)
    supported = found[0].score - math.log10(first.population + 10) >= 2.5
    chief = (alpha3(first.country) or "") in context.case[:_CHIEF]
    if (
        not chief
        and first.population < (_FAMOUS if not (in_play or supported) else _LESSER)
        and _far(here, context.spots)
    ):
        return False  # all that the text names lies in another part of the world
    if rival is not None and found[0].score - rival.score < (_LEAD_IN_CONTEXT if in_play or supported else _LEAD):
        return False
    return in_play or supported or first.population >= 50_000 or rival is None
