"""The tables, and the numbered migrations that made them.

A migration is never changed once released; a new one is added at the end. The SQL kept to what SQLite and PostgreSQL
share, but for the triggers, which each dialect words its own way.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, MetaData, String, Table, Text, insert, inspect
from sqlalchemy import select as sql_select
from sqlalchemy import text as sql_text

from trucewatch.errors import StoreError

metadata = MetaData()

log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),  # UTC, ISO 8601, when it was stored
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Column("body", Text, nullable=False),  # canonical JSON of the record
    Column("prev", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    Index("log_id", "id", "seq"),  # is it there already, and where last
    Index("log_kind", "kind", "seq"),
)

original = Table(
    "original",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib
)

derived = Table(
    "derived",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("place", Integer, nullable=False),  # the order in which the stages gave it
    Column("body", Text, nullable=False),
)

derived_roll = Table(
    "derived_roll",
    metadata,
    Column("kind", String, primary_key=True),
    Column("head", String, primary_key=True),  # the beginning of the ids
    Column("body", Text, nullable=False),  # what the digest is taken of: see deriving.py
)

derived_aid = Table(
    "derived_aid",
    metadata,
    Column("name", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),  # what helps to derive part of it anew
)

derived_state = Table(
    "derived_state",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("digest", String, nullable=False),
    Column("head", String, nullable=False),  # the chain's head that it was built from
)

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))


GUARDS = {
    f"{table}_no_{act.lower()}": f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for table in ("log", "original")
    for act in ("UPDATE", "DELETE")
}
"""The triggers that keep truth append-only, by name, as SQLite words them."""


def _m0001_ledger(connection: Connection) -> None:
    metadata.create_all(connection, tables=[log, original, derived, derived_state])
    for statement in GUARDS.values():
        connection.execute(sql_text(statement))


OWNER = "json_extract(body, '$.incident')"
"""The incident that a derived record is of, worded as the index has it: a query that words it otherwise misses it."""


def _m0002_parts(connection: Connection) -> None:
    metadata.create_all(connection, tables=[derived_roll, derived_aid])
    connection.execute(sql_text(f"CREATE INDEX derived_owner ON derived ({OWNER}, kind, place)"))
    connection.execute(sql_text("CREATE INDEX derived_place ON derived (kind, place)"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_m0001_ledger, _m0002_parts)


def migrate(connection: Connection, where: str) -> None:
    """Brings the ledger to the newest schema, within the transaction of ``connection``.

    Raises StoreError if it was written by a newer program, or is a database of something else.
    """
    done = versions(connection, where)
    if not done:
        metadata.create_all(connection, tables=[schema_version])
    for number, step in enumerate(MIGRATIONS, start=1):
        if number not in done:
            step(connection)
            connection.execute(insert(schema_version).values(version=number))


def versions(connection: Connection, where: str) -> frozenset[int]:
    """The migrations that the file has had; none for an empty one. Writes nothing. Raises as ``migrate``."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return frozenset()
    if schema_version.name not in tables:
        raise StoreError(
            "is no Trucewatch ledger but a database of something else",
            where=where,
            mend="move it away and run again",
        )
    done = frozenset(row[0] for row in connection.execute(sql_select(schema_version.c.version)))
    if max(done, default=0) > len(MIGRATIONS):
        raise StoreError(
            f"was written by a newer Trucewatch (schema {max(done)}, this one knows {len(MIGRATIONS)})",
            where=where,
            mend="update Trucewatch",
        )
    return done
