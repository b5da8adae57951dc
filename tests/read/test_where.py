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
