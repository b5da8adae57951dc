"""Frames: what bounds an event. All tellings of one incident must fit one another, not only each its neighbour.

Pairs are found by what they share, so two tellings that share nothing are never held against each other; without a
bound a third that fits both (an undated "attack on the capital") would bring two nights or two towns together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.link.compare import attacked, reach
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.link.where import Nearness, Spot, nearness


@dataclass(frozen=True, slots=True)
class Frame:
    """``days``: first and last day, as ordinals, within which the event lies (stated, or up to publication; None where
    nothing is known); ``spots``: its places finer than a country; ``struck``: the parties said to be attacked."""

    days: tuple[int, int] | None
    spots: tuple[Spot, ...]
    struck: frozenset[str]


def frame(t: Telling, rules: Rules) -> Frame:
    """What bounds the event of a telling: the narrowest time that it states, all its places and targets."""
    stated = min((u.days for u in t.units if u.days), key=lambda d: (d[1] - d[0], d), default=None)
    days = stated or reach(t.units[0], rules)
    return Frame(
        (days[0].toordinal(), days[1].toordinal()) if days else None,
        tuple(s for s in t.spots if not s.bare),
        frozenset(p for u in t.units for p in attacked(u)),
    )


@lru_cache(maxsize=1 << 16)
def apart(a: Frame, b: Frame) -> bool:
    """Whether no one event fits both: days that do not meet, places apart, other parties attacked."""
    if a.days and b.days and (a.days[0] > b.days[1] or b.days[0] > a.days[1]):
        return True
    if a.struck and b.struck and not a.struck & b.struck:
        return True
    return nearness(a.spots, b.spots) is Nearness.APART
