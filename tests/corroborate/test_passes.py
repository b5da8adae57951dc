"""When satellites pass: the hours of local mean solar time, and that every half of a day has one window of VIIRS."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.corroborate.detections import minutes
from trucewatch.corroborate.parameters import shipped
from trucewatch.corroborate.passes import all_the_time, solar_hours, windows

NIGHT = minutes(datetime(2031, 4, 10, tzinfo=UTC))
SATELLITES = shipped().satellites


@pytest.mark.parametrize(
    ("lat", "day", "night"),
    [(0.0, 13.5, 1.5), (48.0, 12.85, 2.15), (-48.0, 14.15, 0.85)],
)
def test_the_hour_shifts_with_latitude(lat: float, day: float, night: float) -> None:
    """Crossing the equator at 13:30 northwards, at 98.7 degrees: 39 minutes earlier at 48 north, where the real
    detections of 2023 have their middle at 12.82 h by day and 2.07 h by night."""
    by_day, by_night = solar_hours(SATELLITES["N-VIIRS"], lat)
    assert sum(by_day) / 2 == pytest.approx(day, abs=0.02)
    assert sum(by_night) / 2 == pytest.approx(night, abs=0.02)


@given(st.sampled_from(sorted(SATELLITES)), st.floats(-65, 65), st.floats(-180, 180), st.integers(0, 48))
def test_two_windows_a_day_and_each_in_its_half(sensor: str, lat: float, lon: float, hours: int) -> None:
    start = NIGHT + hours * 60
    found = windows(SATELLITES[sensor], lat, lon, start, start + 5 * 1440)
    halves = [w.half for w in found]
    assert halves == list(range(halves[0], halves[0] + len(halves)))
    assert 10 <= len(found) <= 12
    for w in found:
        assert w.start < w.end
        assert ((w.start + w.end) / 2 + lon * 4 - 360) // 720 == w.half


def test_a_satellite_does_not_pass_before_it_flies() -> None:
    start = minutes(datetime(2017, 6, 1, tzinfo=UTC))
    assert not windows(SATELLITES["N20-VIIRS"], 48.0, 35.0, start, start + 2 * 1440)


@given(st.floats(-180, 180), st.integers(0, 3000), st.integers(1, 3000))
def test_of_an_unknown_orbit_every_half_is_a_window(lon: float, start: int, length: int) -> None:
    found = all_the_time(lon, start, start + length)
    assert found[0].start <= start and found[-1].end >= start + length - 1
    assert all(a.end == pytest.approx(b.start) for a, b in pairwise(found))
