"""Decisions follow their claims: what was decided of a claim holds for the one that a later pass read in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from trucewatch.records import Claim, Decision

_ENOUGH = 0.5
"""Share of the longer quote that two quotes have in common, from which on they are the same words read anew."""


def followed(
    decisions: Mapping[str, Decision], standing: Mapping[str, Claim], ever: Mapping[str, Claim]
) -> tuple[dict[str, Decision], dict[str, tuple[str, ...]]]:
    """The decisions with each claim that no longer stands replaced by its successor in the same text; and of those
    for which a claim has none, the names of the reports that it was read in. ``standing``: the claims that the latest
    passes found; ``ever``: all."""
    named = {s for d in decisions.values() for s in (*d.subjects, *d.against)}
    gone = [ever[s] for s in named if s in ever and s not in standing]
    if not gone:
        return dict(decisions), {}
    wanted = {claim.report for claim in gone}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in standing.values():
        if claim.report in wanted:
            by_report[claim.report].append(claim)
    successor = {claim.id: _successor(claim, by_report[claim.report]) for claim in gone}
    lost = {old: ever[old].doc for old, new in successor.items() if new is None}
    moved = {old: new for old, new in successor.items() if new is not None}
    kept = {key: _with(decision, moved) for key, decision in decisions.items()}
    astray = {key: tuple(lost[s] for s in (*d.subjects, *d.against) if s in lost) for key, d in decisions.items()}
    return kept, {key: docs for key, docs in astray.items() if docs}


def _with(decision: Decision, moved: Mapping[str, str]) -> Decision:
    if not moved.keys() & {*decision.subjects, *decision.against}:
        return decision
    subjects, against = (
        tuple(dict.fromkeys(moved.get(s, s) for s in these)) for these in (decision.subjects, decision.against)
    )
    return decision.model_copy(update={"subjects": subjects, "against": against})


def _successor(old: Claim, among: Iterable[Claim]) -> str | None:
    """The claim that shares the most words with ``old``; of equals the one of its kind, then the first by id."""
    shared = [(_shared(old, new), new.kind is old.kind, new) for new in among]
    near = [(share, same, new) for share, same, new in shared if share >= _ENOUGH]
    if not near:
        return None
    return min(near, key=lambda found: (-found[0], not found[1], found[2].id))[2].id


def _shared(a: Claim, b: Claim) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / max(a.end - a.start, b.end - b.start)
