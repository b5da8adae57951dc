"""The store: append truth, keep original bytes, replace derived state as a whole."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, func, insert, select

from trucewatch.errors import LedgerBroken, StoreError
from trucewatch.records import Record, Truth
from trucewatch.store import appending, deriving, schema
from trucewatch.store.appending import TRUTH_BY_KIND
from trucewatch.store.chain import GENESIS, body_of
from trucewatch.store.derivedside import DerivedReading
from trucewatch.store.deriving import Change
from trucewatch.store.opening import PATIENCE, engine_for, speaking_clearly, write_ahead
from trucewatch.store.proof import Verification, verification
from trucewatch.values.ids import sha256

R = TypeVar("R", bound=Record)

_PAGE = 500
_NONE: Mapping[str, bytes] = {}


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log: its number from 1, the moment it was stored (UTC), the record, the row's hash."""

    seq: int
    at: datetime
    record: Record
    hash: str


class Store(DerivedReading):
    """A ledger. Use as a context manager, or call ``close``. Safe with several processes on one file."""

    def __init__(
        self, engine: Engine, where: str, clock: Callable[[], datetime] = _now, patience: float = PATIENCE
    ) -> None:
        self._engine = engine
        self._patience = patience
        self._where = where
        self._clock = clock

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = False,
        clock: Callable[[], datetime] = _now,
        patience: float = PATIENCE,
    ) -> Self:
        """Opens the ledger at ``path``, with ``create`` making it where there is none.

        ``clock`` gives aware moments; ``patience``: seconds to wait for another writer. Raises StoreError if there is
        none, if it is no ledger, or if a newer program wrote it.
        """
        if not create and not path.exists():
            raise StoreError("there is no ledger", where=str(path), mend="run `trucewatch run` first")
        store = cls(engine_for(path, patience), str(path), clock, patience)
        try:
            store._migrate()
        except BaseException:
            store.close()
            raise
        return store

    def _migrate(self) -> None:
        """Looks first: a ledger that needs nothing is opened without waiting for whoever writes to it."""
        with self._reading() as connection:
            done = schema.versions(connection, self._where)
        with speaking_clearly(self._where):
            write_ahead(self._engine, self._patience)
        if len(done) == len(schema.MIGRATIONS):
            return
        with self._writing() as connection:
            schema.migrate(connection, self._where)

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with speaking_clearly(self._where), self._engine.connect() as connection:
            connection.info["writes"] = True
            try:
                with connection.begin():
                    yield connection
            finally:
                connection.info["writes"] = False

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with speaking_clearly(self._where), self._engine.connect() as connection, connection.begin():
            yield connection

    # --- writing --------------------------------------------------------------------------------------------------

    def append(
        self,
        records: Iterable[Truth],
        originals: Mapping[str, bytes] | None = None,
        *,
        restate: bool = False,
    ) -> tuple[str, ...]:
        """Appends truth and original bytes in one durable transaction; the ids newly stored, in order.

        A record whose id the ledger holds is passed over, unless ``restate``: then it is said again as a new row, so
        that it stands once more (decision 4). Raises StoreError, with nothing written, where an id is not the hash
        of its record's content, where a hash is not that of its bytes, or where an original is missing; StoreFull
        where the device is full.
        """
        todo = [appending.checked(record) for record in records]
        blobs = {key: data for key, data in (originals or {}).items() if appending.hash_holds(key, data)}
        if not todo and not blobs:
            return ()
        with self._writing() as connection:
            appending.keep(connection, blobs)
            appending.demand_originals(connection, todo)
            return appending.append(connection, todo, self._clock(), restate=restate)

    def restore(self, rows: Sequence[Mapping[str, object]], originals: Mapping[str, bytes]) -> None:
        """Puts the rows of another ledger, which archive.py has proved, into this empty one as they are: the same
        numbers, moments and hashes, so that a head noted earlier still holds. Raises StoreError where the ledger has
        rows of its own; nothing is written then."""
        blobs = {key: data for key, data in originals.items() if appending.hash_holds(key, data)}
        with self._writing() as connection:
            if appending.head_of(connection) != GENESIS:
                raise StoreError("is not empty: it has rows of its own", where=self._where)
            appending.keep(connection, blobs)
            if rows:
                connection.execute(insert(schema.log), [dict(row) for row in rows])

    def replace_derived(
        self,
        records: Iterable[Record],
        *,
        built_from: str | None = None,
        aids: Mapping[str, bytes] = _NONE,
    ) -> str:
        """Puts ``records`` in the place of all derived state, whole or not at all; their digest.

        ``built_from``: the head of the chain that they were derived from; the present one if not given. ``aids``: by
        name, what helps to derive a part of it anew.
        Raises StoreError, with the old state kept, for a record of truth and for two records with one id.
        """
        rows = [(r.kind_name, r.id, body_of(r)) for r in records]
        with self._writing() as connection:
            digest = deriving.replace(connection, rows, aids)
            deriving.state(connection, digest, self._built_from(connection, built_from))
        return digest

    def amend_derived(
        self, change: Change, *, upon: tuple[str, str], built_from: str, aids: Mapping[str, bytes] = _NONE
    ) -> str | None:
        """Changes part of the derived state, whole or not at all; the digest of all of it then. ``upon``: the state
        (digest and head) that the change was worked out upon: where another is there by now nothing is written and
        None is given. ``aids``: those that are new or otherwise. Raises StoreError as ``replace_derived``."""
        with self._writing() as connection:
            row = connection.execute(select(schema.derived_state)).first()
            if row is None or (row.digest, row.head) != upon:
                return None
            digest = deriving.amend(connection, change, aids) if change.any or aids else row.digest
            deriving.state(connection, digest, self._built_from(connection, built_from))
        return digest

    def _built_from(self, connection: Connection, head: str | None) -> str:
        head = head or appending.head_of(connection)
        if head != GENESIS and not appending.known_of(connection, schema.log.c.hash, [head]):
            raise StoreError("no row of the log has this hash", where=head)
        return head

    # --- reading --------------------------------------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """All rows of the log in order, a record as often as it was stated."""
        yield from self._entries()

    def log_since(self, seq: int) -> Iterator[Entry]:
        """The rows after row ``seq``, in order."""
        yield from self._entries(after=seq)

    def kinds_since(self, seq: int) -> Counter[str]:
        """How many rows of each kind come after row ``seq``."""
        table = schema.log
        query = select(table.c.kind, func.count().label("n")).where(table.c.seq > seq).group_by(table.c.kind)
        with self._reading() as connection:
            return Counter({row.kind: row.n for row in connection.execute(query)})

    def row_of(self, head: str) -> int:
        """The number of the row with this hash; 0 where there is none."""
        with self._reading() as connection:
            return connection.execute(select(schema.log.c.seq).where(schema.log.c.hash == head)).scalar() or 0

    def get(self, record_id: str) -> Entry | None:
        """The last row that states this record of truth; None where no row does."""
        table = schema.log
        query = select(table).where(table.c.id == record_id).order_by(table.c.seq.desc()).limit(1)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else self._entry(row)

    def among(self, of: type[R], ids: Iterable[str]) -> dict[str, R]:
        """Those records of one kind of truth that have one of these ids, as last stated, in the order of the ids."""
        table, wanted = schema.log, list(dict.fromkeys(ids))
        found: dict[str, R] = {}
        with self._reading() as connection:
            for start in range(0, len(wanted), _PAGE):
                # by the ids alone: with the kind or an order asked for, SQLite may look at all rows of the kind
                query = select(table).where(table.c.id.in_(wanted[start : start + _PAGE]))
                for row in sorted(connection.execute(query).all(), key=lambda row: row.seq):
                    record = self._entry(row).record
                    if isinstance(record, of):
                        found[row.id] = record
        return {key: found[key] for key in wanted if key in found}

    def truth(self, of: type[R]) -> Iterator[R]:
        """The records of one kind in ledger order."""
        for entry in self._entries([of.kind_name]):
            assert isinstance(entry.record, of)
            yield entry.record

    def of_kinds(self, kinds: Collection[str], until: int) -> Iterator[Entry]:
        """The rows up to row ``until`` that state records of these kinds, in order."""
        yield from self._entries(kinds, until=until)

    def _entries(
        self, kinds: Collection[str] | None = None, after: int = 0, until: int | None = None
    ) -> Iterator[Entry]:
        """A page at a time, up to the row that is last at the first step: a reading left unfinished holds nothing."""
        table = schema.log
        last = until
        while True:
            with self._reading() as connection:
                if last is None:
                    last = connection.execute(select(func.max(table.c.seq))).scalar() or 0
                query = select(table).where(table.c.seq > after, table.c.seq <= last)
                if kinds is not None:
                    query = query.where(table.c.kind.in_(kinds))
                page = connection.execute(query.order_by(table.c.seq).limit(_PAGE)).all()
            if not page:
                return
            for row in page:
                yield self._entry(row)
            after = page[-1].seq

    def _entry(self, row: Any) -> Entry:
        try:
            return Entry(row.seq, datetime.fromisoformat(row.at), _record(row.kind, row.body), row.hash)
        except (ValueError, KeyError, TypeError) as e:
            raise LedgerBroken(
                f"row {row.seq} holds no valid {row.kind}", where=self._where, mend="run `trucewatch verify`"
            ) from e

    def arrivals(self, kind: str, ids: Iterable[str] | None = None) -> dict[str, int]:
        """By id of the records of one kind of truth, or of these alone: the row that stated it first."""
        table = schema.log
        found: dict[str, int] = {}
        query = select(table.c.id, func.min(table.c.seq)).group_by(table.c.id)
        wanted = None if ids is None else list(dict.fromkeys(ids))
        with self._reading() as connection:
            if wanted is None:
                whole = query.where(table.c.kind == kind)
                return {row[0]: row[1] for row in connection.execute(whole).all()}
            for start in range(0, len(wanted), _PAGE):
                part = query.where(table.c.id.in_(wanted[start : start + _PAGE]))
                found |= {row[0]: row[1] for row in connection.execute(part).all()}
        return found

    def stated(self, of: type[R], after: int = 0) -> Iterator[Entry]:
        """The rows after row ``after`` that state records of one kind, in order."""
        yield from self._entries([of.kind_name], after)

    @property
    def length(self) -> int:
        """How many rows the log has."""
        with self._reading() as connection:
            return connection.execute(select(func.max(schema.log.c.seq))).scalar() or 0

    def original(self, key: str) -> bytes:
        """The original bytes with this SHA-256. Raises StoreError where the ledger holds none, LedgerBroken where
        they were altered."""
        with self._reading() as connection:
            row = connection.execute(select(schema.original.c.body).where(schema.original.c.sha256 == key)).first()
        if row is None:
            raise StoreError("no original has this hash", where=key)
        try:
            data = zlib.decompress(row.body)
        except zlib.error:
            data = b""
        if sha256(data) != key:
            raise LedgerBroken(f"the bytes of original {key} were altered", where=self._where)
        return data

    def original_keys(self) -> tuple[str, ...]:
        """The hashes of all originals that are kept, sorted."""
        column = schema.original.c.sha256
        with self._reading() as connection:
            return tuple(connection.execute(select(column).order_by(column)).scalars())

    def count(self, kind: str) -> int:
        """Distinct records of one kind of truth ever stored."""
        return self.counts()[kind]

    def counts(self) -> Counter[str]:
        """Distinct records ever stored, by kind."""
        table = schema.log
        query = select(table.c.kind, func.count(table.c.id.distinct()).label("n")).group_by(table.c.kind)
        with self._reading() as connection:
            return Counter({row.kind: row.n for row in connection.execute(query)})

    @property
    def head(self) -> str:
        """The hash of the last row; GENESIS for an empty ledger."""
        with self._reading() as connection:
            return appending.head_of(connection)

    def verify(self, expect_head: str | None = None) -> Verification:
        """Recomputes every hash. ``expect_head``: a head noted earlier that the chain must still contain."""
        with self._reading() as connection:
            return verification(connection, expect_head)


def _record(kind: str, body: str) -> Record:
    """The record of a row."""
    return TRUTH_BY_KIND[kind].model_validate_json(body)
