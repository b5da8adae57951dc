"""Bodies told of again by a noun alone: "the ministry", "the group's spokesman", "a government official"."""

from __future__ import annotations

import re
from bisect import bisect_right

from trucewatch.read.heard import Heard
from trucewatch.read.lexicons import words
from trucewatch.read.mentions import groups
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Role

_ARMY = frozenset({"army", "military", "idf"})
_ANY_BODY = frozenset({"agency", "department", "service", "body", "institution"})
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
        near += [k for k in tree.deps(i, "nmod") if tree.preposition(k) in _FOR]
        for k in near:
            noun = tree.lemma(k)
            if noun not in words("cues", "bodies") or tree.words[k].upos != "NOUN" or tree.deps(k, "amod", "nmod"):
                continue
            definite = any(tree.lemma(d) in ("the", "this") for d in tree.deps(k, "det"))
            if definite and tree.rel(k) != "compound":
                body = self._latest(tree, k, entity, groups()[noun]) or self._firm_again(noun, entity.start)
            else:
                body = self._only(noun)
            if body is not None and body.party is not None and (definite or not self._about_others(tree, body.party)):
                known = entity.speaking_for(body._replace(role=body.role if not body.person else None))
                return known._replace(presumed=body.presumed)  # the report names the body: nothing is presumed of it
        return None

    def _firm_again(self, noun: str, before: int) -> Entity | None:
        """ "Energoatom denied it. ..., the company's press service said": the firm that spoke last."""
        heard = self.last_speaker(before) if noun in groups()["company"] else None
        return heard if heard is not None and heard.role is Role.COMPANY and not heard.person else None

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
                after += [e for e in known[at : at + 2] if e[0] != entity.start][:1]
        best = max(before, key=lambda e: e[0]) if before else min(after, key=lambda e: e[0]) if after else None
        joint = best is not None and "+" in (best[1].party or "") and not entity.plural
        return None if best is None or joint else best[1]  # "the government" is of no two states

    def _those(self, word: str, noun: str) -> list[tuple[int, Entity]]:
        """The mentions kept under a word that a noun may stand for: armies and governments are states', "the group" is
        no state's, and no state's "soldiers" are "the army"."""
        if (word, noun) not in self._standing_for:
            known = self._by_noun.get(word, [])
            if noun in groups()["military"] or noun in words("cues", "ruling"):
                known = [e for e in known if (e[1].party or "").isupper()]
            elif noun in words("cues", "hollow"):
                known = [e for e in known if not (e[1].party or "").isupper()]
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
        near = tree.number - self._spoke_in(entity.start) <= 2 and not heard.plural
        bare = noun in _ANY_BODY and len(entity.text.split()) == 2
        return heard if heard.text.split()[-1].lower() in group or (bare and near) else None

    def _role_of_local(self, noun: str, before: int) -> Role | None:
        """ "The administration" after "the X Regional Administration": the role of the local body of that noun."""
        seen = (s.key for s in self._seen[: bisect_right(self._starts, before - 1)] if s.key.endswith(f" {noun}"))
        told = {self._fullest[key].role for key in seen} - {None}
        return next(iter(told)) if len(told) == 1 and told <= {Role.REGIONAL, Role.EMERGENCY, Role.COMPANY} else None

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
