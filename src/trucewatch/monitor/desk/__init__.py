"""The desk: what a person at work on a case looks at. Built from the ledger, read by the faces (decision 21)."""

from trucewatch.monitor.desk.build import build_desk
from trucewatch.monitor.desk.cards import (
    AgreementCard,
    ClaimCard,
    EditionCard,
    IncidentCard,
    ReportCard,
    SourceCard,
    When,
    Where,
)
from trucewatch.monitor.desk.desk import Desk
from trucewatch.monitor.desk.pages import (
    DecisionRow,
    EditionPage,
    IncidentPage,
    IntegrityPage,
    LedgerPage,
    ReportPage,
    TodayPage,
)
from trucewatch.monitor.desk.queries import ClaimQuery, LedgerQuery, as_link

__all__ = [
    "AgreementCard",
    "ClaimCard",
    "ClaimQuery",
    "DecisionRow",
    "Desk",
    "EditionCard",
    "EditionPage",
    "IncidentCard",
    "IncidentPage",
    "IntegrityPage",
    "LedgerPage",
    "LedgerQuery",
    "ReportCard",
    "ReportPage",
    "SourceCard",
    "TodayPage",
    "When",
    "Where",
    "as_link",
    "build_desk",
]
