"""Derived state in the ledger: put in place whole, or in part; and its digest, kept so that a part costs a part.

The digest is that of all rows in order (chain.py). What it is taken of is kept in buckets of some hundred rows: after a
change only the buckets that it touches are written anew, and all are hashed once more. Hashing 150 MB takes a fraction
of a second, reading a million records does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, literal_column, select

from trucewatch.errors import StoreError
from trucewatch.records import DERIVED, Record
from trucewatch.store import schema
from trucewatch.store.chain import body_of
from trucewatch.values.ids import canonical, sha256

_KINDS = frozenset(t.kind_name for t in DERIVED)
GAP = 1 << 10
"""Places left free between two records, for those that a later change puts between them."""

_HEAD = 7  # characters of an id that tell its bucket: the prefix and three digits
_PAGE = 500
Row = tuple[str, str, str]


class Kept(NamedTuple):
    """A derived record as it is kept: ``body`` is its canonical JSON."""

    kind: str
    id: str
    body: str


OF_INCIDENTS = frozenset({"corroboration", "finding", "summary", "grade", "effect", "knockon"})
"""Kinds of which each record is of one incident: they come in the order of the incidents, and their ``place`` tells
only the order within one."""


class NoRoom(Exception):  # noqa: N818 - it is no fault
    """No place is left between two records: all of them want putting in place anew."""


@dataclass
class Change:
    """A change of part of the derived state. ``gone``: (kind, id); ``put``: (place, record), of new records and of
    those that are otherwise than before. What is neither stays as it is."""

    gone: list[tuple[str, str]] = field(default_factory=list)
    put: list[tuple[int, Record]] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """True if it changes anything."""
        return bool(self.gone or self.put)


def replace(connection: Connection, rows: Sequence[Row], aids: Mapping[str, bytes]) -> str:
    """Puts (kind, id, body) rows in the place of all; their digest. Raises StoreError for what is not derived and for
    two records with one id."""
    seen: set[tuple[str, str]] = set()
    for kind, record_id, _ in rows:
        _demand_derived(kind, record_id)
        if (kind, record_id) in seen:
            raise StoreError(f"two derived {kind} records have one id", where=record_id)
        seen.add((kind, record_id))
    for table in (schema.derived, schema.derived_roll, schema.derived_aid, schema.derived_state):
        connection.execute(delete(table))
    places = ({"kind": k, "id": i, "place": n * GAP, "body": b} for n, (k, i, b) in enumerate(rows))
    _insert(connection, schema.derived, places)
    _insert(connection, schema.derived_aid, ({"name": name, "body": body} for name, body in aids.items()))
    _insert(connection, schema.derived_roll, _rolled(rows))
    return digest(connection)


def amend(connection: Connection, change: Change, aids: Mapping[str, bytes]) -> str:
    """Makes a change; the digest of all that is derived then."""
    table = schema.derived
    touched = [*change.gone, *((r.kind_name, r.id) for _, r in change.put)]
    for kind, record_id in touched:
        _demand_derived(kind, record_id)
        connection.execute(delete(table).where(table.c.kind == kind, table.c.id == record_id))
    rows = [{"kind": r.kind_name, "id": r.id, "place": place, "body": body_of(r)} for place, r in change.put]
    _insert(connection, table, rows)
    roll = schema.derived_roll
    for kind, head in sorted({_bucket(kind, record_id) for kind, record_id in touched}):
        held = select(table.c.kind, table.c.id, table.c.body).where(
            table.c.kind == kind, table.c.id >= head, table.c.id < head + "\U0010ffff"
        )
        found = [(r.kind, r.id, r.body) for r in connection.execute(held) if _bucket(r.kind, r.id) == (kind, head)]
        connection.execute(delete(roll).where(roll.c.kind == kind, roll.c.head == head))
        _insert(connection, roll, _rolled(found))
    for name, body in aids.items():
        aid = schema.derived_aid
        connection.execute(delete(aid).where(aid.c.name == name))
        connection.execute(insert(aid).values(name=name, body=body))
    return digest(connection)


def state(connection: Connection, digest_: str, head: str) -> None:
    """Says which digest the derived state has and from which head of the chain it was built."""
    connection.execute(delete(schema.derived_state))
    connection.execute(insert(schema.derived_state).values(one=1, digest=digest_, head=head))


def _rolled(rows: Iterable[Row]) -> Iterator[dict[str, object]]:
    """The buckets of rows, each with the part of the canonical JSON that the digest is taken of."""
    for (kind, head), found in groupby(sorted(rows), key=lambda row: _bucket(row[0], row[1])):
        listed = canonical([[kind, record_id, sha256(body.encode())] for _, record_id, body in found])
        yield {"kind": kind, "head": head, "body": listed[1:-1].decode()}


def digest(connection: Connection) -> str:
    """The digest of all rows, taken of the buckets."""
    hashed, roll = hashlib.sha256(b"["), schema.derived_roll
    between = b""
    for (body,) in connection.execute(select(roll.c.body).order_by(roll.c.kind, roll.c.head)):
        hashed.update(between + body.encode())
        between = b","
    hashed.update(b"]")
    return hashed.hexdigest()


def is_rolled(connection: Connection) -> bool:
    """True if there are buckets: a state put in place by an earlier program has none."""
    return connection.execute(select(schema.derived_roll.c.head).limit(1)).first() is not None


def _bucket(kind: str, record_id: str) -> tuple[str, str]:
    return kind, record_id[:_HEAD]


def _demand_derived(kind: str, record_id: str) -> None:
    if kind not in _KINDS:
        raise StoreError(f"a {kind} is truth, not derived", where=record_id)


def _insert(connection: Connection, table: object, rows: Iterable[Mapping[str, object]]) -> None:
    """Inserts rows a few thousand at a time."""
    held: list[Mapping[str, object]] = []
    for row in rows:
        held.append(row)
        if len(held) == _PAGE * 10:
            connection.execute(insert(table), held)  # type: ignore[arg-type]
            held = []
    if held:
        connection.execute(insert(table), held)  # type: ignore[arg-type]


# --- looking ----------------------------------------------------------------------------------------------------------


def in_order(connection: Connection, kind: str) -> list[str]:
    """The bodies of all records of a kind, in their order."""
    table = schema.derived
    query = select(table.c.body).where(table.c.kind == kind).order_by(table.c.place)
    if kind in OF_INCIDENTS:
        incident, owner = table.alias("incident"), _owner("derived.")
        joined = table.outerjoin(incident, and_(incident.c.kind == "incident", incident.c.id == owner))
        query = select(table.c.body).select_from(joined).where(table.c.kind == kind)
        query = query.order_by(incident.c.place, table.c.place)
    return list(connection.execute(query).scalars())


def _owner(table: str = "") -> ColumnElement[str]:
    """The incident that a record is of, as the index words it."""
    return literal_column(schema.OWNER.replace("body", f"{table}body"))


def owned(connection: Connection, owners: Sequence[str]) -> Iterator[tuple[str, Kept]]:
    """(incident, what is kept of it) of these incidents, each incident's by kind and in their order."""
    table, owner = schema.derived, _owner()
    for start in range(0, len(owners), _PAGE):
        query = (
            select(owner.label("owner"), table.c.kind, table.c.id, table.c.body)
            .where(owner.in_(owners[start : start + _PAGE]))
            .order_by(owner, table.c.kind, table.c.place)
        )
        for incident, kind, record_id, body in connection.execute(query).all():
            yield incident, Kept(kind, record_id, body)


def spread(before: int | None, until: int | None, count: int) -> list[int]:
    """``count`` places after ``before`` and in front of ``until``; None: nothing stands there. Raises NoRoom."""
    if before is None:
        before = until - GAP * (count + 1) if until is not None else -GAP
    if until is None:
        until = before + GAP * (count + 1)
    step = (until - before) // (count + 1)
    if step < 1:
        raise NoRoom
    return [before + step * (n + 1) for n in range(count)]
