"""Files of facilities in their layouts: OSM tags to places of the case, and faults that name the feature."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from trucewatch.errors import CaseError
from trucewatch.gather.casefolder import load_case
from trucewatch.gather.facilities import NAME, load_facilities
from trucewatch.gather.facilities.book import transliterated
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.values.place import Level
from trucewatch.values.vocabularies import TargetClass

ENERGY = Path(__file__).resolve().parents[3] / "shared/data/ref_energy_ukraine/power_stations_with_oblasts.geojson"
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


def _load(folder: Path, name: str, text: str) -> list[tuple[str, str | None]]:
    (folder / name).write_text(text, encoding="utf-8")
    return [(p.name, p.place_class) for p in load_facilities(folder)]


OVERPASS = {
    "elements": [
        {"type": "node", "id": 1, "lat": 50.0, "lon": 35.0},
        {"type": "node", "id": 2, "lat": 50.02, "lon": 35.02},
        {"type": "way", "id": 9, "nodes": [1, 2], "tags": {"name": "Zelm works", "man_made": "works"}},
        {
            "type": "way",
            "id": 8,
            "center": {"lat": 51.0, "lon": 36.0},
            "tags": {"name": "Zelm port", "landuse": "port"},
        },
        {"type": "node", "id": 7, "lat": 50.5, "lon": 35.5, "tags": {"power": "plant", "plant:source": "gas;oil"}},
    ]
}


def test_an_answer_of_overpass(tmp_path: Path) -> None:
    found = _load(tmp_path, "facilities.json", json.dumps(OVERPASS))
    assert found == [("Zelm port", "transport.port"), ("Zelm works", "industrial")]
    works = load_facilities(tmp_path)[1]
    assert (works.lat, works.lon) == (50.01, 35.01)
    assert works.radius_km == pytest.approx(1.57, abs=0.01)


def test_the_layout_of_the_world_resources_institute(tmp_path: Path) -> None:
    text = (
        "country,country_long,name,gppd_idnr,capacity_mw,latitude,longitude,primary_fuel\n"
        "UKR,Ukraine,Zelm NPP,WRI1,1000.0,50.1,35.1,Nuclear\nUKR,Ukraine,Zelm TPP,WRI2,300.0,50.2,35.2,Coal\n"
    )
    assert _load(tmp_path, "facilities.csv", text) == [
        ("Zelm NPP", "energy.nuclear"),
        ("Zelm TPP", "energy.generation"),
    ]
    assert load_facilities(tmp_path)[0].country == "UKR"


def test_our_own_table(tmp_path: Path) -> None:
    head = "name,latitude,longitude,aliases,class,radius_km\n"
    text = f"{head}Zelm depot,50.1,35.1,Zelm base; Depot 7,energy.oil_storage,3\n"
    _load(tmp_path, "facilities.csv", text)
    (depot,) = load_facilities(tmp_path)
    assert (depot.aliases, depot.radius_km, depot.place_class) == (("Zelm base", "Depot 7"), 3.0, "energy.oil_storage")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,latitude\nA,50\n", "is no table of facilities .the header lacks longitude"),
        ("name,latitude,longitude\nA,50,35\nB,north,35\n", "row 2 cannot be read"),
        ("name,latitude,longitude,class\nA,50,35,castle\n", "row 1 cannot be read"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        _load(tmp_path, "facilities.csv", text)


def test_an_extract_of_openstreetmap(tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium")
    path = tmp_path / "facilities.osm.pbf"
    with osmium.SimpleWriter(str(path)) as out:
        for n, (lon, lat) in enumerate([(35.0, 50.0), (35.1, 50.0), (35.1, 50.1), (35.0, 50.1)], 1):
            out.add_node(osmium.osm.mutable.Node(id=n, location=(lon, lat)))
        tags = {"name": "Зельмська", "power": "substation"}
        out.add_node(osmium.osm.mutable.Node(id=9, location=(36.0, 51.0), tags={"name": "H", "amenity": "hospital"}))
        out.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 2, 3, 4, 1], tags=tags))
        out.add_way(osmium.osm.mutable.Way(id=2, nodes=[1, 2], tags={"name": "L", "power": "line"}))
        out.add_way(osmium.osm.mutable.Way(id=3, nodes=[1, 2], tags={"name": "Street", "highway": "residential"}))
    found = {p.name: p for p in load_facilities(tmp_path)}
    assert sorted(found) == ["H", "L", "Зельмська"]
    assert (found["Зельмська"].lat, found["Зельмська"].lon) == (50.05, 35.05)
    assert "Zelmska substation" in found["Зельмська"].aliases


@pytest.mark.parametrize(
    ("name", "target", "spelled"),
    [
        ("Рівненська АЕС", "energy.nuclear", ["Rivnenska nuclear power plant"]),
        ("Згурівка", "energy.grid", ["Zghurivka substation"]),
        ("Южный", "energy.grid", ["Yuzhnyy substation"]),
        ("Лугова", "energy.grid", ["Luhova substation", "Lugova substation"]),
        ("ГЕС", "energy.hydro", []),
        ("Myrna", "energy.grid", []),
        ("Лугова", "other", []),
        ("СЕС «Гринівці»", "energy.generation", ["solar power plant Hrynivtsi"]),
    ],
)
def test_cyrillic_names_are_written_as_english_reports_write_them(name: str, target: str, spelled: list[str]) -> None:
    """And never alone: a name without the word for what it is may be a village's."""
    assert list(transliterated(name, target)) == spelled


def test_a_transliterated_name_is_found_in_a_claim(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    _write(tmp_path, _feature(34.9, 50.8, name="Зельмська ТЕЦ", power="plant"))
    gazetteer = Gazetteer.of(load_case(tmp_path))
    text = "A drone hit the Zelmska CHP plant overnight."
    (found,) = [n.text for n in gazetteer.find(text, 0, len(text))]
    assert gazetteer.resolve(found).name == "Зельмська ТЕЦ"


@pytest.mark.skipif(not ENERGY.is_file(), reason="the real stations are not at hand")
def test_the_real_stations_of_ukraine(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(ENERGY.read_bytes())
    found = load_facilities(tmp_path)
    classes = Counter(p.place_class for p in found)
    assert len(found) > 600 and classes[TargetClass.ENERGY_NUCLEAR] == 5 and TargetClass.OTHER not in classes
    named = {a for p in found for a in (p.name, *p.aliases)}
    assert "Rivne Nuclear Power Plant" in named and "Sumska CHP plant" in named
