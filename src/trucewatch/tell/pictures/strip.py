"""The baseline as a strip: the heat at a place, day by day, with the time in question marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log10

from trucewatch.tell.drawing import tag
from trucewatch.tell.pictures.svg import drawing, text

_WIDE, _HIGH, _LEFT, _TOP, _BASE = 640, 168, 44, 26, 112


@dataclass(frozen=True)
class Strip:
    """``heat``: radiative power at the place by day, MW; ``looked``: the days on which a sensor can be shown to have
    looked at the region; ``marked``: the days in question. ``words``: of the axis, the legend, the marks."""

    title: str
    heat: Mapping[date, float]
    looked: frozenset[date]
    first: date
    last: date
    marked: Sequence[date]
    words: dict[str, str]


def baseline_strip(strip: Strip) -> str:
    """The strip as SVG: a bar a day on a scale of powers of ten, a dot where nothing was seen though a sensor looked, a
    gap where none can be shown to have looked."""
    days = (strip.last - strip.first).days + 1
    step = (_WIDE - _LEFT - 12) / days
    most = max([*strip.heat.values(), 10.0])
    parts = [text(strip.title, _LEFT, 16, font_weight="bold"), *_axis(most, strip), *_marks(strip, step)]
    for n in range(days):
        day = strip.first + timedelta(days=n)
        x = _LEFT + n * step
        if day in strip.heat:
            top = _height(strip.heat[day], most)
            shade = "black" if day in strip.marked else "#777"
            parts.append(tag("rect", x=x, y=_BASE - top, width=max(0.8, step * 0.8), height=top, fill=shade))
        elif day in strip.looked:
            parts.append(tag("circle", cx=x + step / 2, cy=_BASE + 4.0, r=min(0.9, step / 2), fill="#999"))
    parts += _months(strip, step)
    for row, key in enumerate(("legend", "marks")):
        parts.append(text(strip.words[key], _LEFT, _HIGH - 18 + 12 * row, font_size=9, fill="#444"))
    return drawing(_WIDE, _HIGH, strip.title, parts)


def _height(mw: float, most: float) -> float:
    """From a tenth of a megawatt to the most there is, on a scale of powers of ten."""
    return max(2.0, (log10(max(mw, 0.1)) + 1) / (log10(most) + 1) * (_BASE - _TOP))


def _axis(most: float, strip: Strip) -> Iterator[str]:
    yield tag("path", d=f"M{_LEFT} {_TOP}V{_BASE}H{_WIDE - 12}", stroke="black", fill="none")
    mw = 1.0
    while mw <= most:
        y = _BASE - _height(mw, most)
        yield text(f"{mw:g}", _LEFT - 5, y + 4, text_anchor="end", font_size=9)
        mw *= 10
    yield text(strip.words["axis"], 4, _TOP - 2, font_size=9)


def _marks(strip: Strip, step: float) -> Iterator[str]:
    for day in strip.marked:
        x = _LEFT + (day - strip.first).days * step + step * 0.4
        yield tag("path", d=f"M{x:.2f} {_BASE + 8}l4 8h-8z", fill="black")


def _months(strip: Strip, step: float) -> Iterator[str]:
    day = strip.first.replace(day=1)
    while day <= strip.last:
        if day >= strip.first:
            x = _LEFT + (day - strip.first).days * step
            yield tag("path", d=f"M{x:.2f} {_BASE}v5", stroke="black")
            if x < _WIDE - 50:
                yield text(f"{day:%Y-%m}", x + 2, _BASE + 24, font_size=9)
        day = (day + timedelta(days=32)).replace(day=1)
