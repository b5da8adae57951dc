"""Spark gives what this machine gives: the same outcomes in the same order, the same claims, the same incidents."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.stream import stream

from tests.engines import work
from trucewatch.engines import Engines, Here, ItemError, Spark
from trucewatch.engines.session import missing, session
from trucewatch.link import LinkParameters, link
from trucewatch.monitor import Monitor
from trucewatch.settings import Folder, Settings
from trucewatch.store import Store

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


def test_a_handful_in_turns_gives_the_same_outcomes() -> None:
    outcomes = list(Spark().map(work.Turns(), range(12)))
    assert [o.value for o in outcomes] == [None if n in (2, 4, 6) else 2 * n for n in range(12)]
    assert isinstance(outcomes[6].error, ItemError)


def test_a_query_answers_from_the_tables_it_is_given() -> None:
    words = pa.table({"id": [1, 2, 3], "words": [[1, 2], [2, 3, 1], []]})
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


SAMPLE = Path(__file__).parents[2] / "cases" / "energy-pause-2025"
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


def ran(folder: Path, on: Engines) -> tuple[str, str | None]:
    """The head of the ledger and the digest of all that is derived, after a run over the sample case."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("ledger.db*", "editions", "exports"))
    with Store.open(folder / "ledger.db", create=True, clock=lambda: NOW) as store:
        summary = Monitor(Folder(folder), store, Settings(engine=on.value), clock=lambda: NOW).run()
        return store.head, summary.derived


def test_the_sample_case_is_the_same_to_the_byte(tmp_path: Path) -> None:
    assert ran(tmp_path / "spark", Engines.SPARK) == ran(tmp_path / "here", Engines.HERE)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_made_stream_gives_the_same_incidents(seed: int) -> None:
    made = stream(400, seed)
    incidents = link(made.claims, made.reports, (), LinkParameters(), Here())
    assert len(incidents) > 20
    assert link(made.claims, made.reports, (), LinkParameters(), Spark()) == incidents
