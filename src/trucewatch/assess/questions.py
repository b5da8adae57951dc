"""The four questions that a provision under a reading asks of an incident: kind, actor, scope, period.

Each answers yes, no or unknown; unknown names the fact that is missing. No answer says that anything took place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from trucewatch.assess.parameters import Codebook
from trucewatch.records.agreement import Period, Provision, Reading
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Incident
from trucewatch.values.moment import zone_of
from trucewatch.values.party import members
from trucewatch.values.vocabularies import TargetClass


class Says(Enum):
    """What one question comes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """``text``: a clause for the reason; ``missing``: the fact without which the answer stays unknown."""

    rule: str
    says: Says
    text: str
    missing: str | None = None


def kind(incident: Incident, provision: Provision, book: Codebook) -> Answer:
    """Whether an act of a kind that the provision prohibits is alleged."""
    prohibited = provision.prohibits.kinds
    alleged = [k for k in incident.kinds if k in prohibited]
    told = ", ".join(k.value for k in incident.kinds)
    if alleged:
        return Answer("kind", Says.YES, f"alleged: {', '.join(k.value for k in alleged)}")
    if any(k in book.could_involve.get(p, ()) for p in prohibited for k in incident.kinds):
        act = " or ".join(p.value for p in prohibited)
        text = f"the accounts tell of {told}, none of the act itself"
        return Answer("kind", Says.UNKNOWN, text, f"whether it came of an act of the kind {act}")
    return Answer("kind", Says.NO, f"the accounts tell of {told}, which {provision.id} does not name")


def actor(claims: Sequence[Claim], denials: Sequence[Claim], provision: Provision, book: Codebook) -> Answer:
    """Whether some account names an obliged party. Who names whom is said; nobody is found to have done it."""
    naming = [c for c in claims if c.actor and c.actor.party and c.kind not in book.not_actor_kinds]
    if not naming:
        return Answer("actor", Says.UNKNOWN, "no account names an actor", "who did it: no account names an actor")
    named = _first_named(naming)
    text = "; ".join(f"{_voices(naming, p)} names {p}" for p in named)
    denying = [c for c in denials if c.actor and c.actor.party]
    text += "".join(f"; {_voices(denying, p)} denies that it was {p}" for p in _first_named(denying))
    if len(named) > 1:
        text = f"the actor is disputed: {text}"
    obliged = tuple(dict.fromkeys(m for party in provision.obliges for m in sorted(members(party))))
    if any(members(p) & set(obliged) for p in named):
        return Answer("actor", Says.YES, text)
    return Answer("actor", Says.NO, f"{text}; {provision.id} obliges {', '.join(obliged)} only")


def _first_named(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Parties in the order in which the accounts name them: an order by name would favour one."""
    return tuple(dict.fromkeys(c.actor.party for c in claims if c.actor and c.actor.party))


def _voices(claims: Iterable[Claim], actor_party: str) -> str:
    """Who names that actor: parties by code; a source of no party, and a report's own voice, as such."""
    naming = [c for c in claims if c.actor and c.actor.party == actor_party]
    found = (c.source.party or ("a source of no party" if c.source.text else "a report") for c in naming)
    return " and ".join(dict.fromkeys(found))


def scope(claims: Sequence[Claim], provision: Provision, reading: Reading, book: Codebook) -> Answer:
    """Whether what is said to have been struck is of a class that the provision and the reading cover."""
    lists = [x for x in (provision.prohibits.target_classes, reading.scope.target_classes) if x]
    if not lists:
        return Answer("scope", Says.YES, "every target is covered")
    stated = _struck(claims, book)
    if not stated:
        return Answer("scope", Says.UNKNOWN, "no account says what was struck", "what was struck")
    told = ", ".join(t.value for t in stated)
    verdicts = [_covered(t, lists, book) for t in stated]
    if Says.YES in verdicts:
        text = f"target as alleged: {told}"
        return Answer("scope", Says.YES, text if set(verdicts) == {Says.YES} else f"{text} (not all of it is covered)")
    if Says.UNKNOWN in verdicts:
        return Answer(
            "scope", Says.UNKNOWN, f"target as alleged: {told}", f"what was struck, more exactly than: {told}"
        )
    return Answer("scope", Says.NO, f"target as alleged: {told}, outside the scope")


def _struck(claims: Sequence[Claim], book: Codebook) -> tuple[TargetClass, ...]:
    stated = {c.target.target_class for c in claims if c.target and c.kind in book.struck_kinds}
    return tuple(t for t in TargetClass if t in stated and t not in book.no_target_classes)


def _covered(stated: TargetClass, lists: Iterable[tuple[TargetClass, ...]], book: Codebook) -> Says:
    """Covered by every list; unknown where the class may turn out to be a finer one that a list names."""
    worst = Says.YES
    for classes in lists:
        if any(stated.within(c) for c in classes):
            continue
        if stated in book.unspecific_classes or any(stated.could_be(c) for c in classes):
            worst = Says.UNKNOWN
        else:
            return Says.NO
    return worst


def bounds(period: Period, zone: str) -> tuple[datetime, datetime | None]:
    """The period as [start, end): local midnights of ``zone``. ``end`` None where the period is open."""
    last: date | None = period.end
    if period.days is not None:
        last = period.start + timedelta(days=period.days - 1)
    tz = zone_of(zone)
    start = datetime.combine(period.start, time(), tzinfo=tz)
    return start, None if last is None else datetime.combine(last + timedelta(days=1), time(), tzinfo=tz)


def when(incident: Incident, reading: Reading, zone: str) -> Answer:
    """Whether the incident lies within the period of the reading, as precisely as its time is known."""
    start, end = bounds(reading.period, zone)
    last = "open" if end is None else (end - timedelta(days=1)).date().isoformat()
    span = f"{start.date().isoformat()} to {last} ({zone})"
    if incident.moment is None:
        return Answer("period", Says.UNKNOWN, "no account gives a time", "when it was")
    moment = incident.moment
    if moment.end <= start or (end is not None and moment.start >= end):
        return Answer("period", Says.NO, f"{moment.edtf} is outside {span}")
    if moment.start >= start and (end is None or moment.end <= end):
        return Answer("period", Says.YES, f"{moment.edtf} is within {span}")
    edge = "start" if moment.start < start else "end"
    text = f"{moment.edtf} reaches over the {edge} of {span}"
    return Answer("period", Says.UNKNOWN, text, f"when it was, exactly enough to tell it from the {edge} of the period")
