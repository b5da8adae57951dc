"""What agencies write of exchanges, truces, night barrages and talks: every claim of a sentence, and none besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of, told

ROWS: list[dict[str, Any]] = [
    row
    for name in ("newswire.yaml", "diplomacy.yaml")
    for row in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['topic']}:{row['text'][:40]}" for row in ROWS])
def test_all_claims_of_a_sentence_and_no_others(row: dict[str, Any]) -> None:
    assert [told(c) for c in claims_of(row["text"])] == row["claims"]
