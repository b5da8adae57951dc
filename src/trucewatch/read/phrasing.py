"""What the set phrases of phrases.yaml ask for besides: who speaks of whom, what is denied, which words stand near.

Each condition is a key of a frame's entry and a function of the same sense; all that a frame names must hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from trucewatch.read import phrasing_harm as harm
from trucewatch.read import phrasing_talks as talks
from trucewatch.read.judging import DOING, SILENT
from trucewatch.read.lexicons import Frame, words
from trucewatch.read.phrase import Phrase

_NO = frozenset({"not", "never", "n't", "no", "neither", "nor", "nothing", "nobody", "none", "hardly", "cannot"})
_TO_COME = frozenset({"will", "would", "shall", "wo", "'ll", "can", "could", "ca", "cannot", "may", "might"})
_AT_IT = frozenset({"try", "seek", "attempt", "strive"})  # "is trying to buy time"
_ENVOYS = frozenset({"delegation", "negotiator", "official", "officeholder"})
_AT_ISSUE = frozenset({"deal", "talks", "truce", "peace", "swap", "captive", "aid", "hostility", "offered", "pressure"})


def denied(p: Phrase) -> bool:
    """Whether the verb, what leads to it, its subject or its object is negated."""
    tree = p.tree
    for k in p.over():
        if any(tree.lemma(j) in _NO for j in tree.deps(k, "advmod", "det", "aux")):
            return True
        if k != p.i and any(tree.lemma(j) == "yet" for v in (k, p.i) for j in tree.deps(v, "advmod")):
            return True  # "has yet to reply"
    nouns = [n for n in (p.thing, tree.object(p.i), tree.subject(p.i)) if n is not None]
    return any(tree.lemma(n) in _NO or any(tree.lemma(j) in _NO for j in tree.deps(n, "det")) for n in nouns)


def _said(p: Phrase) -> bool:
    """Said by somebody who takes stands, of the conflict or of a party to it."""
    if not _spoken(p) or p.tree.rel(p.i) == "acl:relcl":
        return False
    concerns = words("stance", "process")
    who = p.subject()
    if who is not None and p.roles.kinds(p.tree, who) & _AT_ISSUE:
        return True
    return any(p.tree.lemma(k) in concerns or p.roles.party_named(p.tree, k) for k in p.below())


def _of_another(p: Phrase) -> bool:
    """Said by somebody of somebody else."""
    up = p.tree.head(p.i)
    meant = p.tree.rel(p.i) == "xcomp" and up >= 0 and p.tree.lemma(up) in words("stance", "intents") - _AT_IT
    return p.speaker is not None and not meant and not p.own() and p.subject() is not None


def _spoken(p: Phrase) -> bool:
    """Said by somebody who takes stands."""
    return p.speaker is not None and p.speaker.role not in SILENT


def _said_by_doer(p: Phrase) -> bool:
    """Said by a leader, an official or an officer of what is to come."""
    aux = {p.tree.lemma(k) for k in p.tree.deps(p.i, "aux")}
    return p.speaker is not None and p.speaker.role in DOING and bool(aux & _TO_COME)


def _at_issue(p: Phrase) -> bool:
    """Of the process: "is hopeful that the truce will last"."""
    return bool((p.lemmas() - {"side", "group", "system"}) & words("stance", "process"))


def _evaluative(p: Phrase) -> bool:
    """ "As positive", "as a good basis"."""
    named = [k for k in p.tree.deps(p.i, "xcomp", "obl") if k > p.i and (p.thing is None or k > p.thing)]
    near = [j for k in named for j in (k, *p.tree.deps(k, "amod"))]
    return any(p.tree.lemma(j) in words("stance", "assess_words") for j in near)


def _verdict(p: Phrase) -> bool:
    """ "Considers the presence of observers inadmissible": the word may hang on the noun before it."""
    return any(
        p.tree.lemma(k) in words("phrasing", "verdicts") and p.tree.rel(k) != "compound:prt"
        for k in p.below()
        if p.thing is not None and k > p.thing
    )


def _armed(p: Phrase) -> bool:
    return bool(p.lemmas() & words("phrasing", "arming"))


def _by_self(p: Phrase) -> bool:
    return p.own()


def _not_now(p: Phrase) -> bool:
    """ "Will not", "cannot", "is not going to": no report of what was not done."""
    tree = p.tree
    aux = {tree.lemma(k) for j in p.over() for k in tree.deps(j, "aux")}
    never = any(tree.lemma(k) == "never" for k in tree.deps(p.i, "advmod"))
    return bool(aux & _TO_COME) or len(p.over()) > 1 or (never and tree.has(p.i, "Tense=Pres"))


def _now(p: Phrase) -> bool:
    """ "Is used as a shield", not "would be"."""
    return not any(p.tree.lemma(k) in _TO_COME for j in p.over() for k in p.tree.deps(j, "aux"))


def _settled(p: Phrase) -> bool:
    """No aim and no mere chance: not "possible to bring them together", "to use food as a weapon"."""
    up = p.tree.head(p.i)
    hoped = up >= 0 and p.tree.lemma(up) in ("hope", "plan", "try", "want", "aim", "manage", "seek", "expect")
    return "to" not in p.tree.marks(p.i) or (p.tree.rel(p.i) == "xcomp" and hoped)


def _to_be_done(p: Phrase) -> bool:
    """ "Is to blame"."""
    return p.speaker is not None and bool(p.tree.deps(p.i, "cop")) and "to" in p.tree.marks(p.i)


def _due(p: Phrase) -> bool:
    """ "Is due to see", "will see", "is to see"."""
    tree, up = p.tree, p.tree.head(p.i)
    due = tree.rel(p.i) == "xcomp" and up >= 0 and tree.lemma(up) in ("due", "set", "schedule", "expect", "slate", "be")
    due = due or any(tree.low(k) in ("due", "set") for k in tree.deps(p.i, "mark", "cop", "aux"))
    return due or bool({tree.lemma(k) for k in tree.deps(p.i, "aux")} & {"will", "would", "shall"})


def _several(p: Phrase) -> bool:
    """ "The two ministers discussed", "discussed with the envoy": one body's own debate is no talks."""
    who = p.tree.subject(p.i)
    if any(prep == "with" and p.roles.party_named(p.tree, k) for prep, k in p.tree.obliques(p.i)):
        return True
    if who is None:
        return False
    dual = {p.tree.lemma(k) for k in p.tree.deps(who, "nummod", "det")} & {"two", "three", "both"}
    dual |= {p.tree.lemma(who)} & {"two"}  # "the two discussed"
    return bool(dual) or (bool(p.tree.deps(who, "conj")) and p.roles.party_named(p.tree, who))


def _reflexive(p: Phrase) -> bool:
    return p.thing is not None and p.tree.lemma(p.thing) in words("phrasing", "selves")


def _to_whom(p: Phrase) -> bool:
    """ "Promised Oslo two batteries"."""
    whom = p.tree.dep(p.i, "iobj")
    given = p.tree.dep(p.i, "obj")
    return whom is not None and given is not None and given != whom and p.roles.party_named(p.tree, whom)


def _infinitive(p: Phrase) -> bool:
    inner = [
        *p.tree.deps(p.i, "xcomp", "ccomp", "advcl"),
        *(p.tree.deps(p.thing, "acl") if p.thing is not None else []),
    ]
    inner += [j for k in inner for j in p.tree.deps(k, "xcomp")]  # "stands ready to send"
    return any("to" in p.tree.marks(k) for k in inner)


def _crime_named(p: Phrase) -> bool:
    """ "Amounts to a war crime"."""
    near = [k for k in p.below() if k > p.i]
    pairs = {f"{p.tree.lemma(a)} {p.tree.lemma(b)}" for a, b in pairwise(near) if b == a + 1}
    return p.speaker is not None and bool((pairs | {p.tree.lemma(k) for k in near}) & words("phrasing", "crimes"))


def _foe(p: Phrase) -> bool:
    """ "Will be legitimate targets", "will be treated as an act of war"."""
    return bool(p.lemmas() & words("phrasing", "foes"))


def _penal(p: Phrase) -> bool:
    """ "The sanctions took effect", "prolonged the restrictive measures": a package of aid is no penalty."""
    noun = p.thing if p.thing is not None else p.tree.subject(p.i)
    if noun is None:
        return False
    named = {p.tree.lemma(j) for k in p.tree.conjuncts(noun) for j in p.tree.under(k)}
    return bool(named & words("phrasing", "penal")) and "penalty" in p.roles.kinds(p.tree, noun)


def _entering(p: Phrase) -> bool:
    return bool(p.lemmas() & words("phrasing", "entering"))


def _terror_named(p: Phrase) -> bool:
    return bool(p.lemmas() & {"terrorist", "terror", "terrorism", "extremist"})


def _apart(p: Phrase) -> bool:
    """ "The two sides remain far apart": sides that are several, and a word of distance."""
    who = p.tree.subject(p.i)
    if who is None or not (p.tree.has(who, "Number=Plur") or p.tree.deps(who, "conj")):
        return False
    return bool(p.lemmas() & words("phrasing", "apart"))


def _of_process(p: Phrase) -> bool:
    """ "Hopes of a truce", "the chances for peace"."""
    who = p.tree.subject(p.i)
    of = [k for _, k in p.tree.obliques(who)] + p.tree.deps(who, "compound") if who is not None else []
    return any(p.tree.lemma(k) in words("phrasing", "outcomes") for k in of)


def _said_or_process(p: Phrase) -> bool:
    who = p.tree.subject(p.i)
    return _said(p) or (who is not None and "talks" in p.roles.kinds(p.tree, who))


def _abroad(p: Phrase) -> bool:
    """ "The US envoy is due in Moscow", "the envoys landed in Beirut": of one party, in the capital of another."""
    tree, who = p.tree, p.tree.subject(p.i)
    guest = p.roles.cast.who(tree, who) if who is not None else None
    if who is None or guest is None or guest.party is None or tree.rel(p.i) == "acl:relcl":
        return False
    kinds, named = p.roles.kinds(tree, who), {tree.lemma(k) for k in tree.under(who)}
    if not (guest.person or kinds & _ENVOYS) or kinds & {"force", "military"} or named & words("phrasing", "experts"):
        return False
    aims = [k for k in tree.deps(p.i, "advcl", "xcomp") if "to" in tree.marks(k)]
    if any(tree.lemma(k) in words("phrasing", "meeting") for k in aims):
        return False  # "flew to Oslo to meet the envoy": the meeting is told
    there = p.key == "be there"
    if there and not aims:
        return False  # "the envoy is in Oslo"
    to = [k for prep, k in tree.obliques(p.i) if prep in ("in", "to") and "place" in p.roles.kinds(tree, k)]
    to += [p.i] if there else []
    hosts = {host.party for k in to if (host := p.roles.cast.who(tree, k)) is not None} - {None}
    return bool(hosts) and guest.party not in hosts


def _spoken_of(p: Phrase) -> bool:
    """ "Spoke of real progress": a judgement in the noun that is spoken of, or before it."""
    told = [k for prep, k in p.tree.obliques(p.i) if prep == "of"]
    return any(
        p.tree.lemma(j) in words("phrasing", "judgements") for k in told for j in (k, *p.tree.deps(k, "amod", "conj"))
    )


def _of_charge(p: Phrase) -> bool:
    """ "There is no truth in these reports", "no basis for the claim"."""
    said = p.tree.subject(p.i)  # "the charges had no foundation"
    who = said if p.thing is None else p.thing
    below = [k for _, k in p.tree.obliques(who)] + [k for _, k in p.tree.obliques(p.i)] if who is not None else []
    below += [said] if said is not None and said != who else []
    return denied(p) and any("charge" in p.roles.kinds(p.tree, k) for k in below)


def _no_deed_told(p: Phrase) -> bool:
    """ "The charge is a lie", but not "reports that X shelled Y are false", which denies that deed."""
    who = p.subject()
    clauses = p.tree.deps(who, "acl", "acl:relcl", "ccomp") if who is not None else []
    return not any("that" in p.tree.marks(k) for k in (*clauses, *p.tree.deps(p.i, "ccomp", "csubj")))


def _plain_object(p: Phrase) -> bool:
    """ "Called his counterpart", not "called him a liar", "called the envoy to order"."""
    if p.thing is None or p.tree.rel(p.thing) != "obj" or p.tree.passive(p.i):
        return False
    who = p.tree.subject(p.i)
    if who is not None and who + 1 < len(p.tree) and p.tree.words[who + 1].text == ":":
        return False  # "Ukraine: Johnson to call Putin"
    if p.tree.deps(p.i, "xcomp", "ccomp", "iobj") or not p.roles.party_named(p.tree, p.thing):
        return False
    called = p.roles.cast.who(p.tree, p.thing)
    return (called is not None and called.person) or "counterpart" in p.roles.kinds(p.tree, p.thing)


def _would_like(p: Phrase) -> bool:
    """ "Would like to widen the truce", "would like the ban lifted"."""
    aux = {p.tree.lemma(k) for k in p.tree.deps(p.i, "aux")}
    inner = p.tree.deps(p.i, "xcomp", "ccomp")
    wished = bool(inner) and not any(
        p.tree.lemma(k) in ("see", "thank", "stress", "say", "add", "know", "express", "note", "emphasise", "remind")
        and not p.tree.deps(k, "xcomp", "ccomp")
        for k in inner
    )
    who = p.tree.subject(p.i)
    if who is None or p.tree.words[who].upos == "PRON" or not p.roles.party_named(p.tree, who):
        return False  # "I would like to thank"
    at_issue = bool({p.tree.lemma(k) for k in p.tree.under(p.i)} & words("stance", "process"))
    return "would" in aux and wished and at_issue


_CONDITIONS: dict[str, Callable[[Phrase], bool]] = {
    "among_themselves": talks.among_themselves,
    "in_capital": _abroad,
    "apart": _apart,
    "at_court": talks.at_court,
    "opposed": talks.opposed,
    "suggested": talks.suggested,
    "armed": _armed,
    "at_issue": _at_issue,
    "chances_of": talks.chances_of,
    "by_captors": harm.by_captors,
    "by_self": _by_self,
    "crime_named": _crime_named,
    "denied": denied,
    "entering": _entering,
    "expecting": talks.expecting,
    "evaluative": _evaluative,
    "foe": _foe,
    "from_no_ruins": harm.from_no_ruins,
    "fought_for": harm.fought_for,
    "infinitive": _infinitive,
    "no_deed_told": _no_deed_told,
    "intensive": harm.intensive,
    "mortuary": harm.mortuary,
    "not_now": _not_now,
    "not_told_which": lambda p: p.tree.rel(p.i) != "acl:relcl",
    "of_charge": _of_charge,
    "now": _now,
    "of_process": _of_process,
    "of_swap": harm.of_swap,
    "one_more": harm.one_more,
    "other": _of_another,
    "paper": talks.paper,
    "penal": _penal,
    "penal_named": talks.penal_named,
    "penal_subject": talks.penal_subject,
    "reflexive": _reflexive,
    "resolved": talks.resolved,
    "relief_body": harm.relief_body,
    "plain_object": _plain_object,
    "said": _said,
    "said_by_doer": _said_by_doer,
    "said_or_process": _said_or_process,
    "settled": _settled,
    "short_of": talks.short_of,
    "several": _several,
    "some_of_people": harm.some_of_people,
    "spoken": _spoken,
    "stranded": harm.stranded,
    "spoken_of": _spoken_of,
    "terror_named": _terror_named,
    "undenied": lambda p: not denied(p),
    "to_an_offer": talks.to_an_offer,
    "to_be_done": _to_be_done,
    "to_come": _due,
    "to_whom": _to_whom,
    "verdict": _verdict,
    "with_captives": harm.with_captives,
    "would_like": _would_like,
}


def phrased(frame: Frame, phrase: Phrase) -> bool:
    """Whether all that the frame asks for besides holds."""
    asked = (_CONDITIONS.get(name) for name, wanted in frame.extra.items() if wanted)
    return all(test(phrase) for test in asked if test is not None)
