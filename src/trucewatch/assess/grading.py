"""Grades: a letter for who vouches and a figure for what is said, by a published table of rules (grading.yaml).

Admiralty code (NATO AJP-2.1): letter and figure are independent of one another; where nothing is known it is F6. The
event and each party that is named for it are graded apart: two sides may agree that something was struck and each name
the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml

from trucewatch.assess.facts import Facts, actors_of
from trucewatch.assess.parameters import AssessParameters
from trucewatch.language.alignment import alignment
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.corroboration import Corroboration
from trucewatch.records.decision import Action, Decision
from trucewatch.records.grade import Aspect, Grade, Status
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.values.base import Value
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Credibility, Kind, Reliability, Role, SensorResult

Denier = Literal["nobody", "accused", "side", "own", "independent"]


class Row(Value):
    """One rule. Numbers are at least that many; what a row leaves out it does not ask."""

    id: str
    voices: int = 0
    sides: int = 0
    independent: int = 0
    own_account: bool | None = None
    sensor: bool | None = None
    denied_by: tuple[Denier, ...] = ()
    credibility: Credibility
    status: Status
    text: str


class Table(Value):
    """``grading.yaml``, checked."""

    own_account_kinds: tuple[Kind, ...]
    side_roles: tuple[Role, ...]
    raising_witnesses: tuple[str, ...]
    rows: tuple[Row, ...]


@lru_cache(maxsize=1)
def table() -> Table:
    """The table that comes with the program."""
    text = files("trucewatch.assess").joinpath("grading.yaml").read_text(encoding="utf-8")
    return Table.model_validate(yaml.safe_load(text))


@dataclass(frozen=True)
class Standing:
    """What the table asks about."""

    sides: int
    independent: int
    own_account: bool
    denied_by: Denier
    sensor: bool

    @property
    def voices(self) -> int:
        """All who vouch."""
        return self.sides + self.independent


def row_of(standing: Standing) -> Row:
    """The first row whose conditions all hold."""
    return next(row for row in table().rows if _holds(row, standing))


def _holds(row: Row, s: Standing) -> bool:
    enough = s.voices >= row.voices and s.sides >= row.sides and s.independent >= row.independent
    flags = row.own_account in (None, s.own_account) and row.sensor in (None, s.sensor)
    return enough and flags and (not row.denied_by or s.denied_by in row.denied_by)


def grades(
    incidents: Iterable[Incident],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    corroborations: Iterable[Corroboration],
    decisions: Iterable[Decision],
    params: AssessParameters,
) -> tuple[Grade, ...]:
    """For every incident a grade of the event, then one for each party that is named for it, in the order of naming."""
    consistent = {
        c.incident
        for c in corroborations
        if c.result is SensorResult.CONSISTENT and c.witness in table().raising_witnesses
    }
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda d: (d.at, d.id)):
        if decision.action in (Action.VERIFY, Action.GRADE):
            for subject in decision.subjects:
                decided[subject].append(decision)
    out: list[Grade] = []
    for incident in incidents:
        facts = Facts.of(incident, claims, reports, params)
        out += _of_incident(facts, incident.id in consistent, _about(incident, decided))
    return tuple(out)


def _about(incident: Incident, decided: Mapping[str, Sequence[Decision]]) -> list[Decision]:
    found = {d.id: d for subject in (incident.id, *incident.claims) for d in decided.get(subject, ())}
    return sorted(found.values(), key=lambda d: (d.at, d.id))


def _of_incident(facts: Facts, sensor: bool, decided: Sequence[Decision]) -> Iterator[Grade]:
    general = [c for c in facts.denials if not (c.actor and c.actor.party)]
    event = [d for d in decided if d.field != Aspect.ACTOR]
    yield _grade(facts, None, facts.accounts, general, sensor, event)
    for party in facts.actors:
        naming = [c for c in facts.named if c.actor and c.actor.party == party]
        denying = [c for c in facts.denials if party in actors_of([c])]
        mine = [d for d in decided if d.field == Aspect.ACTOR and d.value == party]
        yield _grade(facts, party, naming, denying, False, mine)


def _grade(
    facts: Facts,
    party: str | None,
    vouching: Sequence[Claim],
    denying: Sequence[Claim],
    sensor: bool,
    decided: Sequence[Decision],
) -> Grade:
    row = row_of(_standing(facts, vouching, denying, sensor))
    status, credibility = row.status, row.credibility
    rule, reason = f"grade/{row.id}", _reason(facts, vouching, row.text)
    reliability = _best(facts, vouching)
    for d in decided:
        if d.action is Action.VERIFY:
            status, rule, reason = Status.VERIFIED, "grade/decision", f"decided by a person ({d.author}): {d.reason}"
        elif d.field == "credibility" and d.value in set(Credibility):
            credibility, rule = Credibility(d.value), "grade/decision"
        elif d.field == "reliability" and d.value in set(Reliability):
            reliability, rule = Reliability(d.value), "grade/decision"
    aspect = Aspect.EVENT if party is None else Aspect.ACTOR
    return derived_from(
        Grade,
        facts.incident.id,
        aspect.value,
        party or "",
        incident=facts.incident.id,
        aspect=aspect,
        actor=party,
        status=status,
        reliability=reliability,
        credibility=credibility,
        rule=rule,
        reason=reason,
        claims=tuple(c.id for c in (*vouching, *denying)),
        decisions=tuple(d.id for d in decided),
    )


def _reason(facts: Facts, vouching: Sequence[Claim], text: str) -> str:
    words = facts.params.words
    return f"vouched for by {words.voices(facts.voices(vouching))}: {text}." if vouching else f"{text}."


def _standing(facts: Facts, vouching: Sequence[Claim], denying: Sequence[Claim], sensor: bool) -> Standing:
    heard = [_heard(facts, c) for c in vouching]
    sides = frozenset(p for h in heard for p in members(h.party))
    free = {h.key for h in heard if not h.party and not h.tied and not h.unknown and not h.rests}
    # parties that vouch take up one of the origins at least: no more are left for those of no party
    origins = facts.incident.origins - 1 if sides else max(facts.incident.origins, 1)
    own = any(
        members(h.party) & members(c.actor.party)
        for c, h in zip(vouching, heard, strict=True)
        if c.actor and c.actor.party and c.kind in table().own_account_kinds
    )
    return Standing(
        sides=len(sides),
        independent=min(len(free), origins),
        own_account=own,
        denied_by=_denier(facts, vouching, denying, sides),
        sensor=sensor,
    )


@dataclass(frozen=True)
class _Heard:
    """The party whose word an account is, if any; else what tells one source of no party from another, the party
    that runs the outlet through which alone it is heard, whether it speaks for a side that is not known, and whether
    it is a text's own voice that rests on the speakers whom the text names for the incident."""

    party: str | None
    tied: str | None
    key: tuple[str, str]
    unknown: bool
    rests: bool


def _heard(facts: Facts, claim: Claim) -> _Heard:
    outlet, text = facts.outlet(claim.report), claim.source.text
    party = claim.source.party or (None if text else facts.params.bodies.get(outlet))
    tied = facts.params.affiliations.get(outlet)
    if text is None:
        origin = facts.origin(claim.report)
        tied = tied or facts.runs(origin)  # a copy is no freer than what it copies
        return _Heard(party, tied, ("text", origin), unknown=False, rests=origin in facts.naming)
    unknown = party is None and (claim.source.role in table().side_roles or alignment(text) is not None)
    return _Heard(party, tied, ("named", " ".join(text.casefold().split())), unknown, rests=False)


def _denier(facts: Facts, vouching: Sequence[Claim], denying: Sequence[Claim], sides: frozenset[str]) -> Denier:
    """The denial that weighs most: of no party, then of a side that also vouches, of another side, of the accused."""
    accused = frozenset(p for party in actors_of(vouching) for p in members(party))
    found: set[Denier] = set()
    for claim in denying:
        heard = _heard(facts, claim)
        party = members(heard.party or heard.tied)
        if heard.unknown and not party:
            found.add("side")
        elif not party:
            found.add("independent")
        elif heard.party and party & sides:
            found.add("own")
        else:
            found.add("accused" if party & accused else "side")
    order: tuple[Denier, ...] = ("independent", "own", "side", "accused")
    return next((d for d in order if d in found), "nobody")


def _best(facts: Facts, vouching: Sequence[Claim]) -> Reliability:
    """The best letter of the outlets that vouch in their own voice; who is only quoted is in no register: F."""
    outlets = (facts.reports[c.report].outlet for c in vouching if c.source.text is None and c.report in facts.reports)
    return min((facts.params.reliability.get(o, Reliability.F) for o in outlets), default=Reliability.F)
