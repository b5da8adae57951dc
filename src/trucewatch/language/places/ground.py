"""Distances and directions on the ground: a sphere of 6,371 km."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from statistics import median
from typing import NamedTuple

_EARTH_KM = 6371.0
_SQUARE = 0.25  # degrees


class Spot(NamedTuple):
    """WGS 84, degrees."""

    lat: float
    lon: float


def km(a: Spot, b: Spot) -> float:
    """Great-circle distance in kilometres."""
    f, g = radians(a.lat), radians(b.lat)
    h = sin((g - f) / 2) ** 2 + cos(f) * cos(g) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(h)))


def moved(a: Spot, bearing: float, distance: float) -> Spot:
    """The point ``distance`` km from ``a`` towards ``bearing`` (degrees from north, clockwise); 4 decimals."""
    way, turn, lat = distance / _EARTH_KM, radians(bearing), radians(a.lat)
    north = asin(sin(lat) * cos(way) + cos(lat) * sin(way) * cos(turn))
    east = radians(a.lon) + atan2(sin(turn) * sin(way) * cos(lat), cos(way) - sin(lat) * sin(north))
    return Spot(round(degrees(north), 4), round((degrees(east) + 540) % 360 - 180, 4))


def between(a: Spot, b: Spot) -> Spot:
    """The point half way, 4 decimals; good for places within some hundreds of kilometres."""
    lon = a.lon + ((b.lon - a.lon + 540) % 360 - 180) / 2
    return Spot(round((a.lat + b.lat) / 2, 4), round((lon + 540) % 360 - 180, 4))


def middle(spots: Sequence[Spot]) -> Spot:
    """The middle of the squares of a quarter degree that hold a spot: a big city weighs no more than its square."""
    squares = sorted({(round(s.lat / _SQUARE), round(s.lon / _SQUARE)) for s in spots})
    if len(squares) < 4:
        return Spot(round(median(s.lat for s in spots), 3), round(median(s.lon for s in spots), 3))
    lat = sum(a for a, _ in squares) / len(squares) * _SQUARE
    lon = sum(b for _, b in squares) / len(squares) * _SQUARE
    far = max(squares, key=lambda q: q[1])[1] - min(squares, key=lambda q: q[1])[1]
    if far * _SQUARE > 180:  # across the date line a mean means nothing
        lon = median(s.lon for s in spots)
    return Spot(round(lat, 3), round(lon, 3))
