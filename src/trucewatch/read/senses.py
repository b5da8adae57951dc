"""Other senses of a frame's verbs: shapes in which the words of a frame mean something else, one function a frame."""

from __future__ import annotations

from trucewatch.read.lexicons import Frame, verb_frames, words
from trucewatch.read.roles import Roles
from trucewatch.read.senses_force import SENSES as OF_FORCE
from trucewatch.read.senses_talks import SENSES as OF_TALKS
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree
from trucewatch.read.uses import Sense, Use, forbids

_GIVING = frozenset({"send", "deliver", "release", "direct", "make"})
_RELIEF = frozenset({"aid", "relief", "humanitarian", "food"})
_CONVICTED = frozenset({"convicted", "jailed", "imprisoned", "sentenced", "captured", "detained", "captive", "wanted"})
_NEARBY = 900  # characters before in which captives must have been told of
_TOWARDS = frozenset({"at", "on", "against", "into"})


def another_sense(roles: Roles, tree: Tree, i: int, key: str, frame: Frame, thing: int | None) -> bool:
    """Whether the verb ``i`` has another sense than the frame's. ``key``: its entry; ``thing``: its object."""
    found = _SENSES.get(frame.id)
    return found is not None and found(Use(roles, tree, i, key, thing))


def _gift(u: Use) -> bool:
    """ "Sent drones to its ally"."""
    if u.key not in _GIVING or u.thing is None:
        return False
    kinds = kinds_of(u.tree, u.thing)
    if "assault" in kinds and "weapon" not in kinds:
        return False
    found = {p for at in (u.i, u.thing) for p, _ in u.tree.obliques(at)}
    return "to" in found or not found & _TOWARDS


def _of_a_deal(u: Use) -> bool:
    """ "Pulled out of the grain deal", "of the talks"."""
    return any(u.roles.kinds(u.tree, k) & {"deal", "talks"} for _, k in u.tree.obliques(u.i))


def _no_avowal(u: Use) -> bool:
    """ "Russia claims a Ukrainian attack"; but "claimed by the militia" avows it."""
    return u.key == "claim" and not u.tree.passive(u.i)


def _orders_else(u: Use) -> bool:
    """ "Ordered his troops to halt" moves none, "transferred a jailed fighter" gives him up."""
    if u.thing is not None and {u.tree.low(k) for k in u.tree.deps(u.thing, "amod")} & _CONVICTED:
        return True
    inner = u.tree.dep(u.i, "xcomp", "ccomp") if u.key == "order" else None
    return inner is not None and not any(
        f.id in ("deployment.send", "deployment.be") for f in verb_frames().get(u.tree.lemma(inner), ())
    )


def _resumed_attack(u: Use) -> bool:
    """ "Resumed strikes on the port" is an attack."""
    if u.thing is None or u.tree.lemma(u.i) != "resume" or "assault" not in kinds_of(u.tree, u.thing):
        return False
    return any(p in ("on", "against") for p, _ in u.tree.obliques(u.thing))


def _told_not_to(u: Use) -> bool:
    """ "Warned residents not to move" moves nobody."""
    return forbids(u)


def _not_freed(u: Use) -> bool:
    """ "Was among the hostages seized": held, not freed."""
    told = {u.tree.lemma(k) for k in u.tree.deps(u.i, "acl", "acl:relcl")}
    return not told & words("reading", "senses_freeing")


def _not_held(u: Use) -> bool:
    told = {u.tree.lemma(k) for k in u.tree.deps(u.i, "acl", "acl:relcl")}
    return not told & words("reading", "senses_holding")


def _of_the_house(u: Use) -> bool:
    """ "Some 1,900 people have gone home": no captives."""
    who = u.tree.subject(u.i)
    ours = who is not None and any(u.tree.low(k) == "our" for k in u.tree.under(who))
    bare = ours or (who is not None and u.tree.words[who].upos in ("NUM", "DET", "PRON"))
    return not bare and not (who is not None and u.roles.kinds(u.tree, who) & {"captive", "captive.held"})


def _solace(u: Use) -> bool:
    """ "The news brought relief": of no sort that can be eaten."""
    if u.thing is None or u.tree.lemma(u.thing) != "relief":
        return False
    return not u.tree.deps(u.thing, "compound") and not {u.tree.lemma(k) for k in u.tree.deps(u.thing, "amod")} & {
        "humanitarian",
        "emergency",
        "additional",
    }


def _penal(u: Use) -> bool:
    """ "Imposed an arms embargo", "suspended all trade with": a penalty, no road is closed."""
    if u.thing is None:
        return False
    before = {u.tree.lemma(k) for k in u.tree.deps(u.thing, "compound", "amod")}
    if u.tree.lemma(u.thing) == "embargo":
        return bool(before & {"arm", "arms", "oil", "trade", "weapon", "weapons"})
    owned = bool(u.tree.deps(u.thing, "nmod:poss"))
    if u.tree.lemma(u.thing) in ("aid", "assistance", "funding"):
        return owned or bool(before & {"military", "economic", "financial", "development", "foreign"})
    with_whom = [k for at in (u.i, u.thing) for p, k in u.tree.obliques(at) if p == "with"]
    return u.tree.lemma(u.thing) in ("trade", "import", "export") and bool(with_whom)


def _not_given(u: Use) -> bool:
    """ "Cut off the aid" blocks it; "cut its aid", "the agency suspended food distribution" gives no more."""
    who = u.tree.subject(u.i)
    if u.thing is None:
        return True
    giver = who is not None and bool(u.roles.kinds(u.tree, who) & {"humanitarian"})
    giver = giver or (who is not None and u.tree.lemma(who) in ("agency", "charity", "donor", "programme", "program"))
    own = bool(u.tree.deps(u.thing, "nmod:poss")) or giver
    return not own and not u.roles.kinds(u.tree, u.thing) & {"assistance"}


def _brings(u: Use) -> bool:
    """ "An aid convoy reached the town": takes no ground."""
    who = u.tree.subject(u.i)
    aid = who is not None and bool({u.tree.lemma(k) for k in (who, *u.tree.deps(who, "compound", "amod"))} & _RELIEF)
    return aid and who is not None and "aid" in u.roles.kinds(u.tree, who)


def _let_else(u: Use) -> bool:
    """ "Authorised to hold a protest": nobody is let through."""
    inner = [k for k in u.tree.deps(u.i, "xcomp", "ccomp", "advcl") if "to" in u.tree.marks(k)]
    aid = u.thing is not None and bool(u.roles.kinds(u.tree, u.thing) & {"aid", "humanitarian", "passage", "vessel"})
    return bool(inner) and not aid and not {u.tree.lemma(k) for k in inner} & words("reading", "senses_moving")


def _of_business(u: Use) -> bool:
    """ "Gives the country access to its markets": nobody is let through."""
    to = u.tree.obliques(u.thing) if u.thing is not None else []
    return any(p == "to" and u.tree.lemma(k) in words("reading", "senses_business") for p, k in to)


def _no_swap(u: Use) -> bool:
    """ "Came home": of captives only where the report has told of captives or of an exchange shortly before."""
    if _of_the_house(u):
        return True
    who = u.tree.subject(u.i)
    if who is not None and any(u.tree.lemma(k) in ("our", "we") for k in u.tree.under(who)):
        return False  # "another group of our people is home"
    at = u.tree.words[u.i].end
    told = u.roles.page.text[max(0, at - _NEARBY) : at].lower()
    return not any(w in told for w in words("reading", "senses_captives"))


def _could_reach(u: Use) -> bool:
    """ "Crews cannot reach the line": only what they are kept from is told."""
    tree = u.tree
    able = tree.head(u.i) if tree.rel(u.i) in ("xcomp", "ccomp", "advcl") else -1
    unable = able >= 0 and tree.lemma(able) == "unable"
    helped = any(tree.lemma(k) in ("can", "could") for k in tree.deps(u.i, "aux"))
    return not (unable or (helped and any(tree.lemma(k) == "not" for k in tree.deps(u.i, "advmod"))))


def _on_the_ground(u: Use) -> bool:
    """ "The other fell inside the country", "fell on a field": where a weapon came down is no loss of it."""
    down = u.key in ("fall", "crash", "go down")
    return down and any(u.roles.kinds(u.tree, k) & {"place", "settlement", "site"} for _, k in u.tree.obliques(u.i))


def _own_losses(u: Use) -> bool:
    """ "Reported its own losses": of men, most often."""
    return u.thing is not None and u.tree.lemma(u.thing) == "loss"


def _told_dead(u: Use) -> bool:
    """ "Reported 23 dead": who says so, not what befell them; "were reported dead" does."""
    return not u.tree.passive(u.i)


def _of_hell(u: Use) -> bool:
    """ "The gates of hell will open": a threat."""
    who = u.tree.subject(u.i)
    return who is not None and any(u.tree.lemma(k) == "hell" for k in u.tree.deps(who, "nmod"))


def _for_checks(u: Use) -> bool:
    """ "Taken to hospital for checks": nobody is hurt unless the words say so."""
    hurt = words("reading", "senses_hurt")
    return u.key != "treat" and not {u.tree.lemma(k) for k in u.tree.under(u.i)} & hurt


def _quenched(u: Use) -> bool:
    """ "The fire is under control"."""
    who = u.tree.subject(u.i)
    return who is None or "blaze" in kinds_of(u.tree, who)


def _unarmed_flight(u: Use) -> bool:
    """ "Used drones to search the sea": no attack without a target or a word that arms them."""
    if u.thing is None or u.tree.lemma(u.thing) not in ("drone", "aircraft", "uav", "balloon"):
        return False
    armed = {u.tree.low(k) for k in u.tree.under(u.thing)} & words("reading", "senses_arming")
    return not armed and not any(p in ("on", "against", "at", "in") for p, _ in u.tree.obliques(u.i))


def _for_arms(u: Use) -> bool:
    """ "Set aside a billion for military aid": no relief."""
    below = u.tree.under(u.thing) if u.thing is not None else []
    below = [*below, *(k for _, at in u.tree.obliques(u.i) for k in u.tree.under(at))]
    return any(
        u.tree.lemma(k) in ("military", "arms", "weapon", "weapons", "ammunition", "defence", "defense") for k in below
    )


def _to_no_home(u: Use) -> bool:
    """ "Will go back to war", "returned to work": nobody comes home."""
    where = [k for preposition, k in u.tree.obliques(u.i) if preposition == "to" and u.tree.words[k].upos == "NOUN"]
    return any(not u.roles.kinds(u.tree, k) & {"place", "settlement", "home", "site", "residential"} for k in where)


def _of_fire(u: Use) -> bool:
    """ "Exchanges of fire continued": nobody is handed over."""
    noun = u.thing if u.thing is not None else u.tree.subject(u.i)
    of = [k for p, k in u.tree.obliques(noun) if p == "of"] if noun is not None else []
    if u.key in ("confirm", "report") and not of:
        return True  # "confirmed the exchange": told before
    given = {u.tree.lemma(j) for k in of for j in (k, *u.tree.deps(k, "compound"))}
    given |= {u.tree.lemma(k) for k in u.tree.deps(noun, "compound", "amod")} if noun is not None else set()
    return bool(given & words("reading", "senses_no_captives"))


def _aged(u: Use) -> bool:
    """ "The actor has died aged 87": of nothing violent that the sentence tells."""
    aged = {"age", "aged"} & {u.tree.lemma(k) for k in (*u.tree.deps(u.i, "advcl", "xcomp", "obl", "advmod"),)}
    armed = {u.tree.lemma(t.i) for t in u.tree.words} & words("reading", "conditions_armed")
    return u.key == "die" and bool(aged) and not armed


def _to_account(u: Use) -> bool:
    """ "Holding the forces accountable", "held to a draw", "caught in crossfire": nobody is held."""
    if u.key == "catch" and any(u.tree.lemma(k) in words("reading", "senses_caught") for _, k in u.tree.obliques(u.i)):
        return True
    to = [u.tree.lemma(k) for p, k in u.tree.obliques(u.i) if p == "to"]
    if u.key == "hold" and any(noun in ("draw", "account", "standard", "promise", "word", "goal") for noun in to):
        return True
    return any(u.tree.lemma(k) in ("accountable", "responsible", "liable") for k in u.tree.deps(u.i, "xcomp", "amod"))


def _brought_out(u: Use) -> bool:
    """ "Patients and staff were evacuated", "evacuated the wounded": people, whose hospital nobody gave up."""
    thing = u.tree.subject(u.i) if u.thing is None else u.thing
    who = [] if thing is None else [thing, *u.tree.deps(thing, "conj")]
    return u.key == "evacuate" and any(
        "people" in u.roles.kinds(u.tree, k) and not u.tree.deps(k, "nummod") for k in who
    )


_SENSES: dict[str, Sense] = {
    **OF_TALKS,
    **OF_FORCE,
    "aid.give": _solace,
    "aid.stop": _not_given,
    "attack.claim": _no_avowal,
    "attack.launch": _gift,
    "control.enter": _brings,
    "control.move": _of_a_deal,
    "control.take": lambda u: _brought_out(u) or OF_FORCE["control.take"](u),
    "attack.use": _unarmed_flight,
    "casualties.deemed": _told_dead,
    "casualties.die": _aged,
    "aid.money": _for_arms,
    "casualties.taken": _for_checks,
    "control.under": _quenched,
    "damage.report": _own_losses,
    "displacement.home": lambda u: not _no_swap(u) or _to_no_home(u),
    "exchange.back": _no_swap,
    "exchange.to_country": _no_swap,
    "exchange.do": _of_fire,
    "exchange.happen": _of_fire,
    "exchange.came": _no_swap,
    "interception.lost": _on_the_ground,
    "obstruction.reach": _could_reach,
    "obstruction.let": _let_else,
    "obstruction.grant": _of_business,
    "obstruction.open": _of_hell,
    "deployment.send": _orders_else,
    "detention.among": _not_held,
    "detention.take": _to_account,
    "displacement.told": _told_not_to,
    "exchange.among": _not_freed,
    "obstruction.block": _penal,
    "obstruction.impose": _penal,
    "trend.do": _resumed_attack,
}
