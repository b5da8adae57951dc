"""Every entry of the frame lexicons carries an example of the project's own; the reader must find its kind in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.read.helpers import claims_of
from trucewatch.language.lexicon import lexicon

ROWS: list[dict[str, Any]] = [
    *lexicon("frames")["frames"],
    *lexicon("phrases")["frames"],
    *lexicon("nominals")["nominals"],
]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_the_example_of_a_frame_is_read_as_its_kind(row: dict[str, Any]) -> None:
    found = [c.kind.value for c in claims_of(row["example"])]
    assert row["kind"] in found or row.get("read_as") in found, found


def test_frame_ids_are_unique() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
