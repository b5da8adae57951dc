"""Linking a part anew: after a decision only what it can touch.

Clustering never looks beyond a connected component (state.py), and a claim that found nothing hangs on one of the
tellings near it. So what a decision can change are the components that the reports it touches had and have, and what
hangs on those. Here they are linked twice, as they were and as they are, from the reports that hold them and all that
share a key with those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from trucewatch.link.backend import Backend
from trucewatch.link.decided import Decided
from trucewatch.link.foundby import FoundBy
from trucewatch.link.parameters import LinkParameters
from trucewatch.link.state import Linking
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report

_MOST = 4000
"""Reports that are looked at; what reaches further is better linked whole."""


class TooWide(Exception):  # noqa: N818 - it is no fault
    """What a decision touches reaches too far, or is not as it was kept: all must be linked anew."""


@dataclass(frozen=True)
class Taken:
    """Reports with all their claims, as they stood before and as they stand; ``arrived`` as ``link`` takes it."""

    reports: Mapping[str, Report]
    before: Iterable[Claim]
    now: Iterable[Claim]
    arrived: Mapping[str, int]


class Source(Protocol):
    """Where reports are looked up."""

    def take(self, reports: Set[str]) -> Taken:
        """These reports."""
        ...

    def found(self, naming: Set[int], lying: Set[int]) -> set[str]:
        """The reports that may hold a telling which is found by one of these keys."""
        ...

    def reports_of(self, claims: Collection[str]) -> set[str]:
        """The reports in which these claims were read."""
        ...

    def stored(self, incident: str) -> Incident | None:
        """The incident as it was kept before."""
        ...


@dataclass(frozen=True)
class Relinked:
    """Incidents by id: all that may have changed, as they were and as they are. ``found_by``: keys of the reports that
    were touched, as they are."""

    before: Mapping[str, Incident]
    now: Mapping[str, Incident]
    found_by: FoundBy


@dataclass
class _Extent:
    """Numbers of tellings. ``events``: of components that may have changed; ``loose``: of claims that found nothing and
    may have moved; ``homes``: of the components on which those may hang."""

    events: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    homes: set[int] = field(default_factory=set)

    @property
    def all(self) -> set[int]:
        return self.events | self.loose | self.homes


class Nearby(Linking):
    """A linking of some reports, of which what was touched is asked."""

    def __init__(self, params: LinkParameters, decided: Decided, backend: Backend) -> None:
        super().__init__(params, decided, backend)
        self._of_claim: dict[str, int] = {}
        self._of_report: dict[str, list[int]] = defaultdict(list)
        self._numbered = 0

    def number(self) -> None:
        """Notes which telling each claim is in."""
        for n in range(self._numbered, len(self._accounts)):
            claims = self._accounts[n].claims
            self._of_claim.update((c.id, n) for c in claims)
            self._of_report[claims[0].report].append(n)
        self._numbered = len(self._accounts)

    def of_reports(self, reports: Iterable[str]) -> set[int]:
        """The tellings of these reports."""
        return {n for r in reports for n in self._of_report.get(r, ())}

    def of_claims(self, claims: Iterable[str]) -> set[int]:
        """The tellings of these claims."""
        return {self._of_claim[c] for c in claims if c in self._of_claim}

    def claims_of(self, tellings: Iterable[int]) -> set[str]:
        """The claims of these tellings."""
        return {c.id for n in tellings for c in self._accounts[n].claims}

    def grown(self, tellings: Iterable[int]) -> set[int]:
        """The components of those that are events."""
        return {n for of in self._components.of(n for n in tellings if n not in self._loose).values() for n in of}

    def hanging(self, events: Set[int]) -> set[int]:
        """What found nothing and may hang on one of these events."""
        return self._loose.waiting(events)

    def near(self, loose: Iterable[int]) -> set[int]:
        """The events on which these may hang."""
        return self._loose.near_of(n for n in loose if n in self._loose)

    def keys(self, tellings: Collection[int]) -> tuple[set[int], set[int]]:
        """The keys by which these are found: those that they name, and those that they lie in."""
        keys, _, lies = self._known.keyed(np.array(sorted(tellings), np.int64))
        twins = {key for key, n in self._twins.keyed() if n in tellings}
        return set(keys[~lies].tolist()) | twins, set(keys[lies].tolist())

    def loose_of(self, tellings: Iterable[int]) -> set[int]:
        """Those that found nothing."""
        return {n for n in tellings if n in self._loose}

    def groups(self, events: Iterable[int]) -> dict[str, Incident]:
        """The incidents of the groups of these events, by id."""
        made = (self._incident(first) for first in {self._group_of[n] for n in events})
        return {i.id: i for i in made}

    def first_of(self, claims: Sequence[str]) -> int:
        """The first member of the group that holds these claims."""
        return self._group_of[self._of_claim[claims[0]]]

    def homes(self, loose: Iterable[int]) -> dict[int, set[int]]:
        """By first member of a group: which of these hang on it."""
        found: dict[int, set[int]] = defaultdict(set)
        for n in loose:
            for home in self._loose.homes(n):
                found[home].add(n)
        return found

    def hung(self, first: int, loose: Collection[int]) -> Incident:
        """The incident of a group with these hanging on it."""
        return self._incident(first, loose)

    def found_by_of(self, tellings: Iterable[int]) -> FoundBy:
        """By which keys the reports of these tellings are found."""
        return self._found_by(tellings)


class Relinking:
    """One part, linked as it was and as it is."""

    def __init__(
        self, params: LinkParameters, before: Decided, now: Decided, backend: Backend, touched: Set[str], source: Source
    ) -> None:
        self._touched, self._source = touched, source
        self._sides = Nearby(params, before, backend), Nearby(params, now, backend)
        self._extents = _Extent(), _Extent()
        self._partners: dict[str, set[str]] = defaultdict(set)
        for a, b, _ in (*before.same, *now.same):
            self._partners[a].add(b)
            self._partners[b].add(a)
        self._known: set[str] = set()

    def result(self) -> Relinked:
        """What was and what is. Raises TooWide."""
        self._take(set(self._touched))
        before, after = self._changed()
        fresh = self._sides[1]
        return Relinked(before, after, fresh.found_by_of(sorted(fresh.of_reports(self._touched))))

    # --- reaching out ---------------------------------------------------------------------------------------------

    def _take(self, pending: set[str]) -> None:
        """Takes in reports, and those that hang together with them by what was touched, until there are no more."""
        asked: tuple[set[int], set[int]] = set(), set()
        while pending:
            if len(self._known) + len(pending) > _MOST:
                raise TooWide
            taken = self._source.take(pending)
            for side, claims in zip(self._sides, (taken.before, taken.now), strict=True):
                side.add(claims, taken.reports, taken.arrived)
                side.number()
            self._known |= pending
            self._extents = self._reach()
            pending = self._wanted(asked) - self._known

    def _wanted(self, asked: tuple[set[int], set[int]]) -> set[str]:
        """The reports that may hang together with what was reached and were not asked for before."""
        naming: set[int] = set()
        lying: set[int] = set()
        claims: set[str] = set()
        for side, extent in zip(self._sides, self._extents, strict=True):
            keys = side.keys(extent.all)
            naming |= keys[0] - asked[0]
            lying |= keys[1] - asked[1]
            claims |= {other for c in side.claims_of(extent.all) for other in self._partners.get(c, ())}
        asked[0].update(naming)
        asked[1].update(lying)
        return self._source.found(naming, lying) | self._source.reports_of(claims)

    def _reach(self) -> tuple[_Extent, _Extent]:
        """What may have changed, as far as it is taken in: an event of either side belongs to the other side too."""
        old, new = self._sides
        extents = (
            _Extent(events=old.grown(old.of_reports(self._touched))),
            _Extent(events=new.grown(new.of_reports(self._touched))),
        )
        size = -1
        while size != sum(len(e.events) for e in extents):
            size = sum(len(e.events) for e in extents)
            claims = {c for side, e in zip(self._sides, extents, strict=True) for c in side.claims_of(e.events)}
            for side, e in zip(self._sides, extents, strict=True):
                e.events = side.grown(e.events | side.of_claims(claims))
        for side, e in zip(self._sides, extents, strict=True):
            e.loose = side.loose_of(side.of_reports(self._touched)) | side.hanging(e.events)
        claims = {c for side, e in zip(self._sides, extents, strict=True) for c in side.claims_of(e.loose)}
        for side, e in zip(self._sides, extents, strict=True):
            e.loose |= side.loose_of(side.of_claims(claims))
            e.homes = side.grown(side.near(e.loose)) - e.events
        return extents

    # --- what came of it ------------------------------------------------------------------------------------------

    def _changed(self) -> tuple[dict[str, Incident], dict[str, Incident]]:
        """The incidents of what is touched; and those of which only what hangs on them may have changed."""
        (old, was), (new, now) = zip(self._sides, self._extents, strict=True)
        before, after = old.groups(was.events), new.groups(now.events)
        for key, incident in before.items():
            self._demand(self._source.stored(key) == incident)
        moved = old.claims_of(was.loose) | new.claims_of(now.loose)
        homes: dict[str, Incident] = {}
        hung: dict[str, set[str]] = defaultdict(set)
        for side, extent in ((old, was), (new, now)):
            for first, loose in side.homes(extent.loose).items():
                if first not in extent.homes:
                    continue
                bare = side.hung(first, ())
                kept = homes[bare.id] = self._stored(bare)
                if side is new:
                    hung[bare.id] = side.claims_of(loose)
                else:
                    self._demand(side.claims_of(loose) <= {*kept.denials, *kept.mentions, *kept.seen})
        stays = {key: {*i.denials, *i.mentions, *i.seen} - moved for key, i in homes.items()}
        self._take_too(self._source.reports_of({c for ids in stays.values() for c in ids}))
        for key, incident in homes.items():
            before[key] = incident
            after[key] = new.hung(new.first_of(incident.claims), new.of_claims(stays[key] | hung[key]))
        return before, after

    def _take_too(self, reports: set[str]) -> None:
        """Takes in reports for what they say; what hangs together with them is no concern."""
        fresh = self._sides[1]
        taken = self._source.take(reports - self._known)
        fresh.add(taken.now, taken.reports, taken.arrived)
        fresh.number()

    def _stored(self, bare: Incident) -> Incident:
        found = self._source.stored(bare.id)
        self._demand(found is not None and found.claims == bare.claims)
        assert found is not None
        return found

    def _demand(self, holds: bool) -> None:
        """What was kept must be what is made of it here: else something is not as this part has it."""
        if not holds:
            raise TooWide


def relink(
    params: LinkParameters, before: Decided, now: Decided, backend: Backend, touched: Set[str], source: Source
) -> Relinked:
    """Links anew what may change where the claims of the reports ``touched``, or what people decided of them, are
    others than before. What comes is what linking all would give. Raises TooWide."""
    return Relinking(params, before, now, backend, touched, source).result()
