"""Blocking: which accounts of two reports are worth comparing. Those that share a day and a place by name, one of
which lies in the area that the other names, whose points are near, or that say the same in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product

from trucewatch.link.compare import reach
from trucewatch.link.rules import Rules
from trucewatch.link.text import fold
from trucewatch.link.units import Unit
from trucewatch.link.where import Spot

Group = tuple[Unit, ...]
Key = tuple[str, date | None]
_LONGEST = 14  # days of an interval that are keys of their own; of a longer one the first and the last few
_OWN_WORDS = 4  # content words from which a quote in the same words is worth a look wherever it stands
_OWN_LETTERS = 4
_CELL = 0.5  # degrees; a neighbouring cell is looked at too


class Blocks:
    """Groups by the keys under which they can be found."""

    def __init__(self, groups: Sequence[Group], rules: Rules) -> None:
        self._rules = rules
        self._groups = groups
        self._named: dict[Key, list[int]] = defaultdict(list)
        self._lying_in: dict[Key, list[int]] = defaultdict(list)
        for i, group in enumerate(groups):
            for key in {k for u in group for k in self._names(u)}:
                self._named[key].append(i)
            for key in {k for u in group for k in self._areas(u)}:
                self._lying_in[key].append(i)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Pairs of groups (by index, a < b) of different reports that are worth comparing, each once, in order."""
        found: set[tuple[int, int]] = set()
        for key, named in self._named.items():
            found.update(combinations(named, 2))
            found.update((min(p), max(p)) for p in product(named, self._lying_in.get(key, ())))
        for a, b in sorted(found):
            if a != b and self._groups[a][0].claim.report != self._groups[b][0].claim.report:
                yield a, b

    def near(self, u: Unit) -> set[int]:
        """Groups that a further account is worth comparing with."""
        found = {i for key in self._names(u) for i in (*self._named.get(key, ()), *self._lying_in.get(key, ()))}
        return found | {i for key in self._areas(u) for i in self._named.get(key, ())}

    def _names(self, u: Unit) -> Iterator[Key]:
        yield from product({key for s in u.spots for key in _own(s)}, self._days(u))
        if len(u.words) >= _OWN_WORDS:
            yield f"={fold(u.claim.quote)}", None

    def _areas(self, u: Unit) -> Iterator[Key]:
        yield from product({key for s in u.spots for key in s.within}, self._days(u))

    def _days(self, u: Unit) -> tuple[date, ...]:
        days = reach(u, self._rules)
        if days is None:
            return ()
        span = [days[0] + timedelta(days=n) for n in range((days[1] - days[0]).days + 1)]
        return tuple(span if len(span) <= _LONGEST else span[:3] + span[-3:])


def _own(s: Spot) -> Iterator[str]:
    yield s.key
    yield from (t for t in (*s.key.split(), *s.words.split()) if len(t) >= _OWN_LETTERS)
    if s.point is not None:
        row, col = round(s.point.lat / _CELL), round(s.point.lon / _CELL)
        for i, j in product((-1, 0, 1), repeat=2):
            yield f"#{row + i}:{col + j}"
