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
from trucewatch.corroborate.poisson import cdf, upper_count, upper_mean
from trucewatch.records import Corroboration, Incident, Observation, identified
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import Kind, SensorResult

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


def seen(point: Point, *, day: float = 0.1, sensor: str = "N-VIIRS", nth: int = 0) -> Observation:
    at = NIGHT + timedelta(days=day, seconds=nth)
    moment = Moment(start=at, end=at + timedelta(minutes=1), basis=Basis.STATED)
    return identified(Observation, sensor=sensor, moment=moment, point=point, scan_km=0.4, track_km=0.4)


def history(n: int, *, at: Point = ELSEWHERE, sensor: str = "N-VIIRS") -> list[Observation]:
    return [seen(at, day=-1 - i, sensor=sensor) for i in range(n)]


def one(observations: Sequence[Observation], **changes: Any) -> Corroboration:
    (result,) = corroborate([incident(**changes)], observations, PARAMS)
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
    assert result.missing[0].startswith("observations between 2031-04-10 00:00 UTC")


def test_silence_counts_as_observed_only_where_the_sensor_saw_something_else() -> None:
    result = one([seen(ELSEWHERE)])
    assert result.result is SensorResult.NO_DETECTION_OBSERVABLE
    assert "says nothing against it" in result.reason
    assert result.observations == ()


def test_heat_without_a_known_past_is_ambiguous() -> None:
    hit = seen(HERE)
    result = one([hit, *history(29)])
    assert result.result is SensorResult.AMBIGUOUS
    assert result.observations == (hit.id,)
    assert result.missing == ("30 days of earlier observations of N-VIIRS (there are 29)",)


def test_another_sensors_past_is_no_baseline() -> None:
    assert one([seen(HERE), *history(60, sensor="MODIS")]).result is SensorResult.AMBIGUOUS


def test_heat_beyond_the_baseline_is_consistent_and_names_its_figures() -> None:
    result = one([*(seen(HERE, nth=i) for i in range(4)), *history(120)])
    assert result.result is SensorResult.CONSISTENT
    assert figure(result, "detections at the place") == 4
    assert figure(result, "earlier days") == 120
    assert figure(result, "most to be expected") < 4
    assert result.rule and result.claims == ("clm-1",) and result.missing == ()


def test_heat_that_the_place_is_used_to_stays_within_its_baseline() -> None:
    flare = [seen(HERE, day=-1 - i, nth=n) for i in range(60) for n in range(2)]
    assert one([*(seen(HERE, nth=i) for i in range(4)), *flare]).result is SensorResult.WITHIN_BASELINE


def test_as_much_heat_as_the_baseline_may_bring_is_no_excess() -> None:
    """A hundred days without any: at most 3.0 / 100 a day, so that one detection in two days is no surprise."""
    bound = int(figure(one([seen(HERE), *history(100)]), "most to be expected"))
    exactly = [*(seen(HERE, nth=i) for i in range(bound)), *history(100)]
    assert bound == 1
    assert one(exactly).result is SensorResult.WITHIN_BASELINE
    assert one([*exactly, seen(HERE, nth=bound)]).result is SensorResult.CONSISTENT


@pytest.mark.parametrize(("lat", "result"), [(50.0195, "ambiguous"), (50.0205, "no-detection-observable")])
def test_a_pixel_counts_up_to_the_radius_and_half_its_size(lat: float, result: str) -> None:
    """2 km of radius and 0.2 km of half a pixel: 2.17 km away touches, 2.28 km does not."""
    assert one([seen(Point(lat=lat, lon=35.0))]).result == result


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
    observations = [seen(p, day=d, nth=i) for i, (p, d) in enumerate(where)]
    observations += [seen(HERE, nth=100 + i) for i in range(hits)]
    result = one(observations)
    in_window = [
        o for o in observations if o.point == HERE and -0.01 <= (o.moment.start - NIGHT) / timedelta(days=1) < 2
    ]
    past = {o.moment.start.date() for o in observations if o.moment.start < NIGHT and o.point != FAR_OFF}
    if result.result is SensorResult.CONSISTENT:
        assert in_window and len(past) >= 30
    if result.result in (SensorResult.NO_DETECTION_OBSERVABLE, SensorResult.NOT_OBSERVABLE):
        assert not in_window
    assert result.reason and (
        result.missing or result.result not in (SensorResult.NOT_OBSERVABLE, SensorResult.AMBIGUOUS)
    )


def test_exact_poisson_bounds_match_published_values() -> None:
    """Garwood's one-sided 95 % bounds: 2.996 after none, 4.744 after one, 16.962 after ten."""
    assert [round(upper_mean(n, 0.95), 3) for n in (0, 1, 10)] == [2.996, 4.744, 16.962]
    assert round(cdf(2, 1.0), 6) == 0.919699
    assert [upper_count(m, 0.95) for m in (0.0, 0.05, 1.0, 10.0)] == [0, 0, 3, 15]
