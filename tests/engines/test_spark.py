"""Spark gives what this machine gives: the same outcomes in the same order, the same claims, the same incidents."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pyarrow as pa
import pytest

from tests.engines import work
from trucewatch.engines import Here, ItemError, Spark
from trucewatch.engines.session import missing, session

_LACK = missing()
pytestmark = pytest.mark.skipif(_LACK is not None, reason=str(_LACK))


@pytest.fixture(scope="module", autouse=True)
def _stopped() -> Iterator[None]:
    yield
    session().stop()
    session.cache_clear()


@pytest.mark.parametrize("count", [0, 1, 300])
def test_outcomes_come_in_the_order_of_the_items(count: int) -> None:
    assert list(Spark().map(work.double, range(count))) == list(Here(1).map(work.double, range(count)))


def test_the_work_is_done_elsewhere_by_few_processes() -> None:
    pids = {o.value for o in Spark().map(work.where, range(300))}
    assert os.getpid() not in pids
    assert 1 <= len(pids) <= session().sparkContext.defaultParallelism


def test_the_initializer_runs_wherever_the_work_is_done() -> None:
    outcomes = Spark().map(work.based, range(50), initializer=work.set_base, initargs=(1000,))
    assert [o.value for o in outcomes] == [1000 + n for n in range(50)]


def test_an_exception_is_the_outcome_of_its_item_alone() -> None:
    outcomes = list(Spark().map(work.moody, range(20)))
    assert repr(outcomes[3].error) == repr(ValueError("no threes"))
    assert "not five" in str(outcomes[5].error)
    assert isinstance(outcomes[7].error, ItemError)
    others = [n for n in range(20) if n not in (3, 5, 7)]
    assert [outcomes[n].value for n in others] == others


def test_an_item_that_cannot_travel_is_an_outcome_too() -> None:
    outcomes = list(Spark().map(work.double, [1, lambda: 2, 3]))  # type: ignore[arg-type]
    assert [o.value for o in outcomes] == [2, None, 6]
    assert outcomes[1].error is not None


def test_an_item_that_kills_its_process_does_not_end_the_run() -> None:
    outcomes = list(Spark().map(work.deadly, range(8)))
    assert isinstance(outcomes[4].error, ItemError)
    assert [o.value for o in outcomes] == [None if n == 4 else n for n in range(8)]


def test_a_query_answers_from_the_tables_it_is_given() -> None:
    words = pa.table({"id": [1, 2, 3], "words": [["a", "b"], ["b", "c", "a"], []]})
    sql = (
        "SELECT l.id AS a, r.id AS b, list_overlap(l.words, r.words) AS any, list_shared(l.words, r.words) AS n, "
        "list_size(r.words) AS size FROM rows l JOIN rows r ON l.id < r.id"
    )
    found = Spark().query(sql, {"rows": words}).to_pylist()
    assert sorted(tuple(row.values()) for row in found) == [
        (1, 2, True, 2, 3),
        (1, 3, False, 0, 0),
        (2, 3, False, 0, 0),
    ]
