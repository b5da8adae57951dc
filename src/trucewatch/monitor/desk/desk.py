"""Reading the desk: one object for a case, safe for many threads, that follows the ledger as others write to it."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from trucewatch.errors import StoreError
from trucewatch.monitor.desk import pages
from trucewatch.monitor.desk.asking import Board
from trucewatch.monitor.desk.cards import (
    AgreementCard,
    ClaimCard,
    EditionCard,
    EffectCard,
    ExchangeCard,
    IncidentCard,
    PositionCard,
    ReportCard,
    SourceCard,
)
from trucewatch.monitor.desk.queries import ClaimQuery, LedgerQuery
from trucewatch.monitor.desk.taken import Taken
from trucewatch.records import (
    Case,
    Corroboration,
    Decision,
    Edition,
    Failure,
    Finding,
    FindingSummary,
    Grade,
    Incident,
    Observation,
    Report,
    Section,
)
from trucewatch.records.observation import HEAT
from trucewatch.store import Store
from trucewatch.store.deskfile import VERSION, DeskFile
from trucewatch.tell import CaseView, pictures
from trucewatch.values.base import Value
from trucewatch.values.vocabularies import SensorResult

V = TypeVar("V", bound=Value)
_NEAR = 8
_LAST = 8
_GOOD_FOR = 30.0
_NOTHING_SEEN = (SensorResult.NOT_OBSERVABLE, SensorResult.NOT_EXPECTED)


class Desk:
    """Reads the desk's file and the ledger."""

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path
        self._store = store
        self._lock = threading.Lock()
        self._seen: tuple[Observation, ...] | None = None
        self._today: tuple[tuple[str, int, int], pages.TodayPage] | None = None
        self._proving = threading.Lock()
        self._proved: tuple[float, pages.IntegrityPage] | None = None
        self.taken = Taken(store)
        self._open()

    def _open(self) -> None:
        file = DeskFile(self.path)
        meta = json.loads(file.note("desk") or "{}")
        if meta.get("version") != VERSION:
            raise StoreError("the desk's file is of another version", where=str(self.path), mend="delete it")
        self.file, self.meta = file, meta
        self.board = Board(file)
        self._seen = self._today = None
        self.taken.shown(int(meta["length"]))
        self.case = Case.model_validate_json(file.note("case") or "")

    @staticmethod
    def stale(path: Path, store: Store) -> bool:
        """True if the file is not there, is of another version, was built from another derived state, or lacks what
        people have decided or published since."""
        try:
            file = DeskFile(path)
            meta = json.loads(file.note("desk") or "{}")
            file.close()
        except (StoreError, sqlite3.Error):
            return True
        if meta.get("version") != VERSION or (meta.get("digest"), meta.get("head")) != store.derived_state:
            return True
        since = store.kinds_since(int(meta["length"]))
        return bool(since["decision"] or since["edition"])

    def reopen(self) -> None:
        """Takes the file that lies there now in the place of the one that was open."""
        with self._lock:
            self._open()

    # --- pages --------------------------------------------------------------------------------------------------

    def today(self) -> pages.TodayPage:
        """The first page: put together anew when the desk is another, or somebody has decided something."""
        key = (str(self.meta["digest"]), len(self.late()), len(self.taken.ever()))
        kept = self._today
        if kept is None or kept[0] != key:
            kept = self._today = (key, self._first_page())
        return kept[1]

    def _first_page(self) -> pages.TodayPage:
        counts = json.loads(self.file.note("today") or "{}")
        until = counts.pop("until")
        queue = self.board.incidents(LedgerQuery(facets={"review": ("open",)}, size=12))
        fresh = self.board.incidents(LedgerQuery(facets={"review": ("new",)}, order="published", size=8))
        editions = self._page("edition", EditionCard, 0, 1)[0]
        decisions = self._last_decisions()
        return pages.TodayPage(
            until=datetime.fromisoformat(until) if until else None,
            counts=counts,
            agreements=tuple(self.all("agreement", AgreementCard)),
            queue=queue.incidents,
            fresh=fresh.incidents,
            edition=editions[0] if editions else None,
            decisions=decisions,
            about={d.id: card for d in decisions if (card := self._about(d)) is not None},
            pending=bool(self.late()),
        )

    def _last_decisions(self) -> tuple[pages.DecisionRow, ...]:
        """The last few, the latest first; an undo is told beside what it undoes, where that is among them."""
        rows = self.taken.rows(list(self.taken.ever().values())[-2 * _LAST :])
        told = {d.id for d in rows}
        return tuple(d for d in rows if not (d.action == "undo" and told.issuperset(d.subjects)))[:_LAST]

    def _about(self, decision: pages.DecisionRow) -> IncidentCard | None:
        """The incident that a decision is about: of an undo, that of what it undoes."""
        for subject in decision.subjects:
            entry = self._store.get(subject) if subject.startswith(f"{Decision.prefix}-") else None
            within = entry.record.subjects if entry and isinstance(entry.record, Decision) else (subject,)
            for key in (found for s in within for found in (s, *self.incidents_of(s))):
                if cards := self._among("incident", IncidentCard, [self.file.now(key)]):
                    return cards[0]
        return None

    def incidents(self, query: LedgerQuery) -> pages.LedgerPage:
        """A page of incidents."""
        return self.board.incidents(query)

    def claims(self, query: ClaimQuery) -> pages.ClaimsPage:
        """A page of claims. ``board`` gives it as JSON."""
        return self.board.claims(query)

    def places(self, query: LedgerQuery) -> pages.Places:
        """All incidents that fit, for a map."""
        return self.board.places(query)

    def every(self, query: LedgerQuery) -> Iterable[IncidentCard]:
        """All incidents that fit, in the query's order."""
        return self.board.every(query)

    def in_order(self, query: LedgerQuery, most: int) -> tuple[tuple[IncidentCard, ...], int, int]:
        """The first incidents in order of time; how many state one; how many do not."""
        return self.board.in_order(query, most)

    def following(self, key: str) -> str | None:
        """The incident that waits for a person after this one."""
        return self.board.following(key)

    def incident(self, key: str) -> pages.IncidentPage | None:
        """An incident by its id or one that it had before; None where there is none."""
        key = self.file.now(key)
        found = self.file.among("incident", [key])
        record = self._store.derived_among(Incident, [key]).get(key)
        if not found or record is None:
            return None
        card = IncidentCard.model_validate_json(found[0])
        rests = json.loads(self.file.among("rests", [key])[0])
        named = (*record.claims, *record.denials, *record.mentions, *record.seen)
        claims = {c.id: c for c in self._among("claim", ClaimCard, named)}
        reports = {r.id: r for r in self._among("report", ReportCard, (c.report for c in claims.values()))}
        sensed = self._derived(Corroboration, rests)
        seen = [self._store.get(o) for c in sensed for o in c.observations[:40]]
        return pages.IncidentPage(
            card=card,
            incident=record,
            claims=claims,
            reports=reports,
            findings=self._derived(Finding, rests),
            summaries=self._derived(FindingSummary, rests),
            grades=self._derived(Grade, rests),
            corroborations=sensed,
            observations=tuple(e.record for e in seen if e and isinstance(e.record, Observation)),
            effects=tuple(self._among("effect", EffectCard, rests.get("effect", ()))),
            exchanges=tuple(self._among("exchange", ExchangeCard, rests.get("exchange", ()))),
            near=self._near(key),
            decisions=self.decisions_on((key, *named)),
            pending=any({key, *named} & {*d.subjects, *d.against} for d in self.late()),
        )

    def pictures(self, key: str) -> Mapping[str, str]:
        """An incident's pictures as SVG, by name (``map``, ``strip``): what sensors saw there, and the place's past.
        None of them where it has no point or no time, or no satellite looked there."""
        key = self.file.now(key)
        record = self._store.derived_among(Incident, [key]).get(key)
        if record is None:
            return {}
        sensed = self._derived(Corroboration, json.loads(self.file.among("rests", [key])[0]))
        if not any(c.witness == HEAT and c.result not in _NOTHING_SEEN for c in sensed):
            return {}
        with self._proving:
            if self._seen is None:
                self._seen = tuple(self._store.truth(Observation))
        view = CaseView.of(
            self.case, incidents=[record], corroborations=sensed, observations=self._seen, inputs="", derived=""
        )
        return pictures(record, view)

    def report(self, key: str) -> pages.ReportPage | None:
        """A report by its id, also one that a later text superseded; None where there is none."""
        entry = self._store.get(key)
        if entry is None or not isinstance(entry.record, Report):
            return None
        cards = self._among("report", ReportCard, [key])
        claims = self._among("claim", ClaimCard, cards[0].claims if cards else ())
        text = entry.record.text
        return pages.ReportPage(
            card=cards[0] if cards else _bare(entry.record),
            stretches=tuple(stretches(text, [c for c in claims if text[c.start : c.end] == c.quote])),
            claims=tuple(claims),
            decisions=self.decisions_on([c.id for c in claims]),
            superseded=not cards,
        )

    def positions(self) -> pages.PositionsPage:
        """All stances, by proposal, party and time."""
        stances = tuple(self.all("position", PositionCard))
        claims = self._among("claim", ClaimCard, dict.fromkeys(c for p in stances for c in p.claims))
        return pages.PositionsPage(positions=stances, claims={c.id: c for c in claims})

    def exchanges(self, page: int = 1) -> tuple[tuple[ExchangeCard, ...], int]:
        """A page of exchanges and totals, and how many there are."""
        return self._page("exchange", ExchangeCard, (page - 1) * 100, 100)

    def effects(self, page: int = 1) -> tuple[tuple[EffectCard, ...], int]:
        """A page of effects that somebody speaks of, and how many there are."""
        return self._page("effect", EffectCard, (page - 1) * 100, 100)

    def sources(self) -> tuple[SourceCard, ...]:
        """All outlets."""
        return tuple(self.all("source", SourceCard))

    def reports(self, page: int = 1) -> tuple[tuple[ReportCard, ...], int]:
        """A page of reports, the latest first, and how many there are."""
        return self._page("report", ReportCard, (page - 1) * 100, 100)

    def editions(self) -> tuple[EditionCard, ...]:
        """All editions, the latest first."""
        return tuple(self.all("edition", EditionCard))

    def edition(self, key: str) -> pages.EditionPage | None:
        """An edition; None where there is none of that id."""
        entry = self._store.get(key)
        cards = self._among("edition", EditionCard, [key])
        if entry is None or not isinstance(entry.record, Edition) or not cards:
            return None
        return pages.EditionPage(card=cards[0], edition=entry.record)

    def edition_pictures(self, key: str) -> Mapping[str, str]:
        """The pictures of an edition as SVG, by name."""
        entry = self._store.get(key)
        if entry is None or not isinstance(entry.record, Edition):
            return {}
        return {b.name: b.svg for s in sections(entry.record.sections) for b in s.blocks if b.block == "picture"}

    def integrity(self) -> pages.IntegrityPage:
        """Recomputes every hash. That takes time with the length of the ledger: for half a minute the answer stands."""
        with self._proving:
            if self._proved is None or time.monotonic() - self._proved[0] > _GOOD_FOR:
                self._proved = (time.monotonic(), self._prove())
            return self._proved[1]

    def _prove(self) -> pages.IntegrityPage:
        proof = self._store.verify()
        state = self._store.derived_state
        kept = self.all("failure", Failure)
        failures = tuple(pages.Unused(stage=f.stage, where=f.where, what=f.what, mend=f.mend) for f in kept)
        return pages.IntegrityPage(
            rows=proof.rows,
            originals=proof.originals,
            head=proof.head,
            faults=tuple(pages.Fault(where=f.where, what=f.what) for f in proof.faults),
            derived=state[0] if state else None,
            derived_from=state[1] if state else None,
            fresh=not self.late(),
            checked=datetime.now(UTC),
            decisions=self._store.count("decision"),
            failures=failures,
        )

    def original(self, key: str) -> bytes:
        """The bytes that a report came in. Raises StoreError where there are none."""
        return self._store.original(key)

    def find(self, key: str) -> tuple[str, str] | None:
        """Where a record is shown, by its id: (kind, id of the page); None where nothing shows it."""
        prefix = key.partition("-")[0]
        if prefix == "clm":
            claims = self._among("claim", ClaimCard, [key])
            return ("report", claims[0].report) if claims else None
        if prefix in ("rep", "edi", "inc"):
            return {"rep": "report", "edi": "edition", "inc": "incident"}[prefix], self.file.now(key)
        for of in (Finding, FindingSummary, Grade, Corroboration):
            if of.prefix == prefix:
                found = self._store.derived_among(of, [key]).get(key)
                return ("incident", str(getattr(found, "incident", ""))) if found else None
        pages_of = {"pos": "positions", "exc": "exchanges", "tot": "exchanges", "eff": "exchanges", "agr": "timeline"}
        return (pages_of[prefix], "") if prefix in pages_of else ("record", key) if self._store.get(key) else None

    def whole(self, key: str) -> str:
        """The id that a shortened one stands for. Raises InputError where it could be more than one."""
        return self.file.whole(key)

    # --- decisions ----------------------------------------------------------------------------------------------

    def decisions_on(self, subjects: Iterable[str]) -> tuple[pages.DecisionRow, ...]:
        """All decisions ever taken on any of these records, the latest first, those undone among them."""
        named = set(subjects)
        return self.taken.on(named, self.file.decisions(named))

    def late(self) -> tuple[Decision, ...]:
        """Decisions that came into the ledger after the derived state that the desk shows."""
        return self.taken.late()

    def stands(self, incident: str) -> bool:
        """True if there is an incident of this id, or of one that it had before."""
        return self.file.row_of("incident", self.file.now(incident)) is not None

    def incidents_of(self, claim: str) -> tuple[str, ...]:
        """The incidents that hold a claim."""
        found = self._among("claim", ClaimCard, [claim])
        return found[0].incidents if found else ()

    # --- reading ------------------------------------------------------------------------------------------------

    def _derived(self, of: type[V], rests: dict[str, list[str]]) -> tuple[V, ...]:
        return tuple(self._store.derived_among(of, rests.get(of.kind_name, ())).values())  # type: ignore[attr-defined,type-var]

    def _among(self, kind: str, of: type[V], ids: Iterable[str]) -> list[V]:
        return [of.model_validate_json(body) for body in self.file.among(kind, ids)]

    def _page(self, kind: str, of: type[V], offset: int, limit: int) -> tuple[tuple[V, ...], int]:
        bodies, total = self.file.page(kind, offset, limit)
        return tuple(of.model_validate_json(body) for body in bodies), total

    def all(self, kind: str, of: type[V]) -> Iterable[V]:
        """All the cards of one of the smaller tables."""
        return (of.model_validate_json(body) for body in self.file.all(kind))

    def _near(self, key: str) -> tuple[IncidentCard, ...]:
        return self.board.near(key, _NEAR)


def sections(of: Iterable[Section]) -> Iterable[Section]:
    """All sections, those within others too."""
    for section in of:
        yield section
        yield from sections(section.sections)


def _bare(report: Report) -> ReportCard:
    published = report.published
    return ReportCard(
        id=report.id,
        doc=report.doc,
        outlet=report.outlet,
        outlet_name=report.outlet,
        title=report.title,
        published=published.edtf if published else "",
        at=published.start if published else None,
        claims=(),
        unread=None,
        original=report.original.sha256 if report.original else None,
        original_name=report.original.name if report.original else None,
        url=report.url,
        language=report.language,
    )


def stretches(text: str, claims: Sequence[ClaimCard]) -> Iterable[pages.Stretch]:
    """The text cut at every beginning and end of a quote; joined together it is the text again."""
    edges = sorted({0, len(text), *(c.start for c in claims), *(c.end for c in claims)})
    for start, end in pairwise(edges):
        held = tuple(c.id for c in claims if c.start <= start and end <= c.end)
        yield pages.Stretch(text=text[start:end], claims=held)
