"""Records: what the stages hand to one another and what the ledger keeps. Frozen, without I/O, without behaviour.

Truth (append-only, never edited, superseded by newer records): Case, Agreement, Network, Report, Pass, Claim,
Observation, Decision, Failure, Edition, Import, Notice.
Derived (rebuilt from truth at any time): Incident, Corroboration, Finding, FindingSummary, Progress, Grade,
Position, Exchange, ExchangeTotal, Effect, KnockOn.

One writer each: gather writes Case, Agreement, Network, Report, Observation; read writes Claim and Pass; link writes
Incident; corroborate writes Corroboration; assess writes Finding, FindingSummary, Progress, Grade, Position, Exchange,
ExchangeTotal, Effect, KnockOn; tell writes Edition; people write Decision; the monitor writes Failure, Import, Notice.
"""

from trucewatch.records.agreement import (
    Act,
    Agreement,
    Amendment,
    Annex,
    Clause,
    Declaration,
    Ending,
    Extension,
    Listed,
    Matter,
    NamedArea,
    Period,
    Phase,
    PhasePeriod,
    Prohibition,
    Proposal,
    Provision,
    ProvisionScope,
    Reading,
    Requirement,
    Scope,
    Suspension,
)
from trucewatch.records.alerts import Alerts
from trucewatch.records.base import Record, derived_from, identified
from trucewatch.records.case import Area, Case, KnownPlace, Office, Outlet, Party, Person
from trucewatch.records.claim import Claim, Example, Mention, Pass, SourceMention, Target, Why
from trucewatch.records.corroboration import Corroboration, Figure
from trucewatch.records.decision import Action, Decision
from trucewatch.records.edition import (
    Block,
    Context,
    Edition,
    Listing,
    Note,
    Paragraph,
    Picture,
    Row,
    Section,
    Sentence,
    Supported,
    Table,
    Told,
    supported,
)
from trucewatch.records.effect import Effect, EffectKind, EffectState
from trucewatch.records.exchange import Check, Exchange, ExchangeState, ExchangeTotal
from trucewatch.records.failure import Failure
from trucewatch.records.finding import Finding, FindingSummary, Progress, ProgressState, SummaryState
from trucewatch.records.grade import Aspect, Grade, Status
from trucewatch.records.imports import Import
from trucewatch.records.incident import Incident, Version, VersionValue
from trucewatch.records.knockon import Concern, ConcernState, Hanging, KnockOn
from trucewatch.records.network import Edge, Network, Node, NodeKind, Relation
from trucewatch.records.notice import Notice
from trucewatch.records.observation import Observation
from trucewatch.records.position import Condition, Position
from trucewatch.records.report import Original, Report
from trucewatch.records.statistics import Cell, Delay, Ratio, Series, Statistics, Volume, Within

Truth = (
    Case | Agreement | Network | Report | Pass | Claim | Observation | Decision | Failure | Edition | Import | Notice
)
Derived = (
    Incident
    | Corroboration
    | Finding
    | FindingSummary
    | Progress
    | Grade
    | Position
    | Exchange
    | ExchangeTotal
    | Effect
    | KnockOn
)

TRUTH: tuple[type[Record], ...] = (
    Case,
    Agreement,
    Network,
    Report,
    Pass,
    Claim,
    Observation,
    Decision,
    Failure,
    Edition,
    Import,
    Notice,
)
DERIVED: tuple[type[Record], ...] = (
    Incident,
    Corroboration,
    Finding,
    FindingSummary,
    Progress,
    Grade,
    Position,
    Exchange,
    ExchangeTotal,
    Effect,
    KnockOn,
)

__all__ = [
    "DERIVED",
    "TRUTH",
    "Act",
    "Action",
    "Agreement",
    "Alerts",
    "Amendment",
    "Annex",
    "Area",
    "Aspect",
    "Block",
    "Case",
    "Cell",
    "Check",
    "Claim",
    "Clause",
    "Concern",
    "ConcernState",
    "Condition",
    "Context",
    "Corroboration",
    "Decision",
    "Declaration",
    "Delay",
    "Derived",
    "Edge",
    "Edition",
    "Effect",
    "EffectKind",
    "EffectState",
    "Ending",
    "Example",
    "Exchange",
    "ExchangeState",
    "ExchangeTotal",
    "Extension",
    "Failure",
    "Figure",
    "Finding",
    "FindingSummary",
    "Grade",
    "Hanging",
    "Import",
    "Incident",
    "KnockOn",
    "KnownPlace",
    "Listed",
    "Listing",
    "Matter",
    "Mention",
    "NamedArea",
    "Network",
    "Node",
    "NodeKind",
    "Note",
    "Notice",
    "Observation",
    "Office",
    "Original",
    "Outlet",
    "Paragraph",
    "Party",
    "Pass",
    "Period",
    "Person",
    "Phase",
    "PhasePeriod",
    "Picture",
    "Position",
    "Progress",
    "ProgressState",
    "Prohibition",
    "Proposal",
    "Provision",
    "ProvisionScope",
    "Ratio",
    "Reading",
    "Record",
    "Relation",
    "Report",
    "Requirement",
    "Row",
    "Scope",
    "Section",
    "Sentence",
    "Series",
    "SourceMention",
    "Statistics",
    "Status",
    "SummaryState",
    "Supported",
    "Suspension",
    "Table",
    "Target",
    "Told",
    "Truth",
    "Version",
    "VersionValue",
    "Volume",
    "Why",
    "Within",
    "derived_from",
    "identified",
    "supported",
]
