"""Whether a place lies in a named area, as precisely as the place is known.

A resolved place is a disc: its point and its radius. Distances are planar in kilometres, east-west shrunk by the cosine
of the place's latitude; over the few hundred kilometres that a disc and an edge can be apart the error stays under a
few per cent. Polygons across the 180th meridian are to be split.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from trucewatch.records.agreement import NamedArea
from trucewatch.values.place import Level, Place

_KM_PER_DEGREE = 111.195  # mean sphere of 6,371 km

Lonlat = tuple[float, float]


def within(place: Place, area: NamedArea) -> bool | None:
    """True, False, or None where the place is not known well enough."""
    said = [answer for answer in (_administrative(place, area), _drawn(place, area)) if answer != "unasked"]
    if True in said:
        return True
    return None if None in said else False


def _administrative(place: Place, area: NamedArea) -> bool | str | None:
    if not area.countries and not area.regions:
        return "unasked"
    if area.regions:
        if area.countries and place.country is not None and place.country not in area.countries:
            return False
        if place.admin1 is not None:
            return place.admin1.casefold() in {r.casefold() for r in area.regions}
        return None
    return None if place.country is None else place.country in area.countries


def _drawn(place: Place, area: NamedArea) -> bool | str | None:
    if not area.polygon and area.line is None:
        return "unasked"
    if place.point is None or place.radius_km is None or place.level in (Level.COUNTRY, Level.SEA):
        return None
    here = (place.point.lon, place.point.lat)
    found = []
    if area.polygon:
        found.append(_in_polygon(here, place.radius_km, area.polygon))
    if area.line is not None and area.within_km is not None:
        away = min(distances(here, area.line))
        found.append(True if away + place.radius_km <= area.within_km else _outside(away, place, area.within_km))
    return True if True in found else None if None in found else False


def _outside(away: float, place: Place, limit: float) -> bool | None:
    return False if away - (place.radius_km or 0) > limit else None


def _in_polygon(here: Lonlat, radius: float, rings: Sequence[Sequence[Lonlat]]) -> bool | None:
    if min(d for ring in rings for d in distances(here, ring)) <= radius:
        return None  # the disc reaches over an edge
    inside = [_in_ring(here, ring) for ring in rings]
    return inside[0] and not any(inside[1:])


def _in_ring(here: Lonlat, ring: Sequence[Lonlat]) -> bool:
    """Ray casting: a ray to the east crosses the ring an odd number of times."""
    x, y = here
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def distances(here: Lonlat, line: Sequence[Lonlat]) -> list[float]:
    """Kilometres from ``here`` to each segment of ``line``."""
    shrink = math.cos(math.radians(here[1]))
    flat = [((x - here[0]) * shrink * _KM_PER_DEGREE, (y - here[1]) * _KM_PER_DEGREE) for x, y in line]
    return [_to_segment(a, b) for a, b in pairwise(flat)]


def _to_segment(a: Lonlat, b: Lonlat) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, -(a[0] * dx + a[1] * dy) / length))
    return math.hypot(a[0] + t * dx, a[1] + t * dy)
