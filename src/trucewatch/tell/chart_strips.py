"""When an agreement is in force under each reading: one strip a reading on a common axis, the day marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from trucewatch.records import Agreement, Picture
from trucewatch.tell import drawing as d
from trucewatch.tell.brief_terms import readings_of, spans_of, stretch_words
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import InForce
from trucewatch.tell.writing import sentence

_LABEL, _STRIP, _GAP = 130.0, 20.0, 20.0
_OPEN = dt.timedelta(days=14)  # how far an open end, or the day itself, is drawn beyond the rest
_HELD, _SUSPENDED = 0.55, 0.12


def strips(agreement: Agreement, period: Period, phrases: Phrases) -> Picture | None:
    """The figure; None where no reading says when anything holds."""
    readings = readings_of(agreement, phrases)
    spans = {r.id: spans_of(agreement.code, r.id, period.view.in_force) for r in readings}
    every = [s for mine in spans.values() for s in mine if s.held or s.suspended]
    if not every:
        return None
    say, now = phrases.messages.say, period.window.end
    first = min(*(s.start for s in every), now)
    last = max(*(s.end or s.start + _OPEN for s in every), now)
    title = say("chart.strips", agreement=agreement.title)
    words = [
        sentence(
            say("chart.strip_words", party=phrases.party(r.of), stretch=stretch_words(spans[r.id], r, phrases)),
            [agreement.id],
        )
        for r in readings
    ]
    marked = sentence(say("chart.strip_day", end=phrases.instant(now)), [period.view.case.id])
    rows = [
        (say("chart.reading_of", party=phrases.party(r.of)), _joined(spans[r.id]), r.period.zone or phrases.zone)
        for r in readings
    ]
    return Picture(
        name=f"strips-{agreement.code}",
        title=title,
        svg=_drawn(rows, (first, last), now, title, phrases, agreement.code),
        alternative=(*words, marked),
    )


def _joined(spans: Sequence[InForce]) -> list[InForce]:
    """Spans that follow one another and say the same, as one."""
    found: list[InForce] = []
    for s in (s for s in spans if s.held or s.suspended):
        last = found[-1] if found else None
        if last and last.end == s.start and (last.held, last.suspended) == (s.held, s.suspended):
            found[-1] = replace(last, end=s.end)
        else:
            found.append(s)
    return found


def _drawn(
    rows: Sequence[tuple[str, Sequence[InForce], str]],
    axis: tuple[dt.datetime, dt.datetime],
    now: dt.datetime,
    title: str,
    phrases: Phrases,
    code: str,
) -> str:
    """Every strip with the first and the last day of each of its spans, in the days of its reading."""
    first, last = axis
    scale = (d.WIDTH - _LABEL - 10) / max((last - first) / dt.timedelta(days=1), 1)

    def x(moment: dt.datetime) -> float:
        return _LABEL + (min(max(moment, first), last) - first) / dt.timedelta(days=1) * scale

    top, parts = 20.0, []
    for label, spans, zone in rows:
        parts.append(d.text(0, top + 14, label, size=11.5))
        parts.append(d.line(_LABEL, top + _STRIP, d.WIDTH - 10, top + _STRIP, faint=True))
        for s in spans:
            end = s.end or last
            filled = _HELD if s.held else _SUSPENDED
            parts.append(d.box(x(s.start), top, max(x(end) - x(s.start), 1), _STRIP, filled=filled, outline=0.8))
            parts.append(d.text(x(s.start), top + _STRIP + 11, _day(s.start, zone, phrases), size=10))
            if s.end:
                ended = _day(s.end - dt.timedelta(seconds=1), zone, phrases)
                parts.append(d.text(x(end), top + _STRIP + 11, ended, size=10, anchor="end"))
        top += _STRIP + _GAP
    parts.append(d.line(x(now), 12, x(now), top - 6, width=2, dash="4 3"))
    local = phrases.local(now)
    late = x(now) > d.WIDTH * 0.85
    words = f"{local.day}.{local.month}.{local.year}, {local:%H:%M}"
    parts.append(d.text(x(now) - 4 if late else x(now) + 4, 11, words, size=10, anchor="end" if late else "start"))
    return d.drawing(top, title, parts, name=f"strips-{code}")


def _day(moment: dt.datetime, zone: str, phrases: Phrases) -> str:
    local = phrases.local(moment, zone)
    return f"{local.day}.{local.month}."
