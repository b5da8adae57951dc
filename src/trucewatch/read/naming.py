"""What a mention itself says: its words, whether it is a person's, the party and role that its own words tell."""

from __future__ import annotations

import re
from typing import NamedTuple

from trucewatch.read.home import Home
from trucewatch.read.lexicons import words
from trucewatch.read.page import Page
from trucewatch.read.things import core, full, kinds_of, single
from trucewatch.read.tree import Tree
from trucewatch.values.party import joint
from trucewatch.values.vocabularies import Role

# who stands beside a thing does not own it
_BESIDE = frozenset({"near", "off", "outside", "over", "around", "along", "towards", "toward", "against"})
_RANKED = re.compile(  # "a spokesman, Colonel Ivo Petz"
    r", (?:Rear |Vice |Lt\.? |Maj\.? |Lieutenant |Major |Brigadier |Brig\.? )*"
    r"(?:General|Colonel|Major|Lieutenant|Brigadier|Admiral|Col\.?|Gen\.?|Lt\.?|Maj\.?|Brig\.?|Adm\.?) (?=[A-Z])"
)
_HYPHENED = re.compile(r"(?:-[A-Z][\w’'`]+)+")
_ADDRESSED = re.compile(r"\b(?:to|with|at|against|for|on) (?:the )?$")  # "its representative to the United Nations"
_BODIES_ROLES = frozenset({Role.COMPANY, Role.EMERGENCY, Role.MILITARY, Role.NGO, Role.REGIONAL})
_PERSONS = words("cues", "persons")
_FURTHER = re.compile(r",| (?:of|in|at|from|for|on|with|near|who)\b")
_TITLES = words("cues", "titles") | words("cues", "heads") | {"leader", "head", "boss", "warlord"}
_GROUPS = frozenset({"group", "movement", "organisation", "organization"})
_QUOTED = frozenset({"cite", "contact", "interview", "quote"})
_SINGLE = frozenset({"Nations", "States", "Emirates", "Netherlands", "Philippines", "Maldives"})
_ONE_BODY = frozenset({"headquarters", "barracks"})
_BODIES = frozenset({"state", "group", "body", "adjective", "metonym"})
NOT_NOW = frozenset({"former", "late", "ex", "previous", "next", "future"})
_VAGUE = NOT_NOW | {"a", "no", "some", "another", "any", "other", "second", "rival", "two", "both"}


class Entity(NamedTuple):
    """Someone in the report: a verbatim mention with its offset, the party and the role it has as a source.

    ``presumed``: the party is only that of the state the report is about ("officials", "police"). That may say who
    vouches; it must never say who did something (see ``compose``): no actor is inferred from where a thing happened.
    """

    text: str
    start: int
    party: str | None
    role: Role | None
    person: bool = False
    plural: bool = False
    presumed: bool = False

    def speaking_for(self, body: Entity | None) -> Entity:
        """The same with the party and the role of the body that it speaks for: an army's spokesman is military."""
        same = body is not None and body.role in _BODIES_ROLES and self.role in (Role.OFFICIAL, None)
        return self._replace(
            party=body.party if body else None,
            role=body.role if body is not None and same else self.role,
            presumed=True,
        )

    @property
    def in_office(self) -> bool:
        """ "The leader of the Red Front said his men ...": somebody, if without a name."""
        told = self.text.lower()
        if self.plural or not _TITLES.isdisjoint(told.split()[:4]):
            return not self.plural
        kind = _FURTHER.split(told)[0].split()  # "a customs clerk", "a clan elder in Arstad"
        return bool(kind) and kind[-1] in _PERSONS


_SUPPORTED = frozenset({"backed", "led", "aligned", "allied", "supported", "trained"})


class Naming(Home):
    """Reads mentions one by one; what the report says of the same people elsewhere is not its business."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._fullest: dict[str, Entity] = {}
        self._own: dict[tuple[int, int], Entity] = {}
        self._persons: dict[tuple[int, int], bool] = {}
        self._keys: dict[tuple[int, int], str | None] = {}

    def key(self, tree: Tree, i: int) -> str | None:
        """The surname of a person, else None: bodies are told apart by their words."""
        if (tree.number, i) not in self._keys:
            self._keys[tree.number, i] = self._key(tree, i)
        return self._keys[tree.number, i]

    def _key(self, tree: Tree, i: int) -> str | None:
        if not self._is_person(tree, i):
            return None
        group = [k for k in self._name(tree, i) if tree.words[k].upos == "PROPN"]
        return tree.low(max(group)) if group else None

    def _name(self, tree: Tree, i: int) -> list[int]:
        """The words of a name: the parser hangs them on one another as often as on the first."""
        beside = tree.deps(i, "flat", "compound")
        return sorted({i, *beside, *(w for k in beside if tree.rel(k) == "flat" for w in tree.deps(k, "flat"))})

    def _is_person(self, tree: Tree, i: int) -> bool:
        if (tree.number, i) not in self._persons:
            self._persons[tree.number, i] = self._reads_as_person(tree, i)
        return self._persons[tree.number, i]

    def _reads_as_person(self, tree: Tree, i: int) -> bool:
        if not tree.kids[i] and tree.words[i].upos != "PROPN":
            return False
        group = [i, *tree.deps(i, "flat", "compound")]
        if "PROPN" not in [tree.words[k].upos for k in group]:
            return False
        at, named_here = tree.words[i].start, self.page.named[tree.number]
        body = any(n.type in _BODIES and n.start <= at < n.end for n in named_here) if named_here else False
        if not body and any(_of_a_person(tree, k) for k in group):
            return not self._listed_place(tree, i) and "weapon" not in kinds_of(tree, i)
        titled = [k for k in tree.deps(i, "nmod:desc", "compound", "flat") if tree.words[k].upos == "NOUN"]
        if not body and any(tree.lemma(k) in words("cues", "titles") for k in titled):
            named = {*group, *(w for k in titled for w in tree.deps(k, "flat"))}
            return sum(tree.words[k].upos == "PROPN" for k in named) > 1
        start, end = tree.span(group)
        return any(
            n.type in ("person", "surname") and n.start >= start and n.end <= end for n in self.page.named[tree.number]
        )

    def _listed_place(self, tree: Tree, i: int) -> bool:
        """ "The villages of A, B and C": C is a village, though it reads like somebody's name."""
        at = tree.words[i].start
        return tree.rel(i) == "conj" and any(n.start <= at < n.end and n.located for n in self.page.placed[tree.number])

    def _bare(self, tree: Tree, i: int) -> Entity:
        """The mention as it stands, with the party and role that its own words tell."""
        if (tree.number, i) in self._own:
            return self._own[tree.number, i]
        indices = _to_colon(tree, i, core(tree, i))
        if len(indices) > 1 and any(
            tree.words[k].upos in ("VERB", "AUX") and tree.rel(k) not in ("amod", "acl", "compound") for k in indices
        ):
            indices = _to_colon(tree, i, single(tree, i))  # a sentence read as a list of names is none
            if any(
                tree.words[k].upos in ("VERB", "AUX") and tree.rel(k) not in ("amod", "compound", "acl")
                for k in indices
            ):
                indices = sorted({*self._name(tree, i), *tree.deps(i, "nmod:desc"), *_leading(tree, i)})
        plural = tree.has(i, "Number=Plur") or bool(tree.deps(i, "conj"))
        person = self._is_person(tree, i)
        indices = _without_deed(tree, i, indices, person=person)
        if len(indices) > 40:
            indices = single(tree, i)[:40]
        start, end = tree.span(indices)
        if person and self.page.text[end : end + 1] == "-":  # "Ben-Gvir", "al-Ansari": a name is not cut at its hyphen
            cut = _HYPHENED.match(self.page.text, end)
            end = cut.end() if cut is not None else end
        text = self.page.text[start:end]
        party, role = self._told(tree, i, indices, person=person)
        if party is None and not person:
            party = self._of_whom(tree, i)
        party = self._own_group(tree, i, party)
        listed = self._of_coordinated(tree, i)
        if listed and (party is None or listed.count("+") >= party.count("+")):
            party = listed
        elif not listed and party and self._of_the_second(tree, i):
            party = None  # "Western powers and Israel"
        elif not listed and party and tree.deps(i, "conj") and (_armed(party) or "+" in party or self._half(tree, i)):
            party = None  # of a list of speakers some are not known: half of a joint party would be a wrong one
        if party is not None and party.isupper() and self._against_state(tree, i):
            party = None  # "the Ruritanian rebels" are of no state
        one = tree.low(i) in _ONE_BODY or (party is not None and tree.words[i].text in _SINGLE)
        if plural and one and not tree.deps(i, "conj", "nummod"):
            plural = False  # "the headquarters", "the United Nations": it
        entity = Entity(text, start, party, role, person, plural)
        self._own[tree.number, i] = entity
        return entity

    def _told(self, tree: Tree, i: int, indices: list[int], *, person: bool) -> tuple[str | None, Role | None]:
        """The party and the role that a mention's own words tell, else what stands beside it between commas."""
        start, _ = tree.span(indices)
        party, role = self.page.register.party_of(
            self._own_words(tree, i, start, self._own_end(tree, i, indices), person)[:300]
        )
        if role is None and person:  # "Gen Ivan Petz": a rank taken for a piece of the name
            last = tree.words[indices[-1]]  # "Ivan Sultan" is no sultan
            end = last.start if len(indices) > 1 else last.end
            role = self.page.register.party_of(self.page.text[start : min(end, start + 300)])[1]
        if tree.dep(i, "appos") is None:
            return party, role
        if party is None or role is None:
            a, b = tree.span(_to_colon(tree, i, full(tree, i)))
            further = self.page.register.party_of(self.page.text[a : min(b, a + 300)])
            beside = tree.dep(i, "appos") == i + 1 and tree.words[i + 1].upos == "PROPN"  # "the militant group Hamas"
            if party is None and (person or role is not None or beside):
                party = further[0] if role is not Role.NGO or not (further[0] or "").isupper() else None
            role = role or further[1]
        if role in (Role.OFFICIAL, None) and tree.lemma(i) != "minister":
            a, b = tree.span(full(tree, i))
            role = Role.MILITARY if _RANKED.search(self.page.text, a, min(b, a + 300)) else role
        return party, role

    def _of_the_second(self, tree: Tree, i: int) -> bool:
        """Whether only a name joined to a noun in the plural has a party."""
        if tree.words[i].upos != "NOUN" or not tree.has(i, "Number=Plur"):
            return False
        joined = [
            tree.words[k].start for k in tree.deps(i, "conj") if not tree.kids[k] or tree.words[k].upos == "PROPN"
        ]
        states = {n.start for n in self.page.named[tree.number] if n.type in ("state", "metonym")}
        if states.isdisjoint(joined):
            return False
        start, end = tree.span(single(tree, i))
        return self.page.register.party_of(self.page.text[start : min(end, start + 200)])[0] is None

    def _half(self, tree: Tree, i: int) -> bool:
        """ "Washington and Sanaa": with a capital that stands for nobody known the other is only half."""
        if tree.words[i].upos != "PROPN":
            return False
        placed = self.page.placed[tree.number]
        others = [tree.words[k].start for k in tree.deps(i, "conj") if tree.words[k].upos == "PROPN"]
        return any(p.start <= at < p.end for at in others for p in placed)

    def _own_words(self, tree: Tree, i: int, start: int, end: int, person: bool) -> str:
        """The words of a mention that may tell its party: not a state in a person's name ("Jim Jordan"), nor the one
        whose ally, foe or neighbour somebody is ("Kyiv's Western backers")."""
        owner = tree.dep(i, "nmod:poss")
        if owner is not None and owner < i and tree.lemma(i) in words("cues", "relations"):
            start = max(start, tree.words[max(tree.under(owner))].end)
        text = self.page.text[start:end]
        if not person:
            return text
        for k in self._name(tree, i):
            w = tree.words[k]
            known = any(n.start <= w.start < n.end for n in self.page.named[tree.number])
            if _of_a_person(tree, k) and start <= w.start < end and not known:
                text = text[: w.start - start] + "·" * (w.end - w.start) + text[w.end - start :]
        return text

    def _own_end(self, tree: Tree, i: int, indices: list[int]) -> int:
        """Where the words end that name the thing itself: "the group fighting Ruritania" is not Ruritania's, nor is "a
        ship seized by Ruritania" or "a ship off Ruritania"."""
        if not tree.kids[i] or tree.kids[i][-1] < i:
            return tree.words[indices[-1]].end
        kept = words("reading", "naming_kept")
        doing = [k for k in tree.deps(i, "acl") if k > i and (tree.low(k).endswith("ing") or tree.lemma(k) not in kept)]
        doing += [min(tree.under(k)) for k in tree.deps(i, "nmod") if k > i and tree.preposition(k) in _BESIDE]
        own = [w for w in indices if w < min(doing)] if doing else indices
        return tree.words[max(own or indices)].end

    def _against_state(self, tree: Tree, i: int) -> bool:
        """ "Ruritanian rebels", "the Ruritanian rebel group": who fights a state does not act for it."""
        near = [i, *(k for k in tree.deps(i, "compound", "amod") if tree.lemma(i) in words("cues", "hollow"))]
        return any(tree.lemma(k) in words("cues", "rebels") for k in near)

    def _own_group(self, tree: Tree, i: int, party: str | None) -> str | None:
        """ "Yemen's Houthi rebels" are the group, not the state."""
        if party is None or not party.isupper() or "+" in party:
            return party
        groups = [n for n in self.page.named[tree.number] if n.type == "group" and _armed(n.party)]
        if not groups:
            return party
        start, end = tree.span(single(tree, i))
        stop = min(end, tree.words[i].end)
        lead = [g for g in groups if start <= g.start and g.end <= stop]
        lead = [g for g in lead if not _ADDRESSED.search(self.page.text, max(start, g.start - 16), g.start)]
        return lead[-1].party if lead and self.page.text[lead[-1].end : lead[-1].end + 1] != "-" else party

    def _of_whom(self, tree: Tree, i: int) -> str | None:
        """ "Units of the Defence Forces", "the government of X": the party of the whole they are of."""
        if tree.lemma(i) not in words("cues", "roles") and tree.lemma(i) not in ("unit", "member", "part", "forces"):
            return None
        for k in tree.deps(i, "nmod"):
            if tree.preposition(k) in ("of", "from") and tree.words[k].upos == "PROPN":
                codes = []
                for member in tree.conjuncts(k):  # "envoys from Kyiv and Moscow" are of both or of nobody
                    start, end = tree.span(single(tree, member))
                    codes.append(self.page.register.party_of(self.page.text[start:end])[0])
                known = [c for c in codes if c]
                return joint(*known) if known and len(known) == len(codes) else None
        return None

    def _of_coordinated(self, tree: Tree, i: int) -> str | None:
        """The joint party of "the UK, France and Canada" and the like; None unless every member has one."""
        members = tree.conjuncts(i) if tree.kids[i] else []
        if not 1 < len(members) <= 8:
            return None
        codes = []
        for k in members:
            a, b = tree.span(single(tree, k))
            code = self.page.register.party_of(self.page.text[a : min(b, a + 200)])[0]
            if code is None:
                named = self._fullest.get(self.key(tree, k) or "")
                code = named.party if named else None
            codes.append(code)
        known = [c for c in codes if c]
        return joint(*known) if len(known) == len(codes) else None


def _of_a_person(tree: Tree, k: int) -> bool:
    """Whether a word is of a person's name, and not the title before it: "President of Ruritania"."""
    return tree.words[k].ner.endswith("PER") and tree.low(k) not in words("cues", "titles")


def _without_deed(tree: Tree, i: int, indices: list[int], *, person: bool) -> list[int]:
    """ "Cameron to visit Jordan" in a headline, "two officials, speaking anonymously", "officials cited by Axios": what
    somebody is to do, or does while he speaks, and who quotes him, is no part of the name."""
    done = tree.dep(i, "acl")
    apart = done is not None and (person or tree.words[done - 1].text == "," or tree.lemma(done) in _QUOTED)
    if done is None or done < i or not apart:
        return indices
    return [k for k in indices if k < done and k not in tree.under(done)] or [i]


def _leading(tree: Tree, i: int) -> list[int]:
    """ "A White House" of "a White House official, granted ...": the words right before a mention's noun."""
    if tree.words[i].upos != "NOUN":
        return []
    before = tree.deps(i, "det", "amod", "compound", "nummod")
    before += tree.deps(i, "nmod:poss") if tree.lemma(i) in words("cues", "roles") else []
    return [w for k in before if k < i for w in tree.under(k) if w < i]


def _to_colon(tree: Tree, i: int, indices: list[int]) -> list[int]:
    """A mention ends at a colon: "Kharkiv governor: three people killed in a Russian strike"."""
    stop = next((k for k in range(i + 1, indices[-1] + 1) if tree.words[k].text in (":", ";")), None)
    return indices if stop is None else [k for k in indices if k < stop]


def _armed(party: str) -> bool:
    """Whether a code is of a group, neither a state's nor a union's."""
    return party.islower() and party not in ("un", "eu", "nato")


def otherwise_owned(tree: Tree, i: int) -> bool:
    """ "Tigrayan forces", "rebel forces", "a pro-Ruritanian militia": a word of their own tells whose they are; not so
    in "the Ruritanian group", which points back at a group by where it is from."""
    again = tree.words[i].text.islower() and tree.lemma(i) in _GROUPS  # "the Red Valley Rights Group" has a name
    again = again and any(tree.low(k) == "the" for k in tree.deps(i, "det"))
    for k in tree.deps(i, "amod", "compound"):
        low = tree.low(k)
        own = tree.words[k].text[:1].isupper() and low not in words("cues", "institutional") and not again
        if low in ("led", "backed", "run") and tree.lemma(i) == "government":
            continue  # "the army-led government": the state's
        armed = low in words("cues", "rebels") or low in ("ethnic", "irregular", "paramilitary")
        if armed and tree.lemma(i) in words("cues", "hollow"):
            continue  # "the paramilitary group": what it is, not whose
        if own or "-" in low or low in _SUPPORTED or low in words("cues", "not_ones_own", "rebels"):
            return True
    return False


def possessor(tree: Tree, i: int) -> int | None:
    """The word for whose somebody is: "its envoy", "the head of its delegation"."""
    heading = tree.lemma(i) in words("cues", "heads", "mouths")
    of = [k for k in tree.deps(i, "nmod") if tree.preposition(k) == "of"] if heading else []
    return next((o for k in (i, *of) if (o := tree.dep(k, "nmod:poss")) is not None), None)


def brief(tree: Tree, i: int) -> bool:
    """Whether a mention says no more than what points back: "the ministry", not "another defence ministry"."""
    return (
        len(tree.deps(i, "amod", "compound", "nmod:desc", "nummod")) <= 2
        and not any(tree.words[k].upos == "NOUN" for k in tree.deps(i, "compound"))
        and not any(tree.lemma(k) in _VAGUE for k in tree.deps(i, "det", "amod", "nummod", "cc:preconj"))
        and not otherwise_owned(tree, i)
        and (i + 1 == len(tree) or tree.low(i + 1) != "there")  # "officials there": of that place
    )


def ministers_office(tree: Tree, i: int) -> bool:
    """ "The prime minister's office" is no other office that was named before."""
    owner = tree.dep(i, "nmod:poss") if tree.lemma(i) == "office" else None
    return owner is not None and tree.lemma(owner) in ("minister", "president", "premier", "chancellor")


def stranger(tree: Tree, k: int, i: int) -> bool:
    """ "A man", "a shepherd": one of whom no name is told, and who does nothing to whoever the pronoun ``i`` means."""
    if (
        tree.head(k) == tree.head(i)
        or tree.words[k].upos != "NOUN"
        or tree.has(k, "Number=Plur")
        or "people" not in kinds_of(tree, k)
    ):
        return False
    return any(tree.low(d) in ("a", "an", "one", "another") for d in tree.deps(k, "det", "nummod"))
