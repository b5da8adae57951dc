"""From a place expression to a place: the case's own places, the curated ones, then the general index by context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from trucewatch.language.lexicon import lexicon
from trucewatch.language.places.choosing import Scored, clear, ranked
from trucewatch.language.places.context import NOTHING, Context
from trucewatch.language.places.ground import Spot, km
from trucewatch.language.places.index import places_index
from trucewatch.language.places.keys import key_of, looser, stem_of
from trucewatch.language.places.known import Entry, Known, alpha2, alpha3
from trucewatch.language.places.reaching import placed
from trucewatch.language.places.wording import bare, kind_of, owner_of, read, variants, without_facility
from trucewatch.values.place import Candidate, Level, Place, Point

_LIMIT = 6  # candidates kept
_REMEMBERED = 50_000  # names
_DISTRICT_KM = 40.0  # reach of a district of which only the seat is known
_FACILITY_KM = 15.0  # reach of a facility that bears the name of its town
_TOWN_KM = 2.4  # radius of a town of some 40,000
_PRESS = 500_000  # people: what a curated place weighs at least, since it is there because reports name it
_LEVELS = {
    "settlement": Level.SETTLEMENT,
    "district": Level.DISTRICT,
    "region": Level.REGION,
    "country": Level.COUNTRY,
}
_WIDE = frozenset({Level.REGION, Level.AREA, Level.COUNTRY, Level.SEA})


class Resolver:
    """Knows the curated and the case's places; asks the index for the rest. Holds no open file."""

    def __init__(
        self, curated: Mapping[str, Known], own: Mapping[str, Known], spare: Mapping[str, Known], never: frozenset[str]
    ) -> None:
        self._curated, self._own, self._spare, self._never = curated, own, spare, never
        self._seen: dict[tuple[str, str | None], list[Entry]] = {}
        self._alone: dict[tuple[str, Context], Place] = {}

    def resolve(self, text: str, context: Context = NOTHING) -> Place:
        """What the expression means in that context. Without a clear winner it gets candidates and no point."""
        worded = read(text)
        if worded.how == "at":
            return self.one(text, context)
        if worded.how in ("part", "towards") and self._whole(text):
            return self.one(text, context)  # "North Darfur", "West Bank": the direction is part of the name
        return placed(text, worded, [self.one(n, context) for n in worded.names])

    def _whole(self, text: str) -> bool:
        keys = {key_of(n) for n in variants(text)[:2]}
        return any(k in self._own or k in self._curated for k in keys) or any(
            e.own or e.kind in ("region", "country") for k in keys for e in places_index().keyed(k)
        )

    def one(self, text: str, context: Context) -> Place:
        """What a name means, "the village of" and "district" included. By itself it is asked for in every report that
        has it, so that is remembered."""
        if context.named or context.regions or context.spots:
            return self._one(text, context)
        if (text, context) not in self._alone:
            if len(self._alone) > _REMEMBERED:
                self._alone.clear()
            self._alone[text, context] = self._one(text, context)
        return self._alone[text, context]

    def _one(self, text: str, context: Context) -> Place:
        kind = kind_of(text)
        known = self._known(text, kind)
        if known is not None and not self._challenged(known, text, kind, context):
            return _known_place(text, known)
        found = ranked(self._entries(text, kind, known), context, kind)
        if kind == "region" and not (found and _code(found[0].entry) in _spoken(text, context)):
            found = self._sounding(text, context) or found
        if not found:
            spare = next((self._spare[k] for k in map(key_of, variants(text)) if k in self._spare), None)
            if spare is not None:
                return _known_place(text, spare)
            seat = self._around_seat(text, kind, context) or self._named_after(text, context)
            return seat or Place(text=text, name=bare(text), country=owner_of(text))
        if not clear(found, context):
            return Place(text=text, name=bare(text), candidates=_candidates(found))
        if known is not None and found[0].entry.name == known.name and _code(found[0].entry) == known.country:
            return _known_place(text, known, tuple(found))
        return _place(text, kind, found)

    def taken(self, place: Place, meant: Candidate) -> Place:
        """The place as one of its candidates, a settlement."""
        e = next((e for e in places_index().named(meant.name) if e.geonames == meant.geonames), None)
        if e is None or e.kind != "settlement":
            return place
        kept = {"country": meant.country, "admin1": meant.admin1, "geonames": meant.geonames, "point": meant.point}
        return place.model_copy(update={**kept, "level": Level.SETTLEMENT, "radius_km": e.radius_km})

    def leading(self, text: str, context: Context = NOTHING) -> Candidate | None:
        """The likeliest meaning, be it clear or not: for measuring, and for people to choose from."""
        place = self.resolve(text, context)
        if place.candidates or place.point is None:
            return place.candidates[0] if place.candidates else None
        return _of_place(place)

    def _known(self, text: str, kind: str | None) -> Known | None:
        names = variants(text)
        called = [f"{names[-1]} region"] if kind == "region" else []
        for name in (text.removeprefix("the ").removeprefix("The "), *names, *called):
            known = self._own.get(key_of(name)) or self._curated.get(key_of(name))
            if known is not None and _fits(known, kind):
                return known
        return None

    def _challenged(self, known: Known, text: str, kind: str | None, context: Context) -> bool:
        """Whether the text speaks of another country, in which a namesake of a curated place lies."""
        spoken = {*context.case, *context.named, *(c for c, _ in context.regions)}
        if any(key_of(n) in self._own for n in variants(text)) or known.country is None:
            return False
        if known.level is Level.COUNTRY:  # "Georgia" of a report on the United States
            return known.country not in spoken and any(
                e.kind == "region" and _code(e) in spoken for e in self._entries(text, kind, None)
            )
        if known.level in _WIDE:
            return False
        if known.country in spoken and not context.container:
            return False
        return bool(spoken or context.container) and len(self._entries(text, kind, None)) > 1

    def _entries(self, text: str, kind: str | None, known: Known | None) -> list[Entry]:
        found = [*self._indexed(text, kind)]
        if known is not None and known.lat is not None and known.lon is not None:
            found = [e for e in found if _code(e) != known.country or e.name != known.name]
            found.append(_as_entry(known))
        return found

    def _indexed(self, text: str, kind: str | None) -> list[Entry]:
        """Index entries of that name; remembered, as one report names a place many times."""
        if (text, kind) not in self._seen:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            self._seen[text, kind] = self._looked_up(text, kind)
        return self._seen[text, kind]

    def _looked_up(self, text: str, kind: str | None) -> list[Entry]:
        """By what the words call it first, by looser spellings last."""
        index, name = places_index(), bare(text)
        if kind in ("region", "district"):
            stem = stem_of(name)
            called = [*index.keyed(f"{kind}:{stem}"), *index.named(name)]
            called = called or [e for e in index.named(variants(text)[-1]) if e.kind == kind]  # "Paktiya province"
            wide = [e for e in called if e.kind in ("region", "district", "country")]
            return _once(wide)
        if key_of(name) in self._never:
            return [e for e in index.named(name) if e.kind == "country"]
        found = [e for e in index.named(name) if kind is None or e.kind == kind]
        return found or _once(e for k in looser(key_of(name)) for e in index.keyed(k) if len(k) > 4)

    def _sounding(self, text: str, context: Context) -> list[Scored]:
        """A region that no package spells so: the one of a country in play that sounds like it."""
        name = stem_of(bare(text))
        entries = (places_index().sounding(name, alpha2(c) or "") for c in _spoken(text, context)) if name else ()
        return ranked([e for e in entries if e is not None], context, "region")

    def _around_seat(self, text: str, kind: str | None, context: Context) -> Place | None:
        """A district that is known by its seat alone: the seat's point with a district's reach."""
        name = variants(text)[-1]
        if kind != "district" or kind_of(name) is not None:
            return None
        seat = self.one(name, context)
        if seat.point is None or seat.level is not Level.SETTLEMENT or _hamlet_of_another(seat, context):
            return None
        name = name if _goes_bare(seat.country) else bare(text)
        changed = {"text": text, "name": name, "level": Level.DISTRICT, "radius_km": _DISTRICT_KM}
        return seat.model_copy(update={**changed, "geonames": None})

    def _named_after(self, text: str, context: Context) -> Place | None:
        """A facility called after its town ("the Nova Kakhovka dam") lies near it; "Gaza hospital" is any in Gaza."""
        called, facility = without_facility(text)
        if facility is None:
            return None
        seat = self.one(called, context)
        if seat.point is None or seat.level in (None, Level.COUNTRY, Level.SEA, Level.FACILITY):
            return None
        if seat.level in _WIDE or seat.level is Level.DISTRICT:
            return seat.model_copy(update={"text": text}) if facility.islower() else None
        if (seat.radius_km or 0.0) < _TOWN_KM:
            return None  # a hamlet of that name is hardly what a dam or an airport is called after
        reach = max(_FACILITY_KM, seat.radius_km or 0.0)
        changed = {"text": text, "name": bare(text), "level": Level.NEAR, "radius_km": reach, "geonames": None}
        return seat.model_copy(update=changed)


def _spoken(text: str, context: Context) -> tuple[str, ...]:
    """The countries that a region may lie in: its owner's by the words, else those that the text names."""
    owner = owner_of(text)
    told = tuple(sorted(context.named | {c for c, _ in context.regions}))
    return (owner,) if owner else told or context.case


def _hamlet_of_another(seat: Place, context: Context) -> bool:
    """Whether a seat is a mere hamlet of a region that the text does not name, while it names others of the country:
    hardly what the district that it speaks of is called after."""
    told = {stem for country, stem in context.regions if country == seat.country} | set(context.container)
    own = {stem_of(seat.admin1), key_of(seat.admin1)} if seat.admin1 else set()
    return (seat.radius_km or 0.0) < _TOWN_KM and bool(told) and own.isdisjoint(told)


def _fits(known: Known, kind: str | None) -> bool:
    """Whether a known place is of the kind that the words call it."""
    if kind is None or known.level in (Level.AREA, Level.FACILITY, Level.SEA):
        return True
    if kind == "settlement":
        return known.level in (Level.SETTLEMENT, Level.NEAR)
    return known.level in (Level.REGION, Level.DISTRICT, Level.COUNTRY)


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list({(e.geonames, e.kind, e.name, e.country, e.admin1): e for e in entries}.values())


def _code(e: Entry) -> str | None:
    return alpha3(e.country)


def _as_entry(known: Known) -> Entry:
    lat, lon = known.lat or 0.0, known.lon or 0.0
    kind = {Level.REGION: "region", Level.DISTRICT: "district", Level.COUNTRY: "country"}.get(known.level, "settlement")
    country, like = alpha2(known.country or "") or "", _like(known)
    people = max(_PRESS, like.population if like is not None else 0)
    return Entry(None, kind, known.name, country, known.admin1, lat, lon, known.radius_km or 5.0, people, 0, True)


def _candidates(found: Sequence[Scored]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            name=s.entry.name,
            country=_code(s.entry),
            admin1=s.entry.admin1,
            geonames=s.entry.geonames,
            point=Point(lat=s.entry.lat, lon=s.entry.lon),
            score=s.score,
        )
        for s in found[:_LIMIT]
    )


def _place(text: str, kind: str | None, found: Sequence[Scored]) -> Place:
    best = found[0].entry
    return Place(
        text=text,
        name=_usual(best, text, kind),
        country=_code(best),
        admin1=best.admin1,
        geonames=best.geonames,
        level=_LEVELS[best.kind],
        point=Point(lat=best.lat, lon=best.lon),
        radius_km=best.radius_km,
        candidates=_candidates(found),
    )


def _usual(best: Entry, text: str, kind: str | None) -> str:
    """The index's name, or the report's where that is the usual one or differs in a hyphen or a mark alone."""
    written = variants(text)[-1] if kind == "district" and _goes_bare(_code(best)) else bare(text)
    if not _called_so(best, text, kind) or (key_of(written) == key_of(best.name) and written.istitle()):
        return written
    return best.name


def _goes_bare(country: str | None) -> bool:
    """Whether districts there are called by the bare name of their seat."""
    return country in lexicon("places")["bare_districts"]


def _called_so(best: Entry, text: str, kind: str | None) -> bool:
    """Whether the index's own name is the usual one: "Kaliningrad region" is Kaliningrad Oblast."""
    if not best.name.isascii():
        return False
    if kind == "region" and best.kind == "region":
        return stem_of(best.name) == stem_of(variants(text)[-1])
    return best.own and kind in (None, "settlement")


@lru_cache(maxsize=4096)  # reports name the same places again and again, and a place is frozen
def _known_place(text: str, known: Known, found: tuple[Scored, ...] = ()) -> Place:
    """A curated place, with the point and GeoNames id of its like in the index where it has none of its own."""
    like = _like(known)
    lat, lon, radius = known.lat, known.lon, known.radius_km
    if lat is None and like is not None:
        lat, lon, radius = like.lat, like.lon, like.radius_km
    place = Place(
        text=text,
        name=known.name,
        country=known.country,
        admin1=known.admin1 or (like.admin1 if like else None),
        geonames=like.geonames if like else None,
        level=known.level,
        point=None if lat is None or lon is None else Point(lat=lat, lon=lon),
        radius_km=None if lat is None else radius,
    )
    rivals = _candidates(found) or ((_of_place(place),) if place.point else ())
    if found and place.point:
        rivals = (_of_place(place).model_copy(update={"score": rivals[0].score}), *rivals[1:])
    return place.model_copy(update={"candidates": rivals})


def _of_place(place: Place) -> Candidate:
    return Candidate(
        name=place.name or place.text,
        country=place.country,
        admin1=place.admin1,
        geonames=place.geonames,
        point=place.point,
        score=1.0,
    )


def _like(known: Known) -> Entry | None:
    """The index entry that is the same thing: of its kind and country, and near its point if it has one."""
    kind = next((k for k, level in _LEVELS.items() if level is known.level), None)
    if kind is None:
        return None
    index = places_index()
    keyed = [*index.named(known.name), *(index.keyed(f"{kind}:{stem_of(known.name)}") if kind != "country" else ())]
    for e in keyed:
        if e.kind == kind and (_code(e) == known.country) and _close(known, e):
            return e
    return None


def _close(known: Known, e: Entry) -> bool:
    if known.lat is None or known.lon is None:
        return True
    return km(Spot(known.lat, known.lon), Spot(e.lat, e.lon)) <= 30.0 + (known.radius_km or 0.0)
