"""What goes in comes out; what must not go in does not."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.store.samples import NOW, claim, claims, clock, data_of, incident, originals, report
from trucewatch.errors import StoreError
from trucewatch.records import Claim, Incident, Original, Report, Truth, identified
from trucewatch.store import GENESIS, Store, digest_of
from trucewatch.values.vocabularies import Kind


def rows_of(path: Path) -> list[dict[str, object]]:
    with sqlite3.connect(path) as raw:
        raw.row_factory = sqlite3.Row
        found = [dict(row) for row in raw.execute("SELECT * FROM log ORDER BY seq")]
    raw.close()
    return found


def test_an_empty_ledger_has_the_published_head_and_is_whole(store: Store) -> None:
    assert store.head == GENESIS == hashlib.sha256(b"trucewatch ledger, version 1").hexdigest()
    assert store.verify(expect_head=GENESIS).faults == ()
    assert list(store.entries()) == []
    assert dict(store.counts()) == {}


def test_the_chain_is_what_the_decision_page_says(store: Store, path: Path) -> None:
    """Computed here from the published rule alone, without the store's own functions."""
    store.append(claims(1, 2))
    store.append(claims(3))
    prev = hashlib.sha256(b"trucewatch ledger, version 1").hexdigest()
    for seq, row in enumerate(rows_of(path), start=1):
        body = hashlib.sha256(str(row["body"]).encode()).hexdigest()
        content = {"at": row["at"], "body": body, "id": row["id"], "kind": row["kind"], "prev": prev, "seq": seq}
        prev = hashlib.sha256(json.dumps(content, separators=(",", ":"), sort_keys=True).encode()).hexdigest()
        assert (row["seq"], row["hash"]) == (seq, prev)
    assert store.head == prev


def test_what_goes_in_comes_out_in_order(store: Store) -> None:
    given: list[Truth] = [report(1), *claims(3, 1, 2)]
    assert store.append(given, originals(1)) == tuple(r.id for r in given)
    entries = list(store.entries())
    assert [e.record for e in entries] == given
    assert [e.seq for e in entries] == [1, 2, 3, 4]
    assert {e.at for e in entries} == {NOW}
    assert list(store.truth(Claim)) == claims(3, 1, 2)
    assert [e.record for e in store.log_since(2)] == claims(1, 2)
    found = store.get(claim(1).id)
    assert found is not None
    assert (found.seq, found.record) == (3, claim(1))
    assert store.get("clm-none") is None
    assert (store.count("claim"), store.count("report"), store.count("decision")) == (3, 1, 0)
    assert store.original(next(iter(originals(1)))) == data_of(1)


def test_reading_goes_on_over_many_pages_and_stops_at_the_head_it_began_with(store: Store) -> None:
    many = claims(*range(1203))
    store.append(many)
    reading = store.entries()
    first = next(reading)
    store.append(claims(9999))
    assert [first.record, *(e.record for e in reading)] == many


def test_the_same_record_again_adds_no_row(store: Store) -> None:
    store.append(claims(1, 2))
    head = store.head
    assert store.append(claims(2, 1, 1)) == ()
    assert store.head == head
    assert store.append(claims(2, 3, 3, 1)) == (claim(3).id,)


def test_restating_adds_a_row_at_the_end_and_counts_nothing_new(store: Store) -> None:
    store.append(claims(1, 2))
    assert store.append(claims(1, 1, 3), restate=True) == (claim(1).id, claim(3).id)
    assert [e.record for e in store.entries()] == claims(1, 2, 1, 3)
    assert store.count("claim") == 3
    last = store.get(claim(1).id)
    assert last is not None
    assert last.seq == 3
    assert store.verify().faults == ()


def test_an_id_that_is_not_the_hash_of_the_content_is_refused_before_anything_is_written(store: Store) -> None:
    forged = claim(1).model_copy(update={"kind": Kind.TALKS})
    with pytest.raises(StoreError, match=forged.id):
        store.append([claim(2), forged], originals(1))
    assert store.head == GENESIS
    assert store.verify().originals == 0


def test_derived_records_are_no_truth_and_truth_is_not_derived(store: Store) -> None:
    with pytest.raises(StoreError, match="derived"):
        store.append([incident(1)])  # type: ignore[list-item]
    with pytest.raises(StoreError, match="truth"):
        store.replace_derived([claim(1)])


def test_a_record_finds_its_original_or_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="not in the ledger"):
        store.append([claim(1), report(1)])
    assert store.head == GENESIS
    store.append((), originals(1))  # bytes first, as gathering does
    assert store.append([report(1)]) == (report(1).id,)
    assert store.append([report(2)], originals(2)) == (report(2).id,)


def test_a_record_that_gives_its_original_another_size_is_refused(store: Store) -> None:
    given = report(1).original
    assert given is not None
    other = Original(**{**given.model_dump(), "size": given.size + 1})
    wrong = identified(Report, **{**report(1).model_dump(exclude={"id"}), "original": other})
    with pytest.raises(StoreError, match=str(given.size)):
        store.append([wrong], originals(1))
    assert store.head == GENESIS


def test_bytes_that_do_not_have_their_hash_are_refused(store: Store) -> None:
    key = next(iter(originals(1)))
    with pytest.raises(StoreError, match=key):
        store.append([claim(1)], {key: b"other"})
    assert store.head == GENESIS


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 70_000])
def test_any_bytes_come_back_as_they_were(store: Store, data: bytes) -> None:
    key = hashlib.sha256(data).hexdigest()
    store.append((), {key: data})
    assert store.original(key) == data


def test_an_unknown_original_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match="0" * 64):
        store.original("0" * 64)


@pytest.mark.parametrize("table", ["log", "original"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {} WHERE {} = {}"])
def test_truth_cannot_be_changed_even_by_hand(filled: Path, table: str, verb: str) -> None:
    column = "seq" if table == "log" else "size"
    with sqlite3.connect(filled) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(verb.format(table, column, column))
    raw.close()


def test_derived_state_is_replaced_whole(store: Store) -> None:
    first = store.replace_derived([incident(1), incident(2)])
    assert list(store.derived(Incident)) == [incident(1), incident(2)]
    assert first == digest_of([incident(2), incident(1)])
    second = store.replace_derived([incident(3)])
    assert list(store.derived(Incident)) == [incident(3)]
    assert second not in (first, store.replace_derived([]))
    assert list(store.derived(Incident)) == []


def test_two_derived_records_of_one_id_are_refused_and_the_old_state_stays(store: Store) -> None:
    store.replace_derived([incident(1)])
    with pytest.raises(StoreError, match=incident(2).id):
        store.replace_derived([incident(2), incident(2, outlets=3)])
    assert list(store.derived(Incident)) == [incident(1)]


def test_derived_state_names_the_head_it_was_built_from(store: Store, path: Path) -> None:
    store.append(claims(1))
    seen = store.head
    store.append(claims(2))
    store.replace_derived([incident(1)], built_from=seen)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT head FROM derived_state").fetchall() == [(seen,)]
    raw.close()
    assert store.verify().faults == ()
    with pytest.raises(StoreError, match="no row"):
        store.replace_derived([incident(2)], built_from="f" * 64)
    assert list(store.derived(Incident)) == [incident(1)]


def test_the_clock_must_tell_its_zone(path: Path) -> None:
    with (
        Store.open(path, create=True, clock=lambda: datetime(2025, 1, 1)) as store,  # noqa: DTZ001 - the point
        pytest.raises(ValueError, match="zone"),
    ):
        store.append(claims(1))


def test_what_is_kept_is_there_after_reopening(filled: Path) -> None:
    with Store.open(filled, clock=clock) as store:
        assert [e.record for e in store.entries()] == [report(1), *claims(1, 2, 3, 4, 5)]
        assert list(store.derived(Incident)) == [incident(1), incident(2)]
        assert store.append(claims(6)) == (claim(6).id,)
