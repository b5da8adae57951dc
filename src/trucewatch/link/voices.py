"""Voices: who vouches for a claim, told so that sides can be held against one another.

A *voice* is the party of the claim's source; ``""`` for a named source that belongs to no party; for a report's own
voice ``outlet:<id>``, unless the outlet is a party's own body: a ministry's bulletin is that side's word, a
newspaper of that side is not. A *side* is a voice that is a party.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trucewatch.link.text import fold
from trucewatch.records.case import OWN_BODIES, Outlet
from trucewatch.records.claim import Claim
from trucewatch.records.report import Report

Speaker = tuple[str, frozenset[str]]
"""A party (or ``""``) and the folded words of a name."""

_STOP = frozenset({"the", "of", "a", "s", "his", "her", "its"})


@dataclass(frozen=True)
class Voices:
    """``reports`` by id; ``bodies``: the outlets that are a party's own, by id."""

    reports: Mapping[str, Report]
    bodies: Mapping[str, Outlet] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Mapping[str, Report], outlets: tuple[Outlet, ...]) -> Voices:
        """The voices of a case with these outlets."""
        return cls(reports, {o.id: o for o in outlets if o.kind in OWN_BODIES and o.affiliation})

    def outlet(self, claim: Claim) -> str:
        """The id of the outlet that published the claim; the report's name where the report is not known."""
        return self.reports[claim.report].outlet if claim.report in self.reports else claim.report

    def voice(self, claim: Claim) -> str:
        """Who vouches: a party code, ``""`` or ``outlet:<id>``."""
        if claim.source.text is not None or claim.source.party:
            return claim.source.party or ""
        outlet = self.outlet(claim)
        body = self.bodies.get(outlet)
        return body.affiliation if body and body.affiliation else f"outlet:{outlet}"

    def speaker(self, claim: Claim) -> Speaker | None:
        """The named speaker, or the body whose own bulletin it is; None for a report's own voice."""
        if claim.source.text is not None:
            return claim.source.party or "", frozenset(fold(claim.source.text).split()) - _STOP
        body = self.bodies.get(self.outlet(claim))
        return (body.affiliation or "", frozenset(fold(body.name).split()) - _STOP) if body else None
