"""Which truth stands: of the records in ledger order, those that no later one supersedes.

The rules. The last Case stands; the last Network, and of the Agreements the last of each code, unless its file has
been broken since; of the Reports the last of each outlet and doc, less those of a file that has since said the same
text is another outlet's, where the case lists the new one and not the old (a mended name); of the Claims those of the
last Pass over a standing report, as people corrected them and less those that they rejected; of the Decisions those
not undone; of the Failures those of a file that has since neither changed, nor gone, nor given anything usable.

A decision follows its claim: where a later pass reads the same words anew, what was decided of the claim before holds
for the one that took its place. It does not follow into another text: where the report changed, it is astray.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from trucewatch.records import (
    Action,
    Agreement,
    Case,
    Claim,
    Decision,
    Failure,
    Network,
    Observation,
    Pass,
    Record,
    Report,
)
from trucewatch.store.corrections import corrections
from trucewatch.store.following import followed
from trucewatch.values.ids import canonical, sha256


@dataclass(frozen=True, slots=True)
class Standing:
    """The truth that stands, each mapping in ledger order and keyed by record id."""

    case: Case | None = None
    network: Network | None = None
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    passes: Mapping[str, Pass] = field(default_factory=dict)  # keyed by the report's id
    claims: Mapping[str, Claim] = field(default_factory=dict)
    observations: Mapping[str, Observation] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    failures: Mapping[str, Failure] = field(default_factory=dict)
    as_read: Mapping[str, Claim] = field(default_factory=dict)
    """The claims that people corrected, or vouched for where examples alone had shown them, as the reader had them."""
    rejected: Mapping[str, Claim] = field(default_factory=dict)  # claims that would stand but for a decision
    astray: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Decisions on claims whose words no longer stand, with the names of the reports: they want deciding again."""

    @property
    def counted(self) -> Mapping[str, Claim]:
        """The claims that anything may rest on: those that stand, less what is seen by example alone."""
        return {key: claim for key, claim in self.claims.items() if not claim.by_example}

    @property
    def inputs(self) -> str:
        """SHA-256 over the kinds and ids of all that stands: the same on every machine and in any order of storing."""
        keys = [["case", self.case.id]] if self.case else []
        keys += [["network", self.network.id]] if self.network else []
        groups: tuple[Mapping[str, Record], ...] = (
            self.agreements,
            self.reports,
            self.passes,
            self.claims,
            self.observations,
            self.decisions,
            self.failures,
        )
        keys += sorted([record.kind_name, record.id] for group in groups for record in group.values())
        return sha256(canonical(keys))

    def until(self, cutoff: datetime) -> Standing:
        """The same as it stood at ``cutoff``: only reports published and observations made before, and all that people
        have decided since, because they look at a night's reports after the cut-off and before the edition.

        Of a report that does not say when it was published the claims are left out, since nothing shows that they were
        known by then; the report itself stays, so that it can be said that it was left out.
        """
        reports = {k: r for k, r in self.reports.items() if r.published is None or r.published.end <= cutoff}
        dated = {k for k, r in reports.items() if r.published}
        return replace(
            self,
            reports=reports,
            passes={k: p for k, p in self.passes.items() if k in reports},
            claims={k: c for k, c in self.claims.items() if c.report in dated},
            observations={k: o for k, o in self.observations.items() if o.moment.end <= cutoff},
        )


def standing(truth: Iterable[Record]) -> Standing:
    """What stands of ``truth``, which comes in ledger order."""
    case: Case | None = None
    network: Network | None = None
    agreements: dict[str, Agreement] = {}
    reports: dict[tuple[str, str], Report] = {}
    passes: dict[str, Pass] = {}
    claims: dict[str, Claim] = {}
    observations: dict[str, Observation] = {}
    decisions: dict[str, Decision] = {}
    failures: dict[str, Failure] = {}
    for record in truth:
        match record:
            case Case():
                case = record
            case Network():
                network = record
            case Agreement():
                agreements[record.code] = record
            case Report():
                reports[record.outlet, record.doc] = record
            case Pass():
                passes[record.report] = record
            case Claim():
                claims[record.id] = record
            case Observation():
                observations[record.id] = record
            case Decision():
                decisions[record.id] = record
            case Failure():
                failures[record.id] = record
        _settle(failures, record)
    broken = {f.original.name for f in failures.values() if f.stage == "gather" and f.original}
    decisions = _undone(decisions)
    by_id = {r.id: r for r in _well_named(reports.values(), case)}
    passes = {r: passes[r] for r in by_id if r in passes}
    found = {c: claims[c] for p in passes.values() for c in p.claims if c in claims}
    decisions, astray = followed(decisions, found, claims)
    rejected = {s for d in decisions.values() if d.action is Action.REJECT for s in d.subjects}
    stands = {c: claim for c, claim in found.items() if c not in rejected}
    changed = corrections(decisions.values(), stands, case.timezone if case else "UTC")
    return Standing(
        case=case,
        network=network if network and (network.original is None or network.original.name not in broken) else None,
        agreements={a.id: a for a in agreements.values() if a.original is None or a.original.name not in broken},
        reports=by_id,
        passes=passes,
        claims={**stands, **changed},
        observations=observations,
        decisions=decisions,
        failures=failures,
        as_read={c: stands[c] for c in changed},
        rejected={c: found[c] for c in found if c in rejected},
        astray=astray,
    )


def _well_named(reports: Iterable[Report], case: Case | None) -> list[Report]:
    """The reports less those whose file now names a listed outlet in place of one that the case does not list."""
    listed = {o.id for o in case.outlets} if case else set()
    there = list(reports)
    strange = {r.original.name for r in there if r.original and r.row is None and r.outlet not in listed}
    mended = {
        (r.original.name, r.text)
        for r in there
        if r.original and r.row is None and r.original.name in strange and r.outlet in listed
    }
    return [
        r
        for r in there
        if r.outlet in listed or r.row is not None or not r.original or (r.original.name, r.text) not in mended
    ]


def _settle(failures: dict[str, Failure], record: Record) -> None:
    """Drops the failures that no longer stand: of a file that gave something usable, was changed, or is gone."""
    original = getattr(record, "original", None)
    gone = set(record.settles) | ({record.id} if record.settles else set()) if isinstance(record, Failure) else set()
    row = getattr(record, "row", None)
    for key, failure in list(failures.items()):
        if failure.original and original and key != record.id and failure.original.name == original.name:
            whole = row is None and not isinstance(record, Failure)
            if whole or failure.original.sha256 != original.sha256:
                gone.add(key)
    for key in gone:
        failures.pop(key, None)


def _undone(decisions: dict[str, Decision]) -> dict[str, Decision]:
    """The decisions less those undone; a later undo of an undo brings the first back."""
    gone: set[str] = set()
    for decision in reversed(decisions.values()):
        if decision.action is Action.UNDO and decision.id not in gone:
            gone.update(decision.subjects)
    return {k: d for k, d in decisions.items() if k not in gone and d.action is not Action.UNDO}
