"""Writing the desk's file whole, from the ledger and what is derived in it, some hundred incidents and claims at a
time: what lies in memory is an outline (outline.py), the columns, and no more."""

from __future__ import annotations

import json
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from trucewatch.errors import CaseError
from trucewatch.link import redirects
from trucewatch.monitor.desk.cards import EditionCard, ReportCard
from trucewatch.monitor.desk.judged import Judged, astray_of
from trucewatch.monitor.desk.making import Maker, Parts, rests, standing_parts, words_of
from trucewatch.monitor.desk.outline import Outline, outline, published
from trucewatch.monitor.desk.shelves import CLAIM_ORDERS, INCIDENT_ORDERS, claim_columns, incident_columns
from trucewatch.monitor.desk.sides import agreement_cards, effect_cards, exchange_cards, position_cards
from trucewatch.monitor.desk.tallies import sources, today
from trucewatch.records import (
    Claim,
    Edition,
    Effect,
    Exchange,
    ExchangeTotal,
    Incident,
    Position,
    Report,
    supported,
)
from trucewatch.store import Store
from trucewatch.store.columns import Columns, columns_of, joined
from trucewatch.store.deskfile import VERSION, DeskWriter
from trucewatch.tell.ledgers import phrases_of_case
from trucewatch.values.base import Value
from trucewatch.values.vocabularies import Polarity

T = TypeVar("T")
_BATCH = 400


def build_desk(path: Path, store: Store) -> None:
    """Writes the desk's file whole, in the place of any that is there, from the derived state that the ledger holds.
    Raises CaseError where the ledger holds no case, or nothing derived."""
    state = store.derived_state
    known = outline(store)
    if known.truth.case is None or state is None:
        raise CaseError("the ledger holds no case yet", mend="run `trucewatch run CASE` first")
    desk = _Builder(store, known)
    with DeskWriter(path) as out:
        incidents = desk.incidents(out)
        claims = desk.claims(out)
        out.columns("incident", incidents)
        out.columns("claim", claims)
        for kind, cards in desk.tables(incidents, claims):
            out.cards(kind, ((c.id, body_of(c)) for c in cards))  # type: ignore[attr-defined]
        desk.effects(out)
        out.about((s, d.id) for d in known.truth.decisions.values() for s in (*d.subjects, *d.against))
        out.note("case", known.truth.case.model_dump_json())
        out.note("today", json.dumps(today(known.truth, desk.judged, incidents, claims)))
        out.note("stands", json.dumps(stands_note(known)))
        out.note("desk", json.dumps({"version": VERSION, "head": state[1], "digest": state[0], "length": known.length}))


def body_of(card: Value) -> str:
    """A card as the file keeps it."""
    return card.model_dump_json(exclude_defaults=True)


def stands_note(known: Outline) -> dict[str, object]:
    """What stands and has no card of its own: ids, and of editions the cut-off and the row."""
    truth = known.truth
    editions = [(cutoff.isoformat(), row) for cutoff, row in published(known.editions)]
    network = truth.network.id if truth.network else None
    return {"agreements": list(truth.agreements), "network": network, "editions": editions}


def batches(items: Iterable[T], size: int = _BATCH) -> Iterator[list[T]]:
    """The items, some at a time."""
    steps = iter(items)
    while held := list(islice(steps, size)):
        yield held


class _Builder:
    def __init__(self, store: Store, known: Outline) -> None:
        assert known.truth.case is not None
        self._store, self._known, self._truth = store, known, known.truth
        self.judged = Judged(known.truth, astray_of(known.truth))
        self._maker = Maker(self.judged, published(known.editions), phrases_of_case(known.truth.case))
        self._incidents_of: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, int] = {}
        self._of_report: dict[str, list[tuple[int, int, str]]] = defaultdict(list)

    def incidents(self, out: DeskWriter) -> Columns:
        """Writes the cards of all incidents; their columns."""
        parts: list[Columns] = []
        for held in batches(key for key, _ in self._store.incident_places()):
            found = list(self._store.derived_among(Incident, held).values())
            made = self._parts(found)
            cards, outlets = zip(*(self._maker.incident(i, made) for i in found), strict=True)
            first = len(self._rows)
            out.cards("incident", ((c.id, body_of(c)) for c in cards), first)
            out.cards("rests", ((i.id, json.dumps(rests(made.derived.get(i.id, ())))) for i in found), first)
            parts.append(incident_columns(cards, outlets))
            out.leads(redirects(found))
            for i in found:
                self._rows[i.id] = len(self._rows)
                for c in (*i.claims, *i.denials, *i.mentions, *i.seen):
                    self._incidents_of[c] = (*self._incidents_of.get(c, ()), i.id)
        return joined(parts, INCIDENT_ORDERS) if parts else incident_columns((), ())

    def _parts(self, incidents: Sequence[Incident]) -> Parts:
        claims = self._store.among(Claim, (c for i in incidents for c in (*i.claims, *i.denials, *i.mentions, *i.seen)))
        derived = self._store.derived_of([i.id for i in incidents])
        return standing_parts(Parts(claims, self._truth.reports, derived, self._known.arrived), self.judged)

    def claims(self, out: DeskWriter) -> Columns:
        """Writes the cards and the words of all claims; their columns."""
        parts: list[Columns] = []
        reports, first = dict(self._truth.reports), 0
        published = {r.id: r.published.start for r in reports.values() if r.published}
        for held in batches(self._known.claims, 4 * _BATCH):
            found = self._store.among(Claim, held)
            worded = {c.report for c in found.values() if c.polarity is Polarity.NEGATED or c.id in self._truth.as_read}
            whole = ChainMap(self._store.among(Report, worded & reports.keys()), reports)
            cards = [
                self._maker.claim(c, whole.get(c.report), self._incidents_of.get(c.id, ())) for c in found.values()
            ]
            out.cards("claim", ((c.id, body_of(c)) for c in cards), first)
            out.words(map(words_of, cards), first)
            parts.append(claim_columns(cards, self._rows, published))
            for card in cards:
                self._of_report[card.report].append((card.start, card.end, card.id))
            first += len(cards)
        return joined(parts, CLAIM_ORDERS) if parts else claim_columns((), {}, {})

    def effects(self, out: DeskWriter) -> None:
        """Writes the effects that somebody speaks of, and of each the row of its incident."""
        rows: list[float] = []

        def cards() -> Iterator[tuple[str, str]]:
            for card in effect_cards(self._store.derived(Effect), self._maker.phrases):
                rows.append(float(self._rows[card.incident]))
                yield card.id, body_of(card)

        out.cards("effect", cards())
        out.columns("effect", columns_of(len(rows), {}, {"incident": np.array(rows, np.float64)}, {}))

    # --- the smaller tables ---------------------------------------------------------------------------------------

    def tables(self, incidents: Columns, claims: Columns) -> Iterator[tuple[str, Iterable[Value]]]:
        """The smaller tables, each in the order in which it is shown."""
        truth, store, phrases = self._truth, self._store, self._maker.phrases
        assert truth.case is not None
        agreements = truth.agreements.values()
        yield "report", self._report_cards()
        yield "source", sources(truth.case, truth.reports.values(), phrases, incidents, claims)
        yield "agreement", agreement_cards(truth.case, agreements)
        yield "position", position_cards(store.derived(Position), agreements, phrases)
        yield "exchange", exchange_cards(store.derived(Exchange), store.derived(ExchangeTotal), phrases)
        yield "edition", reversed([edition_card(*e) for e in self._known.editions])
        yield "failure", truth.failures.values()

    def _report_cards(self) -> Iterator[ReportCard]:
        """The latest first, undated ones last."""

        def order(r: Report) -> tuple[bool, float, str]:
            at: datetime | None = r.published.start if r.published else None
            return at is None, -(at.timestamp() if at else 0), r.id

        for r in sorted(self._truth.reports.values(), key=order):
            yield self._report(r, tuple(key for *_, key in sorted(self._of_report.get(r.id, ()))))

    def _report(self, r: Report, claims: tuple[str, ...]) -> ReportCard:
        made, phrases = self._truth.passes.get(r.id), self._maker.phrases
        return ReportCard(
            id=r.id,
            doc=r.doc,
            outlet=r.outlet,
            outlet_name=phrases.outlet(r.outlet),
            title=r.title,
            published=phrases.published(r),
            at=r.published.start if r.published else None,
            claims=claims,
            unread=made.unread if made else None,
            original=r.original.sha256 if r.original else None,
            original_name=r.original.name if r.original else None,
            url=r.url,
            language=r.language,
        )


def edition_card(e: Edition, at: datetime, _row: int) -> EditionCard:
    """The card of an edition, stored ``at``."""
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
