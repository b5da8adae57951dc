"""Dates against the report or the text: Tuesday, last week, overnight, three days ago, the following day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from trucewatch.language.times import calendar as cal
from trucewatch.language.times.meaning import Meaning, Period, Shape
from trucewatch.language.times.reading import Now, bound_of, count_of, named_date, parted, weekday_date
from trucewatch.language.times.words import Groups, table
from trucewatch.values.moment import Basis

_EXACT_DAYS = frozenset({"day", "night"})


def weekday_of(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Tuesday, last Tuesday, Friday morning, late Monday. Looks back, the day of the report included."""
    which = g.low("which").removeprefix("the ")
    day = weekday_date(g["wd"], now, which)
    part = g.low("part")
    bound = g.low("bound") or g.low("early")
    if bound in ("early hours", "small hours"):
        part, bound = bound, ""
    return parted(Meaning(Shape.DATE, period=cal.day(day)), part, table("bounds").get(bound, ""))


def which_unit(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning | None:
    """Last week, earlier this month, the end of next year, the previous year."""
    unit, which = g.low("unit"), g.low("which")
    anchored = which in ("the same", "that same", "that", "the following", "the previous", "the preceding", "the prior")
    if anchored and now.last is None and which.startswith("that"):
        return None
    step = {"last": -1, "next": 1, "the coming": 1, "the following": 1, "this coming": 1}.get(which, 0)
    step = -1 if which in ("the previous", "the preceding", "the prior", "this past") else step
    from_day = now.last.last if anchored and now.last else now.day
    period = cal.shifted(cal.holding(unit, from_day), step)
    if unit == "weekend" and not anchored and which in ("", "last", "this past"):
        period = _weekend(now, which)
    anchor = now.last is not None if anchored else True
    bound = bound_of(g, earlier=step == 0)
    return Meaning(Shape.DATE, period=period, bound=bound, fiscal=bool(g["fiscal"]), anchored=anchor)


def which_day(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """The following day, that day, the next morning: from the day that the text named last."""
    which = g.low("which")
    step = 1 if "following" in which or "next" in which else -1 if "prev" in which or "prec" in which else 0
    base = now.last.last if now.last else now.day
    if step == 0 and g.low("part") == "night" and base >= now.day and not now.ahead:
        base -= cal.ONE  # "this morning ... the same night": the one that has ended
    meant = Meaning(Shape.DATE, period=cal.shifted(cal.day(base), step), anchored=now.last is not None)
    return parted(meant, g.low("part"), "")


def near_day(g: Groups, now: Now, given: Mapping[str, Any]) -> Meaning:
    """Yesterday, tomorrow morning, today, tonight."""
    meant = Meaning(Shape.DATE, period=cal.day(now.day + timedelta(days=given["shift"])))
    part = g.low("part") or given.get("part", "")
    bound = g.low("bound")
    return parted(meant, part, table("bounds").get(bound, "") if bound in ("early", "late") else "")


def overnight(_g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Overnight, last night: the night that ended on the day of the report."""
    return Meaning(Shape.TIME, period=cal.day(now.day - cal.ONE), part="night")


def night_into(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Overnight into Saturday, the night of 19-20 March: the night that ends on the day named last."""
    stated = bool(g["month"])
    named = named_date(g, now) if stated else weekday_date(g["wd"], now, "")
    basis = Basis.STATED if stated else Basis.RELATIVE
    return Meaning(Shape.TIME, basis, cal.day(named - cal.ONE), part="night")


def running(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """A second night: the last one; of days nobody can tell whether the report's own is among them."""
    unit = g.low("unit")
    if unit == "night":
        return Meaning(Shape.TIME, period=cal.day(now.day - cal.ONE), part="night", dayless=True)
    if unit == "day":
        return Meaning(Shape.DATE, period=Period("day", now.day - cal.ONE, now.day), dayless=True)
    return Meaning(Shape.DATE, period=cal.holding(unit, now.day), dayless=True)


def ago(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Three days ago, a week ago, 10 days from now; "several years ago" is in the past and no more."""
    sign = -1 if g.low("way") == "ago" else 1
    if g["vague"]:
        return Meaning(Shape.REFERENCE, value="PAST_REF" if sign < 0 else "FUTURE_REF")
    unit = g.low("unit")
    n = count_of(g)
    return Meaning(Shape.DATE, period=_around(now.day, sign * n, unit), about=bool(g["approx"]))


def from_anchor(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """A year earlier, two weeks later: from the day that the text named last."""
    sign = -1 if g.low("way") in ("earlier", "previously", "prior", "before") else 1
    if g["vague"]:
        return Meaning(Shape.REFERENCE, value="PAST_REF" if sign < 0 else "FUTURE_REF", anchored=False)
    base = now.last.first if now.last else now.day
    if g.low("unit") == "night" and g.low("way") == "before" and g["one"]:  # the night that ends on that day
        return Meaning(Shape.TIME, period=cal.day(base - cal.ONE), part="night", anchored=now.last is not None)
    if g.low("unit") in ("hour", "minute", "second"):  # "an hour later": by the words the same day
        return Meaning(Shape.DATE, period=cal.day(base), anchored=now.last is not None)
    return Meaning(Shape.DATE, period=_around(base, sign * count_of(g), g.low("unit")), anchored=now.last is not None)


def _weekend(now: Now, which: str) -> Period:
    this = cal.holding("weekend", now.day)
    if now.ahead and not which:
        return this
    began = this.first <= now.day and not (which and this.last >= now.day)
    return this if began else cal.shifted(this, -1)


def _around(base: date, n: float, unit: str) -> Period:
    """The period of that unit which lies ``n`` units off: "three years ago" names a year, no day."""
    then = cal.moved(base, n, unit)
    if unit in _EXACT_DAYS or unit in ("hour", "minute", "second") or n != int(n):
        return cal.day(then)
    return cal.holding("week" if unit in ("fortnight", "weekend") else unit, then)
