"""``facilities.geojson`` of a case: named facilities with OSM tags, drawn by hand or taken from an OSM extract.

GeoJSON (RFC 7946), a FeatureCollection; of each feature with a ``name`` the properties ``alt_name``, ``old_name``,
``name:en`` and the like become further names, ``country`` (ISO alpha-3), ``admin1``, ``radius_km`` and ``class`` are
taken as they stand, and where ``class`` is missing the OSM tags tell it. Names in it win over every gazetteer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trucewatch.errors import CaseError
from trucewatch.records.case import KnownPlace

NAME = "facilities.geojson"
_DEFAULT_KM = 1.0
_KM_A_DEGREE = 111.2
_TAGS = (
    ("plant:source", "nuclear", "energy.nuclear"),
    ("plant:source", "hydro", "energy.hydro"),
    ("power", "plant", "energy.generation"),
    ("power", "substation", "energy.grid"),
    ("industrial", "refinery", "energy.refinery"),
    ("industrial", "oil", "energy.oil_storage"),
    ("pipeline", "substation", "energy.pipeline"),
    ("man_made", "pipeline", "energy.pipeline"),
    ("man_made", "pumping_station", "energy.pipeline"),
    ("man_made", "water_works", "water"),
    ("amenity", "hospital", "health"),
    ("amenity", "clinic", "health"),
    ("amenity", "school", "education"),
    ("amenity", "university", "education"),
    ("amenity", "place_of_worship", "religious"),
    ("military", "airfield", "military.airfield"),
    ("military", "ammunition", "military.depot"),
    ("military", "base", "military.base"),
    ("landuse", "military", "military.base"),
    ("aeroway", "aerodrome", "transport.airport"),
    ("railway", "station", "transport.rail"),
    ("landuse", "port", "transport.port"),
    ("man_made", "bridge", "transport.road"),
    ("landuse", "industrial", "industrial"),
)


def load_facilities(folder: Path) -> tuple[KnownPlace, ...]:
    """The named facilities of a case folder, by name; none where there is no such file.

    Raises CaseError, naming the feature, for a file that is no GeoJSON or a feature that cannot be read.
    """
    path = folder / NAME
    if not path.is_file():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        features = list(data["features"])
    except (OSError, ValueError, KeyError, TypeError) as e:
        mend = "export it again as a GeoJSON FeatureCollection"
        raise CaseError(f"is no GeoJSON ({e})", where=path.as_posix(), mend=mend) from e
    found = (_facility(f, n, path) for n, f in enumerate(features, 1))
    return tuple(sorted((p for p in found if p is not None), key=lambda p: (p.name, p.lat or 0.0, p.lon or 0.0)))


def _facility(feature: Any, number: int, path: Path) -> KnownPlace | None:
    """A feature without a name is nobody's to name: None."""
    try:
        tags: Mapping[str, Any] = {**feature["properties"]}
        names = list(dict.fromkeys(_names(tags)))
        if not names:
            return None
        lat, lon, reach = middle(feature["geometry"]["coordinates"])
        return KnownPlace(
            name=names[0],
            aliases=tuple(names[1:]),
            country=tags.get("country"),
            admin1=tags.get("admin1"),
            lat=lat,
            lon=lon,
            radius_km=float(tags.get("radius_km") or max(_DEFAULT_KM, reach)),
            place_class=tags.get("class") or _class(tags),
        )
    except (KeyError, TypeError, ValueError, ValidationError) as e:
        what = f"feature {number} cannot be read: {str(e).splitlines()[0]}"
        raise CaseError(what, where=path.as_posix(), mend="mend or remove the feature") from e


def _names(tags: Mapping[str, Any]) -> Iterator[str]:
    keys = ("name:en", "name", "alt_name:en", "alt_name", "old_name:en", "old_name", "official_name:en", "short_name")
    for key in (*keys, *sorted(k for k in tags if k.startswith("name:") and k not in keys)):
        value = tags.get(key)
        yield from (v.strip() for v in str(value).split(";") if v.strip()) if value else ()


def _class(tags: Mapping[str, Any]) -> str:
    return next((name for key, value, name in _TAGS if tags.get(key) == value), "other")


def middle(coordinates: Any) -> tuple[float, float, float]:
    """The middle of a geometry's box, and half its diagonal in kilometres."""
    points = list(_points(coordinates))
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    high, wide = max(lats) - min(lats), max(lons) - min(lons)
    reach = (high**2 + wide**2) ** 0.5 / 2 * _KM_A_DEGREE
    return round((max(lats) + min(lats)) / 2, 5), round((max(lons) + min(lons)) / 2, 5), round(reach, 2)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
    else:
        for inner in coordinates:
            yield from _points(inner)
