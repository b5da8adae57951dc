"""Place names → places, offline. First the case's own places, then the curated ones, regions and countries, then the
general index of settlements. What stays ambiguous stays unresolved: no point is made up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.gazetteer_data import Known, alpha3, names_of_parties, of_case, shipped
from trucewatch.language.lexicon import lexicon
from trucewatch.language.places_index import Settlement, key_of, places_index
from trucewatch.language.tokens import Phrases, tokens
from trucewatch.records.case import Case
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


class Gazetteer:
    """Finds place names in text and resolves them. Build with ``Gazetteer.of``; holds no open file."""

    def __init__(self, known: Iterable[tuple[str, Known]]) -> None:
        entries = [*shipped(), *known]
        self._by_key = {key_of(name): place for name, place in entries}
        self._phrases: Phrases[None] = Phrases(((name, None) for name, _ in entries), fold=False)
        data = lexicon("places")
        self._never = frozenset(key_of(n) for n in (*data["never"], *names_of_parties()))
        after, before = ("|".join(map(re.escape, sorted(data[k], key=len, reverse=True))) for k in ("after", "before"))
        self._after = re.compile(rf"\b({_NAME})(?: municipal| border| refugee)? (?:{after})\b")
        self._before = re.compile(rf"\b(?:the )?(?:[\w-]+ )?(?:{before}) of ({_NAME})")
        self._bare = re.compile(rf"(?<![\w’'-]){_NAME}")

    @classmethod
    def of(cls, case: Case | None) -> Gazetteer:
        """The shipped gazetteer, extended and overridden by the case's places."""
        return cls(of_case(case.places) if case else ())

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
            if m.group().endswith(("'s", "’s")):
                continue
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
            yield m.end() - len(m.group().removeprefix(",").removeprefix(" and ").lstrip()), m.end()
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

    def anaphor(self, text: str, start: int, end: int) -> PlaceName | None:
        """ "The enclave", "the peninsula": a word that stands for the one such area that the text names; else None."""
        for word, names in lexicon("places")["anaphors"].items():
            m = re.compile(rf"\b[Tt]he (?:[\w-]+ ){{0,2}}{word}\b").search(text, start, end)
            if m and sum(bool(re.search(rf"\b{re.escape(n)}\b", text[:20_000])) for n in names) == 1:
                return PlaceName(m.start(), m.end(), m.group(), True)
        return None

    def _stands_for(self, text: str) -> Known | None:
        """The area behind an anaphor; only ``anaphor`` hands out such text, after making sure that one is named."""
        m = re.match(r"[Tt]he (?:[\w-]+ ){0,2}(\w+)$", text)
        names: list[str] = lexicon("places")["anaphors"].get(m[1], []) if m else []
        return self._by_key.get(key_of(names[0])) if len(names) == 1 else None

    def resolve(self, text: str, countries: tuple[str, ...] = ()) -> Place:
        """What the name means. ``countries``: ISO alpha-3 codes in play, the likelier first; they are preferred.

        Without a clear winner the place keeps its text and candidates and gets no point.
        """
        stands_for = self._stands_for(text)
        if stands_for:
            return _known_place(text, stands_for)
        for name in _variants(text):
            known = self._by_key.get(key_of(name))
            if known:
                return _known_place(text, known)
        settled = {_bare(text)} if _bare(text) == _variants(text)[-1] else set()
        for name in _variants(text):
            found = [] if key_of(name) in self._never or name not in settled else list(places_index().named(name))
            if found:
                return _settlement_place(text, name, found, countries)
        return Place(text=text, name=_bare(text))


def _title_case_run(text: str, at: int) -> bool:
    """True if the word before is capitalised as well: "Defence Ministry Moscow Region" is no name of its own."""
    return bool(re.compile(r"[A-Z][\w]+ $").search(text, max(0, at - 20), at)) and text[at - 1 : at] == " "


@lru_cache(maxsize=4096)
def _stripped(text: str) -> str:
    before = "|".join(map(re.escape, lexicon("places")["before"]))
    bare = re.sub(rf"^(?:[Tt]he )?(?:[\w-]+ )??(?:{before}) of ", "", " ".join(text.split()))
    return re.sub(r"^[\w-]+(?:'s|’s) (?=[A-Z])", "", re.sub(r"^[Tt]he ", "", bare))


@lru_cache(maxsize=4096)
def _variants(text: str) -> tuple[str, ...]:
    """The name without "the city of" and without "district": most telling first."""
    after = "|".join(map(re.escape, lexicon("places")["after"]))
    whole, bare = " ".join(text.split()), _stripped(text)
    stem = re.sub(rf"(?: municipal| border| refugee)? (?:{after})$", "", bare)
    return tuple(dict.fromkeys(n for n in (whole, bare, stem) if n))


def _bare(text: str) -> str:
    """The name as it stands, without "the village of" and the like, but with its "district"."""
    return _stripped(text)


def _known_place(text: str, known: Known) -> Place:
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
    apart = 1.0 if in_play or ranked[0][1].population >= 1_000_000 else 1.5
    clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= apart
    if not clear or not (in_play or ranked[0][1].population >= 50_000 or len(ranked) == 1):
        return Place(text=text, name=name, candidates=candidates)
    return Place(
        text=text,
        name=best.name if ranked[0][1].own and best.name.isascii() else name,
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
