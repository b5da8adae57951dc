"""When a satellite in a sun-synchronous orbit may look at a place: hours tabulated from the orbit, wide on purpose.

Such an orbit crosses each parallel at one hour of local mean solar time going north and at another going south. A place
anywhere across the swath is seen when the satellite is up to half a swath east or west of it, which is up to that many
degrees, hence minutes, earlier or later by the place's own sun. Neighbouring swaths of VIIRS overlap everywhere, so in
each such window it passes at least once; those of MODIS leave gaps below some 30 degrees of latitude.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import asin, cos, degrees, radians, tan

from trucewatch.corroborate.detections import START
from trucewatch.corroborate.parameters import Satellite

_KM_A_DEGREE = 111.2
_WIDEST_H = 6.0


@dataclass(frozen=True)
class Window:
    """Between ``start`` and ``end`` (UTC) the sensor passes over the place; ``half`` as in detections.py."""

    sensor: str
    start: datetime
    end: datetime
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


def windows(
    sensor: str, satellite: Satellite, lat: float, lon: float, start: datetime, end: datetime
) -> Iterator[Window]:
    """The windows of a satellite that share an instant with [start, end), in order of time."""
    sun = timedelta(hours=lon / 15)
    hours = solar_hours(satellite, round(lat, 1))
    first, last = ((t + sun - START).days for t in (start - timedelta(days=1), end + timedelta(days=1)))
    for day in range(first, last + 1):
        midnight = START + timedelta(days=day) - sun
        # the night window around this midnight belongs to the half that began at 18 h of the day before
        for half, (early, late) in ((2 * day - 1, hours[1]), (2 * day, hours[0])):
            window = Window(sensor, midnight + timedelta(hours=early), midnight + timedelta(hours=late), half)
            if window.start < end and window.end > start and window.start.date() >= satellite.since:
                yield window
