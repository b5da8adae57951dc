"""Registers as witnesses: by region however it is spelled, by point, against how usual such entries are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.corroborate.test_corroborate import HERE, NIGHT, PARAMS, incident
from trucewatch.corroborate import corroborate
from trucewatch.corroborate.parameters import shipped
from trucewatch.corroborate.registers import Regions
from trucewatch.records import Corroboration, Observation, identified
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import Kind

SUMY = Place(text="Sumy", name="Sumy", country="UKR", admin1="Sumy", point=HERE, radius_km=8.0)
EVENING = Moment(start=NIGHT + timedelta(hours=20), end=NIGHT + timedelta(hours=21), basis=Basis.STATED)


def entry(day: float, hours: float = 1.0, what: str = "alert", **fields: Any) -> Observation:
    start = NIGHT + timedelta(days=day)
    moment = Moment(start=start, end=start + timedelta(hours=hours), basis=Basis.STATED)
    fields = fields or {"area": "Sumska oblast"}
    return identified(Observation, what=what, sensor="sirens", moment=moment, **fields)


def told(*entries: Observation, **changes: Any) -> Corroboration | None:
    made = corroborate([incident(**{"place": SUMY, "moment": EVENING, **changes})], entries, PARAMS)
    return next((c for c in made if c.witness != "heat"), None)


def result(*entries: Observation, **changes: Any) -> str | None:
    found = told(*entries, **changes)
    return found.result.value if found else None


OLD = entry(-80, area="Poltavska oblast")
NEW = entry(3, area="Poltavska oblast")


def test_a_rare_alert_at_the_time_is_consistent_and_a_usual_one_is_not() -> None:
    rare = [entry(-40), entry(20.2 / 24)]
    often = [*(entry(-d, hours=3) for d in range(1, 80)), entry(20.2 / 24)]
    assert result(OLD, *rare, NEW) == "consistent"
    assert result(OLD, *often, NEW) == "within-baseline"
    found = told(OLD, *rare, NEW)
    assert found and "raises no grade" in found.reason and len(found.observations) == 1


def test_silence_of_a_register_is_no_denial_and_outside_its_days_it_says_nothing() -> None:
    assert result(OLD, entry(-40), NEW) == "no-detection-observable"
    assert result(OLD, entry(-40)) == "not-observable"
    assert result(OLD, NEW) is None  # it never speaks of that region


def test_another_region_is_not_asked() -> None:
    far = SUMY.model_copy(update={"text": "Lviv", "name": "Lviv", "admin1": "Lviv"})
    assert result(OLD, entry(-40), entry(20.2 / 24), NEW, place=far) is None


@pytest.mark.parametrize("changes", [{"kinds": (Kind.AID,)}, {"moment": None}, {"place": None}, {"period_total": True}])
def test_what_it_cannot_bear_on_gets_no_answer(changes: dict[str, Any]) -> None:
    assert result(OLD, entry(20.2 / 24), NEW, **changes) is None


def test_a_notice_at_a_point_concerns_what_lies_near() -> None:
    near, far = Point(lat=50.1, lon=35.0), Point(lat=50.2, lon=35.0)
    quiet = [entry(-60, what="outage", point=near), entry(5, what="outage", point=near)]
    assert result(*quiet, entry(21 / 24, what="outage", point=near)) == "consistent"
    assert result(*quiet, entry(21 / 24, what="outage", point=far)) == "no-detection-observable"


def test_a_kind_that_nobody_foresaw_is_asked_in_the_same_way() -> None:
    quiet = [entry(-60, what="seismic", point=HERE), entry(5, what="seismic", point=HERE)]
    found = told(*quiet, entry(21 / 24, what="seismic", point=HERE))
    assert found and (found.witness, found.result) == ("seismic", "consistent")


@pytest.mark.parametrize(
    ("admin1", "area"),
    [
        ("Sumy", "Sumska oblast"),
        ("Kiev", "Kyivska oblast"),
        ("Kirovohrad", "Kirovohradska oblast"),
        ("Chernivtsi", "Chernivetska oblast"),
        ("Chernihiv", "Chernihivska oblast"),
        ("Zaporizhzhia", "Zaporizka oblast"),
        ("Transcarpathia", "Zakarpatska oblast"),
        ("Volyn", "Volynska oblast"),
        ("Odessa", "Odeska oblast"),
        ("Rivne", "Rivnenska oblast"),
        ("Donetsk", "Donetska oblast"),
        ("Mera", None),
        ("Khabarovsk Krai", None),
        ("Ivanovo", None),
    ],
)
def test_regions_are_found_by_any_spelling(admin1: str, area: str | None) -> None:
    names = (
        "Cherkaska Chernihivska Chernivetska Dnipropetrovska Donetska Ivano-Frankivska Kharkivska Khersonska "
        "Khmelnytska Kirovohradska Kyivska Lvivska Mykolaivska Odeska Poltavska Rivnenska Sumska Ternopilska Vinnytska "
        "Volynska Zakarpatska Zaporizka Zhytomyrska"
    )
    regions = Regions([f"{n} oblast" for n in names.split()], shipped().register_)
    assert regions.of(Place(text="x", admin1=admin1)) == area
