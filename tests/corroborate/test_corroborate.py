"""What sensors can say: each of the six results, what is missing for it, and that silence weighs nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.corroborate import CorroborateParameters, corroborate
from trucewatch.corroborate.poisson import at_least, cdf
from trucewatch.records import Corroboration, Incident, KnownPlace, Observation, Version, VersionValue, identified
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Box, Place, Point
from trucewatch.values.vocabularies import Concord, Kind, SensorResult

PARAMS = CorroborateParameters()
NIGHT = datetime(2031, 4, 10, tzinfo=UTC)
HERE = Point(lat=50.0, lon=35.0)
ELSEWHERE = Point(lat=51.0, lon=36.0)
FAR_OFF = Point(lat=10.0, lon=10.0)


def incident(**changes: Any) -> Incident:
    fields: dict[str, Any] = {
        "id": "inc-1",
        "claims": ("clm-1",),
        "kinds": (Kind.ATTACK,),
        "place": Place(text="Zelm depot", point=HERE, radius_km=2.0),
        "moment": Moment(start=NIGHT, end=NIGHT + timedelta(days=1), basis=Basis.STATED),
        "reports": 1,
        "outlets": 1,
        "origins": 1,
    }
    return Incident(**{**fields, **changes})


def seen(point: Point, *, day: float = 1.0, sensor: str = "N-VIIRS", nth: int = 0, **fields: Any) -> Observation:
    """A detection; by default around midnight UTC at the end of the day asked about, which is night at 35 degrees east.
    ``nth`` shifts it a little, so that it is another pixel."""
    at = NIGHT + timedelta(days=day)
    moment = Moment(start=at, end=at + timedelta(minutes=1), basis=Basis.STATED)
    fields = {"frp_mw": fields.pop("frp", 5.0), **fields}
    point = Point(lat=point.lat + nth * 0.0002, lon=point.lon)
    return identified(Observation, sensor=sensor, moment=moment, point=point, scan_km=0.4, track_km=0.4, **fields)


def history(n: int, *, at: Point = ELSEWHERE, sensor: str = "N-VIIRS", hour: float = 0.0) -> list[Observation]:
    return [seen(at, day=-1 - i + hour / 24, sensor=sensor) for i in range(n)]


def covered(east: float = 36.0, days: tuple[int, int] = (0, 4)) -> Observation:
    moment = Moment(start=NIGHT + timedelta(days=days[0]), end=NIGHT + timedelta(days=days[1]), basis=Basis.STATED)
    box = Box(west=33.0, south=49.0, east=east, north=51.0)
    return identified(Observation, what="coverage", sensor="N-VIIRS", moment=moment, box=box)


def with_facilities(*facilities: KnownPlace) -> CorroborateParameters:
    return CorroborateParameters(facilities=facilities)


def one(observations: Sequence[Observation], params: CorroborateParameters = PARAMS, **changes: Any) -> Corroboration:
    (result,) = corroborate([incident(**changes)], observations, params)
    return result


def figure(result: Corroboration, name: str) -> float:
    return next(f.value for f in result.figures if name in f.name)


@pytest.mark.parametrize("kind", [k for k in Kind if k not in (Kind.ATTACK, Kind.CLASH, Kind.DAMAGE)])
def test_no_heat_is_expected_of_other_kinds(kind: Kind) -> None:
    assert one([seen(HERE)], kinds=(kind,)).result is SensorResult.NOT_EXPECTED


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"place": None}, "a place with coordinates"),
        ({"place": Place(text="Zelm")}, "a place with coordinates"),
        ({"place": Place(text="Mera", point=HERE, radius_km=120.0)}, "a place known to within"),
        ({"moment": None}, "a time"),
        ({"moment": Moment(start=NIGHT, end=NIGHT + timedelta(days=20), basis=Basis.STATED)}, "a time known to within"),
        ({"period_total": True}, "a single event"),
    ],
)
def test_without_a_place_or_a_time_nothing_is_asked(changes: dict[str, Any], missing: str) -> None:
    result = one([seen(HERE), seen(ELSEWHERE)], **changes)
    assert result.result is SensorResult.NOT_OBSERVABLE
    assert [m for m in result.missing if m.startswith(missing)]


@pytest.mark.parametrize("observations", [[], [seen(FAR_OFF)], [seen(HERE, day=9)], [seen(HERE, day=-3)]])
def test_without_observations_there_and_then_nothing_was_observable(observations: list[Observation]) -> None:
    result = one(observations)
    assert result.result is SensorResult.NOT_OBSERVABLE
    assert result.missing[0].startswith("observations of the place between 2031-04-10 00:00 UTC")


def test_silence_counts_as_observed_only_where_the_sensor_saw_something_else() -> None:
    result = one([seen(ELSEWHERE)])
    assert result.result is SensorResult.NO_DETECTION_OBSERVABLE
    assert "says nothing against it" in result.reason
    assert result.observations == ()


def test_asked_for_and_empty_is_looked() -> None:
    """An answer of the API without a row: the sensor's data were whole there and then."""
    assert one([covered()]).result is SensorResult.NO_DETECTION_OBSERVABLE
    assert one([covered(east=34.0)]).result is SensorResult.NOT_OBSERVABLE
    assert one([covered(days=(-9, -4))]).result is SensorResult.NOT_OBSERVABLE


def test_heat_without_a_known_past_is_ambiguous() -> None:
    hit = seen(HERE)
    result = one([hit, *history(29)])
    assert result.result is SensorResult.AMBIGUOUS
    assert result.observations == (hit.id,)
    assert result.missing == ("30 earlier looks of N-VIIRS by night (there are 29)",)


def test_looks_of_another_sensor_or_by_day_are_no_baseline() -> None:
    assert one([seen(HERE), *history(60, sensor="MODIS")]).result is SensorResult.AMBIGUOUS
    assert one([seen(HERE), *history(60, hour=12.0)]).result is SensorResult.AMBIGUOUS


def test_heat_where_none_ever_was_is_consistent_and_names_its_figures() -> None:
    result = one([*(seen(HERE, nth=i) for i in range(4)), *history(120)])
    assert result.result is SensorResult.CONSISTENT
    assert figure(result, "detections at the place") == 4
    assert (figure(result, "earlier looks"), figure(result, "earlier looks with heat")) == (120, 0)
    assert figure(result, "p, all together") < 0.01
    assert result.rule == "corroborate/excess" and result.claims == ("clm-1",) and result.missing == ()
    assert result.witness == "heat" and result.neighbour is None


def flare(nights: int = 120, mw: float = 5.0) -> list[Observation]:
    return [seen(HERE, day=-1 - i, nth=n, frp=mw) for i in range(nights) for n in range(2)]


def test_heat_that_the_place_is_used_to_stays_within_its_baseline() -> None:
    assert one([*(seen(HERE, nth=i, frp=5.0) for i in range(2)), *flare()]).result is SensorResult.WITHIN_BASELINE


@pytest.mark.parametrize(("mw", "result"), [(9.0, "within-baseline"), (11.0, "within-baseline"), (80.0, "consistent")])
def test_a_flare_far_beyond_its_own_past_is_an_excess(mw: float, result: str) -> None:
    """The hottest of 120 looks had 10 MW. One of 11 MW has a chance of 2 * 2 looks * 0.5 / 120 * (10 / 11) ** 1.5, one
    of 80 MW of 0.07 %."""
    assert one([seen(HERE, frp=mw), *flare()]).result == result


def test_a_burning_neighbourhood_is_held_against_a_place_that_was_never_hot() -> None:
    """Fields burn all around: one more fire is no news."""
    spots = [Point(lat=49.5 + i / 20, lon=34.4 + j / 20) for i in range(20) for j in range(25)]
    away = [p for p in spots if abs(p.lat - HERE.lat) > 0.06 or abs(p.lon - HERE.lon) > 0.06]
    fields = [seen(p, day=-0.9 - d) for d in range(10) for p in away]
    quiet = history(80)
    assert one([seen(HERE), *quiet]).result is SensorResult.CONSISTENT
    assert one([seen(HERE), *quiet, *fields]).result is SensorResult.WITHIN_BASELINE


def test_what_only_touches_the_place_may_be_its_neighbours() -> None:
    """2.15 km away, at the edge of a radius of 2 km; and there a refinery."""
    spot = Point(lat=50.0, lon=35.03)
    past = history(120)
    plant = KnownPlace(name="Zelm refinery", lat=50.0, lon=35.031, radius_km=0.5, place_class="energy.refinery")
    depot = plant.model_copy(update={"name": "Zelm clinic", "place_class": "health"})
    assert one([seen(spot), *past]).result is SensorResult.CONSISTENT
    assert one([seen(spot), *past], with_facilities(depot)).result is SensorResult.CONSISTENT
    found = one([seen(spot), *past], with_facilities(plant))
    assert (found.result, found.neighbour) == ("ambiguous", "Zelm refinery, 0.1 km from the detection")
    assert str(found.neighbour) in found.reason
    inside = one([seen(spot), seen(HERE), *past], with_facilities(plant))
    assert inside.result is SensorResult.CONSISTENT


def test_a_larger_fire_beside_the_place_is_named() -> None:
    front = [seen(Point(lat=50.0 + i / 200, lon=35.03 + j / 120), nth=i) for i in range(6) for j in range(6)]
    found = one([*front, *history(120)])
    assert found.result is SensorResult.AMBIGUOUS
    assert found.neighbour and found.neighbour.startswith(
        "a larger fire, of 36 detections, with its middle 3.9 km to the east"
    )


def test_low_confidence_and_static_sources_are_set_aside() -> None:
    past = history(120)
    low = one([seen(HERE, confidence="l"), *past])
    assert low.result is SensorResult.AMBIGUOUS and low.rule == "corroborate/low-confidence"
    assert one([seen(HERE, confidence="29"), *past]).rule == "corroborate/low-confidence"
    assert one([seen(HERE, confidence="30"), *past]).result is SensorResult.CONSISTENT
    static = one([seen(HERE, static=2), *past])
    assert static.result is SensorResult.WITHIN_BASELINE and static.rule == "corroborate/static-source"


def test_a_pixel_counts_once_whatever_the_processing() -> None:
    """Standard processing puts the pixel 150 m off; the same row in another file is the same reading."""
    past = history(120)
    rough, fine = seen(HERE, version="2.0NRT"), seen(Point(lat=50.0013, lon=35.0), version="2")
    assert one([rough, fine, *past]).observations == (fine.id,)
    assert one([rough, seen(Point(lat=50.012, lon=35.0), version="2"), *past]).observations != (fine.id,)
    again = seen(HERE, version="2")
    assert one([rough, again, *past]).observations == (again.id,)


@pytest.mark.parametrize(("lat", "result"), [(50.0239, "ambiguous"), (50.0244, "no-detection-observable")])
def test_a_pixel_counts_up_to_the_radius_half_its_diagonal_and_its_error(lat: float, result: str) -> None:
    """2 km of radius, 0.283 km of half a diagonal and 0.4 km: 2.658 km away touches, 2.713 km does not."""
    assert one([seen(Point(lat=lat, lon=35.0))]).result == result


def test_cyber_means_leave_no_heat() -> None:
    values = (VersionValue(value="cyber", parties=("UKR",), claims=("clm-1",)),)
    weapon = Version(field="weapon", concord=Concord.ONE_SIDED, values=values)
    found = one([seen(HERE), *history(120)], versions=(weapon,))
    assert (found.result, found.rule) == ("not-expected", "corroborate/cold-weapons")


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_the_order_of_observations_does_not_matter_nor_do_repeats(seed: int) -> None:
    observations = [seen(HERE), seen(HERE, nth=5), seen(ELSEWHERE), *history(40)]
    mixed = random.Random(seed).sample(observations * 2, 2 * len(observations))
    assert one(mixed).model_dump_json() == one(observations).model_dump_json()


@given(
    st.lists(st.tuples(st.sampled_from([HERE, ELSEWHERE, FAR_OFF]), st.integers(-100, 3)), max_size=40),
    st.integers(0, 3),
)
@settings(max_examples=60, deadline=None)
def test_consistent_needs_a_detection_in_the_window_and_a_past(where: list[tuple[Point, int]], hits: int) -> None:
    observations = [seen(p, day=d + 0.1, nth=i) for i, (p, d) in enumerate(where)]
    observations += [seen(HERE, nth=100 + i) for i in range(hits)]
    result = one(observations)
    in_window = [o for o in observations if o.point == HERE and 0 <= (o.moment.start - NIGHT) / timedelta(hours=1) < 38]
    past = {o.moment.start.date() for o in observations if o.moment.start < NIGHT and o.point != FAR_OFF}
    if result.result is SensorResult.CONSISTENT:
        assert in_window and len(past) >= 30
    if result.result in (SensorResult.NO_DETECTION_OBSERVABLE, SensorResult.NOT_OBSERVABLE):
        assert not in_window
    assert result.reason and (
        result.missing or result.result not in (SensorResult.NOT_OBSERVABLE, SensorResult.AMBIGUOUS)
    )


def test_exact_poisson_probabilities_match_published_values() -> None:
    assert round(cdf(2, 1.0), 6) == 0.919699
    assert [round(at_least(k, 1.0), 6) for k in (0, 1, 3)] == [1.0, 0.632121, 0.080301]
    assert at_least(30, 0.1) == pytest.approx(3.4e-63, rel=0.01)
    assert at_least(2, 0.0) == 0.0


@given(st.integers(0, 60), st.floats(0.001, 80))
def test_the_two_tails_are_one(k: int, mean: float) -> None:
    assert at_least(k, mean) + cdf(k - 1, mean) == pytest.approx(1.0, abs=1e-9)
