"""The means of a claim: weapons named in its words, in the clause above, by its actor."""

from __future__ import annotations

from collections.abc import Collection

from trucewatch.read.lexicons import means, means_heads, words
from trucewatch.read.proposition import EFFECTS, Proposition, causing
from trucewatch.read.things import complement, kinds_of, phrases, target_class
from trucewatch.read.tree import Tree
from trucewatch.values.vocabularies import Weapon

_NAMED = {w.value: w for w in Weapon}
ARMED = frozenset({"attack", "casualties", "damage", "interception", "clash", "outage", "trend", "deployment"})


def weapons(p: Proposition) -> tuple[Weapon, ...]:
    """The means that the claim's words name; for effects those of the clause that caused them too."""
    if p.kind not in ARMED:
        return ()
    tree = p.tree
    befell = _befell(p)
    found = _means_in(tree, [k for k in tree.within(*p.span) if k not in befell])
    if not found and p.kind in EFFECTS and tree.rel(p.head) in ("advcl", "conj", "xcomp", "acl"):
        up = tree.head(p.head)
        found = _means_in(tree, [k for k in tree.under(up) if k < p.head])
    if not found:
        found = _means_in(tree, [k for top in causing(p) for k in tree.under(top)])
    return tuple(w for name, w in _NAMED.items() if name in found) if found else ()


class Arms:
    """The weapons of a report's claims, asked for in the order of its text."""

    def __init__(self) -> None:
        self._last: tuple[int, tuple[Weapon, ...]] = (-9, ())

    def of(self, p: Proposition) -> tuple[Weapon, ...]:
        """As ``weapons``; "114 of them were shot down", "one of them hit a house": of those told of just before."""
        found, (sentence, told) = weapons(p), self._last
        if not found and p.kind in ("attack", "interception") and p.tree.number - sentence <= 1 and _some_of_them(p):
            found = told
        if found:
            self._last = p.tree.number, found
        return found


def _some_of_them(p: Proposition) -> bool:
    """Whether what struck or was shot down is a number of what was told before."""
    tree = p.tree
    at = tree.subject(p.head) if p.kind == "attack" else p.targets[0] if p.targets else None
    if at is None or (tree.words[at].upos != "NUM" and tree.lemma(at) not in ("rest", "other")):
        return False
    of = complement(tree, at)
    return p.kind == "interception" if of is None else tree.words[of].upos == "PRON"


def _befell(p: Proposition) -> set[int]:
    """The words for what was struck or hurt: a warship that was hit is no means of the attack on it."""
    tree = p.tree
    if p.kind not in ("attack", "casualties", "damage"):
        return set()
    return {
        k
        for t in p.targets
        if target_class(tree, t) not in (None, "weapon")
        for k in (t, *tree.deps(t, "compound", "amod", "flat", "nmod:desc"))
    }


def _means_in(tree: Tree, indices: Collection[int]) -> set[str]:
    out: set[str] = set()
    for i in indices:
        named = tree.kids[i] or tree.lemma(i) in means_heads()  # a phrase ends with its head, or with what hangs on it
        if named and tree.words[i].upos in ("NOUN", "PROPN", "VERB", "ADJ"):
            if tree.rel(i) in ("compound", "nmod:desc") and "site" in kinds_of(tree, tree.head(i)):
                continue  # "a bomb shelter", "a drone factory"
            if tree.lemma(i) in ("explosive", "high-explosive") and "weapon" in kinds_of(tree, tree.head(i)):
                continue  # "a high-explosive missile"
            told = [means()[phrase] for phrase in phrases(tree, i) if phrase in means()]
            planted = tree.head(i) >= 0 and tree.lemma(tree.head(i)) in words("reading", "weapons_planted")
            if tree.lemma(i) in ("bomb", "bomber") and (len(told) > 1 or planted):
                told[-1] = told[-1] - {"air"}  # "a car bomb"
                told.append(frozenset({"explosive"}) if planted and not any(told) else frozenset())  # "was thrown"
            for found in told:
                out |= found
    if "drone" in out:
        out -= {"air", "explosive"} if "missile" not in out else set()
    return out
