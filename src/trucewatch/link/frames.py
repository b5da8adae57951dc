"""Frames: what bounds an event. All tellings of one incident must fit one another, not only each its neighbour.

Pairs are found by what they share, so two tellings that share nothing are never held against each other; without a
bound a third that fits both (an undated "attack on the capital") would bring two nights or two towns together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from trucewatch.link.compare import attacked, reach
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.link.units import Unit
from trucewatch.link.where import Nearness, Spot, nearness
from trucewatch.values.moment import zone_of


@dataclass(frozen=True, slots=True)
class Frame:
    """``span``: within which the event lies (stated, or the local days up to publication; None where nothing is
    known); ``spots``: its places finer than a country; ``struck``: the parties said to be attacked."""

    span: tuple[datetime, datetime] | None
    spots: tuple[Spot, ...]
    struck: frozenset[str]

    def __hash__(self) -> int:
        return hash((self.span, self.spots))


def frame(t: Telling, rules: Rules, zone: str) -> Frame:
    """What bounds the event of a telling: the narrowest time that it states, all its places and targets."""
    stated = min((u.span for u in t.units if u.span), key=lambda s: (s[1] - s[0], s), default=None)
    span = _slackened(stated, rules) if stated else _issued(t.units[0], rules, zone)
    lasting = all(u.claim.kind in rules.lasting for u in t.units)  # one names its beginning, another all of it
    return Frame(
        None if lasting else span,
        tuple(s for s in t.spots if not s.bare),
        frozenset(p for u in t.units for p in attacked(u)),
    )


def _slackened(span: tuple[datetime, datetime], rules: Rules) -> tuple[datetime, datetime]:
    """Clock times may differ from account to account, days do not: one evening is not the next morning's."""
    start, end = span
    clocked = end - start < timedelta(hours=rules.clocked_below_hours)
    return start, end + timedelta(hours=rules.clock_slack_hours if clocked else 0)


def _issued(u: Unit, rules: Rules, zone: str) -> tuple[datetime, datetime] | None:
    days = reach(u, rules)
    if days is None:
        return None
    first, last = (datetime.combine(d, time(), tzinfo=zone_of(zone)) for d in days)
    return first, u.printed or last + timedelta(days=1)


@lru_cache(maxsize=1 << 16)
def apart(a: Frame, b: Frame) -> bool:
    """Whether no one event fits both: times that do not meet, places apart, other parties attacked."""
    if a.span and b.span and (a.span[0] >= b.span[1] or b.span[0] >= a.span[1]):
        return True
    if a.struck and b.struck and not a.struck & b.struck:
        return True
    return nearness(a.spots, b.spots) is Nearness.APART
