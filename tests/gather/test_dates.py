"""A stamp becomes an interval exactly as wide as what it states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gather.conftest import PARAMS
from trucewatch.gather.dates import FutureDate, published
from trucewatch.values.moment import Basis, Moment


def stamp(written: str) -> tuple[str, str]:
    moment = published(written, PARAMS)
    assert moment.basis == Basis.PUBLICATION
    assert moment.zone == PARAMS.zone
    return moment.start.strftime("%m-%d %H:%M:%S"), moment.end.strftime("%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2030-03-18", "03-17 22:00:00", "03-18 22:00:00"),  # a day in Kyiv
        ("2030-03-18T09:30", "03-18 07:30:00", "03-18 07:31:00"),  # the case's zone
        ("2030-03-18 09:30:15", "03-18 07:30:15", "03-18 07:30:16"),
        ("2030-03-18T09:30Z", "03-18 09:30:00", "03-18 09:31:00"),
        ("2030-03-18T09:30:15.5+03:00", "03-18 06:30:15", "03-18 06:30:16"),
        ("2030-03-18 09:30 +0300", "03-18 06:30:00", "03-18 06:31:00"),
        ("Mon, 18 Mar 2030 09:30:00 GMT", "03-18 09:30:00", "03-18 09:30:01"),
        ("18 Mar 2030 09:30 +0100", "03-18 08:30:00", "03-18 08:31:00"),
        ("2030-10-27T03:30", "10-27 00:30:00", "10-27 01:31:00"),  # clocks put back: that hour came twice
        ("2030-03-31", "03-30 22:00:00", "03-31 21:00:00"),  # a day of 23 hours
    ],
)
def test_as_precise_as_stated(written: str, start: str, end: str) -> None:
    assert stamp(written) == (start, end)


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "2030",
        "2030-03",
        "2030-3-18",
        "18.03.2030",
        "03/18/2030",
        "20300318",
        "2030-02-30",
        "2030-03-18T25:00",
        "2030-03-18T09",
        "0001-01-01",
        "1899-12-30",
        "9999-12-31T23:59:59-12:00",
        "1742256000",
        "2030-03-18T09:30+99:00",
        "x",
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no date of publication|lies in the future"):
        published(written, PARAMS)


def test_a_day_ahead_may_be_a_zone_and_more_is_a_mistake() -> None:
    at_the_edge = PARAMS.now + timedelta(hours=24)
    assert published(at_the_edge.isoformat(), PARAMS).start == at_the_edge
    with pytest.raises(FutureDate, match="lies in the future"):
        published((at_the_edge + timedelta(seconds=1)).isoformat(), PARAMS)


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2031, 3, 1)),  # noqa: DTZ001 - the zone is drawn apart
    st.integers(-12 * 60, 14 * 60),
)
def test_an_offset_is_the_same_instant_whatever_the_zone(naive: datetime, minutes: int) -> None:
    at = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    moment: Moment = published(at.isoformat(), PARAMS)
    assert moment.start == at.astimezone(UTC)
    assert moment.end - moment.start == timedelta(seconds=1)
