"""Other senses of a frame's verbs: shapes in which the words of a frame mean something else, one function a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from trucewatch.read.lexicons import Frame, verb_frames, words
from trucewatch.read.roles import Roles
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree

_GIVING = frozenset({"send", "deliver", "release", "direct", "make"})
_TOWARDS = frozenset({"at", "on", "against", "into"})


class Use(NamedTuple):
    """A verb where it stands: ``i`` its word, ``key`` its entry in the lexicon, ``thing`` its object."""

    roles: Roles
    tree: Tree
    i: int
    key: str
    thing: int | None


Sense = Callable[[Use], bool]


def another_sense(roles: Roles, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
    """Whether the verb ``i`` has another sense than the frame's. ``key``: its entry; ``thing``: its object."""
    found = _SENSES.get(frame.id)
    return found is not None and found(Use(roles, tree, i, key, thing))


def _fire_back(u: Use) -> bool:
    """ "Fired back" in a debate."""
    back = u.tree.lemma(u.i) == "fire" and any(u.tree.lemma(k) == "back" for k in u.tree.kids[u.i])
    return back and u.thing is None and not any(t.lemma in words("reading", "conditions_armed") for t in u.tree.words)


def _gift(u: Use) -> bool:
    """ "Sent drones to its ally"."""
    if u.key not in _GIVING or u.thing is None or "assault" in kinds_of(u.tree, u.thing):
        return False
    found = {p for at in (u.i, u.thing) for p, _ in u.tree.obliques(at)}
    return "to" in found or not found & _TOWARDS


def _of_a_deal(u: Use) -> bool:
    """ "Pulled out of the grain deal"."""
    return any("deal" in u.roles.kinds(u.tree, k) for _, k in u.tree.obliques(u.i))


def _no_avowal(u: Use) -> bool:
    """ "Russia claims a Ukrainian attack"; but "claimed by the militia" avows it."""
    return u.key == "claim" and not u.tree.passive(u.i)


def _tight_lipped(u: Use) -> bool:
    """ "Declined to comment", "refused to say": nothing is refused but an answer. "Dismissed this" says not what."""
    if _waved_off(u):
        return True
    inner = u.tree.dep(u.i, "xcomp")
    if inner is None or u.tree.lemma(inner) not in words("reading", "conditions_answering"):
        return False
    return not any(u.roles.kinds(u.tree, k) & {"deal", "pressure"} for _, k in u.tree.obliques(inner))


def _no_meeting(u: Use) -> bool:
    """ "Spoke to reporters" is an interview, "met none of the demands", "met volunteers" no talks."""
    if u.key == "host" and u.tree.passive(u.i):
        return not any("talks" in u.roles.kinds(u.tree, k) for _, k in u.tree.obliques(u.i))
    if u.key in ("meet", "speak", "talk", "visit"):
        met_with = [u.thing] if u.thing is not None else [k for p, k in u.tree.obliques(u.i) if p in ("with", "to")]
        whom = {u.tree.lemma(j) for k in met_with[:1] for j in (k, *u.tree.deps(k, "compound"))}
        if whom & words("reading", "senses_public"):
            return True
    if u.key in ("speak", "talk"):
        said_to = [k for p, k in u.tree.obliques(u.i) if p in ("to", "with")]
        outlets = words("cues", "outlets")
        return any(
            {u.tree.words[k].text.lower(), u.tree.lemma(k)} & outlets or "media" in kinds_of(u.tree, k) for k in said_to
        )
    met = u.key == "meet" and u.thing is not None
    return met and bool(u.roles.kinds(u.tree, u.thing or 0) & {"condition", "demand", "need", "goal"})


def _no_promise(u: Use) -> bool:
    """ "Was promised", "the offer does not guarantee an end": nobody binds himself."""
    subject = u.tree.subject(u.i)
    if u.key in ("approve", "set") and u.thing is not None:
        return False  # "the offensive was approved by the cabinet"
    return u.tree.passive(u.i) or (
        subject is not None and u.key == "guarantee" and not u.roles.party_named(u.tree, subject)
    )


def _orders_else(u: Use) -> bool:
    """ "Ordered his troops to halt" moves none."""
    inner = u.tree.dep(u.i, "xcomp", "ccomp") if u.key == "order" else None
    return inner is not None and not any(f.kind == "deployment" for f in verb_frames().get(u.tree.lemma(inner), ()))


def _of_nobody(u: Use) -> bool:
    """ "Wants X to stop", "wants the law changed", "wants a truce" are demands; "wants peace", "told reporters" not."""
    if u.thing is None or not u.tree.rel(u.thing).startswith(("obj", "iobj")):
        return True
    return u.tree.dep(u.i, "xcomp") is None and not u.roles.kinds(u.tree, u.thing) & {"halt", "withdrawal", "truce"}


def _resumed_attack(u: Use) -> bool:
    """ "Resumed strikes on the port" is an attack."""
    if u.thing is None or u.tree.lemma(u.i) != "resume" or "assault" not in kinds_of(u.tree, u.thing):
        return False
    return any(p in ("on", "against") for p, _ in u.tree.obliques(u.thing))


def _told_not_to(u: Use) -> bool:
    """ "Warned residents not to move" moves nobody."""
    return _forbids(u)


def _no_ban(u: Use) -> bool:
    """ "Warned the general that", "warned him of": only "warned him not to" asks for something."""
    return not _forbids(u)


def _forbids(u: Use) -> bool:
    inner = u.tree.dep(u.i, "xcomp")
    return inner is not None and any(u.tree.lemma(k) in ("not", "never") for k in u.tree.deps(inner, "advmod"))


def _some(u: Use) -> bool:
    """ "There would be talks": only what there would not be is refused."""
    aux = {u.tree.lemma(k) for k in u.tree.deps(u.i, "aux")}
    if not aux & {"will", "would", "can", "could", "shall"}:
        return True
    subject = u.tree.dep(u.i, "nsubj")
    denied = subject is not None and any(u.tree.lemma(k) in ("no", "neither") for k in u.tree.deps(subject, "det"))
    return not denied and not any(u.tree.lemma(k) in ("not", "never") for k in u.tree.deps(u.i, "advmod"))


def _welcome(u: Use) -> bool:
    """ "Met them as heroes"."""
    return u.thing is None or u.tree.words[u.thing].upos == "PRON"


def _not_kept(u: Use) -> bool:
    """ "Is not respecting the truce" accepts nothing and refuses nothing: it is a charge."""
    return u.key in ("respect", "honour", "honor") and not _kept(u)


def _kept(u: Use) -> bool:
    """ "Respects the truce", "will not comply": only "is not respecting it", "failed to comply" is held against one."""
    aux = {u.tree.lemma(k) for k in u.tree.deps(u.i, "aux")}
    if aux & {"will", "would", "shall", "can", "could", "should", "must", "may", "might"}:
        return True
    up = u.tree.head(u.i)
    fails = u.tree.rel(u.i) == "xcomp" and up >= 0 and u.tree.lemma(up) == "fail"
    return not fails and not any(u.tree.lemma(k) in ("not", "never", "n't") for k in u.tree.deps(u.i, "advmod"))


def _to_nothing(u: Use) -> bool:
    """ "Persuaded nobody", "encouraged the villagers": nothing is asked for."""
    return not u.tree.deps(u.i, "xcomp", "ccomp") and not any(
        "to" in u.tree.marks(k) for k in u.tree.deps(u.i, "advcl")
    )


def _of_no_state(u: Use) -> bool:
    """ "Visited the town": only who visits another party's country meets it."""
    who = u.tree.subject(u.i)
    host = u.roles.single_entity(u.tree, u.thing) if u.thing is not None else None
    guest = u.roles.cast.who(u.tree, who) if who is not None else None
    return guest is None or host is None or guest.party is None or guest.party == host.party


def _at_home(u: Use) -> bool:
    """ "The envoy stayed silent": only who comes, goes or stays somewhere is there to negotiate."""
    return not any(p in ("to", "in", "from", "for") for p, _ in u.tree.obliques(u.i)) and u.thing is None


def _for_nothing(u: Use) -> bool:
    """ "There would be a truce": terms only where something is given in return."""
    given = {u.tree.lemma(k) for p, k in u.tree.obliques(u.i) if p == "in"}
    return not given & {"exchange", "return"}


def _still_tolerated(u: Use) -> bool:
    return not any(u.tree.lemma(k) in ("not", "never", "long", "no") for k in u.tree.deps(u.i, "advmod"))


def _among_themselves(u: Use) -> bool:
    """ "Chaired a meeting of the cabinet": nobody talks with anybody else."""
    noun = u.thing if u.thing is not None else u.tree.subject(u.i)
    return noun is not None and of_one_body(u.tree, noun)


def of_one_body(tree: Tree, noun: int) -> bool:
    """ "A meeting of the national security committee", "a cabinet meeting": a body's own, no talks."""
    whose = [k for p, k in tree.obliques(noun) if p in ("of", "with")]
    own = [*whose, *tree.deps(noun, "compound", "amod", "nmod:poss")]
    words_ = {tree.lemma(j) for k in own for j in (k, *tree.deps(k, "compound"))}
    return bool(words_ & words("reading", "senses_own_bodies"))


def _not_freed(u: Use) -> bool:
    """ "Was among the hostages seized": held, not freed."""
    told = {u.tree.lemma(k) for k in u.tree.deps(u.i, "acl", "acl:relcl")}
    return not told & words("reading", "senses_freeing")


def _not_held(u: Use) -> bool:
    told = {u.tree.lemma(k) for k in u.tree.deps(u.i, "acl", "acl:relcl")}
    return not told & words("reading", "senses_holding")


def _a_deed(u: Use) -> bool:
    """ "Denied shelling the town" denies that deed; "denied arming them" a charge."""
    inner = u.tree.dep(u.i, "xcomp")
    if inner is None or not u.tree.words[inner].text.lower().endswith("ing"):
        return True
    return any(f.kind not in ("commitment", "acceptance") for f in verb_frames().get(u.tree.lemma(inner), ()))


def _of_the_house(u: Use) -> bool:
    """ "Some 1,900 people have gone home": no captives."""
    who = u.tree.subject(u.i)
    bare = who is not None and u.tree.words[who].upos in ("NUM", "DET", "PRON")
    return not bare and not (who is not None and u.roles.kinds(u.tree, who) & {"captive", "captive.held"})


def _waved_off(u: Use) -> bool:
    """ "Dismissed this": what was dismissed is told by what follows."""
    return u.key == "dismiss" and u.thing is not None and u.tree.words[u.thing].upos == "PRON"


def _let_else(u: Use) -> bool:
    """ "Authorised to hold a protest": nobody is let through."""
    inner = [k for k in u.tree.deps(u.i, "xcomp", "ccomp", "advcl") if "to" in u.tree.marks(k)]
    aid = u.thing is not None and bool(u.roles.kinds(u.tree, u.thing) & {"aid", "humanitarian", "passage", "vessel"})
    return bool(inner) and not aid and not {u.tree.lemma(k) for k in inner} & words("reading", "senses_moving")


_SENSES: dict[str, Sense] = {
    "accusation.deny": _a_deed,
    "rejection.charge": _waved_off,
    "exchange.back": _of_the_house,
    "talks.hold": _among_themselves,
    "talks.visit": _of_no_state,
    "demand.persuade": _to_nothing,
    "acceptance.agree": _not_kept,
    "talks.team": _at_home,
    "proposal.there": _for_nothing,
    "threat.tolerate": _still_tolerated,
    "accusation.keep": _kept,
    "attack.fire": _fire_back,
    "attack.launch": _gift,
    "acceptance.meet": _welcome,
    "acceptance.announce": _welcome,
    "attack.claim": _no_avowal,
    "control.move": _of_a_deal,
    "detention.among": _not_held,
    "exchange.among": _not_freed,
    "obstruction.let": _let_else,
    "rejection.refuse": _tight_lipped,
    "talks.meet": _no_meeting,
    "commitment.vow": _no_promise,
    "deployment.send": _orders_else,
    "demand.want": _of_nobody,
    "demand.tell": _of_nobody,
    "demand.warn": _no_ban,
    "displacement.told": _told_not_to,
    "rejection.none": _some,
    "trend.do": _resumed_attack,
}
