"""Verbs that tell one event together: "killed 12 and injured 60", "launched an attack, striking a plant"."""

from __future__ import annotations

from trucewatch.read.lexicons import noun_frames
from trucewatch.read.proposition import Proposition
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree

_COUNTING = frozenset({"number", "toll", "total", "tally", "figure", "count"})
_THERE = frozenset({"in", "at", "near", "around", "outside", "across"})
_JOINED = frozenset({"casualties", "deployment"})
_AT = frozenset({"at", "on", "against"})


def struck(found: list[Proposition]) -> list[Proposition]:
    """ "Launched an attack, striking a plant" is one claim: the participle tells what was struck."""
    found = _by_the_strike(_in_a_strike(found))
    bare = {p.head: p for p in found if p.kind == "attack" and not p.nominal and not p.targets}
    named = {p.head: p for p in found if p.kind == "attack" and p.nominal}
    penal = {p.head for p in found if p.kind == "sanction"}
    out = []
    for p in found:
        noun = named.get(p.tree.head(p.head)) if p.tree.rel(p.head) in ("acl:relcl", "acl") else None
        told = (
            next((q for q in found if q.head == p.tree.head(p.head)), None) if p.tree.rel(p.head) == "advcl" else None
        )
        if p.kind == "interception" and told is not None and told.kind == p.kind and told.targets == p.targets:
            continue  # "were lost after being jammed"
        if _same_fire(p, found) or _same_salvo(p, found):
            continue
        if p.kind == "attack" and p.tree.lemma(p.head) == "target" and p.tree.head(p.head) in penal:
            continue  # sanctions "targeting 200 tankers"
        if noun is not None and p.kind == "attack" and not p.nominal:  # "an airstrike that hit a bunker"
            noun.targets = noun.targets or p.targets
            continue
        over = bare.get(p.tree.head(p.head)) if p.tree.rel(p.head) in ("advcl", "xcomp") else None
        if (
            p.kind == "attack"
            and not p.nominal
            and over is not None
            and p.targets
            and over is not p
            and p.tree.has(p.head, "Tense=Pres")
        ):
            over.targets = p.targets
            over.joined.append(p.head)
            bare.pop(over.head)
        else:
            out.append(p)
    return out


def _by_the_strike(found: list[Proposition]) -> list[Proposition]:
    """ "Ruritanian strikes hit the port" is one attack; what strikes go on to destroy is their outcome."""
    out = []
    attacks = {p.head: p for p in found if p.kind == "attack"}
    for p in found:
        verb = attacks.get(p.tree.head(p.head)) if p.kind == "attack" and p.nominal else None
        if verb is not None and not verb.nominal and verb.targets and not p.targets and verb.actor_at == p.head:
            verb.by = verb.by or p.by
            if verb.frame.id != "attack.destroy":
                continue
            verb.kind, p.targets = (
                "damage",
                verb.targets,
            )  # "the raid destroyed a depot": a raid on it, and what came of it
        over = attacks.get(p.tree.head(p.head)) if p.tree.rel(p.head) == "advcl" else None
        if (
            p.frame.id in ("attack.destroy", "attack.blow", "attack.topple")
            and over is not None
            and p.tree.has(p.head, "VerbForm=Part")
        ):
            p.kind = "damage"
        out.append(p)
    return out


def _same_fire(p: Proposition, found: list[Proposition]) -> bool:
    """ "Caused a fire that burned for two days": one fire."""
    fire = p.tree.head(p.head)
    told = p.frame.id == "damage.blaze" and p.tree.rel(p.head) in ("acl:relcl", "acl")
    return told and any(q is not p and q.kind == "damage" and q.head in (fire, p.tree.head(fire)) for q in found)


def _same_salvo(p: Proposition, found: list[Proposition]) -> bool:
    """ "Attacked the town with 166 drones launched from the coast": one attack."""
    weapon = p.tree.head(p.head)
    bare = p.kind == "attack" and not p.nominal and not p.targets and p.tree.rel(p.head) == "acl" and weapon >= 0
    return bare and any(
        q is not p and q.kind == "attack" and not q.nominal and q.head == p.tree.head(weapon) for q in found
    )


def _in_a_strike(found: list[Proposition]) -> list[Proposition]:
    """ "The school was targeted in an Israeli strike" is one attack: the noun tells who did it."""
    verbs = {p.head: p for p in found if p.kind == "attack" and not p.nominal and p.targets}
    out = []
    for p in found:
        over = verbs.get(p.tree.head(p.head)) if p.kind == "attack" and p.nominal and not p.targets else None
        if over is not None and p.tree.preposition(p.head) in ("in", "by", "during") and p.tree.passive(over.head):
            over.by = over.by or p.by
        else:
            out.append(p)
    return out


def aimed(found: list[Proposition]) -> list[Proposition]:
    """ "An attack that killed four children", "a strike, killing the commander Ivo Petz": whom it met."""
    for p in found:
        if p.frame.id == "attack.occur" and (not p.targets or p.targets[0] == p.tree.subject(p.head)):
            met = (k for before, k in p.tree.obliques(p.head) if before in _AT and "site" in kinds_of(p.tree, k))
            p.targets = list(met)[:1]  # "a second strike followed at the same plant"
        if p.kind != "attack" or p.targets:
            continue
        for q in found:
            if q.kind != "casualties" or not q.targets or q.tree.head(q.head) != p.head:
                continue
            named = q.tree.words[q.targets[0]].upos == "PROPN"
            if q.tree.rel(q.head) == "acl:relcl" or (q.tree.rel(q.head) == "advcl" and named):
                p.targets = q.targets[:1]
                break
    return found


def merged(found: list[Proposition]) -> list[Proposition]:
    """ "Killed 12 and injured 60" is one claim of casualties: the second verb joins the first."""
    by_head = {p.head: p for p in found if p.kind in _JOINED and not p.nominal}
    found = _one_salvo(_said_twice(found))
    out = []
    for p in found:
        joined = {"conj", "parataxis"} if p.kind == "casualties" and p.frame.id != "casualties.under" else {"conj"}
        if p.kind == "casualties" and not p.tree.deps(p.head, "nsubj", "nsubj:pass", "obj"):
            told = p.tree.marks(p.head) & {"after", "when"}
            joined |= {"advcl"} if told else set()  # "hospitalised after being hurt"
        if p.frame.id == "casualties.put" and not _behind_the_cue(p):
            joined |= {"advcl"}  # "..., raising the toll to 63"
        first = by_head.get(p.tree.head(p.head)) if p.tree.rel(p.head) in joined else None
        if (
            first is not None
            and first is not p
            and first.kind == p.kind
            and not p.nominal
            and _teller(p) == _teller(first)
            and not _elsewhere(first, p)
        ):
            first.joined.append(p.head)
            by_head[p.head] = first
            if any(of == "in" and p.tree.lemma(k) in noun_frames() for of, k in p.tree.obliques(p.head)):
                first.by = first.by or p.by  # "one died and six were hurt in a Ruritanian raid"
        else:
            out.append(p)
    return out


def _behind_the_cue(p: Proposition) -> bool:
    """ "Killed two, medics said, taking the toll to nine": a count of its own, told behind who told the first."""
    first = p.tree.head(p.head)
    return p.tree.rel(first) == "ccomp" and first < p.tree.head(first) < p.head


def _one_salvo(found: list[Proposition]) -> list[Proposition]:
    """ "Made 71 strikes, dropped 116 bombs and used 2,400 drones": what one side sent, on one target or none told."""
    by_head = {p.head: p for p in found if p.kind == "attack" and not p.nominal and "light" in p.frame.flags}
    out = []
    for p in found:
        tree, own = p.tree, by_head.get(p.head) is p
        by_it = tree.rel(p.head) == "advcl" and tree.words[p.head].text.endswith("ing")  # "..., dropping 104 bombs"
        first = by_head.get(tree.head(p.head)) if own and (by_it or tree.rel(p.head) == "conj") else None
        counted = first is not None and all(_numbered(tree, q) for q in (first, p))
        alone = tree.dep(p.head, "nsubj", "nsubj:pass") is None
        apart = first is None or bool(first.targets and p.targets) or _teller(p) != _teller(first)
        if first is not None and counted and alone and not apart:
            first.targets = first.targets or p.targets
            first.joined.append(p.head)
            by_head[p.head] = first
        else:
            out.append(p)
    return out


def _numbered(tree: Tree, p: Proposition) -> bool:
    """Whether what was sent is counted."""
    thing = tree.dep(p.head, "obj")
    return thing is not None and tree.dep(thing, "nummod") is not None


def _elsewhere(first: Proposition, then: Proposition) -> bool:
    """ "In the one region four were killed; in the other four were killed and two hurt": each says where."""
    here, there = _named_where(first), _named_where(then)
    return bool(here) and bool(there) and here != there


def _named_where(p: Proposition) -> set[str]:
    """The names behind "in", "at" and "near" of the clause's own and of whom it befell; none of those in "a strike"."""
    tree = p.tree
    near = [k for at in (p.head, *p.targets) for preposition, k in tree.obliques(at) if preposition in _THERE]
    near = [k for k in near if tree.lemma(k) not in noun_frames()]
    return {tree.words[w].text for k in near for w in tree.under(k) if tree.words[w].upos == "PROPN"}


def _said_twice(found: list[Proposition]) -> list[Proposition]:
    """ "Destroyed and intercepted 94 drones": one claim of two verbs."""
    by_head = {p.head: p for p in found if not p.nominal}
    out = []
    for p in found:
        first = by_head.get(p.tree.head(p.head)) if p.tree.rel(p.head) == "conj" and p.kind == "interception" else None
        if first is not None and first.kind == p.kind and p.targets and first.targets == p.targets:
            first.joined.append(p.head)
        else:
            out.append(p)
    return out


def nested(found: list[Proposition]) -> list[Proposition]:
    """Without what an outer proposition of the same sentence tells already, in the words of a speaker it shares."""
    deemed = {p.tree.head(p.head) for p in found if p.kind == "casualties" and p.tree.rel(p.head) == "xcomp"}
    found = [
        q for q in found if not (q.frame.id == "casualties.deemed" and q.head in deemed)
    ]  # "believed to have died"
    talking = {p.head for p in found if p.kind == "talks" and not p.nominal}
    found = [q for q in found if not (q.kind == "talks" and q.nominal and q.tree.head(q.head) in talking)]
    found = [q for q in found if not (q.kind == "talks" and _which_talks(q, talking))]
    fighting = {p.head: p for p in found if p.kind == "clash" and not p.nominal}
    found = [q for q in found if not _which_breaks_out(q, fighting)]
    return [q for q in found if not any(p is not q and _told_within(p, q) for p in found)]


def _which_breaks_out(q: Proposition, fighting: dict[int, Proposition]) -> bool:
    """ "Fighting between two generals broke out": told by the verb, whose sides the noun names."""
    verb = fighting.get(q.tree.head(q.head)) if q.kind == "clash" and q.nominal else None
    if verb is None or not q.tree.rel(q.head).startswith("nsubj"):
        return False
    verb.by, verb.targets = verb.by or q.by, verb.targets or q.targets
    return True


def _which_talks(q: Proposition, talking: set[int]) -> bool:
    """ "Talks between the two mediated by Oslo resumed": who mediates them only tells which talks."""
    noun = q.tree.head(q.head)
    return q.tree.rel(q.head) == "acl" and noun >= 0 and q.tree.head(noun) in talking


def _told_within(p: Proposition, q: Proposition) -> bool:
    if p.tree is not q.tree or p.head not in q.tree.above(q.head) or _teller(p) != _teller(q):
        return False
    if p.kind == q.kind == "casualties":
        return _counted_again(q) or _in_a_toll(p, q) or _reported_there(p, q)
    if q.kind == "deployment" and p.kind == "interception":
        return q.tree.rel(q.head) == "acl" and q.tree.head(q.head) in p.targets  # "31 drones sent by X"
    if q.kind != "attack" or p.modality != q.modality or p.polarity != q.polarity:
        return False
    if p.kind == "interception":  # "the missiles fired overnight were shot down"
        weapon = q.tree.rel(q.head) == "acl" and q.tree.head(q.head) in (*p.targets, *_parts(p))
        return weapon and q.by is None and not q.targets
    return p.kind == "attack" and not p.nominal and _one_attack(p, q)


def _teller(p: Proposition) -> str | None:
    return p.voice.speaker.text if p.voice is not None else None


def _parts(p: Proposition) -> list[int]:
    """ "Most of the missiles": the missiles."""
    return [k for t in p.targets for k in p.tree.deps(t, "nmod")]


def _counted_again(q: Proposition) -> bool:
    """ "The number of people injured in the raid has risen to ten" is one count of the injured."""
    tree = q.tree
    people = tree.head(q.head)
    counting = tree.head(people) if people >= 0 else -1
    return tree.rel(q.head) == "acl" and counting >= 0 and tree.lemma(counting) in _COUNTING and not q.nominal


def _in_a_toll(p: Proposition, q: Proposition) -> bool:
    """ "Put the toll at 11 dead and 34 wounded": the wounded are part of what the toll counts."""
    told = p.frame.id in ("casualties.toll", "casualties.put") and q.tree.rel(q.head) in ("acl", "amod", "conj")
    who = q.tree.dep(q.head, "nsubj", "nsubj:pass")
    return told and (who is None or q.tree.words[who].upos == "NUM") and not q.tree.has(q.head, "VerbForm=Fin")


def _reported_there(p: Proposition, q: Proposition) -> bool:
    """ "There were no casualties reported": one claim, of the clause and not of its participle."""
    noun = q.tree.head(q.head)
    return q.tree.rel(q.head) == "acl" and noun in p.tree.kids[p.head] and "light" in p.frame.flags


def _one_attack(p: Proposition, q: Proposition) -> bool:
    """ "Carried out an attack targeting a depot", "fired 30 rockets in an attack on the town": one attack, whose
    target the inner one names."""
    tree, up = q.tree, q.tree.head(q.head)
    if q.by is not None and (p.by is None or p.by.party != q.by.party):
        return False
    object_ = tree.rel(up) in ("obj", "nsubj:pass") and tree.head(up) == p.head
    inner = object_ and tree.rel(q.head) in ("acl", "acl:relcl") and not q.nominal
    inside = q.nominal and up == p.head and tree.rel(q.head) == "obl" and tree.preposition(q.head) in ("in", "during")
    if not (inside or inner) or (p.targets and q.targets):
        return False
    p.targets = p.targets or q.targets
    return True
