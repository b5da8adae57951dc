"""When satellites pass: the hours of local mean solar time, and that every half of a day has one window of VIIRS."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.corroborate.parameters import shipped
from trucewatch.corroborate.passes import solar_hours, windows

NIGHT = datetime(2031, 4, 10, tzinfo=UTC)
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
    start = NIGHT + timedelta(hours=hours)
    found = list(windows(sensor, SATELLITES[sensor], lat, lon, start, start + timedelta(days=5)))
    halves = [w.half for w in found]
    assert halves == list(range(halves[0], halves[0] + len(halves)))
    assert 10 <= len(found) <= 12
    for w in found:
        assert w.start < w.end
        middle = w.start + (w.end - w.start) / 2 + timedelta(hours=lon / 15)
        assert ((middle - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(hours=12) - 0.5) // 1 == w.half


def test_a_satellite_does_not_pass_before_it_flies() -> None:
    start = datetime(2017, 6, 1, tzinfo=UTC)
    assert not list(windows("N20-VIIRS", SATELLITES["N20-VIIRS"], 48.0, 35.0, start, start + timedelta(days=2)))
