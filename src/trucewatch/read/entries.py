"""What the lexicon calls a verb as it stands in a sentence: with particle, preposition or fixed noun, and alone."""

from __future__ import annotations

from trucewatch.read.lexicons import long_openers, long_verbs, words
from trucewatch.read.things import complement
from trucewatch.read.tree import Tree

_DAYS = words("reading", "predicates_days")
_TIMES = words("reading", "predicates_times")
_SUMMING = frozenset({"total", "all", "addition", "return", "exchange", "turn", "fact", "particular", "sum"})


def entries(tree: Tree, i: int) -> list[str]:
    """The lexicon's names of a verb, the most telling first: with particle, preposition, fixed noun; alone."""
    lemma = tree.lemma(i)
    if i in tree.copular and tree.words[i].upos != "VERB":
        preposition = tree.preposition(i)
        lemma = "those" if tree.words[i].text == "those" else lemma
        somewhere = tree.words[i].upos == "PROPN" or lemma in ("capital", "city", "country", "region", "town")
        there = preposition in ("in", "at") and somewhere
        there = there or lemma in ("back", "there", "here")
        back = [f"be {tree.lemma(k)}" for k in tree.deps(i, "advmod") if tree.lemma(k) in ("back", "home")]
        own = f"be {preposition} {lemma}" if preposition else f"be {lemma}"
        if _aim(tree, i):
            return ["target be", own]  # "the target was the airport": struck
        return [own, *back, *(["be there"] if there else [])]
    if lemma == "be" and tree.dep(i, "expl") is not None:
        return ["there be"]
    if lemma not in long_openers():
        return [lemma]
    near = [tree.lemma(k) for k in tree.kids[i] if tree.words[k].upos != "VERB" or tree.words[k].text != "downing"]
    behind = [k for k in tree.deps(i, "obl", "obl:agent") if not (k < i and tree.lemma(k) in _SUMMING)]
    near += [tree.preposition(k) for k in behind if not timelike(tree, k)]
    near += [tree.preposition(k) for k in tree.deps(i, "obj")]  # a particle read as the object's preposition
    near += [tree.lemma(i + 1)] if i + 1 < len(tree) else []
    near += [f"to {tree.lemma(k)}" for k in tree.deps(i, "xcomp")]
    near += [f"{p} {tree.lemma(k)}" for p, k in tree.obliques(i)]  # "lie in ruin", "come to standstill"
    near += [f"{tree.preposition(k)} {tree.lemma(k)}" for k in tree.deps(i, "xcomp")]  # "remain in custody"
    if lemma == "leave" and tree.passive(i):  # "four homes were left without power": nobody left home
        near = [w for w in near if w != "home"]
    if lemma == "take":  # "took passengers from a train hostage": the word may hang anywhere below, but behind
        taken = ("hostage", "captive", "prisoner")
        near = [w for w in near if w not in taken]
        near += [tree.lemma(k) for k in tree.under(i) if tree.lemma(k) in taken and k > i]
    long = [f"{lemma} {w}" for w in near if f"{lemma} {w}" in long_verbs()]
    particles = {tree.lemma(k) for k in tree.deps(i, "compound:prt")}
    apart = [key for key in long if key.split()[-1] in particles]  # "called off a march on the city"
    long = apart or long
    return [*dict.fromkeys(long), lemma]


def timelike(tree: Tree, k: int) -> bool:
    """Whether a noun tells when: "in March", "over 24 hours"."""
    text = tree.words[k].text
    number = tree.words[k].upos == "NUM" and complement(tree, k) is None
    return text in _DAYS or number or tree.lemma(k) in _TIMES


def _aim(tree: Tree, i: int) -> bool:
    """ "The main target of the strike was the port": whether what was struck is told as what somebody aimed at."""
    who = tree.dep(i, "nsubj", "nsubj:outer")
    if who is None or tree.lemma(who) not in words("reading", "predicates_aims"):
        return False
    of = [tree.lemma(k) for p, k in tree.obliques(who) if p == "of"]
    return any(noun in words("reading", "finder_deeds") for noun in of) or (not of and tree.lemma(who) == "target")
