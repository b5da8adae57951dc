"""An empty ledger, and one with something in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.samples import claims, clock, incident, originals, report
from trucewatch.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, create=True, clock=clock) as made:
        yield made


@pytest.fixture
def filled(path: Path) -> Path:
    """Row 1 a report with its original, rows 2 to 6 claims; two incidents derived."""
    with Store.open(path, create=True, clock=clock) as made:
        made.append([report(1)], originals(1))
        made.append(claims(1, 2, 3, 4, 5))
        made.replace_derived([incident(1), incident(2)])
    return path
