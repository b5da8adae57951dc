"""Observations as the stage asks for them: by time, then by distance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

from trucewatch.records.observation import Observation
from trucewatch.values.place import Point

EARTH_KM = 6371.0


def km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres on a sphere of 6,371 km."""
    f, g = radians(a.lat), radians(b.lat)
    h = sin((g - f) / 2) ** 2 + cos(f) * cos(g) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


class Sky:
    """All observations, in an order that does not depend on how they arrived; the same reading counts once."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        unique = {o.id: o for o in observations}.values()
        self._all = sorted(unique, key=lambda o: (o.moment.start, o.sensor, o.point.lat, o.point.lon, o.id))
        self._starts = [o.moment.start for o in self._all]
        # how long before a time an observation that still reaches into it may have begun
        self._longest = max((o.moment.end - o.moment.start for o in self._all), default=timedelta(0))

    def during(self, start: datetime, end: datetime) -> list[Observation]:
        """Observations whose moment shares an instant with [start, end)."""
        first = bisect_left(self._starts, start - self._longest)
        return [o for o in self._all[first : bisect_left(self._starts, end)] if o.moment.end > start]

    def before(self, start: datetime) -> list[Observation]:
        """Observations that ended before ``start`` or at it."""
        return [o for o in self._all[: bisect_left(self._starts, start)] if o.moment.end <= start]
