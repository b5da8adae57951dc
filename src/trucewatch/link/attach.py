"""Denials and mentions: claims that found nothing, attached to the incident that they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from trucewatch.link.compare import across, within
from trucewatch.link.decided import Decided
from trucewatch.link.rules import Rules
from trucewatch.link.units import Unit, founds
from trucewatch.values.vocabularies import Polarity


def attached(
    units: Sequence[Unit], groups: Sequence[tuple[int, ...]], verdicts: Decided, rules: Rules
) -> Mapping[int, tuple[int, ...]]:
    """First member of an event → the units that are attached to it. A unit that fits none is attached to none."""
    number = {u.claim.id: u.at for u in units}
    group_of = {n: group for group in groups for n in group}
    same = {x: group_of[number[y]][0] for a, b, _ in verdicts.same for x, y in ((a, b), (b, a))
            if number.get(y) in group_of}  # fmt: skip
    out: dict[int, list[int]] = defaultdict(list)
    for u in units:
        negated = u.claim.polarity is Polarity.NEGATED
        if founds(u.claim) or (negated and u.claim.kind in rules.eased_when_negated):
            continue
        home = same.get(u.claim.id)
        if home is None:
            home = _home(u, units, groups, verdicts, rules)
        if home is not None:
            out[home].append(u.at)
    return {first: tuple(found) for first, found in out.items()}


def _home(
    u: Unit, units: Sequence[Unit], groups: Sequence[tuple[int, ...]], verdicts: Decided, rules: Rules
) -> int | None:
    best: tuple[int, int, int] | None = None
    for group in groups:
        points = [_points(u, units[n], rules) for n in group]
        barred = any(tuple(sorted((u.claim.id, units[n].claim.id))) in verdicts.different for n in group)
        if barred or max(points) <= 0:
            continue
        # the nearest of equals: in the report's own order, then the earliest event
        found = (max(points), -min(abs(u.at - n) for n in group), -group[0])
        best = found if best is None else max(best, found)
    return -best[2] if best else None


def _points(u: Unit, member: Unit, rules: Rules) -> int:
    """Points above the threshold plus one; 0 where nothing links the two."""
    a, b = sorted((u, member), key=lambda x: x.at)
    near = u.claim.report == member.claim.report
    c = within(a, b, rules) if near else across(a, b, rules)
    at_least = (rules.within_report if near else rules.across_reports)["link_at"]
    return 0 if c.against else max(0, c.points - at_least + 1)
