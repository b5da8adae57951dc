"""What people decided about links: pairs of claims that are, or are not, of one event, and claims that are pinned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

from trucewatch.records.decision import Action, Decision

Same = tuple[str, str, str]


@dataclass(frozen=True)
class Decided:
    """Pairs of claim ids, each pair sorted, with the id of the decision. The latest decision on a pair holds.

    ``same`` is in the order in which it is to be applied: the latest first. ``pinned``: claims to which nothing but
    a person may add.
    """

    same: tuple[Same, ...] = ()
    different: Mapping[tuple[str, str], str] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()
    _of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def same_among(self, claims: Collection[str]) -> list[Same]:
        """The pairs that are one event, both of which are among ``claims``, latest decision first."""
        return [pair for pair in self.same if pair[0] in claims and pair[1] in claims] if self.same else []

    def different_among(self, claims: Collection[str]) -> list[tuple[str, str]]:
        """The pairs that are two events, both of which are among ``claims``."""
        near = sorted(c for c in claims if c in self._of) if self._of else []
        return [(a, b) for a in near for b in self._of[a] if a < b and b in claims]

    def apart(self, a: str, b: str) -> bool:
        """True if people decided that the two speak of two events."""
        return (min(a, b), max(a, b)) in self.different

    @property
    def touched(self) -> frozenset[str]:
        """The claims that any decision speaks of."""
        return frozenset(c for a, b, _ in self.same for c in (a, b)) | frozenset(self._of) | self.pinned


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions that no later, standing decision undoes; latest first."""
    undone: set[str] = set()
    kept = []
    for decision in sorted(decisions, key=lambda d: (d.at, d.id), reverse=True):
        if decision.id in undone:
            continue
        if decision.action is Action.UNDO:
            undone.update(decision.subjects)
        else:
            kept.append(decision)
    return tuple(kept)


def _pairs(decision: Decision) -> Iterable[tuple[str, str]]:
    """Every pair, sorted, that a decision speaks of: the subjects with those they are held against, or each other."""
    if not decision.against:
        return combinations(sorted(set(decision.subjects)), 2)
    crossed = product(sorted(set(decision.subjects)), sorted(set(decision.against)))
    return ((min(a, b), max(a, b)) for a, b in crossed if a != b)


def decided(decisions: Iterable[Decision]) -> Decided:
    """The pairs that people's standing decisions fix. To pin claims is to say that they are one event as well."""
    verdict: dict[tuple[str, str], tuple[Action, str]] = {}
    pinned: set[str] = set()
    for decision in standing(decisions):
        if decision.action is Action.PIN:
            pinned.update(decision.subjects)
        if decision.action in (Action.SAME, Action.DIFFERENT, Action.PIN):
            for a, b in _pairs(decision):
                verdict.setdefault((a, b), (decision.action, decision.id))
    same = tuple((a, b, d) for (a, b), (action, d) in verdict.items() if action is not Action.DIFFERENT)
    different = {pair: d for pair, (action, d) in verdict.items() if action is Action.DIFFERENT}
    of: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(different):
        of[a].append(b)
        of[b].append(a)
    return Decided(same, different, frozenset(pinned), {c: tuple(others) for c, others in of.items()})
