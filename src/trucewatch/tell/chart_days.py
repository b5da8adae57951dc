"""Daily alleged incidents by who alleges them and by what each reading says of them, as small multiples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from trucewatch.records import Incident, Picture
from trucewatch.records.edition import Row, Table
from trucewatch.tell import drawing as d
from trucewatch.tell.brief_summary import told_by
from trucewatch.tell.brief_terms import files_of, readings_of
from trucewatch.tell.incident_words import claims_of, main_parties, singles
from trucewatch.tell.period import Period, Window
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import row, sentence
from trucewatch.values.vocabularies import Outcome

DAYS = 14
_COLUMNS, _PANEL, _TOP, _LEFT = 2, 80.0, 40.0, 22.0
_TITLE = 46  # letters in a line of a panel's title


@dataclass(frozen=True)
class _Day:
    """A period of the past and what was first reported in it; ``None``: no report of it was supplied."""

    window: Window
    fresh: tuple[Incident, ...] | None


@dataclass(frozen=True)
class _Panel:
    title: str
    counts: tuple[int | None, ...]


def daily(period: Period, phrases: Phrases) -> Picture | None:
    """The figure; None where no day of the last fourteen has a report."""
    days = _days(period)
    if all(day.fresh is None for day in days):
        return None
    panels = [
        _Panel(title, tuple(None if day.fresh is None else len(pick(day.fresh)) for day in days))
        for title, pick in _picks(period, phrases)
    ]
    say = phrases.messages.say
    labels = [phrases.local(day.window.end).date() for day in days]
    rows = [_row(group, panels, days, labels, period, phrases) for group in _together(days)]
    title = say("chart.daily", days=DAYS)
    rests = [c for day in days for c in claims_of(day.fresh or ())] or [period.view.case.id]
    most = max((c or 0 for p in panels for c in p.counts), default=0)
    words = say("chart.daily_words", first=phrases.day(labels[0]), last=phrases.day(labels[-1]), most=most)
    ticks = (f"{labels[0].day}.{labels[0].month}.", f"{labels[-1].day}.{labels[-1].month}.")
    return Picture(
        name="daily",
        title=title,
        svg=_drawn(panels, most, ticks, title, say("chart.no_report_mark")),
        alternative=(sentence(words, rests), sentence(say("chart.first_reported"), [period.view.case.id])),
        table=Table(head=(say("chart.day"), *(p.title for p in panels)), rows=tuple(rows)),
    )


def _together(days: Sequence[_Day]) -> list[list[int]]:
    """The days by number, those in a row of which no report was supplied together."""
    found: list[list[int]] = []
    for n, day in enumerate(days):
        if found and day.fresh is None and days[n - 1].fresh is None:
            found[-1].append(n)
        else:
            found.append([n])
    return found


def _row(
    group: Sequence[int],
    panels: Sequence[_Panel],
    days: Sequence[_Day],
    labels: Sequence[dt.date],
    period: Period,
    phrases: Phrases,
) -> Row:
    n, missing = group[0], phrases.messages.say("chart.no_report")
    counts = (p.counts[n] for p in panels)
    cells = (phrases.stretch(labels[n], labels[group[-1]]), *(missing if c is None else str(c) for c in counts))
    return row(cells, claims_of(days[n].fresh or ()) or [period.view.case.id])


def _days(period: Period) -> list[_Day]:
    found = []
    for window in period.windows(DAYS):
        reported = period.any_report(window)
        found.append(_Day(window, singles(period.fresh(window)) if reported else None))
    return found


Pick = Callable[[Sequence[Incident]], Sequence[Incident]]


def _picks(period: Period, phrases: Phrases) -> Iterator[tuple[str, Pick]]:
    """Every panel's title, and which incidents it counts."""
    say = phrases.messages.say
    for code in main_parties(period, phrases):
        yield say("chart.told_by", party=phrases.party(code)), lambda found, code=code: told_by(period, found, code)  # type: ignore[misc]
    held = _held(period)
    for agreement in files_of(period):
        for reading in readings_of(agreement, phrases):
            mine = held.get((agreement.code, reading.id), frozenset())
            title = say("chart.under", party=phrases.party(reading.of))
            yield title, lambda found, mine=mine: [i for i in found if i.id in mine]  # type: ignore[misc]


def _held(period: Period) -> dict[tuple[str, str], frozenset[str]]:
    """By agreement and reading the incidents that it would hold prohibited, were they so."""
    found: dict[tuple[str, str], set[str]] = {}
    for f in period.view.findings.values():
        if f.outcome is Outcome.PROHIBITED_IF_CONFIRMED and f.incident not in period.cut:
            found.setdefault((f.agreement, f.reading), set()).add(f.incident)
    return {key: frozenset(ids) for key, ids in found.items()}


def _drawn(panels: Sequence[_Panel], most: int, ticks: tuple[str, str], title: str, missing: str) -> str:
    rows = -(-len(panels) // _COLUMNS)
    width = d.WIDTH / _COLUMNS
    parts = []
    for n, panel in enumerate(panels):
        left, top = (n % _COLUMNS) * width, (n // _COLUMNS) * (_PANEL + _TOP + 18)
        parts += _panel(panel, max(most, 1), ticks, left, top, width - 16)
    height = rows * (_PANEL + _TOP + 18) + 16
    parts.append(d.text(0, height - 4, missing, size=10))
    return d.drawing(height, title, parts, name="daily")


def _panel(panel: _Panel, most: int, ticks: tuple[str, str], left: float, top: float, width: float) -> list[str]:
    floor = top + _TOP + _PANEL
    step = (width - _LEFT) / len(panel.counts)
    parts = [
        *(d.text(left, top + 13 + 13 * n, part, size=11.5) for n, part in enumerate(wrap(panel.title, _TITLE)[:2])),
        d.line(left + _LEFT, floor, left + width, floor),
        d.line(left + _LEFT, top + _TOP, left + width, top + _TOP, faint=True),
        d.text(left + _LEFT - 4, floor, "0", size=10, anchor="end"),
        d.text(left + _LEFT - 4, top + _TOP + 4, str(most), size=10, anchor="end"),
        d.text(left + _LEFT, floor + 13, ticks[0], size=10),
        d.text(left + width, floor + 13, ticks[1], size=10, anchor="end"),
    ]
    for n, count in enumerate(panel.counts):
        x = left + _LEFT + n * step
        if count is None:
            parts.append(d.text(x + step / 2, floor - 3, "×", size=9, anchor="middle"))
        elif count:
            high = _PANEL * count / most
            parts.append(d.box(x + step * 0.15, floor - high, step * 0.7, high, filled=0.75))
            parts.append(d.text(x + step / 2, floor - high - 2, str(count), size=9, anchor="middle"))
    return parts
