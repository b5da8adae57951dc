"""The Middle East as agencies report it: whose word, whose act, whose target, where. Rows of gulf.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claim_of_row, claims_of, who

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "gulf.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['rule']}" for n, row in enumerate(ROWS)])
def test_who_did_what_to_whom_and_where(row: dict[str, Any]) -> None:
    if row.get("none"):
        assert not [c.quote for c in claims_of(row["text"]) if c.kind.value == row["kind"]]
        return
    claim = claim_of_row(row)
    seen = {
        **who(claim),
        "source_text": claim.source.text,
        "places": [place.name for place in claim.places],
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
    }
    wanted = {k: row[k] for k in seen if k in row}
    assert {k: seen[k] for k in wanted} == wanted, claim.quote
