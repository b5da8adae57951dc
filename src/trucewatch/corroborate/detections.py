"""Heat detections as columns, so that millions of them can be asked at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from trucewatch.corroborate.parameters import HeatBook
from trucewatch.records.observation import HEAT, Observation
from trucewatch.values.ground import EARTH_KM, reach_km

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

START = datetime(1970, 1, 1, tzinfo=UTC)
HALF_MIN = 720
"""A half is half a day of local mean solar time: of even number from 6 to 18 h (day), of odd number the night."""
_SAME_PIXEL = 0.75  # of a pixel's longer side: how far apart two processings of one pixel may put it


def minutes(at: datetime) -> int:
    """Whole minutes since 1970."""
    return int((at - START).total_seconds() // 60)


def halves(minute: Ints, lon: Floats) -> Ints:
    """The half of local mean solar time in which a minute (UTC, since 1970) lies at that longitude."""
    found: Ints = np.floor((minute + lon * 4.0 - 360.0) / HALF_MIN).astype(np.int64)
    return found


def xyz(lat: Floats, lon: Floats) -> Floats:
    """Points on the sphere in kilometres from its centre; over tens of kilometres chords are as good as arcs."""
    f, g = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(f) * np.cos(g), np.cos(f) * np.sin(g), np.sin(f))) * EARTH_KM


@dataclass(frozen=True)
class Detections:
    """Columns of equal length, in order of time. ``reach`` in km: how far from its centre a pixel may hold the fire;
    ``frp`` in MW; ``good``: neither of low confidence nor of a source that the producer marks as static; ``low``: of
    low confidence. ``sensor`` counts into ``sensors``; ``ids`` are the observations', None where there are none."""

    lat: Floats
    lon: Floats
    minute: Ints
    sensor: Ints
    reach: Floats
    frp: Floats
    good: Flags
    low: Flags
    sensors: tuple[str, ...]
    ids: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.lat)

    def taken(self, keep: Ints) -> Detections:
        """The rows of those numbers, in that order."""
        return Detections(
            lat=self.lat[keep],
            lon=self.lon[keep],
            minute=self.minute[keep],
            sensor=self.sensor[keep],
            reach=self.reach[keep],
            frp=self.frp[keep],
            good=self.good[keep],
            low=self.low[keep],
            sensors=self.sensors,
            ids=None if self.ids is None else tuple(self.ids[i] for i in keep),
        )


def columns_of(observations: Iterable[Observation], book: HeatBook) -> Detections:
    """The heat among the observations, each pixel once, in an order that does not depend on how they arrived."""
    heat = sorted(
        (o for o in {o.id: o for o in observations}.values() if o.what == HEAT and o.point),
        key=lambda o: (o.moment.start, o.sensor, o.point.lat, o.point.lon, o.id) if o.point else (),
    )
    sensors = tuple(sorted({o.sensor for o in heat}))
    number = {name: n for n, name in enumerate(sensors)}
    points = [o.point for o in heat if o.point]
    low = np.array([_low(o.confidence, book) for o in heat], bool)
    rows = Detections(
        lat=np.array([p.lat for p in points], float),
        lon=np.array([p.lon for p in points], float),
        minute=np.array([minutes(o.moment.start) for o in heat], np.int64),
        sensor=np.array([number[o.sensor] for o in heat], np.int64),
        reach=np.array([_reach(o, book) for o in heat], float),
        frp=np.array([o.frp_mw or 0.0 for o in heat], float),
        good=~low & np.array([not o.static for o in heat], bool),
        low=low,
        sensors=sensors,
        ids=tuple(o.id for o in heat),
    )
    return _once(rows, [o.version or "" for o in heat])


def _low(confidence: str | None, book: HeatBook) -> bool:
    if confidence is None:
        return False
    return confidence == "l" or (confidence.isdecimal() and int(confidence) < book.least_percent)


def _reach(o: Observation, book: HeatBook) -> float:
    instrument = o.sensor.rpartition("-")[2]
    side = book.unknown_pixel_km.get(instrument, book.unknown_pixel_km["other"])
    error = book.position_error_km.get(instrument, book.position_error_km["other"])
    return reach_km(o.scan_km or side, o.track_km or side, error)


def _once(rows: Detections, versions: Sequence[str]) -> Detections:
    """Each pixel once. FIRMS gives it first in near real time and months later in standard processing, which puts it a
    little elsewhere: then the near-real-time one goes. The very same reading in two versions is one too."""
    standard = np.array(["RT" not in v for v in versions], bool)
    keep = np.ones(len(rows), bool)
    if standard.any() and not standard.all():
        apart = 1000.0 * EARTH_KM * rows.sensor  # km: sensors never meet; a minute apart counts as 100 m
        place = np.column_stack((xyz(rows.lat, rows.lon), apart + rows.minute * 0.1))
        near = np.flatnonzero(~standard)
        gap, _ = cKDTree(place[standard]).query(place[near], distance_upper_bound=4.0)
        keep[near[gap <= _SAME_PIXEL * rows.reach[near] * np.sqrt(2)]] = False
    exact = np.column_stack((rows.minute, rows.sensor, np.round(rows.lat * 1e5), np.round(rows.lon * 1e5)))
    order = np.lexsort((~standard, *exact.T[::-1]))
    same = np.zeros(len(rows), bool)
    same[order[1:]] = (exact[order[1:]] == exact[order[:-1]]).all(axis=1) if len(rows) > 1 else same[order[1:]]
    return rows.taken(np.flatnonzero(keep & ~same))
