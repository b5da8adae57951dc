"""Whether a place was hotter than it is used to be: exact probabilities, and the numbers behind them.

The looks of one sensor by day, and by night, are one group each. In a group two things are held against the place's own
past: in how many looks it was hot (exact Poisson), and how hot it was at its hottest (how often, empirically, a look of
the past was at least as hot). A place that was never hot before is taken to be as its surroundings are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np

from trucewatch.corroborate.detections import Floats, Ints
from trucewatch.corroborate.poisson import at_least


@dataclass(frozen=True)
class Group:
    """One sensor by day or by night. ``looks``: in the time asked about; ``hot``: those with heat; ``frp``: of the
    hottest, MW, summed over its pixels; ``past``, ``past_hot``, ``past_hotter`` (at least as hot), ``past_frp``: the
    same of the past; ``around``: chance of heat in a look going by the surroundings; ``tail``: see the codebook."""

    sensor: str
    night: bool
    pixels: int
    looks: int
    hot: int
    frp: float
    past: int
    past_hot: int
    past_hotter: int
    past_frp: float
    around: float
    tail: float

    @property
    def part(self) -> str:
        """The part of the day."""
        return "night" if self.night else "day"

    @property
    def expected(self) -> float:
        """Hot looks to be expected in the time asked about."""
        return self.looks * self._often

    @property
    def _often(self) -> float:
        """The chance that a look is hot. A place hot before is at least as hot as its surroundings; half a look
        is added to what was counted, since what happened never may yet happen."""
        if not self.past_hot:
            return self.around
        return min(1.0, max(self.around, (self.past_hot + 0.5) / max(1, self.past)))

    @property
    def _as_hot(self) -> float:
        """The chance that a look is as hot as the hottest of those asked about. Beyond the hottest of the past it falls
        with a power of the heat: radiative power has a heavy tail."""
        if not self.past_hot:
            return self.around
        beyond = 1.0 if self.past_hotter or not self.frp else min(1.0, self.past_frp / self.frp) ** self.tail
        return min(1.0, (self.past_hotter + 0.5) / max(1, self.past) * beyond)

    @property
    def p(self) -> float:
        """The chance of as many hot looks, or of one as hot, were nothing unusual going on; both asked, so doubled."""
        return min(1.0, 2 * min(at_least(self.hot, self.expected), 1 - exp(-self.looks * self._as_hot)))


def by_half(half: Ints, frp: Floats) -> tuple[Ints, Floats]:
    """The halves with heat, ascending, and the radiative power summed in each, MW."""
    unique, at = np.unique(half, return_inverse=True)
    sums: Floats = np.zeros(len(unique))
    np.add.at(sums, at, frp)
    return unique, sums


def together(groups: list[Group]) -> float:
    """The chance over all groups (Bonferroni: the smallest, times how many were asked)."""
    return min(1.0, len(groups) * min(g.p for g in groups)) if groups else 1.0
