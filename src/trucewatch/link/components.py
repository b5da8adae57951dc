"""Components: tellings that hang together by links, kept as links come in."""

from __future__ import annotations

from array import array
from collections.abc import Iterable


class Components:
    """Sets of numbers that only ever join (Galler and Fischer 1964)."""

    def __init__(self) -> None:
        self._up = array("i")
        self._members: dict[int, list[int]] = {}  # of sets of several

    def grow(self, size: int) -> None:
        """Know the numbers below ``size``, each alone at first."""
        self._up.extend(range(len(self._up), size))

    def root(self, n: int) -> int:
        """The number that stands for the set of ``n``."""
        up = self._up
        while up[n] != n:
            up[n] = up[up[n]]
            n = up[n]
        return n

    def join(self, a: int, b: int) -> None:
        """Make the sets of the two one."""
        x, y = self.root(a), self.root(b)
        if x == y:
            return
        mine, others = self._members.pop(x, [x]), self._members.pop(y, [y])
        if len(mine) < len(others):
            x, y, mine, others = y, x, others, mine
        self._up[y] = x
        mine += others
        self._members[x] = mine

    def of(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The sets of these numbers, by root."""
        roots = dict.fromkeys(map(self.root, numbers))
        return {r: self._members.get(r, [r]) for r in roots}
