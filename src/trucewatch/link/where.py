"""How the places of two claims stand to one another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

import pycountry

from trucewatch.link.rules import Rules
from trucewatch.link.text import fold
from trucewatch.values.place import Level, Place, Point

_ONE_SPOT_KM = 1.0
_FINE = frozenset({Level.FACILITY, Level.SETTLEMENT, Level.NEAR, Level.DISTRICT})


class Nearness(IntEnum):
    """From apart to the same fine place; UNKNOWN where either side names none."""

    APART = 0
    UNKNOWN = 1
    NESTED = 2  # one lies within the other
    SAME_WIDE = 3  # the same region, country or named area
    SAME_FINE = 4  # the same facility or settlement


@dataclass(frozen=True, slots=True)
class Spot:
    """A place made comparable: folded names, whether it is a wide area, what it lies in."""

    key: str
    words: str
    wide: bool
    within: frozenset[str]
    country: str | None
    geonames: int | None
    facility: bool
    point: Point | None
    radius_km: float
    bare: bool = False  # a country or wider: says next to nothing of where it was

    def __hash__(self) -> int:
        return hash((self.key, self.words))  # of all its fields it would cost more than what it saves


def spot(place: Place, rules: Rules) -> Spot:
    """The comparable form of a place. Without a resolved level its words and first-level area tell how wide it is."""
    key, admin1 = _key(place.name or place.text, rules), _key(place.admin1 or "", rules)
    within = frozenset(x for x in (admin1, *_country(place.country)) if x and x != key)
    return Spot(
        key=key,
        words=f" {fold(place.text)} ",
        wide=_wide(place, admin1, rules),
        within=within,
        country=place.country,
        geonames=place.geonames,
        facility=place.level is Level.FACILITY,
        point=place.point,
        radius_km=place.radius_km or 0.0,
        bare=_bare(place),
    )


def _bare(place: Place) -> bool:
    if place.level is not None:
        return place.level in (Level.COUNTRY, Level.SEA)
    return fold(place.name or place.text) in _countries()


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(name for c in pycountry.countries for name in _country(c.alpha_3))


@lru_cache(maxsize=512)
def _country(code: str | None) -> tuple[str, ...]:
    """The folded names of a country, so that "Pakistan" holds what lies in PAK."""
    found = pycountry.countries.get(alpha_3=code) if code else None
    return tuple(fold(n) for n in (found.name, getattr(found, "common_name", None)) if n) if found else ()


def _wide(place: Place, admin1: str, rules: Rules) -> bool:
    if place.level is not None:
        return place.level not in _FINE
    if place.radius_km is not None:
        return place.radius_km > rules.coarse_radius_km
    tokens = fold(place.name or place.text).split()
    worded = any(t in rules.coarse_words or t in rules.directions for t in tokens)
    return worded or not admin1 or tokens == fold(place.admin1 or "").split()


def _key(name: str, rules: Rules) -> str:
    drop = frozenset(rules.place_noise) | frozenset(rules.coarse_words)
    tokens = fold(name).split()
    return " ".join([t for t in tokens if t not in drop] or tokens)


def km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres on a sphere of 6,371 km."""
    f, g = radians(a.lat), radians(b.lat)
    h = sin((g - f) / 2) ** 2 + cos(f) * cos(g) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(h)))


@lru_cache(maxsize=65536)
def _pair(a: Spot, b: Spot) -> Nearness:
    if a.country and b.country and a.country != b.country and not (a.point and b.point):
        return Nearness.APART
    if a.key == b.key:
        return _same_name(a, b)
    if f" {a.key} " in b.words or f" {b.key} " in a.words:
        return Nearness.NESTED if a.wide or b.wide else Nearness.SAME_FINE
    if (a.wide and a.key in b.within) or (b.wide and b.key in a.within):
        return Nearness.NESTED
    if a.point and b.point:
        return _by_distance(a, b, km(a.point, b.point))
    return Nearness.APART


def _same_name(a: Spot, b: Spot) -> Nearness:
    if a.point and b.point and km(a.point, b.point) > a.radius_km + b.radius_km + 1.0:
        return Nearness.APART
    if a.wide != b.wide:
        return Nearness.NESTED
    return Nearness.SAME_WIDE if a.wide else Nearness.SAME_FINE


def _by_distance(a: Spot, b: Spot, distance: float) -> Nearness:
    """Differently named places with known points. Two facilities are two unless they lie on one another."""
    if not a.wide and not b.wide:
        if distance <= _ONE_SPOT_KM or (a.geonames is not None and a.geonames == b.geonames):
            return Nearness.SAME_FINE
        if a.facility and b.facility:
            return Nearness.APART
        return Nearness.NESTED if distance <= max(a.radius_km, b.radius_km) else Nearness.APART
    wide = max(a.radius_km if a.wide else 0.0, b.radius_km if b.wide else 0.0)
    return Nearness.NESTED if distance <= wide and a.wide != b.wide else Nearness.APART


def nearness(a: tuple[Spot, ...], b: tuple[Spot, ...]) -> Nearness:
    """The closest relation that any place of the one has to any of the other."""
    if not a or not b:
        return Nearness.UNKNOWN
    return max(_pair(x, y) for x in a for y in b)
