"""How much burns around a place at that time of the year: what a place that was never hot before is held against."""

from __future__ import annotations

from math import cos, pi, radians

import numpy as np

from trucewatch.corroborate.detections import Detections, Ints, halves
from trucewatch.corroborate.parameters import Around
from trucewatch.values.place import Point

_KM_A_DEGREE = 111.2


class Surroundings:
    """Occupied cells (a cell of some two kilometres that was hot in a half of a day, once however many pixels), counted
    by sensor, day or night, block and bin of days."""

    def __init__(self, rows: Detections, book: Around) -> None:
        self._book = book
        self._sensors = max(1, len(rows.sensors))
        self._across = round(360 / book.block_degrees)
        good = np.flatnonzero(rows.good)
        lat, lon, sensor = rows.lat[good], rows.lon[good], rows.sensor[good]
        half = halves(rows.minute[good], lon)
        self._first = int(half.min()) // 2 // book.bin_days if len(half) else 0
        cell_lat = np.floor((lat + 90) / book.cell_degrees).astype(np.int64)
        cell_lon = np.floor((lon + 180) / book.cell_degrees).astype(np.int64)
        cells = round(360 / book.cell_degrees)
        span = int(half.max() - half.min()) + 1 if len(half) else 1
        cell = ((half - (half.min() if len(half) else 0)) * self._sensors + sensor) * (cells * cells) + (
            cell_lat * cells + cell_lon
        )
        _, once = np.unique(cell, return_index=True)
        self._bins = span // 2 // book.bin_days + 2
        key = self._key(
            np.floor((lat[once] + 90) / book.block_degrees).astype(np.int64),
            np.floor((lon[once] + 180) / book.block_degrees).astype(np.int64),
            half[once] // 2 // book.bin_days - self._first,
            sensor[once] * 2 + half[once] % 2,
        )
        self._keys, self._counts = np.unique(key, return_counts=True)

    def _key(self, north: Ints, east: Ints, nth: Ints, group: Ints) -> Ints:
        found: Ints = ((north * self._across + east % self._across) * self._bins + nth) * (2 * self._sensors) + group
        return found

    def share(self, point: Point, radius_km: float, sensor: int, half: int, looked: Ints, own: int) -> float:
        """The chance that a place of that radius is hot in one look of that sensor and part of the day, going by its
        surroundings from the bin of days before that of ``half`` up to ``half``.

        ``looked``: all the halves in which the sensor looked there. ``own``: occupied cells at the place itself in the
        time asked about, which do not count against it.
        """
        book = self._book
        last = half // 2 // book.bin_days
        since = (last - 1) * book.bin_days * 2
        looks = int(((looked >= since) & (looked <= half) & (looked % 2 == half % 2)).sum())
        side = 2 * book.blocks + 1
        steps = np.arange(-book.blocks, book.blocks + 1)
        north = int((point.lat + 90) / book.block_degrees) + np.repeat(steps, side)
        east = int((point.lon + 180) / book.block_degrees) + np.tile(steps, side)
        found = 0
        for nth in (last - 1 - self._first, last - self._first):
            if 0 <= nth < self._bins:
                shape = np.full(side * side, nth), np.full(side * side, sensor * 2 + half % 2)
                found += self._sum(self._key(north, east, *shape))
        lengths = side * book.block_degrees * _KM_A_DEGREE
        area = lengths * lengths * max(cos(radians(point.lat)), 0.01)
        cell = book.cell_degrees * _KM_A_DEGREE / 2
        place = pi * (radius_km + cell) ** 2
        # one more than was found: of what was never seen nobody can say that it never happens
        return min(1.0, (max(0, found - own) + 1) / max(1, looks) * place / area)

    def _sum(self, keys: Ints) -> int:
        at = np.searchsorted(self._keys, keys)
        at[at == len(self._keys)] = 0
        return int(self._counts[at][self._keys[at] == keys].sum()) if len(self._keys) else 0
