"""Opening a ledger file, and turning what the database says into errors with a place and a mend."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from trucewatch.errors import StoreError, StoreFull

PATIENCE = 30.0
"""Seconds to wait for another writer."""


def engine_for(path: Path, patience: float = PATIENCE) -> Engine:
    """An engine on a SQLite ledger: every commit synced to the disk, writing begun by ``BEGIN IMMEDIATE``.

    Immediate, because a writer reads the head of the chain before it adds to it: two at once would fork it.
    """
    # Not a written URL: a ? or # in a folder's name would cut it short and the ledger would land in another file.
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins no transactions of its own
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.info.get("writes") else "BEGIN")

    return engine


def write_ahead(engine: Engine, patience: float) -> None:
    """Turns write-ahead logging on, which the file remembers. Only to be called on a ledger: it changes the file.

    SQLite does not wait for other openers of a new file here, so this does.
    """
    with engine.connect() as connection:
        _to_wal(connection.connection.dbapi_connection, patience)


def _to_wal(connection: Any, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode=WAL").fetchone()
            return
        except sqlite3.OperationalError as e:
            if _code(e) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


_FULL = ("the device is full", "make room and run the command again; what was stored is whole")
_BUSY = ("is in use by another process", "wait for the other run to end, then run the command again")
_MENDS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_NOTADB: ("is no Trucewatch ledger", "restore it from a copy, or move it away and run again"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore it from a copy"),
    sqlite3.SQLITE_READONLY: ("cannot be written", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check the path and its permissions"),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written (I/O error)",
        "check the device and the room and quota on it, then run the command again",
    ),
    sqlite3.SQLITE_TOOBIG: ("a file is too big to be kept", "split the file and run the command again"),
}


def _code(error: BaseException | None) -> int:
    """SQLite's extended result code; 0 where there is none."""
    return getattr(error, "sqlite_errorcode", 0) or 0


@contextmanager
def speaking_clearly(where: str) -> Iterator[None]:
    """Turns database errors into StoreError: what, where, how to mend it."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as e:
        raise _told(e.orig if isinstance(e, DBAPIError) else e, where) from e


def _told(error: BaseException | None, where: str) -> StoreError:
    code = _code(error)
    # On a full device SQLite cannot grow the index that its processes share, and calls that an I/O error.
    if code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return StoreFull(_FULL[0], where=where, mend=_FULL[1])
    what, mend = _MENDS.get(code & 0xFF, (f"the database refused ({error})", "see `trucewatch verify`"))
    return StoreError(what, where=where, mend=mend)
