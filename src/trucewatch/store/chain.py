"""The hashes of the ledger: one row's link to the row before it, and the digest of derived state."""

from __future__ import annotations

from collections.abc import Iterable

from trucewatch.errors import StoreError
from trucewatch.records import Record
from trucewatch.values.ids import canonical, sha256

GENESIS = sha256(b"trucewatch ledger, version 1")
"""What the first row of every ledger names as the row before it."""


def body_of(record: Record) -> str:
    """The record as the ledger keeps it: canonical JSON (RFC 8785). Raises StoreError where it has none."""
    try:
        return canonical(record.model_dump(mode="json")).decode()
    except (ValueError, TypeError) as e:
        raise StoreError(f"cannot be written as canonical JSON ({e})", where=record.id) from e


def link_of(seq: int, at: str, kind: str, record_id: str, body: str, prev: str) -> str:
    """The hash of a row: over its number, moment of storing, kind, id, the hash of its body, the row before it."""
    row = {"seq": seq, "at": at, "kind": kind, "id": record_id, "body": sha256(body.encode()), "prev": prev}
    return sha256(canonical(row))


def digest_of_rows(rows: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256 over (kind, id, body) rows, whatever order they come in."""
    return sha256(canonical([[kind, record_id, sha256(body.encode())] for kind, record_id, body in sorted(rows)]))


def digest_of(records: Iterable[Record]) -> str:
    """The digest that derived ``records`` have in a ledger."""
    return digest_of_rows((r.kind_name, r.id, body_of(r)) for r in records)
