"""What the rules hand on: one proposition as it stands in the tree, before its slots are filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from trucewatch.read.lexicons import Frame, verb_frames, words
from trucewatch.read.naming import Entity
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import SUBJECTS, Tree
from trucewatch.read.voices import Voice

EFFECTS = frozenset({"casualties", "damage", "outage"})
_FORCE = EFFECTS | {"attack", "interception", "clash", "detention", "displacement", "control", "deployment"}
_CAUSING = frozenset({"when", "as", "after"})


@dataclass(slots=True)
class Proposition:
    """One predicate that a frame took. ``head``: the word that carries it; ``verb``: the word whose clause bears its
    polarity and modality; ``targets``: one claim is made for each class among them. ``by``: the actor. ``spoken``: a
    stance that its speaker takes by saying so. ``echo``: the proposition whose verb it leaves out ("Russia
    has not")."""

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
    spoken: bool = False
    cue: int | None = None
    span: tuple[int, int] = (0, 0)
    notes: list[str] = field(default_factory=list)
    charger: Entity | None = None
    joined: list[int] = field(default_factory=list)
    echo: Proposition | None = None


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
    heads = (p.head, *p.joined)
    return [k for h in heads for k in p.tree.deps(h, "advcl") if k > p.head and p.tree.marks(k) & _CAUSING]


def tells_of_another(p: Proposition, k: int) -> bool:
    """ "They bade farewell on Tuesday to a student who was killed": whether a relative clause ``k`` on the way up tells
    of something else than the clause that holds it, which is no deed of force."""
    tree = p.tree
    if tree.rel(k) != "acl:relcl" or tree.head(k) < 0:
        return False
    of = tree.head(k)
    verb = next((i for i in (of, *tree.above(of)) if tree.words[i].upos == "VERB"), None)
    if verb is None or "assault" in kinds_of(tree, of):
        return False
    return not any(f.kind in _FORCE for f in verb_frames().get(tree.lemma(verb), ()))


def seems(p: Proposition) -> bool:
    """ "Both had appeared to agree on a text": an act that was seen only in part is not told as done."""
    up = p.tree.head(p.head)
    return up >= 0 and p.tree.rel(p.head) == "xcomp" and p.tree.lemma(up) in words("scope", "seeming")
