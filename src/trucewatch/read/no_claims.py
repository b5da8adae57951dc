"""What a frame takes that is no claim, frame by frame: words of another sense, what is only named in passing."""

from __future__ import annotations

from collections.abc import Callable

from trucewatch.read.lexicons import words
from trucewatch.read.own_course import of_oneself
from trucewatch.read.proposition import Proposition
from trucewatch.read.roles import Roles
from trucewatch.read.tree import SUBJECTS, Tree

_STATES = frozenset({"condition", "health"})
_WARS = frozenset({"war", "conflict"})
_PRESENT = frozenset({"me", "us", "you"})
_ABLE = frozenset({"people", "person", "group", "force", "militants", "leader", "company", "government", "civilians"})
_MONEY = frozenset({"%", "$", "€", "£", "percent", "dollars", "euros", "cent"})
_BUILDINGS = frozenset({"health", "residential", "education"})


def no_claim(roles: Roles, p: Proposition) -> bool:
    """Whether what the frame took is no claim."""
    return (told := _NO_CLAIM.get(p.frame.id)) is not None and told(roles, p)


def _a_weapon(roles: Roles, p: Proposition) -> bool:
    return any("weapon" in roles.kinds(p.tree, k) for k in p.targets)


def _began_before(p: Proposition) -> bool:
    """ "Since the war began", "since fighting between the two broke out"."""
    verb = p.tree.head(p.head) if p.nominal and p.tree.rel(p.head) == "nsubj" else p.head
    began = p.tree.lemma(verb) in ("begin", "start", "break", "erupt", "come", "take", "enter")
    return began and bool(p.tree.marks(verb) & {"since", "before", "until"})


def _hung_on_a_noun(p: Proposition) -> bool:
    return p.tree.rel(p.head) in ("acl", "acl:relcl", "amod")


def _to_a_system(p: Proposition) -> bool:
    """ "They are reconnected to SWIFT": to something by name, which is no grid."""
    who = p.tree.subject(p.head)
    pronoun = who is not None and p.tree.words[who].upos == "PRON"
    return pronoun and any(to == "to" and p.tree.words[k].upos == "PROPN" for to, k in p.tree.obliques(p.head))


def _of_every_one(p: Proposition) -> bool:
    """Whether it is said of any meeting that there may be."""
    who = p.tree.subject(p.head)
    return who is not None and any(p.tree.lemma(k) == "every" for k in p.tree.deps(who, "det"))


def _object(tree: Tree, i: int) -> str:
    """The lemma of the object, or nothing."""
    thing = tree.object(i)
    return "" if thing is None else tree.lemma(thing)


def _of_pronoun(p: Proposition) -> bool:
    who = p.tree.subject(p.head)
    return who is not None and p.tree.words[who].upos == "PRON"


_ON_AIR = frozenset({"news", "tv", "radio", "television", "broadcaster", "channel", "newspaper"})


def _with_media(roles: Roles, p: Proposition) -> bool:
    """ "The minister spoke to the broadcaster about the war"."""
    met = [k for _, k in p.tree.obliques(p.head)]
    named = {p.tree.low(j) for k in met for j in (k, *p.tree.kids[k])}
    return bool(named & _ON_AIR) or any("media" in roles.kinds(p.tree, k) for k in met)


def _asks_nothing(p: Proposition) -> bool:
    """ "Asked for comment", "asked me to keep his place", "asked residents not to publish footage", "begged to
    differ", "seeking food": nothing that a party demands."""
    tree, i = p.tree, p.head
    lemma, thing = tree.lemma(i), tree.object(i)
    bare = (
        tree.rel(i) in ("acl", "advcl") and not tree.has(i, "VerbForm=Fin") and not tree.deps(i, "nsubj", "nsubj:pass")
    )
    if lemma == "ask" and (bare or (tree.rel(i) == "advcl" and tree.passive(i))) and not tree.low(i).endswith("ing"):
        return True  # "those asked", "when asked about it"
    if lemma == "seek" and bare and thing is not None:
        return tree.lemma(thing) in words("reading", "asked_for_oneself")
    if lemma in ("ask", "call") and any(tree.low(k) in _PRESENT for k in (*tree.deps(i, "obj", "iobj"), *p.targets)):
        return True
    if lemma == "beg" and any(tree.lemma(k) == "differ" for k in tree.deps(i, "xcomp")):
        return True
    if lemma == "repeat":
        return thing is not None and tree.words[thing].upos == "PRON"
    if lemma != "ask":
        return False
    if tree.low(i) == "ask" and tree.rel(i) == "root" and tree.subject(i) is None:
        return True  # "ask them"
    inner = tree.deps(i, "xcomp", "ccomp", "advcl")
    if any(tree.lemma(k) in words("reading", "asked_of_readers") for k in inner):
        return True
    if any(tree.marks(k) & {"whether", "if"} and tree.rel(k) == "ccomp" for k in inner):
        return True
    return any(of == "for" and tree.lemma(k) in words("reading", "asked_for_oneself") for of, k in tree.obliques(i))


def _elsewhere_meant(roles: Roles, p: Proposition) -> bool:
    """ "The flood took out the bridge", "cleared mines from the fields", "had lost a third of their weight",
    "evacuated its hospital": no ground that changed hands."""
    tree, i = p.tree, p.head
    if any(tree.low(k) in ("in", "out", "off") for k in tree.deps(i, "compound:prt")) and tree.lemma(i) == "take":
        return True
    thing = tree.object(i) if tree.object(i) is not None else tree.subject(i) if tree.passive(i) else None
    if thing is None:
        return False
    if tree.lemma(i) in ("evacuate", "vacate"):
        by_force = (who := tree.subject(i)) is not None and "force" in roles.kinds(tree, who)
        return not by_force and bool(roles.kinds(tree, thing) & _BUILDINGS)
    if tree.lemma(i) == "lose":
        return any(tree.lemma(k) == "weight" for k in tree.under(thing))
    who = tree.subject(i)
    demining = who is not None and any(tree.lemma(k) in ("demining", "engineer", "sapper") for k in tree.under(who))
    return tree.lemma(i) == "clear" and (demining or tree.lemma(thing) in ("mine", "rubble", "road", "debris"))


def _of_a_person(roles: Roles, p: Proposition) -> bool:
    """ "A guard was cut by glass": nobody whose way was barred."""
    tree = p.tree
    hurt = tree.lemma(p.head) == "cut" and tree.passive(p.head)
    return hurt and any(roles.kinds(tree, k) & {"people", "person"} for k in p.targets)


def _only_observed(p: Proposition) -> bool:
    """ "Observed 219 air strikes", where "observed the truce" keeps it; "an accord which ended the war"."""
    tree, what = p.tree, _object(p.tree, p.head)
    if tree.lemma(p.head) == "observe":
        return what in ("strike", "airstrike", "attack", "shelling")
    return tree.lemma(p.head) == "end" and what == "war" and tree.rel(p.head) == "acl:relcl"


def _beginning(p: Proposition) -> bool:
    """ "The war, which began with a raid", "when the war began": only when it was."""
    tree = p.tree
    if tree.lemma(p.head) not in ("begin", "erupt"):
        return False
    who = tree.subject(p.head)
    return tree.rel(p.head) in ("acl:relcl", "advcl") or (who is not None and tree.lemma(who) in _WARS)


def _with_nobody(p: Proposition) -> bool:
    """ "A conversation with journalists", "a meeting with the heads of ministries"."""
    tree = p.tree
    noun = p.head if p.nominal else tree.subject(p.head)
    met = [k for k in tree.deps(p.head if noun is None else noun, "nmod") if tree.preposition(k) == "with"]
    met += [k for prep, k in tree.obliques(p.head) if prep == "with"]
    return any(tree.lemma(k) in words("reading", "met_at_home") for k in met)


def _at_no_party(roles: Roles, p: Proposition) -> bool:
    """ "Blamed the fog", "charge about 1% of a vessel's value": nobody is charged."""
    tree, i = p.tree, p.head
    thing = tree.object(i)
    if thing is None or tree.passive(i):
        return False
    if tree.lemma(i) == "charge":
        return bool(tree.deps(thing, "nummod")) and any(tree.low(k) in _MONEY for k in (thing, *tree.kids[thing]))
    if tree.lemma(i) != "blame" or tree.words[thing].upos != "NOUN" or any(of == "on" for of, _ in tree.obliques(i)):
        return False
    who = roles.cast.who(tree, thing)
    named = who is not None and (who.party is not None or who.role is not None)
    return (
        not named and not roles.kinds(tree, thing) & (_ABLE | {"assault"}) and roles.author(tree, thing, None) is None
    )


def _by_name(p: Proposition) -> bool:
    """ "A group calling themselves al-Shabab", "call him Idrissa": a name and no judgement."""
    tree, i = p.tree, p.head
    if tree.lemma(i) not in ("call", "describe"):
        return False
    named = [k for k in tree.deps(i, "xcomp", "obj") if k > i]
    selves = any(tree.low(k) in ("himself", "herself", "itself", "themselves") for k in named)
    return (tree.lemma(i) == "call" and selves) or any(
        tree.rel(k) == "xcomp" and tree.words[k].upos == "PROPN" and not tree.deps(k, "case") for k in named
    )


def _not_of_war(p: Proposition) -> bool:
    """ "Three people drowned off the coast", "Ruritania, too, loses"."""
    lemma = p.tree.lemma(p.head)
    return lemma == "drown" or (lemma == "lose" and p.tree.object(p.head) is None and not p.tree.passive(p.head))


def _for_reporters(p: Proposition) -> bool:
    """ "A news conference held in the garden", "held a joint drill"."""
    tree, i = p.tree, p.head
    thing = tree.head(i) if tree.rel(i) in ("acl", "acl:relcl") else tree.object(i)
    thing = tree.subject(i) if thing is None else thing
    if thing is None or thing < 0:
        return False
    press = any(tree.lemma(k) in ("news", "press") for k in tree.deps(thing, "compound", "amod"))
    return (tree.lemma(thing) == "conference" and press) or tree.lemma(thing) in ("training", "drill", "exercise")


def _of_events(p: Proposition) -> bool:
    """ "Gave its own version of events": no draft."""
    thing = p.tree.object(p.head)
    return thing is not None and any(p.tree.lemma(k) in ("event", "story") for k in p.tree.deps(thing, "nmod"))


_NO_CLAIM: dict[str, Callable[[Roles, Proposition], bool]] = {
    # "no group claimed responsibility"
    "attack.claim": lambda _, p: p.polarity == "negated" or p.by is None,
    "attack.occur": lambda _, p: p.tree.rel(p.head) in ("acl:relcl", "advcl:relcl"),
    # "militants who took part in the massacre": which militants
    "attack.part": lambda _, p: p.tree.rel(p.head) in ("acl", "acl:relcl", "advcl:relcl"),
    # "shot down a drone that had crossed the border"
    "deployment.be": lambda roles, p: p.tree.rel(p.head) == "acl:relcl" and _a_weapon(roles, p),
    # "troops retreating from the area had blown up the station": which troops
    "control.move": lambda _, p: p.tree.rel(p.head) == "acl",
    "taught.control": lambda _, p: p.tree.rel(p.head) == "acl" or not p.targets,  # "hold to what was agreed"
    "control.into": lambda _, p: p.tree.rel(p.head) == "acl" and p.tree.lemma(p.head) in ("retreat", "withdraw"),
    # "there is no reason to worry": a refusal of nothing
    "rejection.room": lambda _, p: not words("reading", "standing_soothing").isdisjoint(p.tree.lemmas),
    # "the mission would have to settle this"
    "acceptance.ink": lambda _, p: p.tree.lemma(p.head) == "settle" and (p.by is None or p.by.party is None),
    # "the cable running from one port to the other": which cable
    "outage.service": lambda _, p: p.tree.rel(p.head) == "acl" and p.tree.lemma(p.head) == "run",
    # "they are reconnected to the payment system"
    "outage.customers": lambda _, p: _to_a_system(p),
    # "not every round of talks ends with a document"
    "talks.happen": lambda _, p: _of_every_one(p) or _with_nobody(p),
    # who is ready for what is for himself to say, or for somebody else than him
    "commitment.ready": of_oneself,
    # "made it clear that", where "made fun of" accuses
    "accusation.barbs": lambda _, p: any(p.tree.lemma(k) == "clear" for k in p.tree.deps(p.head, "xcomp")),
    # "doctors described his condition as stable"
    "assessment.praise": lambda _, p: (
        any(p.tree.lemma(k) in _STATES for k in p.tree.deps(p.head, "obj")) or _by_name(p)
    ),
    "demand.persuade": lambda _, p: p.tree.passive(p.head) and p.tree.agent(p.head) is None,  # "is convinced that"
    "demand.want": lambda _, p: p.polarity == "negated",  # "does not want peace"
    # "the group, backed by Ruritania": told of it by nobody that accuses
    "accusation.back": lambda _, p: p.voice is None or _hung_on_a_noun(p),
    # "a deal that could require it to yield"
    "proposal.terms": lambda _, p: p.tree.rel(p.head) in ("acl:relcl", "acl") and bool(p.tree.deps(p.head, "aux")),
    "proposal.give": lambda _, p: _of_events(p),
    # "not authorised to discuss the negotiations with the media"
    "n.talks": lambda _, p: _with_nobody(p),
    "acceptance.meet": lambda _, p: p.by is None,  # "the offer met none of their demands"
    **dict.fromkeys(("clash.fighting", "n.clash"), lambda _, p: _began_before(p)),
    "trend.go": lambda _, p: _began_before(p) or _beginning(p),
    "trend.do": lambda _, p: _only_observed(p),
    # "a drone that had crossed the border was shot down", "a drone flying towards the plant": which drone
    "attack.flown": lambda _, p: (
        p.tree.rel(p.head) == "acl:relcl" or (p.tree.rel(p.head) == "acl" and not p.tree.deps(p.head, *SUBJECTS))
    ),
    **dict.fromkeys(("demand.ask", "taught.demand"), lambda _, p: _asks_nothing(p)),
    "taught.talks": lambda roles, p: _with_nobody(p) or _with_media(roles, p),
    # "warned that it will run out of money"
    "taught.threat": lambda _, p: p.tree.lemma(p.head) in ("run", "lose", "fail", "collapse"),
    # "attacks the minister in a tirade"
    "taught.attack": lambda roles, p: any("officeholder" in roles.kinds(p.tree, k) for k in p.targets),
    "demand.tell": lambda _, p: _object(p.tree, p.head) in ("we", "i", "ministry", "reporter", "official"),
    "displacement.told": lambda _, p: _object(p.tree, p.head) in ("reporter", "journalist", "i"),
    "control.take": _elsewhere_meant,
    "obstruction.block": _of_a_person,
    "accusation.of": _at_no_party,
    "casualties.die": lambda _, p: _not_of_war(p),
    # "dispatched two officials"
    "casualties.kill": lambda _, p: p.tree.lemma(p.head) == "dispatch",
    "talks.hold": lambda _, p: _for_reporters(p),
    # "we came back because of the hens"
    "exchange.came": lambda _, p: _of_pronoun(p),
    # "they are back": who, and from where, is not told
    "displacement.home": lambda _, p: _of_pronoun(p) or p.tree.subject(p.head) is None,
}
