"""Keeping the desk of a case: made when it is asked for, and brought to what the ledger says when that has moved on.

After decisions only what they can touch is derived anew, and the desk amended (decision 24); where that cannot be, all
is derived anew and the desk written whole.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path

from trucewatch.errors import StoreError
from trucewatch.link import TooWide
from trucewatch.monitor.amending import HERE, amended
from trucewatch.monitor.desk.build import build_desk
from trucewatch.monitor.desk.desk import Desk
from trucewatch.monitor.deskamending import amend_desk
from trucewatch.monitor.part import Part, of_case
from trucewatch.monitor.sequence import Monitor
from trucewatch.store.deriving import NoRoom
from trucewatch.store.deskfile import VERSION, DeskFile

_QUIET = frozenset({"decision", "notice", "import"})
"""Kinds of rows that change nothing that is derived but by what was decided."""


def desk_path(monitor: Monitor) -> Path:
    """Where the desk's file of a case lies: beside the ledger, which it can always be made from."""
    return monitor.folder.root / "desk.db"


def refresh_desk(monitor: Monitor) -> bool:
    """Brings the desk's file to what the ledger says; where something was decided since, that is derived first. True if
    it was enough to derive a part. Raises CaseError where the ledger holds no case."""
    if amend(monitor):
        return True
    store = monitor.store
    if not Desk.stale(desk_path(monitor), store):
        return True  # another process has done it meanwhile
    state = store.derived_state
    if state is None or store.kinds_since(store.row_of(state[1]))["decision"]:
        monitor.rebuild()
    build_desk(desk_path(monitor), store)
    return False


def amend(monitor: Monitor) -> bool:
    """Derives anew what decisions since touch, and amends the desk's file; False, with nothing written, where that
    cannot be: the desk is not that of the derived state, something else came into the ledger, it reaches too far."""
    path = desk_path(monitor)
    try:
        file = DeskFile(path)
    except (StoreError, sqlite3.Error):
        return False
    try:
        return _amend(path, file, monitor)
    except (TooWide, NoRoom):
        return False
    finally:
        file.close()


def _amend(path: Path, file: DeskFile, monitor: Monitor) -> bool:
    store = monitor.store
    state, meta = store.derived_state, json.loads(file.note("desk") or "{}")
    if state is None or meta.get("version") != VERSION or (meta["digest"], meta["head"]) != state or not store.in_parts:
        return False
    row, length = store.row_of(state[1]), int(meta["length"])
    if store.kinds_since(row).keys() - _QUIET - {"edition"}:
        return False
    since = list(store.log_since(row))
    kinds = {e.record.kind_name for e in since if e.seq > length or e.record.kind_name != "edition"}
    if not since or kinds - _QUIET:
        return False
    head, until = since[-1].hash, since[-1].seq
    part = Part(store, file, row, until)
    out = amended(part, store, file)
    digest = store.amend_derived(out.change, upon=state, built_from=head, aids=out.aids)
    if digest is None:
        return False
    now = {"version": VERSION, "head": head, "digest": digest, "length": until}
    amend_desk(path, file, store, part.case, out, now)
    return True


def warm(monitor: Monitor) -> None:
    """Loads what the first decision would otherwise wait for."""
    with suppress(StoreError, sqlite3.Error, ValueError):
        of_case(DeskFile(desk_path(monitor)).note("case") or "")
    HERE.query("SELECT 1", {})


def open_desk(monitor: Monitor) -> Desk:
    """The desk of a case, brought first to what the ledger says where it is not."""
    path = desk_path(monitor)
    if Desk.stale(path, monitor.store):
        refresh_desk(monitor)
    return Desk(path, monitor.store)
