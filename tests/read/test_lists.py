"""Reports that go item by item: labels, regional heads, parts of tallies; rows of lists.yaml and laws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of
from trucewatch.records import Claim

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "lists.yaml").read_text("utf-8"))


def seen(claim: Claim) -> dict[str, Any]:
    """What a row may ask of a claim."""
    return {
        "speaker": claim.source.text,
        "source": claim.source.party,
        "role": claim.source.role.value,
        "actor": claim.actor.party if claim.actor else None,
        "target": claim.target.target_class.value if claim.target and claim.target.target_class else None,
        "places": [p.name for p in claim.places],
        "counts": [[c.what.value, c.low, c.high] for c in claim.counts],
    }


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_an_item_of_a_list(row: dict[str, Any]) -> None:
    found = claims_of(row["text"])
    if "none" in row:
        assert row["none"] not in {c.kind.value for c in found}
        return
    told = [seen(c) for c in found if c.kind.value == row["kind"]]
    assert len(told) > row.get("at", 0), "no claim of this kind"
    claim = told[row.get("at", 0)]
    wanted = {k: row[k] for k in claim if k in row}
    assert {k: claim[k] for k in wanted} == wanted


def test_what_one_item_tells_is_not_carried_into_the_next() -> None:
    """Items in another order are read alike: each has its own place and its own speaker."""
    items = [
        "Sumy: a drone damaged a school, Governor Oleh Hryhorov said.",
        "Odesa: a missile damaged a warehouse, Governor Oleh Kiper said.",
        "Kherson: shells damaged a hospital, Governor Oleksandr Prokudin said.",
    ]

    def read(order: list[str]) -> set[tuple[str | None, tuple[str | None, ...]]]:
        found = [c for c in claims_of(" ".join(order)) if c.kind.value == "damage"]
        return {(c.source.text, tuple(p.name for p in c.places)) for c in found}

    assert read(items) == read(items[::-1])
    assert len(read(items)) == len(items)
