"""The same outcomes in the same order, in this process or in many; one bad item never ends the run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.engines import work
from trucewatch.engines import Here, ItemError
from trucewatch.engines.here import MANY
from trucewatch.engines.outcome import HANDFUL

FEW_OR_MANY = pytest.mark.parametrize("count", [0, 1, MANY - 1, MANY, MANY + 50])


@FEW_OR_MANY
def test_outcomes_come_in_the_order_of_the_items(count: int) -> None:
    alone = list(Here(1).map(work.double, range(count)))
    assert list(Here(2).map(work.double, range(count))) == alone
    assert [o.value for o in alone] == [2 * n for n in range(count)]
    assert all(o.error is None for o in alone)


def test_few_items_stay_in_this_process_and_many_leave_it() -> None:
    def pids(here: Here, count: int) -> set[int | None]:
        return {o.value for o in here.map(work.where, range(count))}

    assert pids(Here(2), MANY - 1) == {os.getpid()}
    assert pids(Here(1), MANY + 1) == {os.getpid()}
    assert os.getpid() not in pids(Here(2), MANY)


@pytest.mark.parametrize("count", [10, MANY])
def test_the_initializer_runs_wherever_the_work_is_done(count: int) -> None:
    outcomes = Here(2).map(work.based, range(count), initializer=work.set_base, initargs=(1000,))
    assert [o.value for o in outcomes] == [1000 + n for n in range(count)]
    work.set_base(0)


@pytest.mark.parametrize("count", [10, MANY])
def test_an_exception_is_the_outcome_of_its_item_alone(count: int) -> None:
    outcomes = list(Here(2).map(work.moody, range(count)))
    assert len(outcomes) == count
    assert repr(outcomes[3].error) == repr(ValueError("no threes"))
    assert "not five" in str(outcomes[5].error)
    others = [n for n in range(count) if n not in (3, 5, 7)]
    assert [outcomes[n].value for n in others] == others
    if count >= MANY:
        assert isinstance(outcomes[5].error, ItemError)
        assert outcomes[7].value is None
        assert outcomes[7].error is not None


def test_an_item_that_kills_its_process_does_not_end_the_run() -> None:
    outcomes = list(Here(2).map(work.deadly, range(MANY)))
    assert isinstance(outcomes[4].error, ItemError)
    assert [o.value for o in outcomes] == [None if n == 4 else n for n in range(MANY)]


@pytest.mark.parametrize("workers", [1, 2])
def test_items_are_taken_only_as_far_as_needed(workers: int) -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        n = 0
        while True:
            taken.append(n)
            yield n
            n += 1

    outcomes = Here(workers).map(work.double, endless())
    assert not taken
    assert [next(outcomes).value for _ in range(3)] == [0, 2, 4]
    outcomes.close()  # type: ignore[attr-defined]
    assert len(taken) <= (3 if workers == 1 else MANY + 100)


def test_a_handful_goes_through_the_first_turn_before_any_goes_through_the_second() -> None:
    turns, count = work.Turns(), 2 * HANDFUL - 3
    numbers = [10 + n for n in range(count)]
    assert [o.value for o in Here(1).map(turns, numbers)] == [2 * n for n in numbers]
    both = [numbers[:HANDFUL], numbers[HANDFUL:]]
    assert turns.order == [(turn, n) for some in both for turn in ("first", "second") for n in some]


def test_one_item_of_a_handful_fails_alone_in_either_turn() -> None:
    numbers = [n for n in range(HANDFUL + 3) if n != 6]
    outcomes = list(Here(1).map(work.Turns(), numbers))
    assert [o.value for o in outcomes] == [None if n in (2, 4) else 2 * n for n in numbers]
    assert [str(o.error) for o in outcomes if o.error] == ["no twos", "no fours"]


def test_an_item_that_kills_its_process_takes_none_of_its_handful_with_it() -> None:
    outcomes = list(Here(2).map(work.Turns(), range(MANY)))
    assert [o.value for o in outcomes] == [None if n in (2, 4, 6) else 2 * n for n in range(MANY)]
    assert isinstance(outcomes[6].error, ItemError)
