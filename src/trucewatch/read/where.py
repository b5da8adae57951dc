"""Where the event of a claim took place: in the claim's own words, in the clause above them, or carried.

Of places that lie in one another the finest counts ("a house in Jabalia in northern Gaza" was in Jabalia); places that
are parties are none. A carried place is one that the text states for the same thing ("the school"), for the event told
just before, or for the flow that the whole report is about; each carrying is noted on the proposition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from trucewatch.language.gazetteer import PlaceName
from trucewatch.read.bystanders import head_of, names_party, of_body, of_event, of_giver, sent_away
from trucewatch.read.finest import Found, finest, lies_in
from trucewatch.read.lexicons import words
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition
from trucewatch.read.tree import Tree
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import GROUPED_KINDS

_PLACELESS = frozenset({"assessment", "accusation", "sanction", "demand", "proposal", "acceptance", "rejection"})
_LOCATED = frozenset(k.value for k in GROUPED_KINDS) | {"trend"}
_CARRYING = frozenset({"attack", "casualties", "damage", "outage", "interception"})
_RECALLING = _CARRYING | {"displacement", "deployment", "obstruction"}
_FLOWS = frozenset({"aid", "obstruction"})
_THROUGHOUT = _FLOWS | {"trend", "casualties", "displacement"}
_WIDE = frozenset({Level.REGION, Level.AREA})
_MEANT = {
    **dict.fromkeys(("region", "province", "oblast", "territory", "area", "district"), _WIDE | {Level.DISTRICT}),
    **dict.fromkeys(("city", "town", "village", "settlement"), frozenset({Level.SETTLEMENT})),
}
_PARTS = frozenset({"including", "among"})
_OTHER_EVENTS = frozenset({"since", "following", "after", "before", "despite", "amid"})
_POINTED_KM = 1_000  # no "area" or "there" means a part of the world
_BACK = 4  # sentences that a pointing word may point back over
_MOST = 40
_SPOTS = frozenset({Level.SETTLEMENT, Level.FACILITY, Level.NEAR})
_BETWEEN = re.compile(r"\b[Bb]etween $")
_APART = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "parataxis"})
_OVER = re.compile(r"\b(?:in|over|above) (?:the )?$|(?:, | and )$")
_RUNNING = re.compile(r"\bsince\b|\bso far\b|\bto date\b|\bin total\b|\btoll\b")  # a total is of no one place
_POINTED_PART = re.compile(
    r"\b(?:in|to|from|across)\s+(?P<said>the\s+(north|south|east|west|cent(?:re|er))\b(?!\s+of|-|\s+[A-Z]))"
)


class _Told(NamedTuple):
    """An event whose place is known: what its words named."""

    p: Proposition
    nouns: frozenset[str]
    places: tuple[Place, ...]


class Whereabouts:
    """The places of a report's claims, asked for in the order of its text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._told: list[_Told] = []
        self._theatre = _theatre(page)
        self._things: dict[str, set[tuple[Place, ...]]] = {}
        self._placed_things = tuple(_placed_things(page))

    def survey(self, propositions: Iterable[Proposition]) -> None:
        """Notes beforehand which things ("school", "bus") the report places where, for claims that stand before."""
        for _, nouns, placed in self._placed_things:
            for noun in nouns & words("places", "things"):
                self._things.setdefault(noun, set()).add(_unworded(placed))
        for p in propositions:
            found = self._within(p, *p.span) if p.kind in _CARRYING else ()
            if found and all(x.level not in _WIDE for x in found):
                for noun in _nouns(p) & words("places", "things"):
                    self._things.setdefault(noun, set()).add(_unworded(found))

    def of(self, p: Proposition) -> tuple[Place, ...]:
        """The places of the event itself. Names of actors are no places."""
        if p.kind in _PLACELESS:
            return ()
        found = self._within(p, *p.span)
        if not found and p.kind in _LOCATED | _FLOWS:
            found = self._elsewhere(p)
        elif not found:
            found = self._pointed(p)
        found = self._refined(p, found)
        if found and p.kind in _LOCATED:
            self._told.append(_Told(p, _nouns(p), found))
        return found

    def _elsewhere(self, p: Proposition) -> tuple[Place, ...]:
        """The place of what has none in its own words."""
        if _total(p) and self._theatre is not None:
            return self._whole_area(p)
        found = self._above(p) or self._same_thing(p) or self._pointed(p) or self._carried(p)
        doer = p.by.party if p.by else None
        found = tuple(x for x in found if x.level is not Level.COUNTRY or x.country != doer)  # no side strikes itself
        return found or (self._whole_area(p) if p.kind in _THROUGHOUT else ())

    def _refined(self, p: Proposition, found: tuple[Place, ...]) -> tuple[Place, ...]:
        """ "A strike on a school in the north", told more closely further on: where the thing is named in one place
        only, and that lies in what was found here."""
        if len(found) != 1 or found[0].level not in _WIDE or p.kind not in _CARRYING:
            return found
        closer = {next(iter(spots)) for n in _nouns(p, whole=True) if len(spots := self._things.get(n, set())) == 1}
        if len(closer) != 1:
            return found
        told = next(iter(closer))
        if not all(lies_in(x, found[0]) for x in told):
            return found
        p.notes.append("place told more closely for the same thing elsewhere in the report")
        return told

    def _above(self, p: Proposition) -> tuple[Place, ...]:
        below = p.head
        for up in p.tree.above(p.head):
            if p.nominal and below != p.head and p.tree.rel(below) in _APART:
                return ()  # a noun within another clause: "in X they spoke of the attack"
            below = up
            if p.voice is not None and not p.voice.start <= p.tree.words[up].start < p.voice.end:
                return ()
            found = self._named_at(p, up) or self._within(p, *p.tree.span(p.tree.under(up)))
            if found:
                return found
        return ()

    def _named_at(self, p: Proposition, i: int) -> tuple[Place, ...]:
        """ "Beit Lahia, now under heavy assault": the place of which the clause speaks."""
        for name in self.page.placed[p.tree.number]:
            if name.start <= p.tree.words[i].start < name.end:
                place = self.page.place_of(name)
                return (place,) if place.level not in (None, Level.COUNTRY) else ()
        return ()

    def _same_thing(self, p: Proposition) -> tuple[Place, ...]:
        """ "The school", "the attack": the place of the event before in which such a thing was named."""
        meant = _definite(p) if p.kind in _RECALLING else frozenset()
        told = [(t.p.span[0], t.nouns, t.places) for t in self._told]
        before = sorted((*told, *(t for t in self._placed_things if t[0] < p.span[0])), key=lambda t: -t[0])
        same = [places for _, nouns, places in before if meant & nouns]
        if not same:
            return ()
        p.notes.append("place carried from the event that names the same thing")
        return next((places for places in same if any(x.level not in _WIDE for x in places)), same[0])

    def _pointed(self, p: Proposition) -> tuple[Place, ...]:
        """ "The enclave", "there": the place named last before, at most four sentences back; "the north": of what the
        report is about."""
        tree, page = p.tree, self.page
        part = _POINTED_PART.search(page.text, *p.span)
        if part is not None and self._theatre is not None:
            named = page.resolve(f"{'central' if part[2][0] == 'c' else part[2] + 'ern'} {self._theatre.name}")
            p.notes.append("part of the area that the report is about")
            return (named.model_copy(update={"text": part["said"]}),)
        start, end = p.span
        inside = (t.i for t in tree.words if start <= t.start < end and tree.rel(t.i) != "expl")
        at = next((i for i in inside if tree.lemma(i) in words("classes", "pointers") and _pointing(tree, i)), None)
        if at is None:
            return ()
        lemma = tree.lemma(at)
        if lemma == "capital":
            capital = page.capital_at(tree.number, tree.words[at].start)
            return () if capital is None else (capital.model_copy(update={"text": tree.words[at].text}),)
        area = page.area_called(lemma)
        return (area,) if area is not None else self._site(p, lemma) or self._last_named(p, lemma)

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
                if place.name is None or wide or (wanted and place.level not in wanted):
                    continue
                return (place,)
        return self._only_region(p) if wanted is not None and Level.REGION in wanted else ()

    def _only_region(self, p: Proposition) -> tuple[Place, ...]:
        """ "The region", far from its name: the only region that the report has named so far."""
        before = (x for names in self.page.placed[: p.tree.number + 1] for x in names if x.start < p.span[0])
        regions = {x.name: x for x in map(self.page.place_of, before) if x.level is Level.REGION}
        return tuple(regions.values()) if len(regions) == 1 else ()

    def _carried(self, p: Proposition) -> tuple[Place, ...]:
        """The place of the event told just before by the same speaker, in the same paragraph."""
        if not self._told or p.kind not in _CARRYING or _RUNNING.search(self.page.text, *p.span):
            return ()
        before, found = self._told[-1].p, self._told[-1].places
        if p.kind == "interception" and before.kind not in ("interception", "attack"):
            return ()
        if p.tree.number - before.tree.number > 1 or "\n\n" in self.page.text[before.span[1] : p.span[0]]:
            return ()
        one, other = (q.by.party if q.by else None for q in (before, p))
        if (one and other and one != other) or any(p.tree.lemma(k) == "region" for k in p.tree.under(p.head)):
            return ()
        p.notes.append("place carried from the event told before")
        return found

    def _whole_area(self, p: Proposition) -> tuple[Place, ...]:
        """Relief, access, totals and trends: a report that names one area throughout speaks of that area."""
        if self._theatre is None:
            return ()
        p.notes.append("place carried: the one area that the report is about")
        return (self._theatre,)

    def _dateline(self, name: PlaceName) -> bool:
        return bool(re.search(r"\b[Rr]eporting from $", self.page.text[max(0, name.start - 20) : name.start]))

    def _within(self, p: Proposition, start: int, end: int) -> tuple[Place, ...]:
        found: list[Found] = []
        for name in self.page.placed[p.tree.number]:
            if not start <= name.start < end or of_body(p.tree, name.start) or of_giver(p.tree, name):
                continue
            if self._dateline(name):
                continue
            place = self._listed_region(p, name) or self.page.place_of(name)
            known_site = place.level is Level.FACILITY and p.kind in _CARRYING
            if (not name.located and not known_site and names_party(p.tree, name, p)) or not of_event(p, name):
                continue
            if (
                place.name is None
                or _borders(self.page.text, name)
                or (place.level is Level.COUNTRY and sent_away(p, name))
            ):
                continue
            found.append(Found(name, place))
        kept = finest(self._spanned([f for f in found if not _aside(p, f)]), self.page.text)
        return tuple({f.place.name: f.place for f in reversed(kept)}.values())[::-1][:_MOST]

    def _spanned(self, found: list[Found]) -> list[Found]:
        """ "Between A and B": one place, if both are settlements and neither name stands for a party."""
        text, out = self.page.text, list(found)
        for a, b in pairwise(found):
            if (
                not _BETWEEN.search(text, max(0, a.name.start - 12), a.name.start)
                or text[a.name.end : b.name.start] != " and "
            ):
                continue
            party = any(n.start < b.name.end and a.name.start < n.end for names in self.page.named for n in names)
            if party or not {a.place.level, b.place.level} <= _SPOTS:
                continue
            worded = text[a.name.start - len("between ") : b.name.end]
            name = a.name._replace(start=a.name.start - len("between "), end=b.name.end, text=worded)
            at = out.index(a)
            out[at : at + 2] = [Found(name, self.page.resolve(worded))]
        return out

    def _listed_region(self, p: Proposition, name: PlaceName) -> Place | None:
        """ "150 drones were downed, 53 in Oryol": such lists go by regions. So it is read where the report names the
        region of that name, or the sentence another region, and the words do not say that the town is meant."""
        if p.kind != "interception" or not _numbered_list(self.page.text, p, name):
            return None
        place = self.page.place_of(name)
        if place.level is not Level.SETTLEMENT or not place.text[:1].isupper():
            return None
        region = self.page.resolve(f"{place.text} region")
        others = [(names, x) for names in self.page.placed for x in names if x.text != name.text]
        here = self.page.placed[p.tree.number]
        told = (names is here or self.page.resolve(x.expression).name == region.name for names, x in others)
        wide = (self.page.place_of(x).level is Level.REGION for _, x in others)
        if region.level is not Level.REGION or not any(a and b for a, b in zip(told, wide, strict=True)):
            return None
        return region.model_copy(update={"text": name.text})


def _theatre(page: Page) -> Place | None:
    """The region that a report is about: it is named, and three fifths of all the report's places, three at least, are
    it or lie in it; None if there is none."""
    seen: Counter[tuple[str | None, str]] = Counter()
    regions: dict[tuple[str | None, str], Place] = {}
    for place in (page.place_of(name) for sentence in page.placed for name in sentence):
        if place.level is None or place.level is Level.COUNTRY:
            continue
        key = (place.country, place.admin1 or place.name or "")
        seen[key] += 1
        if place.level is Level.REGION:
            regions.setdefault(key, place)
    ranked = sorted(seen.items(), key=lambda e: (-e[1], str(e[0])))
    if not ranked or ranked[0][1] < 3 or ranked[0][1] * 5 < sum(seen.values()) * 3:
        return None
    return regions.get(ranked[0][0])


def _placed_things(page: Page) -> Iterator[tuple[int, frozenset[str], tuple[Place, ...]]]:
    """ "The school in Daraj": a thing that a phrase places finely, wherever it stands: offset, thing, places."""
    kept = words("places", "things") | words("places", "acts")
    for tree, names in zip(page.trees, page.placed, strict=True):
        for name in names:
            i = head_of(tree, name)
            up = -1 if i is None else tree.head(i)
            if i is None or up < 0 or (tree.preposition(i) or "") not in ("in", "at", "near", "of"):
                continue
            place = page.place_of(name)
            if tree.lemma(up).lower() in kept and place.level not in (None, Level.COUNTRY, *_WIDE):
                yield tree.words[up].start, frozenset({tree.lemma(up).lower()}), (place,)


def _borders(text: str, name: PlaceName) -> bool:
    """ "Near the Ukraine border" may lie on the other side of it."""
    return name.text.lower().startswith("near") and text.startswith((" border", " frontier"), name.end)


def _pointing(tree: Tree, i: int) -> bool:
    """Whether a word points back: "the territory", "there"; not "territory seized since 2022"."""
    if tree.words[i].upos != "NOUN":
        return True
    return any(tree.lemma(d) in ("the", "this", "that", "its", "their") for d in tree.deps(i, "det", "nmod:poss"))


def _unworded(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places by what they are, so that two wordings of one are one."""
    return tuple(sorted((p.model_copy(update={"text": p.name or p.text}) for p in places), key=lambda p: p.text))


def _nouns(p: Proposition, *, whole: bool = False) -> frozenset[str]:
    """The things that the clause names, of those that a later "the …" can mean. ``whole``: not those that only a part
    of it speaks of ("46 people, including 31 in a school")."""
    tree, kept = p.tree, words("places", "things") | words("places", "acts")
    start, end = p.span
    inside = [t.i for t in tree.words if start <= t.start < end and t.upos in ("NOUN", "PROPN")]
    if whole:
        parts = [t.i for t in tree.words if start <= t.start < end and t.text.lower() in _PARTS]
        inside = [i for i in inside if not parts or i < parts[0]]
    return frozenset(tree.lemma(i).lower() for i in inside) & kept


def _definite(p: Proposition) -> frozenset[str]:
    """The things that the clause takes as known: with "the", "this", "that"."""
    tree, kept = p.tree, words("places", "things") | words("places", "acts")
    start, end = p.span
    out = set()
    for t in tree.words:
        if start <= t.start < end and t.upos in ("NOUN", "PROPN") and tree.lemma(t.i).lower() in kept:
            heads = (t.i, tree.head(t.i)) if tree.rel(t.i) == "compound" else (t.i,)
            if any(tree.lemma(d).lower() in ("the", "this", "that") for h in heads for d in tree.deps(h, "det")):
                out.add(tree.lemma(t.i).lower())
    return frozenset(out)


def _total(p: Proposition) -> bool:
    """ "Bringing the death toll to 45": the toll is that of a wider area than the event told before it."""
    tree = p.tree
    return p.kind == "casualties" and any(tree.lemma(k) in words("counts", "running") for k in p.tree.kids[p.head])


def _aside(p: Proposition, found: Found) -> bool:
    """ "Since the attacks on X, 300 people have been killed in Y", "aid for X reached Y": X is no place of the event,
    if another is told."""
    tree, i = p.tree, head_of(p.tree, found.name)
    if i is None:
        return False
    if tree.preposition(i) == "for" and p.kind in _FLOWS:
        return True
    chain = [i, *tree.above(i)]
    chain = chain[: chain.index(p.head)] if p.head in chain else []
    answer = any(tree.lemma(k) in words("places", "answers") for k in chain if k != i)
    return answer or any(tree.preposition(k) in _OTHER_EVENTS for k in chain if k != i)


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    small = "|".join(sorted(words("counts", "words")))
    return re.compile(rf"\b(?:\d+|{small}) (?:\w+ ){{0,4}}(?:in|over|above) (?:the )?[A-Z]")


@lru_cache(maxsize=1)
def _tallied() -> re.Pattern[str]:
    small = "|".join(sorted(words("counts", "words")))
    return re.compile(rf"\s*(?:[-–—:(]\s*)?(?:\d+|{small})\b\)?\s*(?:[,;.]|and\b|$)")


def _numbered_list(text: str, p: Proposition, name: PlaceName) -> bool:
    """Whether a name stands in a list of where how many were downed: "35 over Kursk", "Kursk 35, Oryol 20"."""
    if _tallied().match(text, name.end, p.span[1]):
        return True
    over = _OVER.search(text, max(p.span[0], name.start - 12), name.start)
    return over is not None and _numbered().search(text, *p.span) is not None
