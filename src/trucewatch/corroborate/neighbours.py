"""What else may be what was seen at a place: a named facility that is hot by itself, a spot that always is, or a larger
fire beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians

import numpy as np

from trucewatch.corroborate.detections import Detections, Flags, Floats, Ints, halves, xyz
from trucewatch.corroborate.ground import Ground
from trucewatch.corroborate.looks import Looks
from trucewatch.corroborate.parameters import HeatBook
from trucewatch.records.case import KnownPlace
from trucewatch.values.ground import km
from trucewatch.values.place import Place, Point

_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_SAME_KM = 0.5


@dataclass(frozen=True)
class Neighbours:
    """Knows all detections and the facilities of the case that are hot by themselves."""

    rows: Detections
    ground: Ground
    looks: Looks
    facilities: tuple[KnownPlace, ...]
    book: HeatBook

    def of(self, place: Place, point: Point, radius_km: float, hits: Ints, since: int) -> str | None:
        """In words what else ``hits`` may be; None where nothing is known. ``since``: first minute of the past."""
        rows = self.rows
        gap = np.linalg.norm(_at(rows, hits) - _spot(point), axis=1)
        inside = bool((gap <= np.maximum(radius_km, rows.reach[hits])).any())
        if not inside:
            nearest = hits[np.argmin(gap)]
            found = self._facility(place, point, int(nearest)) or self._hot_spot(point, int(nearest), since)
            if found:
                return found
        return self._larger_fire(point, hits)

    def _facility(self, place: Place, point: Point, hit: int) -> str | None:
        """The nearest facility of a kind that is hot by itself whose ground the hottest pixel may touch."""
        spot = Point(lat=float(self.rows.lat[hit]), lon=float(self.rows.lon[hit]))
        names = {place.text, place.name}
        near = []
        for f in self.facilities:
            if f.lat is None or f.lon is None or f.name in names:
                continue
            there = Point(lat=f.lat, lon=f.lon)
            far = km(spot, there)
            if far <= (f.radius_km or 0.0) + float(self.rows.reach[hit]) and km(point, there) > _SAME_KM:
                near.append((far, f.name))
        return f"{min(near)[1]}, {min(near)[0]:.1f} km from the detection" if near else None

    def _hot_spot(self, point: Point, hit: int, since: int) -> str | None:
        """A spot outside the place that was hot in many of the looks of the past."""
        rows = self.rows
        near = self.ground.around(rows.lat[hit], rows.lon[hit], float(rows.reach[hit]))
        past = near[(rows.minute[near] < rows.minute[hit] - 1440) & (rows.minute[near] >= since)]
        past = past[(rows.sensor[past] == rows.sensor[hit]) & rows.good[past]]
        looked = self.looks.of(point, rows.sensors[int(rows.sensor[hit])])
        half = halves(rows.minute[[hit]], rows.lon[[hit]])[0]
        looked = looked[(looked < half) & (looked % 2 == half % 2)]
        mine = halves(rows.minute[past], rows.lon[past])
        hot = len(np.unique(mine[mine % 2 == half % 2]))
        if len(looked) < self.book.least_looks or hot < self.book.hot_share * len(looked):
            return None
        where = f"{float(np.median(rows.lat[past])):.3f}, {float(np.median(rows.lon[past])):.3f}"
        return f"a spot at {where} that was hot in {hot} of {len(looked)} earlier looks"

    def _larger_fire(self, point: Point, hits: Ints) -> str | None:
        """A fire of one pass of which only a small part touches the place."""
        rows = self.rows
        half = halves(rows.minute[hits], rows.lon[hits])
        best: tuple[int, int, Ints] | None = None
        for sensor, when in sorted({(int(s), int(h)) for s, h in zip(rows.sensor[hits], half, strict=True)}):
            mine = hits[(rows.sensor[hits] == sensor) & (half == when)]
            near = self.ground.around(point.lat, point.lon, self.book.fire_within_km)
            near = near[rows.sensor[near] == sensor]
            near = near[halves(rows.minute[near], rows.lon[near]) == when]
            fire = _grown(_at(rows, near), np.isin(near, mine), self.book.fire_link_km)
            if best is None or len(mine) / max(1, fire.sum()) > best[0] / best[1]:
                best = len(mine), max(1, int(fire.sum())), near[fire]
        if best is None or best[0] / best[1] >= self.book.fire_share:
            return None
        middle = Point(lat=float(rows.lat[best[2]].mean()), lon=float(rows.lon[best[2]].mean()))
        way = f"{km(point, middle):.1f} km to the {wind(point, middle)}"
        return f"a larger fire, of {best[1]} detections, with its middle {way}, of which {best[0]} touch the place"


def _at(rows: Detections, which: Ints) -> Floats:
    return xyz(rows.lat[which], rows.lon[which])


def _spot(point: Point) -> Floats:
    at: Floats = xyz(np.array([point.lat]), np.array([point.lon]))[0]
    return at


def _grown(points: Floats, seed: Flags, link_km: float) -> Flags:
    """All points that chains of links no longer than ``link_km`` join to the seed."""
    fire = seed.copy()
    fresh = seed.copy()
    while fresh.any():
        gaps = np.linalg.norm(points[~fire][:, None] - points[fresh][None], axis=2)
        rest = np.flatnonzero(~fire)
        fresh = np.zeros_like(fire)
        if not len(rest):
            break
        fresh[rest[gaps.min(axis=1) <= link_km]] = True
        fire |= fresh
    return fire


def wind(a: Point, b: Point) -> str:
    """In which of eight directions ``b`` lies from ``a``."""
    east = (b.lon - a.lon) * cos(radians(a.lat))
    return _WINDS[round(degrees(atan2(east, b.lat - a.lat)) / 45) % 8]


def hot_by_themselves(facilities: Sequence[KnownPlace], book: HeatBook) -> tuple[KnownPlace, ...]:
    """Those of a class that gives off heat in peace, too."""
    return tuple(f for f in facilities if f.place_class in book.neighbour_classes)
