"""In which halves of days a sensor can be shown to have looked at a place: it saw something in the same region, or its
data were asked for and are whole."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from trucewatch.corroborate.detections import Detections, Ints, halves, minutes
from trucewatch.corroborate.parameters import Codebook
from trucewatch.corroborate.passes import Window, all_the_time, windows
from trucewatch.records.observation import COVERAGE, Observation
from trucewatch.values.place import Point

_NONE: Ints = np.empty(0, np.int64)


class Looks:
    """Asked by place and sensor; what is known of a region is kept, since places share their regions."""

    def __init__(self, rows: Detections, observations: Iterable[Observation], book: Codebook) -> None:
        self._book = book
        self._size = book.heat.area_degrees
        self._wide = round(360 / self._size)
        self._covered = sorted(
            (o for o in observations if o.what == COVERAGE and o.box), key=lambda o: (o.moment.start, o.id)
        )
        self.sensors = tuple(sorted({*rows.sensors, *(o.sensor for o in self._covered)}))
        self._by_block = self._blocks(rows)
        self._regions: dict[tuple[int, int, str], tuple[Ints, frozenset[int]]] = {}

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
        region, asked = self._region(point, sensor)[0], self._asked(point, sensor)
        return np.unique(np.concatenate([region, np.array(sorted(asked), np.int64)])) if asked else region

    def within(self, point: Point, sensor: str, passes: set[int]) -> int:
        """In how many of those halves the sensor looked at the place."""
        return len(passes & self._region(point, sensor)[1] | passes & self._asked(point, sensor))

    def passes(self, point: Point, sensor: str, start: float, end: float) -> set[int]:
        """The halves in which the sensor may pass over the place within [start, end), minutes since 1970."""
        return {w.half for w in self._windows(point, sensor, start, end)}

    def _windows(self, point: Point, sensor: str, start: float, end: float) -> list[Window]:
        satellite = self._book.satellites.get(sensor)
        if satellite is None:
            return all_the_time(point.lon, start, end)
        return windows(satellite, point.lat, point.lon, start, end)

    def _region(self, point: Point, sensor: str) -> tuple[Ints, frozenset[int]]:
        north, east = int((point.lat + 90) / self._size), int((point.lon + 180) / self._size) % self._wide
        key = north, east, sensor
        if key not in self._regions:
            near = [
                self._by_block.get((north + dy, (east + dx) % self._wide, sensor), _NONE)
                for dy in (-1, 0, 1)
                for dx in (-1, 0, 1)
            ]
            found = np.unique(np.concatenate(near))
            self._regions[key] = found, frozenset(found.tolist())
        return self._regions[key]

    def _asked(self, point: Point, sensor: str) -> set[int]:
        """The halves whose passes lie within what was asked for."""
        found = set()
        for o in self._covered:
            if o.sensor == sensor and o.box and o.box.holds(point):
                start, end = minutes(o.moment.start), minutes(o.moment.end)
                passes = self._windows(point, sensor, start, end)
                found |= {w.half for w in passes if w.start >= start and w.end <= end}
        return found
