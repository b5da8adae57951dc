"""What examples alone show founds, joins and changes nothing: it is only put beside the incident that it may be of."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.link.samples import (
    BLAST,
    DAY,
    DEPOT,
    HIT,
    HURT,
    PARAMS,
    SCHOOL,
    claim,
    decide,
    depot,
    link,
    linked,
    mirrored,
    report,
    swapped,
)
from trucewatch.records import Action, Claim, Example, Incident, Why

ALL = range(len(depot()[0]))


def seen(c: Claim) -> Claim:
    """The claim as one that no rule read."""
    why = Why(rule=f"taught.{c.kind.value}", entries=("strike:lexicon", f"taught:{c.kind.value}:struck 0.87"))
    return c.model_copy(update={"why": why})


def bare(incidents: Sequence[Incident]) -> list[Incident]:
    return [i.model_copy(update={"seen": ()}) for i in incidents]


def test_a_claim_says_whether_examples_alone_tell_of_it() -> None:
    plain = claim(DEPOT, "Drones struck an oil depot at Zelm overnight")
    assert not plain.by_example
    assert seen(plain).by_example
    why = seen(plain).why
    assert why is not None and why.example == Example(kind="attack", word="struck", odds="0.87")
    assert why.lexicon == ("strike:lexicon",)
    assert not Why(rule="decision", entries=why.entries).by_example
    assert Why(rule="attack.strike").example is None


@given(st.sets(st.sampled_from(ALL)))
@settings(max_examples=60, deadline=None)
def test_what_examples_alone_show_changes_no_incident(shown: set[int]) -> None:
    claims, reports = depot()
    mixed = [seen(c) if n in shown else c for n, c in enumerate(claims)]
    rest = [c for n, c in enumerate(claims) if n not in shown]
    with_it = link(mixed, reports, (), PARAMS)
    assert bare(with_it) == list(link(rest, reports, (), PARAMS))
    beside = [c for i in with_it for c in i.seen]
    assert len(beside) == len(set(beside)) and {*beside} <= {claims[n].id for n in shown}


@given(st.sets(st.sampled_from(ALL)))
@settings(max_examples=20, deadline=None)
def test_it_stands_beside_the_same_incident_whoever_is_who(shown: set[int]) -> None:
    claims, reports = depot()
    mixed = [seen(c) if n in shown else c for n, c in enumerate(claims)]
    there = [i.model_dump(mode="json") for i in link(mixed, reports, (), PARAMS)]
    back = link([swapped(c) for c in mixed], reports, (), PARAMS)
    assert [i.model_dump(mode="json") for i in back] == mirrored(there)


def test_it_is_put_beside_the_incident_of_its_own_report_and_of_another() -> None:
    claims, reports = depot()
    found = next(i for i in link(claims, reports, (), PARAMS) if HIT in i.claims)
    assert {BLAST, HURT} <= set(found.claims) and found.actors == ("BBB", "AAA") and not found.seen
    mixed = [seen(c) if c.id in (BLAST, HURT) else c for c in claims]
    found = next(i for i in link(mixed, reports, (), PARAMS) if HIT in i.claims)
    assert set(found.seen) == {BLAST, HURT}
    assert not {*found.claims, *found.denials, *found.mentions} & set(found.seen)
    assert found.actors == ("BBB",)


def test_alone_it_is_in_no_incident_and_never_a_denial() -> None:
    text = "A plane was brought down at Zelm. The staff denied that its forces had shelled Orlu."
    r = report("r1", text)
    alone = seen(claim(r, "A plane was brought down at Zelm", "interception", at="Zelm"))
    denied = seen(claim(r, "its forces had shelled Orlu", by="BBB", actor="BBB", at="Orlu", polarity="negated"))
    assert linked([alone, denied], r) == ()
    told = report("r2", "BBB's guns shelled a school in Orlu.")
    act = claim(told, "BBB's guns shelled a school in Orlu", by="AAA", actor="BBB", at="Orlu", target="education")
    (incident,) = linked([alone, denied, act], r, told)
    assert incident.claims == (act.id,) and not incident.denials and set(incident.seen) <= {denied.id}


def test_it_joins_no_two_incidents() -> None:
    first = report("r1", "A shell hit a school in Orlu. A shell hit the school in Orlu and the market at Zelm.")
    one = claim(first, "A shell hit a school in Orlu", at="Orlu", target="education", on=DAY)
    both = seen(claim(first, "A shell hit the school in Orlu and the market at Zelm", at="Orlu", target="education"))
    other = report("r2", "A shell hit the market at Zelm.")
    two = claim(other, "A shell hit the market at Zelm", at="Zelm", target="commercial")
    assert {i.claims for i in linked([one, both, two], first, other)} == {(one.id,), (two.id,)}


def test_people_may_still_say_where_it_belongs() -> None:
    claims, reports = depot()
    mixed = [seen(c) if c.id == BLAST else c for c in claims]
    for action, other in ((Action.SAME, SCHOOL), (Action.DIFFERENT, HIT)):
        found = link(mixed, reports, [decide(action, BLAST, other)], PARAMS)
        home = next((i for i in found if BLAST in i.seen), None)
        if action is Action.SAME:
            assert home is not None and SCHOOL in home.claims
        else:
            assert home is None or HIT not in home.claims
