"""Incidents held against worked agreements: the outcome under every reading, and what is missing, case by case.

The tables are ``golden/*.yaml``; the property tests below take the facts of every case away one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from trucewatch.assess import AssessParameters, findings, summaries
from trucewatch.gather import load_agreements, load_case
from trucewatch.records import Agreement, Case, Claim, Finding, FindingSummary, Incident, Mention, SourceMention, Target
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import Kind, Modality, Outcome, Polarity, Role, TargetClass, Weapon

ROOT = Path(__file__).parents[2]
OUTCOMES = {
    "in": "prohibited-if-confirmed",
    "scope": "outside-scope",
    "period": "outside-period",
    "exempt": "exempt",
    "open": "undetermined",
}


@dataclass(frozen=True)
class Golden:
    """One row of a table."""

    case: str
    agreement: str
    provision: str
    readings: tuple[str, ...]
    name: str
    claims: tuple[dict[str, Any], ...]
    expect: tuple[str, ...]
    missing: tuple[str | None, ...]
    state: str


def rows() -> list[Golden]:
    paths = sorted((Path(__file__).parent / "golden").glob("*.yaml"))
    tables = [yaml.load(p.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for p in paths]
    return [golden(table, row) for table in tables for row in table["cases"]]


def golden(table: dict[str, Any], row: dict[str, Any]) -> Golden:
    return Golden(
        case=table["case"],
        agreement=table["agreement"],
        provision=row.get("provision", table["provision"]),
        readings=tuple(table["readings"]),
        name=row["name"],
        claims=tuple(row["claims"]),
        expect=tuple(row["expect"]),
        missing=tuple(m if m != "null" else None for m in row.get("missing", [])),
        state=row["state"],
    )


ROWS = rows()
IDS = [f"{r.agreement}: {r.name}" for r in ROWS]


@cache
def loaded(folder: str) -> tuple[Case, dict[str, Agreement]]:
    case = load_case(ROOT / folder)
    found = [a for _, a in load_agreements(ROOT / folder, case) if isinstance(a, Agreement)]
    return case, {a.code: a for a in found}


def moment(told: str, zone: str) -> Moment:
    first, _, last = told.partition("/")
    if "T" in first:
        start, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
        return Moment(start=start, end=end, zone=zone, basis=Basis.STATED)
    return Moment.of_days(date.fromisoformat(first), date.fromisoformat(last or first), zone=zone, basis=Basis.STATED)


def place(row: dict[str, Any]) -> Place | None:
    told, name = row.get("place"), row.get("named", "a place")
    if told is None:
        return None
    if isinstance(told, str):
        level = Level.REGION if "region" in row else Level.COUNTRY
        return Place(text=name, name=name, country=told, admin1=row.get("region"), level=level)
    lat, lon, radius = map(float, told)
    return Place(
        text=name, name=name, country="XAR", level=Level.SETTLEMENT, point=Point(lat=lat, lon=lon), radius_km=radius
    )


def claim(n: int, row: dict[str, Any], zone: str) -> Claim:
    by, where = row.get("by"), place(row)
    target = row.get("target")
    return Claim(
        id=f"c{n}",
        report="r1",
        doc="r1",
        quote="a quote",
        start=0,
        end=7,
        kind=Kind(row["kind"]),
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        source=SourceMention(text=by and f"{by} spokesman", party=by, role=Role.OFFICIAL if by else Role.REPORT),
        actor=Mention(text=row["actor"], party=row["actor"]) if "actor" in row else None,
        target=Target(text=None, target_class=TargetClass(target) if target else None, party=row.get("owner"))
        if target or "owner" in row
        else None,
        weapons=tuple(Weapon(w) for w in row.get("weapons", [])),
        places=(where,) if where else (),
        time=moment(row["time"], zone) if "time" in row else None,
    )


def held(row: Golden) -> tuple[list[Finding], FindingSummary]:
    case, agreements = loaded(row.case)
    agreement, params = agreements[row.agreement], AssessParameters.of(case)
    claims = [claim(n, c, case.timezone) for n, c in enumerate(row.claims)]
    times = [c.time for c in claims if c.time]
    incident = Incident(
        id="inc-1",
        claims=tuple(c.id for c in claims),
        kinds=tuple(k for k in Kind if any(c.kind is k for c in claims)),
        place=next((p for c in claims for p in c.places), None),
        moment=times[0] if times else None,
        reports=1,
        outlets=1,
        origins=1,
    )
    found = findings([incident], {c.id: c for c in claims}, [agreement], params)
    mine = [f for f in found if f.provision == row.provision]
    (summary,) = summaries(mine, [agreement], params)
    return sorted(mine, key=lambda f: row.readings.index(f.reading)), summary


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_outcome_under_each_reading(row: Golden) -> None:
    found, summary = held(row)
    assert [f.outcome.value for f in found] == [OUTCOMES[e] for e in row.expect]
    assert summary.state.value == row.state
    for finding, missing in zip(found, row.missing, strict=False):
        assert missing is None or any(missing in m for m in finding.missing), finding.missing


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_reasons_are_words_and_never_codes(row: Golden) -> None:
    """No code of a party, no dotted class, no key of a vocabulary, and undetermined always says what is missing."""
    case, _ = loaded(row.case)
    for finding in held(row)[0]:
        words = finding.reason.replace("(", " ").replace(")", " ").replace(";", " ").replace(":", " ").split()
        assert not {p.code for p in case.parties if p.code != p.name} & set(words), finding.reason
        assert not any("." in w.rstrip(".") for w in words), finding.reason
        assert "_" not in finding.reason.replace(finding.provision, "")
        assert bool(finding.missing) == (finding.outcome is Outcome.UNDETERMINED)
        assert "\n" not in finding.reason


FACTS = ("actor", "target", "time", "place", "weapons", "owner", "named", "region")
PLAINLY = {
    "actor": "who did it",
    "target": "what was struck",
    "time": "when",
    "place": "where|in which country|whether",
}


def without(row: Golden, fact: str) -> Golden:
    dropped = {fact} | ({"named", "region"} if fact == "place" else set())
    return replace(row, claims=tuple({k: v for k, v in c.items() if k not in dropped} for c in row.claims))


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("row", [r for r in ROWS if "in" in r.expect], ids=lambda r: r.name)
def test_without_a_fact_nothing_is_prohibited_that_needs_it(row: Golden, fact: str) -> None:
    """Taking a fact away leaves the outcome as it was (the fact was not needed) or makes it undetermined with a fact
    named as missing; it never makes another determinate outcome of it, and never "prohibited" of what was not."""
    if not any(fact in c for c in row.claims):
        return
    before, after = held(row)[0], held(without(row, fact))[0]
    for one, other in zip(before, after, strict=True):
        if other.outcome is one.outcome:
            continue
        assert other.outcome is Outcome.UNDETERMINED, (fact, other.reason)
        assert other.missing
        if fact in PLAINLY:
            assert any(p in m for p in PLAINLY[fact].split("|") for m in other.missing), other.missing


@pytest.mark.parametrize("row", [r for r in ROWS if "in" in r.expect], ids=lambda r: r.name)
def test_actor_time_and_kind_are_always_needed(row: Golden) -> None:
    for fact in ("actor", "time"):
        for before, after in zip(held(row)[0], held(without(row, fact))[0], strict=True):
            if before.outcome is Outcome.PROHIBITED_IF_CONFIRMED:
                assert after.outcome is Outcome.UNDETERMINED, (fact, after.reason)


TWELVE = (
    "oil depot in both periods",
    "combined heat and power plant",
    "traction substation",
    "gas metering station with actors disputed",
    "refinery fire from debris of an interception",
    "pipeline of a third party",
    "drone over a nuclear plant",
    "cyber attack on the grid",
    "23:50 on the 17th Moscow time",
    "damage told of after the start for an act before it",
    "strike on occupied territory by the side whose borders it lies in",
    "expired under both",
)


def test_the_twelve_hard_cases_of_the_energy_pause_are_among_them() -> None:
    assert {*TWELVE} <= {r.name for r in ROWS if r.agreement == "energy-pause"}


def test_the_tables_are_large_enough() -> None:
    assert len(ROWS) >= 60
    assert {r.agreement for r in ROWS} == {
        "energy-pause",
        "hostages-for-pause",
        "line-of-contact",
        "prisoner-exchange",
    }
