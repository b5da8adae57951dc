"""Proving a ledger whole, or saying where it is not."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from trucewatch.records import TRUTH, Record
from trucewatch.records.base import identity
from trucewatch.store import schema
from trucewatch.store.chain import GENESIS, digest_of_rows, link_of
from trucewatch.values.ids import sha256

_KINDS: Mapping[str, type[Record]] = {t.kind_name: t for t in TRUTH}


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the ledger is not whole, and what is wrong there."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at and what was found wrong. ``head``: the hash that stands for the whole chain."""

    rows: int
    originals: int
    head: str
    faults: tuple[Fault, ...]


def verification(connection: Connection, expect_head: str | None = None) -> Verification:
    """Recomputes the chain, the ids, the originals and the digest of derived state."""
    faults: list[Fault] = list(_file_faults(connection))
    needed: dict[str, str] = {}
    heads = {GENESIS}
    rows, last, head = 0, 0, GENESIS
    for row in connection.execute(select(schema.log).order_by(schema.log.c.seq)):
        rows += 1
        faults += _row_faults(row, last, head, needed)
        last, head = row.seq, row.hash
        heads.add(head)
    faults += _original_faults(connection, needed)
    faults += _derived_faults(connection, heads)
    if expect_head is not None and expect_head.strip().lower() not in heads:
        what = f"the chain does not contain {expect_head}: it was not copied whole, or rows were cut off or replaced"
        faults.append(Fault("head", what))
    originals = len(connection.execute(select(schema.original.c.sha256)).all())
    return Verification(rows, originals, head, tuple(faults))


def _file_faults(connection: Connection) -> Iterator[Fault]:
    """The database's own order, and the guards that keep truth append-only."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(10)").all():
        if said != "ok":
            yield Fault("file", str(said))
    triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = {row[0]: row[1] for row in triggers}
    for name, statement in schema.GUARDS.items():
        if there.get(name) != statement:
            yield Fault("file", f"the guard {name}, which keeps truth append-only, is missing or altered")


def _row_faults(row: Any, last: int, prev: str, needed: dict[str, str]) -> Iterator[Fault]:
    """``last`` and ``prev``: number and hash of the row before, as they stand, so that one fault is told once."""
    where = f"row {row.seq}"
    if row.seq != last + 1:
        yield Fault(where, f"rows are missing or out of order: row {last + 1} was expected")
    if row.prev != prev:
        yield Fault(where, "does not name the row before it: a row was removed, inserted or replaced")
    if row.hash != _link(row):
        yield Fault(where, "its hash is not that of its content: it was edited")
    try:
        record = _KINDS[row.kind].model_validate_json(row.body)
    except (KeyError, ValidationError, TypeError):
        yield Fault(where, f"holds no valid {row.kind}")
        return
    if identity(record) != row.id or record.id != row.id:
        yield Fault(where, f"the id {row.id} is not the hash of what the record says")
    original = json.loads(row.body).get("original")
    if original:
        needed.setdefault(original["sha256"], where)


def _link(row: Any) -> str | None:
    """The hash that the row should have; None where it holds what no ledger writes (a number past 2^53, bytes)."""
    try:
        return link_of(row.seq, row.at, row.kind, row.id, row.body, row.prev)
    except (ValueError, TypeError, AttributeError):
        return None


def _original_faults(connection: Connection, needed: dict[str, str]) -> Iterator[Fault]:
    held = set()
    table = schema.original
    raw = type_coerce(table.c.body, NullType()).label("body")  # as it lies there: text in its place is a fault to tell
    for row in connection.execute(select(table.c.sha256, table.c.size, raw)):
        held.add(row.sha256)
        try:
            data = zlib.decompress(row.body)
        except (zlib.error, TypeError):
            yield Fault(f"original {row.sha256}", "its bytes are damaged")
            continue
        if sha256(data) != row.sha256 or len(data) != row.size:
            yield Fault(f"original {row.sha256}", "its bytes were changed")
    for key in sorted(set(needed) - held):
        yield Fault(f"original {key}", f"is missing; {needed[key]} rests on it")


def _digest(rows: list[tuple[str, str, str]]) -> str | None:
    try:
        return digest_of_rows(rows)
    except (ValueError, TypeError, AttributeError):
        return None


def _derived_faults(connection: Connection, heads: set[str]) -> Iterator[Fault]:
    state = connection.execute(select(schema.derived_state)).first()
    table = schema.derived
    rows = [(r.kind, r.id, r.body) for r in connection.execute(select(table.c.kind, table.c.id, table.c.body))]
    if state is None:
        if rows:
            yield Fault("derived state", "is there without its digest; rebuild it with `trucewatch run`")
        return
    if _digest(rows) != state.digest:
        yield Fault("derived state", "was changed by hand; rebuild it with `trucewatch run`")
    if state.head not in heads:
        yield Fault("derived state", "was built from another chain; rebuild it with `trucewatch run`")
