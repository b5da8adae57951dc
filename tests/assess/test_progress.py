"""What was required and how far it has come, by what was reported."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.assess.samples import agreement, by_id, claim, incident, local, mirrored, swapped
from trucewatch.assess import AssessParameters, progress
from trucewatch.records import Claim, Incident, Period, Progress, Provision, Requirement
from trucewatch.values.count import Count
from trucewatch.values.vocabularies import CountOf, Kind

ZONE = "Europe/Kyiv"


def told(n: int, day: int | None, count: int | None, high: int | None = -1, *, actor: str | None = "AAA") -> Claim:
    made = claim(f"c{n}", "exchange", by="BBB", actor=actor, target=None)
    top = count if high == -1 else high
    counts = (Count(what=CountOf.RELEASED, low=count, high=top),) if count is not None else ()
    return made.model_copy(update={"counts": counts, "time": local(date(2031, 3, day)) if day else None})


def seen(claims: list[Claim], as_of: datetime | None, together: bool = False, **requirement: Any) -> Progress:
    wanted = Requirement(
        **{"kinds": (Kind.EXCHANGE,), "count": CountOf.RELEASED, "at_least": 150, "by": date(2031, 3, 25)} | requirement
    )
    provision = Provision(id="X1", obliges=("AAA",), requires=wanted, text="t", source="s")
    terms = agreement(
        provisions=(provision,),
        readings=(agreement().readings[0].model_copy(update={"period": Period(start=date(2031, 3, 18), days=30)}),),
    )
    groups = [claims] if together else [[c] for c in claims]
    events: list[Incident] = [incident(*g, moment=g[0].time) for g in groups]
    (found,) = progress(events, by_id(*claims), [terms], AssessParameters(zone=ZONE, as_of=as_of))
    return found


BEFORE, AFTER = datetime(2031, 3, 22, tzinfo=UTC), datetime(2031, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claims", "as_of", "state", "low", "high"),
    [
        ([told(1, 19, 100), told(2, 20, 50)], AFTER, "met-if-confirmed", 150, 150),
        ([told(1, 19, 100)], BEFORE, "in-progress", 100, 100),
        ([told(1, 19, 100)], AFTER, "overdue-as-reported", 100, 100),
        ([], AFTER, "overdue-as-reported", 0, 0),
        ([told(1, 19, 100), told(2, 26, 50)], AFTER, "overdue-as-reported", 100, 100),
        ([told(1, 19, 100), told(2, 20, None)], AFTER, "undetermined", 100, None),
        ([told(1, 19, 100), told(2, None, 50)], AFTER, "undetermined", 100, 150),
        ([told(1, 19, 100), told(2, 20, 50, actor=None)], AFTER, "undetermined", 100, 150),
        ([told(1, 19, 100), told(2, 20, 50, actor="BBB")], AFTER, "overdue-as-reported", 100, 100),
        ([told(1, 19, 140, 160)], AFTER, "undetermined", 140, 160),
        ([told(1, 10, 200)], AFTER, "overdue-as-reported", 0, 0),
        ([told(1, 19, 100)], None, "undetermined", 100, 100),
        ([], datetime(2031, 3, 1, tzinfo=UTC), "not-yet-due", 0, 0),
    ],
)
def test_numbers_due_by_a_day(
    claims: list[Claim], as_of: datetime | None, state: str, low: int, high: int | None
) -> None:
    found = seen(claims, as_of)
    assert (found.state.value, found.low, found.high) == (state, low, high)
    if state == "undetermined":
        assert found.missing


def test_two_accounts_of_one_release_are_not_added_up() -> None:
    found = seen([told(1, 19, 150), told(2, 19, 140)], AFTER, together=True)
    assert (found.low, found.high, found.state.value) == (140, 150, "undetermined")


def test_within_days_counts_the_first() -> None:
    assert seen([told(1, 20, 150)], AFTER, by=None, within_days=3).due == date(2031, 3, 20)
    assert seen([told(1, 20, 150)], AFTER, by=None, within_days=3).state.value == "met-if-confirmed"
    assert seen([told(1, 21, 150)], AFTER, by=None, within_days=3).state.value == "overdue-as-reported"


def daily(claims: list[Claim], day: int) -> Progress:
    return seen(claims, datetime(2031, 3, day, tzinfo=UTC), by=None, per="day", at_least=10)


def test_a_day_without_a_report_is_no_shortfall() -> None:
    found = daily([told(1, 18, 10), told(2, 20, 12)], 21)
    assert found.state.value == "undetermined"
    assert (found.days_met, found.days_short, found.days_silent) == (2, 0, 1)
    assert "days without a report" in " ".join(found.missing)


def test_every_day_met_and_a_day_short() -> None:
    assert daily([told(1, 18, 10), told(2, 19, 6), told(3, 19, 4)], 20).state.value == "met-if-confirmed"
    short = daily([told(1, 18, 10), told(2, 19, 6)], 20)
    assert short.state.value == "short-as-reported"
    assert short.days_short == 1


def test_a_total_over_a_stretch_is_not_added() -> None:
    one = told(1, 19, 100)
    total = incident(told(2, 19, 500), moment=local(date(2031, 3, 19)), total=True)
    provision = Provision(
        id="X1",
        obliges=("AAA",),
        requires=Requirement(kinds=(Kind.EXCHANGE,), count=CountOf.RELEASED, at_least=150),
        text="t",
        source="s",
    )
    terms = agreement(provisions=(provision,))
    claims = by_id(one, told(2, 19, 500))
    found = progress([incident(one, moment=one.time), total], claims, [terms], AssessParameters(zone=ZONE))
    assert found[0].high == 100


def test_swapping_the_sides_swaps_progress() -> None:
    claims = [told(1, 19, 100), told(2, 20, 30, actor="BBB"), told(3, 21, None)]
    wanted = Requirement(kinds=(Kind.EXCHANGE,), count=CountOf.RELEASED, at_least=150, by=date(2031, 3, 25))
    both = tuple(Provision(id=f"X{p}", obliges=(p,), requires=wanted, text="t", source="s") for p in ("AAA", "BBB"))
    terms, params = agreement(provisions=both), AssessParameters(zone=ZONE, as_of=AFTER)
    events = [incident(c, moment=c.time) for c in claims]
    here = progress(events, by_id(*claims), [terms], params)
    back = progress([*map(swapped, events)], by_id(*map(swapped, claims)), [swapped(terms)], params)
    assert [plain(p) for p in back] == mirrored([plain(p) for p in here])


def plain(found: Progress) -> dict[str, Any]:
    return found.model_dump(mode="json", exclude={"id"})


def test_what_is_overdue_is_told_without_blame() -> None:
    reason = seen([told(1, 19, 100)], AFTER).reason
    assert "reports account for 100 of 150 people released, due by 25 March 2031" in reason
    assert "may still have been done" in reason
