"""Times in words → moments, read against the publication moment in the zone of the case. What is not covered gives
nothing; a time that is not stated is never made up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from trucewatch.values.moment import Basis, Moment

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SMALL = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}

_WEEKDAY = rf"(?P<weekday>{'|'.join(d.title() for d in _DAYS)})"
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_PART = r"(?: (?:morning|afternoon|evening|night|local time))?"
_N = r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DATE = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? (?P<y1>20\d\d))?"
    rf"|{_MONTH.replace('month', 'month2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y2>20\d\d))?)(?!\d)"
)


class Timed(NamedTuple):
    """A time expression: the text from ``start`` to ``end`` means ``moment``."""

    start: int
    end: int
    moment: Moment


class _Read(NamedTuple):
    first: date
    last: date
    basis: Basis


_Reader = Callable[[re.Match[str], date, bool], _Read | None]


def find(text: str, published: Moment, *, start: int = 0, end: int | None = None, ahead: bool = False) -> list[Timed]:
    """The times named in ``text[start:end]``, left to right, not overlapping.

    Days are local days in ``published.zone``. Weekdays look back (the day of publication included) unless ``ahead``.
    """
    stop = len(text) if end is None else end
    day = published.days[1]
    out: list[Timed] = []
    for pattern, read in _RULES:
        for m in pattern.finditer(text, start, stop):
            if any(t.start < m.end() and m.start() < t.end for t in out):
                continue
            found = _guarded(read, m, day, ahead)
            if found:
                moment = Moment.of_days(
                    found.first, found.last, zone=published.zone, basis=found.basis, text=text[m.start() : m.end()]
                )
                out.append(Timed(m.start(), m.end(), moment))
    return sorted(out)


def _guarded(read: _Reader, m: re.Match[str], day: date, ahead: bool) -> _Read | None:
    try:
        found = read(m, day, ahead)
    except (ValueError, OverflowError):  # "31 June": no such day, so no time
        return None
    return found if found and found.first <= found.last else None


def _named_day(m: re.Match[str], day: date, ahead: bool) -> date:
    groups = m.groupdict()
    number = int(groups["d1"] or groups["d2"])
    month = _month(groups["month"] or groups["month2"])
    year = groups["y1"] or groups["y2"]
    if year:
        return date(int(year), month, number)
    return _nearest(day, ahead, lambda y: date(y, month, number))


def _nearest(day: date, ahead: bool, at: Callable[[int], date]) -> date:
    """The date of the year that the words most likely mean: the last one past, or the next one if they look ahead."""
    this = at(day.year)
    if ahead:
        return this if this >= day else at(day.year + 1)
    return this if this <= day + timedelta(days=30) else at(day.year - 1)


def _month(name: str) -> int:
    return next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))


def _weekday(name: str, day: date, ahead: bool) -> date:
    back = (day.weekday() - _DAYS.index(name.lower())) % 7
    return day + timedelta(days=(7 - back) % 7) if ahead else day - timedelta(days=back)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _SMALL[word.lower()]


def _dated(m: re.Match[str], day: date, ahead: bool) -> _Read:
    named = _named_day(m, day, ahead)
    return _Read(named, named, Basis.STATED)


def _since_date(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    return _Read(_named_day(m, day, False), day, Basis.STATED)


def _night(m: re.Match[str], day: date, ahead: bool) -> _Read:
    named = _named_day(m, day, ahead)
    return _Read(named - timedelta(days=1), named, Basis.STATED)


def _weekdayed(m: re.Match[str], day: date, ahead: bool) -> _Read:
    named = _weekday(m["weekday"], day, ahead)
    return _Read(named, named, Basis.RELATIVE)


def _last_weekday(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    named = _weekday(m["weekday"], day - timedelta(days=1), False)
    return _Read(named, named, Basis.RELATIVE)


def _next_weekday(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    named = _weekday(m["weekday"], day + timedelta(days=1), True)
    return _Read(named, named, Basis.RELATIVE)


def _since_weekday(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    return _Read(_weekday(m["weekday"], day, False), day, Basis.RELATIVE)


def _back(days: int, until: int = 0) -> _Reader:
    def read(_m: re.Match[str], day: date, _ahead: bool) -> _Read:
        return _Read(day - timedelta(days=days), day - timedelta(days=until), Basis.RELATIVE)

    return read


def _past_span(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    n = _number(m["n"]) if m["n"] else 1
    days = {"hour": -(-n // 24), "day": n, "week": 7 * n}[m["unit"]]
    return _Read(day - timedelta(days=max(1, days)), day, Basis.RELATIVE)


def _ago(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    n = 1 if m["n"] is None else _number(m["n"])
    then = day - timedelta(days=n * (7 if m["unit"] == "week" else 1))
    return _Read(then, then, Basis.RELATIVE)


def _week(offset: int) -> _Reader:
    def read(_m: re.Match[str], day: date, ahead: bool) -> _Read:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
        last = monday + timedelta(days=6)
        return _Read(monday, last if offset else min(last, day) if not ahead else last, Basis.RELATIVE)

    return read


def _last_month(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    last = day.replace(day=1) - timedelta(days=1)
    return _Read(last.replace(day=1), day if m.group().lower().startswith("since") else last, Basis.RELATIVE)


def _year(m: re.Match[str], day: date, _ahead: bool) -> _Read:
    if "last" in m.group().lower():
        return _Read(date(day.year - 1, 1, 1), date(day.year - 1, 12, 31), Basis.RELATIVE)
    return _Read(date(day.year, 1, 1), day, Basis.RELATIVE)


def _in_month(m: re.Match[str], day: date, ahead: bool) -> _Read:
    month = _month(m["month"])
    first = date(int(m["year"]), month, 1) if m["year"] else _nearest(day, ahead, lambda y: date(y, month, 1))
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    part = (m["part"] or "").strip(" -")
    if part:
        bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}[part]
        first, last = first.replace(day=bounds[0]), last.replace(day=bounds[1])
    if m.group().lower().startswith("since"):
        last = day
    return _Read(first, last, Basis.STATED)


def _between(m: re.Match[str], day: date, ahead: bool) -> _Read:
    last = _named_day(m, day, ahead)
    return _Read(last.replace(day=int(m["from"])), last, Basis.STATED)


def _rule(pattern: str, read: _Reader, *, any_case: bool = False) -> tuple[re.Pattern[str], _Reader]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I if any_case else 0), read


_ON = r"(?:[Oo]n |[Ll]ate on |[Ee]arly on |[Ll]ate |[Ee]arly )?(?:the (?:morning|evening|afternoon) of )?"
_RULES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    _rule(r"(?:[Ff]rom |[Bb]etween )(?P<from>\d{1,2})(?: to | and |-|–)" + _DATE, _between),
    _rule(r"(?:[Oo]n |[Ii]n |[Oo]ver )?(?:the )?night (?:of |to |on )?(?P<from>\d{1,2})(?:-|–| to )" + _DATE, _between),
    _rule(r"(?:[Oo]n |[Ii]n )?the night (?:of|to|before) " + _DATE, _night),
    _rule(r"[Ss]ince " + _DATE, _since_date),
    # "the Oct. 7 attack" is the name of an event, without a year it is no date
    _rule(rf"{_ON}(?:{_WEEKDAY}{_PART},? )?(?:the )?{_DATE}(?! (?:attack|massacre|assault|war)s?\b)", _dated),
    _rule(rf"[Ss]ince (?:last )?{_WEEKDAY}", _since_weekday),
    _rule(rf"(?:[Oo]n )?last {_WEEKDAY}{_PART}", _last_weekday),
    _rule(rf"(?:[Oo]n )?next {_WEEKDAY}{_PART}", _next_weekday),
    _rule(rf"{_ON}{_WEEKDAY}{_PART}(?!['’])", _weekdayed),
    _rule(rf"{_WEEKDAY}(?=['’]s)", _weekdayed),
    _rule(
        r"(?:(?:in|over|during|for|within) )?the (?:past|last|previous) "
        rf"(?:{_N}[ -])?(?P<unit>hour|day|week)s?(?: period)?",
        _past_span,
        any_case=True,
    ),
    _rule(rf"in {_N} (?P<unit>hour|day|week)s", _past_span, any_case=True),
    _rule(rf"(?:(?:about|around|some) )?(?:{_N}|an?) (?P<unit>day|week)s? ago", _ago, any_case=True),
    _rule(r"overnight|last night|the (?:past|previous) night|during the night", _back(1), any_case=True),
    _rule(r"yesterday(?: (?:morning|afternoon|evening|night))?|the day before yesterday", _back(1, 1), any_case=True),
    _rule(r"today|tonight|this (?:morning|afternoon|evening)|earlier in the day", _back(0), any_case=True),
    _rule(r"(?:earlier |later )?this week", _week(0), any_case=True),
    _rule(r"last week", _week(-1), any_case=True),
    _rule(r"next week", _week(1), any_case=True),
    _rule(r"(?:since )?last month", _last_month, any_case=True),
    _rule(r"(?:earlier )?this year|last year", _year, any_case=True),
    _rule(
        rf"(?:in|since|In|Since|during|During)(?P<part> early| mid-?| late)? ?{_MONTH}(?:,? (?P<year>20\d\d))?(?! \d)",
        _in_month,
    ),
)
