"""Never a determinate outcome on missing facts: whatever the facts that are not stated turn out to be, an outcome that
was found without them stays what it was. Held for every worked agreement, over incidents made at random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from tests.assess.test_golden import claim, loaded
from trucewatch.assess import AssessParameters, findings, summaries
from trucewatch.records import Finding, Incident
from trucewatch.values.vocabularies import Kind, Outcome, TargetClass, Weapon

AGREEMENTS = (
    ("cases/energy-pause-2025", "energy-pause", date(2025, 3, 10), ("RUS", "UKR", "USA"), "RUS", ("cpc", "RUS", "UKR")),
    ("cases/example-agreements", "hostages-for-pause", date(2032, 1, 10), ("XAR", "red-valley"), "XAR", ("XAR",)),
    ("cases/example-agreements", "line-of-contact", date(2031, 8, 25), ("XAR", "XBE"), "XBE", ("XAR", "XBE")),
    ("cases/example-agreements", "prisoner-exchange", date(2031, 4, 28), ("XAR", "XBE"), "XAR", ("XAR", "XBE")),
)
IDS = [a[1] for a in AGREEMENTS]
FACTS = ("actor", "target", "owner", "weapons", "time", "place")
NAMES = ("Kolm depot", "Lindow bridge", "Marn crossing", "Somewhere")

NOT_COVERED = (Outcome.OUTSIDE_SCOPE, Outcome.OUTSIDE_PERIOD, Outcome.EXEMPT)

Row = dict[str, Any]


def rows(start: date, actors: tuple[str, ...], country: str, owners: tuple[str, ...]) -> st.SearchStrategy[Row]:
    """One account with every fact stated, sharply: a day, a point, one class, one weapon, one owner."""
    days = st.integers(0, 60).map(lambda n: (start + timedelta(days=n)).isoformat())
    points = st.sampled_from([[47.2, 15.2, 0.5], [47.3, 16.0, 0.5], [48.5, 12.0, 0.5], [47.2, 15.1, 0.5]])
    classes = [t.value for t in TargetClass if t is not TargetClass.WEAPON]
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["attack", "clash", "deployment", "obstruction", "damage", "outage"]),
            "by": st.sampled_from(actors),
            "actor": st.sampled_from(actors),
            "target": st.sampled_from(["energy.grid", "energy.refinery", "humanitarian", "energy"])
            | st.sampled_from(classes),
            "owner": st.sampled_from(owners),
            "weapons": st.sampled_from([[w.value] for w in Weapon]),
            "time": days,
            "place": points if country.startswith("X") else st.just(country),
            "named": st.sampled_from(NAMES),
        }
    )


def held(row: Row, folder: str, code: str) -> list[Finding]:
    case, agreements = loaded(folder)
    told = dict(row)
    if isinstance(told.get("place"), str):
        told.pop("named", None)
    one = claim(0, told, case.timezone)
    incident = Incident(
        id="inc-1",
        claims=(one.id,),
        kinds=tuple(k for k in Kind if k is one.kind),
        place=next(iter(one.places), None),
        moment=one.time,
        reports=1,
        outlets=1,
        origins=1,
    )
    params = AssessParameters.of(case)
    found = list(findings([incident], {one.id: one}, [agreements[code]], params))
    assert len(summaries(found, [agreements[code]], params)) == len({f.provision for f in found})
    return found


@pytest.mark.parametrize("setting", AGREEMENTS, ids=IDS)
def test_what_is_found_without_a_fact_holds_whatever_the_fact_is(setting: tuple[Any, ...]) -> None:
    folder, code, *shape = setting

    @settings(max_examples=100, deadline=None)
    @given(rows(*shape), rows(*shape), st.sets(st.sampled_from(FACTS), min_size=1))
    def law(one: Row, other: Row, unstated: set[str]) -> None:
        dropped = unstated | ({"named"} if "place" in unstated else set())
        known = {k: v for k, v in one.items() if k not in dropped}
        whole = {**one, **{k: other[k] for k in dropped}}
        for part, full in zip(held(known, folder, code), held(whole, folder, code), strict=True):
            if part.outcome is Outcome.UNDETERMINED:
                assert part.missing, part.reason
            elif part.outcome in NOT_COVERED:
                assert full.outcome in NOT_COVERED, (part.reason, full.reason)  # there may be a second reason for it
            elif full.outcome is not Outcome.PROHIBITED_IF_CONFIRMED:
                # What a reading leaves open by weapon or owner is asked only where an account speaks of such a weapon
                # or owner (docs/decisions/0012): it may turn up, and can only make the outcome undetermined.
                assert full.rule == "terms/open" and unstated & {"weapons", "owner"}, (part.reason, full.reason)

    law()


@pytest.mark.parametrize("setting", AGREEMENTS, ids=IDS)
def test_the_law_is_put_to_the_test_by_every_outcome(setting: tuple[Any, ...]) -> None:
    folder, code, *shape = setting
    for wanted in (
        Outcome.OUTSIDE_PERIOD,
        Outcome.OUTSIDE_SCOPE,
        Outcome.UNDETERMINED,
        Outcome.PROHIBITED_IF_CONFIRMED,
    ):
        found = find(
            rows(*shape),
            lambda row, wanted=wanted: any(f.outcome is wanted for f in held(row, folder, code)),  # type: ignore[misc]
            settings=settings(max_examples=2000, deadline=None, derandomize=True, database=None),
        )
        assert found
