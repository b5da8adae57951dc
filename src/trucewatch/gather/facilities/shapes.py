"""The middle of a shape and how far it reaches from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_KM_A_DEGREE = 111.2


def middle(coordinates: Any) -> tuple[float, float, float]:
    """Of GeoJSON coordinates however deep: latitude and longitude of the middle of their box, and half its diagonal in
    kilometres (in degrees of latitude throughout: rather too far than too near)."""
    return middle_of(_points(coordinates))


def middle_of(points: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """The same of points (longitude, latitude). Raises ValueError where there is none."""
    listed = list(points)
    if not listed:
        raise ValueError("it has no coordinates")
    lons, lats = [p[0] for p in listed], [p[1] for p in listed]
    high, wide = max(lats) - min(lats), max(lons) - min(lons)
    reach = (high**2 + wide**2) ** 0.5 / 2 * _KM_A_DEGREE
    return round((max(lats) + min(lats)) / 2, 5), round((max(lons) + min(lons)) / 2, 5), round(reach, 2)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
    else:
        for inner in coordinates:
            yield from _points(inner)
