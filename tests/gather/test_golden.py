"""Each folder of ``golden`` is a file as it arrives and all that gather makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gather.conftest import take
from trucewatch.records import Failure, Report

GOLDEN = Path(__file__).parent / "golden"


def shown(name: str) -> list[dict[str, Any]]:
    """What the file of the folder ``name`` becomes, without the hashes."""
    path = next((GOLDEN / name).glob("input.*"))
    rows = []
    for record in take(path.name, path.read_bytes(), sensed=name.startswith("firms-")):
        row = record.model_dump(mode="json", exclude={"id", "original", "stage"}, exclude_none=True)
        kind = {Report: "report", Failure: "failure"}.get(type(record), "observation")
        assert record.original is not None
        rows.append({kind: row, "media_type": record.original.media_type})
    return rows


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.iterdir()))
def test_golden(name: str) -> None:
    assert shown(name) == json.loads((GOLDEN / name / "expected.json").read_text("utf-8"))


def main() -> None:
    """Writes the expected results anew, to be looked at before they are kept: python -m tests.gather.test_golden"""
    for path in sorted(GOLDEN.iterdir()):
        text = json.dumps(shown(path.name), ensure_ascii=False, indent=1)
        (path / "expected.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
