"""Where a number stands in its sentence: what it numbers, whether it is this claim's own, part of another, or on top.

A number is bound by the tree: to the noun that it numbers, or to its own place in the clause where it stands for the
noun ("nine of her ten children").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.counts import Number
from trucewatch.language.lexicon import lexicon
from trucewatch.read.proposition import Proposition
from trucewatch.read.tree import Tree
from trucewatch.values.count import Sense
from trucewatch.values.vocabularies import CountOf

_CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis"})
_KEPT_FROM = frozenset({"obstruction", "outage"})
_NUMBERED = frozenset({"nummod", "det", "amod", "compound", "advmod", "nmod:desc", "dep", "nummod:gov"})
_PART_CASES = frozenset({"including", "among"})
_FURTHER = re.compile(r"\b(?:another|further|additional)\b|\bmore\b(?! than)", re.I)
_SO_FAR = re.compile(r"\bso far\b|\bto date\b|\bsince\b|\bin total\b|\bsince then\b", re.I)
_NAMED_BEFORE = re.compile(
    r"[A-Z][\w’'-]+(?: (?:[Rr]egion|[Oo]blast|[Tt]erritory|[Kk]rai|[Rr]epublic))?(?: [-–—]| ?[:(])? ?$"
)
_LISTED_AFTER = re.compile(r"\)?(?:[,;.]|,? and |$)")
_OF_THEM = re.compile(r" of (?:them|whom|which|those)\b", re.I)


class Bound(NamedTuple):
    """A number in its sentence: ``top``: the word that carries it; ``noun``: the word for what is counted, if any."""

    number: Number
    top: int
    noun: int | None


@lru_cache(maxsize=64)
def words_of(key: str) -> frozenset[str]:
    return frozenset(map(str, lexicon("counts")[key]))


def bind(tree: Tree, number: Number) -> Bound | None:
    """Where the number stands in the tree."""
    inside = tree.within(number.at, max(number.stop, number.at + 1))
    if not inside:
        return None
    top = next((i for i in inside if tree.head(i) not in inside), inside[0])
    for _ in range(3):
        if tree.rel(top) not in _NUMBERED or tree.head(top) < inside[-1] or _led_to(tree, inside[-1], tree.head(top)):
            break
        top = tree.head(top)
        if tree.words[top].upos in ("NOUN", "PROPN") and top not in inside:
            return Bound(number, top, top)
    if top in inside:
        noun = next((k for k in tree.deps(top, "nmod") if k > top and tree.preposition(k) == "of"), None)
        return Bound(number, top, noun if noun is not None else _next_noun(tree, inside[-1]))
    return Bound(number, top, top)


def _led_to(tree: Tree, last: int, noun: int) -> bool:
    """ "46 over the Belgorod Region": a preposition right after a number says that it numbers something left out."""
    return last + 1 < noun and tree.words[last + 1].upos == "ADP" and tree.low(last + 1) != "of"


def _next_noun(tree: Tree, last: int) -> int | None:
    """The noun that the words after a number lead to, where the tree does not join them."""
    for k in range(last + 1, min(last + 5, len(tree))):
        word = tree.words[k]
        if word.upos == "NOUN" and (k + 1 == len(tree) or tree.words[k + 1].upos not in ("NOUN", "PART")):
            return k
        if word.upos not in ("ADJ", "NOUN", "PROPN", "NUM") and word.text not in ("-", "or", "/"):
            return None
    return None


def elsewhere(text: str, p: Proposition, b: Bound, targets: Sequence[int]) -> bool:
    """Whether a number belongs to another claim of the sentence: to another target, or to a clause within."""
    tree = p.tree
    at = b.noun if b.noun is not None else b.top
    chain = [at, *tree.above(at)]
    owner = next((k for k in chain if k in p.targets), None)
    if owner is not None and owner not in targets:
        return True
    if p.kind == "interception" and _tallied(text, b.number):
        return False
    if b.number.article:
        moving = p.kind == "aid" and tree.rel(at) == "nsubj" and tree.head(at) == p.head  # "a lorry rolled in"
        return tree.dep(at, "nummod") is not None or not (moving or _listed(p, at))
    if of_them(text, b) or (p.kind == "damage" and b.number.what is CountOf.AREA_M2):
        return False  # "a fire broke out, which was put out on an area of 900 square metres"
    if at == tree.head(p.head) and tree.rel(p.head) == "acl":
        return False  # "166 drones launched from there"
    path = chain[: chain.index(p.head)] if p.head in chain else chain
    return any(_apart(p, k) for k in path if k != at)


def _tallied(text: str, n: Number) -> bool:
    """ "Kursk 20, Tatarstan nine": a number right after the name of where so many were downed."""
    return bool(_NAMED_BEFORE.search(text, max(0, n.at - 40), n.at) and _LISTED_AFTER.match(text, n.stop))


def _apart(p: Proposition, k: int) -> bool:
    """Whether a word on the way up to the claim's head opens a clause of its own."""
    tree = p.tree
    if k in p.joined or k == p.head or tree.lemma(k) in words_of("carriers") or tree.words[k].upos == "NUM":
        return False  # of "53 over A, 47 over B" the first number carries the rest
    if p.kind in _KEPT_FROM and "from" in tree.marks(k):
        return False  # "kept lorries from entering for two weeks"
    if p.kind == "exchange" and tree.lemma(k) in words_of("exchanging"):
        return False  # "the last exchange was on Friday, when 150 returned"
    if p.kind == "casualties" and (tree.rel(k) != "conj" or tree.words[k].upos != "VERB" or fate_of(tree, k)):
        return False
    terms = tree.rel(k) == "ccomp" or (tree.rel(k) == "advcl" and "to" in tree.marks(k))  # "called on it to free 40"
    if terms and p.kind in ("demand", "proposal", "commitment", "acceptance", "rejection"):
        return False  # the terms themselves
    if tree.dep(k, "cop") is not None and (tree.rel(k) == "conj" or tree.dep(k, "cc") is not None):
        return True  # "... and two districts were without power"
    return tree.rel(k) in _CLAUSES or (tree.rel(k) == "conj" and tree.words[k].upos == "VERB")


def _listed(p: Proposition, at: int) -> bool:
    """Whether a noun with an article is what the deed is done to, or told apart from those: "including a boy"."""
    tree = p.tree
    while at >= 0:
        if at in p.targets:
            return True
        listed = any(tree.low(c) in _PART_CASES for c in tree.deps(at, "case", "mark"))
        if tree.rel(at) != "conj" and not listed:
            return False
        if listed and tree.head(at) == p.head and p.targets:
            return True  # "wounding 11 people, including a child", hung on the verb
        at = tree.head(at)
    return False


def of_whole(tree: Tree, b: Bound) -> bool:
    """ "Nine of her ten children": ten is what nine are taken from, and no count of its own."""
    k = b.noun if b.noun is not None else b.top
    up = tree.head(k)
    if up < 0 or tree.rel(k) != "nmod" or tree.preposition(k) != "of":
        return False
    if tree.words[up].start >= b.number.at and tree.words[tree.under(k)[0]].text != "Of":
        return False  # "of the 116 drones, 69 were shot down" opens with what the 69 are taken from
    return tree.words[up].upos == "NUM" or tree.lemma(up) in ("dozen", "most", "half", "majority", "none")


def of_them(text: str, b: Bound) -> bool:
    """ "Up to 23 of whom": part of a number told before."""
    return bool(_OF_THEM.match(text, b.number.stop))


def fate_of(tree: Tree, i: int) -> CountOf | None:
    """ "12 dead", "three deaths", "20 wounded": the word that is counted tells."""
    names = {tree.lemma(i), tree.low(i)}
    for key, what in (("killed", CountOf.KILLED), ("injured", CountOf.INJURED), ("missing", CountOf.MISSING)):
        if names & words_of(key):
            return what
    if tree.lemma(i) in words_of("brought") and any(tree.lemma(k) == "hospital" for k in tree.deps(i, "obl")):
        return CountOf.INJURED  # "two were killed and seven taken to hospital"
    return None


def sense_of(text: str, p: Proposition, b: Bound) -> Sense | None:
    tree, n = p.tree, b.number
    for k in dict.fromkeys((b.top, *([] if b.noun is None else [b.noun]), *list(tree.above(b.top))[:2])):
        if any(tree.low(c) in _PART_CASES for c in tree.deps(k, "case", "mark")):
            return Sense.PART
    if of_them(text, b):
        return Sense.PART
    phrase = text[max(p.span[0], n.start - 12) : n.end + 6]
    if _FURTHER.search(phrase.replace(text[n.start : n.end], "#") if "more than" in phrase else phrase):
        return Sense.FURTHER
    if _runs(tree, b.top):
        return Sense.RUNNING
    if not n.article and _SO_FAR.search(text, *p.span):
        return Sense.RUNNING
    return None


def _runs(tree: Tree, top: int) -> bool:
    """Whether a number is where a toll has got to: "the toll rose to 63", "bringing the total to 9"."""
    for up in [top, *list(tree.above(top))[:2]]:
        kin = {tree.lemma(k) for k in tree.deps(up, "nsubj", "nsubj:pass", "obj", "compound")}
        if tree.lemma(up) in words_of("running") or kin & words_of("running"):
            return True
        if "total" in kin and tree.lemma(up) in words_of("mounting"):
            return True
    return False
