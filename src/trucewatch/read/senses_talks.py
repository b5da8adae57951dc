"""Other senses of the verbs of talks, offers, answers, promises, demands and charges (see ``senses``)."""

from __future__ import annotations

from trucewatch.read.lexicons import verb_frames, words
from trucewatch.read.things import kinds_of, single
from trucewatch.read.tree import Tree
from trucewatch.read.uses import Sense, Use, forbids

_UNIONS = frozenset({"un", "eu", "nato", "g7", "au", "icrc"})
_ANYONE = frozenset({"party", "person", "name", "delegation", "people", "group", "official", "leader", "militants"})


def _tight_lipped(u: Use) -> bool:
    """ "Declined to comment", "refused to say": nothing is refused but an answer. "Dismissed this" says not what."""
    if _waved_off(u) or _in_court(u):
        return True
    inner = u.tree.dep(u.i, "xcomp")
    if inner is not None and u.tree.lemma(inner) == "draw" and u.tree.low(inner + 1) == "on":
        return True  # "declined to be drawn on it", but "refused to be drawn into the war"
    if inner is not None and u.tree.lemma(inner) == "go" and "detail" in map(u.tree.lemma, u.tree.under(inner)):
        return True  # "declined to go into detail"
    if inner is None or u.tree.lemma(inner) not in words("reading", "conditions_answering"):
        return False
    if u.tree.lemma(inner) == "give" and u.tree.deps(inner, "compound:prt"):
        return False  # "refused to give up its weapons"
    return not any(u.roles.kinds(u.tree, k) & {"deal", "pressure"} for _, k in u.tree.obliques(inner))


def _in_court(u: Use) -> bool:
    """ "The court rejected his appeal", "the commission turned down her candidacy": a ruling on nobody's terms."""
    who = u.tree.agent(u.i)
    judged = {u.tree.lemma(k) for k in (u.tree.conjuncts(u.thing) if u.thing is not None else [])}
    ruling = who is not None and bool(
        {u.tree.lemma(k) for k in (who, *u.tree.deps(who, "compound"))} & words("reading", "senses_judges")
    )
    at_law = bool(judged & {"appeal", "motion", "petition", "claim", "request", "case", "challenge", "bid", "plea"})
    return (ruling and (at_law or u.thing is None)) or bool(judged & words("reading", "senses_filed"))


def _softly(u: Use) -> bool:
    """ "Will expand training": only the fight and what hurts are stepped up against somebody."""
    if u.key not in ("intensify", "escalate", "step up", "expand") or u.thing is None:
        return False
    harmful = {"hostility", "assault", "penalty", "pressure", "blockade", "air_assault", "reprisal", "weapon", "force"}
    return not u.roles.kinds(u.tree, u.thing) & harmful


def _no_meeting(u: Use) -> bool:
    """ "Spoke to reporters" is an interview, "met none of the demands", "met volunteers" no talks."""
    alone = u.key in ("meet", "convene", "gather") and u.thing is None
    who = u.tree.subject(u.i)
    if alone and who is not None and u.tree.lemma(who) in ("cabinet", "parliament", "committee", "war cabinet"):
        return not any(p in ("with", "to") and u.roles.party_named(u.tree, k) for p, k in u.tree.obliques(u.i))
    if u.key == "mediate" and u.tree.rel(u.i) == "acl":
        return True  # "the agreement, mediated by Oslo": how it came about
    if u.key == "meet" and u.tree.passive(u.i):
        return True  # "would be met with a proportionate reaction"
    if u.key == "host" and u.tree.passive(u.i):
        return not any("talks" in u.roles.kinds(u.tree, k) for _, k in u.tree.obliques(u.i))
    if u.key in ("meet", "speak", "talk", "visit", "discuss"):
        met_with = [u.thing] if u.thing is not None else [k for p, k in u.tree.obliques(u.i) if p in ("with", "to")]
        if u.key == "discuss":
            below = [*u.tree.obliques(u.i), *(u.tree.obliques(u.thing) if u.thing is not None else [])]
            return any(u.tree.lemma(k) in ("media", "press", "reporter", "journalist") for _, k in below)
        whom = {u.tree.lemma(j) for k in met_with[:1] for j in (k, *u.tree.deps(k, "compound"))}
        if whom & words("reading", "senses_public"):
            return True
    if u.key in ("speak", "talk"):
        said_to = [k for p, k in u.tree.obliques(u.i) if p in ("to", "with")]
        outlets = words("cues", "outlets")
        if said_to and not any(u.roles.kinds(u.tree, k) & _ANYONE or u.roles.party_named(u.tree, k) for k in said_to):
            return True  # "spoke of fatigue with the war"
        told = [" ".join(u.tree.low(j) for j in single(u.tree, k)) for k in said_to]
        if any(len(name) > 3 and f" {name} " in f" {text} " for text in told for name in outlets):
            return True
        return any({u.tree.low(k), u.tree.lemma(k)} & outlets or "media" in kinds_of(u.tree, k) for k in said_to)
    if u.key == "receive" and u.thing is not None:  # "received the names", "received a call"
        return not u.roles.kinds(u.tree, u.thing) & {"person", "delegation", "official"} and not u.tree.words[
            u.thing
        ].ner.endswith("PER")
    met = u.key == "meet" and u.thing is not None
    return met and bool(u.roles.kinds(u.tree, u.thing or 0) & {"condition", "demand", "need", "goal", "law", "promise"})


def _no_promise(u: Use) -> bool:
    """ "Was promised", "the offer does not guarantee an end": nobody binds himself."""
    subject = u.tree.subject(u.i)
    if _crowd(u):
        return True
    if u.key == "vote":  # "voted to back the resolution" accepts it
        inner = u.tree.dep(u.i, "xcomp")
        return inner is None or u.tree.lemma(inner) in words("reading", "senses_voted")
    if u.key == "set" and _for_somebody(u):
        return True  # "set a deadline for Moscow" asks something of it
    if u.key == "set":  # "set a deadline", but "set up a force"
        return u.thing is None or not u.roles.kinds(u.tree, u.thing) & {"goal"}
    if u.key == "approve" and u.thing is not None:
        return False  # "the offensive was approved by the cabinet"
    return u.tree.passive(u.i) or (
        subject is not None and u.key == "guarantee" and not u.roles.party_named(u.tree, subject)
    )


def _for_somebody(u: Use) -> bool:
    """ "A deadline for Moscow"."""
    below = [*u.tree.obliques(u.i), *(u.tree.obliques(u.thing) if u.thing is not None else [])]
    return any(p == "for" and u.roles.party_named(u.tree, k) for p, k in below)


def _of_nobody(u: Use) -> bool:
    """ "Wants X to stop", "wants the law changed", "wants a truce" are demands; "wants peace", "told reporters" not."""
    if u.key in ("tell", "need", "order", "instruct") and u.tree.dep(u.i, "xcomp") is None:
        return True
    if u.key == "need" and any(u.tree.lemma(k) in ("not", "never") for k in u.tree.deps(u.i, "advmod")):
        return True  # "we do not need a truce" refuses it
    if u.thing is None or not u.tree.rel(u.thing).startswith(("obj", "iobj")):
        return True
    return u.tree.dep(u.i, "xcomp") is None and not u.roles.kinds(u.tree, u.thing) & {
        "halt",
        "withdrawal",
        "truce",
        "revision",
        "talks",
        "promise",
    }


def _no_ban(u: Use) -> bool:
    """ "Warned the general that", "warned him of": only "warned him not to" asks for something."""
    return not forbids(u)


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
    """ "Chaired a meeting of the cabinet": nobody talks with anybody else. "Who chaired the session": told before."""
    if u.tree.rel(u.i) == "acl:relcl" and u.key in ("chair", "lead", "mediate"):
        return True
    noun = u.thing if u.thing is not None else u.tree.subject(u.i)
    below = [*u.tree.obliques(u.i), *u.tree.obliques(noun)] if noun is not None else []
    if noun is not None and u.tree.lemma(noun) == "call" and any(p == "for" for p, _ in below):
        return True  # "renewed their call for a truce"
    return noun is not None and of_one_body(u.tree, noun)


def of_one_body(tree: Tree, noun: int) -> bool:
    """ "A meeting of the national security committee", "a cabinet meeting": a body's own, no talks."""
    whose = [k for p, k in tree.obliques(noun) if p in ("of", "with")]
    own = [*whose, *tree.deps(noun, "compound", "amod", "nmod:poss")]
    ministers = any(u_ == "minister" for k in whose for u_ in map(tree.lemma, tree.deps(k, "nmod")))
    if ministers and any(tree.lemma(k) == "council" for k in whose):
        return True
    words_ = {tree.lemma(j) for k in own for j in (k, *tree.deps(k, "compound"))}
    return bool(words_ & words("reading", "senses_own_bodies"))


def _a_deed(u: Use) -> bool:
    """ "Denied shelling the town" denies that deed; "denied arming them" a charge."""
    inner = u.tree.dep(u.i, "xcomp")
    if inner is None or not u.tree.low(inner).endswith("ing"):
        return True
    return any(
        f.kind not in ("commitment", "acceptance", "accusation", "assessment", "aid")
        for f in verb_frames().get(u.tree.lemma(inner), ())
    )


_DENYING = frozenset({"deny", "reject", "refute", "rebut", "repudiate"})


def _waved_off(u: Use) -> bool:
    """ "Dismissed this": what was dismissed is told by what follows."""
    return u.key not in _DENYING and u.thing is not None and u.tree.words[u.thing].upos == "PRON"


def _named_so(u: Use) -> bool:
    """ "The film, simply called so": by nobody, and no judgement; "they will regret it" is a threat."""
    if u.key == "regret" and any(u.tree.lemma(k) in ("will", "shall", "wo") for k in u.tree.deps(u.i, "aux")):
        return True
    return u.tree.passive(u.i) and u.tree.agent(u.i) is None


def _crowd(u: Use) -> bool:
    """ "Demonstrators plan to march": binds no side."""
    subject = u.tree.subject(u.i)
    plans = u.key in ("plan", "intend", "decide", "set") and subject is not None
    return plans and u.tree.lemma(subject or 0) in words("reading", "senses_crowds")


def _asked_by_a_plan(u: Use) -> bool:
    """ "The plan calls for": terms, and nobody's demand."""
    subject = u.tree.subject(u.i)
    return u.key == "call for" and subject is not None and u.tree.lemma(subject) in words("reading", "senses_plans")


def _brought_about(u: Use) -> bool:
    """ "The siege prompted shortages": nobody is asked for anything; "pleaded guilty" asks for nothing either."""
    if u.key == "plead" and any(u.tree.lemma(k) in ("guilty", "innocent") for k in u.tree.kids[u.i]):
        return True
    inner = u.tree.deps(u.i, "xcomp", "ccomp", "advcl")
    return u.key == "prompt" and not any("to" in u.tree.marks(k) for k in inner)


def _phoned(u: Use) -> bool:
    """ "Made a call to his counterpart", "joined a call": talked, and asked for nothing."""
    if u.thing is None or u.tree.lemma(u.thing) != "call" or u.key not in ("make", "join", "lead"):
        return False
    below = [*u.tree.obliques(u.thing), *u.tree.obliques(u.i)]
    asks = any(p in ("for", "on") for p, _ in below) or any(
        "to" in u.tree.marks(k) for k in u.tree.deps(u.thing, "acl")
    )
    return not asks


def _no_term(u: Use) -> bool:
    """ "Spent two days in the city": only "gave them two days to leave" asks for something."""
    inner = [*u.tree.deps(u.i, "xcomp", "advcl"), *(u.tree.deps(u.thing, "acl") if u.thing is not None else [])]
    whom = u.tree.dep(u.i, "iobj")
    return whom is None or not any("to" in u.tree.marks(k) for k in inner)


def _on_it(u: Use) -> bool:
    """ "A truce is on the agenda": only what is not on it is refused."""
    return not any(u.tree.lemma(k) in ("not", "never") for k in u.tree.deps(u.i, "advmod"))


def _no_rebels(u: Use) -> bool:
    """ "Backs the plan", "supplied its ally": only who arms a group of no state is charged with it."""
    if u.key in ("provide", "send", "ship", "supply") and u.thing is not None:
        to = [k for p, k in u.tree.obliques(u.i) if p == "to"] or [k for p, k in u.tree.obliques(u.thing) if p == "to"]
        armed = bool(u.roles.kinds(u.tree, u.thing) & {"weapon", "military.equipment", "money", "force"})
        return not (armed and any(_of_no_state_at(u, k) for k in to))
    return u.thing is None or not _of_no_state_at(u, u.thing)


def _of_no_state_at(u: Use, k: int) -> bool:
    who = u.roles.cast.who(u.tree, k)
    party = who.party if who is not None else None
    armed = party is not None and party.islower() and party not in _UNIONS and "+" not in party
    return armed or "militants" in u.roles.kinds(u.tree, k)


def _no_prey(u: Use) -> bool:
    """ "Was a target": only a legitimate one is threatened."""
    return not {u.tree.lemma(k) for k in u.tree.deps(u.i, "amod")} & {"legitimate", "lawful", "legal", "fair"}


def _mere_answer(u: Use) -> bool:
    """ "Promised an answer within a week" hurts nobody; "promised a crushing answer" does."""
    if (
        u.key not in ("promise", "pledge")
        or u.thing is None
        or u.tree.lemma(u.thing) not in ("answer", "reply", "response")
    ):
        return False
    return not u.tree.deps(u.thing, "amod") and not any(p == "to" for p, _ in u.tree.obliques(u.thing))


def _no_answer(u: Use) -> bool:
    return not _mere_answer(u)


def _mere_measures(u: Use) -> bool:
    """ "Agreed to consider measures to reduce troops": only measures against somebody, or of some hardship, punish."""
    if u.thing is None or u.tree.lemma(u.thing) not in ("measure", "step"):
        return False
    against = any(p in ("against", "on") for at in (u.thing, u.i) for p, _ in u.tree.obliques(at))
    return not against and not u.tree.deps(u.thing, "amod", "compound", "nmod:poss")


SENSES: dict[str, Sense] = {
    "sanction.impose": _mere_measures,
    "threat.target": _no_prey,
    "acceptance.agree": _not_kept,
    "acceptance.announce": _welcome,
    "acceptance.meet": _welcome,
    "accusation.back": _no_rebels,
    "accusation.deny": _a_deed,
    "accusation.keep": _kept,
    "assessment.praise": _named_so,
    "commitment.answer": _no_answer,
    "commitment.vow": _no_promise,
    "demand.ask": _brought_about,
    "demand.deadline": _no_term,
    "demand.for": _asked_by_a_plan,
    "demand.persuade": _to_nothing,
    "demand.plea": _phoned,
    "demand.tell": _of_nobody,
    "demand.want": _of_nobody,
    "demand.warn": _no_ban,
    "proposal.there": _for_nothing,
    "rejection.agenda": _on_it,
    "rejection.charge": _waved_off,
    "rejection.none": _some,
    "rejection.refuse": _tight_lipped,
    "rejection.spurn": _in_court,
    "talks.hold": _among_themselves,
    "talks.meet": _no_meeting,
    "talks.team": _at_home,
    "talks.visit": _of_no_state,
    "threat.respond": _softly,
    "threat.tolerate": _still_tolerated,
    "threat.vow": _mere_answer,
}
