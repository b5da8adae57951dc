"""Pictures of an incident as SVG: a map of what was detected there, and the place's past as a strip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from math import cos, radians

from trucewatch.records import Corroboration, Incident, Observation
from trucewatch.records.observation import COVERAGE, HEAT
from trucewatch.tell.incident_words import heading
from trucewatch.tell.ledgers import phrases_of
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.pictures.map import Scene, half_width, incident_map
from trucewatch.tell.pictures.png import png
from trucewatch.tell.pictures.strip import Strip, baseline_strip
from trucewatch.tell.view import CaseView
from trucewatch.values.ground import km, reach_km
from trucewatch.values.moment import zone_of
from trucewatch.values.place import Point

__all__ = ["pictures", "png"]

_HISTORY = timedelta(days=365)
_AFTER = timedelta(days=14)
_REGION_KM = 300.0
_ERROR_KM = 0.4


def pictures(incident: Incident, view: CaseView, title: str | None = None) -> dict[str, str]:
    """``map`` and ``strip`` of an incident as SVG; nothing where it has no point or no time, for then there is nothing
    to draw. ``title``: of the drawings, by default the incident's heading."""
    place, moment = incident.place, incident.moment
    if place is None or place.point is None or moment is None:
        return {}
    phrases = phrases_of(view)
    heat = sorted(
        (o for o in view.observations.values() if o.what == HEAT and o.point),
        key=lambda o: (o.moment.start, o.sensor, o.id),
    )
    sensed = next((c for c in view.corroborations.values() if c.incident == incident.id and c.witness == HEAT), None)
    around = [o for o in heat if o.point and _rough(place.point, o.point) <= _REGION_KM]
    title = title or heading(incident, phrases)
    title = title[:1].upper() + title[1:]
    return {
        "map": _map(title, incident, place.point, sensed, around, view, phrases),
        "strip": _strip(title, incident, place.point, sensed, around, view, phrases),
    }


def _map(
    title: str,
    incident: Incident,
    point: Point,
    sensed: Corroboration | None,
    heat: Sequence[Observation],
    view: CaseView,
    phrases: Phrases,
) -> str:
    assert incident.place is not None and incident.moment is not None
    say = phrases.messages.say
    radius = incident.place.radius_km or 0.0
    near = [o for o in heat if o.point and _rough(point, o.point) <= half_width(radius) * 1.5]
    hit = set(sensed.observations) if sensed else set()
    start, end = incident.moment.start, incident.moment.end + _AFTER / 24
    other = [o for o in near if o.id not in hit and start <= o.moment.start < end]
    earlier = [o for o in near if o.id not in hit and o.moment.start < start]
    result = phrases.enum(sensed.result, "sensor") if sensed else say("picture.unasked")
    words = {k: say(f"picture.{k}") for k in ("hit", "other", "earlier", "facility", "source")}
    words |= {"result": say("picture.result", result=result), "place": say("picture.place", radius=f"{radius:g}")}
    hits = [o for o in near if o.id in hit]
    return incident_map(Scene(title, point, radius, hits, other, earlier, view.case.places, words))


def _strip(
    title: str,
    incident: Incident,
    point: Point,
    sensed: Corroboration | None,
    heat: Sequence[Observation],
    view: CaseView,
    phrases: Phrases,
) -> str:
    assert incident.place is not None and incident.moment is not None
    zone, radius = zone_of(view.case.timezone), incident.place.radius_km or 0.0
    start, end = incident.moment.start - _HISTORY, incident.moment.end + _AFTER
    mine = [o for o in heat if start <= o.moment.start < end]
    mw: dict[date, float] = defaultdict(float)
    for o in mine:
        if o.point and km(point, o.point) <= radius + reach_km(o.scan_km or 0.8, o.track_km or 0.8, _ERROR_KM):
            mw[o.moment.start.astimezone(zone).date()] += max(o.frp_mw or 0.0, 0.1)
    looked = {o.moment.start.astimezone(zone).date() for o in mine}
    for o in view.observations.values():
        if o.what == COVERAGE and o.box and o.box.holds(point):
            days = (o.moment.end - o.moment.start).days
            looked |= {(o.moment.start + timedelta(days=n)).astimezone(zone).date() for n in range(days)}
    hits = {o.moment.start.astimezone(zone).date() for o in mine if sensed and o.id in sensed.observations}
    first_day, last_day = incident.moment.days
    span = (last_day - first_day).days + 1
    marked = sorted(hits | {first_day + timedelta(days=n) for n in range(span)})
    say = phrases.messages.say
    shown = looked | set(marked)
    words = {k: say(f"picture.{k}") for k in ("axis", "legend", "marks")}
    title = say("picture.strip", title=title)
    return baseline_strip(Strip(title, mw, frozenset(looked), min(shown), max(shown), marked, words))


def _rough(a: Point, b: Point) -> float:
    """Kilometres, good enough to sift by."""
    north, east = (b.lat - a.lat) * 111.2, (b.lon - a.lon) * 111.2 * cos(radians(a.lat))
    return max(abs(north), abs(east))
