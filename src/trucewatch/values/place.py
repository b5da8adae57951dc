"""A place: the name as written, what it was resolved to, how precisely, and what else it could have been."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from trucewatch.values.base import Value

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3")]


class Level(StrEnum):
    """What kind of thing a resolved place is, finest first."""

    FACILITY = "facility"
    SETTLEMENT = "settlement"
    NEAR = "near"  # "near the village of X": around a settlement, within 25 km
    DISTRICT = "district"  # second administrative level
    REGION = "region"  # first administrative level
    AREA = "area"  # a named area without fixed bounds: Donbas, a front line, "southern Russia"
    COUNTRY = "country"
    SEA = "sea"


_ACLED = {Level.FACILITY: 1, Level.SETTLEMENT: 1, Level.NEAR: 2, Level.DISTRICT: 2}
_UCDP = {
    Level.FACILITY: 1,
    Level.SETTLEMENT: 1,
    Level.NEAR: 2,
    Level.DISTRICT: 3,
    Level.REGION: 4,
    Level.AREA: 5,
    Level.COUNTRY: 6,
    Level.SEA: 7,
}


class Point(Value):
    """WGS 84, degrees."""

    lat: Latitude
    lon: Longitude


class Box(Value):
    """The area between two meridians and two parallels, WGS 84, degrees. One over the 180th meridian is two boxes."""

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.west >= self.east or self.south >= self.north:
            raise ValueError("west and south come before east and north")
        return self

    def holds(self, point: Point) -> bool:
        """True if the point lies in the box or on its edge."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north


class Candidate(Value):
    """One thing that a place name could mean, with the score it got (higher is better, no unit)."""

    name: str
    country: CountryCode | None = None
    admin1: str | None = None
    geonames: int | None = None
    point: Point | None = None
    score: float = 0.0


class Place(Value):
    """A place as a report names it. ``text`` verbatim; the rest empty where it could not be told.

    ``radius_km``: the thing meant lies within this distance of ``point``. ``candidates``: all that the
    name could mean, best first; of a resolved place the one taken stands first.
    """

    text: str
    name: str | None = None
    country: CountryCode | None = None
    admin1: str | None = None
    geonames: int | None = None
    level: Level | None = None
    point: Point | None = None
    radius_km: Annotated[float, Field(ge=0)] | None = None
    candidates: tuple[Candidate, ...] = ()

    @model_validator(mode="after")
    def _point_with_radius(self) -> Self:
        if (self.point is None) != (self.radius_km is None):
            raise ValueError("a point and its radius go together: give both or neither")
        return self

    @property
    def area(self) -> tuple[str | None, str | None]:
        """Country and first-level area. Of a place located in no country that is known (a sea, a place that the case
        gives no country), its own name stands for the area; (None, None) where it was not located."""
        if self.country is None and self.level is not None:
            return None, self.admin1 or self.name or self.text
        return self.country, self.admin1 if self.country else None

    @property
    def acled_precision(self) -> int | None:
        """ACLED geo_precision: 1 exact, 2 near or part of a region, 3 region or wider; None if unresolved."""
        return None if self.level is None else _ACLED.get(self.level, 3)

    @property
    def ucdp_precision(self) -> int | None:
        """UCDP where_prec 1 to 7; None if unresolved."""
        return None if self.level is None else _UCDP[self.level]
