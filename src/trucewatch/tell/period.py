"""Which reports, claims and incidents an edition is about: what was published up to the cut-off, and in the period."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from trucewatch.records import (
    Aspect,
    Claim,
    Corroboration,
    Decision,
    FindingSummary,
    Grade,
    Incident,
    Position,
    Report,
    Version,
    VersionValue,
)
from trucewatch.records.case import OWN_BODIES
from trucewatch.tell.view import CaseView
from trucewatch.values.moment import zone_of
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Concord, Kind, Polarity, Stance

OUTLET = "outlet:"
"""Opens the name of a voice that is a report's own (``outlet:eastline``), where a party's code might stand."""

_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Window:
    """Above ``start``, up to and with ``end`` (UTC): windows of following days tile time without gap or overlap."""

    start: dt.datetime
    end: dt.datetime

    def holds(self, moment: dt.datetime) -> bool:
        """True if ``moment`` lies in the window."""
        return self.start < moment <= self.end

    @property
    def hours(self) -> float:
        """Length in hours: 24, or 23 or 25 where the clocks change within it."""
        return (self.end - self.start) / dt.timedelta(hours=1)


def window_of(cutoff: dt.datetime, zone: str, *, back: int = 0) -> Window:
    """The window that ends with ``cutoff``, or the one ``back`` days earlier.

    Windows run from one day's cut-off to the next at the same clock time in ``zone``: 24 hours but where the clocks
    change.
    """
    return Window(_days_before(cutoff, back + 1, zone), _days_before(cutoff, back, zone))


def _days_before(cutoff: dt.datetime, days: int, zone: str) -> dt.datetime:
    local = cutoff.astimezone(zone_of(zone)).replace(fold=0) - dt.timedelta(days=days)  # clock time, not elapsed
    return local.astimezone(dt.UTC)


@dataclass(frozen=True)
class Period:
    """The view as it was known at the cut-off.

    A report counts once its publication is over (a report that gives a day and no hour: when that day is over).
    An incident that also rests on later reports is narrowed to what was known: later claims, and whatever was
    derived with them, are left out.
    """

    view: CaseView
    window: Window
    previous: Window
    zone: str = "UTC"

    def published(self, claim: Claim) -> dt.datetime:
        """When the claim's report was out (UTC); the end of time where nothing says when."""
        return self._outs.get(claim.report, _LAST)

    @cached_property
    def _outs(self) -> Mapping[str, dt.datetime]:
        """By report, when it was out."""
        return {r.id: _out(r) for r in self.view.reports.values()}

    def within(self, claim: Claim) -> bool:
        """True if the claim was published in the period."""
        return self.window.holds(self.published(claim))

    def order(self, claim: Claim) -> tuple[object, ...]:
        """Sort key of claims: by publication, then by report and place in it."""
        report = self.view.reports.get(claim.report)
        outlet = report.outlet if report else ""
        return (self.published(claim), outlet, claim.doc, claim.start, claim.end, claim.id)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """Reports of the period, by publication."""
        return self._reports(self.window)

    @cached_property
    def reports_before(self) -> tuple[Report, ...]:
        """Reports of the previous period."""
        return self._reports(self.previous)

    def _reports(self, window: Window) -> tuple[Report, ...]:
        found = (r for r in self.view.reports.values() if window.holds(_out(r)))
        return tuple(sorted(found, key=lambda r: (_out(r), r.outlet, r.doc, r.id)))

    def windows(self, number: int) -> tuple[Window, ...]:
        """The last ``number`` periods, this one last."""
        zone = self.zone
        return tuple(window_of(self.window.end, zone, back=n) for n in reversed(range(number)))

    def any_report(self, window: Window) -> bool:
        """True if a report published in ``window`` was supplied."""
        n = bisect_right(self._published, window.start)
        return n < len(self._published) and self._published[n] <= window.end

    @cached_property
    def _published(self) -> list[dt.datetime]:
        return sorted(_out(r) for r in self.view.reports.values() if r.published)

    @cached_property
    def known(self) -> Mapping[str, Claim]:
        """Claims published up to the cut-off, by id."""
        return {c.id: c for c in self.view.claims.values() if self.published(c) <= self.window.end}

    @cached_property
    def seen(self) -> tuple[Claim, ...]:
        """Claims seen by example alone and published up to the cut-off, in order: nothing counts them."""
        return self.sorted(c for c in self.view.seen.values() if self.published(c) <= self.window.end)

    @cached_property
    def denials(self) -> tuple[Claim, ...]:
        """Negated claims known at the cut-off, in order."""
        return self.sorted(c for c in self.known.values() if c.polarity is Polarity.NEGATED)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Claims published in the period, in order."""
        return self.sorted(c for c in self.known.values() if self.window.holds(self.published(c)))

    @cached_property
    def claims_before(self) -> tuple[Claim, ...]:
        """Claims published in the previous period, in order."""
        return self.sorted(c for c in self.known.values() if self.previous.holds(self.published(c)))

    def sorted(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims by publication, report and place in it."""
        return tuple(sorted(claims, key=self.order))

    def of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these ids that were known at the cut-off, in order."""
        return self.sorted(self.known[i] for i in set(ids) if i in self.known)

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Incidents as known at the cut-off, by id."""
        narrowed = (self._narrowed(i) for i in self.view.incidents.values())
        return {i.id: i for i in narrowed if i is not None}

    @cached_property
    def cut(self) -> frozenset[str]:
        """Ids of incidents that also rest on reports published after the cut-off."""
        return frozenset(i for i, known in self.incidents.items() if known != self.view.incidents[i])

    def fresh(self, window: Window) -> tuple[Incident, ...]:
        """Incidents first reported within ``window``."""
        moments, incidents = self._by_first
        found = incidents[bisect_right(moments, window.start) : bisect_right(moments, window.end)]
        return tuple(sorted(found, key=self._rank))

    @cached_property
    def _by_first(self) -> tuple[list[dt.datetime], list[Incident]]:
        """The incidents by when they were first reported, with these moments."""
        ordered = sorted(self.incidents.values(), key=lambda i: (self.first(i), i.id))
        return [self.first(i) for i in ordered], ordered

    def renewed(self, window: Window) -> tuple[Incident, ...]:
        """Incidents first reported before ``window`` of which further accounts were published within it."""
        told = (self.incident_of.get(c.id) for c in self.known.values() if window.holds(self.published(c)))
        found = {i.id: i for i in told if i is not None and self.first(i) <= window.start}
        return tuple(sorted(found.values(), key=self._rank))

    @cached_property
    def current(self) -> tuple[Incident, ...]:
        """Incidents first reported or added to within the period."""
        return tuple(sorted((*self.fresh(self.window), *self.renewed(self.window)), key=self._rank))

    def accounts(self, incident: Incident) -> tuple[Claim, ...]:
        """All the claims of the incident: affirmed, denied, mentioned."""
        return self.of((*incident.claims, *incident.denials, *incident.mentions))

    def first(self, incident: Incident) -> dt.datetime:
        """When the incident was first reported (UTC)."""
        return self._firsts[incident.id]

    @cached_property
    def _firsts(self) -> Mapping[str, dt.datetime]:
        known = self.known
        return {i.id: min(self.published(known[c]) for c in i.claims if c in known) for i in self.incidents.values()}

    def _rank(self, incident: Incident) -> tuple[object, ...]:
        when = incident.moment.start if incident.moment else _LAST
        return (when, self.first(incident), incident.place.text if incident.place else "", incident.id)

    @cached_property
    def incident_of(self) -> Mapping[str, Incident]:
        """The incident that each claim belongs to, by claim id."""
        return {c: i for _, i in sorted(self.incidents.items()) for c in (*i.claims, *i.denials, *i.mentions)}

    @cached_property
    def summaries(self) -> Mapping[str, tuple[FindingSummary, ...]]:
        """What the readings say together of each incident, by agreement and provision."""
        return _by_incident(self.view.summaries.values(), lambda s: (s.agreement, s.provision))

    @cached_property
    def corroborations(self) -> Mapping[str, tuple[Corroboration, ...]]:
        """What sensors can say of each incident."""
        return _by_incident(self.view.corroborations.values(), lambda c: (c.id,))

    @cached_property
    def grades(self) -> Mapping[str, tuple[Grade, ...]]:
        """The grades of each incident: that it took place, then each party named for it."""
        return _by_incident(self.view.grades.values(), lambda g: (g.aspect is not Aspect.EVENT, g.actor or ""))

    @cached_property
    def decisions(self) -> Mapping[str, tuple[Decision, ...]]:
        """What people decided, by the record that it is about. Not only up to the cut-off: what was decided since has
        made this edition what it is too, and is said with its date."""
        found: dict[str, list[Decision]] = {}
        for d in sorted(self.view.decisions.values(), key=lambda d: (d.at, d.id)):
            for subject in d.subjects:
                found.setdefault(subject, []).append(d)
        return {subject: tuple(made) for subject, made in found.items()}

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Positions that rest on nothing later than the cut-off, oldest first."""
        found = (p for p in self.view.positions.values() if p.stance is not Stance.SILENT and self._position_known(p))
        return tuple(sorted(found, key=lambda p: (p.party, _when(p), p.stance.value, p.id)))

    def _position_known(self, position: Position) -> bool:
        if any(c not in self.known for c in position.claims):
            return False
        return bool(position.claims) or position.moment is None or position.moment.end <= self.window.end

    def rests_on_known(self, claims: Iterable[str]) -> bool:
        """True if every one of these claims was known at the cut-off."""
        return all(c in self.known for c in claims)

    def _narrowed(self, incident: Incident) -> Incident | None:
        if self.rests_on_known((*incident.claims, *incident.denials, *incident.mentions)):
            return incident
        claims = tuple(c for c in incident.claims if c in self.known)
        if not claims:
            return None
        told = [self.known[c] for c in claims]
        spoken = [*told, *(self.known[c] for c in incident.denials if c in self.known)]
        reports = [self.view.reports[c.report] for c in spoken]
        return incident.model_copy(
            update={
                "kinds": tuple(sorted({c.kind for c in told}, key=list(Kind).index)),
                "place": next((p for c in told for p in c.places), None),
                "moment": next((c.time for c in told if c.time), None),
                "target_classes": tuple(sorted({t.target_class for c in told if (t := c.target) and t.target_class})),
                "actors": tuple(sorted({a.party for c in told if (a := c.actor) and a.party and _acts(c)})),
                "claims": claims,
                "denials": tuple(c for c in incident.denials if c in self.known),
                "mentions": tuple(c for c in incident.mentions if c in self.known),
                "reports": len({r.id for r in reports}),
                "outlets": len({r.outlet for r in reports}),
                "versions": tuple(self._version(v) for v in incident.versions),
            }
        )

    def _version(self, version: Version) -> Version:
        if self.rests_on_known(c for v in version.values for c in v.claims):
            return version
        values = tuple(v for v in map(self._value, version.values) if v is not None)
        sides = {p for v in values for p in v.parties if p and not p.startswith(OUTLET)}
        concord = (
            Concord.UNSTATED
            if not values
            else Concord.ONE_SIDED
            if len(sides) < 2
            else Concord.AGREED
            if len(values) == 1
            else Concord.DISPUTED
        )
        return version.model_copy(update={"values": values, "concord": concord})

    def _value(self, value: VersionValue) -> VersionValue | None:
        claims = tuple(c for c in value.claims if c in self.known)
        parties = tuple(sorted({self.voice(self.known[c]) for c in claims}))
        return value.model_copy(update={"claims": claims, "parties": parties}) if claims else None

    def voice(self, claim: Claim) -> str:
        """Who vouches: a party's code, "" for a source of no side, ``outlet:<id>`` for a report's own voice, unless
        the outlet is a party's own body: a ministry's bulletin is that side's word."""
        if claim.source.party or claim.source.text is not None:
            return claim.source.party or ""
        outlet = self.view.reports[claim.report].outlet
        return self._bodies.get(outlet) or f"{OUTLET}{outlet}"

    @cached_property
    def _bodies(self) -> Mapping[str, str | None]:
        return {o.id: o.affiliation for o in self.view.case.outlets if o.kind in OWN_BODIES}

    def sides(self, claim: Claim) -> frozenset[str]:
        """The parties that a claim lets be heard: its source's; for a report's own voice that of its outlet."""
        if claim.source.text is not None:
            return members(claim.source.party)
        report = self.view.reports.get(claim.report)
        outlets = (o for o in self.view.case.outlets if report is not None and report.outlet in (o.id, o.name))
        return frozenset(p for o in outlets for p in members(o.affiliation)) | members(claim.source.party)


R = TypeVar("R", FindingSummary, Corroboration, Grade)


def _by_incident(records: Iterable[R], order: Callable[[R], tuple[object, ...]]) -> Mapping[str, tuple[R, ...]]:
    found: dict[str, list[R]] = {}
    for record in records:
        found.setdefault(record.incident, []).append(record)
    return {incident: tuple(sorted(mine, key=order)) for incident, mine in found.items()}


def _acts(claim: Claim) -> bool:
    """Who shot a weapon down is not the actor of the attack."""
    return claim.kind is not Kind.INTERCEPTION


def _out(report: Report | None) -> dt.datetime:
    return report.published.end if report is not None and report.published is not None else _LAST


def _when(position: Position) -> dt.datetime:
    moment = position.moment or position.said
    return moment.start if moment else dt.datetime.min.replace(tzinfo=dt.UTC)


def period_of(view: CaseView, cutoff: dt.datetime, zone: str) -> Period:
    """The period that ends with ``cutoff``, and the one before it for comparison."""
    return Period(view, window_of(cutoff, zone), window_of(cutoff, zone, back=1), zone)
