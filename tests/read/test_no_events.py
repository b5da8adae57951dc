"""What is told of and did not happen, and the sentences beside it that do tell of an event. Rows of no_events.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of, params_of

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "no_events.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", params_of(ROWS))
def test_the_claims_of_a_text_are_these(row: dict[str, Any]) -> None:
    found = claims_of(row["text"])
    assert [c.kind.value for c in found] == row["kinds"]
    counts = [f"{q.what.value} {q.low}" for c in found for q in c.counts]
    assert counts == row.get("counts", counts)
    if "parties" in row:
        assert [c.actor.party if c.actor else None for c in found] == row["parties"]
    if "polarity" in row:
        assert [c.polarity.value for c in found] == row["polarity"]
    if "about" in row:
        assert [c.about for c in found] == row["about"]
    if "classes" in row:
        assert [c.target.target_class.value for c in found if c.target and c.target.target_class] == row["classes"]
    if "places" in row:
        assert [p.name for c in found for p in c.places] == row["places"]
