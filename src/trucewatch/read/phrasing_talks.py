"""Conditions of set phrases that tell of talks, offers and answers: who talks with whom, what an answer is given to."""

from __future__ import annotations

from trucewatch.read.lexicons import words
from trucewatch.read.phrase import Phrase

_ENVOYS_AND_LEADERS = frozenset({"delegation", "negotiator", "official", "officeholder", "person", "leader"})
_PAIRS = frozenset({"two", "pair", "officer", "side", "general"})
_PENALTIES = words("phrasing", "penalties")
_AT_STAKE = frozenset({"deal", "talks", "truce", "peace", "swap", "captive", "aid", "hostility", "offered", "pressure"})


def to_an_offer(p: Phrase) -> bool:
    """ "Did not respond to the offer", "to calls for a truce": not "to a request for comment"."""
    nouns = [p.thing] if p.thing is not None else [k for prep, k in p.tree.obliques(p.i) if prep == "to"]
    for k in nouns:
        wanted = [j for prep, j in p.tree.obliques(k) if prep == "for"]
        put = p.roles.kinds(p.tree, k) & {"offered", "ultimatum"}
        if put and not wanted:
            return True
        if any(p.roles.kinds(p.tree, j) & _AT_STAKE for j in wanted):
            return True
    return False


def chances_of(p: Phrase) -> bool:
    """ "Undercut the chances of a truce"."""
    if p.thing is None:
        return False
    of = [k for _, k in p.tree.obliques(p.thing)] + p.tree.deps(p.thing, "compound")
    return any(p.tree.lemma(k) in words("phrasing", "outcomes") for k in of)


def penal_subject(p: Phrase) -> bool:
    """ "The sanctions hit", "the European measures targeted": of penalties, not of a ban that covers a border."""
    who = p.tree.subject(p.i)
    told = p.tree.has(p.i, "VerbForm=Fin") or bool(p.tree.deps(p.i, "aux"))  # "sanctions, targeting": told before
    return who is not None and told and p.tree.rel(p.i) != "acl:relcl" and p.tree.lemma(who) in _PENALTIES


def penal_named(p: Phrase) -> bool:
    """ "Is working on a package of sanctions"."""
    return bool(p.lemmas() & (words("phrasing", "penal") - {"cap", "freeze", "ban", "duty"}))


def among_themselves(p: Phrase) -> bool:
    """ "The two leaders spoke": with each other, and not to, of or about somebody else alone."""
    who = p.tree.subject(p.i)
    if who is None or p.tree.rel(p.i) in ("acl:relcl", "acl"):
        return False
    if any(prep in ("to", "with", "of", "at", "before", "against", "out") for prep, _ in p.tree.obliques(p.i)):
        return False
    two = {p.tree.lemma(k) for k in (who, *p.tree.deps(who, "nummod", "det"))} & {"two", "pair"}
    of_state = p.tree.lemma(who) in _PAIRS or bool(p.roles.kinds(p.tree, who) & _ENVOYS_AND_LEADERS)
    return bool(two) and of_state


def short_of(p: Phrase) -> bool:
    """ "Stopped short of accepting the truce"."""
    doing = [k for k in p.tree.deps(p.i, "advcl", "xcomp", "obl") if {"of"} & p.tree.marks(k)]
    doing += [k for j in p.tree.deps(p.i, "advmod") for k in p.tree.deps(j, "advcl", "obl", "ccomp", "xcomp")]
    return any(p.tree.lemma(k) in words("phrasing", "accepting") for k in doing)


def paper(p: Phrase) -> bool:
    """ "The offer does not meet our demands", said by those whose demands they are."""
    who = p.tree.subject(p.i)
    whose = p.tree.dep(p.thing, "nmod:poss") if p.thing is not None else None
    own = whose is not None and (
        p.tree.low(whose) in words("reading", "stance_own") | {"our", "its", "their", "his"}
        or bool({"our", "its", "their"} & {p.tree.low(k) for k in p.tree.under(whose)})
    )
    return who is not None and own and bool(p.roles.kinds(p.tree, who) & {"draft", "offered", "deal"})


def resolved(p: Phrase) -> bool:
    """ "It was agreed that the delegations would meet": by nobody else than those who meet."""
    it = p.tree.dep(p.i, "expl", "nsubj:pass")
    told = bool(p.tree.deps(p.i, "csubj:pass", "ccomp", "csubj"))
    return told and p.tree.passive(p.i) and it is not None and p.tree.low(it) == "it"


def suggested(p: Phrase) -> bool:
    """ "Suggested extending the truce", "suggested three working groups": not "suggested that he was lying"."""
    if any("that" in p.tree.marks(k) or p.tree.subject(k) is not None for k in p.tree.deps(p.i, "ccomp")):
        return False
    if not p.lemmas() & words("stance", "process") and not p.roles.party_named(p.tree, p.tree.subject(p.i) or 0):
        return False
    doing = any(p.tree.low(k).endswith("ing") for k in p.tree.deps(p.i, "xcomp", "ccomp"))
    return doing or (p.thing is not None and p.tree.rel(p.thing) == "obj" and p.tree.words[p.thing].upos == "NOUN")


def at_court(p: Phrase) -> bool:
    """ "A court sentenced two officers to 13 years", "sentenced him for spying": for a deed of the conflict."""
    who = p.tree.agent(p.i)
    judged = who is not None and bool({"court", "judge", "tribunal"} & {p.tree.lemma(k) for k in p.tree.under(who)})
    return judged and bool(p.lemmas() & words("phrasing", "martial"))


def opposed(p: Phrase) -> bool:
    """ "Balks at the scheme", "poured cold water on it", "is against any presence"."""
    tree, near = p.tree, p.lemmas()
    what = [prep for prep, _ in tree.obliques(p.i)]
    if p.key in ("pour water", "throw water"):
        return "cold" in near
    if p.key == "say no":
        return any(tree.lemma(k) == "no" and not tree.kids[k] for k in tree.kids[p.i])  # not "said no one was hurt"
    if p.key.endswith("door"):
        return "to" in what or "on" in what
    if p.key in ("be cool", "be lukewarm", "be deaf", "be allergic", "bristle", "recoil"):
        return bool({"to", "on", "about", "at", "towards"} & set(what))
    return True


def expecting(p: Phrase) -> bool:
    """ "We expect Minsk to pull back", "Warsaw expects": not what an expert expects to happen."""
    who = p.tree.subject(p.i)
    if who is None:
        return False
    if p.tree.low(who) == "we":
        return True
    named = p.roles.cast.who(p.tree, who)
    return named is not None and named.party is not None and not named.person and p.tree.words[who].upos == "PROPN"
