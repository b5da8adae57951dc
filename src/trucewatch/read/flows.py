"""What flows in wires and pipes: "supply" is not relief."""

from __future__ import annotations

from trucewatch.read.proposition import Proposition

_RELIEVING = frozenset({"aid.grow", "obstruction.block", "obstruction.let"})


def of_a_grid(p: Proposition) -> None:
    """ "Supply to 11,000 customers was restricted", "when supply is restored": an outage. Relief is "supplies", or
    has a word for what it is."""
    if p.frame.id not in _RELIEVING:
        return
    tree, k = p.tree, p.tree.object(p.head)
    k = tree.subject(p.head) if k is None else k
    if k is None or tree.low(k) != "supply" or tree.deps(k, "compound", "amod", "nmod:poss"):
        return
    to = [j for j in tree.deps(k, "nmod") if tree.preposition(j) == "to"]
    if len(to) == len(tree.deps(k, "nmod")):
        p.kind, p.polarity, p.targets = "outage", "affirmed", to[:1] or [k]
