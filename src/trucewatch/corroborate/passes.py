"""When a satellite in a sun-synchronous orbit may look at a place: hours tabulated from the orbit, wide on purpose.

Such an orbit crosses each parallel at one hour of local mean solar time going north and at another going south. A place
anywhere across the swath is seen when the satellite is up to half a swath east or west of it, which is up to that many
degrees, hence minutes, earlier or later by the place's own sun. Neighbouring swaths of VIIRS overlap everywhere, so in
each such window it passes at least once; those of MODIS leave gaps below some 30 degrees of latitude.
"""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, degrees, floor, radians, tan
from typing import NamedTuple

from trucewatch.corroborate.detections import HALF_MIN, START
from trucewatch.corroborate.parameters import Satellite

_KM_A_DEGREE = 111.2
_WIDEST_H = 6.0
_DAY_MIN = 1440


class Window(NamedTuple):
    """Between ``start`` and ``end`` (minutes since 1970, UTC) a sensor passes over a place; ``half`` as in
    detections.py."""

    start: float
    end: float
    half: int


@lru_cache(maxsize=65536)
def solar_hours(satellite: Satellite, lat: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The two daily windows in hours of local mean solar time at a latitude: that of the day, that of the night."""
    steep = tan(radians(lat)) / abs(tan(radians(satellite.inclination)))
    shift = degrees(asin(max(-1.0, min(1.0, steep)))) / 15
    wide = min(_WIDEST_H, satellite.swath_km / 2 / (_KM_A_DEGREE * max(cos(radians(lat)), 0.01)) / 15)
    north, south = (satellite.northwards - shift) % 24, (satellite.northwards + 12 + shift) % 24
    day, night = (north, south) if 6 <= north < 18 else (south, north)
    night = night if night < 12 else night - 24
    return (
        (day - wide - satellite.earlier_h, day + wide + satellite.later_h),
        (night - wide - satellite.earlier_h, night + wide + satellite.later_h),
    )


def windows(satellite: Satellite, lat: float, lon: float, start: float, end: float) -> list[Window]:
    """The windows of a satellite that share an instant with [start, end) (minutes since 1970), in order of time."""
    by_day, by_night = solar_hours(satellite, round(lat, 1))
    sun = lon * 4
    flown = (satellite.since - START.date()).days * _DAY_MIN
    found = []
    for day in range(floor((start + sun) / _DAY_MIN) - 1, floor((end + sun) / _DAY_MIN) + 2):
        midnight = day * _DAY_MIN - sun
        # the night window around this midnight belongs to the half that began at 18 h of the day before
        for half, (early, late) in ((2 * day - 1, by_night), (2 * day, by_day)):
            opens, closes = midnight + early * 60, midnight + late * 60
            if opens < end and closes > start and opens >= flown:
                found.append(Window(opens, closes, half))
    return found


def all_the_time(lon: float, start: float, end: float) -> list[Window]:
    """The halves that share an instant with [start, end), as windows: of a satellite whose orbit is not known."""
    first, last = (floor((t + lon * 4 - 360) / HALF_MIN) for t in (start, end - 1))
    opens = (h * HALF_MIN + 360 - lon * 4 for h in range(first, last + 1))
    return [Window(t, t + HALF_MIN, first + n) for n, t in enumerate(opens)]
