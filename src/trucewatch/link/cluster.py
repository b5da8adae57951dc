"""Constrained agglomerative clustering: the strongest link first, and never across a bar.

Deterministic: links are taken by weight and then by the order of the claims, which does not depend on how they
arrived. Two clusters join only where no bar stands between any two of their members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

F = TypeVar("F")


@dataclass(frozen=True)
class Link:
    """Something that speaks for two nodes (a < b) being one. ``reason`` says what."""

    a: int
    b: int
    points: int
    reason: str


class Clusters(Generic[F]):
    """A partition of the nodes under construction.

    ``frames``: what bounds each node, and ``apart``: whether two such can never be one; then no link joins clusters of
    which any two members are apart.
    """

    def __init__(
        self,
        nodes: Iterable[int],
        bars: Iterable[tuple[int, int]] = (),
        *,
        frames: Mapping[int, F] | None = None,
        apart: Callable[[F, F], bool] | None = None,
    ) -> None:
        self._frames: dict[int, set[F]] = {n: {f} for n, f in frames.items()} if frames else {}
        self._apart = apart
        self._members: dict[int, list[int]] = {n: [n] for n in nodes}
        self._of: dict[int, int] = {n: n for n in self._members}
        self._bars: dict[int, set[int]] = defaultdict(set)
        self.used: list[Link] = []
        self.bar(bars)

    def bar(self, bars: Iterable[tuple[int, int]]) -> None:
        """Keep the two ends of each bar apart from now on; ends that already are together stay so."""
        for x, y in bars:
            a, b = self._of[x], self._of[y]
            if a != b:
                self._bars[a].add(b)
                self._bars[b].add(a)

    def join(self, link: Link, *, bounded: bool = True) -> bool:
        """Merge the clusters of the link's ends, unless a bar stands between them or, where ``bounded``, their frames
        are apart."""
        a, b = sorted((self._of[link.a], self._of[link.b]))
        if a == b:
            return True
        if b in self._bars[a]:
            return False
        if bounded and self._unfit(a, b):
            self.bar([(a, b)])
            return False
        if b in self._frames:
            self._frames[a] |= self._frames.pop(b)
        for n in self._members.pop(b):
            self._of[n] = a
            self._members[a].append(n)
        for other in self._bars.pop(b, set()):
            self._bars[other].discard(b)
            self._bars[other].add(a)
            self._bars[a].add(other)
        self.used.append(link)
        return True

    def _unfit(self, a: int, b: int) -> bool:
        """Whether any frame of the one cluster is apart from any of the other's."""
        apart = self._apart
        return apart is not None and any(apart(x, y) for x in self._frames[a] for y in self._frames[b])

    def join_all(self, links: Iterable[Link]) -> None:
        """Take the links strongest first; ties in the order of their ends."""
        for link in sorted(links, key=lambda x: (-x.points, x.a, x.b)):
            self.join(link)

    def barred(self) -> tuple[tuple[int, int], ...]:
        """The pairs of clusters, by their places in ``groups``, between which a bar stands."""
        place = {self._of[group[0]]: n for n, group in enumerate(self.groups())}
        return tuple(
            sorted(
                (place[a], place[b])
                for a, others in self._bars.items()
                for b in others
                if a in place and place[a] < place[b]
            )
        )

    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The clusters, each sorted, in the order of their first members."""
        return tuple(sorted(tuple(sorted(m)) for m in self._members.values()))
