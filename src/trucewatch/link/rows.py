"""Rows: tellings made flat, as the query of ``plan.py`` compares them. Whole numbers and lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import cos, radians, sin

import pyarrow as pa

from trucewatch.link.compare import attacked, attackers, reach
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.link.text import digest, holds
from trucewatch.link.units import Unit, denies_attack, founds, sweeping
from trucewatch.link.where import Spot
from trucewatch.values.party import members

_LIST = pa.list_(pa.int64())
SCHEMA = pa.schema(
    [
        ("id", pa.int64()),
        ("report", pa.int64()),
        ("founds", pa.bool_()),
        ("denies", pa.bool_()),
        ("sweeps", pa.bool_()),
        *((name, _LIST) for name in ("kinds", "fine", "wide", "alias", "within", "countries")),
        ("pointed", pa.bool_()),
        ("facility", pa.bool_()),
        ("bare", pa.bool_()),
        ("narrow", pa.bool_()),
        *(
            (name, pa.int64())
            for name in ("x", "y", "z", "radius", "first", "last", "start", "until", "issued", "printed")
        ),
        ("timed", pa.bool_()),
        *((name, _LIST) for name in ("classes", "lineage", "struck", "actors", "speakers", "parties")),
        ("owned", pa.bool_()),
        ("total", pa.int64()),
        ("further", pa.bool_()),
        ("rising", pa.bool_()),
        ("aimed", pa.bool_()),
        *((name, _LIST) for name in ("numbers", "few", "counted", "around", "words", "quotes")),
    ]
)
"""One row a telling. ``first``/``last`` local days since 1970 within which it lies, ``start``/``until`` the stated
minutes since 1970 (0 where it is not ``timed``), ``printed`` that of publication, or 0; ``x``/``y``/``z`` metres from
the earth's centre, ``radius`` in metres; ``denies``: it denies an attack, ``sweeps``: all there; ``narrow``: that time
tells events apart; ``bare``: no place finer than a country; ``total`` 1 a sum, 0 one event, -1 unsettled; ``further``:
a second event of its report there; ``rising``: it says that a number has grown; ``aimed``: a class of it is of an act,
not only of what came of one."""

OWN_WORDS = 4  # content words from which a quote in the same words is worth a look wherever it stands
_EARTH = 6_371_000.0
_GRAM = 4  # words of the longest place name that is looked for in another's text
_EPOCH = date(1970, 1, 1)
_START = datetime(1970, 1, 1, tzinfo=UTC)


def table(numbered: Iterable[tuple[int, int, Telling]], rules: Rules) -> pa.Table:
    """The rows of tellings, each with its number and that of its report."""
    rows = [{"id": n, "report": report, **_row(t, rules)} for n, report, t in numbered]
    return pa.table([pa.array([row[f.name] for row in rows], f.type) for f in SCHEMA], schema=SCHEMA)


def _row(t: Telling, rules: Rules) -> dict[str, object]:
    fine = [s for s in t.spots if not s.wide]
    point = min((s for s in t.spots if s.point), key=lambda s: (s.wide, s.radius_km, s.key), default=None)
    timed = finest_time(t)
    days = reach(t.units[0], rules) if timed is None else timed.days
    span = timed.span if timed else None
    counts = {(c.what.value, c.low, c.high) for u in t.units for c in u.claim.counts}
    least = rules.telling_number
    classes = {u.target_class for u in t.units if u.target_class and u.target_class not in rules.vague_classes}
    return {
        "founds": founds(t.units[0].claim),
        "denies": denies_attack(t.units[0].claim),
        "sweeps": sweeping(t.units[0], rules),
        "kinds": _sorted(u.claim.kind.value for u in t.units),
        "fine": _sorted(s.key for s in fine),
        "wide": _sorted(s.key for s in t.spots if s.wide),
        "alias": sorted({g for s in t.spots for g in _grams(s.words)}),
        "within": _sorted(w for s in t.spots for w in s.within),
        "countries": _sorted(s.country for s in t.spots if s.country),
        "pointed": point is not None,
        "facility": bool(fine) and all(s.facility for s in fine),
        "bare": bool(t.spots) and all(s.bare for s in t.spots),
        "narrow": all(u.claim.kind in rules.lasting for u in t.units)
        or (days is not None and (days[1] - days[0]).days < rules.narrow_days),
        **_metres(point),
        "first": day_number(days[0]) if days else 0,
        "last": day_number(days[1]) if days else -1,
        "start": _minutes(span[0]) if span else 0,
        "until": _minutes(span[1]) if span else 0,
        "issued": day_number(t.units[0].issued),
        "printed": _minutes(t.units[0].printed) if t.units[0].printed else 0,
        "timed": timed is not None,
        "classes": _sorted(c.value for c in classes),
        "lineage": _sorted(c.value.split(".")[0] for c in classes if "." in c.value),
        "struck": _sorted(p for u in t.units for p in attacked(u)),
        "actors": _sorted(p for u in t.units for p in attackers(u)),
        "speakers": _sorted(p for u in t.units for p in members(u.claim.source.party) or ("-",)),
        "parties": _sorted(p for u in t.units for p in members(u.claim.source.party)),
        "owned": any(members(u.claim.source.party) & attackers(u) for u in t.units),
        "total": t.total,
        "aimed": any(u.target_class in classes for u in t.units if u.claim.kind not in rules.consequences),
        "further": t.further,
        "rising": any(u.claim.counts and holds(u.claim.quote, rules.rising) for u in t.units),
        "numbers": _sorted(f"{what} {low} {high}" for what, low, high in counts if (high or low or 0) >= least),
        "few": _sorted(f"{what} {low} {high}" for what, low, high in counts if (high or low or 0) < least),
        "counted": _sorted(what for what, _, _ in counts),
        "around": _sorted(b for what, low, high in counts for b in _buckets(what, high or low or 0)),
        "words": _sorted(w for u in t.units for w in u.words),
        "quotes": sorted({digest(u.folded) for u in t.units if len(u.words) >= OWN_WORDS}),
    }


def _sorted(values: Iterable[str]) -> list[int]:
    """Words as numbers, which engines compare several times faster."""
    return sorted({_number(v) for v in values})


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return digest(word)


def finest_time(t: Telling) -> Unit | None:
    """The unit that states the shortest time, the earliest of equals; None where none does."""
    return min((u for u in t.units if u.claim.time), key=_span, default=None)


def _span(u: Unit) -> tuple[timedelta, datetime]:
    assert u.span is not None
    return u.span[1] - u.span[0], u.span[0]


def day_number(day: date | None) -> int:
    """Days since 1970; 0 where there is no day."""
    return (day - _EPOCH).days if day else 0


def _minutes(at: datetime) -> int:
    return (at - _START) // timedelta(minutes=1)


def _metres(s: Spot | None) -> dict[str, int]:
    """The point in whole metres on a sphere, so that every engine gives the same distances."""
    if s is None or s.point is None:
        return {"x": 0, "y": 0, "z": 0, "radius": 0}
    lat, lon = radians(s.point.lat), radians(s.point.lon)
    return {
        "x": round(_EARTH * cos(lat) * cos(lon)),
        "y": round(_EARTH * cos(lat) * sin(lon)),
        "z": round(_EARTH * sin(lat)),
        "radius": round(s.radius_km * 1000),
    }


@lru_cache(maxsize=50_000)
def _grams(words: str) -> frozenset[int]:
    tokens = words.split()
    return frozenset(
        digest(" ".join(tokens[i : i + size])) for size in range(1, _GRAM + 1) for i in range(len(tokens) - size + 1)
    )


def _buckets(what: str, number: float) -> Iterator[str]:
    """Numbers within a factor of two of one another share a bucket."""
    n, step = int(number), 0
    while n > 1:
        n, step = n // 2, step + 1
    yield from (f"{what} {step}", f"{what} {step + 1}")
