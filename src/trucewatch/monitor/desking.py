"""Keeping the desk of a case: built from the ledger when it is asked for, anew when the ledger has moved on."""

from __future__ import annotations

from pathlib import Path

from trucewatch.monitor.desk.build import build_desk
from trucewatch.monitor.desk.desk import Desk
from trucewatch.monitor.sequence import Monitor


def desk_path(monitor: Monitor) -> Path:
    """Where the desk's file of a case lies: beside the ledger, which it can always be made from."""
    return monitor.folder.root / "desk.db"


def refresh_desk(monitor: Monitor) -> None:
    """Brings the desk's file to what the ledger says; where nothing was derived from what stands now, that is done
    first. Raises CaseError where the ledger holds no case."""
    store = monitor.store
    state = store.derived_state
    if state is None or store.kinds_since(store.row_of(state[1]))["decision"]:
        monitor.rebuild()
    build_desk(desk_path(monitor), store)


def open_desk(monitor: Monitor) -> Desk:
    """The desk of a case, written anew first where it is not that of the ledger."""
    path = desk_path(monitor)
    if Desk.stale(path, monitor.store):
        refresh_desk(monitor)
    return Desk(path, monitor.store)
