"""Building the desk's file from the truth that stands and what is derived from it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from trucewatch.link import redirects
from trucewatch.link.voices import Voices
from trucewatch.monitor.derive import DerivedState
from trucewatch.monitor.desk.cards import (
    ClaimCard,
    EditionCard,
    IncidentCard,
    ReportCard,
    SourceCard,
    State,
)
from trucewatch.monitor.desk.making import claim_card, differing, places_of, when_of, where_of_incident
from trucewatch.monitor.desk.queue import weigh
from trucewatch.monitor.desk.shelves import claim_columns, incident_columns
from trucewatch.monitor.desk.sides import agreement_cards, effect_cards, exchange_cards, position_cards
from trucewatch.records import (
    Action,
    Aspect,
    Case,
    Claim,
    Corroboration,
    Edition,
    Grade,
    Incident,
    Report,
    supported,
)
from trucewatch.store import Standing
from trucewatch.store.deskfile import VERSION, DeskWriter
from trucewatch.tell.phrases import Phrases
from trucewatch.values.base import Value
from trucewatch.values.vocabularies import SensorResult, denies_event

_UNHURRIED = (Action.ACCEPT, Action.CORRECT)


@dataclass(frozen=True)
class Ledgered:
    """What the ledger knows besides the records: ``arrived``: row in which each claim came; ``editions`` with the
    moment of storing and the row, oldest first; ``head`` and ``digest`` of the derived state; ``length``: rows."""

    arrived: Mapping[str, int]
    editions: Sequence[tuple[Edition, datetime, int]]
    head: str
    digest: str
    length: int


def build_desk(path: Path, case: Case, truth: Standing, state: DerivedState, known: Ledgered, phrases: Phrases) -> None:
    """Writes the desk's file whole, in the place of any that is there."""
    desk = _Builder(case, truth, state, known, phrases)
    with DeskWriter(path) as out:
        incidents = list(desk.incident_cards())
        claims = list(desk.claim_cards())
        out.cards("incident", ((c.id, c.model_dump_json(exclude_defaults=True)) for c in incidents))
        out.cards("rests", ((i.id, json.dumps(desk.rests(i))) for i in state.incidents))
        out.cards("claim", ((c.id, c.model_dump_json(exclude_defaults=True)) for c in claims))
        out.words(f"{c.quote} {c.source.text or ''} {c.doc} {' '.join(p.name for p in c.places)}" for c in claims)
        out.columns("incident", incident_columns(incidents, desk.outlets_of()))
        out.columns("claim", claim_columns(claims, {i.id: n for n, i in enumerate(incidents)}, desk.published))
        for kind, cards in desk.tables():
            out.cards(kind, ((c.id, c.model_dump_json(exclude_defaults=True)) for c in cards))  # type: ignore[attr-defined]
        out.leads(redirects(state.incidents))
        out.about((s, d.id) for d in truth.decisions.values() for s in (*d.subjects, *d.against))
        out.note("case", case.model_dump_json())
        out.note("today", json.dumps(desk.today(incidents)))
        meta = {"version": VERSION, "head": known.head, "digest": known.digest, "length": known.length}
        out.note("desk", json.dumps(meta))


@dataclass(frozen=True)
class _Builder:
    case: Case
    truth: Standing
    state: DerivedState
    known: Ledgered
    phrases: Phrases

    # --- incidents ----------------------------------------------------------------------------------------------

    def incident_cards(self) -> Iterator[IncidentCard]:
        for incident in self.state.incidents:
            yield self._incident(incident)

    def _incident(self, i: Incident) -> IncidentCard:
        accounts = [self.truth.claims[c] for c in i.claims if c in self.truth.claims]
        told = [*accounts, *(self.truth.claims[c] for c in i.denials if c in self.truth.claims)]
        reports = [r for c in told if (r := self.truth.reports.get(c.report))]
        published = [r.published.start for r in reports if r.published]
        states = self._states.get(i.id, [])
        new = any(self._untold(c) for c in (*i.claims, *i.denials, *i.mentions))
        decided = self._verified & {i.id, *i.claims} or all(c in self._reviewed for c in (*i.claims, *i.denials))
        astray = bool(self._astray_reports & {r.doc for r in reports})
        differs = differing(i)
        denied = any(denies_event(c.kind, i.kinds) for c in told[len(accounts) :])
        said = (s.state for s in states)
        weight = weigh(i, accounts, said, differs=bool(differs), denied=denied, new=new, astray=astray)
        grade = self._grades.get(i.id)
        sensor = self._sensed.get(i.id)
        first = accounts[0] if accounts else None
        places = places_of(i, accounts, self.phrases)
        return IncidentCard(
            id=i.id,
            kinds=tuple(k.value for k in i.kinds),
            classes=tuple(t.value for t in i.target_classes),
            actors=i.actors,
            voices=tuple(sorted({self._side(c) for c in told})),
            place=where_of_incident(i, places, self.phrases),
            places=places,
            when=when_of(i.moment, self.phrases),
            states=tuple(states),
            status=grade.status.value if grade else "alleged",
            grade=f"{grade.reliability.value}{grade.credibility.value}" if grade else "F6",
            sensor=sensor.result.value if sensor else None,
            differs=differs,
            denied=denied,
            period_total=i.period_total,
            claims=len(i.claims) + len(i.denials) + len(i.mentions),
            reports=i.reports,
            outlets=i.outlets,
            origins=i.origins,
            score=0.0 if decided and not astray else weight.score,
            because=weight.because,
            open=not decided or astray,
            new=new,
            first=min(published, default=None),
            last=max(published, default=None),
            lead=first.quote if first else "",
            outlet=reports[0].outlet if reports else "",
        )

    @cached_property
    def _voices(self) -> Voices:
        return Voices.of(self.truth.reports, self.case.outlets)

    def _side(self, claim: Claim) -> str:
        """The party that vouches for a claim, "" for none."""
        voice = self._voices.voice(claim)
        return "" if voice.startswith("outlet:") else voice

    def outlets_of(self) -> list[tuple[str, ...]]:
        """The outlets that carry each incident."""
        claims, reports = self.truth.claims, self.truth.reports
        return [
            tuple(
                dict.fromkeys(
                    reports[claims[c].report].outlet
                    for c in (*i.claims, *i.denials)
                    if c in claims and claims[c].report in reports
                )
            )
            for i in self.state.incidents
        ]

    def rests(self, i: Incident) -> dict[str, list[str]]:
        """Ids of all that belongs to an incident, by kind."""
        return self._belonging.get(i.id, {})

    @cached_property
    def _belonging(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        state = self.state
        for group in (state.findings, state.summaries, state.grades, state.corroborations, state.effects):
            for record in group:
                found[record.incident][record.kind_name].append(record.id)
        for exchange in state.exchanges:
            if exchange.incident:
                found[exchange.incident][exchange.kind_name].append(exchange.id)
        return found

    def _untold(self, claim: str) -> bool:
        """Whether no edition could tell of a claim: none was made after it came in and has a cut-off after its report
        was published. Without an edition nothing is new."""
        arrived, found = self.known.arrived.get(claim, 0), self.truth.claims.get(claim)
        report = self.truth.reports.get(found.report) if found else None
        published = report.published.end if report and report.published else None
        told = (
            row >= arrived and (published is None or published <= edition.cutoff)
            for edition, _, row in self.known.editions
        )
        return bool(self.known.editions) and not any(told)

    @cached_property
    def _states(self) -> dict[str, list[State]]:
        found: dict[str, list[State]] = defaultdict(list)
        for s in self.state.summaries:
            found[s.incident].append(State(agreement=s.agreement, provision=s.provision, state=s.state.value))
        return found

    @cached_property
    def _grades(self) -> dict[str, Grade]:
        return {g.incident: g for g in self.state.grades if g.aspect is Aspect.EVENT}

    @cached_property
    def _sensed(self) -> dict[str, Corroboration]:
        """Of each incident what its most telling witness says."""
        telling = list(SensorResult)
        ordered = sorted(self.state.corroborations, key=lambda c: -telling.index(c.result))
        return {c.incident: c for c in ordered}

    # --- decisions ----------------------------------------------------------------------------------------------

    def _subjects(self, *actions: Action) -> set[str]:
        return {s for d in self.truth.decisions.values() if d.action in actions for s in d.subjects}

    @cached_property
    def _reviewed(self) -> set[str]:
        return self._subjects(*_UNHURRIED)

    @cached_property
    def _verified(self) -> set[str]:
        return self._subjects(Action.VERIFY)

    @cached_property
    def _astray_reports(self) -> set[str]:
        """Names of the reports whose text changed after something was decided of a claim in them, until somebody
        decides on a claim of the new text."""
        decisions, claims = self.truth.decisions, self.truth.claims
        last: dict[str, datetime] = {}
        for d in decisions.values():
            for doc in (claims[s].doc for s in d.subjects if s in claims):
                last[doc] = max(last.get(doc, d.at), d.at)
        strayed = ((doc, decisions[key].at) for key, docs in self.truth.astray.items() for doc in docs)
        return {doc for doc, at in strayed if doc not in last or last[doc] <= at}

    # --- claims and reports -------------------------------------------------------------------------------------

    def claim_cards(self) -> Iterator[ClaimCard]:
        accepted = self._subjects(Action.ACCEPT)
        for group, rejected in ((self.truth.claims, False), (self.truth.rejected, True)):
            for claim in group.values():
                corrected = claim.id in self.truth.as_read
                review = "corrected" if corrected else "accepted" if claim.id in accepted else "open"
                yield claim_card(
                    claim,
                    self.truth.reports.get(claim.report),
                    self.phrases,
                    voice=self._voices.voice(claim),
                    incidents=self._incidents_of.get(claim.id, ()),
                    review="rejected" if rejected else review,
                    as_read=self.truth.as_read.get(claim.id),
                )

    @cached_property
    def _incidents_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for i in self.state.incidents:
            for c in (*i.claims, *i.denials, *i.mentions):
                found[c].append(i.id)
        return found

    @cached_property
    def published(self) -> dict[str, datetime]:
        """By report: when it was published, where it says so."""
        return {r.id: r.published.start for r in self.truth.reports.values() if r.published}

    def tables(self) -> Iterator[tuple[str, Iterable[Value]]]:
        """The smaller tables, each in the order in which it is shown."""
        yield "report", self._report_cards()
        yield "source", self._source_cards()
        yield "agreement", agreement_cards(self.case, self.truth.agreements.values())
        yield "position", position_cards(self.state.positions, self.truth.agreements.values(), self.phrases)
        yield "exchange", exchange_cards(self.state.exchanges, self.state.totals, self.phrases)
        yield "effect", effect_cards(self.state.effects, self.phrases)
        yield "edition", reversed([_edition_card(e, at) for e, at, _ in self.known.editions])
        yield "failure", self.truth.failures.values()

    def _report_cards(self) -> list[ReportCard]:
        """The latest first, undated ones last."""
        of: dict[str, list[Claim]] = defaultdict(list)
        for claim in (*self.truth.claims.values(), *self.truth.rejected.values()):
            of[claim.report].append(claim)
        cards = [
            self._report(r, tuple(c.id for c in sorted(of[r.id], key=lambda c: (c.start, c.end, c.id))))
            for r in self.truth.reports.values()
        ]
        return sorted(cards, key=lambda r: (r.at is None, -(r.at.timestamp() if r.at else 0), r.id))

    def _report(self, r: Report, claims: tuple[str, ...]) -> ReportCard:
        made = self.truth.passes.get(r.id)
        return ReportCard(
            id=r.id,
            doc=r.doc,
            outlet=r.outlet,
            outlet_name=self.phrases.outlet(r.outlet),
            title=r.title,
            published=self.phrases.published(r),
            at=r.published.start if r.published else None,
            claims=claims,
            unread=made.unread if made else None,
            original=r.original.sha256 if r.original else None,
            original_name=r.original.name if r.original else None,
            url=r.url,
            language=r.language,
        )

    def _source_cards(self) -> list[SourceCard]:
        """Those of which most was read first."""
        reports: dict[str, list[Report]] = defaultdict(list)
        for r in self.truth.reports.values():
            reports[r.outlet].append(r)
        claims = Counter(self.truth.reports[c.report].outlet for c in self.truth.claims.values())
        carried: Counter[str] = Counter()
        for outlets in self.outlets_of():
            carried.update(outlets)
        cards = []
        for key in dict.fromkeys([*(o.id for o in self.case.outlets), *reports]):
            known = self.phrases.registered(key)
            dates = [r.published.start for r in reports[key] if r.published]
            card = SourceCard(
                id=key,
                name=known.name if known else key,
                kind=known.kind if known else None,
                affiliation=known.affiliation if known else None,
                reliability=self.phrases.reliability(key),
                registered=known is not None,
                reports=len(reports[key]),
                claims=claims[key],
                incidents=carried[key],
                first=min(dates, default=None),
                last=max(dates, default=None),
                note=known.note if known else None,
            )
            cards.append(card)
        return sorted(cards, key=lambda s: (-s.claims, s.id))

    # --- today --------------------------------------------------------------------------------------------------

    def today(self, cards: Sequence[IncidentCard]) -> dict[str, object]:
        """Counts for the first page, and until when anything is known."""
        ends = [r.published.end for r in self.truth.reports.values() if r.published]
        return {
            "until": max(ends).isoformat() if ends else None,
            "incidents": len(cards),
            "open": sum(c.open for c in cards),
            "new": sum(c.new for c in cards),
            "contested": sum(bool(c.differs) for c in cards),
            "unplaced": sum(c.place is None or c.place.lat is None for c in cards),
            "claims": len(self.truth.claims),
            "corrected": len(self.truth.as_read),
            "rejected": len(self.truth.rejected),
            "reports": len(self.truth.reports),
            "unread": sum(p.unread is not None for p in self.truth.passes.values()),
            "decisions": len(self.truth.decisions),
            "astray": len(self._astray_reports),
            "failures": len(self.truth.failures),
            "outlets": len({r.outlet for r in self.truth.reports.values()}),
        }


def _edition_card(e: Edition, at: datetime) -> EditionCard:
    return EditionCard(
        id=e.id,
        title=e.title,
        date=e.date,
        cutoff=e.cutoff,
        stored=at,
        program=e.program,
        inputs=e.inputs,
        derived=e.derived,
        sentences=sum(1 for s in e.sections for _ in supported(s)),
    )
