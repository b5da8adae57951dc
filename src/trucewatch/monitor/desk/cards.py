"""Cards: what lists and pages show of a record, as the desk's file keeps it. They add nothing to what a record says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import AwareDatetime, Field

from trucewatch.records import Claim, Incident, Report
from trucewatch.tell.denials import whole
from trucewatch.tell.phrases import Phrases
from trucewatch.values.base import Value
from trucewatch.values.moment import Moment
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Polarity


class When(Value):
    """A moment: [start, end) in UTC, the days (EDTF) in ``zone``, ``words`` as a report tells it, ``basis`` how it was
    come by, ``text`` the report's own words."""

    start: AwareDatetime
    end: AwareDatetime
    zone: str
    edtf: str
    basis: str
    words: str
    text: str | None = None


class Where(Value):
    """A place: ``words`` tells it with its precision; ``lat``/``lon`` WGS 84 degrees and ``radius_km`` where it was
    located; ``candidates``: how many places the name could mean."""

    text: str
    name: str
    words: str
    country: str | None = None
    admin1: str | None = None
    level: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    candidates: int = 0


class State(Value):
    """What the readings say together of an incident under one provision."""

    agreement: str
    provision: str
    state: str


class IncidentCard(Value):
    """An incident in a list. ``voices``: parties whose sources speak of it ("" for none); ``actors``: those that the
    accounts name; ``grade``: Admiralty letter and figure of the event; ``differs``: the fields on which the accounts
    differ; ``score`` and ``because``: how much it matters that a person looks at it, and why (``queue.yaml``);
    ``first``/``last``: when its first and last account was published; ``open``: nobody has decided on all of it."""

    id: str
    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    actors: tuple[str, ...]
    voices: tuple[str, ...]
    place: Where | None
    when: When | None
    states: tuple[State, ...]
    status: str
    grade: str
    sensor: str | None
    differs: tuple[str, ...]
    denied: bool
    period_total: bool
    claims: int
    reports: int
    outlets: int
    origins: int
    score: float
    because: tuple[str, ...]
    open: bool
    new: bool
    first: AwareDatetime | None
    last: AwareDatetime | None
    lead: str
    """The words of the first account."""
    outlet: str


class Named(Value):
    """Somebody or something that the report names, in its words, with the party and the class."""

    text: str | None
    party: str | None = None
    role: str | None = None
    of_class: str | None = None


class ClaimCard(Value):
    """A claim: as it stands, with ``as_read`` (field to value) where people corrected it. ``said``: the quote as it is
    shown, of a denial with the words that deny. ``review``: open, accepted, corrected or rejected. ``rule``,
    ``entries`` and ``notes``: why it was read so."""

    id: str
    report: str
    doc: str
    outlet: str
    published: str
    quote: str
    said: str
    start: int
    end: int
    kind: str
    polarity: str
    modality: str
    source: Named
    cue: str | None
    actor: Named | None
    target: Named | None
    about: str | None
    weapons: tuple[str, ...]
    places: tuple[Where, ...]
    when: When | None
    counts: tuple[str, ...]
    incidents: tuple[str, ...]
    review: str
    as_read: dict[str, str] = Field(default_factory=dict)
    rule: str | None = None
    entries: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class ReportCard(Value):
    """A report in a list. ``unread``: why it was not read. ``original``: SHA-256 of the bytes it came in."""

    id: str
    doc: str
    outlet: str
    outlet_name: str
    title: str | None
    published: str
    at: AwareDatetime | None
    claims: tuple[str, ...]
    unread: str | None
    original: str | None
    original_name: str | None
    url: str | None
    language: str | None


class SourceCard(Value):
    """An outlet, as the case's register has it and as it occurs. ``copies``: its reports that add no origin of their
    own to an incident."""

    id: str
    name: str
    kind: str | None
    affiliation: str | None
    reliability: str
    registered: bool
    reports: int
    claims: int
    incidents: int
    first: AwareDatetime | None
    last: AwareDatetime | None
    note: str | None = None


class Band(Value):
    """A stretch in which provisions are in force under one reading: [start, end) in UTC, open where ``end`` is None."""

    reading: str
    start: AwareDatetime
    end: AwareDatetime | None
    held: tuple[str, ...]
    suspended: tuple[str, ...]


class ProvisionRow(Value):
    """A provision as published."""

    id: str
    text: str


class ReadingRow(Value):
    """A reading and the party whose it is."""

    id: str
    of: str


class ChangeRow(Value):
    """Something dated in an agreement."""

    day: dt.date
    text: str
    source: str | None


class AgreementCard(Value):
    """An agreement: its provisions in words, when they are in force under each reading, what is dated in it."""

    id: str
    code: str
    title: str
    parties: tuple[str, ...]
    provisions: tuple[ProvisionRow, ...]
    readings: tuple[ReadingRow, ...]
    bands: tuple[Band, ...]
    changes: tuple[ChangeRow, ...]


class PositionCard(Value):
    """One stance of a party, with the conditions in the report's words."""

    id: str
    party: str
    agreement: str | None
    proposal: str
    named: bool
    stance: str
    denied: bool
    at: AwareDatetime | None
    when: str
    conditions: tuple[str, ...]
    claims: tuple[str, ...]
    declaration: str | None
    superseded: bool
    contested: bool
    rule: str


class NumberRow(Value):
    """What one side says of how many."""

    what: str
    party: str
    value: str


class ExchangeCard(Value):
    """An exchange or a release as the sides tell it, or (``total``) a cumulative total that a source states."""

    id: str
    incident: str | None
    state: str
    gives: tuple[str, ...]
    receives: tuple[str, ...]
    persons: tuple[str, ...]
    numbers: tuple[NumberRow, ...]
    at: AwareDatetime | None
    when: str
    claims: tuple[str, ...]
    reason: str
    total: bool = False


class EffectCard(Value):
    """What the accounts tell of an effect of an incident. Nothing is listed of which nobody speaks."""

    id: str
    incident: str
    effect: str
    state: str
    place: str
    classes: tuple[str, ...]
    numbers: tuple[NumberRow, ...]
    claims: tuple[str, ...]
    none: tuple[str, ...]
    restored: tuple[str, ...]


class EditionCard(Value):
    """A published edition in a list. ``stored``: when it entered the ledger."""

    id: str
    title: str
    date: dt.date
    cutoff: AwareDatetime
    stored: AwareDatetime
    program: str
    inputs: str
    derived: str
    sentences: int


def when_of(moment: Moment | None, phrases: Phrases) -> When | None:
    """The card of a moment."""
    if moment is None:
        return None
    return When(
        start=moment.start,
        end=moment.end,
        zone=moment.zone,
        edtf=moment.edtf,
        basis=moment.basis.value,
        words=phrases.when(moment),
        text=moment.text,
    )


def where_of(place: Place, phrases: Phrases) -> Where:
    """The card of a place."""
    return Where(
        text=place.text,
        name=place.name or place.text,
        words=phrases.where(place),
        country=place.country,
        admin1=place.admin1,
        level=place.level.value if place.level else None,
        lat=place.point.lat if place.point else None,
        lon=place.point.lon if place.point else None,
        radius_km=place.radius_km,
        candidates=len(place.candidates),
    )


def claim_card(
    claim: Claim,
    report: Report | None,
    phrases: Phrases,
    *,
    incidents: Iterable[str],
    review: str,
    as_read: Claim | None = None,
) -> ClaimCard:
    """The card of a claim; ``as_read``: as the reader had it, where people corrected it."""
    actor, target, why = claim.actor, claim.target, claim.why
    return ClaimCard(
        id=claim.id,
        report=claim.report,
        doc=claim.doc,
        outlet=report.outlet if report else "",
        published=phrases.published(report),
        quote=claim.quote,
        said=whole(claim, report) if claim.polarity is Polarity.NEGATED else claim.quote,
        start=claim.start,
        end=claim.end,
        kind=claim.kind.value,
        polarity=claim.polarity.value,
        modality=claim.modality.value,
        source=Named(text=claim.source.text, party=claim.source.party, role=claim.source.role.value),
        cue=claim.cue,
        actor=Named(text=actor.text, party=actor.party) if actor else None,
        target=Named(
            text=target.text,
            party=target.party,
            of_class=target.target_class.value if target.target_class else None,
        )
        if target
        else None,
        about=claim.about,
        weapons=tuple(w.value for w in claim.weapons),
        places=tuple(where_of(p, phrases) for p in claim.places),
        when=when_of(claim.time, phrases),
        counts=tuple(phrases.count(c) for c in claim.counts),
        incidents=tuple(incidents),
        review=review,
        as_read=_differences(as_read, claim, phrases) if as_read else {},
        rule=why.rule if why else None,
        entries=why.entries if why else (),
        notes=why.notes if why else (),
    )


def _differences(old: Claim, new: Claim, phrases: Phrases) -> dict[str, str]:
    """Of the fields that people set: what the reader had read."""
    was, now = (_told(c, phrases) for c in (old, new))
    return {name: was[name] for name in was if was[name] != now[name]}


def _told(c: Claim, phrases: Phrases) -> dict[str, str]:
    target = c.target
    return {
        "kind": c.kind.value,
        "polarity": c.polarity.value,
        "modality": c.modality.value,
        "source.party": c.source.party or "",
        "source.role": c.source.role.value,
        "actor.text": c.actor.text if c.actor else "",
        "actor.party": (c.actor.party if c.actor else None) or "",
        "target.text": (target.text if target else None) or "",
        "target.class": target.target_class.value if target and target.target_class else "",
        "target.party": (target.party if target else None) or "",
        "about": c.about or "",
        "weapons": ", ".join(w.value for w in c.weapons),
        "time": phrases.when(c.time) if c.time else "",
        "place": "; ".join(phrases.where(p) for p in c.places),
        "counts": "; ".join(phrases.count(n) for n in c.counts),
    }


def differing(incident: Incident) -> tuple[str, ...]:
    """The fields of an incident on which the accounts differ."""
    return tuple(v.field for v in incident.versions if v.concord.value == "disputed")
