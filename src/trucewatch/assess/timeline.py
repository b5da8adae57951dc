"""What was in force for whom under which reading, and what was declared and changed when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trucewatch.assess.inforce import InForce, Stretch, in_force
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.words import day, instant, listed
from trucewatch.records.agreement import Agreement, Provision, Reading


@dataclass(frozen=True)
class Segment:
    """[start, end) in which nothing changes under any reading; ``end`` None: open. ``said``: by reading id, the
    provisions in force, the suspended ones, and those of which the reading does not say when they hold."""

    start: datetime
    end: datetime | None
    said: tuple[tuple[str, InForceNow], ...]


@dataclass(frozen=True)
class InForceNow:
    """Ids of provisions under one reading."""

    held: tuple[str, ...]
    suspended: tuple[str, ...]
    unstated: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """Something that was declared, agreed or changed on a day, in words, with its source."""

    day: date
    text: str
    source: str | None


def segments(agreement: Agreement, params: AssessParameters) -> tuple[Segment, ...]:
    """The time from the first start to the last end that any reading gives, cut wherever one of them changes."""
    table = {(r.id, p.id): in_force(p, r, params.zone) for r in agreement.readings for p in agreement.provisions}
    spans_of = [s for force in table.values() if force for s in (*force.stretches, *force.suspended)]
    edges = sorted({e for s in spans_of for e in (s.start, s.end) if e})
    open_ended = any(s.end is None for s in spans_of)
    ends: list[datetime | None] = [*edges[1:], *([None] if open_ended else [])]
    spans = [Stretch(a, b) for a, b in zip(edges, ends, strict=False)]
    return tuple(
        Segment(s.start, s.end, tuple((r.id, _now(r, agreement.provisions, table, s)) for r in agreement.readings))
        for s in spans
    )


def _now(
    reading: Reading, provisions: Sequence[Provision], table: dict[tuple[str, str], InForce | None], span: Stretch
) -> InForceNow:
    held, suspended, unstated = [], [], []
    for p in provisions:
        force = table[reading.id, p.id]
        if force is None:
            unstated.append(p.id)
        elif any(s.meets(span) for s in force.stretches):
            held.append(p.id)
        elif any(s.meets(span) for s in force.suspended):
            suspended.append(p.id)
    return InForceNow(tuple(held), tuple(suspended), tuple(unstated))


def timeline(agreement: Agreement, params: AssessParameters) -> tuple[Change, ...]:
    """Everything dated in the agreement, by day; of one day, in the order of the file."""
    return tuple(sorted((*_declared(agreement, params), *_read(agreement, params)), key=lambda c: c.day))


def _declared(agreement: Agreement, params: AssessParameters) -> Iterator[Change]:
    words = params.words
    names = {p.id: p.names[0] for p in agreement.proposals}
    for d in agreement.declarations:
        stance = d.stance.value.replace("-", " ")
        note = f" ({d.note.strip().rstrip('.')})" if d.note else ""
        said = f"{words.party(d.party)}, on “{names.get(d.proposal, d.proposal)}”: {stance}{note}"
        yield Change(d.date, said, d.source)
    for a in agreement.amendments:
        by = f", by {words.parties(a.by)}" if a.by else ""
        of = f" of {listed(a.provisions)}" if a.provisions else ""
        yield Change(a.date, f"amendment {a.id}{of}{by}: {a.text}", a.source)


def _read(agreement: Agreement, params: AssessParameters) -> Iterator[Change]:
    for r in agreement.readings:
        of = f"reading of {params.words.party(r.of)}"
        yield from (Change(e.until, f"{of}: extended to the end of this day", e.source) for e in r.extensions)
        for s in r.suspensions:
            until = f"to {s.end.isoformat()}" if s.end else "until further notice"
            yield Change(s.start, f"{of}: suspended from this day {until}", s.source)
        if r.ended is not None:
            by = f" by {params.words.party(r.ended.by)}" if r.ended.by else ""
            yield Change(r.ended.date, f"{of}: ended{by} with the beginning of this day", r.ended.source)
        runs: dict[tuple[Stretch, str], list[str]] = {}
        for p in agreement.provisions:
            force = in_force(p, r, params.zone)
            for stretch in force.stretches if force else ():
                runs.setdefault((stretch, force.zone if force else params.zone), []).append(p.id)
        for (stretch, zone), ids in runs.items():
            yield from _edges(f"{of}: {listed(ids)} in force", stretch, zone, r.source)


def _edges(of: str, stretch: Stretch, zone: str, source: str | None) -> Iterator[Change]:
    start = stretch.start
    yield Change(start.date(), f"{of} from {instant(start, zone)} ({zone})", source)
    if stretch.end is not None:
        last = stretch.end - timedelta(microseconds=1)
        midnight = (stretch.end.hour, stretch.end.minute) == (0, 0)
        until = f"the end of {day(last.date())}" if midnight else instant(stretch.end, zone)
        yield Change(last.date(), f"{of} until {until} ({zone})", source)
