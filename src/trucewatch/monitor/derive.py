"""From the truth that stands to all that is derived: a pure function, so that it can be rebuilt to the byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from trucewatch.assess import (
    AssessParameters,
    effects,
    exchanges,
    findings,
    grades,
    knock_ons,
    positions,
    progress,
    segments,
    summaries,
    totals,
)
from trucewatch.corroborate import CorroborateParameters, corroborate
from trucewatch.engines import Here
from trucewatch.errors import CaseError
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.link import Backend, FoundBy, Linking, LinkParameters, decided, redirects
from trucewatch.records import (
    Agreement,
    Case,
    Corroboration,
    Derived,
    Edition,
    Effect,
    Exchange,
    ExchangeTotal,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    KnockOn,
    Position,
    Progress,
)
from trucewatch.store import Standing, digest_of
from trucewatch.tell import CaseView, InForce

HERE = Here()


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
    exchanges: tuple[Exchange, ...]
    totals: tuple[ExchangeTotal, ...]
    effects: tuple[Effect, ...]
    knock_ons: tuple[KnockOn, ...]

    @property
    def records(self) -> tuple[Derived, ...]:
        """All of it, as the store keeps it: kind by kind, in the order of the fields."""
        return tuple(record for kind in fields(self) for record in getattr(self, kind.name))


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
    return assessed(truth, linked(truth, backend)[0])


def linked(
    truth: Standing, backend: Backend = HERE, *, keep: bool = False
) -> tuple[tuple[Incident, ...], FoundBy | None]:
    """The incidents, and with ``keep`` the keys by which a part of them can be linked anew."""
    decisions = tuple(truth.decisions.values())
    linking = Linking(link_parameters(case_of(truth)), decided(decisions), backend)
    arrived = {claim: n for n, claim in enumerate(truth.claims)}
    linking.add(truth.claims.values(), truth.reports, arrived, last=True, keep=keep)
    return tuple(linking.incidents()), linking.found_by


def assessed(truth: Standing, incidents: tuple[Incident, ...]) -> DerivedState:
    """All that is derived of incidents. Nothing rests on a claim that is seen by example alone."""
    case = case_of(truth)
    agreements = tuple(truth.agreements.values())
    claims = truth.counted
    corroborations = corroborate(
        incidents, tuple(truth.observations.values()), CorroborateParameters(facilities=case.places)
    )
    assess = AssessParameters.of(case, as_of=_known_until(truth))
    found = findings(incidents, claims, agreements, assess, truth.reports)
    swaps = exchanges(incidents, claims, truth.reports)
    return DerivedState(
        incidents=incidents,
        corroborations=corroborations,
        findings=found,
        summaries=summaries(found, agreements, assess),
        progress=progress(incidents, claims, agreements, assess, truth.reports),
        grades=grades(incidents, claims, truth.reports, corroborations, tuple(truth.decisions.values()), assess),
        positions=positions(tuple(claims.values()), truth.reports, agreements, assess),
        exchanges=swaps,
        totals=totals(swaps, claims, truth.reports),
        effects=effects(incidents, claims),
        knock_ons=knock_ons(incidents, claims, truth.network),
    )


def _known_until(truth: Standing) -> datetime | None:
    """The end of the publication of the last report: nothing is known of what came after it."""
    return max((r.published.end for r in truth.reports.values() if r.published), default=None)


def in_force(case: Case, agreements: Iterable[Agreement]) -> Iterator[InForce]:
    """What holds when under which reading of the agreements."""
    params = AssessParameters.of(case)
    for agreement in agreements:
        for span in segments(agreement, params):
            for reading, now in span.said:
                yield InForce(agreement.code, reading, span.start, span.end, now.held, now.suspended, now.unstated)


def view_of(truth: Standing, state: DerivedState | None = None, editions: Iterable[Edition] = ()) -> CaseView:
    """The truth that stands with all that is derived from it, as the tellers take it; ``editions``: earlier ones to
    compare with."""
    state = state or derive(truth)
    case = case_of(truth)
    return CaseView.of(
        case,
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
        exchanges=state.exchanges,
        totals=state.totals,
        effects=state.effects,
        network=truth.network,
        knock_ons=state.knock_ons,
        redirects=redirects(state.incidents),
        editions=editions,
        in_force=in_force(case, truth.agreements.values()),
        inputs=truth.inputs,
        derived=digest_of(state.records),
    )
