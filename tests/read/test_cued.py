"""Who vouches where the cue is none of the plain ones: acts of speech, idioms, labels before a colon (cued.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.test_attribution import test_who_vouches as vouches

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cued.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['construction']}" for n, row in enumerate(ROWS)])
def test_whose_word_it_is(row: dict[str, Any]) -> None:
    vouches(row)
