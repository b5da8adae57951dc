"""Who vouches for what is told without a clause of its own, by a colon or behind a dash: rows of worded.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claim_of_row, who

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "worded.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['rule']}" for n, row in enumerate(ROWS)])
def test_who_tells_it(row: dict[str, Any]) -> None:
    claim = claim_of_row(row)
    seen = who(claim)
    wanted = {k: row[k] for k in seen if k in row}
    assert {k: seen[k] for k in wanted} == wanted, claim.quote
