"""Distances on the ground, and how far the pixel of a sensor reaches."""

from __future__ import annotations

from math import asin, cos, hypot, radians, sin, sqrt

from trucewatch.values.place import Point

EARTH_KM = 6371.0


def km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres on a sphere of 6,371 km."""
    f, g = radians(a.lat), radians(b.lat)
    h = sin((g - f) / 2) ** 2 + cos(f) * cos(g) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def reach_km(scan_km: float, track_km: float, error_km: float) -> float:
    """How far from its centre a pixel of scan by track kilometres may hold the fire: half its diagonal, whichever way
    it is turned, and the error of its position."""
    return hypot(scan_km, track_km) / 2 + error_km
