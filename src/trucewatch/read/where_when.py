"""Where and when: the places and the time that belong to a quote."""

from __future__ import annotations

from trucewatch.language.gazetteer import PlaceName
from trucewatch.language.times import Timed
from trucewatch.read.scene import PHYSICAL, Scene
from trucewatch.values.moment import Moment
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Kind

_WITH_PLACE = PHYSICAL | {
    Kind.CONTROL,
    Kind.DEPLOYMENT,
    Kind.OBSTRUCTION,
    Kind.DISPLACEMENT,
    Kind.AID,
    Kind.TALKS,
    Kind.TREND,
    Kind.DETENTION,
}


def time_of(whole: list[Timed], kind: Kind, start: int, end: int) -> tuple[Moment | None, str | None]:
    """The time of the quote, or for a physical event the nearest one in its sentence; and a note on which."""
    inside = [t for t in whole if start <= t.start < end]
    if inside:
        return inside[0].moment, None
    if kind not in PHYSICAL:
        return None, None
    if not whole:
        return None, None
    nearest = min(whole, key=lambda t: (abs(t.start - start), t.start))
    return nearest.moment, "time: from the sentence"


def places_of(
    scene: Scene, kind: Kind, start: int, end: int, sentence: tuple[int, int]
) -> tuple[tuple[Place, ...], str | None]:
    """The places of the quote, or for a physical event the first one in its sentence; and a note on which."""
    if kind not in _WITH_PLACE:
        return (), None
    gazetteer, text = scene.params.gazetteer, scene.report.text
    found = _named(scene, sentence)
    inside = [p for p in found if start <= p.start < end]
    note = None
    if not inside and kind in PHYSICAL:
        inside, note = found[:1], "place: from the sentence"
    inside = [*inside, *([p] if (p := gazetteer.anaphor(text, start, end)) and not inside else [])]
    resolved = [gazetteer.resolve(p.text, scene.countries) for p in inside]
    finest = [p for p in resolved if not _covers(p, resolved)]
    return tuple(dict.fromkeys(finest)), note if finest else None


def _named(scene: Scene, sentence: tuple[int, int]) -> list[PlaceName]:
    """The place names of the sentence, less those that stand for a party; looked for once a sentence."""
    if sentence not in scene.places:
        text = scene.report.text
        names = scene.params.register.find(text, *sentence)
        states = {n.start for n in names if n.type in {"state", "adjective", "metonym"}}
        scene.places.clear()
        found = scene.params.gazetteer.find(text, *sentence)
        scene.places[sentence] = [p for p in found if p.located or p.start not in states]
    return scene.places[sentence]


def _covers(place: Place, others: list[Place]) -> bool:
    """Whether a place only says in what wider area another one lies."""
    if place.level is None or place.level.value not in {"country", "region", "area"}:
        return False
    rank = {"country": 3, "region": 2, "area": 2}
    return any(
        o is not place and (o.level is None or rank.get(o.level.value, 1) < rank[place.level.value]) for o in others
    )
