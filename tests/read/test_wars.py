"""Whose deed, whose target, who tells: on wars other than those that the rules were first written on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of, report_of
from trucewatch.read import parameters, read
from trucewatch.read.parameters import tools
from trucewatch.records import Claim
from trucewatch.records.case import Case, Office, Party

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("wars.yaml").read_text(encoding="utf-8"))


def sides(claim: Claim) -> dict[str, str]:
    """The parties of a claim: of its source, its actor and its target, where it has them."""
    mentions = {"source": claim.source, "actor": claim.actor, "target": claim.target}
    return {k: m.party for k, m in mentions.items() if m is not None and m.party is not None}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:50] for row in ROWS])
def test_whose_deed_and_whose_target(row: dict[str, Any]) -> None:
    found = [c for c in claims_of(row["text"]) if c.kind.value == row["kind"]]
    wanted = {k: row[k] for k in ("source", "actor", "target") if k in row}
    assert [sides(c) for c in found][:1] == [wanted], [
        (c.kind.value, c.quote, sides(c)) for c in claims_of(row["text"])
    ]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("A car bomb exploded in Lima on Monday.", ["explosive", "vehicle"]),
        ("A bomb was thrown at a house in Lima.", ["explosive"]),
        ("A guided bomb hit a house in Kharkiv.", ["air"]),
        ("A suicide car bomber struck a bus in Quetta.", ["explosive", "vehicle"]),
    ],
)
def test_a_planted_bomb_is_not_dropped_from_the_air(text: str, means: list[str]) -> None:
    claim = next(c for c in claims_of(text) if c.kind.value == "attack")
    assert [w.value for w in claim.weapons] == means


def test_a_case_names_the_two_sides_of_its_war() -> None:
    """Of a war that no register knows: "the League", "the Guard", "both armies", "the other side" by the case alone."""
    lenne = Party(code="LEN", name="Lenne", offices=(Office(name="Lennish Interior Guard"),))
    marsh = Party(code="marsh-league", name="Marsh League")
    case = Case(id="cas-1", code="lenne", title="Lenne", parties=(lenne, marsh))
    assert tools(parameters(case))[0].pair == {"LEN", "marsh-league"}
    more = Case(id="cas-2", code="lenne", title="Lenne", parties=(lenne, marsh, Party(code="third", name="Third")))
    assert not tools(parameters(more))[0].pair
    text = (
        "The Lennish Interior Guard accused the Marsh League of shelling Old Hythe. Both armies say they will respect "
        "the truce. The Guard said the other side had fired 60 rounds at Carrow. The League said the Guard had "
        "attacked its ferry."
    )
    found = {c.quote: sides(c) for c in read(report_of(text), parameters(case))}
    assert found["the other side had fired 60 rounds at Carrow"]["actor"] == "marsh-league"
    assert found["the Guard had attacked its ferry"]["actor"] == "LEN"
    assert found["the Guard had attacked its ferry"]["source"] == "marsh-league"
    assert any(s.get("actor") == "LEN+marsh-league" for s in found.values())
