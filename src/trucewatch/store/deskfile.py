"""The desk's file: what the web face reads, one SQLite file beside the ledger.

It is a cache of what the ledger says (decision 21): cards in the order in which a table has them, the tables' columns,
the words of claims for searching, and which decisions speak of what. Whoever deletes it loses nothing. It is written
whole, and amended where a decision changed part of it (deskamend.py): a card keeps its slot then, and where a table's
order is no longer that of its slots, the shelf says which slot each row of it has.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from trucewatch.errors import InputError, StoreError
from trucewatch.store.columns import Columns, Facet

VERSION = "9"
"""Of the layout and of what the cards hold: a file of another version is written anew."""

_SHORTENED = re.compile(r"^[a-z]{3}-[0-9a-f]{4,31}$")
_KIND_OF = {"inc": "incident", "rep": "report", "clm": "claim", "edi": "edition"}

_SCHEMA = """
CREATE TABLE note (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE leads (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE about (subject TEXT, decision TEXT, PRIMARY KEY (subject, decision)) WITHOUT ROWID;
CREATE TABLE shelf (board TEXT, part TEXT, name TEXT, said TEXT, body BLOB, PRIMARY KEY (board, part, name));
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
"""

KINDS = (
    *("incident", "rests", "claim", "report", "source", "agreement", "position", "exchange", "effect", "edition"),
    "failure",
)
"""Tables of cards: each has its own, so that the row and the id of a card are both found by an index."""

_SCHEMA += "".join(
    f"CREATE TABLE card_{kind} (n INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL);" for kind in KINDS
)


SLOTTED = {"incident": "incident", "rests": "incident", "effect": "effect"}
"""Tables of which the rows may have other slots than their own number, with the name under which the shelf has them."""


def table_of(kind: str) -> str:
    """The name of a table of cards: one of those that there are, for it is put into statements as it is."""
    if kind not in KINDS:
        raise KeyError(kind)
    return f"card_{kind}"


def recover(path: Path) -> None:
    """Undoes what an amendment left half done when its process was ended. Nothing where there is nothing to undo."""
    if Path(f"{path}-journal").exists() and path.exists():
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as db:
            db.execute("SELECT key FROM note LIMIT 1").fetchone()


def shelved(columns: Columns, base: Columns | None = None) -> Iterator[tuple[str, str, str, bytes]]:
    """(part, name, what is said of it, numbers) of a table's columns, as the shelf keeps them; those left out that are
    columns of ``base`` themselves."""
    held = {id(c) for of in (base.facets, base.numbers, base.orders) for c in of.values()} if base else set()
    yield "size", "", str(columns.size), b""
    for name, facet in columns.facets.items():
        if id(facet) in held:
            continue
        yield "facet", name, json.dumps(facet.values), np.concatenate([facet.rows, facet.codes]).tobytes()
    for name, values in columns.numbers.items():
        if id(values) in held:
            continue
        yield "number", name, "", values.tobytes()
    for name, order in columns.orders.items():
        if id(order) in held:
            continue
        yield "order", name, "", order.tobytes()


class DeskWriter:
    """Writes a desk file beside ``path`` and puts it in its place when all of it is there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        self._new = Path(name)
        Path(name).chmod(0o600)
        os.close(handle)
        self._db = sqlite3.connect(self._new, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;" + _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        try:
            if kind is None:
                for kind_name in KINDS:
                    self._db.execute(f"CREATE INDEX {table_of(kind_name)}_id ON {table_of(kind_name)} (id)")
                self._db.execute("COMMIT")
            self._db.close()
            if kind is None:
                recover(self._path)  # what it would leave behind would be taken for the new file's
                self._new.replace(self._path)
        finally:
            self._new.unlink(missing_ok=True)

    def note(self, key: str, body: str) -> None:
        """One text under a name."""
        self._db.execute("INSERT INTO note VALUES (?, ?)", (key, body))

    def cards(self, kind: str, cards: Iterable[tuple[str, str]], first: int = 0) -> None:
        """(id, JSON) in the order of the table; ``first``: the row of the first."""
        rows = ((n, key, body) for n, (key, body) in enumerate(cards, first))
        self._db.executemany(f"INSERT INTO {table_of(kind)} VALUES (?, ?, ?)", rows)

    def leads(self, pairs: Mapping[str, str]) -> None:
        """From ids that a record had before to the one that it has."""
        self._db.executemany("INSERT INTO leads VALUES (?, ?)", pairs.items())

    def about(self, pairs: Iterable[tuple[str, str]]) -> None:
        """(record, decision that speaks of it)."""
        self._db.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", pairs)

    def words(self, texts: Iterable[str], first: int = 0) -> None:
        """The words of each claim, in the order of the claims' cards; ``first``: the row of the first."""
        self._db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(texts, first))

    def columns(self, board: str, columns: Columns) -> None:
        """A table's columns."""
        rows = ((board, *row) for row in shelved(columns))
        self._db.executemany("INSERT INTO shelf VALUES (?, ?, ?, ?, ?)", rows)


class DeskFile:
    """A desk file, open for reading by any number of threads."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise StoreError("there is no desk file", where=str(path), mend="it is made by `trucewatch serve`")
        recover(path)
        self._uri = f"{path.resolve().as_uri()}?mode=ro"
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._db  # opened at once: a later file of the same name is another desk  # noqa: B018

    @property
    def _db(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = sqlite3.connect(self._uri, uri=True, check_same_thread=False, timeout=30)
            self._local.db = found
            self._all.append(found)
        return found

    def close(self) -> None:
        """Closes what all threads opened."""
        for connection in self._all:
            connection.close()

    def note(self, key: str) -> str | None:
        """The text under a name."""
        row = self._db.execute("SELECT body FROM note WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    @cached_property
    def _slots(self) -> Mapping[str, NDArray[np.int32]]:
        """By table: the slot of each row, where it is not the row's own number."""
        rows = self._db.execute("SELECT board, body FROM shelf WHERE part = 'slots'").fetchall()
        return {board: np.frombuffer(body, np.int32) for board, body in rows}

    def slots(self, kind: str) -> NDArray[np.int32]:
        """The slot of each row of a table."""
        found = self._slots.get(SLOTTED.get(kind, kind))
        if found is None:
            (last,) = self._db.execute(f"SELECT max(n) FROM {table_of(kind)}").fetchone()
            found = np.arange(0 if last is None else last + 1, dtype=np.int32)
        return found

    def at(self, kind: str, rows: Iterable[int]) -> list[str]:
        """The cards in these rows of a table, in the order asked for."""
        slots = self._slots.get(SLOTTED.get(kind, kind))
        wanted = list(rows) if slots is None else [int(slots[n]) for n in rows if n < len(slots)]
        found: dict[int, str] = {}
        for start in range(0, len(wanted), 500):
            batch = wanted[start : start + 500]
            marks = ",".join("?" * len(batch))
            query = f"SELECT n, body FROM {table_of(kind)} WHERE n IN ({marks})"
            found |= dict(self._db.execute(query, batch).fetchall())
        return [found[n] for n in wanted if n in found]

    def among(self, kind: str, ids: Iterable[str]) -> list[str]:
        """The cards of these ids that there are, in the order asked for."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, str] = {}
        for start in range(0, len(wanted), 500):
            batch = wanted[start : start + 500]
            marks = ",".join("?" * len(batch))
            query = f"SELECT id, body FROM {table_of(kind)} WHERE id IN ({marks})"
            found |= dict(self._db.execute(query, batch).fetchall())
        return [found[key] for key in wanted if key in found]

    def map_rows(self, rows: Iterable[int]) -> list[tuple[str, str, str, int]]:
        """What a map shows of these rows of incidents, in their order: id, first kind, name of the place, differs."""
        slots = self._slots.get("incident")
        return [self._dots[n if slots is None else int(slots[n])] for n in rows]

    @cached_property
    def _dots(self) -> dict[int, tuple[str, str, str, int]]:
        query = """SELECT n, id, coalesce(body ->> '$.kinds[0]', ''), coalesce(body ->> '$.place.name', ''),
            json_array_length(body, '$.differs') > 0 FROM card_incident"""
        return {n: (key, kind, name, differs) for n, key, kind, name, differs in self._db.execute(query)}

    def all(self, kind: str) -> Iterator[str]:
        """All the cards of a table, in its order."""
        if SLOTTED.get(kind) in self._slots:
            yield from self.at(kind, range(len(self.slots(kind))))
            return
        for (body,) in self._db.execute(f"SELECT body FROM {table_of(kind)} ORDER BY n").fetchall():
            yield body

    def page(self, kind: str, offset: int, limit: int) -> tuple[list[str], int]:
        """Part of a table in its order, and how many cards it has."""
        size = len(self.slots(kind))
        return self.at(kind, range(offset, min(offset + limit, size))), size

    def row_of(self, kind: str, key: str) -> int | None:
        """The row that a record has in its table."""
        found = self._db.execute(f"SELECT n FROM {table_of(kind)} WHERE id = ?", (key,)).fetchone()
        slots = self._slots.get(SLOTTED.get(kind, kind))
        if found is None or slots is None:
            return found[0] if found else None
        rows = np.flatnonzero(slots == found[0])
        return int(rows[0]) if len(rows) else None

    def ids_at(self, kind: str, rows: Iterable[int]) -> list[str]:
        """The ids of the cards in these rows, in any order, in a table whose slots are its rows."""
        wanted, found = list(rows), []
        for start in range(0, len(wanted), 500):
            batch = wanted[start : start + 500]
            marks = ",".join("?" * len(batch))
            query = f"SELECT id FROM {table_of(kind)} WHERE n IN ({marks})"
            found += [key for (key,) in self._db.execute(query, batch)]
        return found

    def rows_of(self, kind: str, ids: Iterable[str]) -> dict[str, int]:
        """The rows of those of these records that have a card, in a table whose slots are its rows."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, int] = {}
        for start in range(0, len(wanted), 500):
            batch = wanted[start : start + 500]
            marks = ",".join("?" * len(batch))
            found |= dict(self._db.execute(f"SELECT id, n FROM {table_of(kind)} WHERE id IN ({marks})", batch))
        return found

    def now(self, key: str) -> str:
        """The id that leads from this one; the same where it stands by itself."""
        row = self._db.execute("SELECT new FROM leads WHERE old = ?", (key,)).fetchone()
        return row[0] if row else key

    def whole(self, key: str) -> str:
        """The id of an incident, report, claim or edition that a shortened one (``inc-507a518a``) stands for; the same
        where it is whole, of another kind, or opens none. Raises InputError where it could be more than one."""
        kind = _KIND_OF.get(key.partition("-")[0])
        if kind is None or not _SHORTENED.match(key):
            return key
        query = (
            f"SELECT id FROM {table_of(kind)} WHERE id >= :a AND id < :b"
            " UNION SELECT old FROM leads WHERE old >= :a AND old < :b LIMIT 2"
        )
        found = [full for (full,) in self._db.execute(query, {"a": key, "b": key + "g"})]
        if len(found) > 1:
            raise InputError(f"more than one record opens with {key}", mend=f"give more of it, such as {found[0]}")
        return found[0] if found else key

    def decisions(self, subjects: Iterable[str]) -> set[str]:
        """The decisions that speak of any of these records."""
        found: set[str] = set()
        for subject in subjects:
            rows = self._db.execute("SELECT decision FROM about WHERE subject = ?", (subject,))
            found.update(decision for (decision,) in rows)
        return found

    def search(self, words: str, limit: int) -> list[int]:
        """Rows of claims that hold all the words, each also as the beginning of a longer one; at most ``limit``."""
        terms = ['"' + w.replace('"', '""') + '"*' for w in words.split()]
        if not terms:
            return []
        query = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        return [n for (n,) in self._db.execute(query, (" ".join(terms), limit))]

    def columns(self, board: str) -> Columns:
        """A table's columns, read into memory."""
        size, facets, numbers, orders = 0, {}, {}, {}
        query = "SELECT part, name, said, body FROM shelf WHERE board = ? AND part <> 'slots'"
        rows: Iterable[tuple[str, str, str, bytes]] = self._db.execute(query, (board,))
        for part, name, said, body in rows:
            if part == "size":
                size = int(said)
            elif part == "facet":
                both: Any = np.frombuffer(body, np.int32)
                half = len(both) // 2
                facets[name] = Facet(tuple(json.loads(said)), both[:half], both[half:])
            elif part == "number":
                numbers[name] = np.frombuffer(body, np.float64)
            else:
                orders[name] = np.frombuffer(body, np.int32)
        return Columns(size, facets, numbers, orders)
