"""When terms are in force, and whether a place lies in an area: as precisely as it is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assess.samples import agreement
from trucewatch.assess import AssessParameters, segments
from trucewatch.assess.areas import within
from trucewatch.assess.inforce import Stretch, in_force
from trucewatch.records import Ending, Extension, NamedArea, Period, PhasePeriod, Reading, Suspension
from trucewatch.values.place import Level, Place, Point

ZONE = ZoneInfo("Europe/Kyiv")
PROVISION = agreement().provisions[0]


def reading(**changes: object) -> Reading:
    fields: dict[str, object] = {"id": "AAA", "of": "AAA", "period": Period(start=date(2031, 3, 18), days=30)}
    return Reading.model_validate({**fields, **changes})


def days(of: Reading, **provision: object) -> list[tuple[str, str | None]]:
    force = in_force(PROVISION.model_copy(update=provision), of, "Europe/Kyiv")
    assert force is not None
    return [(f"{s.start:%m-%d %H:%M}", f"{s.end:%m-%d %H:%M}" if s.end else None) for s in force.stretches]


def test_a_period_is_whole_local_days() -> None:
    assert days(reading()) == [("03-18 00:00", "04-17 00:00")]
    assert days(reading(period=Period(start=date(2031, 3, 18)))) == [("03-18 00:00", None)]


def test_hours_are_kept() -> None:
    hours = Period(start=date(2031, 3, 18), start_time="07:00", end=date(2031, 3, 18), end_time="19:00")
    assert days(reading(period=hours)) == [("03-18 07:00", "03-18 19:00")]


def test_extension_suspension_and_ending() -> None:
    extended = (Extension(until=date(2031, 4, 20), source="s"),)
    assert days(reading(extensions=extended)) == [("03-18 00:00", "04-21 00:00")]
    pause = (Suspension(start=date(2031, 3, 20), end=date(2031, 3, 21), source="s"),)
    assert days(reading(suspensions=pause)) == [("03-18 00:00", "03-20 00:00"), ("03-22 00:00", "04-17 00:00")]
    for_good = (Suspension(start=date(2031, 3, 20), source="s"),)
    assert days(reading(suspensions=for_good)) == [("03-18 00:00", "03-20 00:00")]
    assert days(reading(ended=Ending(date=date(2031, 4, 1), source="s"))) == [("03-18 00:00", "04-01 00:00")]
    assert days(reading(ended=Ending(date=date(2031, 3, 1), source="s"))) == []


def test_what_is_suspended_until_further_notice_stands_in_the_table() -> None:
    paused = reading(suspensions=(Suspension(start=date(2031, 3, 20), source="s"),))
    found = segments(agreement(readings=(paused,)), AssessParameters(zone="Europe/Kyiv"))
    assert [(s.start.day, s.said[0][1].held, s.said[0][1].suspended) for s in found] == [
        (18, ("E1",), ()),
        (20, (), ("E1",)),
    ]
    assert found[-1].end is not None  # a suspension does not outlast the period


def test_an_extension_that_is_shorter_ends_nothing() -> None:
    assert days(reading(extensions=(Extension(until=date(2031, 3, 20), source="s"),))) == days(reading())


def test_a_provision_with_a_period_of_its_own() -> None:
    own = Period(start=date(2031, 4, 1), end=date(2031, 6, 1))
    assert days(reading(), period=own) == [("04-01 00:00", "04-17 00:00")]
    assert days(reading(), period=Period(start=date(2032, 1, 1))) == []


def test_a_phase_runs_when_the_reading_says_so() -> None:
    phased = PROVISION.model_copy(update={"phase": "two"})
    assert in_force(phased, reading(), "UTC") is None
    said = (PhasePeriod(phase="two", period=Period(start=date(2031, 5, 1), days=2)),)
    assert days(reading(phases=said), phase="two") == [("05-01 00:00", "05-03 00:00")]


HOURS = st.integers(0, 2000).map(lambda n: datetime(2031, 1, 1, tzinfo=ZONE) + timedelta(hours=n))
STRETCHES = st.tuples(HOURS, st.integers(1, 500) | st.none()).map(
    lambda t: Stretch(t[0], t[0] + timedelta(hours=t[1]) if t[1] else None)
)


def holds(s: Stretch, at: datetime) -> bool:
    return s.start <= at and (s.end is None or at < s.end)


@given(STRETCHES, STRETCHES, HOURS)
def test_stretches_are_sets_of_moments(one: Stretch, other: Stretch, at: datetime) -> None:
    shared = one.meets(other)
    assert (shared is not None and holds(shared, at)) == (holds(one, at) and holds(other, at))
    assert any(holds(s, at) for s in one.without(other)) == (holds(one, at) and not holds(other, at))


SQUARE = NamedArea(id="a", name="a", polygon=(((15, 47), (16, 47), (16, 48), (15, 48), (15, 47)),))
HOLE = NamedArea(
    id="a",
    name="a",
    polygon=(
        ((15, 47), (16, 47), (16, 48), (15, 48), (15, 47)),
        ((15.4, 47.4), (15.6, 47.4), (15.6, 47.6), (15.4, 47.6), (15.4, 47.4)),
    ),
)
LINE = NamedArea(id="a", name="a", line=((15, 47), (15, 48)), within_km=15)
REGION = NamedArea(id="a", name="a", countries=("XAR",), regions=("Soderland",))


def at(lat: float, lon: float, radius: float = 1) -> Place:
    return Place(text="p", country="XAR", level=Level.SETTLEMENT, point=Point(lat=lat, lon=lon), radius_km=radius)


@pytest.mark.parametrize(
    ("area", "place", "expected"),
    [
        (SQUARE, at(47.5, 15.5), True),
        (SQUARE, at(47.5, 16.5), False),
        (SQUARE, at(47.5, 16.0), None),
        (SQUARE, at(47.5, 15.5, 60), None),
        (SQUARE, at(47.5, 17.5, 120), None),
        (SQUARE, Place(text="p"), None),
        (
            SQUARE,
            Place(text="p", country="XAR", level=Level.COUNTRY, point=Point(lat=47.5, lon=15.5), radius_km=1),
            None,
        ),
        (HOLE, at(47.5, 15.5), False),
        (HOLE, at(47.2, 15.2), True),
        (HOLE, at(47.5, 15.6, 3), None),
        (LINE, at(47.5, 15.1), True),  # 7.5 km away
        (LINE, at(47.5, 15.19, 2), None),  # 14.3 km away
        (LINE, at(47.5, 15.3), False),  # 22.5 km away
        (REGION, Place(text="p", country="XAR", admin1="Soderland"), True),
        (REGION, Place(text="p", country="XAR", admin1="soderland"), True),
        (REGION, Place(text="p", country="XAR", admin1="Norderland"), False),
        (REGION, Place(text="p", country="XBE", admin1="Soderland"), False),
        (REGION, Place(text="p", country="XAR"), None),
        (REGION, Place(text="p"), None),
    ],
)
def test_a_place_lies_in_an_area_as_far_as_it_is_known(area: NamedArea, place: Place, expected: bool | None) -> None:
    assert within(place, area) is expected
