"""facilities.geojson: OSM tags to places of the case, and faults that name the feature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trucewatch.errors import CaseError
from trucewatch.gather.casefolder import load_case
from trucewatch.gather.facilities import NAME, load_facilities
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.values.place import Level

CASE = "id: c\ntitle: t\nparties:\n  - {code: UKR, name: Ukraine}\n"


def _write(folder: Path, *features: dict[str, Any]) -> None:
    data = {"type": "FeatureCollection", "features": list(features)}
    (folder / NAME).write_text(json.dumps(data), encoding="utf-8")


def _feature(lon: Any, lat: float, **tags: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": tags, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


def test_a_named_facility_wins_over_the_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    tags = {"name": "Лугова", "name:en": "Lugova substation", "alt_name": "Sumy; SS-330", "power": "substation"}
    _write(tmp_path, _feature(34.9, 50.8, **tags))
    gazetteer = Gazetteer.of(load_case(tmp_path))
    for name in ("Lugova substation", "Sumy", "SS-330", "Лугова"):
        place = gazetteer.resolve(name)
        assert (place.name, place.level) == ("Lugova substation", Level.FACILITY)
        assert place.point and (place.point.lat, place.point.lon) == (50.8, 34.9)


def test_tags_tell_the_class_and_what_has_no_name_is_left_out(tmp_path: Path) -> None:
    _write(tmp_path, _feature(34.9, 50.8, name="A", amenity="hospital"), _feature(34.9, 50.8, power="plant"))
    assert [(p.name, p.place_class) for p in load_facilities(tmp_path)] == [("A", "health")]


def test_a_feature_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    _write(tmp_path, _feature(34.9, 50.8, name="A"), _feature(34.9, 150.0, name="B"))
    with pytest.raises(CaseError, match="feature 2"):
        load_facilities(tmp_path)


def test_no_file_no_facilities(tmp_path: Path) -> None:
    assert load_facilities(tmp_path) == ()
