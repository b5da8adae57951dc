"""Opening: what is no ledger is left alone and named; what is newer is refused; many may open at once."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from tests.store.samples import claim, claims
from trucewatch.errors import StoreError, StoreFull
from trucewatch.store import Store
from trucewatch.store.schema import MIGRATIONS


def test_there_must_be_a_ledger_unless_one_is_to_be_made(path: Path) -> None:
    with pytest.raises(StoreError, match=path.name):
        Store.open(path)
    assert not path.exists()


def test_a_file_that_is_no_database_is_named_and_left_alone(path: Path) -> None:
    path.write_bytes(b"not a database, but long enough to be taken for one " * 40)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no Trucewatch ledger") as caught:
        Store.open(path, create=True)
    assert caught.value.where == str(path)
    assert caught.value.mend
    assert path.read_bytes() == before


def test_the_database_of_something_else_is_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE recipes (cake TEXT)")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="something else"):
        Store.open(path, create=True)
    assert path.read_bytes() == before


def test_a_newer_ledger_is_refused(filled: Path) -> None:
    raw = sqlite3.connect(filled)
    raw.execute("INSERT INTO schema_version VALUES (?)", (len(MIGRATIONS) + 1,))
    raw.commit()
    raw.close()
    with pytest.raises(StoreError, match="newer") as caught:
        Store.open(filled)
    assert "pdate" in caught.value.mend


def test_a_ledger_killed_while_it_was_made_is_made_anew(path: Path) -> None:
    path.touch()
    with Store.open(path) as store:
        assert store.append(claims(1)) == (claim(1).id,)


def test_a_folder_in_the_place_of_the_ledger_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path, create=True)


def test_marks_in_the_path_are_part_of_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "Kalinov? #1 %20"
    folder.mkdir()
    with Store.open(folder / "ledger.db", create=True) as store:
        store.append(claims(1))
    assert (folder / "ledger.db").stat().st_size > 0
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]


def test_every_connection_is_durable(store: Store) -> None:
    with store._engine.connect() as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "synchronous")]
        keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar()
    assert (said, keys) == (["wal", 2], 1)


def test_many_openers_of_a_new_ledger_make_one(path: Path) -> None:
    troubles: list[Exception] = []
    gate = threading.Barrier(8)

    def opener(number: int) -> None:
        gate.wait()
        try:
            with Store.open(path, create=True) as store:
                store.append(claims(number))
        except Exception as e:
            troubles.append(e)

    threads = [threading.Thread(target=opener, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    with Store.open(path) as store:
        assert store.verify().faults == ()
        assert store.count("claim") == 8


def test_a_reader_does_not_wait_for_a_writer_and_a_second_writer_is_told(filled: Path) -> None:
    raw = sqlite3.connect(filled, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with Store.open(filled, patience=0.1) as store:
        assert store.count("claim") == 5
        with pytest.raises(StoreError, match="another process") as caught:
            store.append(claims(9))
        assert caught.value.where == str(filled)
        raw.execute("ROLLBACK")
        assert store.append(claims(9)) == (claim(9).id,)
    raw.close()


def test_a_ledger_that_cannot_be_written_is_named(filled: Path) -> None:
    with Store.open(filled) as store:
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="cannot be written") as caught:
            store.append(claims(9))
        assert not isinstance(caught.value, StoreFull)
        assert store.verify().faults == ()
