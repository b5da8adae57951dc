"""From the truth that stands to all that is derived: a pure function, so that it can be rebuilt to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trucewatch.assess import AssessParameters, findings, grades, positions, progress, summaries
from trucewatch.corroborate import CorroborateParameters, corroborate
from trucewatch.errors import CaseError
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.link import LinkParameters, link
from trucewatch.records import (
    Case,
    Corroboration,
    Derived,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    Position,
    Progress,
)
from trucewatch.store import Standing, digest_of
from trucewatch.tell import CaseView


@dataclass(frozen=True, slots=True)
class DerivedState:
    """Everything derived from one Standing."""

    incidents: tuple[Incident, ...]
    corroborations: tuple[Corroboration, ...]
    findings: tuple[Finding, ...]
    summaries: tuple[FindingSummary, ...]
    progress: tuple[Progress, ...]
    grades: tuple[Grade, ...]
    positions: tuple[Position, ...]

    @property
    def records(self) -> tuple[Derived, ...]:
        """All of it, as the store keeps it."""
        return (
            *self.incidents,
            *self.corroborations,
            *self.findings,
            *self.summaries,
            *self.progress,
            *self.grades,
            *self.positions,
        )


def case_of(truth: Standing) -> Case:
    """The case of the ledger. Raises CaseError where it holds none yet."""
    if truth.case is None:
        raise CaseError("the ledger holds no case yet", mend="run `trucewatch run CASE` first")
    return truth.case


def link_parameters(case: Case | None) -> LinkParameters:
    """The linker's parameters for a case; without one names and days suffice."""
    if case is None:
        return LinkParameters(places=Gazetteer.of(None))
    return LinkParameters(
        zone=case.timezone, places=Gazetteer.of(case), countries=case.area.countries, outlets=case.outlets
    )


def derive(truth: Standing) -> DerivedState:
    """Incidents, what sensors and agreements say of them, and positions. Depends on ``truth`` and nothing else."""
    case = case_of(truth)
    agreements = tuple(truth.agreements.values())
    claims = tuple(truth.claims.values())
    incidents = link(claims, truth.reports, tuple(truth.decisions.values()), link_parameters(case))
    corroborations = corroborate(incidents, tuple(truth.observations.values()), CorroborateParameters())
    assess = AssessParameters.of(case, as_of=_known_until(truth))
    found = findings(incidents, truth.claims, agreements, assess, truth.reports)
    return DerivedState(
        incidents=incidents,
        corroborations=corroborations,
        findings=found,
        summaries=summaries(found, agreements, assess),
        progress=progress(incidents, truth.claims, agreements, assess, truth.reports),
        grades=grades(incidents, truth.claims, truth.reports, corroborations, tuple(truth.decisions.values()), assess),
        positions=positions(claims, truth.reports, agreements, assess),
    )


def _known_until(truth: Standing) -> datetime | None:
    """The end of the publication of the last report: nothing is known of what came after it."""
    return max((r.published.end for r in truth.reports.values() if r.published), default=None)


def view_of(truth: Standing, state: DerivedState | None = None) -> CaseView:
    """The truth that stands with all that is derived from it, as the tellers take it."""
    state = state or derive(truth)
    return CaseView.of(
        case_of(truth),
        agreements=truth.agreements.values(),
        reports=truth.reports.values(),
        passes=truth.passes.values(),
        claims=truth.claims.values(),
        observations=truth.observations.values(),
        decisions=truth.decisions.values(),
        failures=truth.failures.values(),
        incidents=state.incidents,
        corroborations=state.corroborations,
        findings=state.findings,
        summaries=state.summaries,
        progress=state.progress,
        grades=state.grades,
        positions=state.positions,
        inputs=truth.inputs,
        derived=digest_of(state.records),
    )
