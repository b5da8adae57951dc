"""What people decided, as the cards of incidents and claims ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from trucewatch.records import Action
from trucewatch.store import Standing

_UNHURRIED = (Action.ACCEPT, Action.CORRECT)


def astray_of(truth: Standing) -> frozenset[str]:
    """Names of the reports whose text changed after something was decided of a claim in them, until somebody decides on
    a claim of the new text. ``truth`` holds all claims on which people decided, where any decision is astray."""
    decisions, claims = truth.decisions, truth.claims
    if not truth.astray:
        return frozenset()
    last: dict[str, datetime] = {}
    for d in decisions.values():
        for doc in (claims[s].doc for s in d.subjects if s in claims):
            last[doc] = max(last.get(doc, d.at), d.at)
    strayed = ((doc, decisions[key].at) for key, docs in truth.astray.items() for doc in docs)
    return frozenset(doc for doc, at in strayed if doc not in last or last[doc] <= at)


@dataclass(frozen=True)
class Judged:
    """``truth``: what stands; its claims need be no more than those that are asked about. ``astray``: as ``astray_of``
    gives it."""

    truth: Standing
    astray: frozenset[str]

    def _subjects(self, *actions: Action) -> frozenset[str]:
        return frozenset(s for d in self.truth.decisions.values() if d.action in actions for s in d.subjects)

    @cached_property
    def reviewed(self) -> frozenset[str]:
        """Claims that somebody accepted or corrected."""
        return self._subjects(*_UNHURRIED)

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Claims that somebody accepted."""
        return self._subjects(Action.ACCEPT)

    @cached_property
    def corrected(self) -> frozenset[str]:
        """Claims that somebody corrected."""
        return self._subjects(Action.CORRECT) & self.truth.as_read.keys()

    @cached_property
    def verified(self) -> frozenset[str]:
        """Incidents, and claims that found them, that somebody verified."""
        return self._subjects(Action.VERIFY)

    def review(self, claim: str) -> str:
        """What became of a claim: open, accepted, corrected or rejected."""
        if claim in self.truth.rejected:
            return "rejected"
        return "corrected" if claim in self.corrected else "accepted" if claim in self.accepted else "open"
