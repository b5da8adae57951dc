"""Bulletins of nights, with their long lists of regions and numbers, and exchanges: golden rows and laws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.helpers import claims_of, params_of
from trucewatch.values.vocabularies import Kind

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "barrages.yaml").read_text(encoding="utf-8"))[
    "rows"
]
REGIONS = ("Belgorod", "Bryansk", "Kursk", "Lipetsk", "Oryol", "Ryazan", "Smolensk", "Tula", "Tver", "Voronezh")


@pytest.mark.parametrize("row", params_of(ROWS, longest=60))
def test_the_places_and_numbers_of_a_bulletin(row: dict[str, Any]) -> None:
    found = [c for c in claims_of(row["text"]) if c.kind is Kind(row["kind"])]
    assert len(found) >= len(row["claims"]), "a claim is missing"
    for claim, wanted in zip(found, row["claims"], strict=False):
        if "places" in wanted:
            assert [p.name for p in claim.places] == wanted["places"]
        if "counts" in wanted:
            assert [[c.what.value, c.low, c.high] for c in claim.counts] == wanted["counts"]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(REGIONS), min_size=2, max_size=8, unique=True), st.integers(min_value=2, max_value=60))
def test_every_region_of_a_list_is_a_place_and_every_number_a_count(regions: list[str], first: int) -> None:
    numbers = [first + n for n in range(len(regions))]
    parts = [f"{n} over the {region} Region" for n, region in zip(numbers, regions, strict=True)]
    text = f"Air defences shot down {sum(numbers)} drones overnight, {', '.join(parts[:-1])} and {parts[-1]}."
    claim = next(c for c in claims_of(text) if c.kind is Kind.INTERCEPTION)
    assert [p.name for p in claim.places] == [f"{region} Oblast" for region in regions]
    assert [c.low for c in claim.counts] == [sum(numbers), *numbers]


def test_a_village_in_a_region_has_its_country_from_there_and_no_point() -> None:
    claim = next(
        c for c in claims_of("Troops captured the village of Loknya in the Sumy region.") if c.kind is Kind.CONTROL
    )
    place = claim.places[0]
    assert (place.name, place.country, place.admin1, place.level, place.point) == ("Loknya", "UKR", "Sumy", None, None)
