"""Places that lie off, between or within other places: a point with a radius, never finer than the words."""

from __future__ import annotations

from trucewatch.language.places.ground import Spot, between, km, moved
from trucewatch.language.places.wording import BEARINGS, Worded
from trucewatch.values.place import Level, Place, Point

_NEAR_KM = 25.0  # UCDP where_prec 2: within about 25 km
_ROUGH = 0.2  # of a stated distance: "30 km" is a rounded figure
_FINE = frozenset({Level.FACILITY, Level.SETTLEMENT, Level.NEAR})


def placed(text: str, worded: Worded, anchors: list[Place]) -> Place:
    """The place that the expression means, from what its names resolved to. Unresolved anchors: unresolved."""
    if worded.how in ("between", "border"):
        return _spanned(text, worded.how, *anchors)
    anchor = anchors[0].model_copy(update={"text": text})
    if worded.how == "part" or (worded.how == "towards" and anchor.level not in _FINE):
        return _part(text, worded, anchors[0])
    if anchor.point is None or anchor.level not in _FINE:
        return anchor  # near a region or a country: the region or country
    if worded.how == "offset" and worded.bearing is not None and worded.km is not None:
        there = moved(_spot(anchor), worded.bearing, worded.km)
        reach = max(_reach(anchor), _ROUGH * worded.km, 3.0)
        return _near(anchor, there, reach)
    reach = _NEAR_KM if worded.km is None else max(_reach(anchor), worded.km * (1 + _ROUGH))
    return _near(anchor, _spot(anchor), reach)


def _spot(place: Place) -> Spot:
    assert place.point is not None
    return Spot(place.point.lat, place.point.lon)


def _reach(place: Place) -> float:
    return place.radius_km or 0.0


def _near(anchor: Place, there: Spot, reach: float) -> Place:
    """The anchor's name and candidates stay: the words name nothing else. The GeoNames id goes: it lies elsewhere."""
    level = Level.NEAR if reach <= _NEAR_KM else Level.AREA
    point = Point(lat=there.lat, lon=there.lon)
    return anchor.model_copy(update={"level": level, "point": point, "radius_km": round(reach, 1), "geonames": None})


def _part(text: str, worded: Worded, whole: Place) -> Place:
    """A part of a wide place: its point half way out, its reach six tenths. A part of a town is the town;
    "eastern Donetsk region" is the region, which lies in the east of its country."""
    if whole.level in _FINE or whole.level is None or (worded.kind == "region" and whole.level is Level.REGION):
        return whole.model_copy(update={"text": text})
    part = worded.part or "central"
    changed: dict[str, object] = {"text": text, "name": f"{part} {whole.name}", "level": Level.AREA, "geonames": None}
    if whole.level is Level.COUNTRY:
        changed["admin1"] = None
    bearing = BEARINGS.get(part.removesuffix("ern"))
    if whole.point is not None:
        spot = _spot(whole) if bearing is None else moved(_spot(whole), bearing, 0.5 * _reach(whole))
        changed["point"] = Point(lat=spot.lat, lon=spot.lon)
        changed["radius_km"] = round(0.6 * _reach(whole), 1)
    return whole.model_copy(update=changed)


def _spanned(text: str, how: str, a: Place, b: Place) -> Place:
    """What lies between two places, or the border of two: half way, reaching to both. Countries give no point."""
    name = f"{a.name}–{b.name} border" if how == "border" else f"between {a.name} and {b.name}"
    shared = a.country if a.country == b.country else None
    admin1 = a.admin1 if shared and a.admin1 == b.admin1 else None
    plain = Place(text=text, name=name, country=shared, admin1=admin1)
    if a.level is None or b.level is None:
        return plain
    if a.point is None or b.point is None or Level.COUNTRY in (a.level, b.level):
        return plain.model_copy(update={"level": Level.AREA})
    there, half = between(_spot(a), _spot(b)), km(_spot(a), _spot(b)) / 2
    reach = round(half + min(_reach(a), _reach(b)), 1)
    fine = reach <= _NEAR_KM and a.level in _FINE and b.level in _FINE
    update = {"level": Level.NEAR if fine else Level.AREA, "point": Point(lat=there.lat, lon=there.lon)}
    return plain.model_copy(update={**update, "radius_km": reach})
