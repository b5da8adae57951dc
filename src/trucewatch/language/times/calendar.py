"""Arithmetic on stretches of the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from trucewatch.language.times.meaning import Period

_STEP = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
ONE = timedelta(days=1)


def months_on(d: date, n: int) -> date:
    """The day ``n`` months on; the 31st becomes the last day of a shorter month."""
    years, month = divmod(d.month - 1 + n, 12)
    year = d.year + years
    return date(year, month + 1, min(d.day, monthrange(year, month + 1)[1]))


def day(d: date) -> Period:
    """One day."""
    return Period("day", d, d)


def holding(unit: str, d: date) -> Period:
    """The period of that unit in which the day lies. Weeks begin on Monday; a weekend is the one of the day's week."""
    if unit in ("day", "night"):
        return day(d)
    monday = d - timedelta(days=d.weekday())
    if unit == "week":
        return Period(unit, monday, monday + timedelta(days=6))
    if unit == "fortnight":
        return Period(unit, monday, monday + timedelta(days=13))
    if unit == "weekend":
        return Period(unit, monday + timedelta(days=5), monday + timedelta(days=6))
    months = _STEP[unit]
    if months <= 12:
        first = date(d.year, (d.month - 1) // months * months + 1, 1)
    else:
        years = months // 12
        first = date(max(1, d.year // years * years + (1 if unit == "century" else 0)), 1, 1)
    return Period(unit, first, months_on(first, months) - ONE)


def shifted(p: Period, n: int) -> Period:
    """The period ``n`` units on (back where negative)."""
    if p.unit in _DAYS:
        by = timedelta(days=_DAYS[p.unit] * n)
        return Period(p.unit, p.first + by, p.last + by)
    first = months_on(p.first, _STEP[p.unit] * n)
    return Period(p.unit, first, months_on(first, _STEP[p.unit]) - ONE)


def moved(d: date, n: float, unit: str) -> date:
    """The day ``n`` units from ``d``; hours and less count as whole days begun. Months end where they end."""
    if unit in _DAYS:
        return d + timedelta(days=round(_DAYS[unit] * n))
    if unit in ("hour", "minute", "second"):
        hours = n / {"hour": 1, "minute": 60, "second": 3600}[unit]
        whole = int(-(-abs(hours) // 24))
        return d + timedelta(days=whole if n >= 0 else -whole)
    return months_on(d, round(_STEP[unit] * n))


def season(code: str, year: int) -> Period:
    """A northern season by its calendar months; winter begins in December of the year before."""
    first = date(year - 1 if code == "WI" else year, _SEASONS[code], 1)
    return Period("season", first, months_on(first, 3) - ONE)


def span(p: Period, bound: str) -> tuple[date, date]:
    """The days of a period, or of its START, MID or END: a third of it, ten days of a month."""
    if not bound or p.unit == "day":
        return p.first, p.last
    n = (p.last - p.first).days + 1
    third = n // 3
    if bound == "START":
        return p.first, p.first + timedelta(days=max(0, third - 1))
    if bound == "MID":
        return p.first + timedelta(days=third), p.first + timedelta(days=2 * third - 1)
    return p.first + timedelta(days=2 * third), p.last
