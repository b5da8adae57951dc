"""A part of a case: what stands of some reports, looked up by way of the desk's file, which knows what stands.

What stands is worked out by the same rules as for the whole (store/standing.py), twice: with what people had decided
when the desk was made, and with what they have decided by now.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from trucewatch.link import Finder, LinkParameters, Taken, TooWide
from trucewatch.monitor.derive import link_parameters
from trucewatch.monitor.desk.cards import ReportCard
from trucewatch.records import Agreement, Case, Claim, Decision, Incident, Network, Pass, Record, Report
from trucewatch.store import Standing, Store, standing
from trucewatch.store.deskfile import DeskFile


@dataclass(frozen=True)
class Sides:
    """The same part as it stood when the desk was made, and as it stands now."""

    before: Standing
    now: Standing


@lru_cache(maxsize=4)
def of_case(body: str) -> tuple[Case, LinkParameters]:
    """The case that this JSON is, and the linker's parameters; kept from one decision to the next, since a gazetteer
    takes a while."""
    case = Case.model_validate_json(body)
    return case, link_parameters(case)


class Part:
    """Looks up parts. ``file``: the desk as it was made from row ``row`` of the ledger; up to row ``until`` nothing but
    decisions (and editions) came after it. A ``link.Source``."""

    def __init__(self, store: Store, file: DeskFile, row: int, until: int) -> None:
        self._store, self._file = store, file
        stands = json.loads(file.note("stands") or "{}")
        self.case, self.linking = of_case(file.note("case") or "")
        self._fixed: tuple[Record, ...] = (
            self.case,
            *store.among(Network, [n for n in (stands["network"],) if n]).values(),
            *store.among(Agreement, stands["agreements"]).values(),
        )
        entries = [e for e in store.stated(Decision) if e.seq <= until]
        taken = [(e.seq, e.record) for e in entries if isinstance(e.record, Decision)]
        self._reports: dict[str, Report] = {}
        self._claims: dict[str, Claim] = {}
        self._of_report: dict[str, tuple[str, ...]] = {}
        self._incidents: dict[str, Incident | None] = {}
        self._finder: Finder | None = None
        self.decided = self._decided([d for seq, d in taken if seq <= row], [d for _, d in taken])

    def _decided(self, before: list[Decision], now: list[Decision]) -> Sides:
        """The decisions that stand, each as it follows its claims; with them the claims that they speak of where that
        matters: those that were read anew, and where any is astray, all."""
        named = {s for d in now for s in (*d.subjects, *d.against) if s.startswith(f"{Claim.prefix}-")}
        gone = self._store.among(Claim, named - self._file.rows_of("claim", named).keys())
        near = {c.report for c in gone.values()}
        sides = self._stand(near, gone.values(), before, now)
        if sides.before.astray or sides.now.astray:
            near |= {c.report for c in self._store.among(Claim, named).values()}
            sides = self._stand(near, gone.values(), before, now)
        return sides

    def _stand(
        self, reports: Set[str], also: Iterable[Claim], before: Iterable[Decision], now: Iterable[Decision]
    ) -> Sides:
        records = [*self._fixed, *self._records(reports), *also]
        return Sides(standing(chain(records, before)), standing(chain(records, now)))

    def _records(self, reports: Set[str]) -> Iterator[Record]:
        """What the ledger holds of those of these reports that stand."""
        self._load(reports)
        for key in sorted(reports & self._reports.keys()):
            claims = self._of_report[key]
            yield self._reports[key]
            yield from (self._claims[c] for c in claims)
            yield Pass(id=key, report=key, reader="", claims=claims)

    def _load(self, reports: Set[str]) -> None:
        wanted = sorted(reports - self._reports.keys())
        cards = [ReportCard.model_validate_json(body) for body in self._file.among("report", wanted)]
        self._of_report |= {card.id: card.claims for card in cards}
        self._reports |= self._store.among(Report, (card.id for card in cards))
        self._claims |= self._store.among(Claim, (c for card in cards for c in card.claims))

    # --- parts ----------------------------------------------------------------------------------------------------

    def of(self, reports: Set[str]) -> Sides:
        """What stands of these reports and their claims, with all agreements and decisions."""
        was, is_ = self.decided.before, self.decided.now
        found = self._stand(reports, (), was.decisions.values(), is_.decisions.values())
        return Sides(replace(found.before, astray=was.astray), replace(found.now, astray=is_.astray))

    def rows(self, claims: Iterable[str]) -> Mapping[str, int]:
        """The places of claims among all that stand."""
        return self._file.rows_of("claim", claims)

    # --- as link.Source -------------------------------------------------------------------------------------------

    def take(self, reports: Set[str]) -> Taken:
        """These reports with all their claims."""
        sides = self.of(reports)
        claims = [c for key in reports & self._of_report.keys() for c in self._of_report[key]]
        return Taken(sides.now.reports, sides.before.claims.values(), sides.now.claims.values(), self.rows(claims))

    def found(self, naming: Set[int], lying: Set[int]) -> set[str]:
        """The reports that may hold a telling which is found by one of these keys. Raises TooWide where it was not kept
        which do."""
        if not self.finder.there:
            raise TooWide
        return self.finder.reports(naming, lying)

    @property
    def finder(self) -> Finder:
        """What was kept of the keys by which reports are found."""
        if self._finder is None:
            self._finder = Finder(self._store.aid, self._store.aids)
        return self._finder

    def reports_of(self, claims: Collection[str]) -> set[str]:
        """The reports in which these claims were read, of those that stand or are rejected."""
        there = self._file.rows_of("claim", claims)
        missing = [c for c in there if c not in self._claims]
        found = self._store.among(Claim, missing)
        return {found[c].report if c in found else self._claims[c].report for c in there}

    def stored(self, incident: str) -> Incident | None:
        """The incident as it was kept before."""
        if incident not in self._incidents:
            self._incidents[incident] = self._store.derived_among(Incident, [incident]).get(incident)
        return self._incidents[incident]

    def holding(self, claims: Iterable[str]) -> set[str]:
        """The ids of the incidents that held these claims before."""
        cards = self._file.among("claim", claims)
        return {i for body in cards for i in json.loads(body).get("incidents", ())}
