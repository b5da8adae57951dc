"""Who vouches: one sentence of the project's own for each construction and more (attribution.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "attribution.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['construction']}" for n, row in enumerate(ROWS)])
def test_who_vouches(row: dict[str, Any]) -> None:
    found = [c for c in claims_of(row["text"]) if c.kind.value == row["kind"]]
    assert found, "no claim of this kind"
    claim = found[0]
    if "source" in row:
        assert (claim.source.text is None) == (row["source"] is None), claim.source
        assert row["source"] is None or row["source"].lower() in (claim.source.text or "").lower()
    for field in ("party", "role"):
        if field in row:
            assert getattr(claim.source, field) == row[field], claim.source
    if "cue" in row:
        assert claim.cue == row["cue"]
    assert claim.polarity.value == row.get("polarity", "affirmed")
