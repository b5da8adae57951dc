"""The target class of what a claim's target names, with what the report says elsewhere of the same thing or person."""

from __future__ import annotations

import re

from trucewatch.language.parties import unions
from trucewatch.language.tokens import lowered_whole
from trucewatch.read.cast import Cast
from trucewatch.read.lexicons import services, words
from trucewatch.read.meant import definite
from trucewatch.read.roles import Roles
from trucewatch.read.things import complement, elided, kinds_of, phrases, target_class, target_class_of_word
from trucewatch.read.tree import Tree
from trucewatch.values.place import Level
from trucewatch.values.vocabularies import Role

_SHELTER = re.compile(
    r"(?:school|hospital|church|mosque|university|classroom)[^.]{0,90}?\b(?:shelter|hous)(?:ing|ed|s)?\b"
    r"[^.]{0,60}?\b(?:displaced|famil|refugees|civilians|people|residents|inside|hundreds|Palestinians)"
    r"|building[^.]{0,40}?\b(?:was|were|is) (?:hous|shelter)ing\b[^.]{0,40}(?:displaced|refugee|families)"
    r"|-turned-shelter|(?:displaced|families|people|civilians)[^.]{0,80}?\b(?:shelter\w*|refuge)\b[^.]{0,60}?\bschool",
    re.I,
)
_FUEL = re.compile(
    r"\b(?:refiner(?:y|ies)|(?:oil|fuel|petroleum) (?:depot|terminal|storage|base|reservoir)s?|tank farm|"
    r"sq(?:uare|\.)? ?m(?:et(?:re|er)s)?)\b",
    re.I,
)
_WAR = re.compile(r"\bprisoners? of war\b|\bPOWs?\b", re.I)
_STRUCK = frozenset({"attack", "damage"})
_CIVILIAN = frozenset({"energy", "water", "telecom", "transport", "industrial", "health", "education", "residential"})
_FLOWING = frozenset({"energy", "water", "telecom"})
_SAME = 4  # sentences within which "supply" is of what was struck
_VAGUELY = frozenset({None, "infrastructure", "other"})
_AGAIN = words("reading", "classing_again")  # "this facility", "at the same site"
_WORKS = words("reading", "classing_works")  # of a plant as well as of an army
_ARMOUR = re.compile(r"\b(?:battle tanks?|armou?red|howitzers?|tank (?:brigade|battalion|crew|fire))\b", re.I)
_SHELTERING = ("shelter", "housing", "housed", "refuge")  # one of which the pattern asks for
_AROUND = 200  # characters that such a sentence reaches to either side of that word
_MANY = words("reading", "classing_many")
_ABSENT = frozenset({"nobody", "none", "no one", "one"})
_DISPLACED = frozenset({"displaced", "displace", "refugee", "idp"})
_OF_PEOPLE = frozenset({"displacement", "detention", "exchange"})
_OTHERS = frozenset({"more", "other", "rest", "most", "all", "dozen"})
_BEFORE_A_NAME = frozenset({"port", "fort", "camp", "base", "airport", "station", "hospital", "school", "the"})
_HELD = frozenset({"detention", "exchange"})
_AIDED = frozenset({"obstruction", "aid"})
_GENERIC = words("reading", "classing_generic")
_PEACEFUL = frozenset({Role.NGO, Role.MEDIATOR, Role.MEDIA, Role.EMERGENCY, Role.ANALYST})
_CIVIL = frozenset({"gaza-authorities", "plo"})
_FLOWS = words("reading", "classing_flows")
_RANKS = words("reading", "classing_ranks")


def _sheltering(text: str) -> bool:
    """Whether a school or the like is told to shelter people. The words are looked for first: the pattern is slow."""
    low = lowered_whole(text)
    spots = (m.start() for word in _SHELTERING if word in low for m in re.finditer(word, low))
    return any(_SHELTER.search(text, max(0, at - _AROUND), at + _AROUND) for at in spots)


class Classing:
    """Gives a target its class."""

    def __init__(self, cast: Cast, roles: Roles) -> None:
        self.cast, self.roles = cast, roles
        self._sheltering = _sheltering(cast.page.text)
        self._labels = cast.labels
        self._fuller = self._gather()
        self._struck: tuple[int, str] | None = None  # the sentence and class of the thing struck last

    def of(self, kind: str, tree: Tree, k: int) -> str | None:
        """The class of the target ``k`` of a claim of this kind; None where it names nothing of its own."""
        name = None if self._nothing(kind, tree, k) else self._class(kind, tree, k)
        if kind in _STRUCK and name is not None and name.split(".")[0] in _CIVILIAN | {"military"}:
            self._struck = tree.number, name
        return name

    def _class(self, kind: str, tree: Tree, k: int) -> str | None:
        if kind == "outage":
            named = self._service(tree, k)
            named = None if named == "humanitarian" else named  # "supply"
            last = self._struck
            near = last is not None and 0 <= tree.number - last[0] <= _SAME and last[1].split(".")[0] in _FLOWING
            return last[1] if named is None and near and last is not None else named
        if kind == "interception" and (tree.words[k].upos in ("PRON", "NUM") or tree.lemma(k) in _OTHERS):
            return "weapon"  # "of which 13 were shot down", "the rest were jammed"
        left_out = elided(tree, k) if kind in ("obstruction", "damage") else None
        name = self._thing(kind, tree, k if left_out is None else left_out)
        if kind == "interception" and "assault" in self.roles.kinds(tree, k):
            return "weapon"  # "repelled an attack by 12 drones"
        if (by_kind := self._by_kind(kind, tree, k, name)) is not None:
            return by_kind
        if kind == "displacement" and tree.lemma(k) in ("patient", "student", "pupil", "worshipper", "resident"):
            return "civilians"
        if name:
            return name
        kinds = self.roles.kinds(tree, k)
        counted = tree.words[k].upos == "NUM" or bool(kinds & {"people", "nationals"})
        if tree.low(k) in _MANY or (kind in _OF_PEOPLE and (counted or tree.words[k].upos == "PROPN")):
            return "civilians"
        if kind in _HELD and kinds & {"captive", "captive.held"}:
            return "civilians"
        if "party" in kinds:
            entity = self.cast.who(tree, k)
            return self._of_a_party(tree, k) if entity and entity.party and entity.party.isupper() else "militants"
        return "settlement" if kind == "control" and tree.words[k].upos == "PROPN" else "other"

    def _by_kind(self, kind: str, tree: Tree, k: int, name: str | None) -> str | None:
        """What the kind of claim says of its target, where the words alone say little."""
        if kind == "casualties":
            return "military.troops" if name is None and self._ranked(tree, k) else self._people(tree, k, name)
        if kind == "interception" and name == "other":
            return "weapon"
        if kind == "control" and tree.lemma(k) in ("post", "outpost"):
            return "military.base"
        held = kind in _HELD and (self._of_war(tree, k) or self._ranked(tree, k))
        return "military.troops" if held else None

    def _nothing(self, kind: str, tree: Tree, k: int) -> bool:
        """Bare numbers of the dead, access as such, the fighting itself: no target with a class."""
        word = tree.words[k]
        low = word.text.lower()
        if kind == "casualties" and (word.upos in ("NUM", "PRON") or low in _ABSENT) and not tree.deps(k, "nmod"):
            return low not in _MANY - {"several"} or low in _ABSENT
        if kind == "obstruction" and tree.lemma(k) in _FLOWS:
            clause = {*tree.under(k), *(tree.under(tree.head(k)) if tree.head(k) >= 0 else ())}
            return not any("aid" in kinds_of(tree, j) for j in clause if tree.lemma(j) not in _FLOWS)
        return kind in ("trend", "control") and "assault" in self.roles.kinds(tree, k)

    def _thing(self, kind: str, tree: Tree, k: int) -> str | None:
        """The class by the words of the target, corrected by what the report says elsewhere."""
        name = (
            self._named(tree, k)
            or self._of_group(tree, k)
            or self._told_before(tree, k)
            or target_class(tree, k)
            or self._meant(tree, k)
        )
        if name is not None and name not in _PERSONS and self._within_a_name(tree, k):
            return self._of_a_party(tree, k)
        if name in _VAGUELY:
            name = self._of_place(tree, k) or self._again(tree, k) or name
        if name is not None and name.startswith("military") and tree.lemma(k) in _WORKS:
            name = self._at_work(tree, k) or name
        kinds = self.roles.kinds(tree, k)
        if kind == "damage" and (name, tree.lemma(k)) == ("military.equipment", "tank") and self._of_fuel():
            return "energy.oil_storage"
        if (kind, name, tree.lemma(k)) == ("damage", "humanitarian", "fuel"):
            return "energy"  # "fuel caught fire": of a depot's, not of a convoy's
        if kind == "obstruction" and tree.lemma(k) in _FLOWS:
            return "humanitarian"
        if kind in _AIDED and name in (None, "vehicle", "other") and kinds & {"aid", "relief"}:
            return "humanitarian"
        if tree.lemma(k) == "camp" and self._of_fighters(tree, k):
            return "military.base"
        if tree.lemma(k) == "camp" and {tree.lemma(j) for j in tree.under(k)} & _DISPLACED:
            return "shelter"
        if name == "education" and self._sheltering and tree.lemma(k) not in ("university", "student"):
            return "shelter"
        if (
            name in (None, "other", "civilians")
            and "place" in kinds
            and kind not in _HELD
            and ("people" not in kinds - {"number"} or tree.lemma(k) in ("all", "most", "much", "half", "part"))
        ):
            return self._of_a_party(tree, k)
        return name

    def _within_a_name(self, tree: Tree, k: int) -> bool:
        """ "Mill Ford", "Port Sudan": a town, whatever a word within its name means by itself; "Port Olya" may be one
        or a port, "Kerch Bridge" is a bridge."""
        word = tree.words[k]
        name = next((n for n in self.cast.page.placed[tree.number] if n.start <= word.start < n.end), None)
        if name is None or word.upos != "PROPN":
            return False
        called = name.text.lower().split()
        if len(called) < 2 or target_class_of_word(called[-1]) is not None or self._of_place(tree, k) is not None:
            return False
        level = self.cast.page.place_of(name).level
        return level is Level.SETTLEMENT or (level is None and called[0] not in _BEFORE_A_NAME)

    def _of_place(self, tree: Tree, k: int) -> str | None:
        """ "The Arstad depot" of a known place, "Arstad oil depot": the class of the words of its full name."""
        word = tree.words[k]
        name = next((n for n in self.cast.page.placed[tree.number] if n.start <= word.start < n.end), None)
        place = self.cast.page.place_of(name) if name is not None else None
        if place is None or place.level is not Level.FACILITY:
            return None
        called = (place.name or "").lower().split()
        return next((known for n in range(len(called)) if (known := target_class_of_word(" ".join(called[n:])))), None)

    def _again(self, tree: Tree, k: int) -> str | None:
        """ "Did not strike this facility", "they destroyed it": the class of what was struck just before."""
        word, last = tree.words[k], self._struck
        if last is None or not 0 <= tree.number - last[0] <= 3:
            return None
        if word.text.lower() == "it":
            return last[1] if tree.number - last[0] <= 1 else None
        own = tree.deps(k, "compound", "amod", "nummod", "nmod:poss") if tree.lemma(k) in _AGAIN else [k]
        bare = all(tree.lemma(j) == "same" for j in own) and complement(tree, k) is None
        return last[1] if bare and definite(tree, k) else None

    def _at_work(self, tree: Tree, k: int) -> str | None:
        """ "A gas station was struck and its equipment damaged": of the plant struck just before, and of no army."""
        last = self._struck
        if last is None or not 0 <= tree.number - last[0] <= 1 or last[1].split(".")[0] not in _CIVILIAN:
            return None
        own = tree.deps(k, "compound", "amod", "conj", "nmod") or tree.rel(k) == "conj"
        return None if own or (tree.has(k, "Number=Plur") and tree.lemma(k) == "unit") else last[1]

    def _of_a_party(self, tree: Tree, k: int) -> str:
        """ "Struck Hezbollah", "fired at Ethiopians": a group or people, though the name is that of a place as well."""
        if "nationals" in self.roles.kinds(tree, k) and tree.has(k, "Number=Plur"):
            return "civilians"
        entity = self.cast.who(tree, k)
        group = entity is not None and entity.party is not None and entity.party.islower()
        return "militants" if group and entity is not None and entity.party not in unions() | _CIVIL else "settlement"

    def _meant(self, tree: Tree, k: int) -> str | None:
        """ "The bridge was rebuilt after it was destroyed": what the pronoun of a lower clause stands for."""
        if tree.low(k) not in ("it", "they", "them"):
            return None
        clause = tree.head(k)
        before = tree.dep(tree.head(clause), "obj") if clause >= 0 and tree.rel(clause) == "conj" else None
        if before is not None and before < k and tree.rel(k) == "obj":
            ground = kinds_of(tree, before) & {"position", "territory"}
            return target_class(tree, before) or ("settlement" if ground else None)
        over = tree.head(clause) if clause >= 0 and tree.rel(clause) in ("advcl", "conj", "ccomp") else -1
        who = tree.subject(over) if over >= 0 and tree.verbal(over) else None
        name = target_class(tree, who) if who is not None and who < k else None
        return name if name is not None and "site" in kinds_of(tree, who or 0) else None

    def _of_war(self, tree: Tree, k: int) -> bool:
        """Prisoners of war are soldiers, so are the prisoners of a report that calls them so."""
        return tree.lemma(k) in ("prisoner", "pow", "captive") and bool(_WAR.search(self.cast.page.text[:40_000]))

    def _of_fuel(self) -> bool:
        """Whether the report tells of a depot or a refinery, whose tanks burn, and of no tanks that fight."""
        text = self.cast.page.text[:40_000]
        return bool(_FUEL.search(text)) and not _ARMOUR.search(text)

    def _service(self, tree: Tree, k: int) -> str | None:
        """The class of a service that failed, from its words or from those of its clause."""
        own = next((services()[phrase] for phrase in phrases(tree, k) if phrase in services()), target_class(tree, k))
        if own is not None and own.split(".")[0] in (
            "energy",
            "transport",
            "health",
            "education",
            "industrial",
            "water",
        ):
            return own
        for j in [k, *tree.under(tree.head(k))] if tree.head(k) >= 0 else tree.under(k):
            for phrase in phrases(tree, j):
                if phrase in services():
                    return services()[phrase]
        known = target_class(tree, k)
        if known is None and kinds_of(tree, k) & {"customer", "number"}:  # "..., cutting off 4,000 consumers"
            struck = (target_class(tree, t.i) or "" for t in tree.words if t.upos == "NOUN")
            named = next((c for c in struck if c.split(".")[0] in ("energy", "water", "telecom")), None)
            return named and named.split(".")[0] if named not in ("energy.gas", "energy.heat") else named
        return known

    def _gather(self) -> dict[str, list[tuple[int, str]]]:
        """Where the report says fully what "the plant", "the station" is."""
        out: dict[str, list[tuple[int, str]]] = {}
        for tree in self.cast.page.trees:
            for t in map(tree.words.__getitem__, tree.nouns):
                low = t.lemma.lower()
                if low in _GENERIC and tree.deps(t.i, "compound", "amod", "nmod"):
                    name = self._of_place(tree, t.i) or target_class(tree, t.i)
                    if name and name != target_class_of_word(low):
                        out.setdefault(low, []).append((t.start, name))
        return out

    def _told_before(self, tree: Tree, k: int) -> str | None:
        """The class of "the station" from its fuller mention, the latest before, else the first."""
        own = (
            [j for j in tree.deps(k, "compound", "amod") if tree.lemma(j) != "same"]
            if tree.lemma(k) in _GENERIC
            else [k]
        )
        if own or complement(tree, k) is not None:
            return None
        known = self._fuller.get(tree.lemma(k), [])
        before = [c for c in known if c[0] < tree.words[k].start]
        return before[-1][1] if before else None

    def _people(self, tree: Tree, k: int, name: str | None) -> str:
        owner = tree.dep(k, "nmod:poss") or next((j for j in tree.deps(k, "nmod") if tree.preposition(j) == "of"), None)
        if name in ("civilians", None, "other") and tree.lemma(k) in (
            "staff",
            "worker",
            "employee",
            "colleague",
            "two",
            "three",
            "one",
        ):
            for j in [owner, *(tree.deps(owner, "nmod:poss") if owner is not None else ())]:
                entity = self.cast.who(tree, j) if j is not None else None
                if entity and entity.role is not None and entity.role.value == "ngo":
                    return "humanitarian"
        return name if name in _PERSONS and tree.lemma(k) != "patient" else "civilians"

    def _named(self, tree: Tree, k: int) -> str | None:
        """The class of a person by what the report calls him anywhere: "the rebel commander X"."""
        if tree.words[k].upos != "PROPN":
            return None
        return self._labels.get(self.cast.key(tree, k) or "") or self._known(tree, k)

    def _known(self, tree: Tree, k: int) -> str | None:
        """A head of state, anyone who speaks for or leads an armed group: by the register."""
        for n in self.cast.page.named[tree.number]:
            if n.type in ("person", "surname") and n.start <= tree.words[k].start < n.end:
                armed = n.party.islower() and n.role in (Role.OFFICIAL, Role.MILITARY, Role.LEADER)
                return "leader" if n.role is Role.LEADER or armed else None
        return None

    def _of_fighters(self, tree: Tree, k: int) -> bool:
        """ "Its camp" said of an armed group, "a rebel camp"."""
        owner = tree.dep(k, "nmod:poss")
        who = self.cast.who(tree, owner) if owner is not None else None
        return who is not None and who.party is not None and who.party.islower() and who.role not in _PEACEFUL

    def _ranked(self, tree: Tree, k: int) -> bool:
        """ "Soldier Ivo Petz", "Sergeant Petz": one of a force by what stands before the name."""
        return tree.words[k].upos == "PROPN" and any(
            tree.lemma(j).lower() in _RANKS for j in (k, *tree.deps(k, "compound", "nmod:desc", "flat"))
        )

    def _of_group(self, tree: Tree, k: int) -> str | None:
        """ "31 members of the movement", "Red Front members", "the bodies of its members": of an armed group,
        militants."""
        if tree.lemma(k) == "body" and (whose := complement(tree, k)) is not None:
            return self._of_group(tree, whose)
        if tree.lemma(k) not in ("member", "cadre", "follower", "element", "man"):
            return None
        for j in (complement(tree, k), *tree.deps(k, "nmod:poss", "compound")):
            who = self.cast.who(tree, j) if j is not None else None
            if who is not None and who.party is not None and who.party.islower() and who.role not in _PEACEFUL:
                return "militants" if "+" not in who.party and who.party not in unions() | _CIVIL else None
        return None


_PERSONS = words("reading", "classing_persons")
