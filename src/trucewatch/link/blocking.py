"""Blocking: the keys under which a telling is found. Only tellings that share one are ever compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

import numpy as np
import pyarrow as pa

from trucewatch.link.compare import reach
from trucewatch.link.rows import OWN_WORDS, day_number, finest_time
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.link.text import digest
from trucewatch.link.where import Spot
from trucewatch.values.vocabularies import Kind

KEYS = pa.schema([("id", pa.int64()), ("key", pa.int64()), ("lies", pa.bool_())])
"""Blocking keys. ``lies``: the telling lies in what the key names, and is found only by those that name it."""

_CELL = 0.5  # degrees
_AROUND = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))  # with its mirror image every neighbouring cell
_LONGEST = 14  # days of an interval that are keys of their own; of a longer one the first and the last few
_OWN_LETTERS = 4


def keys(t: Telling, rules: Rules) -> tuple[tuple[int, bool], ...]:
    """The keys under which a telling is found, as 63-bit numbers: two numbers being one costs a comparison.

    Tellings that share a day and a kind family are compared where they name one place, where one lies in what the
    other names, where their points are near, or where they say the same in the same words; tellings of an exchange,
    which are seldom told with a place, also where they count the same.
    """
    families = sorted({u.family for u in t.units})
    days = _days(t, rules)
    own = {k for s in t.spots for k in _names(s)}
    lies = {k for s in t.spots for k in _areas(s)} - own
    found = [(f"{f}|{k}|{d}", False) for f, k, d in product(families, sorted(own), days)]
    found += [(f"{f}|{k}|{d}", True) for f, k, d in product(families, sorted(lies), days)]
    found += [(f"{Kind.EXCHANGE}|{n}|{d}", False) for n, d in product(sorted(_exchanged(t, rules)), days)]
    if days:
        found += [(f"{f}|={u.folded}", False) for f in families for u in t.units if len(u.words) >= OWN_WORDS]
    return tuple((_hashed(k), lying) for k, lying in dict.fromkeys(found))


def _exchanged(t: Telling, rules: Rules) -> Iterator[str]:
    for u in t.units:
        for c in u.claim.counts if u.claim.kind is Kind.EXCHANGE else ():
            if (c.high or c.low or 0) >= rules.telling_number:
                yield f"{c.what} {c.low} {c.high}"


@lru_cache(maxsize=200_000)
def _hashed(key: str) -> int:
    return digest(key)


def key_table(rows: Iterable[tuple[int, Sequence[tuple[int, bool]]]]) -> pa.Table:
    """The keys of numbered tellings, one a row, in the order of the rows."""
    numbers: list[int] = []
    counts: list[int] = []
    flat: list[tuple[int, bool]] = []
    for n, found in rows:
        numbers.append(n)
        counts.append(len(found))
        flat += found
    key = np.fromiter((k for k, _ in flat), np.int64, len(flat))
    lies = np.fromiter((lying for _, lying in flat), np.bool_, len(flat))
    return pa.table([np.repeat(np.array(numbers, np.int64), counts), key, lies], schema=KEYS)


def _days(t: Telling, rules: Rules) -> tuple[int, ...]:
    timed = finest_time(t)
    days = timed.days if timed else reach(t.units[0], rules)
    if days is None:
        return ()
    span = tuple(range(day_number(days[0]), day_number(days[1]) + 1))
    return span if len(span) <= _LONGEST else span[:3] + span[-3:]


def _names(s: Spot) -> Iterator[str]:
    yield s.key
    yield from (t for t in (*s.key.split(), *s.words.split()) if len(t) >= _OWN_LETTERS)
    if s.point is not None:
        yield "#{}:{}".format(*_cell(s))


def _areas(s: Spot) -> Iterator[str]:
    yield from s.within
    if s.point is not None:
        row, col = _cell(s)
        yield from (f"#{row + i}:{col + j}" for i, j in _AROUND)


def _cell(s: Spot) -> tuple[int, int]:
    assert s.point is not None
    return round(s.point.lat / _CELL), round(s.point.lon / _CELL)
