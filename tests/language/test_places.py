"""Place expressions: the golden table, and laws of resolution."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.language.gazetteer import Gazetteer, Named
from trucewatch.language.lexicon import lexicon
from trucewatch.language.places.ground import Spot, km, moved
from trucewatch.language.places.index import places_index
from trucewatch.records import Case, KnownPlace, Party, identified
from trucewatch.values.place import Level, Place

GAZETTEER = Gazetteer.of(None)
ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text(encoding="utf-8"))
NAMES = st.sampled_from(sorted({row["text"] for row in ROWS} | {"Lyman", "Odesa", "Sumy", "Homs", "Bara", "Ivanovka"}))
_ORDER = list(Level)


def _resolved(row: dict[str, Any]) -> Place:
    others = [Named(n) for n in row.get("names", ())]
    return GAZETTEER.together([Named(row["text"]), *others], tuple(row.get("countries", ())))[Named(row["text"])]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['text']}:{r.get('country')}" for r in ROWS])
def test_an_expression_means_what_the_table_says(row: dict[str, Any]) -> None:
    place = _resolved(row)
    assert place.text == row["text"]
    assert (place.level.value if place.level else None) == row["level"]
    assert place.country == row["country"]
    if "name" in row:
        assert place.name == row["name"]
    if "at" in row:
        lat, lon, within = row["at"]
        assert place.point and km(Spot(place.point.lat, place.point.lon), Spot(lat, lon)) <= within
    if "reach" in row:
        assert place.radius_km is not None and place.radius_km <= row["reach"]
    for key, value in (("acled", place.acled_precision), ("ucdp", place.ucdp_precision)):
        assert value == row.get(key, value)


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=5), st.permutations(["UKR", "RUS", "SDN"]))
def test_a_resolved_place_is_among_its_candidates_and_stands_first(texts: list[str], countries: list[str]) -> None:
    for named, place in GAZETTEER.together([Named(t) for t in texts], tuple(countries)).items():
        assert place.text == named.text
        if place.level is Level.SETTLEMENT and place.candidates:
            first = place.candidates[0]
            assert (first.country, first.geonames) == (place.country, place.geonames)
            assert place.point == first.point
        if place.level is None:
            assert place.point is None and place.radius_km is None


@settings(max_examples=40, deadline=None)
@given(st.permutations(["Tripoli", "Lebanon", "Beirut", "Tyre", "Homs"]))
def test_the_order_of_the_names_is_of_no_matter(texts: list[str]) -> None:
    there = GAZETTEER.together([Named(t) for t in texts])
    assert there == GAZETTEER.together([Named(t) for t in sorted(texts)])


@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_a_part_or_a_neighbourhood_is_never_finer_than_the_whole(text: str) -> None:
    whole = GAZETTEER.resolve(text)
    for wording in (f"near {text}", f"northern {text}", f"20 km south of {text}"):
        place = GAZETTEER.resolve(wording)
        if place.level is not None and whole.level is not None:
            assert _ORDER.index(place.level) >= min(_ORDER.index(whole.level), _ORDER.index(Level.SETTLEMENT))
        if wording.startswith("near ") and place.radius_km is not None and whole.radius_km is not None:
            assert place.radius_km >= whole.radius_km


@settings(max_examples=40, deadline=None)
@given(st.floats(-60, 60), st.floats(-170, 170), st.sampled_from([0, 45, 90, 180, 270]), st.floats(1, 300))
def test_an_offset_lies_as_far_off_as_it_says(lat: float, lon: float, bearing: int, distance: float) -> None:
    assert abs(km(Spot(lat, lon), moved(Spot(lat, lon), bearing, distance)) - distance) < 0.1


def test_swapping_the_sides_in_play_swaps_which_namesake_is_meant() -> None:
    one = GAZETTEER.resolve("Ivanivka", ("UKR",))
    sides = {GAZETTEER.resolve("Georgiyevka", (c,)).country for c in ("UKR", "RUS", "KAZ")} - {None}
    assert one.country in (None, "UKR") and len(sides) == len(sides & {"UKR", "RUS", "KAZ"})


def test_a_list_of_regions_is_of_regions() -> None:
    text = "Drones were downed over Poltava, Sumy and Odesa regions and in the districts of Rylsk and Lgov."
    found = [(n.text, GAZETTEER.resolve(n.expression, ("UKR", "RUS")).level) for n in GAZETTEER.find(text)]
    assert [level for _, level in found[:3]] == [Level.REGION] * 3
    assert all(level in (Level.DISTRICT, None) for _, level in found[3:])


def test_distance_and_part_belong_to_the_expression() -> None:
    text = "A depot 30 km east of Kharkiv and another in southern Russia burned, the mayor of Lviv said."
    assert [n.text for n in GAZETTEER.find(text)] == ["30 km east of Kharkiv", "southern Russia", "Lviv"]


def test_a_case_decides_on_disputed_territory() -> None:
    place = KnownPlace(name="Crimea", country="RUS", lat=45.3, lon=34.4, radius_km=150)
    case = identified(Case, code="c", title="t", parties=(Party(code="UKR", name="Ukraine"),), places=(place,))
    assert GAZETTEER.resolve("Crimea").country == "UKR"
    assert Gazetteer.of(case).resolve("Crimea").country == "RUS"


def test_settlements_on_occupied_ground_have_the_country_that_the_united_nations_name() -> None:
    numbers = {n: row["country"] for row in lexicon("countries")["held"] for n in row["places"]}
    names = {"Katzrin": "SY", "Giv'on HaHadasha": "PS", "Kokhav HaShahar": "PS"}
    for name, country in names.items():
        found = [e for e in places_index().named(name) if e.geonames in numbers]
        assert [e.country for e in found] == [country]
    assert set(numbers.values()) == {"PS", "SY"}


@pytest.mark.parametrize("name", ["London", "Paris", "Vienna", "Cairo", "Damascus", "Warsaw", "Brussels"])
def test_a_mediator_in_play_makes_no_namesake_of_its_own_out_of_a_far_greater_city(name: str) -> None:
    alone = GAZETTEER.resolve(name)
    assert alone.point is not None
    assert GAZETTEER.resolve(name, ("RUS", "UKR", "USA")).geonames == alone.geonames


def test_a_namesake_in_play_is_meant_where_the_text_puts_it_there() -> None:
    found = GAZETTEER.together([Named("Paris", "Texas", True), Named("Texas"), Named("Dallas")], ("USA", "FRA"))
    assert found[Named("Paris", "Texas", True)].admin1 == "Texas"


def test_a_sentence_is_no_headline_and_a_headline_no_sentence() -> None:
    told = [
        n.text for n in GAZETTEER.find("Officials from Ukraine, the United States and Europe met in London on Monday.")
    ]
    assert "London" in told
