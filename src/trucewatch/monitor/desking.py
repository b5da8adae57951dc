"""Keeping the desk of a case: built from the ledger when it is asked for, anew when the ledger has moved on."""

from __future__ import annotations

from pathlib import Path

from trucewatch.monitor.derive import DerivedState, case_of
from trucewatch.monitor.desk.build import Ledgered, build_desk
from trucewatch.monitor.desk.desk import Desk
from trucewatch.monitor.sequence import Monitor
from trucewatch.records import (
    Claim,
    Corroboration,
    Edition,
    Effect,
    Exchange,
    ExchangeTotal,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    KnockOn,
    Position,
    Progress,
)
from trucewatch.store import Store
from trucewatch.tell.ledgers import phrases_of_case


def desk_path(monitor: Monitor) -> Path:
    """Where the desk's file of a case lies: beside the ledger, which it can always be made from."""
    return monitor.folder.root / "desk.db"


def refresh_desk(monitor: Monitor) -> None:
    """Writes the desk's file anew from what the ledger holds and what was last derived from it; where nothing was
    derived from what stands now, that is done first. Raises CaseError where the ledger holds no case."""
    store = monitor.store
    state = store.derived_state
    if state is None or store.kinds_since(store.row_of(state[1]))["decision"]:
        monitor.rebuild()
        state = store.derived_state
    assert state is not None  # a rebuild leaves one
    length = store.length
    truth = monitor.standing()
    case = case_of(truth)
    editions = [(e.record, e.at, e.seq) for e in store.stated(Edition) if isinstance(e.record, Edition)]
    known = Ledgered(
        arrived=store.arrivals(Claim.kind_name), editions=editions, head=state[1], digest=state[0], length=length
    )
    build_desk(desk_path(monitor), case, truth, kept_state(store), known, phrases_of_case(case))


def kept_state(store: Store) -> DerivedState:
    """What was last derived, as the ledger keeps it."""
    return DerivedState(
        incidents=tuple(store.derived(Incident)),
        corroborations=tuple(store.derived(Corroboration)),
        findings=tuple(store.derived(Finding)),
        summaries=tuple(store.derived(FindingSummary)),
        progress=tuple(store.derived(Progress)),
        grades=tuple(store.derived(Grade)),
        positions=tuple(store.derived(Position)),
        exchanges=tuple(store.derived(Exchange)),
        totals=tuple(store.derived(ExchangeTotal)),
        effects=tuple(store.derived(Effect)),
        knock_ons=tuple(store.derived(KnockOn)),
    )


def open_desk(monitor: Monitor) -> Desk:
    """The desk of a case, written anew first where it is not that of the ledger."""
    path = desk_path(monitor)
    if Desk.stale(path, monitor.store):
        refresh_desk(monitor)
    return Desk(path, monitor.store)
