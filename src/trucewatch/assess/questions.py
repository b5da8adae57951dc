"""The questions that a provision under a reading asks of an incident: kind, actor, target, weapon, owner, place,
period, and whether something is taken out of the terms or left open by them.

Each answers yes, no or unknown; unknown names the fact that is missing. No answer says that anything took place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from trucewatch.assess import areas
from trucewatch.assess.facts import Facts, actors_of
from trucewatch.assess.parameters import AssessParameters, Codebook
from trucewatch.assess.words import listed
from trucewatch.records.agreement import Annex, Listed, NamedArea
from trucewatch.records.claim import Claim
from trucewatch.values.party import members
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Kind, TargetClass, Weapon


class Says(Enum):
    """What one question comes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


YES, NO, UNKNOWN = Says.YES, Says.NO, Says.UNKNOWN


@dataclass(frozen=True)
class Answer:
    """``text``: a clause for the reason; ``missing``: the facts without which the answer stays unknown."""

    rule: str
    says: Says
    text: str
    missing: tuple[str, ...] = ()


def kind(facts: Facts, kinds: tuple[Kind, ...]) -> Answer:
    """Whether an act of one of these kinds is alleged."""
    words, told = facts.params.words, facts.incident.kinds
    alleged = [k for k in told if k in kinds]
    if alleged:
        return Answer("kind", YES, f"alleged: {words.labelled(alleged, 'act')}")
    tells = f"the accounts tell of {words.labelled(told, 'account')}"
    act = words.labelled(kinds, "act", "or")
    book = facts.params.codebook
    if any(k in book.could_involve.get(p, ()) for p in kinds for k in told):
        return Answer("kind", UNKNOWN, f"{tells}, not of the act itself", (f"whether it came of {act}",))
    return Answer("kind", NO, f"{tells}, and the terms name {act}")


def actor(facts: Facts, obliged: tuple[str, ...]) -> Answer:
    """Whether some account names an obliged party. Who names whom is said; nobody is found to have done it."""
    if not facts.named:
        missing = ("who did it: no account names an actor",)
        return Answer("actor", UNKNOWN, "no account names an actor of any party", missing)
    text = _naming(facts)
    bound = frozenset(m for party in obliged for m in members(party))
    if any(members(p) & bound for p in facts.actors):
        return Answer("actor", YES, text)
    return Answer("actor", NO, f"{text}; the terms oblige {facts.params.words.parties(obliged)} only")


def _naming(facts: Facts) -> str:
    words = facts.params.words

    def of(claims: Iterable[Claim], party: str) -> str:
        return words.voices(facts.voices(c for c in claims if c.actor and c.actor.party == party))

    text = "; ".join(f"{words.party(p)} is named by {of(facts.named, p)}" for p in facts.actors)
    denied = (f"; that it was {words.party(p)} is denied by {of(facts.denials, p)}" for p in actors_of(facts.denials))
    disputed = "the actor is disputed: " if len(facts.actors) > 1 else ""
    return disputed + text + "".join(denied)


def scope(facts: Facts, kinds: tuple[Kind, ...], lists: tuple[tuple[TargetClass, ...], ...]) -> Answer:
    """Whether what is said to have been struck is of a class that every list covers."""
    return struck(facts.struck(kinds), lists, facts.params, not facts.acts(kinds))


def struck(
    stated: tuple[TargetClass, ...],
    lists: tuple[tuple[TargetClass, ...], ...],
    params: AssessParameters,
    effects: bool = False,
) -> Answer:
    """The same of the classes that are stated: what one incident's accounts come to holds for every other.

    ``effects``: no account tells of the act. What was damaged tells what was struck, but not that nothing else was.
    """
    if not lists:
        return Answer("scope", YES, "every target is covered")
    book, words = params.codebook, params.words
    if not stated:
        return Answer("scope", UNKNOWN, "no account says what was struck", ("what was struck",))
    text = f"target as alleged: {words.labelled(stated, 'target')}"
    verdicts = [_covered(t, lists, book) for t in stated]
    if YES in verdicts:
        return Answer("scope", YES, text if set(verdicts) == {YES} else f"{text}, of which not all is covered")
    if UNKNOWN in verdicts:
        exact = f"what was struck, more exactly than: {words.labelled(stated, 'target')}"
        return Answer("scope", UNKNOWN, text, (exact,))
    if effects:
        only = f"of what was struck only damage to {words.labelled(stated, 'target')} is told"
        return Answer("scope", UNKNOWN, only, ("what was struck: only the effects of the act are told",))
    return Answer("scope", NO, f"{text}, which is not covered")


def _covered(stated: TargetClass, lists: Iterable[tuple[TargetClass, ...]], book: Codebook) -> Says:
    """Covered by every list; unknown where the class may turn out to be a finer one that a list names."""
    worst = YES
    for classes in lists:
        if any(stated.within(c) for c in classes):
            continue
        if stated in book.unspecific_classes or any(stated.could_be(c) for c in classes):
            worst = UNKNOWN
        else:
            return NO
    return worst


def weapon(facts: Facts, kinds: tuple[Kind, ...], weapons: tuple[Weapon, ...]) -> Answer:
    """Whether a weapon of one of these kinds is said to have been used."""
    words = facts.params.words
    told = {w for c in facts.acts(kinds) for w in c.weapons}
    stated = [w for w in Weapon if w in told]
    if not stated:
        return Answer("weapon", UNKNOWN, "no account says with what it was done", ("with what weapon it was done",))
    text = f"by {words.labelled(stated, 'weapon')}, as alleged"
    if any(w in weapons for w in stated):
        return Answer("weapon", YES, text)
    return Answer("weapon", NO, f"{text}; the terms name {words.labelled(weapons, 'weapon', 'or')}")


def owner(facts: Facts, kinds: tuple[Kind, ...], owners: tuple[str, ...]) -> Answer:
    """Whether what was struck is said to be one of these parties'."""
    words = facts.params.words
    stated = tuple(dict.fromkeys(c.target.party for c in facts.acts(kinds) if c.target and c.target.party))
    if not stated:
        return Answer("owner", UNKNOWN, "no account says whose it was", ("whose what was struck is",))
    text = f"said to be of {words.parties(stated)}"
    among = frozenset(m for o in owners for m in members(o))
    if any(members(s) & among for s in stated):
        return Answer("owner", YES, text)
    return Answer("owner", NO, f"{text}; the terms name what is of {words.parties(owners, 'or')}")


def where(facts: Facts, among: tuple[NamedArea, ...]) -> Answer:
    """Whether the place lies in one of these areas."""
    names = listed((a.name for a in among), "or")
    place = facts.incident.place
    if place is None:
        return Answer("place", UNKNOWN, "no account names a place", ("where it was",))
    verdicts = [areas.within(place, a) for a in among]
    called = place.name or place.text
    if True in verdicts:
        return Answer("place", YES, f"{called} lies in {names}")
    if None in verdicts:
        exact = f"where it was, exactly enough to tell whether it lies in {names}"
        return Answer("place", UNKNOWN, f"whether {called} lies in {names} is not known", (exact,))
    return Answer("place", NO, f"{called} lies outside {names}")


def site(facts: Facts, kinds: tuple[Kind, ...], annex: Annex) -> Answer:
    """Whether it is one of the sites of an annex: by name, or ruled out because all of them lie elsewhere."""
    names = {_fold(n) for c in facts.acts(kinds) for p in c.places for n in (p.text, p.name) if n}
    names |= {_fold(c.target.text) for c in facts.acts(kinds) if c.target and c.target.text}
    place = facts.incident.place
    names |= {_fold(n) for n in (place.text, place.name) if n} if place else set()
    for item in annex.items:
        if any(_fold(own) in names for own in (item.name, *item.aliases)):
            return Answer("site", YES, f"{item.name} is listed in {annex.title}")
    if place is not None and all(_elsewhere(place, item) for item in annex.items):
        return Answer("site", NO, f"{place.name or place.text} is no site of {annex.title}")
    missing = f"whether it was one of the sites listed in {annex.title}"
    return Answer("site", UNKNOWN, f"no account names a site of {annex.title}", (missing,))


def _fold(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _elsewhere(place: Place, item: Listed) -> bool:
    if place.point is None or place.radius_km is None or place.level in (Level.COUNTRY, Level.SEA):
        return False
    if item.lat is None or item.lon is None:
        return False
    at = (item.lon, item.lat)
    away = areas.distances((place.point.lon, place.point.lat), (at, at))[0]
    return away > place.radius_km + item.radius_km


def home(facts: Facts) -> Answer:
    """Whether the place lies within the recognised borders of every state that is named as the actor."""
    place = facts.incident.place
    if place is None or place.country is None:
        return Answer("home", UNKNOWN, "no account places it in a country", ("in which country it was",))
    if not facts.actors:
        return Answer(
            "home", UNKNOWN, "no account names an actor of any party", ("who did it: no account names an actor",)
        )
    if all(place.country in members(a) for a in facts.actors):
        said = facts.params.words.party(place.country)
        return Answer("home", YES, f"the place lies within the recognised borders of {said}, which is named as actor")
    return Answer("home", NO, "the place lies outside the recognised borders of an actor that is named")


def every(answers: Sequence[Answer], rule: str) -> Answer:
    """All conditions of something taken out or left open: one no is no, one unknown is unknown."""
    for says in (NO, UNKNOWN):
        found = [a for a in answers if a.says is says]
        if found:
            missing = tuple(dict.fromkeys(m for a in found for m in a.missing))
            return Answer(rule, says, "; ".join(a.text for a in found), missing)
    return Answer(rule, YES, "; ".join(a.text for a in answers))


def all_actors(facts: Facts, parties: tuple[str, ...]) -> Answer:
    """Whether every party that is named as the actor is one of these: what holds in one account only takes nothing
    out of the terms."""
    if not facts.named:
        return Answer("actor", UNKNOWN, "no account names an actor", ("who did it: no account names an actor",))
    among = frozenset(m for p in parties for m in members(p))
    says = YES if all(members(a) <= among for a in facts.actors) else NO
    return Answer("actor", says, _naming(facts))


def all_struck(facts: Facts, kinds: tuple[Kind, ...], classes: tuple[TargetClass, ...]) -> Answer:
    """Whether everything that is said to have been struck is of these classes."""
    book, words = facts.params.codebook, facts.params.words
    stated = facts.struck(kinds)
    if not stated:
        return Answer("scope", UNKNOWN, "no account says what was struck", ("what was struck",))
    text = f"target as alleged: {words.labelled(stated, 'target')}"
    verdicts = {_covered(t, (classes,), book) for t in stated}
    if NO in verdicts:
        return Answer("scope", NO, text)
    if UNKNOWN in verdicts:
        return Answer("scope", UNKNOWN, text, (f"what was struck, more exactly than: {text.partition(': ')[2]}",))
    return Answer("scope", YES, text)


def all_kinds(facts: Facts, act: tuple[Kind, ...], kinds: tuple[Kind, ...]) -> Answer:
    """Whether every act that is alleged of the kinds ``act`` is of the kinds ``kinds``."""
    alleged = [k for k in facts.incident.kinds if k in act]
    text = f"alleged: {facts.params.words.labelled(alleged, 'act')}" if alleged else "no act is alleged"
    if not alleged:
        return Answer("kind", UNKNOWN, text, ("what kind of act it was",))
    return Answer("kind", YES if all(k in kinds for k in alleged) else NO, text)


def all_weapons(facts: Facts, kinds: tuple[Kind, ...], weapons: tuple[Weapon, ...]) -> Answer:
    """Whether everything it is said to have been done with is of these kinds."""
    told = {w for c in facts.acts(kinds) for w in c.weapons}
    answer = weapon(facts, kinds, weapons)
    return Answer("weapon", NO, answer.text) if answer.says is YES and not told <= set(weapons) else answer


def all_owners(facts: Facts, kinds: tuple[Kind, ...], owners: tuple[str, ...]) -> Answer:
    """Whether all that was struck is said to be one of these parties'."""
    stated = {c.target.party for c in facts.acts(kinds) if c.target and c.target.party}
    answer = owner(facts, kinds, owners)
    among = frozenset(m for o in owners for m in members(o))
    some = answer.says is YES and not all(members(s) <= among for s in stated)
    return Answer("owner", NO, answer.text) if some else answer
