"""Of places that lie in one another the finest counts: "a house in Jabalia in northern Gaza" was in Jabalia."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from trucewatch.language.gazetteer import PlaceName
from trucewatch.language.places.ground import Spot, km
from trucewatch.language.places.wording import kind_of, read
from trucewatch.values.place import Level, Place

_ORDER = {level: n for n, level in enumerate(Level)}
_APPOSED = re.compile(r"^,\s+(?:an?|the)\s+(?:[\w’'-]+\s+){1,5}(?:in|of)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}$")
_GLUE = re.compile(
    r"^(?:,?\s+(?:in|of|within)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}|,?\s+in\s+the\s+(?:[\w’'-]+\s+){1,4}\(|,\s+(?:[\w-]+\s+){0,2}|\s*\(|(?:'s|’s)\s+(?:[\w-]+\s+){0,4}|"
    r"\s+(?:area|district|neighbou?rhood|quarter|suburb|camp|crossing|city|town)\s+(?:in|of)\s+(?:the\s+)?(?:[\w-]+\s+){0,2})$"
)
_OFF = re.compile(  # "A, west of B", "A, about 70 km south-east of B", "A near B": B only tells where A is
    r"^,?\s+(?:(?:just|about|some|roughly|around|nearly|to\s+the)\s+)*"
    r"(?:\d[\d.,]*\s?-?(?:km|kilomet\w+|miles?)\s+(?:to\s+the\s+)?)?"
    r"(?:(?:north|south|east|west|(?:north|south)[- ]?(?:east|west))\s+of|near|outside|off)\s+"
    r"(?:the\s+)?(?:[\w-]+\s+of\s+)?$"
)
_ABOUT = re.compile(r"^,?\s+(?:(?:just|about|some|roughly|around|nearly)\s+)*$")
_QUARTER_OF = re.compile(
    r"\b(?:district|neighbou?rhood|quarter|suburb|camp|area)\s+(?:of|in)\s+(?:the\s+)?(?:city\s+of\s+)?$"
)
_ASIDE = 70  # characters between a place and the distance that tells where it is
_IN = re.compile(r"^,?\s+in\s+(?:the\s+)?$")
_EACH = re.compile(r",\s+(?:one|the\s+first|a\s+\w+)\s+(?:\w+\s+)?(?:in|at|near)\s+(?:the\s+)?(?:\w+\s+of\s+)?$")
_OVER = re.compile(r"\b(?:over|above)\b")
_OF = re.compile(r"^\s+(?:of|in|within)\s+(?:the\s+)?$")
_WITHIN = re.compile(r"^,?\s+(?:in|of|within)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}$")
_COMMA = re.compile(r"^,\s")
_BESIDE = re.compile(r"^[^.;]{0,30}?\b(?:adjacent to|near|close to|next to|not far from|outside)\s+(?:the\s+)?$")


class Found(NamedTuple):
    """A name in the text and what it resolved to."""

    name: PlaceName
    place: Place


def finest(found: Sequence[Found], text: str) -> list[Found]:
    """Without what another one of them lies in, where the words say so; a country goes for anything that lies in it."""
    gone: set[int] = set()
    for i, a in enumerate(found):
        for j, b in enumerate(found):
            if i == j or j in gone or a.place.name == b.place.name:
                continue
            if _goes(a, b, text):
                gone.add(j)
    return [f for n, f in enumerate(found) if n not in gone]


def _goes(a: Found, b: Found, text: str) -> bool:
    """Whether ``b`` only says where ``a`` lies."""
    first, last = (a, b) if a.name.start < b.name.start else (b, a)
    middle = text[first.name.end : last.name.start]
    if b.place.level is Level.COUNTRY and read(b.name.text).how == "at":
        return middle != " and " and lies_in(a.place, b.place)
    if _OFF.match(middle) or (_ABOUT.match(middle) and read(last.name.text).how in ("near", "offset", "towards")):
        wide = first.place.level in (Level.REGION, Level.AREA) and lies_in(last.place, first.place)
        if wide and (last.name.text.lower().startswith("near ") or middle.strip() == "near"):
            return first is b  # "off Crimea near Cape Tarkhankut"
        return first is a and a.place.level is not Level.SEA  # "in the sea, 60 miles west of B" is told by both
    told = _before(a, b, middle, text) if first is a else _behind(a, b, middle)
    if told is not None:
        return told
    if _OVER.search(middle):
        return False  # "11 over the Black Sea, four over Crimea"
    listed = _COMMA.match(middle) and b.place.level in (Level.SETTLEMENT, Level.FACILITY, Level.NEAR)
    return bool(_GLUE.match(middle)) and not listed and lies_in(a.place, b.place)


def _before(a: Found, b: Found, middle: str, text: str) -> bool | None:
    """Of ``a`` before ``b``, by the words between them; None where these do not tell."""
    if len(middle) < _ASIDE and ";" not in middle and read(b.name.text).km is not None:
        return a.place.level not in (Level.SEA, Level.AREA, Level.REGION)  # "A on the lake, 70 km from B"
    if _BESIDE.match(middle):
        return True
    if _QUARTER_OF.search(text, a.name.start, b.name.start) and b.place.level is Level.SETTLEMENT:
        return True  # "the Saltivka district of Kharkiv": by the words, whatever the levels
    if _IN.match(middle) and (a.place.level, b.place.level) == (Level.SETTLEMENT, Level.AREA):
        return b.place.country in (None, a.place.country)  # "A, in central Ruritania": by the words
    if _APPOSED.match(middle) and lies_in(a.place, b.place):
        return True  # "Nikopol, a city in the Dnipropetrovsk region"
    if _OF.match(middle) and _level_with(a.place, b.place):
        return True  # "the Bekaa Valley in eastern Lebanon": by the words, whatever the reaches
    if b.place.level is None and _WITHIN.match(middle) and kind_of(b.place.text) in ("region", "district"):
        return a.place.level in (
            None,
            Level.SETTLEMENT,
            Level.NEAR,
        )  # "A in central B region", of which nothing is known
    return None


def _behind(a: Found, b: Found, middle: str) -> bool | None:
    """Of ``b`` before ``a``, by the words between them; None where these do not tell."""
    wide = b.place.level in (Level.DISTRICT, Level.REGION)
    if wide and _EACH.search(middle):
        return lies_in(a.place, b.place)  # "two clinics in P region, one in A and another in B"
    if wide and middle.startswith(","):
        return False  # "in P district, the villages of A and B": both are told
    return False if _OF.match(middle) else None


def _level_with(a: Place, b: Place) -> bool:
    """Whether a place may lie in one of its own country and level."""
    return a.country is not None and (a.country, a.level) == (b.country, b.level) and a.level is not Level.REGION


def lies_in(a: Place, b: Place) -> bool:
    """Whether ``a`` is finer than ``b`` and may lie in it: a name that is not resolved may lie anywhere wide."""
    if b.level is None or (a.level is not None and _ORDER[a.level] > _ORDER[b.level]):
        return False
    if a.level is None or a.country is None:
        return True
    if b.country is not None and a.country != b.country:
        return False
    if b.level is Level.COUNTRY:
        return a.level is not Level.COUNTRY
    if b.level is Level.REGION:
        return a.level is not Level.REGION and (a.admin1 == b.admin1 or _inside(a, b))
    if a.level is b.level and (a.level is Level.DISTRICT or (a.radius_km or 0) >= (b.radius_km or 0)):
        return False  # districts do not lie in one another, however near their middles
    return _inside(a, b)


def holds(wide: Place, fine: Place) -> bool:
    """Whether a place is the other one, or a wider one that it lies in: not the next town."""
    return wide.name == fine.name or (wide.level is not fine.level and lies_in(fine, wide))


def _inside(a: Place, b: Place) -> bool:
    if a.point is None or b.point is None:
        return False
    return km(Spot(a.point.lat, a.point.lon), Spot(b.point.lat, b.point.lon)) <= (b.radius_km or 0) + 5
