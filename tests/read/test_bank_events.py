"""A bank of phrasings for events: every kind of claim a sentence tells is found, and none where nothing is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("bank_events.yaml").read_text(encoding="utf-8"))


def _marks(row: dict[str, Any]) -> list[pytest.MarkDecorator]:
    """What is still missed must fail: the list of it can only shrink."""
    return [pytest.mark.xfail(strict=True, reason="not yet read")] if row.get("missed") else []


@pytest.mark.parametrize("row", [pytest.param(row, marks=_marks(row), id=row["text"][:60]) for row in ROWS])
def test_a_phrasing_is_read(row: dict[str, Any]) -> None:
    found = {c.kind.value for c in claims_of(row["text"])}
    assert found >= set(row["kinds"]) if row["kinds"] else not found, found
