"""The numbers of a claim: which of those in its words belong to it, what they count, and how they stand to each other.

A number is bound by the tree: to the noun that it numbers, or to its own place in the clause where it stands for the
noun ("nine of her ten children"). What it counts follows from the kind of claim and the kind of thing (counts.yaml);
for people in casualties from the nearest word above it that kills or wounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.counts import Number, numbers
from trucewatch.language.lexicon import lexicon
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.things import core, phrases, single
from trucewatch.read.tree import Tree
from trucewatch.values.count import Count, Sense
from trucewatch.values.vocabularies import CountOf

_MOST = 40  # numbers taken of one claim: beyond that it is a table
_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis"})
_PATIENT = frozenset({"obj", "nsubj:pass", "nsubj:outer"})
_NUMBERED = frozenset({"nummod", "det", "amod", "compound", "advmod", "nmod:desc", "dep", "nummod:gov"})
_CARRIERS = frozenset(
    {
        "include",
        "involve",
        "use",
        "launch",
        "fire",
        "total",
        "number",
        "leave",
        "comprise",
        "consist",
        "estimate",
        "last",
    }
)
_PART_CASES = frozenset({"including", "among"})
_FURTHER = re.compile(r"\b(?:another|further|additional)\b|\bmore\b(?! than)", re.I)
_SO_FAR = re.compile(r"\bso far\b|\bto date\b|\bsince\b|\bin total\b|\bsince then\b", re.I)
_AS_TIME = re.compile(
    r"\b(?:last|past|next|previous|within|after|in|before|over|during|first|every|these)(?: the)? (?:\w+ )?$", re.I
)
_TIME_AFTER = re.compile(
    r"\s?(?:ago|earlier|later|before|after|since|old\b|into|[- ](?:war|invasion|conflict|offensive))", re.I
)
_NO_PERSON = frozenset({"weapon", "place", "site", "vehicle", "truck"})
_OF_THEM = re.compile(r" of (?:them|whom|which|those)\b", re.I)
_LASTING = re.compile(
    r"\b(?:for|lasting|lasted|lasts|last|of|by|than)(?: (?:about|around|some|at least|up to|more than|over|nearly|almost|the))* $",
    re.I,
)
_INANIMATE = frozenset({"weapon", "assault", "place", "deed", "site", "vehicle", "truck"})


class _Bound(NamedTuple):
    """A number in its sentence: ``top``: the word that carries it; ``noun``: the word for what is counted, if any."""

    number: Number
    top: int
    noun: int | None


@lru_cache(maxsize=1)
def _things() -> dict[str, frozenset[str]]:
    """Kind of thing by phrase, for the kinds that counting alone knows."""
    out: dict[str, set[str]] = {}
    for thing, names in lexicon("counts")["things"].items():
        for name in names:
            out.setdefault(name, set()).add(thing)
    return {name: frozenset(found) for name, found in out.items()}


@lru_cache(maxsize=8)
def _set(key: str) -> frozenset[str]:
    return frozenset(map(str, lexicon("counts")[key]))


class HowMany:
    """Finds the counts of a report's propositions."""

    def __init__(self, page: Page, roles: Roles) -> None:
        self.page, self.roles = page, roles

    def of(self, p: Proposition, targets: Sequence[int]) -> tuple[Count, ...]:
        """The counts of the claim that speaks of these targets; what its sister claims speak of is left to them."""
        out: list[Count] = []
        for found in numbers(self.page.text, *p.span)[:_MOST]:
            bound = self._bound(p.tree, found)
            if bound is not None and self._whole(p.tree, bound):
                out += self._sent(p, bound)
            elif bound is not None and not self._elsewhere(p, bound, targets):
                out += self._counts(p, bound)
        return self._people(p, out) if p.kind in ("casualties", "detention") else tuple(out)

    def _bound(self, tree: Tree, number: Number) -> _Bound | None:
        """Where the number stands in the tree."""
        inside = [t.i for t in tree.words if number.at <= t.start < max(number.stop, number.at + 1)]
        if not inside:
            return None
        top = next((i for i in inside if tree.head(i) not in inside), inside[0])
        for _ in range(3):
            if tree.rel(top) not in _NUMBERED or tree.head(top) < inside[-1]:
                break
            top = tree.head(top)
            if tree.words[top].upos in ("NOUN", "PROPN") and top not in inside:
                return _Bound(number, top, top)
        if top in inside:
            noun = next((k for k in tree.deps(top, "nmod") if k > top and tree.preposition(k) == "of"), None)
            return _Bound(number, top, noun if noun is not None else self._next_noun(tree, inside[-1], number))
        return _Bound(number, top, top)

    def _next_noun(self, tree: Tree, last: int, number: Number) -> int | None:
        """The noun that the words after a number lead to, where the tree does not join them."""
        for k in range(last + 1, min(last + 5, len(tree))):
            word = tree.words[k]
            if word.upos == "NOUN" and (k + 1 == len(tree) or tree.words[k + 1].upos not in ("NOUN", "PART")):
                return k
            if word.upos not in ("ADJ", "NOUN", "PROPN", "NUM") and word.text not in ("-", "or", "/"):
                return None
        return None

    def _elsewhere(self, p: Proposition, b: _Bound, targets: Sequence[int]) -> bool:
        """Whether a number belongs to another claim of the sentence: to another target, or to a clause within."""
        tree = p.tree
        at = b.noun if b.noun is not None else b.top
        chain = [at, *tree.above(at)]
        owner = next((k for k in chain if k in p.targets), None)
        if owner is not None and owner not in targets:
            return True
        if b.number.article:
            return tree.dep(at, "nummod") is not None or not self._listed(p, at)
        if self._of_them(b):
            return False
        path = chain[: chain.index(p.head)] if p.head in chain else chain
        return any(self._apart(p, k) for k in path if k != at)

    def _apart(self, p: Proposition, k: int) -> bool:
        """Whether a word on the way up to the claim's head opens a clause of its own."""
        tree = p.tree
        if k in p.joined or k == p.head or tree.lemma(k) in _CARRIERS:
            return False
        if p.kind == "casualties" and (
            tree.rel(k) != "conj" or tree.words[k].upos != "VERB" or self._own_fate(tree, k)
        ):
            return False
        return tree.rel(k) in _CLAUSES or (tree.rel(k) == "conj" and tree.words[k].upos == "VERB")

    def _listed(self, p: Proposition, at: int) -> bool:
        """Whether a noun with an article is what the deed is done to, or told apart from those: "including a boy"."""
        tree = p.tree
        while True:
            if at in p.targets:
                return True
            listed = any(tree.words[c].text.lower() in _PART_CASES for c in tree.deps(at, "case", "mark"))
            if tree.rel(at) != "conj" and not listed:
                return False
            at = tree.head(at)

    def _whole(self, tree: Tree, b: _Bound) -> bool:
        """ "Nine of her ten children": ten is what nine are taken from, and no count of its own."""
        k = b.noun if b.noun is not None else b.top
        up = tree.head(k)
        if up < 0 or tree.rel(k) != "nmod" or tree.preposition(k) != "of" or tree.words[up].start >= b.number.at:
            return False
        return tree.words[up].upos == "NUM" or tree.lemma(up) in ("dozen", "most", "half", "majority", "none")

    def _sent(self, p: Proposition, b: _Bound) -> Iterator[Count]:
        """ "88 of the 103 drones launched": the whole is a count too where the words say what was done with it."""
        noun = b.noun if b.noun is not None else b.top
        launched = any(p.tree.lemma(k) in ("launch", "fire", "send", "use") for k in p.tree.deps(noun, "acl"))
        if p.kind == "interception" and launched:
            yield self._count(p, b, CountOf.LAUNCHED)

    def _of_them(self, b: _Bound) -> bool:
        """ "Up to 23 of whom": part of a number told before."""
        return bool(_OF_THEM.match(self.page.text, b.number.stop))

    def _counts(self, p: Proposition, b: _Bound) -> Iterator[Count]:
        n = b.number
        if n.what is not None:
            if n.what.value in lexicon("counts")["measured"].get(p.kind, ()) and self._measures(p, b):
                yield self._count(p, b, n.what)
            return
        if p.kind == "casualties":
            yield from self._casualties(p, b)
            return
        what = self._what(p, b)
        if what is not None:
            yield self._count(p, b, what)

    def _measures(self, p: Proposition, b: _Bound) -> bool:
        """Whether a measured number is one of the proposition, not a time of it."""
        n = b.number
        if n.what is not CountOf.DURATION_DAYS:
            return not n.article
        text = self.page.text
        before, after = text[max(p.span[0], n.start - 30) : n.start], text[n.end : n.end + 24]
        if n.article or _TIME_AFTER.match(after) or re.search(r"\bafter an? $", before):
            return False
        if p.kind in ("obstruction", "outage") and re.search(r"\bfor the (?:last|past) $", before):
            return True
        if p.tree.head(b.top) >= 0 and p.tree.lemma(p.tree.head(b.top)) in _set("truces") and b.top == b.noun:
            return True
        if after.lstrip(" -").split(" ")[0].strip(".,;”\"'").lower() in _set("truces") or re.match(r" of \w", after):
            return True
        return bool(_LASTING.search(before)) and not _AS_TIME.search(before)

    def _kinds(self, tree: Tree, b: _Bound) -> frozenset[str]:
        """The kinds of thing that is counted; "-" where the number stands alone."""
        if b.noun is None or tree.words[b.noun].upos in ("PRON", "DET"):
            return frozenset({"-"})
        own: set[str] = {"*"}
        for phrase in phrases(tree, b.noun):
            own |= _things().get(phrase, frozenset())
        found = self.roles.kinds(tree, b.noun)
        own |= found - {"weapon"} if "deed" in own else found
        return frozenset(own)

    def _what(self, p: Proposition, b: _Bound) -> CountOf | None:
        tree, n = p.tree, b.number
        if n.low == 0 == n.high:
            return None
        kinds = self._kinds(tree, b)
        frame = tree.lemma(p.head)
        for row in lexicon("counts")["counted"].get(p.kind, ()):
            if not kinds & set(row["of"]) or (row.get("as") and not self._stands(p, b, row["as"])):
                continue
            if n.article and not row.get("one"):
                return None
            if row.get("solid") and n.vague:
                return None
            if kinds & {"place"} and row["what"] != "struck" and "place" not in row["of"]:
                return None
            if p.kind == "attack" and "people" in kinds and frame in _set("killed"):
                return CountOf.KILLED
            if p.kind == "detention" and self._sense(p, b) is Sense.PART:
                return CountOf.PEOPLE
            return CountOf(row["what"])
        return None

    def _stands(self, p: Proposition, b: _Bound, place: str) -> bool:
        """Whether the number's word is the doer or what the deed is done to."""
        tree = p.tree
        chain = [b.top, *tree.above(b.top)]
        reached = [k for k in chain if tree.rel(k) not in ("conj", "nmod", "appos", "compound")]
        at = reached[0] if reached else b.top
        if place == "agent":
            return tree.rel(at).startswith("nsubj")
        owner = any(k in p.targets for k in chain[:3])
        return owner or tree.rel(at) in _PATIENT or (tree.rel(at) == "nsubj" and tree.passive(p.head))

    def _casualties(self, p: Proposition, b: _Bound) -> Iterator[Count]:
        n, tree = b.number, p.tree
        kinds = self._kinds(tree, b)
        low = tree.lemma(b.noun) if b.noun is not None else ""
        if n.low == 0 == n.high and (low in _set("either") or low in ("one", "people", "person", "")):
            whats = self._all_fates(p, b) if low not in _set("either") else (CountOf.KILLED, CountOf.INJURED)
            for what in whats:
                yield self._count(p, b, what)
            return
        person = bool(
            kinds & {"people", "-", "militants", "force", "military", "civilians", "leader", "captive", "party"}
        )
        fate = self._own_fate(tree, b.noun) if b.noun is not None else None
        if fate is not None and b.noun != b.top:  # "two of the nine wounded have died"
            fate = next((f for f in (self._own_fate(tree, up) for up in tree.above(b.top)) if f), fate)
        thing = bool(kinds & _INANIMATE)
        if fate is None and not person and thing:
            return
        if n.article and (thing or "-" in kinds):
            return
        fate = fate or self._fate(p, b)
        if fate is None and low in _set("either"):
            fate = CountOf.PEOPLE
        if fate is not None:
            yield self._count(p, b, fate)

    def _own_fate(self, tree: Tree, i: int) -> CountOf | None:
        """ "12 dead", "three deaths", "20 wounded": the word that is counted tells."""
        names = {tree.lemma(i), tree.words[i].text.lower()}
        for key, what in (("killed", CountOf.KILLED), ("injured", CountOf.INJURED), ("missing", CountOf.MISSING)):
            if names & _set(key):
                return what
        return None

    def _fate(self, p: Proposition, b: _Bound) -> CountOf | None:
        """Killed, injured or missing: by what is said of the number, by the word above it, by the claim's own."""
        tree = p.tree
        for k in (b.top, *([] if b.noun is None else [b.noun])):
            for down in tree.kids[k]:
                if tree.rel(down) in ("acl", "amod", "xcomp", "parataxis", "appos", "acl:relcl", "nmod") and down > k:
                    found = self._own_fate(tree, down)
                    if found:
                        return found
        for up in tree.above(b.top):
            own = self._own_fate(tree, up)
            below = own or self._complement_fate(tree, up, b.top)
            if below:
                return below
        return self._nearest(p, b)

    def _complement_fate(self, tree: Tree, up: int, below: int) -> CountOf | None:
        """ "Left five people dead", "were among the wounded": the fate in another branch of the same clause."""
        for k in tree.kids[up]:
            if k != below and tree.rel(k) in ("xcomp", "obl", "obj", "nmod", "ccomp", "advcl", "nsubj", "nsubj:pass"):
                found = self._own_fate(tree, k)
                if found and (k > below or tree.rel(k) not in ("advcl", "ccomp")):
                    return found
        return None

    def _nearest(self, p: Proposition, b: _Bound) -> CountOf | None:
        """The fate told nearest in the claim's words."""
        tree = p.tree
        told = [
            (abs(t.i - b.top), t.i)
            for t in tree.words
            if p.span[0] <= t.start < p.span[1] and self._own_fate(tree, t.i)
        ]
        return self._own_fate(tree, min(told)[1]) if told else None

    def _all_fates(self, p: Proposition, b: _Bound) -> tuple[CountOf, ...]:
        """ "No one was killed or injured": every fate that the clause tells."""
        tree = p.tree
        out = [self._own_fate(tree, k) for k in (p.head, *tree.deps(p.head, "conj", "xcomp"))]
        told = tuple(dict.fromkeys(w for w in out if w is not None))
        fate = self._fate(p, b)
        return told or ((fate,) if fate is not None else ())

    def _people(self, p: Proposition, found: list[Count]) -> tuple[Count, ...]:
        """People whom the words name one by one: "a father and his five children" are six, "her driver" is one."""
        tree = p.tree
        out = list(found)
        for k in p.targets:
            total = self._named(tree, k) if p.span[0] <= tree.words[k].start < p.span[1] else None
            fate = CountOf.HELD if p.kind == "detention" else self._fate(p, _Bound(_NONE, k, k))
            if total is None or fate is None:
                continue
            start, end = tree.span(single(tree, k) if len(tree.conjuncts(k)) == 1 else core(tree, k))
            text = self.page.text[start : min(end, p.span[1])]
            inside = [c for c in out if c.what is fate and c.text is not None and c.text in text]
            out = [c for c in out if c not in inside]
            if all(c.what is not fate or c.sense is Sense.PART for c in out):
                sense = self._sense(p, _Bound(_NONE, k, k))
                out.insert(0, Count(what=fate, low=total[0], high=total[1], text=text, sense=sense))
        return tuple(out)

    def _named(self, tree: Tree, k: int) -> tuple[int, int | None] | None:
        """How many people a phrase names in which someone stands without a number; None where that is not plain."""
        least, most, alone = 0, 0, False
        for part in tree.conjuncts(k):
            size = self._numbered(tree, part)
            alone = alone or size is None
            low, high = size or ((1, 1) if self._one(tree, part) else (None, None))
            if low is None:
                return None
            least, most = least + low, None if most is None or high is None else most + high
        named = tree.words[k].upos == "PROPN" and len(tree.conjuncts(k)) == 1
        return (least, most) if alone and not named else None

    def _numbered(self, tree: Tree, k: int) -> tuple[int, int | None] | None:
        """The bounds that a part of such a phrase states; None where it states none."""
        told = numbers(self.page.text, tree.span(single(tree, k))[0], tree.words[k].end)
        found = next((n for n in told if not n.article and n.what is None and n.low is not None), None)
        if found is None or found.low is None:
            return None
        return int(found.low), None if found.high is None else int(found.high)

    def _one(self, tree: Tree, k: int) -> bool:
        """Whether a noun names one person: "a leader", "her driver"; not "the crew", "her family"."""
        word = tree.words[k]
        if word.upos == "PROPN":
            return word.ner.endswith("PER")
        plural = "Number=Plur" in word.feats and word.text.lower() != tree.lemma(k)
        if word.upos != "NOUN" or plural or self.roles.kinds(tree, k) & _NO_PERSON:
            return False
        marked = tree.deps(k, "det", "nmod:poss", "flat", "appos", "amod", "compound")
        return bool(marked) and not self._own_fate(tree, k) and tree.lemma(k) not in _MANY

    def _count(self, p: Proposition, b: _Bound, what: CountOf) -> Count:
        n = b.number
        sense = self._sense(p, b)
        return Count(what=what, low=n.low, high=n.high, text=self.page.text[n.start : n.end], sense=sense)

    def _sense(self, p: Proposition, b: _Bound) -> Sense | None:
        tree, n = p.tree, b.number
        for k in dict.fromkeys((b.top, *([] if b.noun is None else [b.noun]), *list(tree.above(b.top))[:2])):
            if any(tree.words[c].text.lower() in _PART_CASES for c in tree.deps(k, "case", "mark")):
                return Sense.PART
        if self._of_them(b):
            return Sense.PART
        phrase = self.page.text[max(p.span[0], n.start - 12) : n.end + 6]
        if _FURTHER.search(phrase.replace(self.page.text[n.start : n.end], "#") if "more than" in phrase else phrase):
            return Sense.FURTHER
        if what_runs(tree, b.top):
            return Sense.RUNNING
        if not n.article and _SO_FAR.search(self.page.text, *p.span):
            return Sense.RUNNING
        return None


def what_runs(tree: Tree, top: int) -> bool:
    """Whether a number is where a toll has got to: "the toll rose to 63", "a total of 40", "bringing the tally to 9"."""
    for up in [top, *list(tree.above(top))[:2]]:
        if tree.lemma(up) in ("toll", "tally"):
            return True
        if any(tree.lemma(k) in _set("running") for k in tree.deps(up, "nsubj", "nsubj:pass", "obj", "compound")):
            return True
    return False


_MANY = frozenset(
    {
        "family",
        "people",
        "crew",
        "crowd",
        "group",
        "staff",
        "police",
        "team",
        "number",
        "population",
        "civilian",
        "life",
    }
)
_NONE = Number(0, 0, 0, 0, None, None)
