"""What stands in a ledger, in outline: all but the claims and what reports say, which are looked up when they are
wanted. Of half a million claims the ids alone lie in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from trucewatch.records import (
    Agreement,
    Case,
    Claim,
    Decision,
    Edition,
    Failure,
    Network,
    Observation,
    Pass,
    Record,
    Report,
)
from trucewatch.store import Standing, Store, standing

_ALWAYS = (Case, Network, Agreement, Report, Pass, Decision, Failure)

Stored = tuple[Edition, datetime, int]
"""An edition, the moment of storing and the row."""

Published = tuple[datetime, int]
"""The cut-off of an edition and the row in which it was stored."""


@dataclass(frozen=True)
class Outline:
    """``truth``: what stands, with those claims alone on which people decided, and no text of a report. ``claims``:
    the ids of all that the passes found, those that people rejected among them, in the order of the ledger.
    ``arrived``: the row in which each claim came first. ``length``: rows of the log that were looked at."""

    truth: Standing
    claims: Sequence[str]
    arrived: Mapping[str, int]
    editions: Sequence[Stored]
    length: int


def published(editions: Sequence[Stored]) -> tuple[Published, ...]:
    """Of editions what tells which claims they could tell of."""
    return tuple((edition.cutoff, row) for edition, _, row in editions)


def outline(store: Store) -> Outline:
    """What stands in the ledger now."""
    length = store.length
    arrived = store.arrivals(Claim.kind_name)
    records = list(_without_claims(store, length))
    passes = {p.report: p for p in records if isinstance(p, Pass)}
    decisions = (d for d in records if isinstance(d, Decision))
    named = store.among(Claim, (s for d in decisions for s in (*d.subjects, *d.against) if s in arrived))
    gone = [c for c in named.values() if c.report not in passes or c.id not in passes[c.report].claims]
    near = store.among(Claim, (c for one in gone if one.report in passes for c in passes[one.report].claims))
    truth = standing(chain(records, {**near, **named}.values()))
    found = dict.fromkeys(c for p in truth.passes.values() for c in p.claims if c in arrived)
    return Outline(truth, tuple(found), arrived, editions_of(store, length), length)


def _without_claims(store: Store, until: int) -> Iterator[Record]:
    """The records that tell what stands. Observations bear on it only where a file could not be used before."""
    kinds = {of.kind_name for of in _ALWAYS}
    if store.count(Failure.kind_name):
        kinds.add(Observation.kind_name)
    for entry in store.of_kinds(kinds, until):
        record = entry.record
        yield record.model_copy(update={"text": ""}) if isinstance(record, Report) else record


def editions_of(store: Store, until: int) -> tuple[Stored, ...]:
    """The editions up to row ``until``, oldest first."""
    found = store.of_kinds([Edition.kind_name], until)
    return tuple((e.record, e.at, e.seq) for e in found if isinstance(e.record, Edition))
