"""Deriving anew what a decision can touch, and no more: what comes is to the byte what deriving all would give.

Where that cannot be had (decision 24 lists when) ``TooWide`` is raised before anything is written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from trucewatch.assess import (
    AssessParameters,
    effects,
    exchanges,
    findings,
    grades,
    knock_ons,
    positions,
    progress,
    summaries,
    totals,
)
from trucewatch.corroborate import CorroborateParameters, corroborate
from trucewatch.engines import Here
from trucewatch.link import OrderKey, Relinked, TooWide, decided, order_key, relink
from trucewatch.monitor.desk.judged import astray_of
from trucewatch.monitor.desk.tallies import known_until
from trucewatch.monitor.part import Part, Sides
from trucewatch.records import (
    Action,
    Claim,
    Corroboration,
    Decision,
    Exchange,
    ExchangeTotal,
    Grade,
    Incident,
    Observation,
    Position,
    Progress,
    Record,
    Report,
)
from trucewatch.store import Standing, Store
from trucewatch.store.chain import body_of
from trucewatch.store.deriving import GAP, OF_INCIDENTS, Change, Kept, spread
from trucewatch.store.deskfile import DeskFile
from trucewatch.values.vocabularies import Kind

HERE = Here()
R = TypeVar("R", bound=Record)

LINKING = frozenset({Action.CORRECT, Action.REJECT, Action.SAME, Action.DIFFERENT, Action.PIN})
"""What decides how claims are linked, or what they say."""

_ADDITIONS = 2000
"""Additions to the keys by which reports are found, before all are written anew."""

_MANY = 20_000
"""Claims that are looked up at most for what is told of all of them (positions, exchanges)."""


@dataclass
class Amended:
    """What is otherwise. ``decisions``: each as it stands now, None where it does no more. ``before`` and ``now``:
    incidents that may be otherwise, by id; ``looked``: further ones of which the grades may be, or the card alone.
    ``claims``: whose cards may be. ``order``: the ids of all incidents before and now, in order, where it may be
    another. ``derived``: of each
    incident of ``now`` and ``looked`` all that is derived of it now; ``whole``: kinds that are not of single incidents,
    where they are otherwise, with all their records. ``change`` and ``aids``: all this as the ledger takes it."""

    decisions: Mapping[str, Decision | None]
    before: Mapping[str, Incident]
    now: Mapping[str, Incident]
    looked: Mapping[str, Incident]
    claims: frozenset[str]
    sides: Sides
    astray: frozenset[str]
    order: tuple[Sequence[str], Sequence[str]] | None = None
    derived: dict[str, list[Kept]] = field(default_factory=dict)
    whole: dict[type[Record], tuple[Record, ...]] = field(default_factory=dict)
    change: Change = field(default_factory=Change)
    aids: dict[str, bytes] = field(default_factory=dict)


def amended(part: Part, store: Store, file: DeskFile) -> Amended:
    """What is otherwise by what was decided since the desk was made. Writes nothing. Raises TooWide, NoRoom."""
    work = _Amending(part, store, file)
    if work.out.before or work.out.now:
        work.place()
    work.derive()
    work.all_of_a_kind()
    return work.out


class _Amending:
    def __init__(self, part: Part, store: Store, file: DeskFile) -> None:
        self._part, self._store, self._file = part, store, file
        was, is_ = part.decided.before, part.decided.now
        self._decisions = _changed(part.decided)
        spoken = [d for key in self._decisions for d in (was.decisions.get(key), is_.decisions.get(key)) if d]
        subjects = {s for d in spoken for s in (*d.subjects, *d.against)}
        links = {s for d in spoken if d.action in LINKING for s in (*d.subjects, *d.against)}
        accepted = {s for d in spoken if d.action is Action.ACCEPT for s in _claims(d.subjects)}
        links |= {key for key, c in store.among(Claim, accepted).items() if c.by_example}  # from now on it is linked
        relinked = self._relinked(part.reports_of(_claims(links)))
        before: Mapping[str, Incident] = relinked.before if relinked else {}
        now: Mapping[str, Incident] = relinked.now if relinked else {}
        named = {s for s in subjects if s.startswith(f"{Incident.prefix}-")}
        looked = {key: i for key in part.holding(_claims(subjects)) | named if (i := part.stored(key))}
        looked = {key: i for key, i in looked.items() if key not in before and key not in now}
        claims = _claims(subjects) | {c for i in (*before.values(), *now.values()) for c in _all(i)}
        near = claims | {c for i in looked.values() for c in _all(i)}
        sides = part.of(part.reports_of(near))
        astray = [astray_of(side) for side in (part.decided.before, part.decided.now)]
        if astray[0] != astray[1]:
            raise TooWide  # it concerns all incidents that a report tells of
        self.out = Amended(self._decisions, before, now, looked, frozenset(part.rows(claims)), sides, astray[1])
        if relinked:
            finder = part.finder
            if finder.additions >= _ADDITIONS:
                raise TooWide
            self.out.aids.update([relinked.found_by.late(finder.additions)])
        self._made: dict[tuple[str, str], Record] = {}
        self._other: set[str] = set()
        self._assess = AssessParameters.of(part.case, as_of=known_until(file))

    def _relinked(self, reports: set[str]) -> Relinked | None:
        if not reports:
            return None
        was, is_ = (tuple(side.decisions.values()) for side in (self._part.decided.before, self._part.decided.now))
        return relink(self._part.linking, decided(was), decided(is_), HERE, reports, self._part)

    # --- where incidents stand ------------------------------------------------------------------------------------

    def place(self) -> None:
        """Works out the order of all incidents, and the places of those that are new or have another."""
        out = self.out
        places = self._store.incident_places()
        stays = {key for key, i in out.now.items() if key in out.before and out.before[key].claims[0] == i.claims[0]}
        rest = [(key, place) for key, place in places if key in stays or key not in out.before]
        at: dict[int, list[str]] = {}
        for key in sorted(out.now.keys() - stays, key=self._key):
            at.setdefault(bisect_left(rest, self._key(key), key=lambda held: self._key(held[0])), []).append(key)
        found = {key: place for key, place in rest if key in stays}
        order = [key for key, _ in rest]
        for n in sorted(at, reverse=True):
            before, until = (rest[n - 1][1] if n else None), (rest[n][1] if n < len(rest) else None)
            found |= dict(zip(at[n], spread(before, until, len(at[n])), strict=True))
            order[n:n] = at[n]
        out.order = [key for key, _ in places], order
        out.change.gone += [(Incident.kind_name, key) for key in out.before if key not in out.now]
        for key, incident in out.now.items():
            if key not in stays or incident != out.before[key]:
                out.change.put.append((found[key], incident))

    def _key(self, incident: str) -> OrderKey:
        """Where an incident stands: by its first account."""
        held = self.out.now.get(incident) or self._part.stored(incident)
        assert held is not None
        truth = self.out.sides.now
        claim = truth.claims.get(held.claims[0]) or self._store.among(Claim, held.claims[:1])[held.claims[0]]
        report = truth.reports.get(claim.report) or self._store.among(Report, [claim.report]).get(claim.report)
        return order_key(claim, report)

    # --- what is derived of single incidents ----------------------------------------------------------------------

    def derive(self) -> None:
        """Derives of the incidents all that is of one incident alone."""
        out, truth = self.out, self.out.sides.now
        stored = self._store.derived_of([*out.before, *out.now.keys() - out.before.keys(), *out.looked])
        incidents = tuple(out.now.values())
        agreements = tuple(truth.agreements.values())
        claims = truth.counted
        made = findings(incidents, claims, agreements, self._assess, truth.reports)
        records: list[Record] = [
            *self._corroborations(incidents, stored),
            *made,
            *summaries(made, agreements, self._assess),
            *effects(incidents, claims),
            *knock_ons(incidents, claims, truth.network),
        ]
        kept = {key: [k for k in of if k.kind == Exchange.kind_name] for key, of in stored.items()}
        for key in out.looked:
            kept[key] = [k for k in stored.get(key, ()) if k.kind != Grade.kind_name]
        out.derived.update((key, kept.get(key, [])) for key in (*out.now, *out.looked))
        for record in (*records, *self._grades(records, stored)):
            out.derived[_owner(record)].append(Kept(record.kind_name, record.id, body_of(record)))
            self._made[record.kind_name, record.id] = record
        for key in {*out.before, *out.now, *out.looked}:
            self._compare(stored.get(key, ()), out.derived.get(key, ()))

    def _compare(self, before: Sequence[Kept], now: Sequence[Kept]) -> None:
        """Notes of an incident's records those that are otherwise: all of a kind, since their places are its order."""
        change = self.out.change
        for kind in sorted(OF_INCIDENTS):
            was, is_ = ([k for k in kept if k.kind == kind] for kept in (before, now))
            if was != is_:
                ids = {k.id for k in is_}
                change.gone += [(kind, k.id) for k in was if k.id not in ids]
                change.put += [(n * GAP, self._made[kind, k.id]) for n, k in enumerate(is_)]

    def _corroborations(
        self, incidents: Sequence[Incident], stored: Mapping[str, Sequence[Kept]]
    ) -> Iterator[Corroboration]:
        """What sensors say: as it was where the incident is as it was."""
        same = {i.id for i in incidents if self.out.before.get(i.id) == i}
        for key in same:
            yield from _read(Corroboration, stored.get(key, ()))
        params = CorroborateParameters(facilities=self._part.case.places)
        others = [i for i in incidents if i.id not in same]
        if others:
            yield from corroborate(others, self._store.truth(Observation), params)

    def _grades(self, records: Iterable[Record], stored: Mapping[str, Sequence[Kept]]) -> tuple[Grade, ...]:
        out, truth = self.out, self.out.sides.now
        sensed = [r for r in records if isinstance(r, Corroboration)]
        sensed += [c for key in out.looked for c in _read(Corroboration, stored.get(key, ()))]
        incidents = (*out.now.values(), *out.looked.values())
        taken = tuple(truth.decisions.values())
        return grades(incidents, truth.counted, truth.reports, sensed, taken, self._assess)

    # --- what is derived of many ----------------------------------------------------------------------------------

    def all_of_a_kind(self) -> None:
        """Derives what is of no single incident, from all the claims and incidents that bear on it, where any of them
        is otherwise."""
        was, is_ = self.out.sides.before.claims, self.out.sides.now.claims
        self._other = {key for key in {*was, *is_} if was.get(key) != is_.get(key)}
        told = {c.kind for side in (was, is_) for key in self._other if (c := side.get(key))}
        held = {k for i in (*self.out.before.values(), *self.out.now.values()) for k in i.kinds}
        stances = {*self._assess.codebook.stances, Kind.DEMAND}
        if told & stances:
            self._positions(stances)
        if Kind.EXCHANGE in told | held:
            self._exchanges()
        agreements = self.out.sides.now.agreements.values()
        required = {k for a in agreements for p in a.provisions if p.requires for k in p.requires.kinds}
        if required & held:
            self._progress(required)

    def _positions(self, kinds: Collection[Kind]) -> None:
        truth = self._of_kinds(kinds)
        agreements = tuple(truth.agreements.values())
        self._whole(Position, positions(tuple(truth.counted.values()), truth.reports, agreements, self._assess))

    def _exchanges(self) -> None:
        truth = self._of_kinds({Kind.EXCHANGE})
        incidents = self._holding(truth, {Kind.EXCHANGE})
        swaps = exchanges(incidents, truth.counted, truth.reports)
        self._whole(Exchange, swaps)
        self._whole(ExchangeTotal, totals(swaps, truth.counted, truth.reports))
        for key, of in self.out.derived.items():
            of[:] = [k for k in of if k.kind != Exchange.kind_name]
            of += [Kept(e.kind_name, e.id, body_of(e)) for e in swaps if e.incident == key]

    def _progress(self, kinds: Collection[Kind]) -> None:
        truth = self._of_kinds(kinds)
        incidents = self._holding(truth, kinds)
        agreements = tuple(truth.agreements.values())
        near = self._part.of(self._part.reports_of({c for i in incidents for c in _all(i)})).now
        self._whole(Progress, progress(incidents, near.counted, agreements, self._assess, near.reports))

    def _of_kinds(self, kinds: Collection[Kind]) -> Standing:
        """What stands of all reports that hold a claim of one of these kinds, by what was or by what is."""
        columns = self._file.columns("claim")
        rows = np.flatnonzero(columns.facets["kind"].having([k.value for k in kinds], columns.size))
        if len(rows) > _MANY:
            raise TooWide
        return self._part.of(self._part.reports_of({*self._file.ids_at("claim", rows.tolist()), *self._other})).now

    def _holding(self, truth: Standing, kinds: Collection[Kind]) -> tuple[Incident, ...]:
        """The incidents that hold such a claim, in order."""
        out = self.out
        keys = self._part.holding(key for key, c in truth.claims.items() if c.kind in kinds)
        held = {key: i for key in keys if key not in out.before and (i := self._part.stored(key))}
        held |= {key: i for key, i in out.now.items() if set(i.kinds) & set(kinds)}
        order = out.order[1] if out.order else [key for key, _ in self._store.incident_places()]
        rank = {key: n for n, key in enumerate(order)}
        return tuple(sorted(held.values(), key=lambda i: rank[i.id]))

    def _whole(self, of: type[Record], records: Sequence[Record]) -> None:
        stored = tuple(self._store.derived(of))
        if stored == tuple(records):
            return
        self.out.whole[of] = tuple(records)
        ids = {r.id for r in records}
        self.out.change.gone += [(of.kind_name, r.id) for r in stored if r.id not in ids]
        self.out.change.put += [(n * GAP, r) for n, r in enumerate(records)]


def _changed(sides: Sides) -> dict[str, Decision | None]:
    """The decisions that do not stand as they did, each as it stands now or, where it does no more, None."""
    was, is_ = sides.before.decisions, sides.now.decisions
    found: dict[str, Decision | None] = {key: None for key in was if key not in is_}
    return found | {key: d for key, d in is_.items() if was.get(key) != d}


def _claims(subjects: Iterable[str]) -> set[str]:
    return {s for s in subjects if s.startswith(f"{Claim.prefix}-")}


def _all(incident: Incident) -> tuple[str, ...]:
    return (*incident.claims, *incident.denials, *incident.mentions, *incident.seen)


def _owner(record: Record) -> str:
    return str(getattr(record, "incident", ""))


def _read(of: type[R], kept: Iterable[Kept]) -> Iterator[R]:
    return (of.model_validate_json(k.body) for k in kept if k.kind == of.kind_name)
