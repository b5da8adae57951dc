"""How far what somebody tells goes, and where the report's own voice begins: rows of bounds.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claim_of_row

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "bounds.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_whose_word_it_is(row: dict[str, Any]) -> None:
    claim = claim_of_row(row)
    assert claim.source.text == row["speaker"], claim.quote
