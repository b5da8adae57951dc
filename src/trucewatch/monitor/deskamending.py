"""Amending the desk: the cards, rows and counts of what a decision changed, put where a desk written whole has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trucewatch.link import incident_id, redirects
from trucewatch.monitor.amending import Amended
from trucewatch.monitor.desk.build import body_of
from trucewatch.monitor.desk.cards import ClaimCard, SourceCard
from trucewatch.monitor.desk.judged import Judged
from trucewatch.monitor.desk.making import Maker, Parts, rests, words_of
from trucewatch.monitor.desk.shelves import CLAIM_ORDERS, INCIDENT_ORDERS, claim_columns, incident_columns
from trucewatch.monitor.desk.sides import effect_cards, exchange_cards, position_cards
from trucewatch.monitor.desk.tallies import by_outlet, decided_today, in_order
from trucewatch.records import Case, Claim, Effect, Exchange, ExchangeTotal, Incident, Position
from trucewatch.store import Store
from trucewatch.store.columns import Columns, columns_of, joined, with_rows
from trucewatch.store.deskamend import DeskAmender
from trucewatch.store.deskfile import DeskFile
from trucewatch.tell.ledgers import phrases_of_case

Meta = Mapping[str, object]


def amend_desk(path: Path, file: DeskFile, store: Store, case: Case, out: Amended, meta: Meta) -> None:
    """Amends the desk's file, once the ledger holds what was derived. ``file``: the same file as it is, ``meta``: what
    it says of itself then. Nothing is written where it is another by now."""
    work = _Amendment(file, store, case, out)
    was = file.note("desk")
    with DeskAmender(path) as desk:
        if desk.note("desk") != was:
            return
        work.incidents(desk)
        work.claims(desk)
        work.effects(desk)
        work.tables(desk)
        work.decided(desk)
        desk.note("desk", json.dumps(dict(meta)))


class _Amendment:
    def __init__(self, file: DeskFile, store: Store, case: Case, out: Amended) -> None:
        self._file, self._store, self._out = file, store, out
        self._truth = out.sides.now
        self._judged = Judged(self._truth, out.astray)
        stands = json.loads(file.note("stands") or "{}")
        editions = [(datetime.fromisoformat(cutoff), row) for cutoff, row in stands["editions"]]
        self._maker = Maker(self._judged, editions, phrases_of_case(case))
        self._fresh: dict[str, Incident] = {**out.looked, **out.now}
        if out.order is None:
            self._rows = self._before = {
                key: n for key in self._fresh if (n := file.row_of("incident", key)) is not None
            }
            self._reordered = False
        else:
            before, now = out.order
            self._rows = {key: n for n, key in enumerate(now)}
            self._before = {key: n for n, key in enumerate(before)}
            self._reordered = list(before) != list(now)

    # --- incidents ------------------------------------------------------------------------------------------------

    def incidents(self, desk: DeskAmender) -> None:
        """Cards and columns of the incidents."""
        out, base = self._out, self._file.columns("incident")
        arrived = self._store.arrivals(Claim.kind_name, {c for i in self._fresh.values() for c in _all(i)})
        parts = Parts(self._truth.claims, self._truth.reports, out.derived, arrived)
        made = [self._maker.incident(i, parts) for i in self._fresh.values()]
        columns = incident_columns([card for card, _ in made], [outlets for _, outlets in made])
        if self._reordered:
            at = {key: base.size + n for n, key in enumerate(self._fresh)}
            take = np.array([at[key] if key in at else self._before[key] for key in self._rows], np.int64)
            self._incidents = joined([base, columns], INCIDENT_ORDERS, take)
        else:
            rows = np.array([self._rows[key] for key in self._fresh], np.int64)
            self._incidents = with_rows(base, rows, columns, INCIDENT_ORDERS)
        slots = self._file.slots("incident")
        free = int(slots.max(initial=-1)) + 1
        slot = {key: int(slots[n]) if (n := self._before.get(key)) is not None else -1 for key in self._fresh}
        desk.drop("incident", gone := [slots[self._before[key]] for key in out.before if key not in out.now])
        desk.drop("rests", gone)
        for (key, n), (card, _) in zip(slot.items(), made, strict=True):
            bodies = {"incident": body_of(card), "rests": json.dumps(rests(out.derived.get(key, ())))}
            for kind, body in bodies.items():
                if n < 0:
                    desk.add(kind, free, key, body)
                else:
                    desk.card(kind, key, body)
            if n < 0:
                slot[key], free = free, free + 1
        if self._reordered:
            held = (slot[key] if key in slot else slots[self._before[key]] for key in self._rows)
            desk.slots("incident", np.fromiter(held, np.int32))
        desk.columns("incident", self._incidents, base)

    # --- claims ---------------------------------------------------------------------------------------------------

    def claims(self, desk: DeskAmender) -> None:
        """Cards, words and columns of the claims."""
        file, truth, base = self._file, self._truth, self._file.columns("claim")
        rows = file.rows_of("claim", self._out.claims)
        held: dict[str, list[str]] = {}
        for i in self._out.now.values():
            for c in _all(i):
                held.setdefault(c, []).append(i.id)
        cards, words = [], []
        for body in file.among("claim", rows):
            was = ClaimCard.model_validate_json(body)
            read = truth.as_read.get(was.id) or truth.claims.get(was.id) or truth.rejected[was.id]
            others = [i for i in was.incidents if i not in self._out.before]  # a denial may speak to several
            inside = sorted({*others, *held.get(was.id, ())}, key=self._rows.__getitem__)
            card = self._maker.claim(read, truth.reports.get(read.report), inside)
            cards.append(card)
            words.append((rows[card.id], words_of(was), words_of(card)))
            if card != was:
                desk.card("claim", card.id, body_of(card))
        desk.words(words)
        published = {r.id: r.published.start for r in truth.reports.values() if r.published}
        shifted = base
        if self._reordered:
            held_in = self._shifted(base.numbers["incident"])
            shifted = Columns(base.size, base.facets, {**base.numbers, "incident": held_in}, base.orders)
        at = np.array([rows[c.id] for c in cards], np.int64)
        self._claims = with_rows(shifted, at, claim_columns(cards, self._rows, published), CLAIM_ORDERS)
        desk.columns("claim", self._claims, base)

    def _shifted(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of incidents as they were, as they are."""
        moved = np.array([self._rows.get(key, np.nan) for key in self._before], np.float64)
        found, there = rows.copy(), ~np.isnan(rows)
        found[there] = moved[rows[there].astype(np.int64)]
        return found

    # --- the smaller tables ---------------------------------------------------------------------------------------

    def effects(self, desk: DeskAmender) -> None:
        """Effects, which stand in the order of their incidents."""
        out, base = self._out, self._file.columns("effect")
        if out.order is None:
            return
        was = base.numbers["incident"]
        slots = self._file.slots("effect")
        touched = [self._before[key] for key in out.before if key in self._before]
        stays = ~np.isin(was, np.array(touched, np.float64))
        made: list[tuple[int, str, str]] = []
        for key in sorted(out.now, key=self._rows.__getitem__):
            of = (Effect.model_validate_json(k.body) for k in out.derived[key] if k.kind == Effect.kind_name)
            made += [(self._rows[key], c.id, body_of(c)) for c in effect_cards(of, self._maker.phrases)]
        desk.drop("effect", slots[~stays])
        free = int(slots.max(initial=-1)) + 1
        for n, (_, key, body) in enumerate(made):
            desk.add("effect", free + n, key, body)
        kept = self._shifted(was[stays]) if self._reordered else was[stays]
        rows = np.concatenate([kept, np.array([row for row, *_ in made], np.float64)])
        held = np.concatenate([slots[stays], np.arange(free, free + len(made), dtype=np.int32)])
        order = np.argsort(rows, kind="stable")
        if not np.array_equal(held[order], slots):
            desk.slots("effect", held[order].astype(np.int32))
        desk.columns("effect", columns_of(len(rows), {}, {"incident": rows[order]}, {}), base)

    def tables(self, desk: DeskAmender) -> None:
        """The tables that are written whole where anything of them is otherwise."""
        out, store, phrases = self._out, self._store, self._maker.phrases
        if Position in out.whole:
            found = position_cards(store.derived(Position), self._truth.agreements.values(), phrases)
            desk.whole("position", ((c.id, body_of(c)) for c in found))
        if Exchange in out.whole or ExchangeTotal in out.whole:
            swaps = exchange_cards(store.derived(Exchange), store.derived(ExchangeTotal), phrases)
            desk.whole("exchange", ((c.id, body_of(c)) for c in swaps))
        if out.order is None:
            return
        read, carried = by_outlet(self._incidents, self._claims)
        was = [SourceCard.model_validate_json(body) for body in self._file.all("source")]
        now = [s.model_copy(update={"claims": read.get(s.id, 0), "incidents": carried.get(s.id, 0)}) for s in was]
        if now != was:
            desk.whole("source", ((c.id, body_of(c)) for c in in_order(now)))

    def decided(self, desk: DeskAmender) -> None:
        """What leads where, which decision speaks of what, and the counts."""
        out = self._out
        of = [*out.before.values(), *out.now.values()]
        desk.leads({incident_id(c) for i in of for c in i.claims}, redirects(out.now.values()))
        taken = [d for d in out.decisions.values() if d is not None]
        desk.about(out.decisions, ((s, d.id) for d in taken for s in (*d.subjects, *d.against)))
        counts = json.loads(self._file.note("today") or "{}")
        now = counts | decided_today(self._truth, self._judged, self._incidents, self._claims)
        desk.note("today", json.dumps(now))


def _all(incident: Incident) -> tuple[str, ...]:
    return (*incident.claims, *incident.denials, *incident.mentions, *incident.seen)
