"""Laws that hold for any sequence of appends and any order of derived records."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.samples import claims, clock, incident
from trucewatch.records import Incident
from trucewatch.store import Store, digest_of
from trucewatch.store.chain import body_of

NUMBERS = st.lists(st.integers(0, 9), max_size=25)


@contextmanager
def new_store() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "ledger.db", create=True, clock=clock) as store,
    ):
        yield store


def content(store: Store) -> list[tuple[str, str, str]]:
    return [(e.record.kind_name, e.record.id, body_of(e.record)) for e in store.entries()]


@settings(max_examples=12, deadline=None)
@given(numbers=NUMBERS, cuts=st.sets(st.integers(0, 25)))
def test_duplicates_and_batches_change_nothing(numbers: list[int], cuts: set[int]) -> None:
    ends = [*sorted(c for c in cuts if c < len(numbers)), len(numbers)]
    once = list(dict.fromkeys(numbers))
    with new_store() as parted, new_store() as whole:
        told: list[str] = []
        start = 0
        for end in ends:
            told += parted.append(claims(*numbers[start:end]))
            start = end
        whole.append(claims(*once))
        assert told == [c.id for c in claims(*once)]
        assert content(parted) == content(whole)
        # One clock, so that even the hashes agree.
        assert parted.head == whole.head
        assert parted.verify().faults == ()


@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(st.tuples(NUMBERS, st.booleans()), max_size=6),
)
def test_restating_only_ever_adds(steps: list[tuple[list[int], bool]]) -> None:
    with new_store() as store:
        before: list[tuple[str, str, str]] = []
        for numbers, restate in steps:
            told = store.append(claims(*numbers), restate=restate)
            now = content(store)
            assert now[: len(before)] == before
            assert [id for _, id, _ in now[len(before) :]] == list(told)
            before = now
        assert store.count("claim") == len({id for _, id, _ in before})
        assert store.verify().faults == ()


@settings(max_examples=10, deadline=None)
@given(numbers=st.sets(st.integers(0, 30)), seed=st.integers(0, 99))
def test_derived_records_have_one_digest_in_any_order(numbers: set[int], seed: int) -> None:
    records = [incident(n) for n in sorted(numbers)]
    shuffled = random.Random(seed).sample(records, len(records))
    with new_store() as store:
        assert store.replace_derived(records) == store.replace_derived(shuffled) == digest_of(shuffled)
        assert {i.id for i in store.derived(Incident)} == {i.id for i in records}
        if records:
            other = [incident(sorted(numbers)[0], outlets=9), *records[1:]]
            assert store.replace_derived(other) != digest_of(records)
        assert store.verify().faults == ()
