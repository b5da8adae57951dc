"""The corroborate stage: what heat sensors can say of each incident.

Silence never refutes: no result but ``consistent`` bears on a grade, and that one can only raise it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from trucewatch.corroborate.parameters import Codebook, CorroborateParameters
from trucewatch.corroborate.poisson import upper_count, upper_mean
from trucewatch.corroborate.sky import Sky, km
from trucewatch.records.base import derived_from
from trucewatch.records.corroboration import Corroboration, Figure
from trucewatch.records.incident import Incident
from trucewatch.records.observation import Observation
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import SensorResult

_DAY = timedelta(days=1)


def corroborate(
    incidents: Iterable[Incident], observations: Iterable[Observation], params: CorroborateParameters
) -> tuple[Corroboration, ...]:
    """One result for every incident, in the order of the incidents. Observations may come in any order."""
    sky = Sky(observations)
    return tuple(_one(incident, sky, params.codebook) for incident in incidents)


@dataclass(frozen=True)
class _View:
    """Where and when is looked: a point with its radius, and [start, end) in UTC."""

    point: Point
    radius_km: float
    start: datetime
    end: datetime


def _one(incident: Incident, sky: Sky, book: Codebook) -> Corroboration:
    if not set(incident.kinds) & set(book.heat_kinds):
        kinds = ", ".join(k.value for k in incident.kinds)
        return _result(incident, SensorResult.NOT_EXPECTED, "heat-kinds", f"No heat is expected of: {kinds}.")
    missing = _missing(incident, book)
    if missing or incident.place is None or incident.moment is None:
        reason = f"Sensors cannot be asked: {'; '.join(missing)}."
        return _result(incident, SensorResult.NOT_OBSERVABLE, "place-and-time", reason, missing=missing)
    view = _view(incident.place, incident, book)
    seen = [o for o in sky.during(view.start, view.end) if km(o.point, view.point) <= book.area_km]
    if not seen:
        gap = (f"observations between {_utc(view.start)} and {_utc(view.end)} within {book.area_km:g} km",)
        reason = "Nothing shows that a sensor looked at that place in that time."
        return _result(incident, SensorResult.NOT_OBSERVABLE, "no-observations", reason, missing=gap)
    hits = [o for o in seen if _on(o, view, book)]
    if not hits:
        return _silent(incident, view, seen, book)
    return _against_baseline(incident, view, hits, sky, book)


def _missing(incident: Incident, book: Codebook) -> tuple[str, ...]:
    out = []
    if incident.period_total:
        out.append("a single event: this is a total over a stretch of time")
    place, moment = incident.place, incident.moment
    if place is None or place.point is None:
        out.append("a place with coordinates")
    elif (place.radius_km or 0.0) > book.largest_radius_km:
        out.append(f"a place known to within {book.largest_radius_km:g} km (it is known to {place.radius_km:g} km)")
    if moment is None:
        out.append("a time")
    elif moment.end - moment.start > timedelta(days=book.longest_days):
        out.append(f"a time known to within {book.longest_days:g} days")
    return tuple(out)


def _view(place: Place, incident: Incident, book: Codebook) -> _View:
    assert place.point is not None and incident.moment is not None
    start = incident.moment.start - timedelta(hours=book.hours_before)
    end = incident.moment.end + timedelta(hours=book.hours_after)
    return _View(place.point, place.radius_km or 0.0, start, end)


def _on(o: Observation, view: _View, book: Codebook) -> bool:
    """Whether the pixel may touch the place: half its longer side is added to the radius."""
    pixel = max(o.scan_km or book.unknown_pixel_km, o.track_km or book.unknown_pixel_km)
    return km(o.point, view.point) <= view.radius_km + pixel / 2


def _silent(incident: Incident, view: _View, seen: Sequence[Observation], book: Codebook) -> Corroboration:
    """Nothing at the place, while the same sensors saw other heat in the area: they did look."""
    sensors = sorted({o.sensor for o in seen})
    figures = (*_window(view), Figure(name="detections elsewhere in the area", value=len(seen)))
    reason = (
        f"No detection at the place; {', '.join(sensors)} saw heat elsewhere within {book.area_km:g} km in that time. "
        "Cloud, smoke, the hour of the pass or a small fire may hide an event: this says nothing against it."
    )
    return _result(incident, SensorResult.NO_DETECTION_OBSERVABLE, "looked-and-silent", reason, figures=figures)


def _against_baseline(
    incident: Incident, view: _View, hits: Sequence[Observation], sky: Sky, book: Codebook
) -> Corroboration:
    by_sensor: dict[str, list[Observation]] = defaultdict(list)
    for o in hits:
        by_sensor[o.sensor].append(o)
    earlier = [o for o in sky.before(view.start) if km(o.point, view.point) <= book.area_km]
    figures, short, excess = list(_window(view)), [], []
    for sensor, found in sorted(by_sensor.items()):
        past = [o for o in earlier if o.sensor == sensor]
        days = len({o.moment.start.date() for o in past})
        near = sum(_on(o, view, book) for o in past)
        figures += _counted(sensor, len(found), near, days)
        if days < book.history_days:
            short.append(f"{book.history_days} days of earlier observations of {sensor} (there are {days})")
            continue
        mean = upper_mean(near, book.level) / days * ((view.end - view.start) / _DAY)
        bound = upper_count(mean, book.level)
        figures.append(Figure(name=f"{sensor}: most to be expected of the baseline", value=bound))
        if len(found) > bound:
            excess.append(sensor)
    ids = tuple(o.id for o in hits)
    rule, result, reason = _verdict(excess, short, book)
    return _result(
        incident, result, rule, reason, observations=ids, figures=tuple(figures), missing=() if excess else tuple(short)
    )


def _verdict(excess: Sequence[str], short: Sequence[str], book: Codebook) -> tuple[str, SensorResult, str]:
    if excess:
        reason = (
            f"{', '.join(excess)} saw more heat at the place in that time than its own past there explains "
            f"(exact Poisson bound at {book.level:.0%}). "
            "That is consistent with the accounts; whose act it was it cannot say."
        )
        return "poisson-excess", SensorResult.CONSISTENT, reason
    if short:
        reason = "Heat was seen at the place in that time; whether it is usual there is not known."
        return "no-baseline", SensorResult.AMBIGUOUS, reason
    reason = "Heat was seen at the place in that time, no more than its own past there explains."
    return "poisson-excess", SensorResult.WITHIN_BASELINE, reason


def _window(view: _View) -> tuple[Figure, ...]:
    return (
        Figure(name="radius looked at", value=view.radius_km, unit="km"),
        Figure(name="window looked at", value=(view.end - view.start).total_seconds() / 3600, unit="h"),
    )


def _counted(sensor: str, found: int, near: int, days: int) -> tuple[Figure, ...]:
    return (
        Figure(name=f"{sensor}: detections at the place", value=found),
        Figure(name=f"{sensor}: earlier detections at the place", value=near),
        Figure(name=f"{sensor}: earlier days with observations in the area", value=days, unit="d"),
    )


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _result(
    incident: Incident,
    result: SensorResult,
    rule: str,
    reason: str,
    *,
    observations: tuple[str, ...] = (),
    figures: tuple[Figure, ...] = (),
    missing: tuple[str, ...] = (),
) -> Corroboration:
    return derived_from(
        Corroboration,
        incident.id,
        incident=incident.id,
        result=result,
        rule=f"corroborate/{rule}",
        reason=reason,
        claims=incident.claims,
        observations=observations,
        figures=figures,
        missing=missing,
    )
