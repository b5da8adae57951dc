"""What the readers share: against what words are read, and the pieces that many patterns have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from trucewatch.language.times.meaning import Meaning, Period, Shape
from trucewatch.language.times.words import Groups, month, number, table, weekday
from trucewatch.values.moment import Basis

_THAT = {"last": -1, "this": 0, "next": 1}
_SLACK = timedelta(days=30)  # a date without a year up to a month ahead is this year's also in reports of the past
_HALF_YEAR = timedelta(days=183)


class Now(NamedTuple):
    """What an expression is read against: the local day of the report, whether the words look ahead, and how to tell
    the day that the text named last, which few expressions ask for."""

    day: date
    ahead: bool = False
    named: Callable[[], Period] | None = None

    @property
    def last(self) -> Period | None:
        """The day that the text named last, None where it named none."""
        return self.named() if self.named is not None else None


Reader = Callable[[Groups, Now, Mapping[str, Any]], "Meaning | None"]


def stated(period: Period) -> Meaning:
    return Meaning(Shape.DATE, Basis.STATED, period)


def parted(meant: Meaning, part: str, bound: str) -> Meaning:
    if not part:
        return replace(meant, bound=bound)
    return replace(meant, shape=Shape.TIME, part=part, bound=bound)


def bound_of(g: Groups, *, earlier: bool = False) -> str:
    """START, MID or END. "Earlier this month" is before the report, which the caller knows; else no third of it."""
    word = g.low("bound").removesuffix(" in").removesuffix(" of")
    if word in ("earlier", "later") and not earlier:
        return ""
    return str(table("bounds").get(word, "")) if word not in ("earlier", "later") else f"{word.upper()}"


def count_of(g: Groups) -> float:
    n = number(g["n"]) if g["n"] else 0.5 if g["half"] else 1.0
    return n + (0.5 if g["plus"] else 0.0)


def zone_in(g: Groups) -> str | None:
    """The zone named, "" for none (or local time), None where the words name one that is not known."""
    words = g.low("zone").strip(" ,()")
    for tail in (" time", " standard", " daylight", " summer"):
        words = words.removesuffix(tail)
    if words in ("", "local"):
        return ""
    known: str | None = table("zones").get(words)
    return known


def year_in(g: Groups, now: Now) -> int | None:
    """The year that the words give: "2025", "last year"; None where they give none."""
    if g["year"]:
        return int(g["year"])
    return now.day.year + _THAT[g.low("that")] if g["that"] else None


def named_date(g: Groups, now: Now) -> date:
    number_, month_ = int(g["d"].rstrip("stndrh")), month(g["month"])
    year = year_in(g, now)
    if year is not None:
        return date(year, month_, number_)
    if g["wd"]:  # "Friday, March 14": the year in which that is a Friday, if one near has it
        years = sorted(range(now.day.year - 3, now.day.year + 2), key=lambda y: abs(y - now.day.year))
        fits = [y for y in years if _is_weekday(y, month_, number_, weekday(g["wd"]))]
        if fits and abs(fits[0] - now.day.year) <= 1:
            return date(fits[0], month_, number_)
    return nearest(now, lambda y: date(y, month_, number_))


def _is_weekday(year: int, month_: int, day: int, wanted: int) -> bool:
    try:
        return date(year, month_, day).weekday() == wanted
    except ValueError:
        return False


def nearest(now: Now, at: Callable[[int], date]) -> date:
    """Of the years that words without one may mean: the last one past, or the next where they look ahead to it."""
    this = at(now.day.year)
    if now.ahead and this < now.day:
        following = at(now.day.year + 1)
        return following if following - now.day <= _HALF_YEAR else this
    if this <= now.day + (_HALF_YEAR if now.ahead else _SLACK):
        return this
    return at(now.day.year - 1)


def weekday_date(name: str, now: Now, which: str) -> date:
    n = weekday(name)
    if which in ("previous", "following") and now.last:
        base = now.last.last
        return (
            base + timedelta(days=(n - base.weekday() - 1) % 7 + 1)
            if which == "following"
            else base - timedelta(days=(base.weekday() - n - 1) % 7 + 1)
        )
    back = (now.day.weekday() - n) % 7
    if which in ("last", "this past", "previous"):
        return now.day - timedelta(days=back or 7)
    if which in ("next", "this coming", "coming"):
        return now.day + timedelta(days=7 - back)
    if now.ahead:
        return now.day + timedelta(days=(7 - back) % 7)
    return now.day - timedelta(days=back)
