"""Parties that a report names together: "the three leaders", "both sides", "officials of the two countries"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from trucewatch.language.parties import Named, go_betweens
from trucewatch.read.lexicons import words
from trucewatch.read.mentions import REBELS, Mentions
from trucewatch.read.naming import Entity
from trucewatch.read.page import Page
from trucewatch.read.tree import Tree

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_PEERS = words("reading", "together_peers")
_SIDES = words("reading", "together_sides")
_OPPOSED = words("reading", "together_opposed")
_OF = frozenset({"of", "from", "on", "in"})
_WHOLE = frozenset(f"{a} {b}" for a in ("the", "both", "the two") for b in ("sides", "parties", "delegations")) | {
    "the two"
}
_MET = frozenset({"delegation", "team"})
_EITHER = frozenset({"each", "neither", "either"})
_OCCUPYING = frozenset({"occupation", "occupier"})
_POLITICAL = words("reading", "together_political")
_PEOPLE = words("cues", "titles") | {"two", "leader", "official", "diplomat", "counterpart", "delegation"}
_ATODDS = frozenset({"side", "party", "belligerent", "combatant", "rival", "foe", "adversary"})
_CALLING = words("reading", "together_calling")
_THIRD = frozenset({"including", "like", "by"})
_BROKERING = words("reading", "together_brokering")
_PLACING = re.compile(r"\b(?:in|at|near|to|from|of) $")
_AND = re.compile(
    r"(?:['’]s)?(?: (?:[A-Z][a-z]+|[a-z]+ [a-z]+|[a-z]+))?,? and (?:the |its |his |her )?"
    r"(?:(?:[A-Z][a-z]+|[a-z]+ [a-z]+|[a-z]+) )?|[-–]"
)
_LISTED = re.compile(r", ?$")
_AT_REQUEST = re.compile(  # "at the request of A and B": of those who ask two others
    r"\b(?:request|invitation|urging|suggestion|auspices|mediation|support|help|backing|supervision|efforts?|hosted|"
    r"brokered|mediated|facilitated|supervised|guaranteed|sponsored|thanked|thanks) (?:of |by |from |to )?(?:the )?$"
)
_BACKING = re.compile(r" (?:backers?|all(?:y|ies)|supporters?|sponsors?|patrons?|partners?|masters?|proxies)\b")


class Together(Mentions):
    """Leads mentions of several parties back to the joint party that they mean; in doubt to none."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._joints: list[str] | None = None
        self._often: frozenset[str] | None = None
        self._joined_at: dict[int, list[tuple[int, frozenset[str]]]] = {}

    def _several(self, tree: Tree, i: int, entity: Entity) -> Entity | None:
        """ "The three leaders": the joint party of as many members that the report names; "the leaders" where one
        joint party holds all the others. Half of a joint party would be a wrong one: then the mention has none."""
        if tree.lemma(i) == "two" and self._the_two(tree, i):
            return self._both(tree, i, entity)
        if tree.lemma(i) not in _PEERS or tree.deps(i, "conj"):
            return None
        told = {tree.lemma(k) for k in tree.deps(i, "det", "cc:preconj", "advmod", "det:predet")}
        if "both" in told or (told & _EITHER and tree.lemma(i) in _SIDES):
            return self._both(tree, i, entity)
        if not entity.plural:
            return None
        if self._the_sides(tree, i):
            return self._both(tree, i, entity)
        if self._joints is None:
            self._joints = sorted({e.party for e in self._of_some() if e.party and "+" in e.party})
        number = next((_NUMBERS.get(tree.low(k)) for k in tree.deps(i, "nummod")), None)
        if number is None:
            definite = any(tree.lemma(k) == "the" for k in tree.deps(i, "det")) and not tree.deps(i, "amod", "nmod")
            definite = definite and any(j.count("+") > 1 for j in self._joints)
            whole = [j for j in self._joints if all(set(o.split("+")) <= set(j.split("+")) for o in self._joints)]
            return entity._replace(party=whole[0]) if definite and whole and entity.party is None else None
        if tree.lemma(i) in _MET and tree.deps(i, "nmod"):
            return None  # "the two delegations in Riyadh" may be of others
        if number == 2 and tree.lemma(i) not in ("leader", "president", "minister"):
            return self._both(tree, i, entity)
        fitting = [j for j in self._joints if j.count("+") + 1 == number]
        if len(fitting) == 1:
            return entity._replace(party=fitting[0])
        both = self._both(tree, i, entity) if number == 2 else None
        return both or entity._replace(party=None)

    def _the_two(self, tree: Tree, i: int) -> bool:
        """ "The two did not discuss it"."""
        the = any(tree.lemma(k) == "the" for k in tree.deps(i, "det"))
        return the and tree.rel(i) != "nummod" and not tree.deps(i, "nmod", "acl", "acl:relcl", "amod", "conj")

    def _the_sides(self, tree: Tree, i: int) -> bool:
        """ "The sides", "the warring parties", "the two delegations": the two that a report is about."""
        if tree.lemma(i) not in _SIDES or tree.deps(i, "nmod", "acl", "acl:relcl", "appos", "compound", "nmod:poss"):
            return False
        if any(tree.lemma(k) not in _OPPOSED for k in tree.deps(i, "amod")) or tree.deps(i, "nummod"):
            return False
        return any(tree.lemma(k) == "the" for k in tree.deps(i, "det"))

    def _whole(self, meant: Entity | None) -> Entity | None:
        """ "The sides met ... They agreed": whom a plural pronoun means, with the joint party of "the sides"."""
        if meant is None or meant.party is not None or meant.text.lower() not in _WHOLE:
            return meant
        then = self.page.trees[max(0, bisect_right(self.page.starts, meant.start) - 1)]
        at = next((t.i for t in then.words if t.end == meant.start + len(meant.text)), None)
        return self._both(then, at, meant) or meant if at is not None else meant

    def _foe(self, tree: Tree, i: int, entity: Entity, speaker: Entity | None) -> Entity | None:
        """ "The enemy", "the occupiers": of the two that the report is about, the one that does not speak."""
        foes = words("cues", "foes")
        side = tree.lemma(i) == "side" and not entity.plural and entity.party is None
        if side and any(tree.lemma(k) == "other" for k in tree.deps(i, "amod")):
            party = self.opposite(speaker) if not tree.deps(i, "nmod", "acl") else None
            return entity._replace(party=party) if party is not None else None  # "the other side" is whoever speaks not
        if tree.lemma(i) in foes:
            definite = any(tree.lemma(k) == "the" for k in tree.deps(i, "det"))
            if not definite or entity.party is not None or tree.deps(i, "nmod:poss", "nmod", "conj"):
                return None
        elif entity.party is not None or not any(
            tree.lemma(k) in foes or tree.lemma(k) in _OCCUPYING for k in tree.deps(i, "amod", "compound")
        ):
            return None  # "enemy drones", "the occupation forces"
        party = self.opposite(speaker)
        occupying = any(tree.lemma(k) in _OCCUPYING for k in tree.deps(i, "amod", "compound"))
        # whose occupation forces a report's own voice means is not said; they are never the speaker's own
        return entity._replace(party=party) if party is not None or occupying else None

    def opposite(self, speaker: Entity | None) -> str | None:
        """The other one of the two that the report is about, as whoever speaks sees it. None where that is not plain:
        whose enemy a report's own voice means is said by no report but a party's own."""
        side = self.page.side
        if side is not None and (speaker is None or speaker.party == side[0]):
            return side[1]
        party = speaker.party if speaker is not None else None
        pair = self._pair()
        return next(iter(pair - {party})) if party is not None and party in pair else None

    def _rebels(self, tree: Tree, i: int, entity: Entity) -> Entity | None:
        """ "The rebels", "the rebels' spokesman" of a report that names one armed group: that group's."""
        owner = tree.dep(i, "nmod:poss")
        told = i if owner is None else owner
        definite = any(tree.lemma(k) == "the" for k in tree.deps(told, "det"))
        if tree.lemma(told) not in REBELS or not definite or tree.deps(told, "amod", "nmod", "nummod", "compound"):
            return None
        party = self._only_group() or self._rebels_before(entity.start)
        return entity._replace(party=party) if party is not None else None

    def _rebels_before(self, offset: int) -> str | None:
        """ "The M23 rebels ... The rebels": the group last called so before an offset."""
        told = [e for word in sorted(REBELS) for start, e in self._by_noun.get(word, []) if start < offset]
        group = max(told, key=lambda e: e.start, default=None)
        if group is None or group.party is None:
            return None
        named = [p for p in group.party.split("+") if p.islower()]
        return named[0] if len(named) == 1 else None

    def _of_some(self) -> Iterator[Entity]:
        """The mentions that may be of several parties: lists, and those of sentences that name more than one."""
        for tree in self.page.trees:
            several = len({n.party for n in self.page.named[tree.number]}) > 1
            if several or "conj" in tree.rels:
                for i in tree.nouns:
                    if tree.dep(i, "conj") is not None or (several and self._names_several(tree, i)):
                        yield self._bare(tree, i)

    def _names_several(self, tree: Tree, i: int) -> bool:
        """Whether more than one party is named among the words of a noun: no other is of several."""
        if not tree.kids[i]:
            return any("+" in n.party and n.start <= tree.words[i].start < n.end for n in self.page.named[tree.number])
        start, end = tree.span(tree.under(i))
        inside = {n.party for n in self.page.named[tree.number] if n.start < end and start < n.end}
        return len(inside) > 1 or any("+" in party for party in inside)

    def _of_both(self, tree: Tree, i: int, entity: Entity) -> Entity | None:
        """ "Officials of both countries", "the foreign ministers of the two states": of the two."""
        for k in tree.deps(i, "nmod", "nmod:poss"):
            if (
                (tree.preposition(k) in _OF or tree.rel(k) == "nmod:poss")
                and tree.lemma(k) in _PEERS
                and not tree.deps(k, "conj")
            ):
                if tree.lemma(k) == "party" and not _POLITICAL.isdisjoint(entity.text.lower().split()):
                    return None  # "senators from both parties"
                two = any(tree.lemma(d) in ("both", "two") for d in tree.deps(k, "det", "nummod", "cc:preconj"))
                return self._both(tree, k, entity) if two else None
        return None

    def _both(self, tree: Tree, i: int, entity: Entity) -> Entity | None:
        """ "Ruritania and Graustark swapped prisoners, both sides said": the two that this sentence or the one before
        names side by side; else the two sides of the report, or the one pair that it names side by side most often;
        else the only two that a sentence here names, and of people ("the two ministers") these before those. Never
        whoever calls on the two."""
        callers = self._callers(tree, i)
        found = self._joined_before(tree, i, callers)
        if found is None:
            near, pair, joined = self._only_two(tree, i, callers), self._pair(), self._most_joined()
            if not pair or (len(joined & pair) == 1 and not self._ever_joined(pair)):
                pair = joined or pair  # "A and B signed it in X": named as often as B, X is no side for that
            apart = any(tree.lemma(k) in _OPPOSED for k in tree.deps(i, "amod"))  # "the warring parties"
            pair = self._pair() if apart else pair
            found = (near or pair) if tree.lemma(i) in _PEOPLE else (pair or near)
        return entity._replace(party="+".join(sorted(found))) if found and not found & callers else None

    def _joined_before(self, tree: Tree, i: int, callers: frozenset[str]) -> frozenset[str] | None:
        if any(tree.lemma(k) in _OPPOSED for k in tree.deps(i, "amod")):
            return None
        for n in range(tree.number, max(-1, tree.number - 2), -1):
            before = n < tree.number
            joined = [p for at, p in self._side_by_side(n) if (before or at < tree.words[i].start) and not p & callers]
            if tree.lemma(i) in _PEOPLE:  # "X and Y spoke of the A-B war. The two leaders"
                people = {m.party for m in self.page.named[n] if m.type in ("person", "surname")}
                people = people if before or len(people) != 2 else set()
                if len(people) == 2 and not people & callers and not any("+" in p for p in people):
                    return frozenset(people)
            if joined and (tree.lemma(i) not in _ATODDS or self._act_here(n, joined[-1])):
                return joined[-1]
        return None

    def _act_here(self, number: int, pair: frozenset[str]) -> bool:
        """Whether a sentence is about a pair that it names side by side: "praised the role of A and B" is not."""
        tree = self.page.trees[number]
        for at, named in self._side_by_side(number):
            word = tree.at(at) if named == pair else None
            if word is None:
                continue
            chain = [word, *tree.above(word)]
            top = next((k for k in chain if not tree.rel(k).startswith(("conj", "flat", "compound", "amod"))), word)
            if tree.rel(top).startswith("nsubj") or tree.preposition(top) == "between":
                return True
            if tree.rel(top).startswith("nmod") and tree.rel(tree.head(top)).startswith("nsubj"):
                return True
        return False

    def _only_two(self, tree: Tree, i: int, callers: frozenset[str]) -> frozenset[str] | None:
        """The parties that this sentence names before a word, or the one before it, if they are two."""
        for n in range(tree.number, max(-1, tree.number - 2), -1):
            before = n < tree.number
            here = [m for m in self.page.named[n] if (before or m.start < tree.words[i].start) and not self._where(m)]
            parties = {p for m in here for p in m.party.split("+")} - go_betweens() - callers
            if parties:
                return frozenset(parties) if len(parties) == 2 else None
        return None

    def _most_joined(self) -> frozenset[str]:
        """The pair that a report names side by side more often than any other, but as the third who broker or urge."""
        if self._often is not None:
            return self._often
        pairs = (p for t in self.page.trees for at, p in self._side_by_side(t.number) if not self._as_thirds(t, at))
        often = Counter(pairs).most_common(2)
        clear = bool(often) and (len(often) == 1 or often[0][1] > often[1][1])
        self._often = often[0][0] if clear else frozenset()
        return self._often

    def _ever_joined(self, pair: frozenset[str]) -> bool:
        return any(p == pair for t in self.page.trees for _, p in self._side_by_side(t.number))

    def _as_thirds(self, tree: Tree, start: int) -> bool:
        """ "A and B had brokered truces", "leaders, including A and B, threatened sanctions", "mediators from A and
        B": of whom the report speaks as of those who deal with the two."""
        word = tree.at(start)
        chain = [word, *tree.above(word)] if word is not None else []
        top = next(
            (k for k in chain if not tree.rel(k).startswith(("conj", "flat", "compound", "amod", "nmod:"))), None
        )
        if top is None:
            return False
        if tree.preposition(top) in _THIRD or any(tree.lemma(k) in _THIRD for k in tree.deps(top, "case")):
            return True
        verb = tree.head(top)
        return tree.rel(top).startswith("nsubj") and tree.lemma(verb) in _CALLING | _BROKERING

    def _callers(self, tree: Tree, i: int) -> frozenset[str]:
        """ "Egypt and Qatar called on both sides", "Cairo told the two delegations": those who say what the two are to
        do are none of the two."""
        verb = next((k for k in tree.above(i) if tree.words[k].upos == "VERB"), None)
        who = tree.dep(verb, "nsubj") if verb is not None else None
        if verb is None or who is None or i in tree.under(who) or tree.lemma(verb) not in _CALLING:
            return frozenset()
        bare = self._bare(tree, who)
        party = (self._several(tree, who, bare) or bare).party  # "the two countries called on both sides"
        return frozenset(party.split("+")) if party is not None else frozenset()

    def _where(self, named: Named) -> bool:
        """ "At a summit in Vilnius": a capital that is only where something is."""
        return named.type == "metonym" and _PLACING.search(self.page.text, named.start - 12, named.start) is not None

    def _side_by_side(self, number: int) -> list[tuple[int, frozenset[str]]]:
        """The pairs of parties that a sentence names side by side, with where: "A and B", "A-B"; not two of a list."""
        known = self._joined_at.get(number)
        if known is None:
            named = [m for m in self.page.named[number] if "+" not in m.party and m.party not in go_betweens()]
            known = self._joined_at[number] = [
                (b.start, frozenset((a.party, b.party)))
                for a, b in pairwise(named)
                if a.party != b.party
                and _AND.fullmatch(self.page.text, a.end, b.start)
                and not _LISTED.search(self.page.text, a.start - 3, a.start)
                and not self._where(a)
                and not self._where(b)
                and not _AT_REQUEST.search(self.page.text, a.start - 32, a.start)
                and not _BACKING.match(self.page.text, b.end)
            ]
        return known
