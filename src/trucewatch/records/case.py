"""A case: parties, outlets, places and settings, as ``case.yaml`` has them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from trucewatch.records.base import Record
from trucewatch.records.report import Original
from trucewatch.values.base import Value
from trucewatch.values.moment import zone_of
from trucewatch.values.party import PartyCode
from trucewatch.values.place import CountryCode, Latitude, Longitude
from trucewatch.values.vocabularies import Reliability, Role, TargetClass

Name = Annotated[str, Field(min_length=1)]

OWN_BODIES = frozenset({"ministry", "authority", "company"})
"""Kinds of outlet that, if a party runs them, speak for it when they speak in their own voice: a ministry's bulletin is
that side's word, a newspaper of that side is not."""


class Office(Value):
    """A body that speaks or acts for a party."""

    name: Name
    aliases: tuple[Name, ...] = ()
    role: Role = Role.OFFICIAL


class Person(Value):
    """A person who speaks or acts for a party."""

    name: Name
    aliases: tuple[Name, ...] = ()
    office: str | None = None
    role: Role = Role.OFFICIAL


class Party(Value):
    """A party to the conflict, a mediator, or another body whose words matter to the case."""

    code: PartyCode
    name: Name
    role: Annotated[str, Field(pattern="^(party|mediator|other)$")] = "party"
    adjectives: tuple[Name, ...] = ()
    metonyms: tuple[Name, ...] = ()
    offices: tuple[Office, ...] = ()
    people: tuple[Person, ...] = ()


class Outlet(Value):
    """Who publishes. ``affiliation`` is the party that runs it, if one does; ``reliability`` defaults to F."""

    id: Name
    name: Name
    affiliation: PartyCode | None = None
    reliability: Reliability = Reliability.F
    kind: Annotated[str, Field(pattern="^(agency|newspaper|broadcaster|ministry|authority|company|ngo)$")] = "agency"
    note: str | None = None


class KnownPlace(Value):
    """A place that the general gazetteer lacks, or that the case means differently."""

    name: Name
    aliases: tuple[Name, ...] = ()
    country: CountryCode | None = None
    admin1: str | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    radius_km: Annotated[float, Field(ge=0)] | None = None
    place_class: TargetClass | None = Field(default=None, alias="class")

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    @model_validator(mode="after")
    def _whole_point(self) -> Self:
        given = [x is not None for x in (self.lat, self.lon, self.radius_km)]
        if any(given) and not all(given):
            raise ValueError("lat, lon and radius_km go together: give all three or none")
        return self


class Span(Value):
    """Local calendar days, both included; an open end is None."""

    start: date
    end: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the end {self.end} is before the start {self.start}")
        return self


class Area(Value):
    """Where the case plays: places are looked for here first."""

    countries: tuple[CountryCode, ...] = ()


class Case(Record):
    """What ``case.yaml`` says. ``code`` is its ``id``."""

    kind_name: ClassVar[str] = "case"
    prefix: ClassVar[str] = "cas"
    unhashed: ClassVar[frozenset[str]] = frozenset({"original"})  # a changed comment makes no new case

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Name
    about: str | None = None
    note: Name | None = Field(
        default=None,
        exclude_if=lambda note: note is None,
        description="what every reader of an edition has to know of the case; printed at the head of each",
    )
    timezone: str = "UTC"
    cutoff: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "06:00"
    languages: tuple[str, ...] = ("en",)
    period: Span | None = None
    area: Area = Area()
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    outlets: tuple[Outlet, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    order: tuple[PartyCode, ...] = Field(
        default=(),
        exclude_if=lambda order: not order,
        description="parties' codes in the order in which reports list them, where it is not that of the codes",
    )
    original: Original | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        zone_of(value)
        return value
