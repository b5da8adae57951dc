"""Place names → places, offline. First the case's own places, then the curated ones, regions and countries, then the
general index. What stays ambiguous stays unresolved: no point is made up. The parts are in ``places``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from trucewatch.language.lexicon import lexicon
from trucewatch.language.places.context import NOTHING, Context
from trucewatch.language.places.finding import Finder, PlaceName, located, never
from trucewatch.language.places.ground import Spot, km
from trucewatch.language.places.index import places_index
from trucewatch.language.places.keys import key_of, stem_of
from trucewatch.language.places.known import Known, adjectives, alpha2, of_case, shipped, subdivisions
from trucewatch.language.places.resolving import Resolver
from trucewatch.language.places.together import Named, contexts
from trucewatch.records.case import Case
from trucewatch.values.place import Candidate, Level, Place

__all__ = ["Gazetteer", "Named", "PlaceName", "located"]


_PUT = frozenset({None, Level.SETTLEMENT, Level.DISTRICT})


def _may_lie(a: Place | Candidate, box: Place) -> bool:
    """Whether a place may lie in a region or district: its country, and not far beyond its reach."""
    if a.country != box.country:
        return False
    if isinstance(a, Place) and a.level is Level.DISTRICT and box.level is Level.REGION and a.admin1:
        return stem_of(a.admin1) in {stem_of(box.admin1 or ""), stem_of(box.name or "")}
    if a.point is None or box.point is None:
        return True
    gap = km(Spot(a.point.lat, a.point.lon), Spot(box.point.lat, box.point.lon))
    return a.admin1 == box.admin1 or gap <= 2 * (box.radius_km or 0.0) + 50


class Gazetteer:
    """Finds place names in text and resolves them. Build with ``Gazetteer.of``; holds no open file."""

    def __init__(self, known: Iterable[tuple[str, Known]]) -> None:
        own = tuple(known)
        curated = {key_of(name): place for name, place in (*adjectives(), *shipped())}
        spare = {key_of(name): place for name, place in subdivisions()}
        self._never = never()
        self._by_key = {**curated, **{key_of(name): place for name, place in own}}
        self._finder = Finder([*subdivisions(), *shipped(), *own], self._never)
        self._resolver = Resolver(curated, {key_of(name): place for name, place in own}, spare, self._never)

    @classmethod
    def of(cls, case: Case | None) -> Gazetteer:
        """The shipped gazetteer, extended and overridden by the case's places."""
        return cls(of_case(case.places) if case else ())

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[PlaceName]:
        """The place names in ``text[start:end]``, left to right, not overlapping."""
        return self._finder.find(text, start, end)

    def settled(self, name: str) -> bool:
        """Whether a bare name is that of a settlement that is worth its name without a word for it."""
        return self._finder.settled(name)

    def anaphor(self, text: str, start: int, end: int) -> PlaceName | None:
        """ "The enclave", "the peninsula": a word that stands for the one such area that the text names; else None."""
        for word, names in lexicon("places")["anaphors"].items():
            m = re.compile(rf"\b[Tt]he (?:[\w-]+ ){{0,2}}{word}\b").search(text, start, end)
            if m and sum(bool(re.search(rf"\b{re.escape(n)}\b", text[:20_000])) for n in names) == 1:
                return PlaceName(m.start(), m.end(), m.group(), True)
        return None

    def _stands_for(self, text: str) -> str | None:
        """The area behind an anaphor; only ``anaphor`` hands out such text, after making sure that one is named."""
        m = re.match(r"[Tt]he (?:[\w-]+ ){0,2}(\w+)$", text) if text[1:4] == "he " else None
        names: list[str] = lexicon("places")["anaphors"].get(m[1], []) if m else []
        return names[0] if len(names) == 1 else None

    def resolve(self, text: str, countries: tuple[str, ...] = (), context: Context | None = None) -> Place:
        """What the name means. ``countries``: ISO alpha-3 codes in play, the likelier first; they are preferred.

        ``context``: what the rest of the text says (see ``together``); it has the countries already. Without a clear
        winner the place keeps its text and candidates and gets no point.
        """
        around = context or (Context(case=countries) if countries else NOTHING)
        stands_for = self._stands_for(text)
        if stands_for:
            return self._resolver.resolve(stands_for, around).model_copy(update={"text": text})
        return self._resolver.resolve(text, around)

    def capital(self, country: str) -> Place | None:
        """The capital of a country (ISO alpha-3); None where there is none, or whose it is is in dispute."""
        name = places_index().capital(alpha2(country) or "")
        place = self.resolve(name, (country,)) if name else None
        if place is not None and place.level is None and place.candidates:
            place = self._resolver.taken(place, place.candidates[0])  # "Washington", a state of the Union besides
        return place if place is not None and place.country == country else None

    def together(self, names: Sequence[Named], countries: tuple[str, ...] = ()) -> dict[Named, Place]:
        """What the names of one text mean, each by the light of the others. The order of names is of no matter."""
        resolve = cache(self._resolver.resolve)  # kept for this text alone
        around = contexts(names, countries, resolve)
        found = {
            name: self.resolve(name.text, countries, context)
            if self._stands_for(name.text)
            else resolve(name.text, context)
            for name, context in around.items()
        }
        return {name: self._boxed(name, place, countries) for name, place in found.items()}

    def _boxed(self, name: Named, place: Place, countries: tuple[str, ...]) -> Place:
        """A village that the words put into a region: one that nothing is known of has its country and region from
        there; a namesake somewhere else is not it."""
        if name.container is None or (place.level is not None and not name.inside) or place.level not in _PUT:
            return place
        box = self.resolve(name.container, countries)
        unknown = box.level is None and box.country is not None and place.level is None and not place.candidates
        if unknown:  # "the village of A in Ruritania's B region", of which nothing is known
            return place.model_copy(update={"country": box.country})
        if box.level not in (Level.REGION, Level.DISTRICT) or (place.level is not None and _may_lie(place, box)):
            return place
        if place.level is None and any(_may_lie(c, box) for c in place.candidates):
            return place
        known = {"text": place.text, "name": place.name, "candidates": place.candidates}
        return Place(**known, country=box.country, admin1=box.admin1)

    def leading(self, names: Sequence[Named], countries: tuple[str, ...] = ()) -> dict[Named, Candidate | None]:
        """The likeliest meaning of each name of one text, clear or not; None where nothing bears the name."""
        around = contexts(names, countries, cache(self._resolver.resolve))
        return {name: self._resolver.leading(name.text, context) for name, context in around.items()}
