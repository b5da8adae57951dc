"""Bodies told of again by a noun alone: "the ministry", "the group's spokesman", "a government official"."""

from __future__ import annotations

import re
from bisect import bisect_right

from trucewatch.language.parties import go_betweens
from trucewatch.read.heard import Heard
from trucewatch.read.lexicons import words
from trucewatch.read.mentions import groups
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

_ARMY = frozenset({"army", "military", "idf"})
_ANY_BODY = frozenset({"agency", "department", "service", "body", "institution"})
_ORGANISED = frozenset({"organisation", "organization"})
_KINDS_OF_AID = frozenset({"agency", "body", "charity", "group", "monitor", "network", "organisation", "organization"})
_AIDING = frozenset({"aid", "relief", "right", "rights", "war", "health", "food", "humanitarian", "medical", "charity"})
_FIRMS = frozenset(
    {"company", "operator", "utility", "firm", "supplier", "energy company", "power company", "grid operator"}
)
_RULING = frozenset({"junta", "government", "regime"})
_ARMIES = frozenset({"the army", "the military", "the armed forces", "the air force", "the navy"})
_FOR = frozenset({"of", "for", "from", "at"})


class Bodies(Heard):
    """Finds the body that such a noun stands for among those that the report names."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._standing_for: dict[tuple[str, str], list[tuple[int, Entity]]] = {}

    def _beside(self, tree: Tree, i: int, entity: Entity) -> Entity | None:
        """ "The group's spokesman", "a spokesman for the army", "a government official": whose the body beside is. A
        body that "the" points back to is the one told of last; else the one body of that noun, if the report names one
        party's alone."""
        if tree.words[i].upos != "NOUN" or tree.lemma(i) in words("cues", "private", "relations"):
            return None
        near = tree.deps(i, "nmod:poss")
        if not any(tree.lemma(d) == "the" for d in tree.deps(i, "det")):
            near += tree.deps(i, "compound")  # "the army command" is the home state's, "an army officer" may not be
        of = [k for k in tree.deps(i, "nmod") if tree.preposition(k) in _FOR]
        within = [o for k in of for o in tree.deps(k, "nmod:poss")]  # "the director of the military's media wing"
        near += of + within
        for k in near:
            noun = tree.lemma(k)
            if noun not in words("cues", "bodies") or tree.words[k].upos != "NOUN" or tree.deps(k, "amod", "nmod"):
                continue
            definite = any(tree.lemma(d) in ("the", "this") for d in tree.deps(k, "det"))
            if definite and tree.rel(k) != "compound":
                if k in within:  # "Strelsau gave another version. The head of the army's media wing": Strelsau's army
                    body = self._subject_body(tree) if noun in _ARMY else None
                else:
                    body = self._latest(tree, k, entity, groups()[noun]) or self._firm_again(noun, entity.start)
            else:
                body = self._only(noun)
            if body is not None and body.party is not None and (definite or not self._about_others(tree, body.party)):
                known = entity.speaking_for(body._replace(role=body.role if not body.person else None))
                return known._replace(presumed=body.presumed)  # the report names the body: nothing is presumed of it
        return None

    def _whole_of(self, tree: Tree, i: int) -> int | None:
        """ "Units of the Defence Forces": the forces, where no other word tells whose the units are."""
        if tree.lemma(i) not in words("cues", "parts_of_forces") or tree.deps(i, "amod", "compound", "nmod:poss"):
            return None
        of = [k for k in tree.deps(i, "nmod") if k > i and tree.preposition(k) in ("of", "from")]
        return of[0] if len(of) == 1 and not tree.deps(of[0], "conj") else None

    def _as_part(self, part: Entity, whole: Entity | None) -> Entity | None:
        """A part of a state's forces, if the whole is known: then it is whoever's the whole is."""
        if whole is None or whole.party is None or whole.role is not Role.MILITARY or whole.person:
            return None
        return part._replace(party=whole.party, role=Role.MILITARY, presumed=whole.presumed)

    def _with_what_it_does(self, tree: Tree, i: int, entity: Entity) -> str:
        """ "The office that records crimes in the Grey Republic": the words that tell of what a body does and where."""
        own = tree.deps(i, "acl:relcl")
        return entity.text if not own else self.page.text[entity.start : tree.span(tree.under(i))[1]]

    def _firm_again(self, noun: str, before: int) -> Entity | None:
        """ "Energoatom denied it. ..., the company's press service said": the firm that spoke last."""
        heard = self.last_speaker(before) if noun in groups()["company"] else None
        return heard if heard is not None and heard.role is Role.COMPANY and not heard.person else None

    def _aid_again(self, tree: Tree, i: int, entity: Entity) -> Entity | None:
        """ "The war monitor", "the rights group", "the aid agency": the aid body or observer named last before."""
        if tree.lemma(i) not in _KINDS_OF_AID or not any(tree.lemma(k) == "the" for k in tree.deps(i, "det")):
            return None
        if _AIDING.isdisjoint(tree.lemma(k) for k in tree.deps(i, "compound", "amod")) or tree.deps(i, "appos", "nmod"):
            return None
        known = [e for at, e in self._by_noun.get("organisation", []) if at < entity.start and e.role is Role.NGO]
        return known[-1] if known else None

    def _told_of_elsewhere(self, tree: Tree, entity: Entity, best: Entity) -> bool:
        """ "In Freedonia, ... soldiers fired": none of the soldiers of the state told of before."""
        state = best.party is not None and len(best.party) == 3 and best.party.isupper()
        opened = self._opened(tree, entity.start) if state else None
        return opened is not None and opened != best.party

    def _about_others(self, tree: Tree, party: str) -> bool:
        """Whether a sentence names states, and this party is none of them."""
        named = {n.party for n in self.page.named[tree.number] if len(n.party) == 3 and n.party.isupper()}
        return bool(named) and party not in named and not named & self._pair()

    def _only(self, noun: str) -> Entity | None:
        """The body that a noun may stand for, where all that the report names are of one party."""
        known = [e for word in sorted(groups()[noun]) for _, e in self._those(word, noun) if not e.person]
        return known[0] if len({e.party for e in known}) == 1 else None

    def _subject_body(self, tree: Tree) -> Entity | None:
        """ "The General Staff dismissed it. ..., a spokesman said": the body that the sentence before was about."""
        told = [s for s in self._seen if s.subject and tree.number - 2 <= s.sentence < tree.number]
        last = max((s.sentence for s in told), default=-1)
        first = next((s for s in told if s.sentence == last), None)
        body = self._fullest.get(first.key) if first is not None and not first.person else None
        return body if body is not None and body.party and "+" not in body.party else None

    def _spoken_for(self, tree: Tree, best: Entity) -> Entity | None:
        """ "Spokesman Ivo Petz said": of the body that the sentence before was about. "Army spokesman Ivo Petz": of the
        army told of last, and of no group, whoever the sentence before was about."""
        said = best.text.lower().split()
        at = next((k for k, w in enumerate(said) if w in words("cues", "speakers")), 0)
        group = groups().get(said[at - 1]) if at else None
        if group is None:
            return self._subject_body(tree) if not at or said[at - 1] not in words("cues", "institutional") else None
        known = [e for word in sorted(group) for e in self._those(word, said[at - 1]) if e[0] < best.start]
        return max(known, key=lambda e: e[0])[1] if known else None

    def _latest(self, tree: Tree, i: int, entity: Entity, group: frozenset[str]) -> Entity | None:
        """The last mention of one of these nouns before the entity that has a party, else the first after it."""
        before: list[tuple[int, Entity]] = []
        after: list[tuple[int, Entity]] = []
        for word in sorted(group):
            known = self._those(word, tree.lemma(i))
            at = bisect_right(known, entity.start - 1, key=lambda e: e[0])
            before += known[max(0, at - 1) : at]
            if word == tree.lemma(i) or tree.lemma(i) not in words(
                "cues", "ruling"
            ):  # "the government" is no authority told of later on
                after += [
                    e for e in known[at : at + 2] if e[0] != entity.start and not _of_other(entity.text, e[1].text)
                ][:1]
        best = max(before, key=lambda e: e[0]) if before else min(after, key=lambda e: e[0]) if after else None
        joint = best is not None and "+" in (best[1].party or "") and not entity.plural
        if best is None or joint or self._told_of_elsewhere(tree, entity, best[1]):
            return None  # "the government" is of no two states
        return best[1]

    def _those(self, word: str, noun: str) -> list[tuple[int, Entity]]:
        """The mentions kept under a word that a noun may stand for: armies and governments are states', "the group" is
        no state's, and no state's "soldiers" are "the army"."""
        if (word, noun) not in self._standing_for:
            known = self._by_noun.get(word, [])
            if noun in groups()["military"] or noun in words("cues", "ruling"):
                blue = noun == "force"  # "the force" may be that of the peacekeepers
                known = [e for e in known if (e[1].party or "").isupper() or (blue and e[1].party == "un")]
            elif noun in words("cues", "hollow"):
                known = [e for e in known if not (e[1].party or "").isupper()]
                if noun not in _ORGANISED:
                    known = [e for e in known if e[1].role is not Role.NGO]
            if noun in ("army", "military"):
                known = [e for e in known if not e[1].text.lower().endswith(("soldiers", "soldier", "troops"))]
                own = [e for e in known if not _ARMY.isdisjoint(e[1].text.lower().split())]
                known = own or known  # "the military" is no guards' corps where an army is named
            self._standing_for[word, noun] = known
        return self._standing_for[word, noun]

    def _body_again(self, tree: Tree, noun: str, entity: Entity, group: frozenset[str]) -> Entity | None:
        """ "The operator said ... The company noted", "military intelligence said ... the agency stated": the body that
        spoke last."""
        heard = self.last_speaker(entity.start)
        if heard is None or heard.party is None or heard.person:
            return None
        if noun in words("cues", "ruling") and heard.party.islower():
            return None  # "the Red Front's government said ... the regime": of whom it fights
        near = tree.number - self._spoke_in(entity.start) <= 2 and not heard.plural
        bare = noun in _ANY_BODY and len(entity.text.split()) == 2
        called = _named_by(heard.text)  # "the governor said ... the agency": no office of a person
        body = called not in words("cues", "titles", "heads", "mouths")
        return heard if called in group or (bare and near and body) else None

    def _role_of_local(self, noun: str, before: int) -> Role | None:
        """ "The administration" after "the X Regional Administration": the role of the local body of that noun."""
        seen = (s.key for s in self._seen[: bisect_right(self._starts, before - 1)] if s.key.endswith(f" {noun}"))
        told = {self._fullest[key].role for key in seen} - {None}
        return next(iter(told)) if len(told) == 1 and told <= {Role.REGIONAL, Role.EMERGENCY, Role.COMPANY} else None

    def _told_further(self, tree: Tree, i: int, office: str) -> bool:
        """ "The governor of X", "the governor there": of a place of its own; "the head of state" is one word."""
        if i + 1 < len(tree) and tree.low(i + 1) == "there":
            return True
        whole = office in ("the head of state", "the head of government")
        return not whole and bool(tree.deps(i, "nmod", "acl", "acl:relcl", "nummod", "appos"))

    def _may_tell(self, known: Entity, last: Entity) -> bool:
        """Whether somebody named since may be who adds to it: a person, or an office that is not the last speaker's."""
        return known.person or (known.role is not None and (known.party is None or known.party != last.party))

    def _subject_owned(self, tree: Tree, i: int) -> int | None:
        """The subject that a possessive pronoun stands in: "its envoy", "two of its trucks"."""
        at = tree.head(i) if tree.rel(i) == "nmod:poss" else i
        while tree.rel(at) == "nmod" and tree.preposition(at) == "of":
            at = tree.head(at)
        return at if at != i and tree.rel(at).startswith("nsubj") else None

    def _nobody_known(self, tree: Tree, owned: int) -> Entity | None:
        """ "Aid for Zenda said two of its trucks were held": the body whose words these are, though no party is known
        of it; whoever was told of before owns none of them."""
        verb = tree.head(tree.head(owned)) if tree.rel(tree.head(owned)) == "ccomp" else -1
        who = tree.subject(verb) if verb >= 0 else None
        if who is None or tree.words[who].upos != "PROPN" or self.key(tree, who):
            return None
        known = self._bare(tree, who)
        return known if known.party is None and not known.person else None

    def _state_of(self, tree: Tree, i: int, speaker: Entity | None) -> Entity | None:
        """ "Netanyahu said it planned": the speaker's state, by its latest mention."""
        if speaker is None or speaker.party is None or tree.rel(i) not in ("nsubj", "nsubj:pass"):
            return None
        for n in range(tree.number, max(-1, tree.number - 4), -1):
            for named in reversed(self.page.named[n]):
                if (
                    named.start < tree.words[i].start
                    and named.party == speaker.party
                    and named.type in ("state", "group")
                ):
                    return Entity(named.text, named.start, named.party, named.role)
        return None

    def _meant(self, tree: Tree, i: int, entity: Entity, *, definite: bool) -> Entity | None:
        """The body or person of that noun named last; who is named only later is not meant by "the spokesman", if
        somebody has just spoken."""
        best = self._latest(tree, i, entity, groups()[tree.lemma(i)])
        later = best is not None and best.start > entity.start and tree.lemma(i) == "force" and not entity.plural
        if later and self._defends(tree, entity.text.lower()):
            return None  # "the Air Force" of the defender is not "Ruritanian forces", told of later on
        late = best is not None and best.person and best.start > entity.start and definite
        return self._spoke_last(tree) if late else best

    def _named_beside(self, tree: Tree, i: int) -> bool:
        """ "The acting governor, Ivo Petz": whose name stands beside the office is no one told of before."""
        return any(self.key(tree, k) for k in tree.deps(i, "appos"))

    def _of_state(self, best: Entity, key: str) -> bool:
        """Whether the words beside a name are of a state's office: not "operating chief", "a company spokeswoman"."""
        told = set(re.findall(r"[a-z]+", f"{best.text} {self._titles.get(key, '')}".lower()))
        if best.role is not Role.OFFICIAL:
            return True
        return bool(told & words("cues", "stately")) and not told & words("cues", "firms")

    def _slug(self, tree: Tree, i: int, entity: Entity) -> str | None:
        """A body of its own that the register does not know, by its name: never a known party's code."""
        if entity.role is not Role.NGO or tree.words[i].upos != "PROPN":
            return None
        name = re.match(
            r"(?:[Tt]he )?((?:[A-Z][\w’'-]*|of|and|for)(?: (?:[A-Z][\w’'-]*|of|and|for))+)",
            entity.text.split("(")[0].strip(),
        )
        slug = "-".join(re.findall(r"[a-z0-9]+", name.group(1).lower())) if name else ""
        return slug if slug.count("-") >= 1 and slug[0].isalpha() and len(slug) <= 60 else None

    def _spoke_last(self, tree: Tree) -> Entity | None:
        """The person who spoke in the sentence before."""
        heard = self.last_heard(tree.start)
        recent = heard is not None and tree.number > 0 and heard[0] >= self.page.trees[tree.number - 1].start
        return heard[1] if heard is not None and recent and heard[1].person else None

    def _teller_again(self, tree: Tree, i: int, office: Entity) -> Entity | None:
        """ "Gladkov said ... According to the official", "the regional head added": the local head who spoke last; an
        official also of a state, where no unnamed one was told of before."""
        the, _, called = office.text.lower().partition(" ")
        if (
            the != "the"
            or called not in words("cues", "tellers_again")
            or tree.deps(i, "acl", "acl:relcl", "appos", "nummod")
        ):
            return None
        heard = self.last_heard(tree.start)
        if heard is None or heard[0] < self.page.trees[max(0, tree.number - 2)].start:
            return None
        person = heard[1]
        if called in _FIRMS:
            return person if person.role is Role.COMPANY else None
        if not person.person or office.party not in (None, person.party):
            return None
        if called == "official":
            unnamed = any(not e.person and at < office.start for at, e in self._by_noun.get("official", ()))
            return None if unnamed or person.role not in (Role.REGIONAL, Role.OFFICIAL) else person
        of_a_town = "mayor" in person.text.lower() and "city" not in called
        return person if person.role is Role.REGIONAL and not of_a_town else None

    def _untitled(self, tree: Tree, office: Entity) -> Entity | None:
        """The person who spoke last, if no office is told of him: "Moskalkova said ... The ombudswoman added"."""
        person = self._spoke_last(tree)
        if person is None or person.role is not Role.OFFICIAL or office.party not in (None, person.party):
            return None
        low = person.text.lower()
        told = set(low.split()) & (words("cues", "titles") | words("cues", "roles"))
        she = bool(set(office.text.lower().split()) & words("cues", "female"))
        return None if told or self._other_sex("she" if she else "he", low) else person

    def _own_arm(self, entity: Entity, party: str | None, speaker: Entity | None) -> str | None:
        """ "The military said the air force had struck": the speaker's own, if nothing tells of another."""
        if (
            speaker is None
            or speaker.party is None
            or speaker.role not in (Role.MILITARY, Role.ANONYMOUS)
            or not speaker.party.isupper()
        ):
            return None
        own = entity.role is Role.MILITARY and entity.text[:4].lower() == "the " and party in (None, speaker.party)
        return speaker.party if own else None

    def _rules_alone(self, tree: Tree, i: int, party: str) -> bool:
        """ "The junta", "government forces" of a report on one state at war with itself: no other can be meant."""
        rules = {tree.lemma(i), *(tree.lemma(k).lower() for k in tree.deps(i, "compound", "nmod:poss"))} & _RULING
        if not rules and tree.lemma(i) in _ARMY and party == self.home:
            return self._alone_named(party)
        return bool(rules) and party == self.home and ("junta" in rules or self._spoken_of_most(party))

    def _alone_named(self, state: str) -> bool:
        """Whether a report names this state and armed groups, and no other state: "the army" is then its own."""
        named = {p for found in self.page.named for n in found for p in n.party.split("+")} - go_betweens()
        return state in named and {p for p in named if p.isupper()} == {state} and named != {state}

    def _own_army(self, entity: Entity, speaker: Entity | None) -> Entity | None:
        """ "The army has deployed, the premier stated": his own, whichever army the report named last."""
        if speaker is None or speaker.party is None or speaker.party != self.home or entity.text.lower() not in _ARMIES:
            return None
        state = speaker.role in (Role.LEADER, Role.OFFICIAL, Role.MILITARY)
        return entity._replace(party=speaker.party) if state else None


def _of_other(text: str, other: str) -> bool:
    """ "The Defence Ministry" is not "Graustark's foreign ministry", told of later on."""
    told, others = (words("cues", "branches") & set(t.lower().split()) for t in (text, other))
    return bool(told and others) and told.isdisjoint(others)


def _named_by(text: str) -> str:
    """The noun of a body's name: "ministry" of "the Ministry of Defence"."""
    return (re.split(r"\b(?:of|for)\b", text.lower())[0].split() or [""])[-1]
