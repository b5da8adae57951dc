"""Meanings to moments: local days and hours in the zone that was read, as an interval in UTC.

A clock time that the zone skipped (the night summer time begins) is not moved to another hour: its day remains. One
that came twice gives the interval that holds both.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from trucewatch.language.times import calendar as cal
from trucewatch.language.times.meaning import Meaning, Period, Shape
from trucewatch.language.times.words import table
from trucewatch.values.moment import Basis, Moment, zone_of

_MINUTE = timedelta(minutes=1)
_ZONES = timedelta(hours=4)  # by which a clock may be ahead of a stamp where nobody knows in which zone it goes
_ABOUT = timedelta(minutes=30)  # "around 4 pm": half an hour to either side


def moment_of(meant: Meaning, published: Moment, text: str, *, ahead: bool) -> Moment | None:
    """The moment that a date or time means; None for lengths, repetitions and references."""
    if meant.period is None or meant.shape not in (Shape.DATE, Shape.TIME) or not meant.anchored:
        return None
    zone = meant.zone or published.zone
    if meant.clock is not None:
        return _at_clock(meant, published, zone, text, ahead=ahead)
    if meant.part:
        return _at_part(meant, meant.period, zone, text)
    first, last = days(meant, published, ahead=ahead)
    return Moment.of_days(first, last, zone=zone, basis=meant.basis, text=text) if first <= last else None


def days(meant: Meaning, published: Moment, *, ahead: bool) -> tuple[date, date]:
    """The local days of a date: "this month" told of the past ends with the report, "later this week" begins there."""
    assert meant.period is not None
    today = published.days[1]
    period = meant.period
    if meant.bound == "EARLIER":
        return period.first, min(period.last, today)
    if meant.bound == "LATER":
        return max(period.first, today), period.last
    first, last = cal.span(period, meant.bound)
    if meant.basis is Basis.RELATIVE and period.unit != "day" and not meant.bound and not ahead and first <= today:
        last = min(last, today)
    return first, last


def through(first: date, last: date, published: Moment, basis: Basis, text: str) -> Moment | None:
    """The local days from one to another; None where they run backwards."""
    return None if last < first else Moment.of_days(first, last, zone=published.zone, basis=basis, text=text)


def _at_part(meant: Meaning, period: Period, zone: str, text: str) -> Moment:
    _, opens, closes = table("parts")[meant.part]
    start = datetime.combine(period.first, time()) + timedelta(hours=opens)
    end = datetime.combine(period.last, time()) + timedelta(hours=closes)
    return Moment(start=_early(start, zone), end=_late(end, zone), zone=zone, basis=meant.basis, text=text)


def _at_clock(meant: Meaning, published: Moment, zone: str, text: str, *, ahead: bool) -> Moment | None:
    assert meant.period is not None
    assert meant.clock is not None
    wall = datetime.combine(meant.period.first, time(*meant.clock))
    if not _exists(wall, zone):
        return Moment.of_days(wall.date(), wall.date(), zone=zone, basis=meant.basis, text=text)
    unsure = _ZONES if zone == "UTC" and meant.zone is None else timedelta()
    if meant.dayless and not ahead and _hour_told(published) and _early(wall, zone) > published.end + unsure:
        wall -= cal.ONE  # told of the past: the last such hour before the report
    slack = _ABOUT if meant.about else timedelta()
    start, end = _early(wall, zone) - slack, _late(wall, zone) + (slack or _MINUTE)
    if not meant.dayless:  # "at about 00:20 on 21 March" is not the 20th
        day = Moment.of_days(wall.date(), wall.date(), zone=zone, basis=meant.basis)
        start, end = max(start, day.start), min(end, day.end)
    return Moment(start=start, end=end, zone=zone, basis=meant.basis, text=text)


def _hour_told(published: Moment) -> bool:
    """Whether the stamp of a report tells the hour: midnight sharp is how a bare date is written."""
    return published.start.time() != time() or published.end - published.start >= cal.ONE


def _early(wall: datetime, zone: str) -> datetime:
    return min(wall.replace(tzinfo=zone_of(zone), fold=fold).astimezone(UTC) for fold in (0, 1))


def _late(wall: datetime, zone: str) -> datetime:
    return max(wall.replace(tzinfo=zone_of(zone), fold=fold).astimezone(UTC) for fold in (0, 1))


def _exists(wall: datetime, zone: str) -> bool:
    """Whether the zone's clocks ever showed that time."""
    there = wall.replace(tzinfo=zone_of(zone)).astimezone(UTC).astimezone(zone_of(zone))
    return there.replace(tzinfo=None, fold=0) == wall
