"""A full device, simulated by the database's own limit of pages, and a real one by the system's limit of file size."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from tests.store.children import Child, say
from tests.store.samples import claim, claims, clock, incident, originals
from trucewatch.errors import StoreError, StoreFull
from trucewatch.records import Claim, Incident
from trucewatch.store import Store


def limit(store: Store, spare: int | None) -> None:
    """Lets the file grow by ``spare`` pages more, or without end."""
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        assert isinstance(pages, int)
        most = 1_000_000 if spare is None else pages + spare
        assert connection.exec_driver_sql(f"PRAGMA max_page_count = {most}").scalar() == most


def fill(store: Store) -> list[Claim]:
    """Appends until the device is full; what was reported as stored."""
    kept: list[Claim] = []
    with pytest.raises(StoreFull) as caught:
        for n in range(10_000):
            some = claims(*range(5 * n, 5 * n + 5))
            store.append(some)
            kept += some
    assert "full" in caught.value.what
    assert "room" in caught.value.mend
    assert caught.value.where.endswith("ledger.db")
    return kept


@pytest.mark.parametrize("spare", [0, 1, 2, 5, 12])
def test_a_full_device_loses_nothing_and_room_mends_it(store: Store, spare: int) -> None:
    limit(store, spare)
    kept = fill(store)
    head = store.head
    assert [e.record for e in store.entries()] == kept
    assert store.verify().faults == ()
    with pytest.raises(StoreFull):
        store.append((), {k: v for n in range(3000) for k, v in originals(n).items()})
    assert store.head == head
    assert store.verify().originals == 0
    limit(store, None)
    assert store.append(claims(99_999)) == (claim(99_999).id,)
    assert [e.record for e in store.entries()] == [*kept, claim(99_999)]
    assert store.verify(expect_head=head).faults == ()


def test_no_room_for_new_derived_state_keeps_the_old(store: Store) -> None:
    store.replace_derived([incident(1)])
    limit(store, 1)
    with pytest.raises(StoreFull):
        store.replace_derived([incident(n) for n in range(500)])
    assert list(store.derived(Incident)) == [incident(1)]
    assert store.verify().faults == ()


def append_under_a_limit(path: Path, most: int) -> None:
    """Appends until the system refuses to let a file grow: the refusal comes while a commit is written."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Store.open(path, create=True, clock=clock) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        try:
            for n in range(1000):
                for id in store.append(claims(*range(30 * n, 30 * n + 30))):
                    say(id)
        except StoreError as e:
            say(f"error {e.one_line()}")
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert store.verify().faults == ()
        say(store.append(claims(99_999))[0])


@pytest.mark.parametrize("most", [300_001])
def test_a_commit_that_cannot_be_written_is_undone(path: Path, most: int) -> None:
    child = Child(append_under_a_limit, path, most)
    lines = child.rest()
    assert child.process.exitcode == 0
    errors = [line for line in lines if line.startswith("error")]
    assert len(errors) == 1
    assert str(path) in errors[0]
    told = [line for line in lines if not line.startswith("error")]
    assert len(told) > 30
    with Store.open(path) as store:
        assert store.verify().faults == ()
        assert [e.record.id for e in store.entries()] == told
