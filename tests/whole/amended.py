"""What a desk and a derived state hold, in full, to be held against another."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

from tests.whole.conftest import open_monitor
from trucewatch.monitor.desk.build import build_desk
from trucewatch.records import DERIVED
from trucewatch.store import Store
from trucewatch.store.chain import body_of
from trucewatch.store.deskfile import KINDS, DeskFile, shelved

BOARDS = ("incident", "claim", "effect")


def derived_in(store: Store) -> dict[str, list[str]]:
    """All derived records, each kind in its order."""
    found = {of.kind_name: [body_of(record) for record in store.derived(of)] for of in DERIVED}
    state = store.derived_state
    assert state is not None
    return {**found, "state": list(state)}


def desk_in(path: Path) -> dict[str, Any]:
    """All that can be read in a desk's file."""
    file = DeskFile(path)
    found: dict[str, Any] = {kind: list(file.all(kind)) for kind in KINDS}
    for board in BOARDS:
        found |= {f"{board} {part} {name}": (said, body) for part, name, said, body in shelved(file.columns(board))}
    with sqlite3.connect(path) as db:
        for table in ("note", "leads", "about"):
            found[table] = db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
    words = {word.strip(".,").lower() for quote in found["claim"] for word in quote.split() if word.isalpha()}
    found["words"] = {word: sorted(file.search(word, 10**6)) for word in sorted(words)}
    rows = range(len(found["incident"]))
    found["rows"] = [file.row_of("incident", key) for key, *_ in file.map_rows(rows)]
    file.close()
    return found


def from_scratch(case: Path, to: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What deriving all anew and writing the desk whole gives of the same ledger."""
    shutil.copytree(case, to, ignore=shutil.ignore_patterns("desk.db*"))
    monitor = open_monitor(to)
    monitor.rebuild()
    build_desk(to / "desk.db", monitor.store)
    found = derived_in(monitor.store), desk_in(to / "desk.db")
    monitor.store.close()
    shutil.rmtree(to)
    return found
