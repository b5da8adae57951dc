"""Blocking: which accounts of two reports are worth comparing. Those that share a day and a place by name, by the
area it lies in, or by nearness of their points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product

from trucewatch.link.rules import Rules
from trucewatch.link.text import fold
from trucewatch.link.units import Unit
from trucewatch.link.where import Spot

Group = tuple[Unit, ...]
_LONGEST = 14  # days of an interval that are keys of their own; of a longer one the first and the last few
_OWN_WORDS = 4  # content words from which a quote in the same words is worth a look wherever it stands
_CELL = 0.5  # degrees; a neighbouring cell is looked at too


def pairs(groups: Sequence[Group], rules: Rules) -> Iterator[tuple[int, int]]:
    """Pairs of groups (by index, a < b) of different reports that share a key, each pair once, in order."""
    by_key: dict[tuple[str, date | None], list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        keys = {k for u in group for k in product(_places(u), _days(u, rules))}
        for key in keys | {(f"={fold(u.claim.quote)}", None) for u in group if len(u.words) >= _OWN_WORDS}:
            by_key[key].append(i)
    found: set[tuple[int, int]] = set()
    for members in by_key.values():
        found.update(combinations(members, 2))
    for a, b in sorted(found):
        if groups[a][0].claim.report != groups[b][0].claim.report:
            yield a, b


def _places(u: Unit) -> set[str]:
    return {key for s in u.spots for key in _spot_keys(s)}


def _spot_keys(s: Spot) -> Iterator[str]:
    yield s.key
    yield from s.within
    yield from s.words.split()
    if s.point is not None:
        row, col = round(s.point.lat / _CELL), round(s.point.lon / _CELL)
        for i, j in product((-1, 0, 1), repeat=2):
            yield f"#{row + i}:{col + j}"


def _days(u: Unit, rules: Rules) -> tuple[date, ...]:
    if u.days is None and u.issued is None:
        return ()
    back = timedelta(days=rules.published_within_days)
    first, last = u.days or (u.issued - back, u.issued)  # type: ignore[operator,assignment]
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(span if len(span) <= _LONGEST else span[:3] + span[-3:])
