"""Place names and what they mean."""

from __future__ import annotations

import pytest

from trucewatch.language.gazetteer import Gazetteer
from trucewatch.language.places.keys import key_of
from trucewatch.records import Case, KnownPlace, Party, identified
from trucewatch.values.place import Level

GAZETTEER = Gazetteer.of(None)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kiev", "Kyiv", "UKR"),
        ("Kharkov", "Kharkiv", "UKR"),
        ("the town of Energodar", "Enerhodar", "UKR"),
        ("Belgorod Region", "Belgorod Oblast", "RUS"),
        ("the Gaza Strip", "Gaza Strip", "PSE"),
        ("Khan Yunis", "Khan Younis", "PSE"),
        ("Russia's Belgorod Region", "Belgorod Oblast", "RUS"),
    ],
)
def test_spellings_of_one_place_resolve_to_it(text: str, name: str, country: str) -> None:
    place = GAZETTEER.resolve(text)
    assert (place.name, place.country, place.text) == (name, country, text)


def test_an_ambiguous_name_without_context_keeps_its_candidates_and_gets_no_point() -> None:
    place = GAZETTEER.resolve("Springfield")
    assert place.point is None and place.country is None
    assert len(place.candidates) > 1


def test_context_decides_between_namesakes() -> None:
    place = GAZETTEER.resolve("Bolkhov", ("RUS",))
    assert place.country == "RUS" and place.level is Level.SETTLEMENT and place.radius_km


def test_an_unknown_name_stays_a_name() -> None:
    place = GAZETTEER.resolve("the village of Nowhereskoye Zzyzx")
    assert place.name == "Nowhereskoye Zzyzx" and place.point is None and place.candidates == ()


def test_names_are_found_where_they_stand() -> None:
    text = "Drones hit the village of Murom, and shells fell in Kharkiv, Sumy and Odesa. Hamas and March are no places."
    found = GAZETTEER.find(text)
    assert [p.text for p in found] == ["the village of Murom", "Kharkiv", "Sumy", "Odesa"]
    assert all(text[p.start : p.end] == p.text for p in found)


def test_a_word_that_stands_for_an_area_needs_the_area_named() -> None:
    named, unnamed = "Gaza was calm. Aid entered the enclave.", "Aid entered the enclave."
    assert GAZETTEER.anaphor(unnamed, 0, len(unnamed)) is None
    found = GAZETTEER.anaphor(named, 0, len(named))
    assert found and GAZETTEER.resolve(found.text).name == "Gaza Strip"


def test_the_case_knows_better() -> None:
    place = KnownPlace(name="Lantern Hill", aliases=("the Hill",), country="UKR", lat=50.0, lon=30.0, radius_km=1)
    case = identified(Case, code="c", title="t", parties=(Party(code="UKR", name="Ukraine"),), places=(place,))
    resolved = Gazetteer.of(case).resolve("Lantern Hill")
    assert resolved.point and resolved.country == "UKR"


def test_keys_forget_case_accents_and_hyphens() -> None:
    assert key_of("Orël") == key_of("OREL") and key_of("Sana'a") == key_of("Sanaa") and key_of("Al-Arish") == "al arish"
