"""Tellings: the events that one report tells of, each the claims of it that speak of one event.

What is told in one report is judged by that report alone and by what people decided: nothing that another report says
changes it, so that a new report never makes an old one tell of something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from trucewatch.link.cluster import Clusters, Link
from trucewatch.link.compare import FURTHER, within
from trucewatch.link.decided import Decided
from trucewatch.link.rules import Rules
from trucewatch.link.units import Unit, founds
from trucewatch.link.where import Nearness, Spot, nearness

_ONE_PLACE = frozenset({Nearness.SAME_FINE, Nearness.SAME_WIDE})
ALWAYS = 10**9  # the weight of what people decided, and of the same words in a reprint


@dataclass(frozen=True, slots=True)
class Telling:
    """Units of one report, in their order, that speak of one event; each has the event's place and time where it
    states none itself. ``why`` says what holds them together; ``further``: the report has told of another event at its
    place and time before, so that who tells of one alone there is likelier to mean that."""

    units: tuple[Unit, ...]
    why: tuple[str, ...] = ()
    further: bool = False

    @property
    def report(self) -> str:
        return self.units[0].claim.report

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The places told; a country only where no finer place is."""
        told = dict.fromkeys(s for u in self.units for s in u.spots)
        return tuple(s for s in told if not s.bare) or tuple(told)

    @property
    def total(self) -> int:
        """1 a sum over a stretch of time, 0 one event, -1 where no account tells."""
        said = {u.total for u in self.units}
        return 1 if True in said else 0 if False in said else -1


@dataclass(frozen=True, slots=True)
class Told:
    """What one report tells: its events in order, which of them (by number) can never be one, and the units that
    found none: denials, plans, possibilities."""

    events: tuple[Telling, ...]
    bars: tuple[tuple[int, int], ...]
    loose: tuple[Telling, ...]


def tell(units: Sequence[Unit], verdicts: Decided, rules: Rules) -> Told:
    """What the units of one report tell."""
    seeds = [u for u in units if founds(u.claim)]
    number = {u.claim.id: u.at for u in seeds}
    apart = [(number[x], number[y]) for x, y in verdicts.different_among(number)]
    nodes: Clusters[None] = Clusters(number.values(), apart)
    for x, y, decision in verdicts.same_among(number):
        first, second = sorted((number[x], number[y]))
        nodes.join(Link(first, second, ALWAYS, f"decision {decision}: the same event"))
    links, bars, further = [], [], set[int]()
    acts = {u.sentence for u in seeds if u.claim.kind not in rules.consequences}
    alone = _alone(seeds)
    for a, b in combinations(seeds, 2):
        c = within(a, b, rules, led=b.sentence in acts, alone=b.at in alone)
        if c.against:
            bars.append((a.at, b.at))
            if c.against == FURTHER and nearness(a.spots, b.spots) in _ONE_PLACE and b.sentence in acts:
                further.add(b.at)
        elif c.points >= rules.within_report["link_at"] and not {a.claim.id, b.claim.id} & verdicts.pinned:
            links.append(Link(a.at, b.at, c.points, f"within-report {c.points}: {', '.join(c.reasons)}"))
    nodes.bar(bars)
    nodes.join_all(links)
    by_at = {u.at: u for u in seeds}
    why: dict[int, list[str]] = defaultdict(list)
    groups = nodes.groups()
    first_of = {n: group[0] for group in groups for n in group}
    for used in nodes.used:
        reason = f"{by_at[used.a].claim.id} ~ {by_at[used.b].claim.id}: {used.reason}"
        why[first_of[used.a]].append(reason)
    return Told(
        tuple(
            Telling(_lent([by_at[n] for n in group]), tuple(why[group[0]]), not further.isdisjoint(group))
            for group in groups
        ),
        nodes.barred(),
        tuple(Telling((u,)) for u in units if not founds(u.claim)),
    )


def _alone(seeds: Sequence[Unit]) -> frozenset[int]:
    """The units before which a report has named one place alone, in wider and narrower words."""
    spots: tuple[Spot, ...] = ()
    found = set()
    for u in seeds:
        if spots:
            found.add(u.at)
        new = tuple(s for s in u.spots if s not in spots)
        if any(nearness((s,), (t,)) is Nearness.APART for s in new for t in spots):
            break
        spots += new
    return frozenset(found)


def _lent(group: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units of an event, each with the event's place and time where it states none itself."""
    fine = tuple(dict.fromkeys(s for u in group for s in u.spots if not s.wide))
    spots = fine or tuple(dict.fromkeys(s for u in group for s in u.spots))
    timed = [u for u in group if u.days]
    when = min(timed, key=lambda u: (u.days[1] - u.days[0], u.at)) if timed else None  # type: ignore[index]
    total = any(u.total for u in group)
    return tuple(
        replace(u, spots=u.spots or spots, days=u.days or (when.days if when else None), total=total or u.total)
        for u in group
    )
