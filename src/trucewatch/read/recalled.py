"""What a report has told of places and later leaves out: the same thing ("the school"), what "the enclave" or "there"
points to, the event told just before, the one region that all of it is about. Each carrying is noted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from trucewatch.read.bystanders import names_party
from trucewatch.read.finest import holds, lies_in
from trucewatch.read.furniture import city_of_dateline
from trucewatch.read.lexicons import words
from trucewatch.read.meant import (
    WIDE,
    another,
    answered,
    came_of_it,
    known_things,
    mention_of,
    of_a_whole_day,
    placed_things,
    pointing,
    same_account,
    scene,
    subjects,
    taken_up,
    theatre,
    things_in,
    unworded,
    whole_war,
)
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.placewords import ARMED, PlaceWords
from trucewatch.read.proposition import EFFECTS, Proposition
from trucewatch.read.things import kinds_of
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Role

_RECALLING = ARMED | {"displacement", "deployment", "obstruction"}
_SCENES = frozenset({Level.SETTLEMENT, Level.NEAR, Level.DISTRICT, Level.FACILITY, None})
_SEEN = frozenset({"weapon", "debris", "blaze", "assault", "bomb"})
_VAGUE = WIDE | {Level.SEA, Level.COUNTRY}
MEANT_REGIONS = frozenset({"region", "province", "oblast", "territory", "area", "district"})
_TOWNS = frozenset({Level.SETTLEMENT})
MEANT_TOWNS = frozenset({"city", "town", "village", "settlement"})
_MEANT = {**dict.fromkeys(MEANT_REGIONS, WIDE | {Level.DISTRICT}), **dict.fromkeys(MEANT_TOWNS, _TOWNS)}
LOCAL = frozenset({Role.REGIONAL, Role.EMERGENCY})
_REGIONAL = re.compile(r"\b(?:region|regional|oblast|governor|province|provincial|state)\b", re.I)
_OF_THE_CITY = re.compile(r"\bthe (?:city|town)['’]s\b|\bof the (?:city|town)\b")
_RECEIVING = re.compile(r"\b(?:hospital|clinic|medical|infirmary)", re.I)
_WEEK = timedelta(days=7)
_DEEDS = frozenset({"attack", "strike", "airstrike", "bombing", "raid", "shelling", "assault", "blast"})
_SITES = frozenset({"hospital", "school", "facility", "scene", "site", "locality"})
_HEADLINE, _POINTED_KM = 200, 1_000  # characters of a headline at most; no "area" or "there" means a part of the world
_ITEMS, _HEADING = 12, 9  # sentences that a heading may hold for, words that it has at most
_BACK, _NOTE = 4, 40  # sentences that a pointing word points back over; of a report on one event: longer ones wander
_ON_THE_SPOT = re.compile(r"(?:local |\w+ )?(?:residents?|villagers?|(?:eye)?witness(?:es)?|locals) (?:of|in) ", re.I)
_RUNNING = re.compile(r"\bsince\b|\bso far\b|\bto date\b|\bin total\b|\btoll\b")  # a total is of no one place
_POINTED_PART = re.compile(
    r"\b(?:[Ii]n|to|from|across)\s+(?P<said>the\s+(north|south|east|west|cent(?:re|er))"
    r"(?:(?:ern)?\s+(?:part|half|end|side)s?(?:\s+of\s+the\s+(?:enclave|territory|country|region|province|strip))?)?"
    r"\b(?!\s+of|-|ern|\s+[A-Z]))"
)


class _Told(NamedTuple):
    """An event whose place is known: what its words named."""

    p: Proposition
    nouns: frozenset[str]
    places: tuple[Place, ...]


class Recalled:
    """The places told before, asked for in the order of the text."""

    def __init__(self, page: Page, named: PlaceWords) -> None:
        self.page, self._named = page, named
        self._told: list[_Told] = []
        self.theatre = theatre(page)
        self._things: dict[str, set[tuple[Place, ...]]] = {}
        self._only = scene(page)
        self._placed_things = tuple(placed_things(page))

    def survey(self, propositions: Iterable[Proposition]) -> None:
        """Notes beforehand which things ("school", "bus") the report places where, for claims that stand before."""
        for _, nouns, placed in self._placed_things:
            for noun in nouns & words("places", "things"):
                self._things.setdefault(noun, set()).add(unworded(placed))
        for p in propositions:
            found = self._named.within(p, *p.span) if p.kind in ARMED else ()
            if found and all(x.level not in WIDE for x in found):
                for noun in things_in(p) & words("places", "things"):
                    self._things.setdefault(noun, set()).add(unworded(found))

    def note(self, p: Proposition, found: tuple[Place, ...]) -> None:
        """Keeps what was found for an event, for those told after it."""
        self._told.append(_Told(p, things_in(p), found))

    def refined(self, p: Proposition, found: tuple[Place, ...], *, stated: bool) -> tuple[Place, ...]:
        """ "A strike on a school in the north", told more closely further on: where the thing is named in one place
        only, and that lies in what was found here. What the claim's own words state is kept beside it."""
        if len(found) != 1 or found[0].level not in WIDE or p.kind not in ARMED:
            return found
        spots = [self._things.get(n, set()) for n in things_in(p, whole=True)]
        closer = {t for s in spots if len(s) == 1 for t in s if all(lies_in(x, found[0]) for x in t)}
        if not closer and self._only and lies_in(self._only, found[0]) and not (another(p) or self._long_ago(p)):
            closer = {(self._only,)}
        if len(closer) != 1:
            return found
        told = next(iter(closer))
        p.notes.append("place told more closely for the same thing elsewhere in the report")
        return (*found, *told) if stated else told

    def same_thing(self, p: Proposition) -> tuple[Place, ...]:
        """ "The school", "the attack": the place of the event before in which such a thing was named."""
        meant = known_things(p) if p.kind in _RECALLING else frozenset()
        meant |= _DEEDS if meant & _DEEDS else frozenset()  # "the attack" is the strike told before
        told = [(t.p.span[0], t.nouns, t.places) for t in self._told]
        before = sorted((*told, *(t for t in self._placed_things if t[0] < p.span[0])), key=lambda t: -t[0])
        same = [places for _, nouns, places in before if meant & nouns]
        if not same:
            return self._it(p)
        p.notes.append("place carried from the event that names the same thing")
        return next((places for places in same if any(x.level not in WIDE for x in places)), same[0])

    def _it(self, p: Proposition) -> tuple[Place, ...]:
        """ "It was they who fired at it", "at the same facility": where what was just struck is."""
        told = self._told[-1] if self._told and p.kind == "attack" and taken_up(p) else None
        if told is None or p.tree.number - told.p.tree.number > _BACK:
            return ()
        p.notes.append("place carried from the event that names the same thing")
        return told.places

    def pointed(self, p: Proposition) -> tuple[Place, ...]:
        """ "The enclave", "there": the place named last before, at most four sentences back; "the north": of what the
        report is about."""
        tree, page = p.tree, self.page
        part = _POINTED_PART.search(page.text, *p.span)
        whole = self.theatre or self._last_wide(p) if part is not None else None
        if part is not None and whole is not None:
            named = page.resolve(f"{'central' if part[2][0] == 'c' else part[2] + 'ern'} {whole.name}")
            p.notes.append("part of the area that the report is about")
            return (named.model_copy(update={"text": part["said"]}),)
        start, end = p.span
        inside = (t.i for t in tree.words if start <= t.start < end and tree.rel(t.i) != "expl")
        pointers = words("classes", "pointers")
        at = next((i for i in inside if tree.lemma(i) in pointers and pointing(tree, i)), None)
        if at is None:
            meant = sorted(known_things(p) & words("places", "things")) if p.kind in _RECALLING else []
            return next((site for noun in meant if (site := self._site(p, noun))), ())
        lemma = tree.lemma(at)
        if lemma == "capital":
            return self.capital(p)
        area = page.area_called(lemma)
        if area is not None:
            return (area,)
        teller = self.area_of(p, p.voice.speaker) if lemma == "there" and p.voice and not p.voice.going_on else ()
        if teller:
            return teller  # "the mayor of X reported an explosion there"
        return (self._last_told(p) if lemma == "there" else ()) or self._site(p, lemma) or self._last_named(p, lemma)

    def capital(self, p: Proposition) -> tuple[Place, ...]:
        """ "An attack on the Ukrainian capital", "the capital": the capital that the claim's own words mean."""
        start, end = p.span
        if "capital" not in p.tree.lemmas or p.kind not in _RECALLING:
            return ()
        inside = (t.i for t in p.tree.words if start <= t.start < end and p.tree.lemma(t.i) == "capital")
        whole = ((i, p.tree.head(i) if p.tree.rel(i) == "compound" else i) for i in inside)  # "the capital city"
        at = next((i for i, k in whole if pointing(p.tree, k)), None)
        meant = None if at is None else self.page.capital_at(p.tree.number, p.tree.words[at].start)
        return () if meant is None or at is None else (meant.model_copy(update={"text": p.tree.words[at].text}),)

    def _last_wide(self, p: Proposition) -> Place | None:
        """Of what "the north" is a part, if the event told last was in such a thing."""
        told = self._last_told(p)
        return told[0] if len(told) == 1 and told[0].level in (Level.AREA, Level.COUNTRY, Level.REGION) else None

    def _last_told(self, p: Proposition) -> tuple[Place, ...]:
        """ "There": where the event told last was."""
        last = next((t for t in reversed(self._told) if t.p.span[0] < p.span[0]), None)
        return () if last is None or p.tree.number - last.p.tree.number > _BACK else last.places

    def _site(self, p: Proposition, pointer: str) -> tuple[Place, ...]:
        """ "The hospital": the last one of the kind that the report has named by name."""
        before = [x for names in self.page.placed[: p.tree.number + 1] for x in names if x.start < p.span[0]]
        called = next((x for x in reversed(before) if x.text.lower().endswith(f" {pointer}")), None)
        return () if called is None else (self.page.place_of(called),)

    def _last_named(self, p: Proposition, pointer: str) -> tuple[Place, ...]:
        wanted = _MEANT.get(pointer)
        for n in range(p.tree.number, max(-1, p.tree.number - _BACK - 1), -1):
            for name in reversed([x for x in self.page.placed[n] if x.start < p.span[0]]):
                if not name.located and names_party(self.page.trees[n], name, p):
                    continue
                place = self.page.place_of(name)
                wide = place.level is Level.COUNTRY or (place.radius_km or 0) > _POINTED_KM  # "flowed to Europe"
                vague = pointer in _SITES and place.level in _VAGUE  # a hospital is in a town
                if place.name is None or wide or vague or (wanted and place.level not in wanted):
                    continue
                return (place,)
        if wanted is not None and Level.REGION in wanted:
            found = self._only_region(p) or self._region_around(p)
            return tuple(x if x.text in self.page.text else x.model_copy(update={"text": pointer}) for x in found)
        towns = {x.name: x for t in self._told for x in t.places if x.level is Level.SETTLEMENT}
        if pointer in ("city", "town") and len(towns) == 1:
            return tuple(towns.values())
        return self._datelined() if pointer in ("city", "town", "there") else ()

    def _datelined(self) -> tuple[Place, ...]:
        """ "The city" of a report that names none before: that of its dateline, where it is no capital, from which
        reporters write of anywhere."""
        city = city_of_dateline(self.page.text)
        place = self.page.resolve(city) if city else None
        if place is None or place.level is not Level.SETTLEMENT or self.page.is_capital(place):
            return ()
        return (place,)

    def town(self, p: Proposition, found: tuple[Place, ...]) -> tuple[Place, ...]:
        """ "The city, in North Kordofan, has been without power": the town that is meant, beside the region named."""
        start, end = p.span
        if not all(x.level in WIDE for x in found):
            return found
        called = [t.i for t in p.tree.words if start <= t.start < end and _MEANT.get(p.tree.lemma(t.i)) == _TOWNS]
        at = next((i for i in called if any(p.tree.lemma(d) == "the" for d in p.tree.deps(i, "det"))), None)
        meant = self._last_named(p, p.tree.lemma(at)) if at is not None and not self._named_in(p, at) else ()
        return (*meant, *found) if meant and lies_in(meant[0], found[0]) else found

    def _named_in(self, p: Proposition, at: int) -> bool:
        """ "The city of X": whether the word has a name of its own."""
        return any(p.tree.words[k].upos == "PROPN" and p.tree.preposition(k) == "of" for k in p.tree.deps(at, "nmod"))

    def heading(self, p: Proposition) -> tuple[Place, ...]:
        """ "Sumy community. At night a drone hit a house", "Sumy: a drone hit a house": the place that heads the
        paragraph of a bulletin or the item of a list."""
        if (label := self.page.labels.get(p.tree.number)) is not None and label.end <= p.tree.words[p.head].start:
            p.notes.append("place that opens the item of a list")
            return (self.page.resolve(label.text).model_copy(update={"text": label.text}),)
        text, trees = self.page.text, self.page.trees
        opens = text.rfind("\n", 0, p.span[0]) + 1
        head = next((t for t in trees[max(0, p.tree.number - _ITEMS) : p.tree.number] if t.end > opens), None)
        if head is None or len(head) > _HEADING or text[opens : head.start].strip(" \t▪•-–—*"):
            return ()  # not what opens the paragraph
        if any(head.verbal(t.i) for t in head.words):
            return ()
        names = self.page.placed[head.number]
        return (self.page.place_of(names[0]),) if len(names) == 1 else ()

    def _only_region(self, p: Proposition) -> tuple[Place, ...]:
        """ "The region", far from its name: the only region that the report has named so far."""
        before = (x for names in self.page.placed[: p.tree.number + 1] for x in names if x.start < p.span[0])
        found = [self.page.place_of(x) for x in before]
        regions = {x.name: x for x in found if x.level is Level.REGION}
        return tuple(regions.values()) if len(regions) == 1 else ()

    def _region_around(self, p: Proposition) -> tuple[Place, ...]:
        """ "In the region", where only towns are named before: that of the last."""
        before = (x for names in self.page.placed[: p.tree.number + 1] for x in names if x.start < p.span[0])
        towns = [x for x in map(self.page.place_of, before) if x.level is Level.SETTLEMENT]
        around = (self.page.resolve(f"{x.admin1} region") for x in reversed(towns))
        return next(((x,) for x in around if x.level is Level.REGION), ())

    def carried(self, p: Proposition) -> tuple[Place, ...]:
        """The place of the event told just before by the same speaker, in the same paragraph."""
        if p.kind not in ARMED | {"displacement"} or _RUNNING.search(self.page.text, *p.span):
            return ()
        scene = self._scene(p)
        if scene or not self._told:
            return scene
        last = next((t for t in reversed(self._told) if not answered(t.p)), None)
        if last is None or p.modality != "actual" or whole_war(p) or of_a_whole_day(p):
            return ()
        before, found = last.p, last.places
        if self._another_day(before, p) or (p.polarity == "negated" and len(found) > 1):
            return ()
        if another(p) or answered(p) or self._long_ago(p) or (p.kind == "displacement" and not _moved(p, before)):
            return ()
        if p.kind == "interception" and (before.kind not in ("interception", "attack") or len(found) > 1):
            return ()  # of a list of regions nobody says over which of them the others were lost
        apart = p.tree.number - before.tree.number > 1 and not same_account(self.page, before, p)
        if apart or self._broken(before.span[1], p.span[0]):
            return self._one_scene(p)
        one, other = (q.by.party if q.by else None for q in (before, p))
        if (one and other and one != other) or any(p.tree.lemma(k) == "region" for k in p.tree.under(p.head)):
            return ()
        p.notes.append("place carried from the event told before")
        return found

    def _one_scene(self, p: Proposition) -> tuple[Place, ...]:
        """Further down in a report that tells of one place only: what came of the event there."""
        told = [x for t in self._told for x in t.places]
        fine = {x.name: x for x in told if x.level and x.level in _SCENES}
        finest = next((x for x in fine.values() if all(holds(y, x) for y in told)), None)
        last = self._told[-1].p.tree.number
        if finest is None or not came_of_it(p) or p.tree.number - last > _BACK or len(self.page.trees) > _NOTE:
            return ()
        who = self._told[-1].p.voice
        teller = range(0) if who is None else range(who.speaker.start, who.speaker.start + len(who.speaker.text))
        between = [x for n in range(last, p.tree.number + 1) for x in self.page.placed[n] if x.start not in teller]
        if not all(holds(x, finest) for x in map(self.page.place_of, between)):
            return ()
        p.notes.append("place carried: the one place that the report tells of")
        return (finest,)

    def _another_day(self, before: Proposition, p: Proposition) -> bool:
        """Whether the sentences of two events date them to other days: the later one may have been anywhere."""
        if before.tree is p.tree:
            return False
        one, other = (
            [t.moment.days for t in self.page.times_in(q.tree.start, q.tree.end, ahead=False)] for q in (before, p)
        )
        return bool(one and other) and all(a[1] < b[0] or b[1] < a[0] for a in one for b in other)

    def _broken(self, end: int, start: int) -> bool:
        """Whether a paragraph ends between; the headline and the first sentence beneath it are of one event."""
        text = self.page.text
        at = text.find("\n\n", end, start)
        headline = at >= 0 and text.find("\n\n") == at and at < _HEADLINE and text[at - 1 : at] not in '.!?”"'
        return at >= 0 and not (headline and "\n\n" not in text[at + 2 : start])

    def _scene(self, p: Proposition) -> tuple[Place, ...]:
        """ "Debris fell near the village. No one was injured": what the sentence before says of a weapon, a blast or a
        fire, where that is no event told."""
        n = p.tree.number - 1
        heard = bool(self._told) and self._told[-1].p.tree.number >= n
        if n < 0 or p.kind not in EFFECTS | {"displacement"} or heard or another(p):
            return ()
        tree, page = self.page.trees[n], self.page
        if "\n\n" in page.text[tree.start : p.span[0]]:
            return ()
        names = [x for x in page.placed[n] if not names_party(tree, x, p)]
        places = {(place := page.place_of(x)).name: place for x in names}
        fine = [x for x in places.values() if x.level in _SCENES]
        seen = any(not kinds_of(tree, k).isdisjoint(_SEEN) for k in subjects(tree))
        if len(fine) != 1 or not seen:
            return ()
        p.notes.append("place carried from the sentence before")
        return (fine[0],)

    def area_of(self, p: Proposition, speaker: Entity) -> tuple[Place, ...]:
        """The area of a local authority, by the name in its mention: "Sumy regional governor"."""
        local = speaker.role in LOCAL or speaker.party == "gaza-authorities"
        local = local or _ON_THE_SPOT.match(speaker.text) is not None
        start, end = mention_of(self.page, speaker)
        named = [x for names in self.page.placed for x in names if start <= x.start < end]
        if not named and local:
            return self._seat_of(p, start, end)
        if len(named) != 1:
            return ()
        area = self.page.place_of(named[0])
        if area.level is Level.SETTLEMENT and _REGIONAL.search(self.page.text, start, end):
            area = self.page.resolve(f"{area.text} region").model_copy(update={"text": area.text})
        local = local or (speaker.role is Role.OFFICIAL and not speaker.person and not self.page.is_capital(area))
        if area.level in (None, Level.COUNTRY) or not (local or area.level is Level.FACILITY):
            return ()
        if _RECEIVING.search(area.text):
            return ()  # where the dead were taken
        p.notes.append("place of the local authority that tells of it")
        return (area,)

    def _seat_of(self, p: Proposition, start: int, end: int) -> tuple[Place, ...]:
        """ "The head of the city's administration", "the regional governor": the town or region that such a mention
        without a name means."""
        if _OF_THE_CITY.search(self.page.text, start, end):
            return self._last_named(p, "city")
        found = self._only_region(p) if _REGIONAL.search(self.page.text, start, end) else ()
        if found:
            p.notes.append("place of the local authority that tells of it")
        return found

    def whole_area(self, p: Proposition) -> tuple[Place, ...]:
        """Relief, access, totals and trends: a report that names one area throughout speaks of that area."""
        if self.theatre is None or self._old_toll(p):
            return ()
        p.notes.append("place carried: the one area that the report is about")
        return (self.theatre,)

    def _old_toll(self, p: Proposition) -> bool:
        """ "Killed 31 in March": the dead of an old event, and no total, may be of anywhere."""
        running = _RUNNING.search(self.page.text, *p.span) is not None
        return p.kind == "casualties" and not running and self._long_ago(p)

    def _long_ago(self, p: Proposition) -> bool:
        """ "In March the group blew up a track": the sentence dates what it tells a week or more before the report."""
        published = self.page.published
        if published is None:
            return False
        times = self.page.times_in(p.tree.start, p.tree.end, ahead=False)
        return bool(times) and all(published.start - t.moment.end > _WEEK for t in times)


def _moved(p: Proposition, before: Proposition) -> bool:
    """ "Ninety residents were moved to a school": whether people had to leave on account of the event told before."""
    people = any(not kinds_of(p.tree, k).isdisjoint(("people", "population")) for k in p.targets)
    return people and not p.nominal and before.kind in ARMED
