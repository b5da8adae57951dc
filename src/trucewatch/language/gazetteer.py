"""Place names → places, offline. First the case's own places, then the curated ones, regions and countries, then the
general index of settlements. What stays ambiguous stays unresolved: no point is made up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pycountry

from trucewatch.language.lexicon import lexicon
from trucewatch.language.places_index import Settlement, key_of, places_index
from trucewatch.language.tokens import Phrases, tokens
from trucewatch.records.case import Case, KnownPlace
from trucewatch.values.place import Candidate, Level, Place, Point

_LIMIT = 5  # candidates kept
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'`-]*"
_NAME = rf"{_CAPITAL}(?:[ \-]{_CAPITAL}){{0,2}}"
_LOCATIVE = re.compile(
    r"(?:\b(?:in|In|near|Near|at|At|around|Around|outside|Outside|towards?|into|across|over|between|from|on|hit|"
    r"struck|bombed|shelled|reach|reached|outskirts of|east of|west of|north of|south of|parts of|strikes? on)\s+"
    r"(?:the\s+)?(?:\w+\s+)?)$"
)
_LIST = re.compile(r"^(?:\s*,\s*|\s*,?\s+and\s+|\s*,?\s+or\s+)$")


class PlaceName(NamedTuple):
    """A stretch of text that names a place. ``located``: a preposition of place stands before it."""

    start: int
    end: int
    text: str
    located: bool


class _Known(NamedTuple):
    name: str
    country: str | None
    admin1: str | None
    level: Level
    lat: float | None
    lon: float | None
    radius_km: float | None


class Gazetteer:
    """Finds place names in text and resolves them. Build with ``Gazetteer.of``; holds no open file."""

    def __init__(self, known: Iterable[tuple[str, _Known]]) -> None:
        entries = [*_shipped(), *known]
        self._by_key = {key_of(name): place for name, place in entries}
        self._phrases: Phrases[None] = Phrases(((name, None) for name, _ in entries), fold=False)
        data = lexicon("places")
        self._never = frozenset(key_of(n) for n in data["never"])
        after, before = ("|".join(map(re.escape, sorted(data[k], key=len, reverse=True))) for k in ("after", "before"))
        self._after = re.compile(rf"\b({_NAME})(?: municipal| border| refugee)? (?:{after})\b")
        self._before = re.compile(rf"\b(?:the )?(?:[\w-]+ )?(?:{before}) of ({_NAME})")
        self._bare = re.compile(rf"(?<![\w’'-]){_NAME}")

    @classmethod
    def of(cls, case: Case | None) -> Gazetteer:
        """The shipped gazetteer, extended and overridden by the case's places."""
        return cls(_of_case(case.places) if case else ())

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[PlaceName]:
        """The place names in ``text[start:end]``, left to right, not overlapping."""
        stop = len(text) if end is None else end
        taken: dict[int, PlaceName] = {}
        for a, b in [*self._certain(text, start, stop), *self._settlements(text, start, stop)]:
            if not any(p.start < b and a < p.end for p in taken.values()):
                located = bool(_LOCATIVE.search(text, max(start, a - 40), a)) or text[a : a + 4].lower() == "the "
                taken[a] = PlaceName(a, b, text[a:b], located)
        return [self._in_list(text, taken, p) for _, p in sorted(taken.items())]

    def _in_list(self, text: str, taken: dict[int, PlaceName], name: PlaceName) -> PlaceName:
        """A name joined by a comma or "and" to a located one is located too."""
        before = [p for p in taken.values() if p.end <= name.start]
        last = max(before, key=lambda p: p.end, default=None)
        if not name.located and last and last.located and _LIST.match(text[last.end : name.start]):
            taken[name.start] = name._replace(located=True)
            return taken[name.start]
        return name

    def _certain(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        for m in self._before.finditer(text, start, stop):
            yield m.start(), m.end()
            yield from self._listed(text, m.end(), stop)
        for m in self._after.finditer(text, start, stop):
            if key_of(m.group(1)) not in self._never and not _title_case_run(text, m.start()):
                yield m.start(), m.end()
        found = tokens(text, start, stop)
        for match in self._phrases.find(found):
            a, b = found[match.first].start, found[match.last - 1].end
            if not (found[match.last].text == "-" if match.last < len(found) else False):
                yield a, b

    def _listed(self, text: str, at: int, stop: int) -> Iterator[tuple[int, int]]:
        """The further names of "the villages of A, B and C"."""
        more = re.compile(rf"(?:, | and |, and ){_CAPITAL}(?: {_CAPITAL})?(?=,| and |[.;\s])")
        while (m := more.match(text, at, stop)) is not None:
            a = m.start() + re.match(r"[, ]*(?:and )?", m.group()).end()  # type: ignore[union-attr]
            yield a, m.end()
            at = m.end()

    def _settlements(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Capitalised names after a preposition of place (or listed after such a one) that the general index has."""
        last_end = -1
        for m in self._bare.finditer(text, start, stop):
            chained = last_end >= 0 and _LIST.match(text[last_end : m.start()])
            if not chained and not _LOCATIVE.search(text, max(start, m.start() - 24), m.start()):
                continue
            words = m.group().split(" ")
            for n in range(len(words), 0, -1):
                name = " ".join(words[:n])
                if key_of(name) not in self._never and (key_of(name) in self._by_key or self._settled(name)):
                    last_end = m.start() + len(name)
                    yield m.start(), last_end
                    break

    def _settled(self, name: str) -> bool:
        found = places_index().named(name)
        return bool(found) and len(name) > 3 and (found[0].own or found[0].population >= 5000)

    def resolve(self, text: str, countries: tuple[str, ...] = ()) -> Place:
        """What the name means. ``countries``: ISO alpha-3 codes in play, the likelier first; names are looked for there.

        Without a clear winner the place keeps its text and candidates and gets no point.
        """
        for name in _variants(text):
            known = self._by_key.get(key_of(name))
            if known:
                return _known_place(text, known)
        for name in _variants(text):
            found = [] if key_of(name) in self._never else list(places_index().named(name))
            if found:
                return _settlement_place(text, name, found, countries)
        return Place(text=text, name=_variants(text)[0])


def _title_case_run(text: str, at: int) -> bool:
    """True if the word before is capitalised as well: "Defence Ministry Moscow Region" is no name of its own."""
    return bool(re.compile(r"[A-Z][\w]+ $").search(text, max(0, at - 20), at)) and text[at - 1 : at] == " "


@lru_cache(maxsize=4096)
def _variants(text: str) -> tuple[str, ...]:
    """The name without "the city of" and without "district": most telling first."""
    data = lexicon("places")
    before, after = ("|".join(map(re.escape, data[k])) for k in ("before", "after"))
    whole = " ".join(text.split())
    bare = re.sub(rf"^(?:[Tt]he )?(?:[\w-]+ )??(?:{before}) of ", "", whole)
    bare = re.sub(r"^[Tt]he ", "", bare)
    stem = re.sub(rf"(?: municipal| border| refugee)? (?:{after})$", "", bare)
    return tuple(dict.fromkeys(n for n in (whole, bare, stem) if n))


def _known_place(text: str, known: _Known) -> Place:
    point = Point(lat=known.lat, lon=known.lon) if known.lat is not None and known.lon is not None else None
    return Place(
        text=text,
        name=known.name,
        country=known.country,
        admin1=known.admin1,
        level=known.level,
        point=point,
        radius_km=known.radius_km if point else None,
    )


def _settlement_place(text: str, name: str, found: list[Settlement], countries: tuple[str, ...]) -> Place:
    ranked = sorted(((_score(s, countries), s) for s in found), key=lambda e: (-e[0], e[1].geonames))
    candidates = tuple(
        Candidate(
            name=s.name,
            country=alpha3(s.country),
            geonames=s.geonames,
            point=Point(lat=s.lat, lon=s.lon),
            score=round(score, 3),
        )
        for score, s in ranked[:_LIMIT]
    )
    best = candidates[0]
    in_play = best.country in countries
    clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= (1.0 if in_play else 1.5)
    if not clear or not (in_play or ranked[0][1].population >= 50_000 or len(ranked) == 1):
        return Place(text=text, name=name, candidates=candidates)
    return Place(
        text=text,
        name=best.name,
        country=best.country,
        geonames=best.geonames,
        level=Level.SETTLEMENT,
        point=best.point,
        radius_km=_radius(ranked[0][1].population),
        candidates=candidates[1:],
    )


def _score(s: Settlement, countries: tuple[str, ...]) -> float:
    code = alpha3(s.country)
    rank = countries.index(code) if code in countries else None
    return math.log10(s.population + 10) + (0.5 if s.own else 0.0) + (0.0 if rank is None else 4.0 - 0.3 * min(rank, 5))


def _radius(population: int) -> float:
    """Kilometres within which a settlement of that size lies: 2 for a village, 20 for a city of millions."""
    return round(min(20.0, max(2.0, 0.012 * math.sqrt(max(population, 0)))), 1)


@lru_cache(maxsize=512)
def alpha3(alpha2: str) -> str | None:
    """ISO alpha-3 for alpha-2; None for a code that ISO 3166 lacks."""
    country = pycountry.countries.get(alpha_2=alpha2)
    return None if country is None else str(country.alpha_3)


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, _Known], ...]:
    data = lexicon("places")
    return (*_subdivisions(), *_countries(), *_oblasts(data["oblasts"]), *_curated(data["places"]))


def _countries() -> Iterator[tuple[str, _Known]]:
    for code, entry in sorted(lexicon("parties")["states"].items()):
        for name in entry["names"]:
            if name not in {"US", "U.S.", "America"}:
                yield name, _Known(entry["names"][0], code, None, Level.COUNTRY, None, None, None)


def _subdivisions() -> Iterator[tuple[str, _Known]]:
    """First-level regions by their ISO 3166-2 name; a name shared by two countries, or by a city, is left out."""
    seen: dict[str, int] = {}
    rows = [(s.name, alpha3(s.country_code)) for s in pycountry.subdivisions if s.parent_code is None]
    for name, _ in rows:
        seen[name] = seen.get(name, 0) + 1
    for name, country in rows:
        if seen[name] == 1 and len(name) >= 8 and name.isascii() and "," not in name and "(" not in name:
            yield name, _Known(name, country, name, Level.REGION, None, None, None)


def _oblasts(data: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, _Known]]:
    for country, stems in data.items():
        for stem, others in stems.items():
            known = _Known(f"{stem} Oblast", country, stem, Level.REGION, None, None, None)
            for spelling in (stem, *others):
                for word in ("region", "Region", "Oblast", "oblast", "province", "regions"):
                    yield f"{spelling} {word}", known


def _curated(rows: list[dict[str, Any]]) -> Iterator[tuple[str, _Known]]:
    for row in rows:
        values = (row.get(k) for k in ("country", "admin1"))
        point = (row.get(k) for k in ("lat", "lon", "radius_km"))
        known = _Known(row["name"], *values, Level(row["level"]), *point)
        for name in (row["name"], *row.get("aliases", ())):
            yield name, known


def _of_case(places: Iterable[KnownPlace]) -> Iterator[tuple[str, _Known]]:
    for p in places:
        level = Level.FACILITY if p.place_class else Level.SETTLEMENT
        for name in (p.name, *p.aliases):
            yield name, _Known(p.name, p.country, p.admin1, level, p.lat, p.lon, p.radius_km)
