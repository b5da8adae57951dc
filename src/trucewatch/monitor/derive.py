"""From the truth that stands to all that is derived: a pure function, so that it can be rebuilt to the byte."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.assess import AssessParameters, effects, exchanges, findings, positions, summaries, totals
from trucewatch.corroborate import CorroborateParameters, corroborate
from trucewatch.engines import Here
from trucewatch.errors import CaseError
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.link import Backend, LinkParameters, link
from trucewatch.records import (
    Case,
    Corroboration,
    Derived,
    Effect,
    Exchange,
    ExchangeTotal,
    Finding,
    FindingSummary,
    Incident,
    Position,
)
from trucewatch.store import Standing, digest_of
from trucewatch.tell import CaseView

HERE = Here()


@dataclass(frozen=True, slots=True)
class DerivedState:
    """Everything derived from one Standing."""

    incidents: tuple[Incident, ...]
    corroborations: tuple[Corroboration, ...]
    findings: tuple[Finding, ...]
    summaries: tuple[FindingSummary, ...]
    positions: tuple[Position, ...]
    exchanges: tuple[Exchange, ...]
    totals: tuple[ExchangeTotal, ...]
    effects: tuple[Effect, ...]

    @property
    def records(self) -> tuple[Derived, ...]:
        """All of it, as the store keeps it."""
        return (
            *self.incidents,
            *self.corroborations,
            *self.findings,
            *self.summaries,
            *self.positions,
            *self.exchanges,
            *self.totals,
            *self.effects,
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


def derive(truth: Standing, backend: Backend = HERE) -> DerivedState:
    """Incidents, what sensors and agreements say of them, and positions. Depends on ``truth`` and nothing else:
    every ``backend`` gives the same."""
    case = case_of(truth)
    agreements = tuple(truth.agreements.values())
    claims = tuple(truth.claims.values())
    incidents = link(
        claims,
        truth.reports,
        tuple(truth.decisions.values()),
        link_parameters(case),
        backend,
        arrived={claim: n for n, claim in enumerate(truth.claims)},
    )
    assess = AssessParameters(zone=case.timezone)
    found = findings(incidents, truth.claims, agreements, assess)
    swaps = exchanges(incidents, truth.claims, truth.reports)
    return DerivedState(
        incidents=incidents,
        corroborations=corroborate(incidents, tuple(truth.observations.values()), CorroborateParameters()),
        findings=found,
        summaries=summaries(found),
        positions=positions(claims, truth.reports, agreements, assess),
        exchanges=swaps,
        totals=totals(swaps, truth.claims, truth.reports),
        effects=effects(incidents, truth.claims),
    )


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
        positions=state.positions,
        exchanges=state.exchanges,
        totals=state.totals,
        effects=state.effects,
        inputs=truth.inputs,
        derived=digest_of(state.records),
    )
