"""Names of one text read together: each is context for the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.places.context import Context
from trucewatch.language.places.ground import Spot
from trucewatch.language.places.index import places_index
from trucewatch.language.places.keys import key_of, stem_of
from trucewatch.language.places.known import alpha3
from trucewatch.language.places.resolving import Resolver
from trucewatch.values.place import Level, Place

_PASSES = 2  # what is sure by itself, then what that makes sure
_MOST = 80  # certain places of a text that are looked at for nearness
_TIGHT_KM = 150.0  # a wider one says little on where its neighbours lie


class Named(NamedTuple):
    """A place expression and what stands beside it as what it lies in ("Paris, Texas"), if anything.

    ``inside``: the words say that it lies there ("Paris in Texas"); a comma alone may be that of a list.
    """

    text: str
    container: str | None = None
    inside: bool = False


class _Sure(NamedTuple):
    text: str
    place: Place


def contexts(names: Sequence[Named], case: tuple[str, ...], resolver: Resolver) -> dict[Named, Context]:
    """The context of each name: what the other names of the text, sure by themselves, tell of it."""
    distinct = sorted(set(names), key=lambda n: (n.text, n.container or "", n.inside))
    boxes = {n: container_keys(n.container) if n.container else frozenset[str]() for n in distinct}
    around = {n: Context(case=case, container=boxes[n]) for n in distinct}
    for _ in range(_PASSES):
        found = {n: resolver.resolve(n.text, context) for n, context in around.items()}
        sure = [_Sure(n.text, p) for n, p in found.items() if p.level is not None]
        around = {n: _context(n, case, boxes[n], sure) for n in distinct}
    return around


def _context(name: Named, case: tuple[str, ...], box: frozenset[str], sure: Sequence[_Sure]) -> Context:
    others = [s.place for s in sure if s.text != name.text]
    wide = [p for p in others if p.level in (Level.COUNTRY, Level.REGION, Level.DISTRICT, Level.AREA)]
    regions = {(p.country, stem_of(p.admin1)) for p in wide if p.country and p.admin1}
    countries = {p.country for p in wide if p.country}
    tight = (p for p in others if p.point is not None and (p.radius_km or 0) <= _TIGHT_KM)
    spots = sorted({Spot(p.point.lat, p.point.lon) for p in tight if p.point is not None})
    return Context(case, frozenset(countries), frozenset(regions), tuple(spots[:_MOST]), box)


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
