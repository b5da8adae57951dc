"""Diplomacy as agencies report it: whose word, whose act, towards whom, which kind. Rows of wires.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "wires.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['rule']}" for n, row in enumerate(ROWS)])
def test_whose_word_and_whose_act(row: dict[str, Any]) -> None:
    found = [c for c in claims_of(row["text"]) if c.kind.value == row["kind"]]
    if row.get("none"):
        assert not found, [c.quote for c in found]
        return
    assert len(found) > row.get("at", 0), "no claim of this kind"
    claim = found[row.get("at", 0)]
    seen = {
        "source": claim.source.party,
        "role": claim.source.role.value,
        "actor": claim.actor.party if claim.actor else None,
        "target": claim.target.party if claim.target else None,
        "class": claim.target.target_class.value if claim.target and claim.target.target_class else None,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
    }
    wanted = {k: row[k] for k in seen if k in row}
    assert {k: seen[k] for k in wanted} == wanted, claim.quote
