"""Exchanges as the sides count them, and stated totals held against what was recorded in between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.assess.samples import by_id, claim, incident, local, mirrored, report, swapped
from trucewatch.assess import exchanges, totals
from trucewatch.records import Claim, Exchange, ExchangeTotal, Incident, Version, VersionValue
from trucewatch.values.count import Count
from trucewatch.values.vocabularies import Concord, CountOf

REPORTS = {f"r{n}": report(f"r{n}", date(2031, 3, n)) for n in range(1, 20)}


def freed(
    cid: str, number: int | None, quote: str = "servicemen were freed", *, day: int | None = None, **more: Any
) -> Claim:
    fields: dict[str, Any] = {"actor": "AAA+BBB", "target": None, "report": f"r{cid[1:]}"}
    made = claim(cid, "exchange", quote=quote, **{**fields, **more})
    counts = () if number is None else (Count(what=CountOf.RELEASED, low=number, high=number),)
    return made.model_copy(update={"counts": counts, "time": local(date(2031, 3, day)) if day else None})


def swap(*claims: Claim, day: int | None = None) -> Incident:
    made = incident(*claims, moment=local(date(2031, 3, day)) if day else None)
    values = tuple(
        VersionValue(value=str(c.counts[0].low), parties=(c.source.party or "",), claims=(c.id,))
        for c in claims
        if c.counts
    )
    versions = (Version(field="released", concord=Concord.AGREED, values=values),) if values else ()
    return made.model_copy(update={"versions": versions})


def ledger(*incidents: Incident, claims: Mapping[str, Claim]) -> tuple[Exchange, ...]:
    return exchanges(incidents, claims, REPORTS)


def test_an_exchange_names_who_gave_whom_and_each_side_s_number() -> None:
    one, two = freed("c3", 175, by="AAA"), freed("c4", 170, by="BBB")
    (found,) = ledger(swap(one, two, day=3), claims=by_id(one, two))
    assert (found.state.value, found.gives, found.persons) == ("done", ("AAA", "BBB"), ("prisoners",))
    assert [(v.value, v.parties) for v in found.numbers[0].values] == [("175", ("AAA",)), ("170", ("BBB",))]
    assert found.claims == ("c3", "c4")


@pytest.mark.parametrize(
    ("quote", "gives"),
    [
        ("CCC has also mediated the exchange", ("AAA", "BBB")),
        ("an exchange brokered by the CCC", ("AAA", "BBB")),
        ("CCC freed servicemen", ("AAA", "BBB", "CCC")),
        ("CCC freed servicemen, which DDD mediated", ("AAA", "BBB", "CCC")),
    ],
)
def test_a_mediator_hands_nobody_over(quote: str, gives: tuple[str, ...]) -> None:
    one, two = freed("c3", 175), freed("c4", 175, quote, actor="CCC")
    (found,) = ledger(swap(one, two, day=3), claims=by_id(one, two))
    assert found.gives == gives


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"modality": "future"}, "announced"),
        ({"modality": "possible"}, "announced"),
        ({"modality": "conditional"}, "conditional"),
        ({"modality": "cancelled"}, "called-off"),
        ({"polarity": "negated"}, "denied"),
    ],
)
def test_what_did_not_take_place_is_never_told_as_done(changes: dict[str, Any], state: str) -> None:
    told = freed("c3", 5, **changes)
    (found,) = ledger(claims=by_id(told))
    assert (found.state.value, found.incident) == (state, None)


def test_what_an_incident_holds_is_not_listed_again() -> None:
    done, planned = freed("c3", 5, day=3), freed("c2", 5, modality="future")
    one = swap(done, day=3).model_copy(update={"mentions": ("c2",)})
    assert [e.state.value for e in ledger(one, claims=by_id(done, planned))] == ["done"]


def test_a_number_beside_a_one_for_one_swap_is_not_for_each_side() -> None:
    told = freed("c3", 22, "beyond the one-for-one swap AAA handed over 22 wounded", actor="AAA", day=3)
    (found,) = ledger(swap(told, day=3), claims=by_id(told))
    assert not found.each and found.persons == ("wounded",)


def test_who_is_handed_over_is_said_only_where_a_quote_says_it() -> None:
    told = freed("c3", 5, "the two sides completed the exchange")
    assert ledger(swap(told, day=3), claims=by_id(told))[0].persons == ()


def total(cid: str, number: int, **more: Any) -> Claim:
    return freed(cid, number, f"in total {number} have been exchanged", by="mediator", **more)


def checked(first: int, second: int, *between: Incident, claims: tuple[Claim, ...] = ()) -> ExchangeTotal:
    stated = (total("c2", first), total("c12", second))
    every = by_id(*stated, *claims)
    found = totals(ledger(*between, claims=every), every, REPORTS)
    assert found[0].check.value == "not-comparable", "a first total has nothing to be held against"
    return found[1]


def test_a_total_that_grew_by_what_was_recorded_agrees() -> None:
    one, two = freed("c3", 100, day=3), freed("c8", 50, day=8)
    found = checked(1000, 1150, swap(one, day=3), swap(two, day=8), claims=(one, two))
    assert (found.check.value, found.ledger_low, found.ledger_high, len(found.exchanges)) == ("agrees", 150, 150, 2)


def test_a_total_that_grew_by_more_differs_and_says_by_what() -> None:
    one = freed("c3", 100, day=3)
    found = checked(1000, 1300, swap(one, day=3), claims=(one,))
    assert found.check.value == "differs"
    assert "300" in found.reason and "100" in found.reason


def test_a_number_for_each_side_counts_for_each_side() -> None:
    one = freed("c3", 100, "they freed 100 servicemen each", day=3)
    assert checked(1000, 1200, swap(one, day=3), claims=(one,)).check.value == "agrees"


@pytest.mark.parametrize(
    ("number", "day"), [(None, 3), (100, None)], ids=["an exchange without a number", "one without a day"]
)
def test_what_is_missing_makes_a_total_not_comparable(number: int | None, day: int | None) -> None:
    one = freed("c3", number, day=day)
    assert checked(1000, 1100, swap(one, day=day), claims=(one,)).check.value == "not-comparable"


def test_two_numbers_of_one_voice_are_not_added_or_chosen_from() -> None:
    one, two = freed("c3", 175, day=3), freed("c4", 22, day=3)
    assert checked(1000, 1175, swap(one, two, day=3), claims=(one, two)).check.value == "not-comparable"


def test_sides_that_differ_leave_a_range() -> None:
    one, two = freed("c3", 175, by="AAA", day=3), freed("c4", 170, by="BBB", day=3)
    assert checked(1000, 1172, swap(one, two, day=3), claims=(one, two)).check.value == "agrees"
    assert checked(1000, 1190, swap(one, two, day=3), claims=(one, two)).check.value == "differs"


def test_a_total_is_no_exchange() -> None:
    stated = total("c2", 4000)
    assert ledger(swap(stated, day=2), claims=by_id(stated)) == ()


def test_swapping_the_parties_swaps_the_ledger_and_nothing_else() -> None:
    one = freed("c3", 5, actor="AAA", target=None, by="BBB", day=3)

    def dump(claims: Mapping[str, Claim], made: Incident) -> list[dict[str, Any]]:
        return [e.model_dump(mode="json") for e in exchanges([made], claims, REPORTS)]

    there = dump(by_id(one), swap(one, day=3))
    other = swapped(one)
    back = dump(by_id(other), swap(other, day=3))
    assert back == mirrored(there) and back != there
