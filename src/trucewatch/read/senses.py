"""Other senses of a frame's verbs: shapes in which the words of a frame mean something else, one function a frame."""

from __future__ import annotations

from collections.abc import Callable

from trucewatch.read.lexicons import Frame, verb_frames, words
from trucewatch.read.roles import Roles
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree

_GIVING = frozenset({"send", "deliver", "release", "direct", "make"})
_TOWARDS = frozenset({"at", "on", "against", "into"})
Sense = Callable[[Roles, Tree, int, str, int | None], bool]


def another_sense(roles: Roles, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
    """Whether the verb ``i`` has another sense than the frame's. ``key``: its entry; ``thing``: its object."""
    found = _SENSES.get(frame.id)
    return found is not None and found(roles, tree, i, key, thing)


def _fire_back(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Fired back" in a debate."""
    back = tree.lemma(i) == "fire" and any(tree.lemma(k) == "back" for k in tree.kids[i])
    return back and thing is None and not any(t.lemma in words("reading", "conditions_armed") for t in tree.words)


def _gift(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Sent drones to its ally"."""
    if key not in _GIVING or thing is None or "assault" in kinds_of(tree, thing):
        return False
    found = {p for at in (i, thing) for p, _ in tree.obliques(at)}
    return "to" in found or not found & _TOWARDS


def _of_a_deal(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Pulled out of the grain deal"."""
    return any("deal" in roles.kinds(tree, k) for _, k in tree.obliques(i))


def _no_avowal(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Russia claims a Ukrainian attack"; but "claimed by the militia" avows it."""
    return key == "claim" and not tree.passive(i)


def _tight_lipped(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Declined to comment", "refused to say": nothing is refused but an answer."""
    inner = tree.dep(i, "xcomp")
    return inner is not None and tree.lemma(inner) in words("reading", "conditions_answering")


def _no_meeting(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Spoke to reporters" is an interview, "met none of the demands" no talks."""
    if key in ("speak", "talk"):
        said_to = [k for p, k in tree.obliques(i) if p in ("to", "with")]
        outlets = words("cues", "outlets")
        return any(
            {tree.words[k].text.lower(), tree.lemma(k)} & outlets or "media" in kinds_of(tree, k) for k in said_to
        )
    met = key == "meet" and thing is not None
    return met and bool(roles.kinds(tree, thing or 0) & {"condition", "demand", "need", "goal"})


def _no_promise(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Was promised", "the offer does not guarantee an end": nobody binds himself."""
    subject = tree.subject(i)
    return tree.passive(i) or (subject is not None and key == "guarantee" and not roles.party_named(tree, subject))


def _orders_else(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Ordered his troops to halt" moves none."""
    inner = tree.dep(i, "xcomp", "ccomp") if key == "order" else None
    return inner is not None and not any(f.kind == "deployment" for f in verb_frames().get(tree.lemma(inner), ()))


def _of_nobody(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Wants X to stop", "wants the law changed", "wants a truce" are demands; "wants peace", "told reporters" not."""
    if thing is None or not tree.rel(thing).startswith(("obj", "iobj")):
        return True
    return tree.dep(i, "xcomp") is None and not roles.kinds(tree, thing) & {"halt", "withdrawal", "truce"}


def _resumed_attack(roles: Roles, tree: Tree, i: int, key: str, thing: int | None) -> bool:
    """ "Resumed strikes on the port" is an attack."""
    if thing is None or tree.lemma(i) != "resume" or "assault" not in kinds_of(tree, thing):
        return False
    return any(p in ("on", "against") for p, _ in tree.obliques(thing))


_SENSES: dict[str, Sense] = {
    "attack.fire": _fire_back,
    "attack.launch": _gift,
    "attack.claim": _no_avowal,
    "control.move": _of_a_deal,
    "rejection.refuse": _tight_lipped,
    "talks.meet": _no_meeting,
    "commitment.vow": _no_promise,
    "deployment.send": _orders_else,
    "demand.want": _of_nobody,
    "demand.tell": _of_nobody,
    "trend.do": _resumed_attack,
}
