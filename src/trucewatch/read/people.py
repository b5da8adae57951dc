"""The people of casualties and detentions: killed, injured or missing, and those whom the words name one by one."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.language.counts import Number, numbers
from trucewatch.read.numbering import Bound, fate_of, sense_of, words_of
from trucewatch.read.page import Page
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.things import core, single
from trucewatch.read.tree import Tree
from trucewatch.values.count import Count, Sense
from trucewatch.values.vocabularies import CountOf

_PERSON = frozenset({"people", "person", "officeholder"})
_NO_PERSON = frozenset({"weapon", "place", "site", "vehicle", "truck"})
_INANIMATE = frozenset({"weapon", "assault", "place", "spot", "deed", "site", "vehicle", "truck"})
_PERSONS = frozenset({"people", "-", "militants", "force", "military", "civilians", "leader", "captive", "party"})
_NEITHER = frozenset({"neither", "nor", "no"})
_BYSTANDING = frozenset({"by", "before", "behind", "beside", "from", "near", "for", "in front of"})
_NONE = Number(0, 0, 0, 0, None, None)


class People:
    """Tells the fates of the people whom a report's claims count."""

    def __init__(self, page: Page, roles: Roles) -> None:
        self.page, self.roles = page, roles

    def fates(self, p: Proposition, b: Bound, kinds: frozenset[str]) -> tuple[CountOf, ...]:
        """What is told of the people whom a number counts; () where it counts none. ``kinds``: of the thing counted."""
        n, tree = b.number, p.tree
        word = tree.lemma(b.noun) if b.noun is not None else ""
        if n.low == 0 == n.high and word in words_of("either"):
            return (CountOf.KILLED, CountOf.INJURED)
        if n.low == 0 == n.high and word in ("one", "people", "person", ""):
            return _all_fates(p, b)
        if n.low == 0 == n.high and b.noun is not None and (told := _each_fate(tree, b.noun)):
            return told  # "no dead or wounded"
        if n.low == 0 == n.high and not kinds & _PERSONS:
            return ()  # "no respite for those who were hurt"
        if word in words_of("families") and b.noun is not None and tree.preposition(b.noun) in ("from", "of"):
            return ()  # "three children from one family"
        if _of_doer(tree, b) or _of_fighters(tree, b) or _of_bystanders(p, b):
            return ()  # "strikes on nine sites killed 31 civilians", "fighting between two generals"
        if n.article and b.noun is not None and word in words_of("families") and _sized(tree, b.noun):
            return ()  # "a family of four": four
        own = _own_fate(tree, b)
        thing = bool(kinds & _INANIMATE)
        if (thing and own is None and not kinds & _PERSONS) or (n.article and (thing or "-" in kinds)):
            return ()
        fate = own or _fate_at(p, b) or (CountOf.PEOPLE if word in words_of("either") else None)
        return () if fate is None else (fate,)

    def nought(self, p: Proposition) -> tuple[Count, ...]:
        """ "There is neither damage nor wounded": a count of nought that no numeral tells."""
        noun = p.tree.object(p.head) if p.tree.dep(p.head, "expl") is None else p.tree.dep(p.head, "nsubj")
        at = None if noun is None else next((k for k in p.tree.under(p.head) if p.tree.lemma(k) in _NEITHER), None)
        if noun is None or at is None or not any(note.startswith("none hurt") for note in p.notes):
            return ()
        either = any(p.tree.lemma(k) in words_of("either") for k in p.tree.conjuncts(noun))
        told = (CountOf.KILLED, CountOf.INJURED) if either else _each_fate(p.tree, noun)
        return tuple(Count(what=fate, low=0, high=0, text=p.tree.words[at].text) for fate in told)

    def one_by_one(self, p: Proposition, found: list[Count]) -> tuple[Count, ...]:
        """People whom the words name one by one: "a father and his five children" are six, "her driver" is one."""
        tree = p.tree
        out = list(found)
        for k in dict.fromkeys((*p.targets, *_further(p))):
            out = self._restated(tree, k, out)
            total = self._named(tree, k) if p.span[0] <= tree.words[k].start < p.span[1] else None
            fate = CountOf.HELD if p.kind == "detention" else _fate_at(p, Bound(_NONE, k, k))
            if total is None or fate is None:
                continue
            start, end = tree.span(single(tree, k) if len(tree.conjuncts(k)) == 1 else core(tree, k))
            text = self.page.text[start : min(end, p.span[1])]
            inside = [c for c in out if c.what is fate and c.text is not None and c.text in text]
            out = [c for c in out if c not in inside]
            if all(c.what is not fate or c.sense is Sense.PART or not self._beside(p, k, c) for c in out):
                sense = sense_of(self.page.text, p, Bound(_NONE, k, k))
                at = 0 if k in p.targets else len(out)
                out.insert(at, Count(what=fate, low=total[0], high=total[1], text=text, sense=sense))
        return tuple(out)

    def _beside(self, p: Proposition, k: int, c: Count) -> bool:
        """Whether a number of the same fate may count this person too: not where a clause of its own tells it ("in one
        region a man died; in another four were killed"), nor where it is what a toll has got to."""
        clauses = {p.head, *p.joined}
        verb = next((i for i in p.tree.above(k) if i in clauses), None)
        if verb is None or c.text is None or len(clauses) == 1:
            return c.sense is not Sense.RUNNING
        own = (p.tree.words[i].start for i in p.tree.under(verb, clauses - {verb}))
        return c.sense is not Sense.RUNNING and any(self.page.text.startswith(c.text, at) for at in own)

    def _restated(self, tree: Tree, k: int, found: list[Count]) -> list[Count]:
        """ "Five people, two men and three women": the numbers that tell who the five were are parts of them."""
        rest = _who(tree, k)
        if not rest:
            return found
        start, end = tree.words[k].end, max(tree.words[i].end for i in rest)
        told = {self.page.text[n.start : n.end] for n in numbers(self.page.text, start, end)}
        return [
            c.model_copy(update={"sense": Sense.PART}) if i and c.sense is None and c.text in told else c
            for i, c in enumerate(found)
        ]

    def _named(self, tree: Tree, k: int) -> tuple[int, int | None] | None:
        """How many people a phrase names in which someone stands without a number; None where that is not plain."""
        if _who(tree, k) and _numbered(self.page.text, tree, k):
            return None
        least, alone = 0, False
        most: int | None = 0
        for part in tree.conjuncts(k):
            size = _numbered(self.page.text, tree, part)
            alone = alone or size is None
            low, high = size or ((1, 1) if self._one(tree, part) else (None, None))
            if low is None:
                return None
            least, most = least + low, None if most is None or high is None else most + high
        parts = tree.conjuncts(k)  # "one adult and one child": two, who are told one by one
        alone = alone or (len(parts) > 1 and least == most == len(parts))
        named = tree.words[k].upos == "PROPN" and len(tree.conjuncts(k)) == 1
        return (least, most) if alone and not named else None

    def _one(self, tree: Tree, k: int) -> bool:
        """Whether a noun names one person: "a leader", "her driver"; not "the crew", "her family"."""
        word = tree.words[k]
        if word.upos == "PROPN":
            return word.ner.endswith("PER")
        plural = "Number=Plur" in word.feats and word.text.lower() != tree.lemma(k)
        kinds = self.roles.kinds(tree, k)  # a nurse is of the class of hospitals, and no site
        if word.upos != "NOUN" or plural or (kinds & _NO_PERSON and not kinds & _PERSON):
            return False
        marked = tree.deps(k, "det", "nmod:poss", "flat", "appos", "amod", "compound")
        if tree.deps(k, "acl") and any("NumType=Ord" in tree.words[d].feats for d in marked):
            return False  # "the third nurse to be killed"
        kin = tree.rel(k) == "conj" and tree.lemma(k) in words_of("aged_people")  # "a father, mother and two sons"
        return (kin or bool(marked)) and not fate_of(tree, k) and tree.lemma(k) not in words_of("groups")


def _own_fate(tree: Tree, b: Bound) -> CountOf | None:
    """ "12 dead": the noun tells; "two of the nine wounded have died": what is said of the two tells."""
    if b.noun is None:
        return _follows(tree, b)
    fate = fate_of(tree, b.noun)
    if fate is None or b.noun == b.top:
        return fate
    return next((f for f in (fate_of(tree, up) for up in tree.above(b.top)) if f), fate)


def _who(tree: Tree, k: int) -> list[int]:
    """What tells who the people of a word were and adds nobody: "two people, a man of 67 and a woman of 70". A list
    begins with people of a sort: "two men, a woman and a child". [] where nothing does."""
    if k + 1 >= len(tree) or tree.words[k + 1].text not in (",", "-", "–", "—", "(", ":"):
        return []
    named = [d for i in tree.deps(k, "appos", "list", "dep", "parataxis") if i > k for d in tree.conjuncts(i)]
    rest = [*named, *(i for i in tree.conjuncts(k) if i > k)]
    sorts = words_of("sorts")
    if tree.lemma(k) in words_of("anyone") or (tree.lemma(k) in sorts and not {tree.lemma(i) for i in rest} & sorts):
        return rest
    return []


def _further(p: Proposition) -> Iterator[int]:
    """ "A man was killed and a woman was hurt", "a boy and two women died": those of the other verbs, where the words
    bring them in anew."""
    tree = p.tree
    for verb in dict.fromkeys((*p.joined, *tree.deps(p.head, "conj", "parataxis"))):
        fate = fate_of(tree, verb)
        died = tree.dep(verb, "nsubj") if fate and tree.object(verb) is None and not tree.passive(verb) else None
        for k in (*tree.deps(verb, "nsubj:pass", "obj"), *([died] if died is not None else ())) if fate else ():
            if any(_new(tree, i) for i in tree.conjuncts(k)):
                yield k


def _new(tree: Tree, k: int) -> bool:
    return any(tree.lemma(d) in ("a", "an") for d in tree.deps(k, "det")) or bool(tree.deps(k, "nmod:poss"))


def _of_doer(tree: Tree, b: Bound) -> bool:
    """Whether a number stands within the subject of a verb that kills or wounds somebody else."""
    at = b.top
    for up in tree.above(b.top):
        if tree.rel(at) == "nsubj" and fate_of(tree, up) is not None and tree.words[up].upos == "VERB":
            return tree.dep(up, "obj") is not None
        at = up
    return False


def _of_fighters(tree: Tree, b: Bound) -> bool:
    """Whether a number is of those between whom there is fighting."""
    return b.noun is not None and tree.preposition(b.noun) == "between"


def _of_bystanders(p: Proposition, b: Bound) -> bool:
    """ "Was killed in front of her two sons", "was shot by two men": a number of those whom it did not befall."""
    tree, at = p.tree, b.top
    if p.frame.id == "casualties.toll":
        return False  # "the toll rose by four to 39"
    for up in tree.above(b.top):
        if up == p.head:
            aside = tree.rel(at) == "obl:agent" or tree.preposition(at) in _BYSTANDING
            return aside or (tree.rel(at) == "obl" and tree.lemma(at) in ("front", "presence", "hand", "sight"))
        at = up
    return False


def _sized(tree: Tree, noun: int) -> bool:
    """ "A family of four"."""
    return any(tree.words[k].upos == "NUM" for p, k in tree.obliques(noun) if p == "of")


def _follows(tree: Tree, b: Bound) -> CountOf | None:
    """ "Four were killed and 16 injured": the word right after a number that stands alone."""
    last = max(tree.within(b.number.at, b.number.stop), default=None)
    if last is None or last + 1 >= len(tree) or tree.words[last + 1].upos not in ("VERB", "ADJ"):
        return None
    return fate_of(tree, last + 1)


def _numbered(text: str, tree: Tree, k: int) -> tuple[int, int | None] | None:
    """The bounds that a part of such a phrase states; None where it states none."""
    told = numbers(text, tree.span(single(tree, k))[0], tree.words[k].end)
    found = next((n for n in told if not n.article and n.what is None and n.low is not None), None)
    if found is None or found.low is None:
        return None
    return int(found.low), None if found.high is None else int(found.high)


def _fate_at(p: Proposition, b: Bound) -> CountOf | None:
    """Killed, injured or missing: by what is said of the number, by the word above it, by the claim's own."""
    tree = p.tree
    if told := p.frame.extra.get("fate"):  # "the loss of 14 soldiers", "two are under the rubble"
        return CountOf(told)
    lost = tree.object(p.head) if tree.lemma(p.head) == "lose" else None
    if lost is not None and lost != b.top and tree.lemma(lost) in words_of("limbs"):
        return CountOf.INJURED
    whole = b.noun is not None and b.noun != b.top and tree.rel(b.noun) == "nmod" and tree.head(b.noun) == b.top
    for k in (b.top, *([] if b.noun is None or whole else [b.noun])):  # "two of the wounded have died": the two died
        for down in tree.kids[k]:
            if tree.rel(down) in ("acl", "amod", "xcomp", "parataxis", "appos", "acl:relcl", "nmod") and down > k:
                found = fate_of(tree, down)
                if found:
                    return found
    for up in tree.above(b.top):
        own = fate_of(tree, up)
        if own is not None and b.number.low != 0 and _either(tree, up, own):
            return CountOf.PEOPLE
        below = own or _complement_fate(tree, up, b.top)
        if below:
            return below
    return _nearest(p, b)


def _either(tree: Tree, verb: int, fate: CountOf) -> bool:
    """ "Killed or injured": a number of both, and of neither."""
    first = tree.head(verb) if tree.rel(verb) == "conj" else verb
    others = [k for k in tree.conjuncts(first) if fate_of(tree, k) not in (None, fate)]
    joined = [tree.lemma(c) for k in tree.conjuncts(first) for c in tree.deps(k, "cc")]
    return bool(others) and "or" in joined


def _complement_fate(tree: Tree, up: int, below: int) -> CountOf | None:
    """ "Left five people dead", "were among the wounded": the fate in another branch of the same clause."""
    for k in tree.kids[up]:
        if k != below and tree.rel(k) in ("xcomp", "obl", "obj", "nmod", "ccomp", "advcl", "nsubj", "nsubj:pass"):
            found = fate_of(tree, k)
            if found and (k > below or tree.rel(k) not in ("advcl", "ccomp")):
                return CountOf.PEOPLE if _either(tree, k, found) else found  # "dead, wounded or missing"
    return None


def _nearest(p: Proposition, b: Bound) -> CountOf | None:
    """The fate told nearest in the claim's words."""
    tree = p.tree
    told = [(abs(t.i - b.top), t.i) for t in tree.words if p.span[0] <= t.start < p.span[1] and fate_of(tree, t.i)]
    return fate_of(tree, min(told)[1]) if told else None


def _each_fate(tree: Tree, noun: int) -> tuple[CountOf, ...]:
    """Every fate that a noun and those joined to it tell."""
    found = [fate_of(tree, k) for k in tree.conjuncts(noun)]
    return tuple(dict.fromkeys(f for f in found if f is not None))


def _all_fates(p: Proposition, b: Bound) -> tuple[CountOf, ...]:
    """ "No one was killed or injured": every fate that the clause tells."""
    tree = p.tree
    out = [fate_of(tree, k) for k in (p.head, *tree.deps(p.head, "conj", "xcomp"))]
    told = tuple(dict.fromkeys(w for w in out if w is not None))
    fate = _fate_at(p, b)
    return told or ((fate,) if fate is not None else ())
