"""Which places belong to which claim: golden rows and laws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.helpers import claims_of
from trucewatch.values.vocabularies import Kind

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "whereabouts.yaml").read_text(encoding="utf-8"))[
    "rows"
]
CITIES = ("Sumy", "Odesa", "Kherson", "Nikopol", "Poltava", "Chernihiv", "Mykolaiv")


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_the_places_of_the_claims_of_a_kind(row: dict[str, Any]) -> None:
    found = [c for c in claims_of(row["text"]) if c.kind is Kind(row["kind"])]
    assert [[p.name for p in c.places] for c in found] == row["places"]


@settings(max_examples=7, deadline=None)
@given(st.sampled_from(CITIES), st.sampled_from(CITIES))
def test_a_city_that_was_struck_is_a_place_whichever_it_is_and_where_people_come_from_is_none(a: str, b: str) -> None:
    claims = claims_of(f"{a} came under artillery fire on Sunday. Two men from {b} were wounded in a strike on {a}.")
    assert {p.name for c in claims for p in c.places} == {a}


def test_a_place_from_the_authority_that_tells_of_it_is_noted() -> None:
    claim = claims_of("Sumy regional governor Oleh Hryhorov said a drone had hit a bus.")[0]
    assert claim.why is not None and claim.why.notes[0] == "place of the local authority that tells of it"


@pytest.mark.parametrize(
    "text",
    [
        "A drone hit a depot in the Kamensky district, the headquarters of the Rostov Region said.",
        "A drone hit a depot in the Kamensky district in the Rostov region.",
        "The Rostov regional headquarters said a drone had hit a depot in Kamensky district.",
        "Rostov Region governor Ivan Belov said a drone had hit a depot in Oktyabrsky district.",
    ],
)
def test_a_district_that_no_gazetteer_has_lies_in_the_region_told_and_in_no_namesake_elsewhere(text: str) -> None:
    places = [p for c in claims_of(text) for p in c.places if p.text.endswith("district")]
    assert [(p.country, p.admin1, p.point) for p in places] == [("RUS", "Rostov", None)]


def test_a_district_of_another_region_named_beside_one_stays_where_it_is() -> None:
    claims = claims_of("Russian forces shelled the Kharkiv region and the Synelnykove district, killing two people.")
    assert {(p.text, p.admin1) for p in claims[0].places} == {
        ("Kharkiv region", "Kharkiv"),
        ("Synelnykove district", "Dnipropetrovsk"),
    }


def test_the_kavkazsky_district_lies_in_krasnodar_and_not_in_a_hamlet_s_republic() -> None:
    claims = claims_of("A fire broke out at an oil depot in the Kavkazsky district, the Krasnodar headquarters said.")
    assert {(p.name, p.admin1) for c in claims for p in c.places} == {("Kavkazsky District", "Krasnodar")}
