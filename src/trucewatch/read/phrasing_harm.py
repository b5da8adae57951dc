"""Conditions of set phrases that tell of people harmed, held, freed and helped, and of what is fought for."""

from __future__ import annotations

import re

from trucewatch.read.lexicons import words
from trucewatch.read.phrase import Phrase

_SWAPPED = frozenset({"swap", "captive.held"})
_GROUND = frozenset({"settlement", "place", "position", "site", "territory", "military.base"})


def with_captives(p: Phrase) -> bool:
    """ "Buses with freed prisoners", "a plane carrying the hostages"."""
    who = p.tree.subject(p.i)
    freed = {"captive.held", "captive"}
    if who is None:
        return False
    below = [k for k in p.tree.under(who) if k > who and p.tree.words[k].upos == "NOUN"]
    told = {p.tree.lemma(k) for k in p.tree.under(who)}
    held = any("captive.held" in p.roles.kinds(p.tree, k) for k in below)
    return held or ("free" in told and any(p.roles.kinds(p.tree, k) & freed for k in below))


def by_captors(p: Phrase) -> bool:
    """ "The group freed Ana Ruiz", "said it had freed him": a person whom a group of no state lets go."""
    who = p.tree.agent(p.i)
    captor = p.roles.cast.who(p.tree, who) if who is not None else None
    freed = p.thing is not None and (
        p.tree.low(p.thing) in ("him", "her", "them")
        or any(p.tree.words[k].ner.endswith("PER") for k in (p.thing, *p.tree.deps(p.thing, "flat", "appos")))
    )
    return freed and captor is not None and captor.party in words("phrasing", "captors")


def some_of_people(p: Phrase) -> bool:
    """ "Freed 13 Houthis": so many of a people or a group."""
    if p.thing is None or p.tree.words[p.thing].upos != "PROPN" or not p.tree.words[p.thing].text.endswith("s"):
        return False
    return bool(p.tree.deps(p.thing, "nummod"))


_GIVEN_BACK = re.compile(  # then those that a hospital receives are no new dead
    r"\b(?:return|hand|repatriat|exchang|swap|transfer)\w*\b[^.]{0,60}\b(?:bod(?:y|ies)|remains)\b|"
    r"\b(?:bod(?:y|ies)|remains)\b[^.]{0,60}\b(?:return|handed|repatriat|exchang)"
)


def mortuary(p: Phrase) -> bool:
    """ "Hospital officials said they had received the bodies of nine people": of the dead, handed over by nobody."""
    if p.thing is None:
        return False
    of_whom = any(preposition == "of" for preposition, _ in p.tree.obliques(p.thing))
    counted = bool(p.tree.deps(p.thing, "nummod")) and _GIVEN_BACK.search(p.roles.cast.page.text) is None
    return (of_whom or counted) and bool(
        p.tree.lemmas & {"hospital", "morgue", "mortuary", "clinic", "doctor", "medic", "health"}
    )


def stranded(p: Phrase) -> bool:
    """ "Villagers were fired on": a preposition with nothing behind it; "was fired on Monday" has a day."""
    lone = [k for k in p.tree.kids[p.i] if p.tree.lemma(k) in ("on", "at", "upon") and not p.tree.kids[k]]
    return p.tree.passive(p.i) and bool(lone)


def one_more(p: Phrase) -> bool:
    """ "A fourth victim", "two more victims": not the one told of before."""
    tree = p.tree
    beside = [] if p.thing is None else tree.deps(p.thing, "amod", "nummod", "advmod", "det")
    return any(
        tree.has(k, "NumType=Ord") or tree.words[k].upos == "NUM" or tree.lemma(k) in ("another", "more")
        for k in beside
    )


def fought_for(p: Phrase) -> bool:
    """ "Fighting for the village goes on": for a place, a site or the control of one."""
    tree, who = p.tree, p.tree.subject(p.i)
    below = [*tree.obliques(p.i), *(tree.obliques(who) if who is not None else ())]
    prizes = [k for preposition, k in below if preposition == "for"]
    return any(
        p.roles.kinds(tree, k) & _GROUND or tree.words[k].upos == "PROPN" or tree.lemma(k) == "control" for k in prizes
    )


def relief_body(p: Phrase) -> bool:
    """Whether who does it brings relief: a charity, a fund, an aid system."""
    who = p.subject()
    who = p.tree.agent(p.i) if who is None else who
    return who is not None and bool({p.tree.lemma(k).lower() for k in p.tree.under(who)} & words("stance", "helpers"))


def intensive(p: Phrase) -> bool:
    """ "Is in intensive care"."""
    return "intensive" in p.tree.lemmas and "intensive" in p.lemmas()


def of_swap(p: Phrase) -> bool:
    """ "Brought home 270 servicemen in the first stage of the swap", "from captivity": handed over, not sent."""
    told = p.below()
    return any(p.roles.kinds(p.tree, k) & _SWAPPED for k in told) or "captivity" in p.lemmas()


def from_no_ruins(p: Phrase) -> bool:
    """ "Have been taken out so far": of danger, and not from under the rubble."""
    return not p.lemmas() & words("phrasing", "ruins")
