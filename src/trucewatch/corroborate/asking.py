"""What every witness asks first: whether the incident is of a kind it can bear on, and where and when to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from trucewatch.corroborate.parameters import Codebook
from trucewatch.records.base import derived_from
from trucewatch.records.corroboration import Corroboration, Figure
from trucewatch.records.incident import Incident
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import SensorResult

HOUR = timedelta(hours=1)


class Witness(Protocol):
    """A kind of observation that is asked about every incident."""

    def testify(self, incidents: Iterable[Incident]) -> list[Corroboration | None]:
        """One answer for each incident, in their order; None where it has nothing to do with it."""
        ...


@dataclass(frozen=True)
class View:
    """Where and when is looked: a point with its radius, and [start, end) in UTC."""

    place: Place
    point: Point
    radius_km: float
    start: datetime
    end: datetime

    @property
    def figures(self) -> tuple[Figure, ...]:
        """How far around and how long was looked."""
        return (
            Figure(name="radius looked at", value=self.radius_km, unit="km"),
            Figure(name="window looked at", value=(self.end - self.start) / HOUR, unit="h"),
        )


@dataclass(frozen=True)
class Limits:
    """How coarse a place (km) and a time (days) may be, and what is added to the time (hours before, after)."""

    radius_km: float
    days: float
    before: float
    after: float


def missing(incident: Incident, limits: Limits) -> tuple[str, ...]:
    """What is not known well enough to ask."""
    out = []
    if incident.period_total:
        out.append("a single event: this is a total over a stretch of time")
    place, moment = incident.place, incident.moment
    if place is None or place.point is None:
        out.append("a place with coordinates")
    elif (place.radius_km or 0.0) > limits.radius_km:
        out.append(f"a place known to within {limits.radius_km:g} km (it is known to {place.radius_km:g} km)")
    if moment is None:
        out.append("a time")
    elif moment.end - moment.start > timedelta(days=limits.days):
        out.append(f"a time known to within {limits.days:g} days")
    return tuple(out)


def view(incident: Incident, limits: Limits) -> View | None:
    """Where and when to look; None where the place has no point or there is no time."""
    place, moment = incident.place, incident.moment
    if place is None or place.point is None or moment is None:
        return None
    start, end = moment.start - limits.before * HOUR, moment.end + limits.after * HOUR
    return View(place, place.point, place.radius_km or 0.0, start, end)


@dataclass(frozen=True)
class Answers:
    """Makes the answers of one witness."""

    witness: str
    book: Codebook

    def give(
        self,
        incident: Incident,
        result: SensorResult,
        rule: str,
        says: str,
        *,
        observations: tuple[str, ...] = (),
        figures: tuple[Figure, ...] = (),
        missing: tuple[str, ...] = (),
        neighbour: str | None = None,
        **values: object,
    ) -> Corroboration:
        """A corroboration worded by the codebook's entry ``says``."""
        return derived_from(
            Corroboration,
            incident.id,
            self.witness,
            incident=incident.id,
            witness=self.witness,
            result=result,
            rule=f"corroborate/{rule}",
            reason=self.book.say(says, **values, **({"neighbour": neighbour} if neighbour else {})),
            neighbour=neighbour,
            claims=incident.claims,
            observations=observations,
            figures=figures,
            missing=missing,
        )


def utc(moment: datetime) -> str:
    """A time as reasons give it."""
    return moment.strftime("%Y-%m-%d %H:%M UTC")
