"""An agreement as data: what it prohibits and requires of whom, each party's reading of period and scope, and what
was declared, changed, mediated and listed. One ``agreements/*.yaml`` is one Agreement (docs/concepts/terms.md)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from trucewatch.records.base import Record
from trucewatch.records.report import Original
from trucewatch.values.base import Value
from trucewatch.values.moment import zone_of
from trucewatch.values.party import PartyCode
from trucewatch.values.place import CountryCode, Latitude, Longitude
from trucewatch.values.vocabularies import CountOf, Kind, Stance, TargetClass, Weapon

Name = Annotated[str, Field(min_length=1)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Position = tuple[Longitude, Latitude]
"""A GeoJSON position: longitude first, WGS 84, degrees."""
Ring = Annotated[tuple[Position, ...], Field(min_length=4)]


class Proposal(Value):
    """Something positions are taken on, with the names by which reports call it."""

    id: Name
    names: Annotated[tuple[Name, ...], Field(min_length=1)]


class NamedArea(Value):
    """Where terms hold: countries, first-level regions, a polygon, or a band along a line; any of them suffices."""

    id: Name
    name: Name
    countries: tuple[CountryCode, ...] = ()
    regions: tuple[Name, ...] = Field(default=(), description="names of first-level regions, as the gazetteer has them")
    polygon: tuple[Ring, ...] = Field(default=(), description="coordinates of a GeoJSON Polygon: outer ring, holes")
    line: Annotated[tuple[Position, ...], Field(min_length=2)] | None = Field(
        default=None, description="coordinates of a GeoJSON LineString, such as a line of contact"
    )
    within_km: Annotated[float, Field(gt=0)] | None = Field(default=None, description="of the line, to either side")
    source: str | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.line is None) != (self.within_km is None):
            raise ValueError("line and within_km go together: give both or neither")
        if not (self.countries or self.regions or self.polygon or self.line):
            raise ValueError("the area is nowhere: give countries, regions, polygon, or line and within_km")
        if any(ring[0] != ring[-1] for ring in self.polygon):
            raise ValueError("a ring of the polygon does not close: give the first position again as the last")
        return self


class Listed(Value):
    """One entry of an annex: a site, a person, a weapon system, with what tells it from others."""

    name: Name
    aliases: tuple[Name, ...] = ()
    lat: Latitude | None = None
    lon: Longitude | None = None
    radius_km: Annotated[float, Field(ge=0)] = 1.0
    party: PartyCode | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _whole_point(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon go together: give both or neither")
        return self


class Annex(Value):
    """A list that belongs to the agreement."""

    id: Name
    title: Name
    source: Name
    items: Annotated[tuple[Listed, ...], Field(min_length=1)]


class Act(Value):
    """Acts by what they are, to what, with what, whose and where. An empty list leaves its question unasked.

    ``areas``: ids of the agreement's areas, any of which suffices. ``annex``: only the sites listed there.
    """

    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    target_classes: tuple[TargetClass, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    owners: tuple[PartyCode, ...] = Field(default=(), description="whose what was struck is")
    areas: tuple[Name, ...] = ()
    annex: Name | None = None


class Prohibition(Act):
    """Acts that are prohibited."""


class Unit(StrEnum):
    """Over what a required number is counted."""

    TOTAL = "total"
    DAY = "day"


class Requirement(Act):
    """Acts that are required: at least ``at_least`` of ``count`` (without ``count``: that many acts), in all by the
    day ``by`` (or ``within_days`` of the start of the period, the start counted), or on each day."""

    count: CountOf | None = None
    at_least: Annotated[int, Field(ge=1)] = 1
    per: Unit = Unit.TOTAL
    by: date | None = None
    within_days: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.by is not None and self.within_days is not None:
            raise ValueError("give by or within_days, not both")
        if self.per is Unit.DAY and (self.by is not None or self.within_days is not None):
            raise ValueError("what is required each day has no day to be done by: remove by and within_days")
        return self


class Matter(Value):
    """What is taken out of the terms, or what they leave open: all the conditions that are given must hold.

    ``own_territory``: the place lies within the recognised borders of the state that is named as the actor.
    ``question``: for what is left open, the question nobody has answered.
    """

    id: Name
    text: Name
    source: str | None = None
    kinds: tuple[Kind, ...] = ()
    actors: tuple[PartyCode, ...] = ()
    target_classes: tuple[TargetClass, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    owners: tuple[PartyCode, ...] = ()
    areas: tuple[Name, ...] = ()
    annex: Name | None = None
    own_territory: bool = False

    @model_validator(mode="after")
    def _some_condition(self) -> Self:
        lists = (self.kinds, self.actors, self.target_classes, self.weapons, self.owners, self.areas)
        if not any(lists) and self.annex is None and not self.own_territory:
            raise ValueError("it takes out everything: give kinds, actors, target_classes, weapons, owners or areas")
        return self


class Period(Value):
    """From ``start`` for ``days`` days, or to ``end``; both days included. Neither: open.

    Days are those of ``zone``, by default the case's. ``start_time``: the hour of the first day at which it begins;
    ``end_time``: the hour of the last day at which it ends.
    """

    start: date
    start_time: Clock | None = None
    days: Annotated[int, Field(ge=1, le=36525)] | None = None
    end: date | None = None
    end_time: Clock | None = None
    zone: str | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.days is not None and self.end is not None:
            raise ValueError("give days or end, not both")
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the end {self.end} is before the start {self.start}")
        if self.end_time is not None and self.last is None:
            raise ValueError("an end_time without a last day: give days or end")
        if self.last == self.start and self.end_time and self.end_time <= (self.start_time or "00:00"):
            raise ValueError(f"the end {self.end_time} is not after the start: give a later end_time")
        if self.zone is not None:
            zone_of(self.zone)
        return self

    @property
    def last(self) -> date | None:
        """The last day, included; None where the period is open."""
        return self.start + timedelta(days=self.days - 1) if self.days is not None else self.end


class Scope(Value):
    """What a party holds the provisions to cover. Empty: all that they name."""

    target_classes: tuple[TargetClass, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    areas: tuple[Name, ...] = ()


class ProvisionScope(Scope):
    """What a party holds one provision to cover, instead of its scope for all of them."""

    provision: Name


class Provision(Value):
    """One obligation: ``prohibits`` or ``requires``. ``text`` as published, ``source`` where it can be read.

    ``phase``: it holds only in that phase, whose period each reading gives. ``period``: it holds only in that time
    (an amended provision ends, its successor begins).
    """

    id: Name
    obliges: Annotated[tuple[PartyCode, ...], Field(min_length=1)]
    prohibits: Prohibition | None = None
    requires: Requirement | None = None
    exemptions: tuple[Matter, ...] = ()
    phase: Name | None = None
    period: Period | None = None
    text: Name
    source: Name

    @model_validator(mode="after")
    def _one_act(self) -> Self:
        if (self.prohibits is None) == (self.requires is None):
            raise ValueError("an obligation prohibits or requires: give one of prohibits and requires")
        return self

    @property
    def act(self) -> Act:
        """What is prohibited or required."""
        act = self.prohibits or self.requires
        assert act is not None  # the validator has seen to it
        return act


class Declaration(Value):
    """One party's act of accepting, refusing or leaving a proposal."""

    party: PartyCode
    proposal: Name
    stance: Stance
    date: date
    source: Name
    note: str | None = None


class Clause(Value):
    """A clause that a reading rests on, in words, with its source."""

    text: Name
    source: Name


class Extension(Value):
    """The period goes on until ``until``, included."""

    until: date
    source: Name
    note: str | None = None


class Suspension(Value):
    """The terms do not hold from ``start`` to ``end``, both days included; no ``end``: until further notice."""

    start: date
    end: date | None = None
    source: Name
    note: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the end {self.end} is before the start {self.start}")
        return self


class Ending(Value):
    """From the first moment of the day ``date`` the terms hold no longer."""

    date: date
    by: PartyCode | None = None
    source: Name
    note: str | None = None


class PhasePeriod(Value):
    """When a phase runs, in one reading."""

    phase: Name
    period: Period


class Reading(Value):
    """One party's understanding of scope and period.

    ``reciprocity``: the reading lets a party hold itself free if the other side does not keep the terms. It never
    settles an outcome; it is said wherever the reading leads to one. ``open``: what the reading does not settle.
    """

    id: Name
    of: PartyCode
    period: Period
    phases: tuple[PhasePeriod, ...] = ()
    scope: Scope = Scope()
    scopes: tuple[ProvisionScope, ...] = ()
    exemptions: tuple[Matter, ...] = ()
    open: tuple[Matter, ...] = ()
    extensions: tuple[Extension, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    ended: Ending | None = None
    termination: tuple[Clause, ...] = ()
    reciprocity: Clause | None = None
    source: str | None = None
    note: str | None = None


class Phase(Value):
    """A part of the agreement that begins after another."""

    id: Name
    title: Name


class Amendment(Value):
    """A change of the terms. The provisions that it changes carry their periods; here stands who changed what when."""

    id: Name
    date: date
    by: tuple[PartyCode, ...] = ()
    provisions: tuple[Name, ...] = ()
    text: Name
    source: Name


class Agreement(Record):
    """What one ``agreements/*.yaml`` says. ``code`` is its ``id``; the latest record of a code is the one in use."""

    kind_name: ClassVar[str] = "agreement"
    prefix: ClassVar[str] = "agr"
    unhashed: ClassVar[frozenset[str]] = frozenset({"original"})  # a changed comment makes no new agreement

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Name
    parties: Annotated[tuple[PartyCode, ...], Field(min_length=1)]
    mediators: tuple[PartyCode, ...] = ()
    note: str | None = None
    proposals: tuple[Proposal, ...] = ()
    areas: tuple[NamedArea, ...] = ()
    annexes: tuple[Annex, ...] = ()
    phases: tuple[Phase, ...] = ()
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1)]
    declarations: tuple[Declaration, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)]
    original: Original | None = None
