"""What people decided about links: pairs of claims that are, or are not, of one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from trucewatch.records.decision import Action, Decision


@dataclass(frozen=True)
class Decided:
    """Pairs of claim ids, each pair sorted, with the id of the decision. The latest decision on a pair holds.

    ``same`` is in the order in which it is to be applied: the latest first.
    """

    same: tuple[tuple[str, str, str], ...] = ()
    different: Mapping[tuple[str, str], str] = field(default_factory=dict)


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


def decided(decisions: Iterable[Decision]) -> Decided:
    """The pairs that people's standing decisions fix."""
    verdict: dict[tuple[str, str], tuple[Action, str]] = {}
    for decision in standing(decisions):
        if decision.action in (Action.SAME, Action.DIFFERENT):
            for a, b in combinations(sorted(set(decision.subjects)), 2):
                verdict.setdefault((a, b), (decision.action, decision.id))
    same = tuple((a, b, d) for (a, b), (action, d) in verdict.items() if action is Action.SAME)
    return Decided(same, {pair: d for pair, (action, d) in verdict.items() if action is Action.DIFFERENT})
