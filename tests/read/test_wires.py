"""Diplomacy as agencies report it: whose word, whose act, towards whom, which kind. Rows of wires.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claim_of_row, claims_of, who

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "wires.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['rule']}" for n, row in enumerate(ROWS)])
def test_whose_word_and_whose_act(row: dict[str, Any]) -> None:
    if row.get("none"):
        assert not [c.quote for c in claims_of(row["text"]) if c.kind.value == row["kind"]]
        return
    claim = claim_of_row(row)
    seen = {
        **who(claim),
        "class": claim.target.target_class.value if claim.target and claim.target.target_class else None,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
    }
    wanted = {k: row[k] for k in seen if k in row}
    assert {k: seen[k] for k in wanted} == wanted, claim.quote
