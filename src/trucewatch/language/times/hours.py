"""Hours of a day: 4.00 pm, Moscow time; midnight; the early hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from trucewatch.language.times import calendar as cal
from trucewatch.language.times.meaning import Meaning, Shape
from trucewatch.language.times.reading import Now, named_date, weekday_date, zone_in
from trucewatch.language.times.words import Groups, number
from trucewatch.values.moment import Basis

_SMALL = 5  # "four at night" is before dawn, "nine at night" before midnight


def part_alone(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """In the morning: of a day that stands near; without one nobody can tell of which."""
    return Meaning(Shape.TIME, period=cal.day(now.day), part=g.low("part"), dayless=True, anchored=False)


def hours_of(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning:
    """The early hours: of the day of the report, unless a day stands near."""
    return Meaning(Shape.TIME, period=cal.day(now.day), part=g.low("part"), dayless=True)


def clock(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning | None:
    """4.00 pm, Moscow time; 3 a.m. on Tuesday; 0300 GMT."""
    hour, minute = int(g["hour"]), int(g["minute"] or 0)
    half = g.low("half").replace(".", "")
    if not half and not g["zone"] and (g["mark"] == "." or g["exactly"]):
        return None  # "4.08" is a number, "3:07:35" a length
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    if g.low("part") in ("afternoon", "evening") and not half and hour < 12:
        hour += 12
    if hour > 23:
        return None
    zone = zone_in(g)
    if zone is None:
        return None
    meant = replace(_on_day(g, now), shape=Shape.TIME, clock=(hour, minute), zone=zone or None)
    return replace(meant, about=bool(g["approx"]))


def spoken_clock(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning | None:
    """At about two in the morning on Monday, by nine in the evening, at 11 at night."""
    hour, part = round(number(g.low("n"))) % 12, g.low("part")
    if part in ("afternoon", "evening") or (part == "night" and hour > _SMALL):
        hour += 12
    return replace(_on_day(g, now), shape=Shape.TIME, clock=(hour, 0), about=True)


def noon(g: Groups, now: Now, _given: Mapping[str, Any]) -> Meaning | None:
    """Midnight, noon local time, dawn on Friday."""
    zone = zone_in(g)
    if zone is None:
        return None
    meant = _on_day(g, now)
    if meant.dayless and g.low("part") == "midnight" and not now.ahead:
        meant = replace(meant, period=cal.day(now.day - timedelta(days=1)))  # the one that the report looks back on
    return replace(meant, shape=Shape.TIME, part=g.low("part"), zone=zone or None)


def _on_day(g: Groups, now: Now) -> Meaning:
    """The day that a clock time stands with, or the report's own."""
    if g["dayword"]:
        shift = {"yesterday": -1, "today": 0, "tomorrow": 1}[g.low("dayword")]
        return Meaning(Shape.TIME, period=cal.day(now.day + timedelta(days=shift)))
    if g["month"]:
        return Meaning(Shape.TIME, Basis.STATED, cal.day(named_date(g, now)))
    if g["wd"]:
        return Meaning(Shape.TIME, period=cal.day(weekday_date(g["wd"], now, "")))
    return Meaning(Shape.TIME, period=cal.day(now.day), dayless=True)
