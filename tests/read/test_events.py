"""What bulletins and reports write of events: every claim of a sentence with its numbers, and none besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of, told
from trucewatch.records import Claim

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("events.yaml").read_text(encoding="utf-8"))


def _counts(claim: Claim) -> list[str]:
    return [f"{c.what.value} {c.low or 0}-{'' if c.high is None else c.high}" for c in claim.counts]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['topic']}:{row['text'][:40]}" for row in ROWS])
def test_all_events_of_a_sentence_and_no_others(row: dict[str, Any]) -> None:
    found = [{**told(c), **({"counts": _counts(c)} if c.counts else {})} for c in claims_of(row["text"])]
    assert found == row["claims"]
