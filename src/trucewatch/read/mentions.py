"""The mentions of a report: names gathered to their fullest form, with the party and role that their words tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.language.parties import go_betweens
from trucewatch.read.lexicons import words
from trucewatch.read.naming import Entity, Naming
from trucewatch.read.page import Page
from trucewatch.read.things import core, full, kinds_of, single, target_class
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

_THINGS = words("reading", "mentions_things")
_LAST = re.compile(r"[Tt]he [A-Z][a-z]{3,}")
_OWN_NAMES = frozenset({"state", "group", "body"})
_LONGEST = 16  # words of a mention that stands for others
_OFFICE = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PART", "PROPN"})  # in the words that tell an office
_NAMING = words("reading", "cast_naming")
REBELS = frozenset({"rebel", "insurgent", "guerrilla", "guerilla"})


def _tail(text: str) -> str:
    """The last two words of a name of three or more, or of a name after "the"; empty for a shorter one."""
    parts = text.split()
    return " ".join(parts[-2:]).lower() if len(parts) > 2 and parts[-1][:1].isupper() else ""


def _without_of(text: str) -> str:
    """ "The General Staff" of "the General Staff of Ukraine's Armed Forces"."""
    name, of, _ = text.partition(" of ")
    return f"the {name.removeprefix('the ')}" if of else ""


class _Seen(NamedTuple):
    start: int
    key: str
    person: bool
    plural: bool
    subject: bool
    sentence: int


@lru_cache(maxsize=1)
def groups() -> dict[str, frozenset[str]]:
    """Noun → the nouns that may stand for the same body."""
    out: dict[str, frozenset[str]] = {}
    for row in lexicon("cues")["corefer"]:
        for word in row:
            out[word] = out.get(word, frozenset()) | frozenset(row)
    for word, others in lexicon("cues")["points_back"].items():
        out[word] = out.get(word, frozenset((word,))) | frozenset(others)
    return out


@lru_cache(maxsize=1)
def offices() -> tuple[frozenset[str], ...]:
    """Rows of titles and descriptions that may stand for the same office."""
    return tuple(frozenset(row) for row in lexicon("cues")["offices"])


class Mentions(Naming):
    """The people and bodies of one report as it names them: fullest mentions, parties, classes, recency."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._seen: list[_Seen] = []
        self._by_noun: dict[str, list[tuple[int, Entity]]] = {}
        self._by_tail: dict[str, list[Entity]] = {}
        self.labels: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._local: dict[str, bool] = {}
        self._bodied: set[str] = set()  # people of whom a body is named that the register does not know
        self._after_office: dict[str, tuple[Tree, int]] = {}
        self._given: dict[str, set[str]] = {}
        for tree in page.trees:
            self._gather(tree)
        self._by_first_name()
        self._starts = [s.start for s in self._seen]

    def _gather(self, tree: Tree) -> None:
        roles = words("cues", "roles")
        for i in tree.nouns:
            if tree.rel(i) in ("flat", "compound", "nmod:desc", "goeswith"):
                continue
            if tree.words[i].upos == "NOUN" and tree.lemma(i) not in roles and not self._names_within(tree, i):
                continue
            self._note(tree, i)

    def _whole_name(self, entity: Entity) -> Entity | None:
        """ "The General Staff" where "the Ukrainian General Staff" is named, and no other party's."""
        named = self._by_tail.get(_tail(entity.text), []) if entity.text[:4].lower() == "the " else []
        if not named and _LAST.fullmatch(entity.text):
            return self._last_word_of(entity)
        return max(named, key=lambda e: len(e.text)) if len({e.party for e in named}) == 1 else None

    def _last_word_of(self, entity: Entity) -> Entity | None:
        """ "The League" where "the Marsh League" is named, "the Guard" of "the Lennish Interior Guard": the one party
        whose name, or whose body's, ends so. None for "the Army", which may be any state's."""
        word = entity.text.split()[-1]
        if word.lower() in words("cues", "domestic", "bodies", "institutions", "titles"):
            return None
        told = [n for named in self.page.named for n in named if n.type in _OWN_NAMES and n.text.endswith(" " + word)]
        if not told or len({n.party for n in told}) != 1:
            return None
        return entity._replace(party=told[0].party, role=entity.role or told[0].role)

    def _names_within(self, tree: Tree, i: int) -> bool:
        return bool(tree.kids[i]) and any(
            tree.words[k].upos == "PROPN" for k in tree.deps(i, "flat", "compound", "nmod:poss", "amod")
        )

    def _note(self, tree: Tree, i: int) -> None:
        entity = self._bare(tree, i)
        key = self._own_key(tree, i)
        if key and entity.party is None:
            entity = entity._replace(party=self._by_apposition(tree, i))
        if key and entity.role is None and tree.rel(i) == "appos" and tree.words[tree.head(i)].upos == "NOUN":
            entity = entity._replace(role=self._bare(tree, tree.head(i)).role)  # "the ombudsman, Ana Ruiz"
        if key and (entity.party is None or entity.role is None):
            party, role = self._by_office(tree, i)
            entity = entity._replace(party=entity.party or party, role=entity.role or role)
        if key:
            self._label(tree, i, key)
            self._entitle(tree, i, key)
            known = self._fullest.get(key)
            if known is None and entity.role is None and entity.party is None:
                self._follow_office(tree, i, key)
            alone = self._alone(tree, i, entity)
            self._fullest[key] = alone if known is None else _fuller(known, alone)
        subject = tree.rel(i).startswith("nsubj")
        name = key or entity.text.lower()
        self._fullest.setdefault(name, entity)
        things = entity.plural and not entity.person and bool(kinds_of(tree, i) & _THINGS)  # "US arms shipments"
        if not things and (entity.person or entity.party or tree.words[i].upos == "NOUN"):
            human = entity.person or tree.lemma(i) in words("cues", "private", "titles")
            human = human or (not entity.plural and tree.lemma(i) in words("cues", "persons_in_office"))
            self._seen.append(_Seen(entity.start, name, human, entity.plural, subject, tree.number))
        if entity.party:
            for tail in () if key else {_tail(entity.text), _tail(_without_of(entity.text))} - {""}:
                self._by_tail.setdefault(tail, []).append(entity)
            if "+" in entity.party and tree.words[i].upos == "NOUN" and tree.deps(i, "conj"):
                entity = self._first_alone(tree, i, entity)
            state = entity.party is not None and entity.party.isupper()
            nouns = {"military"} if entity.role is Role.MILITARY and not entity.person and state else set()
            unlike = state or entity.person or entity.role is Role.NGO or entity.party in go_betweens()
            nouns |= set() if unlike else {"group"}
            if entity.role is Role.NGO and not entity.person:
                nouns |= {"organisation", "agency"}  # what an aid body is called again
            nouns |= {"mission"} if entity.party == "un" and not entity.person else set()
            for noun in nouns | {
                tree.lemma(i),
                *(tree.lemma(k) for k in tree.deps(i, "compound", "nmod:desc", "flat")),
            }:
                self._by_noun.setdefault(noun, []).append((entity.start, entity))

    def _first_alone(self, tree: Tree, i: int, entity: Entity) -> Entity:
        """ "The Ruritanian government and the rebels": "the government" thereafter is the first of them."""
        start, end = tree.span(single(tree, i))
        party, role = self.page.register.party_of(self.page.text[start:end])
        return entity if party is None else entity._replace(text=self.page.text[start:end], party=party, role=role)

    def _by_apposition(self, tree: Tree, i: int) -> str | None:
        """ "X, director at Britain's cyber centre", "Y, head of the ministry's emergency service"."""
        office = tree.head(i)
        if tree.rel(i) == "appos" and tree.words[office].upos == "NOUN" and not tree.deps(office, "conj"):
            return self._of_office(tree, office)  # "Turkish foreign minister Selim Arat"
        for k in tree.deps(i, "appos"):
            lemmas = {tree.lemma(w) for w in tree.under(k)[:12]}
            if any(self._alien(tree, w) for w in tree.under(k)[:12]):
                self._bodied.add(self.key(tree, i) or "")
            elif lemmas & words("cues", "domestic"):
                self._local[self.key(tree, i) or ""] = bool(lemmas & {"ministry", "health"})
            start, end = tree.span(full(tree, k))
            named = [n for n in self.page.named[tree.number] if start <= n.start and n.end <= end and n.type in _NAMING]
            if named:
                return named[0].party
            for word in tree.under(k, [k]):
                if word == k:
                    continue  # "X, the mayor of Y" is not the mayor told of before
                known = self._by_noun.get(tree.lemma(word))
                if known and any(tree.lemma(d) == "the" for d in tree.deps(word, "det")):
                    return known[-1][1].party
        return None

    def _of_office(self, tree: Tree, i: int) -> str | None:
        """Whose an office is: by its words, by who runs the body ("head of the Donetsk People's Republic"), by where a
        local one is ("head of the X Regional Military Administration")."""
        office = self._bare(tree, i)
        if office.party is None and (run := self.page.register.run_by(office.text)):
            return run[0][1]
        if office.party is None and office.role is Role.REGIONAL:
            return self._of_the_place(tree, office.start, office.start + len(office.text))
        return office.party

    def _own_key(self, tree: Tree, i: int) -> str | None:
        """The key of a person, told from another of the same surname whose given names begin otherwise: "Ali Hassan"
        is not "Omar Hassan", though "Joe Biden" may be "Joseph Biden"."""
        key = self.key(tree, i)
        if key is None:
            return None
        name = [tree.words[k] for k in self._name(tree, i) if tree.words[k].ner.endswith("PER")]
        no_name = words("cues", "titles", "ranks")
        given = {w.text[0].lower() for w in name[:-1] if w.text.lower().strip(".") not in no_name}
        known = self._given.setdefault(key, given) or given
        if given and not known & given:
            key = self._keys[tree.number, i] = f"{name[0].text.lower()} {key}"
        elif given and not self._given[key]:
            self._given[key] = given
        return key

    def _alien(self, tree: Tree, w: int) -> bool:
        """Whether a word names a body that neither list of names has: "a KBR spokeswoman", "head of the Petz force"."""
        t = tree.words[w]
        if t.upos != "PROPN" or t.ner.endswith("PER") or tree.lemma(w) in words("cues", "roles", "titles"):
            return False
        up = tree.head(w)
        if up >= 0 and tree.words[up].upos == "PROPN" and tree.lemma(up) in words("cues", "roles"):
            return False  # "the Interior Ministry"
        if any(n.start <= t.start < n.end for n in self.page.named[tree.number]):
            return False
        return not any(n.start <= t.start < n.end for n in self.page.placed[tree.number])

    def _follow_office(self, tree: Tree, i: int, key: str) -> None:
        """ "The governor said a bridge was hit. Ivan Petz wrote that ...": a full name that no office stands beside
        belongs to the office that spoke in the sentence before without a name."""
        if not tree.rel(i).startswith("nsubj") or len(self._name(tree, i)) < 2 or tree.number == 0:
            return
        if tree.lemma(tree.head(i)) not in words("cues", "say"):
            return
        before = self.page.trees[tree.number - 1]
        office = before.subject(before.root)
        if office is None or before.lemma(before.root) not in words("cues", "say") or self.key(before, office):
            return
        single_office = before.words[office].upos == "NOUN" and not before.has(office, "Number=Plur")
        if single_office and before.lemma(office) in words("cues", "titles", "heads"):
            self._after_office[key] = (before, office)

    def _by_first_name(self) -> None:
        """ "Wang Yi" is "Wang" thereafter, and whoever was named in full may be called by the first name: one person,
        if only one bears it."""
        names: dict[str, set[str]] = {}
        for key, e in self._fullest.items():
            parts = re.findall(r"[\w’'-]+", e.text) if e.person else []
            at = next((n for n, w in enumerate(parts) if w.lower() == key), 0)
            if at > 0 and parts[at - 1][:1].isupper():
                names.setdefault(parts[at - 1].lower(), set()).add(key)
        alias = {
            first: next(iter(keys))
            for first, keys in names.items()
            if len(keys) == 1 and first in self._fullest and self._fullest[first].text.lower() == first
        }
        if alias:
            self._keys = {at: alias.get(key or "", key) for at, key in self._keys.items()}
            self._seen = [s._replace(key=alias.get(s.key, s.key)) for s in self._seen]

    def _other_sex(self, low: str, key: str) -> bool:
        """Whether "she" or "he" cannot mean a person by the words beside the name or the mention itself."""
        other = "male" if low in ("she", "her") else "female" if low in ("he", "him", "his") else None
        if other is None:
            return False
        told = set(re.findall(r"[a-z]+", f"{key} {self._titles.get(key, '')}".lower()))
        same = words("cues", "female" if other == "male" else "male")
        return bool(told & words("cues", other)) and not told & same

    def _is_name(self, text: str) -> bool:
        """Whether a mention is hardly more than a party's name: "the M23", not "the truce with the M23"."""
        found = self.page.register.find(text)
        return bool(found) and len(found[0].text) >= 0.6 * len(text)

    def _by_office(self, tree: Tree, i: int) -> tuple[str | None, Role | None]:
        """ "X, who heads the regional administration of Y", "X, who speaks for Y": party and role by that office."""
        for k in tree.deps(i, "acl:relcl"):
            office = tree.dep(k, "obj") if tree.lemma(k) in words("cues", "heading") else None
            if tree.lemma(k) == "speak":
                office = next((j for j in tree.deps(k, "obl", "obj") if tree.preposition(j) == "for"), None)
            if office is None:
                continue
            start, end = tree.span(core(tree, office))
            party, role = self.page.register.party_of(self.page.text[start : min(end, start + 200)])
            if party is None and role is Role.REGIONAL:
                party = self._of_the_place(tree, *tree.span(tree.under(k)))
            if party is None and any(tree.lemma(w) in REBELS for w in tree.under(office)):
                party = self._only_group()  # "X, who heads the rebels' committee"
            return party, role or (Role.OFFICIAL if tree.lemma(k) == "speak" else None)
        told = self._told_after(tree, i)
        if told is None:
            return None, None
        party, role = self.page.register.party_of(self.page.text[told[0] : told[1]])
        if party is None and role is Role.REGIONAL:
            party = self._of_the_place(tree, *told)
        return party, role

    def _only_group(self) -> str | None:
        """The armed group that a report names, if it names one alone."""
        named = {n.party for found in self.page.named for n in found if n.party.islower()}
        groups_ = named - go_betweens() - {"gaza-authorities", "plo", "icc"}
        return next(iter(groups_)) if len(groups_) == 1 else None

    def _of_the_place(self, tree: Tree, start: int, end: int) -> str | None:
        own = [self.page.resolve(p.text) for p in self.page.placed[tree.number] if start <= p.start < end]
        return self._run_by(own[-1]) if own else None

    def _told_after(self, tree: Tree, i: int) -> tuple[int, int] | None:
        """The stretch between commas after a name, "X, spokeswoman for the forces of Y, said", by its words alone: the
        parser often hangs the end of it elsewhere. None where it opens with no office."""
        last = max(self._name(tree, i))
        if last + 2 >= len(tree) or tree.words[last + 1].text != ",":
            return None
        first = last + 2
        stop = next((k for k in range(first, len(tree)) if tree.words[k].text in (",", ".", ";", ":", '"')), len(tree))
        phrase = range(first, stop)
        nominal = all(tree.words[k].upos in _OFFICE or tree.rel(k) == "amod" for k in phrase)
        office = any(tree.lemma(k) in words("cues", "roles", "titles") for k in phrase)
        return tree.span(list(phrase)) if phrase and nominal and office else None

    def _entitle(self, tree: Tree, i: int, key: str) -> None:
        """Keep the words that tell a person's office: beside the name, after it, as "X is the mayor", "X leads Y"."""
        start, end = tree.span(full(tree, i)[:_LONGEST])
        words_ = self.page.text[start:end]
        up = tree.head(i)
        if tree.rel(i) == "nsubj" and up >= 0 and tree.dep(up, "cop") is not None:
            a, b = tree.span(tree.under(up, [i, *tree.deps(up, "conj")])[:_LONGEST])
            words_ += " " + self.page.text[a:b]
        elif tree.rel(i) == "appos" and up >= 0:
            a, b = tree.span(single(tree, up)[:_LONGEST])
            words_ += " " + self.page.text[a:b]
        if len(self._titles.get(key, "")) < 600:
            self._titles[key] = f"{self._titles.get(key, '')} {words_}"

    def _label(self, tree: Tree, i: int, key: str) -> None:
        """Keep the class that words beside a person's name give: a fighter, a leader, a reporter."""
        beside = [*tree.deps(i, "appos", "compound", "nmod:desc", "flat", "amod")]
        if tree.rel(i) in ("appos", "flat"):
            beside.append(tree.head(i))
        if tree.rel(i) in ("nsubj", "nsubj:pass") and tree.dep(tree.head(i), "cop") is not None:
            beside.append(tree.head(i))
        for k in beside:
            name = target_class(tree, k)
            if name in ("militants", "leader", "media") and key not in self.labels:
                self.labels[key] = name

    def _alone(self, tree: Tree, i: int, entity: Entity) -> Entity:
        """A person named in a list, without the others of the list."""
        if not tree.deps(i, "conj"):
            return entity
        start, end = tree.span(single(tree, i))
        text = self.page.text[start:end]
        party, role = self.page.register.party_of(text[:300])
        return Entity(text, start, party, role, True, False)


def _fuller(a: Entity, b: Entity) -> Entity:
    """The longer of two mentions, with what either knows; a mention of several people stands for no one of them."""
    longer = b if len(a.text.split()) < len(b.text.split()) <= _LONGEST and not (b.plural and not a.plural) else a
    if a.plural and not b.plural:
        longer = b
    return longer._replace(party=a.party or b.party, role=longer.role or a.role or b.role, person=True)
