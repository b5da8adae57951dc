"""Denials and mentions: claims that found nothing, attached to the incident that they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from trucewatch.link.block import Blocks
from trucewatch.link.compare import across, within
from trucewatch.link.decided import Decided
from trucewatch.link.rules import Rules
from trucewatch.link.units import Unit, founds
from trucewatch.values.vocabularies import Polarity

_FAR = 10**9


def attached(
    units: Sequence[Unit], groups: Sequence[tuple[int, ...]], verdicts: Decided, rules: Rules
) -> Mapping[int, tuple[int, ...]]:
    """First member of an event → the units that are attached to it. A unit that fits none is attached to none."""
    number = {u.claim.id: u.at for u in units}
    first_of = {n: group[0] for group in groups for n in group}
    same = {
        x: first_of[number[y]]
        for a, b, _ in verdicts.same
        for x, y in ((a, b), (b, a))
        if number.get(y) in first_of and number.get(x) not in first_of
    }
    find = _Finder(units, groups, verdicts, rules)
    out: dict[int, list[int]] = defaultdict(list)
    for u in units:
        if founds(u.claim):
            continue
        eased = u.claim.polarity is Polarity.NEGATED and u.claim.kind in rules.eased_when_negated
        home = same.get(u.claim.id)
        if home is None and not eased:
            home = find.home(u)
        if home is not None:
            out[home].append(u.at)
    return {first: tuple(found) for first, found in out.items()}


class _Finder:
    """Finds the event that an account of nothing that happened speaks of."""

    def __init__(
        self, units: Sequence[Unit], groups: Sequence[tuple[int, ...]], verdicts: Decided, rules: Rules
    ) -> None:
        self._groups = [tuple(units[n] for n in group) for group in groups]
        self._verdicts = verdicts
        self._rules = rules
        self._blocks = Blocks(self._groups, rules)
        self._told: dict[str, set[int]] = defaultdict(set)
        for i, group in enumerate(self._groups):
            for member in group:
                self._told[member.claim.report].add(i)

    def home(self, u: Unit) -> int | None:
        """The first member of the event that fits best; of equals the nearest in the report, then the earliest."""
        best: tuple[int, int, int] | None = None
        for i in sorted(self._told.get(u.claim.report, set()) | self._blocks.near(u)):
            group = self._groups[i]
            points = max(self._points(u, member) for member in group)
            if points > 0 and not any(self._apart(u, member) for member in group):
                found = (points, -_gap(u, group), -i)
                best = found if best is None else max(best, found)
        return self._groups[-best[2]][0].at if best else None

    def _apart(self, u: Unit, member: Unit) -> bool:
        a, b = sorted((u.claim.id, member.claim.id))
        return (a, b) in self._verdicts.different

    def _points(self, u: Unit, member: Unit) -> int:
        """Points above the threshold plus one; 0 where nothing links the two."""
        a, b = sorted((u, member), key=lambda x: x.at)
        near = u.claim.report == member.claim.report
        c = within(a, b, self._rules) if near else across(a, b, self._rules)
        at_least = (self._rules.within_report if near else self._rules.across_reports)["link_at"]
        return 0 if c.against else max(0, c.points - at_least + 1)


def _gap(u: Unit, group: Sequence[Unit]) -> int:
    """Characters between the account and the nearest of the event in the same report."""
    told = [abs(m.claim.start - u.claim.start) for m in group if m.claim.report == u.claim.report]
    return min(told, default=_FAR)
