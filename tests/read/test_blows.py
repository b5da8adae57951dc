"""Blows, tolls and figures of speech: every claim of a sentence with its means and numbers, and none besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of, told
from trucewatch.records import Claim

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("blows.yaml").read_text(encoding="utf-8"))


def in_full(claim: Claim) -> dict[str, str]:
    """A claim in short with its means and numbers, where it has any."""
    numbers = [
        " ".join(str(v) for v in (c.what.value, c.low, c.high, c.sense and c.sense.value) if v is not None)
        for c in claim.counts
    ]
    more = {"weapon": " ".join(w.value for w in claim.weapons), "counts": ", ".join(numbers)}
    return told(claim) | {k: v for k, v in more.items() if v}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:50] for row in ROWS])
def test_all_claims_of_a_sentence_with_means_and_numbers(row: dict[str, Any]) -> None:
    assert [in_full(c) for c in claims_of(row["text"])] == row["claims"]


def test_what_became_of_a_thing_is_no_part_of_its_name() -> None:
    found = claims_of("The ministry said 14 drones destroyed over the strait had been sent by rebels.")
    named = {c.target.text for c in found if c.kind.value == "interception" and c.target}
    assert named <= {"14 drones"}


def test_who_was_struck_is_not_who_killed() -> None:
    for text in ("The Ruritanian church was hit in a strike, killing nine.", "Israelis were shelled, killing two."):
        assert all(c.actor is None for c in claims_of(text)), text
