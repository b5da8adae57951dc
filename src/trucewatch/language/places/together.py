"""Names of one text read together: each is context for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.places.context import Context
from trucewatch.language.places.ground import Spot
from trucewatch.language.places.index import places_index
from trucewatch.language.places.keys import key_of, stem_of
from trucewatch.language.places.known import alpha3
from trucewatch.values.place import Level, Place

_PASSES = 2  # what is sure by itself, then what that makes sure
_MOST = 80  # certain places of a text that are looked at for nearness
_WIDE = frozenset({Level.COUNTRY, Level.REGION, Level.DISTRICT, Level.AREA})
_TIGHT_KM = 150.0  # a wider one says little on where its neighbours lie


class Named(NamedTuple):
    """A place expression and what stands beside it as what it lies in ("Paris, Texas"), if anything.

    ``inside``: the words say that it lies there ("Paris in Texas"); a comma alone may be that of a list.
    """

    text: str
    container: str | None = None
    inside: bool = False


class _Told(NamedTuple):
    """What the places of a text that are sure by themselves tell, each thing with the words that told it."""

    countries: list[tuple[str, str]]
    regions: list[tuple[tuple[str, str], str]]
    spots: list[tuple[Spot, str]]  # sorted

    @classmethod
    def of(cls, sure: Sequence[tuple[str, Place]]) -> _Told:
        """Of words and places."""
        wide = [(p, text) for text, p in sure if p.level in _WIDE and p.country]
        tight = ((p.point, text) for text, p in sure if p.point is not None and (p.radius_km or 0) <= _TIGHT_KM)
        return cls(
            [(p.country, text) for p, text in wide if p.country],
            [((p.country, stem_of(p.admin1)), text) for p, text in wide if p.country and p.admin1],
            sorted((Spot(point.lat, point.lon), text) for point, text in tight),
        )


def contexts(
    names: Sequence[Named], case: tuple[str, ...], resolve: Callable[[str, Context], Place]
) -> dict[Named, Context]:
    """The context of each name: what the other names of the text, sure by themselves, tell of it. ``resolve``: what a
    name means in a context; asked for the same more than once."""
    distinct = sorted(set(names), key=lambda n: (n.text, n.container or "", n.inside))
    boxes = {n: container_keys(n.container) if n.container else frozenset[str]() for n in distinct}
    around = {n: Context(case=case, container=boxes[n]) for n in distinct}
    for _ in range(_PASSES):
        found = [(n.text, resolve(n.text, context)) for n, context in around.items()]
        sure = [(text, place) for text, place in found if place.level is not None]
        told, telling = _Told.of(sure), {text for text, _ in sure}
        rest = _context(None, case, told)  # what all together tell is the context of every name that tells nothing
        by_name = {text: _context(text, case, told) for text in telling}
        around = {n: by_name.get(n.text, rest)._replace(container=boxes[n]) for n in distinct}
    return around


def _context(name: str | None, case: tuple[str, ...], told: _Told) -> Context:
    """What is told by other names than this one."""
    spots = tuple(dict.fromkeys(spot for spot, text in told.spots if text != name))
    countries = frozenset(c for c, text in told.countries if text != name)
    return Context(case, countries, frozenset(r for r, text in told.regions if text != name), spots[:_MOST])


@lru_cache(maxsize=8192)
def container_keys(text: str) -> frozenset[str]:
    """Every key that what lies in this place may be known by: its country's code, its region's names."""
    keys, stem = {key_of(text), stem_of(text)}, stem_of(text)
    index = places_index()
    for e in (*index.keyed(f"region:{stem}"), *index.named(text)):
        if e.kind == "country":
            keys.add(alpha3(e.country) or e.country)
        elif e.kind == "region":
            keys |= {key_of(e.name), stem_of(e.name)}
        elif e.kind == "district" and e.admin1:
            keys |= {key_of(e.admin1), stem_of(e.admin1)}
    return frozenset(k for k in keys if k)
