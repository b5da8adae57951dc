"""What the rules hand on: one proposition as it stands in the tree, before its slots are filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from trucewatch.read.lexicons import Frame
from trucewatch.read.mentions import Entity
from trucewatch.read.tree import SUBJECTS, Tree
from trucewatch.read.voices import Voice

EFFECTS = frozenset({"casualties", "damage", "outage"})
_CAUSING = frozenset({"when", "as", "after"})


@dataclass(slots=True)
class Proposition:
    """One predicate that a frame took. ``head``: the word that carries it; ``verb``: the word whose clause bears its
    polarity and modality; ``targets``: one claim is made for each class among them. ``by``: the actor."""

    kind: str
    tree: Tree
    head: int
    verb: int
    frame: Frame
    by: Entity | None = None
    actor_at: int | None = None
    targets: list[int] = field(default_factory=list)
    about: int | None = None
    voice: Voice | None = None
    polarity: str = "affirmed"
    modality: str = "actual"
    nominal: bool = False
    self_vouched: bool = False
    cue: int | None = None
    span: tuple[int, int] = (0, 0)
    notes: list[str] = field(default_factory=list)
    charger: Entity | None = None
    joined: list[int] = field(default_factory=list)


def shared_deeds(p: Proposition) -> list[int]:
    """The verbs coordinated with its own that have no subject of their own: what ends them may be said of all."""
    tree = p.tree
    if p.nominal:
        return []
    return [k for k in reversed(tree.deps(p.head, "conj")) if tree.verbal(k) and not tree.deps(k, *SUBJECTS)]


def causing(p: Proposition) -> list[int]:
    """The verbs of the clauses that tell how an effect came about: "were killed when a shell hit their house"."""
    if p.kind not in EFFECTS:
        return []
    return [k for k in p.tree.deps(p.head, "advcl") if k > p.head and p.tree.marks(k) & _CAUSING]
