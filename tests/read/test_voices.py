"""Who speaks and who acts where the words leave it to the reader of news: laws, and rows of voices.yaml and of
worded.yaml (what is told without a clause of its own, by a colon or behind a dash), setoff.yaml (tellers set off)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claim_of_row, claims_of, who

ROWS: list[dict[str, Any]] = [
    row
    for name in ("voices.yaml", "worded.yaml", "setoff.yaml")
    for row in yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['rule']}" for n, row in enumerate(ROWS)])
def test_who_speaks_and_whose_it_is(row: dict[str, Any]) -> None:
    claim = claim_of_row(row)
    seen = who(claim)
    wanted = {k: row[k] for k in seen if k in row}
    assert {k: seen[k] for k in wanted} == wanted, claim.quote


NIGHT = (
    "{A} attacked {B}. {A_}n forces launched 90 drones at {B}. {B}'s air force said air defence had shot down 70 "
    "drones. Another 12 were lost. {B_}n officials said the enemy had struck a substation. The sides will exchange all "
    "wounded prisoners. {A} released 20 captured soldiers. {B} rejected the plan."
)


def test_the_rules_know_no_side() -> None:
    """With the two parties swapped in the text only the parties are swapped in what is read."""
    names = {"A": "Armenia", "A_": "Armenia", "B": "Estonia", "B_": "Estonia"}
    back = {"A": "Estonia", "A_": "Estonia", "B": "Armenia", "B_": "Armenia"}
    other = {"ARM": "EST", "EST": "ARM", "ARM+EST": "ARM+EST", None: None}

    def parties(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
        return [
            (
                c.kind.value,
                c.source.party,
                c.actor.party if c.actor else None,
                c.target.party if c.target else None,
            )
            for c in claims_of(text)
        ]

    one, two = parties(NIGHT.format(**names)), parties(NIGHT.format(**back))
    assert [(k, other[s], other[a], other[t]) for k, s, a, t in one] == two
    assert ("interception", "EST", "EST", "ARM") in one
    assert any(k == "exchange" and a == "ARM+EST" and t == "ARM+EST" for k, _, a, t in one)
