"""Records: what the stages hand to one another and what the ledger keeps. Frozen, without I/O, without behaviour.

Truth (append-only, never edited, superseded by newer records): Case, Agreement, Report, Pass, Claim, Observation,
Decision, Failure, Edition. Derived (rebuilt from truth at any time, to the byte): Incident, Corroboration, Finding,
FindingSummary, Position,
Exchange, ExchangeTotal, Effect.

One writer each: gather writes Case, Agreement, Report, Observation; read writes Claim and Pass; link writes
Incident; corroborate writes Corroboration; assess writes Finding, FindingSummary, Position, Exchange,
ExchangeTotal, Effect; tell writes Edition;
people write Decision; the monitor writes Failure.
"""

from trucewatch.records.agreement import (
    Agreement,
    Declaration,
    Period,
    Prohibition,
    Proposal,
    Provision,
    Reading,
    Scope,
)
from trucewatch.records.base import Record, derived_from, identified
from trucewatch.records.case import Area, Case, KnownPlace, Office, Outlet, Party, Person
from trucewatch.records.claim import Claim, Mention, Pass, SourceMention, Target, Why
from trucewatch.records.corroboration import Corroboration, Figure
from trucewatch.records.decision import Action, Decision
from trucewatch.records.edition import Edition, Section, Sentence
from trucewatch.records.effect import Effect, EffectKind, EffectState
from trucewatch.records.exchange import Check, Exchange, ExchangeState, ExchangeTotal
from trucewatch.records.failure import Failure
from trucewatch.records.finding import Finding, FindingSummary, SummaryState
from trucewatch.records.incident import Incident, Version, VersionValue
from trucewatch.records.observation import Observation
from trucewatch.records.position import Condition, Position
from trucewatch.records.report import Original, Report
from trucewatch.records.statistics import Cell, Delay, Ratio, Series, Statistics, Volume, Within

Truth = Case | Agreement | Report | Pass | Claim | Observation | Decision | Failure | Edition
Derived = Incident | Corroboration | Finding | FindingSummary | Position | Exchange | ExchangeTotal | Effect

TRUTH: tuple[type[Record], ...] = (
    Case,
    Agreement,
    Report,
    Pass,
    Claim,
    Observation,
    Decision,
    Failure,
    Edition,
)
DERIVED: tuple[type[Record], ...] = (
    Incident,
    Corroboration,
    Finding,
    FindingSummary,
    Position,
    Exchange,
    ExchangeTotal,
    Effect,
)

__all__ = [
    "DERIVED",
    "TRUTH",
    "Action",
    "Agreement",
    "Area",
    "Case",
    "Cell",
    "Check",
    "Claim",
    "Condition",
    "Corroboration",
    "Decision",
    "Declaration",
    "Delay",
    "Derived",
    "Edition",
    "Effect",
    "EffectKind",
    "EffectState",
    "Exchange",
    "ExchangeState",
    "ExchangeTotal",
    "Failure",
    "Figure",
    "Finding",
    "FindingSummary",
    "Incident",
    "KnownPlace",
    "Mention",
    "Observation",
    "Office",
    "Original",
    "Outlet",
    "Party",
    "Pass",
    "Period",
    "Person",
    "Position",
    "Prohibition",
    "Proposal",
    "Provision",
    "Ratio",
    "Reading",
    "Record",
    "Report",
    "Scope",
    "Section",
    "Sentence",
    "Series",
    "SourceMention",
    "Statistics",
    "SummaryState",
    "Target",
    "Truth",
    "Version",
    "VersionValue",
    "Volume",
    "Why",
    "Within",
    "derived_from",
    "identified",
]
