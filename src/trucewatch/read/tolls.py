"""Tolls: "the number of people hurt in Monday's strike has risen to 88"."""

from __future__ import annotations

from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition
from trucewatch.read.things import complement, kinds_of

_HURT = words("reading", "roles_hurt")


def whose_toll(p: Proposition) -> None:
    """ "The number of people killed has risen": the people, where the verb has no object of its own."""
    who = p.tree.subject(p.head) if p.frame.id == "casualties.toll" else None
    of = complement(p.tree, who) if who is not None and p.tree.words[who].upos == "NOUN" else None
    people = of is not None and "people" in kinds_of(p.tree, of) and p.tree.lemma(of) != "casualty"
    if people and of is not None and p.tree.deps(of, "acl"):
        p.targets = [of]


def of_the_toll(p: Proposition, at: int) -> bool:
    """Whether a time is that of what hurt the people whose number is told: "injured in Monday's strike"."""
    tree = p.tree
    if p.frame.id != "casualties.toll" or p.head not in tree.above(at):
        return False
    return any(tree.rel(k) == "acl" and tree.lemma(k) in _HURT for k in tree.above(at))
