"""Every way of tampering with the file, done by hand with the guards taken off and put back, is found and named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store.samples import claim, originals
from trucewatch.errors import LedgerBroken
from trucewatch.records import Incident
from trucewatch.store import Fault, Store
from trucewatch.store.chain import body_of, link_of

KEY = next(iter(originals(1)))


def tamper(path: Path, *statements: str, guarded: bool = True) -> None:
    """Runs the statements with the guards off, and puts the guards back unless told not to."""
    raw = sqlite3.connect(path, isolation_level=None)
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert raw.execute(statement).rowcount != 0, f"changed nothing: {statement}"
    if guarded:
        for _, sql in guards:
            raw.execute(sql)
    raw.close()


def faults(path: Path, head: str | None = None) -> tuple[Fault, ...]:
    with Store.open(path) as store:
        return store.verify(expect_head=head).faults


def head_of(path: Path) -> str:
    with Store.open(path) as store:
        return store.head


def test_a_ledger_that_nobody_touched_is_whole(filled: Path) -> None:
    with Store.open(filled) as store:
        result = store.verify(expect_head=store.head)
        assert (result.rows, result.originals, result.head) == (6, 1, store.head)
    assert result.faults == ()
    tamper(filled)  # the tool itself leaves no trace
    assert faults(filled) == ()


EDITS = {
    "body": ("UPDATE log SET body = replace(body, 'depot 2', 'hospital 2') WHERE seq = 3", {"row 3"}, "edited"),
    "at": ("UPDATE log SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 4", {"row 4"}, "edited"),
    "kind": ("UPDATE log SET kind = 'report' WHERE seq = 4", {"row 4"}, "edited"),
    "unknown kind": ("UPDATE log SET kind = 'rumour' WHERE seq = 4", {"row 4"}, "no valid rumour"),
    "id": ("UPDATE log SET id = 'clm-0' WHERE seq = 4", {"row 4"}, "clm-0"),
    "prev": (f"UPDATE log SET prev = '{'0' * 64}' WHERE seq = 4", {"row 4"}, "before it"),
    "prev of the first row": (f"UPDATE log SET prev = '{'0' * 64}' WHERE seq = 1", {"row 1"}, "before it"),
    "hash": (f"UPDATE log SET hash = '{'0' * 64}' WHERE seq = 4", {"row 4", "row 5"}, "edited"),
    "broken body": ("UPDATE log SET body = '{' WHERE seq = 4", {"row 4"}, "no valid claim"),
    "bytes for a body": ("UPDATE log SET body = x'ff' WHERE seq = 4", {"row 4"}, "no valid claim"),
    "first row removed": ("DELETE FROM log WHERE seq = 1", {"row 2"}, "missing"),
    "row removed": ("DELETE FROM log WHERE seq = 3", {"row 4"}, "missing"),
    "row moved far away": ("UPDATE log SET seq = 9007199254740993 WHERE seq = 6", {"row 9007199254740993"}, "missing"),
    "row before the first": ("UPDATE log SET seq = -1 WHERE seq = 6", {"row -1", "row 1"}, "out of order"),
    "original altered": (f"UPDATE original SET body = x'{b'other'.hex()}'", {f"original {KEY}"}, "damaged"),
    "original turned to text": ("UPDATE original SET body = 'text'", {f"original {KEY}"}, "damaged"),
    "original given another size": ("UPDATE original SET size = size + 1", {f"original {KEY}"}, "changed"),
    "original removed": ("DELETE FROM original", {f"original {KEY}"}, "missing"),
    "derived edited": ("UPDATE derived SET body = replace(body, 'attack', 'talks')", {"derived state"}, "by hand"),
    "derived removed": (
        "DELETE FROM derived WHERE place = 1 << 10",
        {"derived state"},
        "by hand",
    ),
    "derived without a digest": ("DELETE FROM derived_state", {"derived state"}, "digest"),
    "derived from elsewhere": (f"UPDATE derived_state SET head = '{'0' * 64}'", {"derived state"}, "another chain"),
}


@pytest.mark.parametrize("name", EDITS)
def test_tampering_is_found_and_named(filled: Path, name: str) -> None:
    statement, where, what = EDITS[name]
    tamper(filled, statement)
    found = faults(filled)
    assert {f.where for f in found} == where
    assert any(what in f.what for f in found)


def test_rows_that_changed_places_are_found(filled: Path) -> None:
    tamper(
        filled,
        "UPDATE log SET seq = 99 WHERE seq = 3",
        "UPDATE log SET seq = 3 WHERE seq = 4",
        "UPDATE log SET seq = 4 WHERE seq = 99",
    )
    assert {f.where for f in faults(filled)} == {"row 3", "row 4", "row 5"}


def test_one_removed_row_is_one_place_however_long_the_log(filled: Path) -> None:
    with Store.open(filled) as store:
        store.append([claim(n) for n in range(100, 300)])
    tamper(filled, "DELETE FROM log WHERE seq = 50")
    assert {f.where for f in faults(filled)} == {"row 51"}


def forge(path: Path, seq: int, number: int) -> None:
    """Puts another claim, whose id and hash are right, in the place of row ``seq``."""
    raw = sqlite3.connect(path)
    at, kind, prev = raw.execute("SELECT at, kind, prev FROM log WHERE seq = ?", (seq,)).fetchone()
    raw.close()
    other, body = claim(number), body_of(claim(number))
    link = link_of(seq, at, kind, other.id, body, prev)
    tamper(path, f"UPDATE log SET id = '{other.id}', body = '{body}', hash = '{link}' WHERE seq = {seq}")


def test_a_forged_row_with_a_right_hash_breaks_the_next_link(filled: Path) -> None:
    forge(filled, 3, 77)
    assert [f.where for f in faults(filled)] == ["row 4"]


@pytest.mark.parametrize("cut", ["seq = 6", "seq > 1", None], ids=["last row", "all but one", "last row forged"])
def test_only_a_noted_head_shows_what_happened_at_the_end(filled: Path, cut: str | None) -> None:
    noted = head_of(filled)
    tamper(filled, "DELETE FROM derived_state", "DELETE FROM derived")
    if cut is None:
        forge(filled, 6, 77)
    else:
        tamper(filled, f"DELETE FROM log WHERE {cut}")
    assert faults(filled) == ()
    assert [f.where for f in faults(filled, noted)] == ["head"]


def test_a_head_noted_earlier_is_still_in_a_ledger_that_has_grown(filled: Path) -> None:
    noted = head_of(filled)
    with Store.open(filled) as store:
        store.append([claim(8)])
    assert faults(filled, f" {noted.upper()}\n") == ()


def test_missing_and_altered_guards_are_told(filled: Path) -> None:
    tamper(filled, guarded=False)
    assert {f.where for f in faults(filled)} == {"file"}
    assert len(faults(filled)) == 4


def test_reading_a_broken_row_names_it_instead_of_inventing(filled: Path) -> None:
    tamper(filled, "UPDATE log SET body = '{}' WHERE seq = 4", f"UPDATE original SET body = x'{b'other'.hex()}'")
    tamper(filled, "UPDATE derived SET body = '{}'")
    with Store.open(filled) as store:
        with pytest.raises(LedgerBroken, match="row 4"):
            list(store.entries())
        with pytest.raises(LedgerBroken, match=KEY):
            store.original(KEY)
        with pytest.raises(LedgerBroken, match="incident"):
            list(store.derived(Incident))
