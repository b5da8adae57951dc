"""Which of a sentence's clauses a time is of: the claim's own or one within it."""

from __future__ import annotations

from trucewatch.read.proposition import Proposition
from trucewatch.read.tree import SUBJECTS, Tree

_CHARGING = frozenset({"accuse", "blame", "suspect", "charge", "condemn", "denounce", "criticise", "criticize"})
_INNER = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis"})


def nested(tree: Tree, at: int, head: int) -> bool:
    """Whether a word stands in a clause of its own below the predicate."""
    if at == head:
        return False
    if tree.rel(at) == "mark":  # "since the truce fell apart on 3 May": the whole clause is the time
        at = tree.head(tree.head(at))
    chain = [at, *tree.above(at)]
    if head not in chain:
        return False
    below = chain[: chain.index(head)]
    return any(tree.rel(k) in _INNER and not _before(tree, at, k) and not _meanwhile(tree, k) for k in below)


def sent_then(p: Proposition, at: int) -> bool:
    """ "69 of the drones launched overnight were brought down": what was sent in a night is brought down in it."""
    above = p.tree.above(at)
    verb = next((k for k in above if p.tree.verbal(k)), None)
    return p.kind == "interception" and verb is not None and p.tree.rel(verb) in ("acl", "acl:relcl")


def _meanwhile(tree: Tree, k: int) -> bool:
    """ "Militants trying to cross on Friday", "killed while staying there in July": what goes on at the time."""
    going_on = tree.rel(k) == "acl" and tree.words[k].text.endswith("ing") and not tree.marks(k)
    return going_on or (tree.rel(k) == "advcl" and tree.marks(k) == {"while"} and not tree.deps(k, *SUBJECTS))


def _before(tree: Tree, at: int, k: int) -> bool:
    """Whether a word stands before a participle that opens a clause (", wounding six"): it is not of that clause."""
    return at < k and tree.rel(k) == "advcl" and not tree.marks(k) and not tree.deps(k, *SUBJECTS)


def of_a_deal(tree: Tree, at: int, head: int) -> bool:
    """Whether a day stands with what is told of another noun: "the agreements reached on 16 May"."""
    over = list(tree.above(at))
    return head in over and any(tree.rel(k) == "acl" and tree.verbal(k) for k in over[: over.index(head)])


def within_relative(tree: Tree, at: int, k: int) -> bool:
    """ "In the region, which has been held since August": whether a word is of a relative clause within a phrase."""
    chain = [at, *tree.above(at)]
    return k in chain and any(tree.rel(x) == "acl:relcl" for x in chain[: chain.index(k)])


def charged_with(p: Proposition, below: int, up: int) -> bool:
    """ "Accused it on Friday of shelling the town": charged on that day; what stands behind the deed is the deed's."""
    return p.tree.lemma(up) in _CHARGING and bool(p.tree.marks(below) & {"of", "for", "with"})
