"""Whose a target is: by its own words, by what it shares a sentence with, by the country that it lies in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trucewatch.read.cast import Cast
from trucewatch.read.mentions import groups
from trucewatch.read.naming import Entity
from trucewatch.read.proposition import EFFECTS, Proposition
from trucewatch.read.theirs import Theirs
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice
from trucewatch.records.claim import TARGET_BY_PLACE, TARGET_CARRIED
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Role

_STATELESS = frozenset({"PSE"})  # whose a house in Gaza or the West Bank is no country's name tells
_LIVING = frozenset({"resident", "inhabitant", "villager", "population"})
_BEFORE = ("nmod:poss", "amod", "compound", "nmod:desc", "flat", "nmod")
_OWNING = frozenset({"of", "from", "belonging to"})
_WITHIN = frozenset({"in", "across", "inside", "near"})
_FROM_ANYWHERE = frozenset(
    {"citizen", "national", "foreigner", "tourist", "seafarer", "sailor", "mariner", "crewman", "crew"}
)
_DEPTH = 3  # owners of owners looked through: "the roof of the school of the Russian garrison"
_LYING = frozenset(
    {
        "civilians", "settlement", "residential", "shelter", "health", "education", "religious", "commercial",
        "industrial", "agricultural", "government", "media", "energy", "water", "telecom", "transport",
        "infrastructure", "vehicle", "other", "military.industry",
    }
)  # fmt: skip
"""The classes that are the country's in which they lie. Troops, their sites and militants may be anybody's."""

_PLACED = EFFECTS | {"attack", "clash", "trend", "control", "displacement", "detention"}
_SPEAKING_LOCALLY = frozenset({Role.REGIONAL, Role.EMERGENCY})


class Belonging:
    """Gives a target its party, with the reason where it does not stand in the target's own words."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.page = cast, cast.page
        self._last: tuple[int, str | None, str | None] | None = None
        self._voice: Voice | None = None
        self._land = self._one_country()
        self._theirs = Theirs(cast)

    def of(
        self, p: Proposition, name: str | None, targets: Sequence[int], entity: Entity | None, places: Sequence[Place]
    ) -> tuple[str | None, str | None]:
        """The party of a target of class ``name``, and a note on how it was come by. Physical kinds only."""
        if entity is not None and entity.presumed and p.by is not None and p.by.party == entity.party:
            entity = None  # only presumed to be of the state that strikes: nobody strikes his own
        self._voice = p.voice
        lying = name is not None and not _LYING.isdisjoint((name, name.split(".")[0]))
        party, note = self._told(p.tree, targets[0], entity, lying=lying) or self._theirs.enemy(p), None
        if party is None and lying and p.kind in _PLACED and not self._from_anywhere(p.tree, targets[0], name):
            party, note = self._country(p, places), TARGET_BY_PLACE
            if party is None and p.kind in EFFECTS and not places:
                party, note = self._carried(p), TARGET_CARRIED
        if party is None and p.kind == "interception" and name == "weapon":
            party = self._theirs.intercepted(p, self._sender(p), places)
            note = "target's party is the attacker's: told in the same sentence or just before, else the other side's"
        if party is None and p.kind == "exchange":
            party, note = self._theirs.handed_over(p, entity), "target's party is of whoever gets them back"
        if p.kind == "interception":
            self._theirs.told(p, party)
        if p.kind == "casualties" and (owned := self._theirs.admitted(p)) is not None:
            party, note = owned, "target's party is of whoever admits the loss"
        elif party is None and p.kind == "casualties" and (losing := self._losing(p)) is not None:
            party, note = losing, "target's party is of whoever lost them"
        if p.kind == "attack":
            self._theirs.struck(p)
            self._last = (p.tree.number, party if lying else None, p.by.party if p.by else None)
        return party, note if party else None

    def _losing(self, p: Proposition) -> str | None:
        """ "The Ruritanian army lost 60 soldiers", "Ruritanian losses came to 60 soldiers": whose they were."""
        if p.frame.id not in ("casualties.lose", "casualties.amount"):
            return None
        who = p.tree.subject(p.head)
        if who is None:
            return None
        if p.frame.id == "casualties.amount":
            return self.owner(p.tree, who)
        losing = self.cast.who(p.tree, who, p.voice.speaker if p.voice is not None else None)
        return losing.party if losing is not None and not losing.presumed else None

    def _told(self, tree: Tree, i: int, entity: Entity | None, *, lying: bool) -> str | None:
        """The party by the target's own words. "Their belongings", "its residents": the owner is no party's body."""
        if tree.words[i].upos == "PRON" and tree.low(i) in ("it", "they", "them", "this", "that"):
            if tree.low(i) in ("they", "them") and entity is not None and entity.party and not entity.presumed:
                return entity.party  # "the rebels attacked; they were bombed there": the rebels
            entity = None if not lying else entity
        if not lying:
            return (entity.party if entity else None) or self.owner(tree, i)
        owners = [tree.low(k) for k in tree.deps(i, "nmod:poss") if tree.words[k].upos == "PRON"]
        if owners:
            return entity.party if entity and owners[0] in ("our", "my") else None
        return self._named(tree, i) or self.owner(tree, i)

    def _from_anywhere(self, tree: Tree, i: int, name: str | None) -> bool:
        """Whether a person may be from anywhere: someone by name, citizens of another state."""
        foreign = tree.lemma(i) in _FROM_ANYWHERE or any(tree.lemma(k) == "foreign" for k in tree.deps(i, "amod"))
        return name == "civilians" and (tree.words[i].upos == "PROPN" or foreign)

    def _sender(self, p: Proposition) -> str | None:
        """ "Of 103 drones launched by X, 88 were shot down": the drones are X's."""
        if self._last is None or self._last[0] != p.tree.number:
            return None
        sender = self._last[2]
        return None if p.by is not None and p.by.party == sender else sender

    def owner(self, tree: Tree, i: int, depth: int = 0) -> str | None:
        """The party named in a noun phrase as owner: "a Russian depot", "the port of Ukraine's navy"."""
        for k in reversed(tree.deps(i, *_BEFORE)):
            if tree.rel(k) == "nmod" and tree.preposition(k) not in _OWNING and k > i:
                continue
            if tree.rel(k) == "nmod:poss" and tree.words[k].upos == "PRON":
                who = self.cast.who(tree, k, self._teller(tree, k))
                if who is None or who.party is None or who.presumed or tree.lemma(i) in _LIVING:
                    continue  # a town's residents are no party's
                if who.start >= tree.start or not self._another_before(tree, k):
                    return who.party
            party = self._named(tree, k) or self._pointed_at(tree, k)
            party = party or (self.owner(tree, k, depth + 1) if depth < _DEPTH else None)
            if party is not None:
                return party
        for k in tree.deps(i, "appos") if depth < _DEPTH else ():
            party = self.owner(tree, k, depth + 1)
            if party is not None:
                return party
        first = tree.head(i)
        if tree.rel(i) == "conj" and depth == 0 and not tree.deps(i, "det", "nummod", *_BEFORE):
            return self.owner(tree, first, depth + 1)  # "Russian airfields and depots": the adjective is shared
        return None

    def _teller(self, tree: Tree, k: int) -> Entity | None:
        """ "..., while Ruritania says three of its soldiers died": its own, where nobody is named in between."""
        v = self._voice
        if v is None or v.sentence != tree.number or v.speaker.person or not v.start <= tree.words[k].start < v.end:
            return None
        named = any(v.start <= n.start < tree.words[k].start for n in self.page.named[tree.number])
        return None if named else v.speaker

    def _another_before(self, tree: Tree, k: int) -> bool:
        """ "A convoy was attacked and five of its members killed": a thing of this sentence may be meant, and none of
        whoever was told of before it."""
        return any(
            tree.rel(j).startswith("nsubj") and tree.words[j].upos == "NOUN" and not tree.has(j, "Number=Plur")
            for j in range(k)
        )

    def _pointed_at(self, tree: Tree, k: int) -> str | None:
        """ "Members of the movement": the party of the group that such a word stands for, where the report names it."""
        if tree.words[k].upos != "NOUN" or tree.lemma(k) not in groups()["group"]:
            return None
        who = self.cast.who(tree, k) if any(tree.lemma(d) == "the" for d in tree.deps(k, "det")) else None
        return who.party if who is not None and not who.presumed else None

    def _named(self, tree: Tree, k: int) -> str | None:
        """The party that a word names; none in "Russian-held", which tells who holds and not whose it is."""
        start = tree.words[k].start
        for n in self.page.named[tree.number]:
            beside = (self.page.text[n.end : n.end + 1], self.page.text[n.start - 1 : n.start])
            if n.start <= start < n.end and not {"-", "–"}.intersection(beside):  # "Ruritanian-Freedonian" is of both
                return n.party
        return None

    def _country(self, p: Proposition, places: Sequence[Place]) -> str | None:
        """The one country of the places. Not the actor's own, and not against a local body of another state:
        on held ground the gazetteer's country is not the owner that the report has in mind."""
        if p.kind == "displacement":  # "fled to Chad": where they went is not where they are from
            places = [x for x in places if not any(x.text in told for told in self._destinations(p))]
        country = self._country_of(p, places)
        if country is None or country in _STATELESS or (p.by is not None and self._might_own(p, p.by, country)):
            return None
        speaker = p.voice.speaker if p.voice is not None else None
        if speaker is not None and speaker.role in _SPEAKING_LOCALLY and speaker.party not in (None, country):
            return None
        return country

    def _destinations(self, p: Proposition) -> list[str]:
        where = [k for preposition, k in p.tree.obliques(p.head) if preposition in ("to", "into")]
        return [self.page.text[a:b] for a, b in (p.tree.span(p.tree.under(k)) for k in where)]

    def _country_of(self, p: Proposition, places: Sequence[Place]) -> str | None:
        """The country that the places lie in, of a long list the one of three in four; with no place the report's."""
        seen = Counter(x.country for x in places if x.country is not None) or Counter(self._within_state(p))
        if not seen:
            return self._at_home(p)
        best = min(seen, key=lambda c: (-seen[c], c))
        return best if len(seen) == 1 or (seen[best] > 2 and seen[best] * 4 >= seen.total() * 3) else None

    def _at_home(self, p: Proposition) -> str | None:
        """The state that the report is about, unless the sentence tells of another. Not of ground that changes hands,
        nor of whoever is held by nobody knows whom."""
        if p.kind == "detention" and (p.by is None or p.by.party is None):
            return None
        if self._land is not None or p.kind == "control":
            return self._land
        named = {n.party for n in self.page.named[p.tree.number] if len(n.party) == 3 and n.party.isupper()}
        by = p.by.party if p.by is not None else None
        denied = p.polarity == "negated" and p.kind in ("attack", "damage", "outage")
        if denied and named and self.cast.home not in named and by not in named and named & self.cast._pair():
            return None  # "Freedonia's airports authority denied that the airport was hit": not the home state's
        return self.cast._unless_elsewhere(p.tree, self.cast.home)

    def _within_state(self, p: Proposition) -> set[str]:
        """ "A bus in Pakistan", "in Pakistan's north-west": the state named as the place."""
        tree = p.tree
        here = [k for at in (p.head, *p.targets) for preposition, k in tree.obliques(at) if preposition in _WITHIN]
        named = {self._named(tree, j) for k in here for j in (k, *tree.deps(k, "nmod:poss"))}
        return {n for n in named if n is not None and len(n) == 3 and n.isupper()}

    def _might_own(self, p: Proposition, by: Entity, country: str) -> bool:
        """Whether the actor is of that country, or forces of which the text does not say whose they are."""
        kinds = kinds_of(p.tree, p.actor_at) if p.actor_at is not None else frozenset()
        forces = "force" in kinds and not kinds & {"militants", "weapon"}
        return by.party == country or (forces and (by.party is None or by.presumed))

    def _one_country(self) -> str | None:
        """The country in which nine in ten of the report's places lie, where it names two or more."""
        names = (n for placed in self.page.placed for n in placed if n.start not in self.page.bare)
        found = [self.page.resolve(n.text) for n in names]
        seen = Counter(x.country for x in found if x.country is not None and x.level is not Level.COUNTRY)
        best = min(seen, key=lambda c: (-seen[c], c), default=None)
        enough = best is not None and seen[best] >= 2 and seen[best] * 10 >= seen.total() * 9
        return best if enough else None

    def _carried(self, p: Proposition) -> str | None:
        if self._last is None or p.tree.number - self._last[0] > 1:
            return None
        party = self._last[1]
        return None if p.by is not None and p.by.party == party else party
