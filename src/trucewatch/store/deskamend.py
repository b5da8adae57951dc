"""Amending the desk's file: cards and columns of what a decision changed, in one transaction.

Readers see the file as it was or as it is then; one that holds columns of before finds cards by their slots, and one
that is gone by then is left out. A process that is ended in between leaves a journal, which the next opening undoes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from trucewatch.store.columns import Columns
from trucewatch.store.deskfile import shelved, table_of


class DeskAmender:
    """A change of the desk's file. Kept when the context is left without an error, else nothing of it."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA cache_spill=OFF")  # what is written early would keep all readers out until the end
        self._db.execute("BEGIN IMMEDIATE")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        try:
            self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        finally:
            self._db.close()

    def note(self, key: str, body: str | None = None) -> str | None:
        """The text under a name; with ``body`` it is put there in place of what was."""
        row = self._db.execute("SELECT body FROM note WHERE key = ?", (key,)).fetchone()
        if body is not None:
            self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (key, body))
        return row[0] if row else None

    def card(self, kind: str, key: str, body: str) -> None:
        """Another card for a record that has one."""
        self._db.execute(f"UPDATE {table_of(kind)} SET body = ? WHERE id = ?", (body, key))

    def drop(self, kind: str, slots: Iterable[int]) -> None:
        """No card any more in these slots."""
        self._db.executemany(f"DELETE FROM {table_of(kind)} WHERE n = ?", ((int(n),) for n in slots))

    def add(self, kind: str, slot: int, key: str, body: str) -> None:
        """A card in a slot that is free."""
        self._db.execute(f"INSERT INTO {table_of(kind)} VALUES (?, ?, ?)", (slot, key, body))

    def whole(self, kind: str, cards: Iterable[tuple[str, str]]) -> None:
        """A table anew: (id, JSON) in its order."""
        self._db.execute(f"DELETE FROM {table_of(kind)}")
        rows = ((n, key, body) for n, (key, body) in enumerate(cards))
        self._db.executemany(f"INSERT INTO {table_of(kind)} VALUES (?, ?, ?)", rows)

    def slots(self, board: str, slots: NDArray[np.int32]) -> None:
        """The slot of each row of a table."""
        self._shelve(board, "slots", "", "", slots.tobytes())

    def columns(self, board: str, columns: Columns, base: Columns) -> None:
        """A table's columns, ``base`` being those that it has; of those that are as they were nothing is written."""
        for part, name, said, body in shelved(columns, base):
            self._shelve(board, part, name, said, body)

    def _shelve(self, board: str, part: str, name: str, said: str, body: bytes) -> None:
        query = "SELECT said, body FROM shelf WHERE board = ? AND part = ? AND name = ?"
        if self._db.execute(query, (board, part, name)).fetchone() != (said, body):
            put = "INSERT OR REPLACE INTO shelf VALUES (?, ?, ?, ?, ?)"
            self._db.execute(put, (board, part, name, said, body))

    def leads(self, gone: Iterable[str], pairs: Mapping[str, str]) -> None:
        """Ids that lead elsewhere no more, and from ids of before to those of now."""
        self._db.executemany("DELETE FROM leads WHERE old = ?", ((old,) for old in gone))
        self._db.executemany("INSERT OR REPLACE INTO leads VALUES (?, ?)", pairs.items())

    def about(self, gone: Iterable[str], pairs: Iterable[tuple[str, str]]) -> None:
        """Decisions that speak of nothing any more, and (record, decision that speaks of it)."""
        lost = set(gone)
        if lost:
            held = self._db.execute("SELECT subject, decision FROM about").fetchall()
            rows = [row for row in held if row[1] in lost]
            self._db.executemany("DELETE FROM about WHERE subject = ? AND decision = ?", rows)
        self._db.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", pairs)

    def words(self, changed: Sequence[tuple[int, str, str]]) -> None:
        """(row of a claim, its words as they were, as they are)."""
        for row, before, now in changed:
            if before != now:
                self._db.execute("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (row, before))
                self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, now))
