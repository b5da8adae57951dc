"""A bank of phrasings for events: every kind of claim a sentence tells is found, and none where nothing is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of, params_of

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("bank_events.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", params_of(ROWS, longest=60))
def test_a_phrasing_is_read(row: dict[str, Any]) -> None:
    found = {c.kind.value for c in claims_of(row["text"])}
    assert found >= set(row["kinds"]) if row["kinds"] else not found, found
