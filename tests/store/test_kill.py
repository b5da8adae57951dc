"""SIGKILL at many points: what was reported as stored is stored, and the ledger is whole and goes on."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.store.children import Child, append_for_ever, replace, steps_of
from tests.store.samples import claim, claims, clock, data_of, incident, originals, report
from trucewatch.records import Incident, Report
from trucewatch.store import Store, digest_of


def check(path: Path, told: set[str]) -> int:
    """Whole, and all that was told of is there; the number of rows."""
    with Store.open(path, clock=clock) as store:
        result = store.verify()
        assert result.faults == ()
        entries = list(store.entries())
        assert told <= {e.record.id for e in entries}
        for e in entries:
            if isinstance(e.record, Report):
                assert e.record.original is not None
                assert store.original(e.record.original.sha256).decode() == e.record.text
        return result.rows


def test_killed_from_outside_while_it_appends(path: Path) -> None:
    """Kills after a random number of ids and a delay about as long as a commit, so that many fall within one."""
    Store.open(path, create=True).close()
    rng = random.Random(1)
    told: set[str] = set()
    rows = 0
    for n in range(15):
        child = Child(append_for_ever, path, 1000 * n, n, None)
        assert child.line() == "open"
        told.update(child.line() for _ in range(rng.randint(0, 12)))
        time.sleep(rng.uniform(0, 0.008))
        child.kill()
        told.update(child.rest())
        assert child.process.exitcode == -9
        now = check(path, told)
        assert now >= rows
        rows = now
    assert "" not in told
    assert rows >= len(told) > 20
    with Store.open(path, clock=clock) as store:
        assert store.append(claims(77_777)) == (claim(77_777).id,)


def steps_of_one_append(path: Path) -> int:
    with Store.open(path, create=True, clock=clock) as store:
        steps = steps_of(store)
        store.append([report(1), *claims(1, 2, 3, 4)], originals(1))
        return steps[0]


def test_killed_from_inside_at_any_step_of_the_database(path: Path, tmp_path: Path) -> None:
    """The process kills itself at a chosen step of SQLite's program: before, within and after its transactions."""
    Store.open(path, create=True).close()
    length = steps_of_one_append(tmp_path / "measured.db")
    assert length > 100
    rng = random.Random(2)
    told: set[str] = set()
    for n in range(15):
        child = Child(append_for_ever, path, 1000 * n, n, rng.randint(1, 3 * length))
        assert child.line() == "open"
        told.update(child.rest())
        assert child.process.exitcode == -9
        check(path, told)
    assert told
    with Store.open(path, clock=clock) as store:
        assert store.append(claims(77_777)) == (claim(77_777).id,)


OLD, NEW = list(range(60)), list(range(40, 160))


@pytest.mark.parametrize("inside", [True, False], ids=["inside", "outside"])
def test_killed_while_derived_state_is_replaced(path: Path, tmp_path: Path, inside: bool) -> None:
    old, new = ([incident(n) for n in numbers] for numbers in (OLD, NEW))
    with Store.open(path, create=True, clock=clock) as store:
        store.append(claims(1))
        store.replace_derived(old)
    with Store.open(tmp_path / "measured.db", create=True, clock=clock) as store:
        store.replace_derived(old)
        steps = steps_of(store)
        store.replace_derived(new)
    rng = random.Random(3)
    done = 0
    for n in range(10):
        child = Child(replace, path, NEW, rng.randint(1, steps[0]) if inside else None)
        assert child.line() == "begin"
        if not inside:
            time.sleep(0.004 * n)  # from the first row to well after the last
            child.kill()
        said = child.rest()
        assert child.process.exitcode == -9 or said == ["done"]
        with Store.open(path, clock=clock) as store:
            kept = list(store.derived(Incident))
            assert digest_of(kept) in ({digest_of(new)} if said else {digest_of(old), digest_of(new)})
            assert store.verify().faults == ()
            done += kept == new
            store.replace_derived(old)
    assert inside or done < 10, "no kill fell before the end"


def test_the_samples_tell_reports_apart() -> None:
    assert data_of(1) != data_of(2)
    assert report(1).id != report(2).id
