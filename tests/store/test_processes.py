"""Two processes on one new ledger: the chain never forks, and each record is new to one of them only."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.store.children import CONTEXT, Child, append_given
from tests.store.samples import claim
from trucewatch.store import Store


def test_two_processes_append_at_once(path: Path) -> None:
    gate = CONTEXT.Barrier(2)
    upwards, downwards = list(range(80)), list(range(119, 39, -1))  # half of each is common to both
    children = [Child(append_given, path, numbers, n, gate) for n, numbers in enumerate((upwards, downwards))]
    told = [child.rest() for child in children]
    assert [child.process.exitcode for child in children] == [0, 0]
    assert not set(told[0]) & set(told[1])
    assert set(told[0]) | set(told[1]) == {claim(n).id for n in range(120)}
    with Store.open(path) as store:
        result = store.verify()
        order = [e.record.id for e in store.entries()]
    assert (result.rows, result.faults) == (120, ())
    for some in told:
        assert [id for id in order if id in set(some)] == some
    first = set(told[0])
    turns = sum((a in first) != (b in first) for a, b in pairwise(order))
    assert turns > 1, "the two never took turns: this run shows nothing"
