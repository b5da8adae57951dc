"""Two processes on one new ledger: the chain never forks, and each record is new to one of them only."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.store.children import CONTEXT, Child, append_given
from tests.store.samples import NOW, claim
from trucewatch.errors import StoreError
from trucewatch.store import Store


def test_two_processes_append_at_once(path: Path) -> None:
    gate = CONTEXT.Barrier(2, timeout=10)  # if one dies, the other is not to wait for ever
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


def test_a_writer_holds_the_ledger_before_it_reads_the_head(path: Path) -> None:
    """The clock is asked within the transaction: whoever tries to append at that moment must find the ledger taken,
    or both would add to the same head."""
    refused: list[StoreError] = []

    def clock_during_which_another_tries() -> datetime:
        with Store.open(path, patience=0.05) as other, pytest.raises(StoreError, match="another process") as caught:
            other.append([claim(2)])
        refused.append(caught.value)
        return NOW

    Store.open(path, create=True).close()
    with Store.open(path, clock=clock_during_which_another_tries) as store:
        assert store.append([claim(1)]) == (claim(1).id,)
        assert [e.record for e in store.entries()] == [claim(1)]
    assert len(refused) == 1
