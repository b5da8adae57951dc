"""Lengths, repetitions and references: three days, daily, recently. None of them alone says when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trucewatch.language.times.meaning import Amount, Meaning, Shape
from trucewatch.language.times.reading import Now, count_of
from trucewatch.language.times.words import Groups, number, table, weekday


def span(g: Groups, _now: Now, given: Mapping[str, Any]) -> Meaning:
    """The past 24 hours, the coming days: a length with a way to run."""
    unit = table("units")[g.low("unit") or g.low("units")]
    if g["units"] or g["vague"]:
        n: float | None = None
    else:
        n = count_of(g) if g["n"] else 1.0
    return Meaning(Shape.DURATION, amount=Amount(n, unit), way=given["way"], about=bool(g["approx"]))


def length(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Three days, half an hour, several weeks."""
    unit = table("units")[g.low("unit") or g.low("units")]
    if g["units"] or g["vague"]:
        n: float | None = None
    elif g.low("n") in ("dozen", "hundred"):
        n = 12.0 if g.low("n") == "dozen" else 100.0
    else:
        n = count_of(g)
    return Meaning(Shape.DURATION, amount=Amount(n, unit), about=bool(g["approx"]))


def weekdays(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Mondays, every Friday evening."""
    part = table("parts")[g.low("part")][0] if g["part"] else ""
    value = f"XXXX-WXX-{weekday(g['wd']) + 1}" + (f"T{part}" if part else "")
    return Meaning(Shape.SET, amount=Amount(1, "week"), value=value)


def every(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Every day, every two weeks, once a week, every morning."""
    if g["part"]:
        return Meaning(Shape.SET, amount=Amount(1, "day"), part=g.low("part"))
    word = g.low("n")
    n = None if word in ("few", "couple of") else 2.0 if word == "other" else number(word) if word else 1.0
    return Meaning(Shape.SET, amount=Amount(n, table("units")[g.low("unit")]))


def adverb(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Daily, annual."""
    return Meaning(Shape.SET, amount=Amount(1, table("sets")[g.low("set")]))


def reference(g: Groups, _now: Now, _given: Mapping[str, Any]) -> Meaning:
    """Now, recently, the near future."""
    return Meaning(Shape.REFERENCE, value=table("references")[g.low("ref")])
