"""The store: append truth, keep original bytes, replace derived state as a whole."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select

from trucewatch.errors import LedgerBroken, StoreError
from trucewatch.records import DERIVED, Record, Truth
from trucewatch.store import appending, schema
from trucewatch.store.appending import TRUTH_BY_KIND
from trucewatch.store.chain import GENESIS, body_of, digest_of_rows
from trucewatch.store.opening import PATIENCE, engine_for, speaking_clearly, write_ahead
from trucewatch.store.proof import Verification, verification
from trucewatch.values.ids import sha256

R = TypeVar("R", bound=Record)

_DERIVED_KINDS = frozenset(t.kind_name for t in DERIVED)
_PAGE = 500


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log: its number from 1, the moment it was stored (UTC), the record, the row's hash."""

    seq: int
    at: datetime
    record: Record
    hash: str


class Store:
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

    def replace_derived(self, records: Iterable[Record], *, built_from: str | None = None) -> str:
        """Puts ``records`` in the place of all derived state, whole or not at all; their digest.

        ``built_from``: the head of the chain that they were derived from; the present one if not given.
        Raises StoreError, with the old state kept, for a record of truth and for two records with one id.
        """
        rows = [(r.kind_name, r.id, body_of(r)) for r in records]
        seen: set[tuple[str, str]] = set()
        for kind, record_id, _ in rows:
            if kind not in _DERIVED_KINDS:
                raise StoreError(f"a {kind} is truth, not derived", where=record_id)
            if (kind, record_id) in seen:
                raise StoreError(f"two derived {kind} records have one id", where=record_id)
            seen.add((kind, record_id))
        digest = digest_of_rows(rows)
        table = schema.derived
        with self._writing() as connection:
            connection.execute(delete(table))
            connection.execute(delete(schema.derived_state))
            if rows:
                values = [{"kind": k, "id": i, "place": n, "body": b} for n, (k, i, b) in enumerate(rows)]
                connection.execute(insert(table), values)
            head = built_from or appending.head_of(connection)
            if head != GENESIS and not appending.known_of(connection, schema.log.c.hash, [head]):
                raise StoreError("no row of the log has this hash", where=head)
            connection.execute(insert(schema.derived_state).values(one=1, digest=digest, head=head))
        return digest

    # --- reading --------------------------------------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """All rows of the log in order, a record as often as it was stated."""
        yield from self._entries(None)

    def log_since(self, seq: int) -> Iterator[Entry]:
        """The rows after row ``seq``, in order."""
        yield from self._entries(None, seq)

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

    def truth(self, of: type[R]) -> Iterator[R]:
        """The records of one kind in ledger order."""
        for entry in self._entries(of.kind_name):
            assert isinstance(entry.record, of)
            yield entry.record

    def _entries(self, kind: str | None, after: int = 0) -> Iterator[Entry]:
        """A page at a time, up to the row that is last at the first step: a reading left unfinished holds nothing."""
        table = schema.log
        last: int | None = None
        while True:
            with self._reading() as connection:
                if last is None:
                    last = connection.execute(select(func.max(table.c.seq))).scalar() or 0
                query = select(table).where(table.c.seq > after, table.c.seq <= last)
                if kind is not None:
                    query = query.where(table.c.kind == kind)
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

    def derived(self, of: type[R]) -> Iterator[R]:
        """The derived records of one kind, in the order in which the stages gave them."""
        table = schema.derived
        query = select(table.c.body).where(table.c.kind == of.kind_name).order_by(table.c.place)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            try:
                yield of.model_validate_json(row.body)
            except ValueError as e:
                raise LedgerBroken(
                    f"the derived state holds no valid {of.kind_name}", where=self._where, mend="run `trucewatch run`"
                ) from e

    def derived_among(self, of: type[R], ids: Iterable[str]) -> dict[str, R]:
        """Those derived records of one kind that have one of these ids, in the order of the ids."""
        table, wanted = schema.derived, list(dict.fromkeys(ids))
        found: dict[str, R] = {}
        with self._reading() as connection:
            for start in range(0, len(wanted), _PAGE):
                batch = wanted[start : start + _PAGE]
                query = select(table.c.id, table.c.body).where(table.c.kind == of.kind_name, table.c.id.in_(batch))
                found |= {row.id: of.model_validate_json(row.body) for row in connection.execute(query)}
        return {key: found[key] for key in wanted if key in found}

    @property
    def derived_state(self) -> tuple[str, str] | None:
        """Digest of the derived state and the head of the chain that it was built from; None where there is none."""
        with self._reading() as connection:
            row = connection.execute(select(schema.derived_state)).first()
        return None if row is None else (row.digest, row.head)

    def arrivals(self, kind: str) -> dict[str, int]:
        """By id of the records of one kind of truth: the row that stated it first."""
        table = schema.log
        query = select(table.c.id, func.min(table.c.seq).label("row")).where(table.c.kind == kind).group_by(table.c.id)
        with self._reading() as connection:
            return {row.id: row.row for row in connection.execute(query)}

    def stated(self, of: type[R], after: int = 0) -> Iterator[Entry]:
        """The rows after row ``after`` that state records of one kind, in order."""
        yield from self._entries(of.kind_name, after)

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
