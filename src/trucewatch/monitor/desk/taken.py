"""Decisions as they are shown: all that were ever taken, which are undone, and which no page shows yet."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Set

from trucewatch.monitor.desk.pages import DecisionRow, Undoing
from trucewatch.records import Action, Decision
from trucewatch.store import Store

_GLANCE = 0.2
"""Seconds after which the ledger is looked at anew."""


class Taken:
    """The decisions of a ledger, read once and then only what was added. Safe for many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._shown = 0
        self._looked = (0.0, 0)
        self._seen = 0
        self._known: dict[str, Decision] = {}
        self._rows: dict[str, int] = {}

    def shown(self, length: int) -> None:
        """The pages now show a ledger of so many rows."""
        self._shown = length
        self.look()

    def look(self) -> None:
        """Looks at the ledger anew at the next question: somebody has just written to it."""
        self._looked = (0.0, 0)

    def ever(self) -> dict[str, Decision]:
        """All decisions ever taken, in the order of the ledger."""
        with self._lock:
            length = self._length()  # before the rows are read: what comes in meanwhile is for the next time
            if length > self._seen:
                known = dict(self._known)
                for entry in self._store.stated(Decision, self._seen):
                    assert isinstance(entry.record, Decision)
                    known[entry.record.id] = entry.record
                    self._rows[entry.record.id] = entry.seq
                self._seen, self._known = length, known
            return self._known

    def _length(self) -> int:
        at, length = self._looked
        if time.monotonic() - at > _GLANCE:
            length = self._store.length
            self._looked = (time.monotonic(), length)
        return length

    def late(self) -> tuple[Decision, ...]:
        """Decisions that came into the ledger after what the pages show."""
        ever = self.ever()
        return tuple(d for key, d in ever.items() if self._rows[key] > self._shown)

    def on(self, subjects: Set[str], known: Set[str]) -> tuple[DecisionRow, ...]:
        """Those on any of these records, the latest first. ``known``: ids of those that also stand for one of them by
        way of a claim that took another's place."""
        found = (d for key, d in self.ever().items() if key in known or subjects & {*d.subjects, *d.against})
        return self.rows(found)

    def rows(self, decisions: Iterable[Decision]) -> tuple[DecisionRow, ...]:
        """Decisions as they are shown, the latest first."""
        gone: dict[str, Undoing] = {}
        for d in reversed(list(self.ever().values())):
            if d.action is Action.UNDO and d.id not in gone:
                gone.update(dict.fromkeys(d.subjects, Undoing(id=d.id, author=d.author, at=d.at)))
        late = {d.id for d in self.late()}
        wanted = {d.id: d for d in decisions}
        return tuple(
            DecisionRow(
                id=d.id,
                author=d.author,
                at=d.at,
                action=d.action.value,
                subjects=d.subjects,
                against=d.against,
                field=d.field,
                value=d.value,
                reason=d.reason,
                undone=d.id in gone,
                undoing=gone.get(d.id),
                pending=d.id in late,
            )
            for d in sorted(wanted.values(), key=lambda d: (d.at, d.id), reverse=True)
        )
