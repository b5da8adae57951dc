"""Cards: what lists and pages show of a record, as the desk's file keeps it. They add nothing to what a record says."""

from __future__ import annotations

import datetime as dt

from pydantic import AwareDatetime, Field

from trucewatch.records import Example
from trucewatch.values.base import Value


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
    """An incident in a list. ``voices``: parties whose sources or own bulletins speak of it, "" for sources of no party
    and outlets in their own voice; ``actors``: those that the accounts name; ``place``: of a total over several places
    all of them in words and no point, and then ``places`` holds each; ``grade``: Admiralty letter and figure of the
    event; ``differs``: the fields on which the accounts differ; ``score`` and ``because``: how much it matters that a
    person looks at it, and why (``queue.yaml``); ``first``/``last``: when its first and last account was published;
    ``open``: nobody has decided on all of it."""

    id: str
    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    actors: tuple[str, ...]
    voices: tuple[str, ...]
    place: Where | None
    places: tuple[Where, ...] = ()
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
    """A claim: as it stands, with ``as_read`` (field to value) where people corrected it. ``voice``: who vouches, a
    party's code, "" for a source of no party, ``outlet:ID`` for a report's own voice unless it is a party's bulletin.
    ``said``: the quote as it is shown, of a denial with the words that deny. ``review``: open, accepted, corrected or
    rejected. ``rule``, ``entries`` and ``notes``: why it was read so; ``by_example``: marked examples alone tell of it,
    and nothing counts it; ``example``: what they made of which word."""

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
    voice: str = ""
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
    by_example: bool = False
    example: Example | None = None
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
