"""What the accounts of one incident state, sorted for the questions that the terms ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.words import ALIGNED, OUTLET
from trucewatch.language.alignment import alignment
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.values.vocabularies import Kind, TargetClass, denies_event

_ORDER = {t: n for n, t in enumerate(TargetClass)}


@dataclass(frozen=True)
class Facts:
    """``accounts`` and ``denials`` in the order of the incident; claims that are not known say nothing. A denial of an
    effect is none of the act: it is left out."""

    incident: Incident
    accounts: tuple[Claim, ...]
    denials: tuple[Claim, ...]
    reports: Mapping[str, Report]
    params: AssessParameters
    _acts: dict[tuple[Kind, ...], tuple[Claim, ...]] = field(default_factory=dict)
    _struck: dict[tuple[Kind, ...], tuple[TargetClass, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        incident: Incident,
        claims: Mapping[str, Claim],
        reports: Mapping[str, Report],
        params: AssessParameters,
    ) -> Facts:
        """The facts of one incident; ``claims`` and ``reports`` by id."""
        accounts, denials = _known(incident.claims, claims), _known(incident.denials, claims)
        denials = tuple(c for c in denials if denies_event(c.kind, incident.kinds))
        return cls(incident, accounts, denials, reports, params)

    def acts(self, kinds: tuple[Kind, ...]) -> tuple[Claim, ...]:
        """The accounts of an act of one of these kinds."""
        if kinds not in self._acts:
            self._acts[kinds] = tuple(c for c in self.accounts if c.kind in kinds)
        return self._acts[kinds]

    def struck(self, kinds: tuple[Kind, ...]) -> tuple[TargetClass, ...]:
        """The classes of what is said to have been struck, by accounts that tell of it or of an act of these kinds.

        A class that only tells where it was is left out where an account of the act says what was struck there.
        """
        if kinds not in self._struck:
            book = self.params.codebook
            stated = self._classes(c for c in self.accounts if c.kind in book.struck_kinds or c.kind in kinds)
            places = stated.intersection(book.place_classes)
            if places and self._classes(self.acts(kinds)) - places.union(book.unspecific_classes):
                stated -= places
            self._struck[kinds] = tuple(sorted(stated, key=_ORDER.__getitem__))
        return self._struck[kinds]

    def _classes(self, claims: Iterable[Claim]) -> set[TargetClass]:
        stated = {c.target.target_class for c in claims if c.target and c.target.target_class}
        return stated - {*self.params.codebook.no_target_classes}

    @cached_property
    def named(self) -> tuple[Claim, ...]:
        """The accounts that name an actor of some party. Who shot a weapon down did not fire it."""
        book = self.params.codebook
        return tuple(c for c in self.accounts if c.actor and c.actor.party and c.kind not in book.not_actor_kinds)

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Their parties, in the order in which the accounts name them."""
        return actors_of(self.named)

    def outlet(self, report: str) -> str:
        """The id of the outlet that published it; the report's own where the report is not known."""
        return self.reports[report].outlet if report in self.reports else report

    def origin(self, report: str) -> str:
        """The earliest report of the incident whose text it carries; itself where it is no reprint."""
        return self._reprints.get(report, report)

    @cached_property
    def _reprints(self) -> Mapping[str, str]:
        return {r.report: r.of for r in self.incident.reprints}

    def runs(self, origin: str) -> str | None:
        """The party that runs the outlet from which a text comes: the first that published it, and where none was
        plainly the first, any of those that may have been."""
        first = self.reports.get(origin)
        after = first.published.end if first and first.published else None
        texts = [origin, *(r for r, of in self._reprints.items() if of == origin)]
        maybe = [t for t in texts if t == origin or not self._later(t, after)]
        found = (self.params.affiliations.get(self.outlet(t)) for t in maybe)
        return next((party for party in found if party), None)

    def _later(self, report: str, after: datetime | None) -> bool:
        published = self.reports[report].published if report in self.reports else None
        return after is not None and (published is None or published.start >= after)

    @cached_property
    def naming(self) -> frozenset[str]:
        """The texts, by their origin, that name a speaker for the incident: what they say themselves rests on it."""
        return frozenset(self.origin(c.report) for c in self.accounts if c.source.text is not None)

    def voice(self, claim: Claim) -> str:
        """Who vouches: a party's code, "" for a named source of no party
        (``aligned:<words>`` where words call it aligned with one), ``outlet:<id>`` for a report's own voice,
        unless the outlet is a party's own body: a ministry's bulletin is that side's word."""
        if claim.source.text is not None or claim.source.party:
            called = alignment(claim.source.text)
            return claim.source.party or (f"{ALIGNED}{called}" if called else "")
        report = self.reports.get(claim.report)
        outlet = report.outlet if report else ""
        return self.params.bodies.get(outlet) or f"{OUTLET}{outlet}"

    def voices(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """Who vouches for any of them, each once."""
        return tuple(dict.fromkeys(self.voice(c) for c in claims))


def actors_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The parties named as actors, in the order of the claims: an order by name would favour one."""
    return tuple(dict.fromkeys(c.actor.party for c in claims if c.actor and c.actor.party))


def _known(ids: Iterable[str], claims: Mapping[str, Claim]) -> tuple[Claim, ...]:
    return tuple(claims[i] for i in ids if i in claims)
