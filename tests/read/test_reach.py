"""How far a source's word reaches: asides, semicolons, who quotes and who is quoted (reach.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claim_of_row

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "reach.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_whose_word_it_is(row: dict[str, Any]) -> None:
    source = claim_of_row(row).source
    assert source.text == row["source"]
    assert source.party == row.get("party", source.party)
