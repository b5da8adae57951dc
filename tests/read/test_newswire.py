"""What agencies write of exchanges, truces, night barrages and talks: every claim of a sentence, and none besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of
from trucewatch.records import Claim

ROWS: list[dict[str, Any]] = [
    row
    for name in ("newswire.yaml", "diplomacy.yaml")
    for row in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]


def told(claim: Claim) -> dict[str, str]:
    """A claim in short, without what is as a rule: affirmed, actual, no party, no class."""
    found = {
        "kind": claim.kind.value,
        "polarity": claim.polarity.value if claim.polarity.value != "affirmed" else None,
        "modality": claim.modality.value if claim.modality.value != "actual" else None,
        "source": claim.source.party,
        "actor": claim.actor.party if claim.actor else None,
        "target": claim.target.target_class.value if claim.target and claim.target.target_class else None,
    }
    return {k: v for k, v in found.items() if v}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['topic']}:{row['text'][:40]}" for row in ROWS])
def test_all_claims_of_a_sentence_and_no_others(row: dict[str, Any]) -> None:
    assert [told(c) for c in claims_of(row["text"])] == row["claims"]
