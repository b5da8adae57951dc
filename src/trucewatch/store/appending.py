"""Appending: what is checked, and how a row is added to the chain. All within the transaction of the caller."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from trucewatch.errors import StoreError
from trucewatch.records import TRUTH, Original, Record
from trucewatch.records.base import identity
from trucewatch.store import schema
from trucewatch.store.chain import GENESIS, body_of, link_of
from trucewatch.values.ids import sha256

TRUTH_BY_KIND: Mapping[str, type[Record]] = {t.kind_name: t for t in TRUTH}


def checked(record: Record) -> Record:
    if record.kind_name not in TRUTH_BY_KIND:
        raise StoreError(f"a {record.kind_name} is no truth: it is derived", where=record.id)
    if identity(record) != record.id:
        raise StoreError(
            f"the id is not the hash of what the {record.kind_name} says",
            where=record.id,
            mend="make records with `identified`",
        )
    return record


def hash_holds(key: str, data: bytes) -> bool:
    if sha256(data) != key:
        raise StoreError("the hash is not that of the bytes", where=key)
    return True


def keep(connection: Connection, blobs: Mapping[str, bytes]) -> None:
    table = schema.original
    known = known_of(connection, table.c.sha256, list(blobs))
    rows = [
        {"sha256": key, "size": len(data), "body": zlib.compress(data)}
        for key, data in blobs.items()
        if key not in known
    ]
    if rows:
        connection.execute(insert(table), rows)


def demand_originals(connection: Connection, records: Sequence[Record]) -> None:
    named = [(r, o) for r in records if isinstance(o := getattr(r, "original", None), Original)]
    sizes = _sizes(connection, sorted({o.sha256 for _, o in named}))
    for record, o in named:
        if o.sha256 not in sizes:
            raise StoreError(f"the original bytes {o.sha256} are not in the ledger", where=record.id)
        if sizes[o.sha256] != o.size:
            raise StoreError(f"its original has {sizes[o.sha256]} bytes, not {o.size}", where=record.id)


def append(connection: Connection, records: Sequence[Record], now: datetime, *, restate: bool) -> tuple[str, ...]:
    table = schema.log
    known = set() if restate else known_of(connection, table.c.id, [r.id for r in records])
    last = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    seq, prev = (last.seq, last.hash) if last else (0, GENESIS)
    at = _stamp(now)
    rows = []
    for record in records:
        if record.id in known:
            continue
        known.add(record.id)
        seq, body = seq + 1, body_of(record)
        link = link_of(seq, at, record.kind_name, record.id, body, prev)
        row = {"seq": seq, "at": at, "kind": record.kind_name, "id": record.id, "body": body}
        rows.append({**row, "prev": prev, "hash": link})
        prev = link
    if rows:
        connection.execute(insert(table), rows)
    return tuple(str(row["id"]) for row in rows)


def _stamp(now: datetime) -> str:
    if now.tzinfo is None:
        raise ValueError("the ledger's clock must tell its time zone")
    return now.astimezone(UTC).isoformat()


def _sizes(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    """The sizes, in bytes, of those originals among ``keys`` that are kept."""
    table = schema.original
    found: dict[str, int] = {}
    for start in range(0, len(keys), 500):
        query = select(table.c.sha256, table.c.size).where(table.c.sha256.in_(keys[start : start + 500]))
        found.update({row.sha256: row.size for row in connection.execute(query)})
    return found


def known_of(connection: Connection, column: object, keys: Sequence[str]) -> set[str]:
    """Which of ``keys`` the column holds; asked in batches below SQLite's limit of variables."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        batch = keys[start : start + 500]
        found.update(connection.execute(select(column).where(column.in_(batch))).scalars())  # type: ignore[call-overload,attr-defined]
    return found


def head_of(connection: Connection) -> str:
    table = schema.log
    row = connection.execute(select(table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return row.hash if row else GENESIS
