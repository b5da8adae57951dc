"""Pages: all that one page or one answer of the API shows, as one value. The web face turns it into HTML or JSON."""

from __future__ import annotations

from pydantic import AwareDatetime

from trucewatch.monitor.desk.cards import (
    AgreementCard,
    ClaimCard,
    EditionCard,
    EffectCard,
    ExchangeCard,
    IncidentCard,
    PositionCard,
    ReportCard,
)
from trucewatch.records import Corroboration, Edition, Finding, FindingSummary, Grade, Incident, Observation
from trucewatch.values.base import Value


class Undoing(Value):
    """The decision by which another was undone."""

    id: str
    author: str
    at: AwareDatetime


class DecisionRow(Value):
    """A decision. ``undone``: by a later one, ``undoing``; ``pending``: derived state does not show it yet."""

    id: str
    author: str
    at: AwareDatetime
    action: str
    subjects: tuple[str, ...]
    against: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    reason: str = ""
    undone: bool = False
    undoing: Undoing | None = None
    pending: bool = False


class LedgerPage(Value):
    """A page of incidents. ``total``: how many fit; ``all``: how many there are."""

    incidents: tuple[IncidentCard, ...]
    total: int
    all: int
    page: int
    size: int
    counts: dict[str, dict[str, int]]
    note: str | None = None


class ClaimsPage(Value):
    """A page of claims."""

    claims: tuple[ClaimCard, ...]
    total: int
    all: int
    page: int
    size: int
    counts: dict[str, dict[str, int]]
    note: str | None = None


class TodayPage(Value):
    """The first page. ``until``: the end of the publication of the last report, when nothing later is known;
    ``counts``: of everything; ``queue``: what waits for a decision, the heaviest first; ``fresh``: what changed since
    the last edition; ``decisions``: the last ones, ``about``: the incidents that they are about, by decision."""

    until: AwareDatetime | None
    counts: dict[str, int]
    agreements: tuple[AgreementCard, ...]
    queue: tuple[IncidentCard, ...]
    fresh: tuple[IncidentCard, ...]
    edition: EditionCard | None
    decisions: tuple[DecisionRow, ...]
    about: dict[str, IncidentCard]
    pending: bool


class IncidentPage(Value):
    """An incident with all that rests on it. ``claims``: accounts, denials, mentions and what was seen by example,
    by id; ``near``: incidents that it might be merged with, nearest in time and place first."""

    card: IncidentCard
    incident: Incident
    claims: dict[str, ClaimCard]
    reports: dict[str, ReportCard]
    findings: tuple[Finding, ...]
    summaries: tuple[FindingSummary, ...]
    grades: tuple[Grade, ...]
    corroborations: tuple[Corroboration, ...]
    observations: tuple[Observation, ...]
    effects: tuple[EffectCard, ...]
    exchanges: tuple[ExchangeCard, ...]
    near: tuple[IncidentCard, ...]
    decisions: tuple[DecisionRow, ...]
    pending: bool


class Stretch(Value):
    """A run of a report's text and the claims whose quotes hold it."""

    text: str
    claims: tuple[str, ...] = ()


class ReportPage(Value):
    """A report's text cut where quotes begin and end, and its claims in reading order."""

    card: ReportCard
    stretches: tuple[Stretch, ...]
    claims: tuple[ClaimCard, ...]
    decisions: tuple[DecisionRow, ...]
    superseded: bool


class PositionsPage(Value):
    """All stances, by proposal, party and time, and the claims that they rest on by id."""

    positions: tuple[PositionCard, ...]
    claims: dict[str, ClaimCard]


class EditionPage(Value):
    """A published edition."""

    card: EditionCard
    edition: Edition


class Places(Value):
    """Incidents for a map, by column: ``ids``, ``lat``, ``lon`` (degrees), ``radius`` (km), ``start`` and ``end``
    (seconds of the epoch; None where no time is stated), ``kinds`` (of each the first), ``names``;
    ``differs``: 1 where accounts differ. ``unplaced_total``: how many could not be placed."""

    ids: tuple[str, ...]
    lat: tuple[float, ...]
    lon: tuple[float, ...]
    radius: tuple[float, ...]
    start: tuple[int | None, ...]
    end: tuple[int | None, ...]
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    differs: tuple[int, ...]
    unplaced_total: int


class Fault(Value):
    """What does not hold in the ledger, and where."""

    where: str
    what: str


class Unused(Value):
    """An input that could not be used."""

    stage: str
    where: str
    what: str
    mend: str


class IntegrityPage(Value):
    """What the ledger proves. ``derived_from``: the head that derived state was built from."""

    rows: int
    originals: int
    head: str
    faults: tuple[Fault, ...]
    derived: str | None
    derived_from: str | None
    fresh: bool
    checked: AwareDatetime
    decisions: int
    failures: tuple[Unused, ...]


class Problem(Value):
    """What went wrong, and how to mend it."""

    what: str
    where: str = ""
    mend: str = ""


class Decided(Value):
    """A decision that was appended. ``waiting``: derived state is being rebuilt."""

    decision: DecisionRow
    waiting: bool = True
