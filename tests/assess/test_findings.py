"""What the terms say of an incident under each reading: never more than the stated facts carry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assess.samples import ZONE, agreement, by_id, claim, incident, local, mirrored, swapped
from trucewatch.assess import AssessParameters, findings, summaries
from trucewatch.records import Claim, Finding, FindingSummary, Period, Prohibition, Provision
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import Kind, Outcome, TargetClass

PARAMS = AssessParameters(zone=ZONE)
IN_BOTH = date(2031, 4, 2)
KYIV = ZoneInfo(ZONE)


def held(*claims: Claim, moment: Moment | None = None, dated: bool = True, **more: Any) -> dict[str, Finding]:
    """The findings by reading."""
    when = moment or (local(IN_BOTH) if dated else None)
    one = incident(*claims, moment=when, **more)
    denials = more.get("denials", ())
    return {f.reading: f for f in findings([one], by_id(*claims, *denials), [agreement()], PARAMS)}


def outcomes(found: dict[str, Finding]) -> tuple[str, str]:
    return found["AAA"].outcome.value, found["BBB"].outcome.value


def summary(found: dict[str, Finding]) -> FindingSummary:
    (one,) = summaries(found.values(), [agreement()], PARAMS)
    return one


PIC, OS, OP, UN = "prohibited-if-confirmed", "outside-scope", "outside-period", "undetermined"


@pytest.mark.parametrize(
    ("target", "expected", "state"),
    [
        ("energy.grid", (PIC, PIC), PIC),
        ("energy.refinery", (PIC, PIC), PIC),
        ("energy.oil_storage", (OS, PIC), "disputed-scope"),
        ("energy", (UN, PIC), "disputed"),
        ("infrastructure", (UN, UN), UN),
        ("settlement", (UN, UN), UN),
        ("military.depot", (OS, OS), OS),
        ("residential", (OS, OS), OS),
        (None, (UN, UN), UN),
    ],
)
def test_the_class_is_held_against_each_readings_scope(
    target: str | None, expected: tuple[str, str], state: str
) -> None:
    found = held(claim(target=target))
    assert outcomes(found) == expected
    assert summary(found).state == state
    for finding in found.values():
        assert bool(finding.missing) == (finding.outcome is Outcome.UNDETERMINED)


def at(month: int, day: int, hour: int, minute: int, *, minutes: int = 10) -> Moment:
    start = datetime(2031, month, day, hour, minute, tzinfo=KYIV)
    return Moment(start=start, end=start + timedelta(minutes=minutes), zone=ZONE, basis=Basis.STATED)


@pytest.mark.parametrize(
    ("moment", "expected", "state"),
    [
        (at(3, 17, 23, 50), (OP, OP), OP),
        (at(3, 17, 23, 55), (UN, OP), "disputed-period"),
        (at(3, 18, 0, 0), (PIC, OP), "disputed-period"),
        (at(3, 24, 23, 49), (PIC, OP), "disputed-period"),
        (at(3, 25, 0, 0), (PIC, PIC), PIC),
        (at(4, 16, 23, 50), (PIC, PIC), PIC),
        (at(4, 17, 0, 0), (OP, PIC), "disputed-period"),
        (at(4, 23, 23, 50), (OP, PIC), "disputed-period"),
        (at(4, 24, 0, 0), (OP, OP), OP),
        (local(date(2031, 3, 17), date(2031, 3, 18)), (UN, OP), "disputed-period"),
        (local(date(2031, 3, 24), date(2031, 3, 25)), (PIC, UN), "disputed"),
    ],
)
def test_the_period_is_counted_in_local_days_and_half_open(
    moment: Moment, expected: tuple[str, str], state: str
) -> None:
    found = held(claim(), moment=moment)
    assert outcomes(found) == expected
    assert summary(found).state == state


def test_an_open_period_has_no_end() -> None:
    readings = tuple(r.model_copy(update={"period": Period(start=r.period.start)}) for r in agreement().readings)
    one = incident(claim(), moment=local(date(2040, 1, 1)))
    found = findings([one], by_id(claim()), [agreement(readings=readings)], PARAMS)
    assert {f.outcome for f in found} == {Outcome.PROHIBITED_IF_CONFIRMED}


def test_an_unknown_time_is_undetermined_and_says_so() -> None:
    found = held(claim(), dated=False)
    assert outcomes(found) == (UN, UN)
    assert found["AAA"].missing == ("when it was",)


def test_no_actor_is_ever_inferred() -> None:
    found = held(claim(actor=None))
    assert outcomes(found) == (UN, UN)
    assert found["AAA"].missing == ("who did it: no account names an actor",)


def test_an_interceptors_party_is_no_attacker() -> None:
    shot = claim("c2", "interception", by="AAA", actor="AAA", target="weapon")
    assert held(claim(actor=None), shot)["AAA"].missing == ("who did it: no account names an actor",)


def test_an_actor_that_the_provision_does_not_bind_is_outside_its_scope() -> None:
    found = held(claim(actor="CCC"))
    assert outcomes(found) == (OS, OS)
    assert found["AAA"].rule == "terms/outside-actor"


def test_disputed_actors_are_named_with_who_names_them() -> None:
    denial = claim("c3", by="BBB", actor="BBB", polarity="negated")
    found = held(claim(), claim("c2", by="BBB", actor="AAA"), denials=(denial,))
    reason = found["AAA"].reason
    assert "the actor is disputed: BBB is named by AAA; AAA is named by BBB; that it was BBB is denied by BBB" in reason
    assert reason.startswith("If confirmed,")
    assert found["AAA"].claims == ("c1", "c2", "c3")


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("damage", UN),
        ("outage", UN),
        ("casualties", UN),
        ("displacement", UN),
        ("interception", UN),
        ("clash", UN),
        ("exchange", OS),
        ("control", OS),
    ],
)
def test_an_effect_alone_does_not_tell_of_the_act(kind: str, outcome: str) -> None:
    assert outcomes(held(claim(kind=kind))) == (outcome, outcome)


def test_damage_without_an_act_never_rules_the_scope_out() -> None:
    """That a school was damaged does not tell that whatever did it struck nothing else."""
    found = held(claim(kind="damage", target="education"))
    assert outcomes(found) == (UN, UN)
    assert "what was struck: only the effects of the act are told" in found["BBB"].missing
    assert outcomes(held(claim(target=None), claim("c2", "damage", target="education"))) == (OS, OS)


@pytest.mark.parametrize(
    ("act", "vague", "expected"),
    [("residential", "settlement", OS), ("residential", "infrastructure", UN), ("energy.grid", "settlement", PIC)],
)
def test_where_it_was_says_no_more_than_what_was_struck_there(act: str, vague: str, expected: str) -> None:
    assert outcomes(held(claim(target=act), claim("c2", target=vague))) == (expected, expected)


def test_damage_does_not_settle_what_an_attack_on_a_town_struck() -> None:
    assert outcomes(held(claim(target="settlement"), claim("c2", "damage", target="residential"))) == (UN, UN)


def test_an_interception_has_the_time_of_the_attack_and_damage_has_not() -> None:
    before = local(date(2031, 3, 20))
    shot = claim("c1", "interception", by="BBB", actor="BBB", target="weapon").model_copy(update={"time": before})
    assert outcomes(held(shot, moment=before)) == (UN, OP)
    assert "when" not in " ".join(held(shot, moment=before)["AAA"].missing)
    burnt = claim("c1", "damage").model_copy(update={"time": local(IN_BOTH)})
    assert "when the act was" in held(burnt, moment=local(IN_BOTH))["AAA"].missing


def test_who_was_hurt_is_not_what_was_struck() -> None:
    hurt = claim("c2", "casualties", target="civilians")
    assert held(claim(target=None), hurt)["BBB"].missing == ("what was struck",)


def test_a_period_total_without_a_target_is_undetermined() -> None:
    assert outcomes(held(claim(target=None), total=True)) == (UN, UN)


def test_a_provision_without_classes_covers_every_target() -> None:
    anything = Provision(id="C1", obliges=("BBB",), prohibits=Prohibition(kinds=(Kind.ATTACK,)), text="t", source="s")
    readings = tuple(r.model_copy(update={"scope": type(r.scope)()}) for r in agreement().readings)
    terms = agreement(provisions=(anything,), readings=readings)
    found = findings([incident(claim(target=None), moment=local(IN_BOTH))], by_id(claim(target=None)), [terms], PARAMS)
    assert {f.outcome for f in found} == {Outcome.PROHIBITED_IF_CONFIRMED}


def test_a_finding_keeps_its_id_when_its_outcome_changes() -> None:
    assert held(claim())["AAA"].id == held(claim(target=None))["AAA"].id


MOMENTS = st.builds(
    lambda start, hours: Moment(start=start, end=start + timedelta(hours=hours), basis=Basis.STATED),
    st.datetimes(datetime(2031, 3, 1), datetime(2031, 5, 15), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 80),
)
CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(["attack", "damage", "casualties", "interception", "outage", "exchange"]),
        st.sampled_from([None, "AAA", "BBB", "CCC"]),
        st.sampled_from([None, "AAA", "BBB", "CCC"]),
        st.sampled_from([None, *(t.value for t in TargetClass)]),
    ),
    min_size=1,
    max_size=4,
).map(lambda rows: [claim(f"c{i}", k, by=b, actor=a, target=t) for i, (k, b, a, t) in enumerate(rows)])


@given(CLAIMS, st.none() | MOMENTS)
@settings(max_examples=150, deadline=None)
def test_prohibited_needs_every_fact(claims: list[Claim], moment: Moment | None) -> None:
    """No finding says "prohibited" outside a reading's period, nor without act, obliged actor and covered class."""
    terms = agreement()
    for finding in findings([incident(*claims, moment=moment)], by_id(*claims), [terms], PARAMS):
        if finding.outcome is not Outcome.PROHIBITED_IF_CONFIRMED:
            continue
        reading = next(r for r in terms.readings if r.id == finding.reading)
        assert moment is not None
        start = datetime(2031, 3, 18 if reading.id == "AAA" else 25, tzinfo=KYIV)
        assert start <= moment.start and moment.end <= start + timedelta(days=30)
        assert any(c.kind is Kind.ATTACK for c in claims)
        assert any(c.actor and c.actor.party in ("AAA", "BBB") for c in claims)
        assert any(
            c.target
            and c.target.target_class
            and any(c.target.target_class.within(x) for x in reading.scope.target_classes)
            for c in claims
        )


@given(CLAIMS, st.none() | MOMENTS)
@settings(max_examples=100, deadline=None)
def test_swapping_the_parties_swaps_the_findings_and_nothing_else(claims: list[Claim], moment: Moment | None) -> None:
    one, terms = incident(*claims, moment=moment), agreement()
    there = findings([one], by_id(*claims), [terms], PARAMS)
    back = findings([swapped(one)], by_id(*(swapped(c) for c in claims)), [swapped(terms)], PARAMS)
    assert [plain(f) for f in back] == mirrored([plain(f) for f in there])
    assert [s.state for s in summaries(back, [swapped(terms)], PARAMS)] == [
        s.state for s in summaries(there, [terms], PARAMS)
    ]


def plain(finding: Finding) -> dict[str, Any]:
    """Without the id: it is a hash, in which nobody's name can be exchanged."""
    return finding.model_dump(mode="json", exclude={"id"})


@given(CLAIMS, st.none() | MOMENTS)
@settings(max_examples=100, deadline=None)
def test_undetermined_names_what_is_missing_and_every_reason_is_conditional(
    claims: list[Claim], moment: Moment | None
) -> None:
    for finding in findings([incident(*claims, moment=moment)], by_id(*claims), [agreement()], PARAMS):
        assert bool(finding.missing) == (finding.outcome is Outcome.UNDETERMINED)
        assert finding.reason.startswith(("If confirmed", "Outside", "Undetermined"))
        assert set(finding.claims) == {c.id for c in claims}


def test_another_incident_changes_no_finding() -> None:
    first, second = claim(), claim("c2", target="health")
    one, other = incident(first, moment=local(IN_BOTH)), incident(second, moment=None)
    claims = by_id(first, second)
    alone = findings([one], claims, [agreement()], PARAMS)
    assert [f for f in findings([one, other], claims, [agreement()], PARAMS) if f.incident == one.id] == list(alone)
