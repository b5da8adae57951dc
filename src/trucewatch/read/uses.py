"""A verb where it stands in a sentence, held against a frame: what the senses of a frame look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from trucewatch.read.roles import Roles
from trucewatch.read.tree import Tree


class Use(NamedTuple):
    """A verb where it stands: ``i`` its word, ``key`` its entry in the lexicon, ``thing`` its object."""

    roles: Roles
    tree: Tree
    i: int
    key: str
    thing: int | None


Sense = Callable[[Use], bool]


def forbids(u: Use) -> bool:
    """ "Warned them not to", "warned them against sending troops": whether what is below the verb is barred."""
    below = u.tree.deps(u.i, "advcl", "xcomp", "obl")
    if any("against" in u.tree.marks(k) or u.tree.preposition(k) == "against" for k in below):
        return True
    inner = u.tree.dep(u.i, "xcomp")
    return inner is not None and any(u.tree.lemma(k) in ("not", "never") for k in u.tree.deps(inner, "advmod"))
