"""What the gazetteer ships with: pairs of a name and what it means (ISO 3166-2 regions, countries, curated places)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pycountry

from trucewatch.language.lexicon import lexicon
from trucewatch.language.places.keys import stem_of
from trucewatch.records.case import KnownPlace
from trucewatch.values.place import Level

_DISTRICT_WORDS = (
    *("district", "District", "raion", "Raion", "municipal district", "Municipal District", "urban district"),
    *("municipal okrug", "urban okrug", "border district", "district municipality"),
)


class Entry(NamedTuple):
    """What the general index holds. ``kind``: settlement, district, region or country; ``country``: ISO alpha-2.

    ``own``: the name asked for is its main name.
    """

    geonames: int | None
    kind: str
    name: str
    country: str
    admin1: str | None
    lat: float
    lon: float
    radius_km: float
    population: int
    capital: int
    own: bool


class Known(NamedTuple):
    """What a name is known to mean; a point may be missing."""

    name: str
    country: str | None
    admin1: str | None
    level: Level
    lat: float | None
    lon: float | None
    radius_km: float | None


@lru_cache(maxsize=512)
def alpha3(alpha2: str) -> str | None:
    """ISO alpha-3 for alpha-2; None for a code that ISO 3166 lacks."""
    if alpha2 == "XK":  # Kosovo (under UN Security Council resolution 1244): user-assigned in ISO 3166
        return "XKX"
    country = pycountry.countries.get(alpha_2=alpha2)
    return None if country is None else str(country.alpha_3)


@lru_cache(maxsize=512)
def alpha2(code: str) -> str | None:
    """ISO alpha-2 for alpha-3; None for a code that ISO 3166 lacks."""
    country = pycountry.countries.get(alpha_3=code)
    return None if country is None else str(country.alpha_2)


def names_of_parties() -> Iterator[str]:
    """Names of groups, demonyms and surnames: some are villages somewhere, and never meant."""
    data = lexicon("parties")
    for entry in [*data["states"].values(), *data["groups"].values()]:
        yield from (*entry.get("adjectives", ()), *entry.get("surnames", ()))
    for entry in data["groups"].values():
        yield from entry.get("names", ())


@lru_cache(maxsize=1)
def shipped() -> tuple[tuple[str, Known], ...]:
    """All shipped names; a later one overrides an earlier one."""
    data = lexicon("places")
    grouped = _grouped(lexicon("gazetteer")["groups"])
    return (*_countries(), *_oblasts(data["oblasts"]), *grouped, *_curated(data["places"]))


@lru_cache(maxsize=1)
def adjectives() -> tuple[tuple[str, Known], ...]:
    """Adjectives and short forms of shipped areas ("European"): for resolving, not for finding."""
    areas = dict(shipped())
    rows = lexicon("gazetteer")["adjectives"]
    return tuple((name, areas[area]) for area, names in rows.items() for name in names)


def _countries() -> Iterator[tuple[str, Known]]:
    for code, entry in sorted(lexicon("parties")["states"].items()):
        for name in entry["names"]:
            if name not in {"US", "U.S.", "America"}:
                yield name, Known(entry["names"][0], code, None, Level.COUNTRY, None, None, None)


@lru_cache(maxsize=1)
def subdivisions() -> tuple[tuple[str, Known], ...]:
    """Names of ISO 3166-2: found in text, and resolved so where nothing else bears the name; they have no point."""
    return tuple(_subdivisions())


def _subdivisions() -> Iterator[tuple[str, Known]]:
    """First-level regions by their ISO 3166-2 name; a name shared by two countries, or by a city, is left out."""
    seen: dict[str, int] = {}
    rows = [(s.name, alpha3(s.country_code)) for s in pycountry.subdivisions if s.parent_code is None]
    for name, _ in rows:
        seen[name] = seen.get(name, 0) + 1
    for name, country in rows:
        if seen[name] == 1 and len(name) >= 8 and name.isascii() and "," not in name and "(" not in name:
            yield name, Known(name, country, name, Level.REGION, None, None, None)


def _oblasts(data: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, Known]]:
    for country, stems in data.items():
        for stem, others in stems.items():
            known = Known(f"{stem} Oblast", country, stem, Level.REGION, None, None, None)
            for spelling in (stem, *others):
                for word in (
                    "region",
                    "Region",
                    "Oblast",
                    "oblast",
                    "province",
                    "regions",
                    "oblasts",
                    "Regions",
                    "Oblasts",
                ):
                    yield f"{spelling} {word}", known


def _curated(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Known]]:
    for row in rows:
        known = Known(
            row["name"],
            row.get("country"),
            row.get("admin1"),
            Level(row["level"]),
            row.get("lat"),
            row.get("lon"),
            row.get("radius_km"),
        )
        for name in (row["name"], *row.get("aliases", ())):
            yield name, known


def _grouped(groups: list[dict[str, Any]]) -> Iterator[tuple[str, Known]]:
    for group in groups:
        level = Level(group["level"])
        for name, (lat, lon, *more) in group["places"].items():
            radius = more[0] if more and more[0] is not None else group["radius_km"]
            admin1 = group.get("admin1") or (stem_of(name).title() if level is Level.REGION else None)
            known = Known(name, group.get("country"), admin1, level, lat, lon, radius)
            for spelling in (name, *more[1:]):
                yield from ((s, known) for s in (_district_names(spelling) if level is Level.DISTRICT else (spelling,)))


def _district_names(name: str) -> Iterator[str]:
    """ "Valuysky District" as it is written: with another word for district, another letter for the glide."""
    yield name
    stem, _, word = name.rpartition(" ")
    if word != "District":
        return
    for spelling in dict.fromkeys((stem, *(stem.replace(f"{v}y", f"{v}i") for v in "aeu"), stem.replace("ye", "e"))):
        for called in _DISTRICT_WORDS:
            yield f"{spelling} {called}"


def of_case(places: Iterable[KnownPlace]) -> Iterator[tuple[str, Known]]:
    """The case\'s own places."""
    for p in places:
        level = Level.FACILITY if p.place_class else Level.SETTLEMENT
        for name in (p.name, *p.aliases):
            yield name, Known(p.name, p.country, p.admin1, level, p.lat, p.lon, p.radius_km)
