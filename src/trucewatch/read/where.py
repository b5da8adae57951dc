"""Where the event of a claim took place: in the claim's own words, in the clause above them, or carried.

Of places that lie in one another the finest counts ("a house in Jabalia in northern Gaza" was in Jabalia); places that
are parties are none (``placewords``). A carried place is one that the text states for the same thing ("the school"),
for the event told just before, or for the flow that the whole report is about; each is noted (``recalled``).
"""

from __future__ import annotations

from collections.abc import Iterable

from trucewatch.language.gazetteer import PlaceName
from trucewatch.read.bystanders import head_of
from trucewatch.read.finest import lies_in
from trucewatch.read.lexicons import words
from trucewatch.read.meant import definite, of_truce
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.placewords import ARMED, FLOWS, PlaceWords
from trucewatch.read.proposition import EFFECTS, Proposition, causing, tells_of_another
from trucewatch.read.recalled import LOCAL, MEANT_REGIONS, MEANT_TOWNS, Recalled
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import SUBJECTS, Tree
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import GROUPED_KINDS

_PLACELESS = frozenset({"assessment", "accusation", "sanction", "demand", "proposal", "acceptance", "rejection"})
_LOCATED = frozenset(k.value for k in GROUPED_KINDS) | {"trend"}
_THROUGHOUT = FLOWS | {"trend", "casualties", "displacement"}
_CITY_KM = 8  # the reach of a city that has districts
_FRONTED = frozenset({"obl", "advmod", "nmod", "obl:unmarked"})
_WITHIN = frozenset({"in", "at", "near", "outside", "across", "around", "over"})
_FRONTS = frozenset({"front", "frontline", "battlefield", "line"})
_WIDER = frozenset({"region", "oblast", "province", "republic", "elsewhere", "another", "also", "total"})
_PROVINCES = frozenset({"region", "province", "oblast"})
_FINE = frozenset({Level.SETTLEMENT, Level.NEAR, Level.FACILITY, Level.DISTRICT})
_APART = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "parataxis"})


class Whereabouts:
    """The places of a report's claims, asked for in the order of its text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._named = PlaceWords(page)
        self._before = Recalled(page, self._named)

    def survey(self, propositions: Iterable[Proposition]) -> None:
        """Notes beforehand which things ("school", "bus") the report places where, for claims that stand before."""
        self._before.survey(propositions)

    def of(self, p: Proposition) -> tuple[Place, ...]:
        """The places of the event itself. Names of actors are no places."""
        if p.kind in _PLACELESS:
            return self._named.signed(p) if p.kind in ("acceptance", "proposal") else ()
        found = self._named.within(p, *p.span) or self._before.capital(p)
        if found and p.kind in _LOCATED and all(x.level is Level.COUNTRY for x in found) and not _of_capital(p):
            found = self._before.pointed(p) or found  # "attacks in the province are claimed by a group backed by X"
        stated = bool(found)
        if not found and p.kind in _LOCATED | FLOWS:
            found = self._elsewhere(p)
        elif not found:
            found = self._before.pointed(p)
        found = self._before.town(p, found) if stated else found
        found = self._before.refined(p, found, stated=stated)
        if found and p.kind in _LOCATED:
            self._before.note(p, found)
        return found

    def _elsewhere(self, p: Proposition) -> tuple[Place, ...]:
        """The place of what has none in its own words."""
        if of_truce(p) or _launched(p):
            return ()
        behind = self._behind(p)
        if behind:
            return behind
        opening = self._opening(p)
        if opening is not None:
            return self._within_the_opening(p, opening)
        if _total(p) and self._before.theatre is not None:
            return self._before.whole_area(p)
        noted = len(p.notes)
        found = self._where_said(p) or self._above(p) or self._caused(p) or self._headed(p)
        found = found or self._before.same_thing(p) or self._before.pointed(p) or self._told_or_teller(p)
        if not (found := _beyond(p, found)):
            del p.notes[noted:]
        doer = p.by.party if p.by and p.kind != "interception" else None
        found = tuple(x for x in found if x.level is not Level.COUNTRY or x.country != doer)  # no side strikes itself
        return found or (self._before.whole_area(p) if p.kind in _THROUGHOUT else ())

    def _headed(self, p: Proposition) -> tuple[Place, ...]:
        """What heads the paragraph, or the event told just before, where that lies in it: "Sumy district. A drone hit
        the village of A. A barn burned down"."""
        head = self._before.heading(p)
        noted = len(p.notes)
        told = self._before.carried(p) if head and head[0].level in (Level.DISTRICT, Level.REGION) else ()
        if told and all(lies_in(x, head[0]) for x in told):
            return told
        del p.notes[noted:]
        return head

    def _behind(self, p: Proposition) -> tuple[Place, ...]:
        """ "Downed 121 drones, the ministry said, most of them over X": what is added to the deed after the saying."""
        tree, voice = p.tree, p.voice
        if voice is None or voice.sentence != tree.number or voice.cue_start < p.span[1]:
            return ()
        at = voice.speaker.start
        below = set(tree.under(p.head, set(tree.within(at, at + len(voice.speaker.text)))))
        names = [n for n in self.page.placed[tree.number] if n.start > voice.cue_start]
        heads = [(n, i) for n in names if (i := head_of(tree, n)) is not None and i in below]
        apart = {n for n, i in heads for k in [i, *tree.above(i)] if k in below - {p.head} and tree.verbal(k)}
        return self._named.of_names(p, (n for n, _ in heads if n not in apart))

    def _opening(self, p: Proposition) -> tuple[Place, ...] | None:
        """ "In X, the governor said a drone had wounded a man": the place that opens the sentence of the saying; None
        where none does. Where somebody from afar speaks in a capital it is that of the speaker, and nothing is told of
        the event's."""
        tree, voice = p.tree, p.voice
        cue = tree.at(voice.cue_start) if voice is not None and voice.sentence == tree.number else None
        speaker = tree.subject(cue) if cue is not None else None
        if voice is None or cue is None or speaker is None or not speaker < cue < p.head:
            return None
        over = cue if tree.head(cue) != p.head else p.head  # "in X, the governor said, a line was cut"
        spans = (tree.span(tree.under(k)) for k in tree.kids[over] if k < speaker and tree.rel(k) in _FRONTED)
        here = [n for n in self.page.placed[tree.number] if _there(tree, n, over)]
        names = dict.fromkeys(n for a, b in spans for n in here if a <= n.start < b)
        found = tuple(x for n in names for x in self._named.within(p, n.start, n.end))
        if not found:
            return None
        if self._from_afar(voice.speaker, found):
            return ()
        p.notes.append("place that opens the sentence")
        return found

    def _within_the_opening(self, p: Proposition, opening: tuple[Place, ...]) -> tuple[Place, ...]:
        """ "In X region, the governor said a drone had hit a house in Y, wounding a man": in Y, which the clause above
        or the cause names."""
        told = {p.tree.lemma(k) for k in p.tree.within(*p.span)}
        beside = p.tree.rel(p.head) == "conj" and p.kind not in EFFECTS  # "... and 15 drones were shot down"
        if len(opening) != 1 or opening[0].level is not Level.REGION or beside or not told.isdisjoint(_WIDER):
            return opening
        noted = len(p.notes)
        closer = self._above(p) or self._caused(p)
        if closer and all(lies_in(x, opening[0]) for x in closer):
            del p.notes[noted - 1 : noted]
            return closer
        del p.notes[noted:]
        return opening

    def _from_afar(self, speaker: Entity, found: tuple[Place, ...]) -> bool:
        """Whether a government speaks in a capital, or a union of states in a country that the report does not name."""
        if speaker.party in words("parties", "unions") and all(x.country not in self.page.countries for x in found):
            return True
        return speaker.role not in LOCAL and any(self.page.is_capital(x) for x in found)

    def _above(self, p: Proposition) -> tuple[Place, ...]:
        if p.nominal and (spoken_of := self._before_comma(p)):
            return spoken_of
        below = p.head
        for up in p.tree.above(p.head):
            if p.nominal and below != p.head and p.tree.rel(below) in _APART:
                return ()  # a noun within another clause: "in X they spoke of the attack"
            if p.kind == "exchange" and p.tree.rel(below) == "conj" and p.tree.deps(below, *SUBJECTS):
                return ()  # "..., and the other side released 60"
            relative, below = below, up
            if p.kind == "trend" and p.tree.rel(relative) == "advcl" and p.tree.deps(relative, *SUBJECTS):
                return ()  # "killed four in X as the army went on with its offensive"
            if p.voice is not None and not p.voice.start <= p.tree.words[up].start < p.voice.end:
                return ()
            found = self._named_at(p, up) or self._named.under(p, up)
            if found:
                return () if len(found) > 1 and p.kind == "interception" and _counted_apart(p, relative) else found
            if tells_of_another(p, relative) or (p.tree.lemma(up) in _FRONTS and "where" in p.tree.marks(relative)):
                return ()
        return ()

    def _where_said(self, p: Proposition) -> tuple[Place, ...]:
        """ "In the X region, where the governor said one was killed": the place of which the saying is told."""
        tree, voice = p.tree, p.voice
        cue = tree.at(voice.cue_start) if voice is not None and voice.sentence == tree.number else None
        if cue is None or tree.rel(cue) != "acl:relcl" or "where" not in tree.marks(cue) | tree.marks(p.head):
            return ()
        return self._named_at(p, tree.head(cue))

    def _before_comma(self, p: Proposition) -> tuple[Place, ...]:
        """ "People from X, currently under assault": what is added after a comma is of the place before it."""
        names = [n for n in self.page.placed[p.tree.number] if self.page.text[n.end : p.span[0]] == ", "]
        under = p.tree.preposition(p.head) == "under"
        return (self.page.place_of(names[0]),) if names and under else ()

    def _caused(self, p: Proposition) -> tuple[Place, ...]:
        """ "Were killed when a shell hit a house in X": of what caused an effect."""
        clauses = (p.tree.span(p.tree.under(k)) for k in causing(p))
        return next((found for span in clauses if (found := self._named.within(p, *span))), ())

    def _told_or_teller(self, p: Proposition) -> tuple[Place, ...]:
        """The place of the event told before; that of a local authority which tells of this one, where the other lies
        elsewhere or is wider."""
        area = self._speakers(p)
        if not area:
            return self._before.carried(p)
        notes = len(p.notes)
        carried = self._before.carried(p)
        within = carried and all(x.name == area[0].name or lies_in(x, area[0]) for x in carried)
        going_on = p.voice is not None and p.voice.going_on
        if (
            within
            or (carried and going_on)
            or (carried and area[0].level is Level.REGION and lies_in(area[0], carried[0]))
        ):
            del p.notes[notes - 1]
            return carried
        del p.notes[notes:]
        return area

    def _speakers(self, p: Proposition) -> tuple[Place, ...]:
        """What a local authority tells without a place was in its own area: "the governor of X said that ..." """
        if p.voice is None or p.kind not in ARMED:
            return ()
        return self._before.area_of(p, p.voice.speaker)

    def _named_at(self, p: Proposition, i: int) -> tuple[Place, ...]:
        """ "Beit Lahia, now under heavy assault": the place of which the clause speaks."""
        for name in self.page.placed[p.tree.number]:
            if name.start <= p.tree.words[i].start < name.end:
                place = self.page.place_of(name)
                return (place,) if place.level not in (None, Level.COUNTRY) else ()
        return ()


def _there(tree: Tree, name: PlaceName, cue: int) -> bool:
    """Whether a name before a verb of saying is where it was: "in X", "in the city of X", "further east, in X"; not
    "in a speech in X"."""
    i = head_of(tree, name)
    chain = [] if i is None else [i, *tree.above(i)]
    chain = chain[: chain.index(cue)] if cue in chain else []
    top = next((k for k in chain if tree.preposition(k) in _WITHIN), None)
    if top is None or any(tree.verbal(k) for k in chain):
        return False
    named = name.start <= tree.words[top].start < name.end or tree.lemma(top) in words("places", "placing")
    over = chain[chain.index(top) + 1 :]
    return named and all(tree.words[k].upos == "ADV" for k in over)


def _counted_apart(p: Proposition, k: int) -> bool:
    """ "Shot 40 down over A, B and C, while 20 more were lost": over which of these is not said."""
    return p.tree.rel(k) in ("advcl", "conj", "parataxis") and bool(p.tree.deps(k, *SUBJECTS))


def _of_capital(p: Proposition) -> bool:
    """ "Forty died in X, and the country's capital reported a first death": the word points within what is named."""
    return "capital" in p.tree.lemmas


def _beyond(p: Proposition, found: tuple[Place, ...]) -> tuple[Place, ...]:
    """Without what is too fine for words such as "in a village", "on the front lines": these are of no place told."""
    if not found:
        return found
    tree, unnamed = p.tree, set()
    where = [("in", tree.head(p.head))] if tree.rel(p.head) == "acl:relcl" and "where" in tree.marks(p.head) else []
    inside = [pair for at in {p.head, *p.targets} for pair in tree.obliques(at)]
    inside = [
        (x, k) for x, k in inside if not any(tree.deps(j, "nummod") for j in tree.deps(k, "nmod"))
    ]  # "an area of 5 ha"
    for preposition, k in where + [(x, k) for x, k in inside if p.span[0] <= tree.words[k].start < p.span[1]]:
        if preposition in _WITHIN | {"on", "from", "through"}:
            unnamed.add(tree.lemma(k) if tree.lemma(k) in _FRONTS or not definite(tree, k) else "")
    many = {
        tree.lemma(k) for k in p.targets if tree.has(k, "Number=Plur") and not tree.deps(k, "nmod")
    }  # "struck several regions"
    unnamed |= many & (MEANT_TOWNS | MEANT_REGIONS)
    gone = _FINE if unnamed & (_FRONTS | MEANT_TOWNS | MEANT_REGIONS) else frozenset()
    gone = _FINE | {Level.REGION} if unnamed & _PROVINCES else gone
    if unnamed == {"district"} and all((x.radius_km or 0) >= _CITY_KM for x in found):
        gone = gone - {Level.SETTLEMENT}  # "three districts lost power": of the city told of
    return tuple(x for x in found if x.level not in gone)


def _launched(p: Proposition) -> bool:
    """ "Shot down over X 69 drones launched by Y": X is where they were shot down."""
    weapon = p.tree.rel(p.head) == "acl" and "weapon" in kinds_of(p.tree, p.tree.head(p.head))
    return p.kind == "attack" and weapon


def _total(p: Proposition) -> bool:
    """ "Bringing the death toll to 45": the toll is that of a wider area than the event told before it."""
    tree = p.tree
    return p.kind == "casualties" and any(tree.lemma(k) in words("counts", "running") for k in p.tree.kids[p.head])
