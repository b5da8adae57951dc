"""Names and classes of facilities: what tags and fuels mean, and how Cyrillic names are written in English reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import ConfigDict, Field

from trucewatch.records.case import KnownPlace
from trucewatch.values.base import Value
from trucewatch.values.vocabularies import TargetClass

LEAST_KM = 1.0
"""Kilometres around a facility's middle that are its own at the least."""


class Tag(Value):
    """A key and value of OpenStreetMap, and the class it stands for."""

    model_config = ConfigDict(populate_by_name=True)

    key: str
    value: str
    target: TargetClass = Field(alias="class")


class Letters(Value):
    """How one language's letters are written."""

    own: str
    all: dict[str, str]
    start: dict[str, str]
    pairs: dict[str, str]


class Book(Value):
    """``facilities.yaml``, checked."""

    tags: tuple[Tag, ...]
    fuels: dict[str, TargetClass]
    other_fuel: TargetClass
    keys: tuple[str, ...]
    names: tuple[str, ...]
    admin1: tuple[str, ...]
    called: dict[TargetClass, str]
    short: dict[str, str]
    letters: dict[str, Letters]


@lru_cache(maxsize=1)
def book() -> Book:
    """What comes with the program."""
    text = files("trucewatch.gather.facilities").joinpath("facilities.yaml").read_text(encoding="utf-8")
    return Book.model_validate(yaml.safe_load(text))


def of_tags(tags: Mapping[str, Any], lat: float, lon: float, reach_km: float) -> KnownPlace | None:
    """The facility with those tags around a point; None where it has no name, since nobody can speak of it."""
    names = tuple(dict.fromkeys(_names(tags)))
    if not names:
        return None
    target = tags.get("class") or class_of(tags)
    admin1 = next((tags[k] for k in book().admin1 if tags.get(k)), None)
    return facility(
        names, target, lat, lon, float(tags.get("radius_km") or reach_km), country=tags.get("country"), admin1=admin1
    )


def facility(
    names: tuple[str, ...],
    target: str,
    lat: float,
    lon: float,
    reach_km: float,
    *,
    country: str | None = None,
    admin1: str | None = None,
) -> KnownPlace:
    """A known place by all its names and their transliterations. Raises pydantic.ValidationError on bad fields."""
    spelled = dict.fromkeys((*names[1:], *(t for n in names for t in transliterated(n, target))))
    return KnownPlace(
        name=names[0],
        aliases=tuple(n for n in spelled if n != names[0]),
        country=country or None,
        admin1=admin1 or None,
        lat=lat,
        lon=lon,
        radius_km=max(LEAST_KM, reach_km),
        place_class=TargetClass(target),
    )


def class_of(tags: Mapping[str, Any]) -> str:
    """The class that the tags tell; ``other`` where they tell none. A value may be a list ("gas;oil")."""
    return next(
        (t.target.value for t in book().tags if t.value in str(tags.get(t.key) or "").split(";")),
        TargetClass.OTHER.value,
    )


def _names(tags: Mapping[str, Any]) -> Iterator[str]:
    keys = book().names
    for key in (*keys, *sorted(k for k in tags if k.startswith("name:") and k not in keys)):
        value = tags.get(key)
        yield from (v.strip() for v in str(value).split(";") if v.strip()) if value else ()


_CYRILLIC = re.compile("[\u0400-\u04ff]")


def transliterated(name: str, target: str) -> Iterator[str]:
    """The spellings of a Cyrillic name in Latin letters, each with the word for what it is: "Лугова" of the grid is
    "Luhova substation" and "Lugova substation"."""
    if not _CYRILLIC.search(name):
        return
    own = [code for code, letters in book().letters.items() if set(letters.own) & set(name)]
    plain = re.sub('[«»“”„"]', " ", name)
    words = [book().short.get(w, w) for w in plain.split()]
    said = any(w in book().short for w in plain.split())
    if not any(_CYRILLIC.search(w) for w in words):
        return  # "ГЕС" alone is a word, no name: any "hydroelectric power plant" would mean this one
    called = "" if said else book().called.get(TargetClass(target), "")
    for code in own if len(own) == 1 else book().letters:
        latin = " ".join(_word(w, book().letters[code]) for w in words)
        if said or called:
            yield " ".join(f"{latin} {called}".split())


def _word(word: str, letters: Letters) -> str:
    if not _CYRILLIC.search(word):
        return word
    out, rest, first = "", word, True
    while rest:
        pair = letters.pairs.get(rest[:2].casefold())
        one = letters.start.get(rest[0].casefold()) if first and pair is None else None
        made = pair if pair is not None else one if one is not None else letters.all.get(rest[0].casefold(), rest[0])
        out += made.capitalize() if rest[0].isupper() else made
        first = not rest[0].isalpha() and rest[0] not in "'’"
        rest = rest[2 if pair is not None else 1 :]
    return out
