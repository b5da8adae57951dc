"""One phrasing of a stance a sentence, as varied as newswire is, and sentences that only look like one.

The open half of a bank that was labelled by the guide before the reader saw it. ``source`` and ``actor`` are parties:
null is none, "?" and an absent key are not asked for. What the reader still misses is marked; the list can only
shrink.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of
from trucewatch.records import Claim

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("bank_stances.yaml").read_text(encoding="utf-8"))


def _fits(claim: Claim, row: dict[str, Any]) -> bool:
    actor = claim.actor.party if claim.actor else None
    return (
        claim.kind.value == row["kind"]
        and claim.polarity.value == row.get("polarity", "affirmed")
        and claim.modality.value == row.get("modality", "actual")
        and row["source"] in ("?", claim.source.party)
        and row.get("actor", actor) == actor
    )


def marked(row: dict[str, Any]) -> Any:
    """The row as a test's parameter, expected to fail where it is marked as missed."""
    missed = [pytest.mark.xfail(strict=True, reason="missed so far")] if row.get("missed") else []
    return pytest.param(row, id=f"{row['kind']}:{row['text'][:40]}", marks=missed)


@pytest.mark.parametrize("row", [marked(r) for r in ROWS])
def test_a_phrasing_is_read_as_labelled(row: dict[str, Any]) -> None:
    found = claims_of(row["text"])
    if row["kind"] == "none":
        assert not found
    else:
        assert any(_fits(c, row) for c in found), found
