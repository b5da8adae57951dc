"""What the tell stage looks at: the truth that stands and what was derived from it, read-only, by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from trucewatch.records import (
    Agreement,
    Case,
    Claim,
    Corroboration,
    Decision,
    Edition,
    Effect,
    Exchange,
    ExchangeTotal,
    Failure,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    KnockOn,
    Network,
    Observation,
    Pass,
    Position,
    Progress,
    Record,
    Report,
)


@dataclass(frozen=True)
class InForce:
    """Which provisions of an agreement hold under one reading in [start, end); ``end`` None: open. ``unstated``: those
    of which the reading does not say when they hold."""

    agreement: str
    reading: str
    start: dt.datetime
    end: dt.datetime | None
    held: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseView:
    """One case as it stands. Every mapping is from a record's id to the record.

    ``agreements`` in use (the latest of each code), ``reports`` that stand, ``claims`` that the latest ``passes``
    found, less those ``seen`` by example alone, on which nothing rests; ``in_force``: what holds when under which
    reading; ``editions``: the latest of each earlier day, for the corrections; ``redirects``: from ids that an incident
    had before to the one it has; ``inputs``: digest of the truth (kinds and ids, the same on every machine),
    ``derived``: digest of the derived state. The order of the mappings does not matter: the stage sorts whatever it
    tells.
    """

    case: Case
    agreements: Mapping[str, Agreement]
    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    seen: Mapping[str, Claim]
    incidents: Mapping[str, Incident]
    corroborations: Mapping[str, Corroboration]
    findings: Mapping[str, Finding]
    summaries: Mapping[str, FindingSummary]
    progress: Mapping[str, Progress]
    grades: Mapping[str, Grade]
    positions: Mapping[str, Position]
    exchanges: Mapping[str, Exchange]
    totals: Mapping[str, ExchangeTotal]
    effects: Mapping[str, Effect]
    network: Network | None
    knock_ons: Mapping[str, KnockOn]
    decisions: Mapping[str, Decision]
    failures: Mapping[str, Failure]
    passes: Mapping[str, Pass]
    observations: Mapping[str, Observation]
    redirects: Mapping[str, str]
    editions: Mapping[str, Edition]
    in_force: tuple[InForce, ...]
    inputs: str
    derived: str

    @classmethod
    def of(
        cls,
        case: Case,
        *,
        inputs: str,
        derived: str,
        agreements: Iterable[Agreement] = (),
        reports: Iterable[Report] = (),
        claims: Iterable[Claim] = (),
        incidents: Iterable[Incident] = (),
        corroborations: Iterable[Corroboration] = (),
        findings: Iterable[Finding] = (),
        summaries: Iterable[FindingSummary] = (),
        progress: Iterable[Progress] = (),
        grades: Iterable[Grade] = (),
        positions: Iterable[Position] = (),
        exchanges: Iterable[Exchange] = (),
        totals: Iterable[ExchangeTotal] = (),
        effects: Iterable[Effect] = (),
        network: Network | None = None,
        knock_ons: Iterable[KnockOn] = (),
        decisions: Iterable[Decision] = (),
        failures: Iterable[Failure] = (),
        passes: Iterable[Pass] = (),
        observations: Iterable[Observation] = (),
        redirects: Mapping[str, str] | None = None,
        editions: Iterable[Edition] = (),
        in_force: Iterable[InForce] = (),
    ) -> CaseView:
        """A view of the records given, each mapping read-only. ``claims``: all that stand, however they were read."""
        stand = tuple(claims)
        return cls(
            case=case,
            agreements=MappingProxyType({r.id: r for r in agreements}),
            reports=MappingProxyType({r.id: r for r in reports}),
            claims=MappingProxyType({r.id: r for r in stand if not r.by_example}),
            seen=MappingProxyType({r.id: r for r in stand if r.by_example}),
            incidents=MappingProxyType({r.id: r for r in incidents}),
            corroborations=MappingProxyType({r.id: r for r in corroborations}),
            findings=MappingProxyType({r.id: r for r in findings}),
            summaries=MappingProxyType({r.id: r for r in summaries}),
            progress=MappingProxyType({r.id: r for r in progress}),
            grades=MappingProxyType({r.id: r for r in grades}),
            positions=MappingProxyType({r.id: r for r in positions}),
            exchanges=MappingProxyType({r.id: r for r in exchanges}),
            totals=MappingProxyType({r.id: r for r in totals}),
            effects=MappingProxyType({r.id: r for r in effects}),
            network=network,
            knock_ons=MappingProxyType({r.id: r for r in knock_ons}),
            decisions=MappingProxyType({r.id: r for r in decisions}),
            failures=MappingProxyType({r.id: r for r in failures}),
            passes=MappingProxyType({r.id: r for r in passes}),
            observations=MappingProxyType({r.id: r for r in observations}),
            redirects=MappingProxyType(dict(redirects or {})),
            editions=MappingProxyType({r.id: r for r in editions}),
            in_force=tuple(in_force),
            inputs=inputs,
            derived=derived,
        )

    def find(self, record: str) -> Record | None:
        """The record of that id, of whatever kind, or that an earlier id of an incident leads to; None where the view
        holds none."""
        record = self.redirects.get(record, record)
        if record == self.case.id:
            return self.case
        if self.network is not None and record == self.network.id:
            return self.network
        found: Record | None
        for table in self._tables:
            if (found := table.get(record)) is not None:
                return found
        return None

    def ids_opening(self, start: str) -> tuple[str, ...]:
        """The ids of all records that open with ``start``, in order."""
        return tuple(sorted(i for table in self._tables for i in table if i.startswith(start)))

    @cached_property
    def _tables(self) -> tuple[Mapping[str, Record], ...]:
        return (
            self.claims,
            self.seen,
            self.incidents,
            self.reports,
            self.findings,
            self.summaries,
            self.progress,
            self.grades,
            self.corroborations,
            self.positions,
            self.exchanges,
            self.totals,
            self.effects,
            self.knock_ons,
            self.agreements,
            self.passes,
            self.decisions,
            self.failures,
            self.observations,
            self.editions,
        )

    def agreement(self, name: str | None) -> Agreement | None:
        """The agreement of that id or code."""
        if name is None:
            return None
        return self.agreements.get(name) or self._by_code.get(name)

    @cached_property
    def _by_code(self) -> Mapping[str, Agreement]:
        return {a.code: a for a in self.agreements.values()}
