"""What a side says it will do, and what it waits for; what it is said to do on purpose."""

from __future__ import annotations

from trucewatch.read.judging import DOING
from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.tree import Tree

_SETTLED = frozenset({"deal", "agreement", "accord", "pact", "treaty", "arrangement"})
_DEEDS = frozenset({"attack", "obstruction", "exchange", "deployment", "trend", "aid", "control", "detention"})


def will(p: Proposition) -> bool:
    """Whether a proposition tells what is to come: with "will", "would" or "shall"."""
    return any(p.tree.lemma(k) in ("will", "would", "shall") for k in p.tree.deps(p.head, "aux"))


def waits(p: Proposition) -> bool:
    """Whether a promise waits for somebody: "when the shelling stops", "as soon as they withdraw"."""
    first = [*p.tree.kids[p.head], *(j for k in p.tree.deps(p.head, "advmod") for j in p.tree.kids[k])]
    return will(p) and any(_comes_first(p.tree, k) for k in first)


def _comes_first(tree: Tree, k: int) -> bool:
    """ "When the shelling stops", "as soon as they withdraw": what somebody else has to do before."""
    if tree.rel(k) != "advcl" or tree.subject(k) is None:
        return False
    return opens_with(tree, k, "once", "when")


def opens_with(tree: Tree, k: int, *opening: str) -> bool:
    """Whether a clause opens with one of these words or with "as soon as"."""
    opens = tree.marks(k) | {tree.lemma(j) for j in tree.deps(k, "advmod")}
    soon = "as" in opens and any(tree.lemma(j) == "soon" for j in range(max(0, k - 8), k))
    return soon or not opens.isdisjoint(opening)


def binds(p: Proposition) -> bool:
    """Whether what a side says it will do binds it: "we will continue to fight", "will extend the truce"; "we will
    honour the truce", which accepts nothing new."""
    verb = p.tree.lemma(p.head)
    if p.frame.id == "acceptance.agree":
        return p.polarity == "affirmed" and verb in words("reading", "recasting_keeping_to")
    return p.frame.id == "trend.verb" or (p.frame.id == "trend.do" and verb in words("reading", "recasting_keeping_on"))


def asked_of(p: Proposition) -> bool:
    """ "All parties must let aid through", in the report's own words: a deed that is asked for and was not done."""
    if p.voice is not None or p.nominal or p.modality != "future" or p.kind not in _DEEDS:
        return False
    return any(p.tree.lemma(k) == "must" for k in p.tree.deps(p.head, "aux"))


def own_campaign(p: Proposition) -> bool:
    """ "The operation will go on until the threat is gone", said by a side that wages it."""
    tree, who = p.tree, p.tree.subject(p.head)
    goes_on = tree.lemma(p.head) in ("continue", "go", "last", "persist", "proceed", "intensify", "expand")
    if who is None or p.voice is None or not goes_on or p.polarity == "negated" or not will(p):
        return False
    waged = tree.lemma(who) in words("reading", "recasting_campaigns")
    return waged and p.voice.speaker.role in DOING and p.voice.speaker.party is not None


def bars_people(p: Proposition) -> bool:
    """ "Would deny entry to all who helped the junta"."""
    thing = p.tree.object(p.head)
    named = {p.tree.lemma(k) for k in p.tree.under(thing)} if thing is not None else set()
    return p.tree.lemma(p.head) in ("deny", "refuse", "bar", "ban") and bool(named & words("phrasing", "entering"))


def on_purpose(p: Proposition) -> bool:
    """Whether a speaker says of another that he did it deliberately."""
    how = {p.tree.lemma(k) for k in p.tree.deps(p.head, "advmod")}
    meant = bool(how & {"deliberately", "intentionally", "purposely", "wilfully", "cynically"})
    if not meant or p.voice is None or p.actor_at is None:
        return False
    return p.by is None or p.by.party is None or p.by.party != p.voice.speaker.party


def as_agreed(p: Proposition) -> bool:
    """ "In return the army will cease air strikes": what a deal binds a side to."""
    tree, ends = p.tree, p.tree.lemma(p.head) in words("reading", "finder_ending")
    if not ends or p.by is None or p.polarity != "affirmed" or not will(p):
        return False
    return any(
        tree.lemma(k) in ({"return", "exchange"} if prep == "in" else _SETTLED if prep == "under" else ())
        for prep, k in tree.obliques(p.head)
    )


def hangs_on_if(p: Proposition) -> bool:
    """ "Reserves the right not to observe the truce if the other side breaks it": a threat with a condition, wherever
    that was hung."""
    below = p.tree.under(p.head) if p.kind == "threat" else ()
    return any(p.tree.rel(k) == "advcl" and p.tree.marks(k) & {"if", "unless"} for k in below)


def of_oneself(roles: Roles, p: Proposition) -> bool:
    """ "Said he was ready", but not "diplomats said that 24 countries were ready"."""
    who = p.tree.subject(p.head)
    if p.voice is None or (who is not None and p.tree.deps(who, "nummod")):
        return False
    if who is None or p.tree.words[who].upos == "PRON":
        return True
    named, mine = roles.cast.who(p.tree, who, p.voice.speaker), p.voice.speaker.party
    return named is None or mine is None or named.party in (None, mine)
