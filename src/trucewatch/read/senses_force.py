"""Other senses of the verbs of force, control, captivity and service: figures of speech, plain work."""

from __future__ import annotations

from trucewatch.read.lexicons import words
from trucewatch.read.things import kinds_of
from trucewatch.read.uses import Sense, Use

_LIVE = frozenset({"site", "settlement", "force", "militants", "weapon", "vessel", "vehicle", "military"})


def _of_speech(u: Use) -> bool:
    """ "Blasted the response", "attacked the government's handling of it": with words, at something said or decided."""
    if u.thing is None:
        return False
    spoken = {u.tree.lemma(k) for k in u.tree.conjuncts(u.thing)} & words("reading", "senses_spoken")
    return bool(spoken) and not kinds_of(u.tree, u.thing) & _LIVE


def _by_a_law(u: Use) -> bool:
    """ "A package that would hit 60 tankers": a penalty."""
    who = u.tree.subject(u.i)
    if who is None or u.tree.words[who].upos != "PRON":
        return who is not None and bool(u.roles.kinds(u.tree, who) & {"penalty"})
    # "A new package of sanctions is ready. It will target the banks"
    neutral = u.tree.lemma(u.i) in ("target", "hit") and u.tree.low(who) in ("it", "they")
    before = u.roles.cast.page.trees[u.tree.number - 1] if neutral and u.tree.number else None
    return before is not None and "sanction" in before.lemmas


def _fear(u: Use) -> bool:
    """ "Strikes fear into the community", "struck a chord with them"."""
    return u.thing is not None and u.tree.lemma(u.thing) in words("reading", "senses_stricken")


def _fire_back(u: Use) -> bool:
    """ "Fired back" in a debate."""
    back = u.tree.lemma(u.i) == "fire" and any(u.tree.lemma(k) == "back" for k in u.tree.kids[u.i])
    return back and u.thing is None and not any(t.lemma in words("reading", "conditions_armed") for t in u.tree.words)


def _astonished(u: Use) -> bool:
    """ "Was taken by surprise", "took heart": no ground is taken."""
    return any(u.tree.lemma(k) in words("reading", "senses_astonishing") for _, k in u.tree.obliques(u.i))


def _left_hurt(u: Use) -> bool:
    """ "Left him badly wounded": nobody moves."""
    return u.tree.lemma(u.i) == "leave" and bool(u.tree.deps(u.i, "xcomp"))


def _at_work(u: Use) -> bool:
    """ "Rescuers were working at the scene", "services are working to clear it": they work, no service runs again."""
    who = u.tree.subject(u.i)
    crew = who is not None and bool({u.tree.lemma(j) for j in (who, *u.tree.deps(who, "amod", "compound"))} & _CREWS)
    busy = u.tree.deps(u.i, "xcomp") or any(p in ("with", "on", "for") for p, _ in u.tree.obliques(u.i))
    person = who is not None and bool(u.roles.kinds(u.tree, who) & {"people", "leader", "person"})
    return u.tree.lemma(u.i) in ("work", "operate") and (crew or person or bool(busy))


def _argued(u: Use) -> bool:
    """ "A host clashed with an official over the deaths": with words, where nobody around is armed."""
    who = u.tree.subject(u.i)
    armed = who is None or u.roles.kinds(u.tree, who) & {"force", "militants", "military", "party", "civilians"}
    over = any(u.tree.low(k) == "over" for k in u.tree.under(u.i) if k > u.i)
    return not armed and over and not {t.lemma.lower() for t in u.tree.words} & words("reading", "conditions_armed")


_SCENES = frozenset({"scene", "spot", "site"})
_CREWS = frozenset({"emergency", "rescue", "rescuer", "medic", "crew", "team", "firefighter"})


def _not_in_captivity(u: Use) -> bool:
    """ "Hundreds of bodies remain unidentified": what they remain is not held."""
    rest = u.tree.deps(u.i, "xcomp")
    held = words("reading", "senses_holding") | {"captive", "hostage", "alive", "imprison", "missing", "unaccounted"}
    return bool(rest) and not {u.tree.lemma(k) for k in rest} & held


def _to_the_scene(u: Use) -> bool:
    """ "Police arrived at the scene": to help or to look, not to take up a position."""
    there = {u.tree.lemma(k) for _, k in u.tree.obliques(u.i)}
    there |= {u.tree.lemma(u.thing)} if u.thing is not None else set()
    who = u.tree.subject(u.i)
    helping = who is not None and u.tree.lemma(who) in _CREWS | {"police", "policeman", "officer", "ambulance"}
    return helping and u.key in ("arrive", "arrive in", "reach", "approach") and bool(there & _SCENES)


SENSES: dict[str, Sense] = {
    "clash.fight": _argued,
    "attack.on": lambda u: _by_a_law(u) or _of_speech(u),
    "attack.fire": lambda u: _fire_back(u) or _fear(u),
    "control.take": _astonished,
    "deployment.be": lambda u: _left_hurt(u) or _to_the_scene(u),
    "detention.remain": _not_in_captivity,
    "outage.service": _at_work,
}
