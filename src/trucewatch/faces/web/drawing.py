"""The timeline's geometry: where each bar stands, in units of a drawing a thousand wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from trucewatch.monitor.desk import AgreementCard, Desk, IncidentCard, LedgerQuery
from trucewatch.values.moment import zone_of

WIDTH = 1000.0
_MOST = 150
_DAY = timedelta(days=1)
_LEAD = timedelta(days=14)


@dataclass(frozen=True)
class Tick:
    """A day's beginning."""

    x: float
    day: date


@dataclass(frozen=True)
class Bar:
    """A stretch: ``open`` to the right where nothing ends it, ``thin`` for a moment known to the hour."""

    x: float
    width: float
    open: bool = False
    thin: bool = False


@dataclass(frozen=True)
class Row:
    """An incident and its stretch."""

    card: IncidentCard
    bar: Bar


@dataclass(frozen=True)
class BandRow:
    """A reading of an agreement with what is in force, and what is suspended."""

    agreement: str
    reading: str
    bars: tuple[tuple[Bar, str, bool], ...]


@dataclass(frozen=True)
class Drawn:
    """All of it. ``columns``: incidents a day as bars with their height from 0 to 1; ``left_out``: how many incidents
    are not drawn one by one; ``undated``: how many state no time; ``before``: how many are not drawn as they ended
    long before the first report was published."""

    first: datetime | None
    last: datetime | None
    ticks: tuple[Tick, ...]
    columns: tuple[tuple[float, float, float, str, int], ...]
    rows: tuple[Row, ...]
    bands: tuple[BandRow, ...]
    agreements: tuple[AgreementCard, ...]
    left_out: int
    undated: int
    before: int = 0


def timeline_of(desk: Desk, query: LedgerQuery) -> Drawn:
    """The drawing for what the query asks for."""
    agreements = tuple(desk.all("agreement", AgreementCard))
    cards, total, undated = desk.in_order(query, _MOST)
    starts = [c.when.start for c in cards if c.when]
    ends = [c.when.end for c in cards if c.when]
    zone = zone_of(desk.case.timezone)
    if query.since:
        starts.append(datetime.combine(query.since, datetime.min.time(), tzinfo=zone))
    if query.until:
        ends.append(datetime.combine(query.until + _DAY, datetime.min.time(), tzinfo=zone))
    days = desk.board.days(query)
    starts += [datetime.fromtimestamp(days[0][0], UTC)] if days else []
    ends += [datetime.fromtimestamp(days[-1][0], UTC) + _DAY] if days else []
    if not starts or not ends:
        return Drawn(None, None, (), (), (), (), agreements, 0, undated)
    opens = _opens(cards, query)
    if opens is not None:
        starts = [s for s in starts if s >= opens] or [opens]
    first = min(starts).astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    last = max(max(ends), first + _DAY)
    if query.since:
        first = max(first, datetime.combine(query.since, datetime.min.time(), tzinfo=zone))
    if query.until:
        last = min(last, datetime.combine(query.until + _DAY, datetime.min.time(), tzinfo=zone))
    scale = _Scale(first, last)
    shown = [(at, n) for at, n in ((datetime.fromtimestamp(s, UTC), n) for s, n in days) if first <= at < last]
    most = max((n for _, n in shown), default=1)
    columns = tuple(
        (scale.x(at), max(scale.span(at, at + _DAY) - 1, 1), n / most, f"{at.astimezone(zone):%Y-%m-%d}", n)
        for at, n in shown
    )
    drawn = [c for c in cards if c.when and (opens is None or c.when.end > first)]
    return Drawn(
        first=first,
        last=last,
        ticks=tuple(scale.ticks()),
        columns=columns,
        rows=tuple(Row(c, scale.bar(c.when.start, c.when.end)) for c in drawn if c.when),
        bands=tuple(_bands(agreements, scale)),
        agreements=agreements,
        left_out=total - len(cards),
        undated=undated,
        before=len(cards) - len(drawn),
    )


def _opens(cards: Sequence[IncidentCard], query: LedgerQuery) -> datetime | None:
    """Where the axis opens at the earliest if no day was asked for: two weeks before the first report. What began long
    before (``since August``) would press all else together; its bar is cut there."""
    published = [c.first for c in cards if c.first]
    return None if query.since or not published else min(published) - _LEAD


def _bands(agreements: tuple[AgreementCard, ...], scale: _Scale) -> list[BandRow]:
    rows = []
    for a in agreements:
        for reading in a.readings:
            mine = [b for b in a.bands if b.reading == reading.id]
            bars = tuple(
                (scale.bar(b.start, b.end), ", ".join(b.held or b.suspended), bool(b.suspended and not b.held))
                for b in mine
                if b.start < scale.last and (b.end is None or b.end > scale.first)
            )
            rows.append(BandRow(a.title, reading.of, bars))
    return rows


@dataclass(frozen=True)
class _Scale:
    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(min(max(share, 0.0), 1.0) * WIDTH, 2)

    def span(self, start: datetime, end: datetime) -> float:
        return round(self.x(end) - self.x(start), 2)

    def bar(self, start: datetime, end: datetime | None) -> Bar:
        stop = end or self.last
        thin = end is not None and end - start <= timedelta(hours=1)
        return Bar(self.x(start), max(self.span(start, stop), 2.0), open=end is None, thin=thin)

    def ticks(self) -> list[Tick]:
        days = max(1, round((self.last - self.first) / _DAY))
        step = next((s for s in (1, 2, 7, 14, 28, 91, 182, 365) if days / s <= 14), 365)
        return [Tick(self.x(self.first + n * _DAY), (self.first + n * _DAY).date()) for n in range(0, days, step)]
