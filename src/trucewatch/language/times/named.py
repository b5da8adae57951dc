"""Dates that name themselves: 19 March, early 2012, the first quarter, Christmas Day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from trucewatch.language.times import calendar as cal
from trucewatch.language.times.meaning import Meaning, Period, Shape
from trucewatch.language.times.reading import Now, bound_of, named_date, nearest, parted, stated, year_in
from trucewatch.language.times.words import Groups, month, table
from trucewatch.values.moment import Basis


def iso(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """2025-03-19, 19.03.2025."""
    return stated(cal.day(date(int(g["year"]), int(g["m"]), int(g["dd"]))))


def slashed(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning | None:
    """3/19/2025: only where one number cannot be a month, for otherwise nobody can tell which is which."""
    one, two = int(g["one"]), int(g["two"])
    if (one > 12) == (two > 12) and one != two:
        return None
    return stated(cal.day(date(int(g["year"]), min(one, two), max(one, two))))


def named_day(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """19 March, Tuesday, March 19, 2025, late on 2 May, the morning of 5 April."""
    named = named_date(g, now)
    part = g.low("part")
    if part == "night" and named == now.day and not now.ahead:
        named -= cal.ONE  # "on the night of 6 December", told that morning: the night that ended then
    if g.low("bound") in ("early hours", "small hours"):
        part = g.low("bound")
    return parted(stated(cal.day(named)), part, bound_of(g) if not part else "")


def day_range(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """19-20 March."""
    first = named_date(g, now)
    return stated(Period("day", first, first.replace(day=int(g["until"]))))


def month_of(g: Groups, now: Now, given: Mapping[str, Any]) -> Meaning | None:
    """June, early March 2025, last October. "March" and "May" alone are other words as well."""
    m = month(g["month"])
    which = g.low("which")
    if len(g["month"].rstrip(".")) <= 4 and g["month"] not in ("June", "July", "May") and not (g["year"] or which):
        return None  # "Jan", "Mar": names of people
    if g["month"] in ("March", "May") and not (given.get("sure") or which or g["year"] or g["bound"]):
        return None
    year = year_in(g, now)
    if year is not None:
        first = date(year, m, 1)
    elif which == "next" or (now.ahead and which not in ("last", "this past")):
        first = date(now.day.year + (m < now.day.month or (which == "next" and m == now.day.month)), m, 1)
    elif which in ("last", "this past"):
        first = date(now.day.year - (m >= now.day.month), m, 1)
    elif which == "this":
        first = date(now.day.year, m, 1)
    else:
        first = nearest(now, lambda y: date(y, m, 1))
    return replace(stated(cal.holding("month", first)), bound=bound_of(g))


def year_of(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """2012, early 2012, fiscal 2013."""
    period = cal.holding("year", date(int(g["year"]), 1, 1))
    return replace(stated(period), bound=bound_of(g), fiscal=bool(g["fiscal"]))


def decade(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """The late 1980s."""
    return replace(stated(cal.holding("decade", date(int(g["decade"]) * 10, 1, 1))), bound=bound_of(g))


def short_decade(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """The 90s: the last such decade that began."""
    first = now.day.year // 100 * 100 + int(g["tens"]) * 10
    first -= 100 if first > now.day.year else 0
    return replace(stated(cal.holding("decade", date(first, 1, 1))), bound=bound_of(g))


def century(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """The 21st century."""
    n = int(g["century"] or table("ordinals")[g.low("ordinal")])
    return replace(stated(cal.holding("century", date((n - 1) * 100 + 1, 1, 1))), bound=bound_of(g))


def season(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Last summer, the spring of 2024. Without a year: the last that began, or the next where the words look ahead."""
    code = table("seasons")[g.low("season")]
    which = g.low("which")
    bound = bound_of(g) or {"early": "START", "late": "END"}.get(which, "")
    if g["year"]:
        return replace(stated(cal.season(code, int(g["year"]))), bound=bound)
    years = [cal.season(code, now.day.year + k) for k in (-1, 0, 1, 2)]
    if which == "next" or (now.ahead and which not in ("last", "this past")):
        found = next(p for p in years if p.first > now.day or (which != "next" and p.last >= now.day))
    elif which in ("last", "the previous", "this past"):
        found = [p for p in years if p.last < now.day][-1]
    elif which == "this":
        found = cal.season(code, now.day.year)
    else:
        found = [p for p in years if p.first <= now.day][-1]
    return Meaning(Shape.DATE, period=found, bound=bound)


def quarter(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning | None:
    """The second half of 2024, the fourth quarter of last year, Q3."""
    ordinal = g.low("ordinal")
    unit = g.low("what") or "quarter"
    final = 4 if unit == "quarter" else 2
    n = final if ordinal == "final" else int(ordinal[0]) if ordinal[0].isdigit() else table("ordinals")[ordinal]
    if unit == "half" and n > 2:
        return None
    years = {"last": -1, "previous": -1, "next": 1}.get(g.low("which") or g.low("rel").split(" ")[0], 0)
    stated = bool(g["year"])
    year = int(g["year"]) if stated else now.day.year + years
    months = 12 // (4 if unit == "quarter" else 2)
    period = cal.holding(unit, date(year, (n - 1) * months + 1, 1))
    if not stated and not years and not now.ahead and period.first > now.day:
        period = cal.holding(unit, date(year - 1, (n - 1) * months + 1, 1))
    return Meaning(Shape.DATE, Basis.STATED if stated else Basis.RELATIVE, period, fiscal=bool(g["fiscal"]))


def week_of(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning | None:
    """The last week of March: seven days of the month, from its start or its end."""
    m = month(g["month"])
    first = date(int(g["year"]), m, 1) if g["year"] else nearest(now, lambda y: date(y, m, 1))
    last = cal.holding("month", first).last
    n = {"last": 0, "final": 0}.get(g.low("which")) or table("ordinals").get(g.low("which"), 0)
    begin = first + timedelta(days=7 * (n - 1)) if n else last - timedelta(days=6)
    return stated(Period("week", begin, begin + timedelta(days=6)))


def holiday(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Christmas Day: a day of fixed date; of any year named, else the nearest."""
    m, d = table("holidays")[g.low("holiday").replace("’", "'")]
    if g["year"]:
        return stated(cal.day(date(int(g["year"]), m, d)))
    return stated(cal.day(nearest(now, lambda y: date(y, m, d))))
