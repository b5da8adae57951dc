"""In which halves of days a sensor can be shown to have looked at a place: it saw something in the same region, or its
data were asked for and are whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from trucewatch.corroborate.detections import HALF_MIN, START, Detections, Ints, halves, minutes
from trucewatch.corroborate.parameters import Codebook
from trucewatch.corroborate.passes import Window, windows
from trucewatch.records.observation import COVERAGE, Observation
from trucewatch.values.place import Point

_NONE: Ints = np.empty(0, np.int64)


class Looks:
    """Asked by place and sensor; the answers are kept, since places share their regions."""

    def __init__(self, rows: Detections, observations: Iterable[Observation], book: Codebook) -> None:
        self._book = book
        self._size = book.heat.area_degrees
        self._wide = round(360 / self._size)
        self._covered = sorted(
            (o for o in observations if o.what == COVERAGE and o.box), key=lambda o: (o.moment.start, o.id)
        )
        self.sensors = tuple(sorted({*rows.sensors, *(o.sensor for o in self._covered)}))
        self._by_block = self._blocks(rows)
        self._regions: dict[tuple[int, int, str], Ints] = {}
        self._seen: dict[tuple[Point, str], Ints] = {}
        self._sets: dict[tuple[Point, str], frozenset[int]] = {}

    def _blocks(self, rows: Detections) -> dict[tuple[int, int, str], Ints]:
        """The halves with a detection, by block and sensor."""
        if not len(rows):
            return {}
        north = np.floor((rows.lat + 90) / self._size).astype(np.int64)
        east = np.floor((rows.lon + 180) / self._size).astype(np.int64) % self._wide
        block = (north * self._wide + east) * len(rows.sensors) + rows.sensor
        half = halves(rows.minute, rows.lon)
        first = half.min()
        span = half.max() - first + 1
        both = np.unique(block * span + (half - first))
        starts = np.flatnonzero(np.diff(both // span, prepend=-1))
        found = {}
        for group in np.split(both, starts[1:]):
            key, sensor = divmod(int(group[0] // span), len(rows.sensors))
            found[*divmod(key, self._wide), rows.sensors[sensor]] = group % span + first
        return found

    def of(self, point: Point, sensor: str) -> Ints:
        """The halves, ascending, in which the sensor looked at the place."""
        key = point, sensor
        if key not in self._seen:
            region = self._region(point, sensor)
            asked = [
                self._asked(o, point) for o in self._covered if o.sensor == sensor and o.box and o.box.holds(point)
            ]
            self._seen[key] = np.unique(np.concatenate([region, *asked])) if asked else region
        return self._seen[key]

    def halves(self, point: Point, sensor: str) -> frozenset[int]:
        """The same as a set."""
        key = point, sensor
        if key not in self._sets:
            self._sets[key] = frozenset(self.of(point, sensor).tolist())
        return self._sets[key]

    def _region(self, point: Point, sensor: str) -> Ints:
        north, east = int((point.lat + 90) / self._size), int((point.lon + 180) / self._size) % self._wide
        key = north, east, sensor
        if key not in self._regions:
            near = [
                self._by_block.get((north + dy, (east + dx) % self._wide, sensor), _NONE)
                for dy in (-1, 0, 1)
                for dx in (-1, 0, 1)
            ]
            self._regions[key] = np.unique(np.concatenate(near))
        return self._regions[key]

    def _asked(self, o: Observation, point: Point) -> Ints:
        """The halves whose passes lie within what was asked for."""
        satellite = self._book.satellites.get(o.sensor)
        if satellite is None:
            first = (minutes(o.moment.start) + point.lon * 4 - 360) / HALF_MIN
            last = (minutes(o.moment.end) + point.lon * 4 - 360) / HALF_MIN
            return np.arange(int(np.ceil(first)), int(np.floor(last)), dtype=np.int64)
        found = windows(o.sensor, satellite, point.lat, point.lon, o.moment.start, o.moment.end)
        whole = [w.half for w in found if w.start >= o.moment.start and w.end <= o.moment.end]
        return np.array(whole, np.int64)

    def passes(self, point: Point, sensor: str, start: datetime, end: datetime) -> list[Window]:
        """When the sensor may pass over the place within [start, end). Of a satellite whose orbit is not tabulated all
        the time is taken."""
        satellite = self._book.satellites.get(sensor)
        if satellite is not None:
            return list(windows(sensor, satellite, point.lat, point.lon, start, end))
        first, last = (int((minutes(t) + point.lon * 4 - 360) // HALF_MIN) for t in (start, end - timedelta(minutes=1)))
        return [Window(sensor, *_bounds(h, point.lon), h) for h in range(first, last + 1)]


def _bounds(half: int, lon: float) -> tuple[datetime, datetime]:
    start = START + timedelta(minutes=half * HALF_MIN + 360 - lon * 4)
    return start, start + timedelta(minutes=HALF_MIN)
