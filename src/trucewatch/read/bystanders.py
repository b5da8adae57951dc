"""Names of places that are not where the event was: parties, bodies, what is talked about, what is sent there."""

from __future__ import annotations

from trucewatch.language.gazetteer import PlaceName
from trucewatch.language.places.wording import kind_of
from trucewatch.read.lexicons import words
from trucewatch.read.proposition import Proposition, causing
from trucewatch.read.things import kinds_of
from trucewatch.read.tree import Tree

_STRUCK = frozenset({"attack", "control", "damage", "displacement"})
_THERE = frozenset({"in", "at", "near", "on", "around", "across", "over", "outside"})
_LIVING = frozenset({"detention", "displacement", "casualties", "attack", "outage", "obstruction"})
_AGREED = frozenset({"proposal", "acceptance", "rejection", "commitment", "demand"})
_HELD_TALKS = frozenset({"obj", "obl", "nsubj", "nsubj:pass", "nmod", "conj"})
_DOERS = frozenset({"assault", "force"})
_HELD_IN = frozenset({"in", "at", "near", "outside"})
_FLOWS = frozenset({"aid", "obstruction"})
_WIRES = frozenset({"line", "pipeline", "cable", "wire", "conduit"})
_HIT = frozenset({"attack", "casualties", "damage", "outage", "interception"})
_ON_THE_WAY = frozenset({"from", "to", "towards", "toward", "for", "into", "via", "through", "out of"})
_AWAY = frozenset({"to", "for", "with", "against", "by", "between", "from", "about", "over"})


def head_of(tree: Tree, name: PlaceName) -> int | None:
    """Of a name of several words ("the Sudzha gas metering station") the one that the others hang on."""
    inside = tree.within(name.start, name.end)
    if len(inside) == 1:
        return inside[0]
    return next((k for k in inside if tree.head(k) not in inside), None)


def names_party(tree: Tree, name: PlaceName, p: Proposition) -> bool:
    """Whether a name stands where it is a party, not a place: as a subject, an owner, an adjective."""
    i = head_of(tree, name)
    if i is None:
        return False
    rel = tree.rel(i)
    if any(tree.rel(k) == "expl" for k in tree.kids[i]):
        return True  # "it was X that had shelled the town"
    while rel == "conj" and tree.rel(tree.head(i)) in ("conj", "obl", "obj", "nmod", "nsubj:pass", "appos"):
        i = tree.head(i)  # "the cities of A, B and C": what holds for the first holds for all
        rel = tree.rel(i)
    if rel == "conj" and (tree.preposition(tree.head(i)) or tree.preposition(i)) in _THERE:
        return False  # "strikes in Jabalia in the north and Nuseirat"
    if rel == "conj" and kind_of(name.text) is not None and not tree.rel(tree.head(i)).startswith("nsubj"):
        return False  # "Tatarstan nine and the Krasnodar Territory eight"
    if rel == "nmod:poss" and tree.preposition(tree.head(i)) in _THERE:
        kinds = kinds_of(tree, tree.head(i))  # "over Ruritania's bombardment", "among the ships in Ruritania's navy"
        return not kinds.isdisjoint(_DOERS) or tree.lemma(tree.head(i)) in words("cues", "roles")  # "in X's Green Zone"
    if rel == "obj" and tree.lemma(tree.head(i)) in words("places", "moving"):
        return False  # "107 trucks entered Gaza"
    if rel in ("obj", "iobj") and tree.lemma(tree.head(i)) in words("places", "blaming"):
        return True
    if rel == "obj" and tree is p.tree and (tree.head(i) in causing(p) or _attempted(p, tree.head(i))):
        return False  # "five were wounded as missiles struck Odesa", "foiled an attempt to attack Odesa"
    if rel in ("obj", "iobj") and (p.kind not in _STRUCK or (tree is p.tree and tree.head(i) not in (p.head, p.verb))):
        return True
    return rel.startswith("nsubj") or rel in ("nmod:poss", "amod", "compound", "conj", "flat", "nmod:desc", "obl:agent")


def _attempted(p: Proposition, k: int) -> bool:
    """Whether a verb tells what the deed was to be: "attempted to strike", "repelled an attempt to enter"."""
    joined = p.tree.rel(k) in ("acl", "xcomp") and p.tree.head(k) in (p.head, p.verb, *p.targets, p.tree.object(p.verb))
    return joined and p.kind in _STRUCK | {"interception"}


def of_event(p: Proposition, name: PlaceName) -> bool:
    """Talks take place where their own clause says so: what is talked about lies elsewhere."""
    i = head_of(p.tree, name)
    if p.kind != "talks":
        return p.kind in _AGREED | _HIT or not (i is not None and _agreed_there(p, i))
    while i is not None and p.tree.rel(i) == "conj":
        i = p.tree.head(i)  # "in Erbil and Damascus"
    if i is None or p.tree.head(i) < 0:
        return True
    if p.tree.rel(i) == "appos":
        return False  # "the summit of the five (Ruritania, Strelsau ...)"
    up = p.tree.head(i)
    if up not in (p.head, p.verb) and p.tree.preposition(up) == "with":
        up = p.tree.head(up)  # "held talks with both leaders in Riyadh"
    if up not in (p.head, p.verb) and p.tree.rel(up) in _HELD_TALKS and _of_talks(p.tree, up):
        up = p.tree.head(up)  # "held talks in Riyadh"
    if up in p.tree.above(p.head) and p.tree.lemma(up) in words("places", "holding"):
        up = p.head  # "in Riyadh they began a new round of talks"
    return up in (p.head, p.verb) and (p.tree.preposition(i) or "in") in _HELD_IN


def venue(p: Proposition, i: int | None) -> bool:
    """ "The Cairo summit": a city before the word for a meeting is where it is held."""
    return i is not None and p.kind == "talks" and p.tree.rel(i) == "compound" and _of_talks(p.tree, p.tree.head(i))


def _of_talks(tree: Tree, k: int) -> bool:
    return "talks" in kinds_of(tree, k)


def stricken(p: Proposition, i: int | None) -> bool:
    """ "Kharkiv came under attack", "Odesa lost power": a subject that is where it was and that did not do it."""
    tree = p.tree
    if i is None or p.kind not in _HIT | _FLOWS | {"control"}:
        return False
    if p.kind in _FLOWS and tree.lemma(i) not in words("places", "placing"):
        return False  # "the X crossing is closed"
    rel = tree.rel(i)
    while rel == "conj":
        i = tree.head(i)
        rel = tree.rel(i)
    if p.kind == "control" and rel != "nsubj:pass":
        return False  # "X has been held since May", but "X captured it"
    doer = p.actor_at == i and not (p.kind == "outage" and i in (p.targets or [i]))  # "X plunged into darkness"
    return rel.startswith("nsubj") and tree.head(i) in (p.head, p.verb) and not doer


def come_from(p: Proposition, name: PlaceName) -> bool:
    """ "Two men from X were killed", "drones sent from X", "a convoy bound for X was hit": X is not where it was."""
    tree, i = p.tree, head_of(p.tree, name)
    while i is not None and tree.rel(i) == "conj" and tree.words[tree.head(i)].upos == "PROPN":
        i = tree.head(i)  # "from A, B and C"
    inside = () if i is None else (i, *tree.deps(i, "compound"))
    before = next((x for k in inside if (x := tree.preposition(k))), "")
    if p.kind in _HIT and i is not None and _launched_there(p, i):
        return True
    if p.kind not in _HIT | _FLOWS or i is None or before not in _ON_THE_WAY:
        return False
    if before == "from":
        return True
    chain = [i, *tree.above(i)]
    path = chain[1 : chain.index(p.head)] if p.head in chain else chain[1:]
    verb = next((k for k in path if tree.verbal(k)), None)
    return (
        verb is not None
        and tree.rel(verb) in ("acl", "acl:relcl")
        and tree.lemma(verb) in words("places", "travelling")
    )


def end_of_a_line(p: Proposition, i: int) -> bool:
    """ "A line leading from X to Y was disconnected", "a train from X to Y": where it comes from and where it goes, and
    not where it was; "trains from X to Y are not running" says where they do not."""
    tree, way = p.tree, p.tree.preposition(i)
    if way == "from":
        return _of_a_line(p, tree.head(i))
    if way != "to":
        return False
    before = min(tree.under(i)) - 1
    ends = (k for k in (before, *tree.above(before)) if tree.preposition(k) == "from") if before > 0 else iter(())
    start = next(ends, None)
    return start is not None and _of_a_line(p, tree.head(start))


def _of_a_line(p: Proposition, k: int) -> bool:
    tree = p.tree
    if k >= 0 and tree.rel(k) in ("acl", "acl:relcl") and tree.lemma(k) in words("places", "leading"):
        k = tree.head(k)
    if k < 0 or tree.lemma(k) not in words("places", "lines"):
        return False
    return p.kind not in ("outage", "obstruction") or tree.lemma(k) in _WIRES


def _launched_there(p: Proposition, i: int) -> bool:
    """ "With jets from the airfield at X", "shelled from the direction of X": where it was sent from."""
    chain = [i, *p.tree.above(i)]
    path = chain[1 : chain.index(p.head)] if p.head in chain else ()
    return any(p.tree.preposition(k) == "from" and p.tree.lemma(k) in words("places", "launching") for k in path)


def _agreed_there(p: Proposition, i: int) -> bool:
    """ "An exchange agreed in Istanbul": where it was agreed, not where it was."""
    chain = [i, *p.tree.above(i)]
    path = chain[: chain.index(p.head)] if p.head in chain else chain
    return any(
        p.tree.rel(k) in ("acl", "acl:relcl") and p.tree.lemma(k) in words("places", "agreeing") for k in path if k != i
    )


def sent_away(p: Proposition, name: PlaceName) -> bool:
    """ "Support to Ukraine", "a war with India", "the border with Latvia and Estonia": a country after such a word is a
    party."""
    i = head_of(p.tree, name)
    while i is not None and p.tree.rel(i) == "conj" and p.tree.words[p.tree.head(i)].upos == "PROPN":
        i = p.tree.head(i)
    if i is not None and p.kind == "attack" and p.tree.preposition(i) == "against":
        return p.nominal  # "sent 123 drones against Ukraine"; but "the war against Ruritania"
    if i is not None and p.tree.preposition(i) in ("between", "with", "against"):
        return True
    if i is None or (p.kind == "interception" and p.tree.preposition(i) == "over"):
        return False  # "743 drones have been downed over Ruritania"
    return p.tree.preposition(i) in _AWAY and p.kind not in ("displacement", "deployment")


def of_giver(tree: Tree, name: PlaceName) -> bool:
    """ "A lack of support from Moscow": a party, whatever the deed."""
    i = head_of(tree, name)
    if i is None or tree.head(i) < 0 or tree.preposition(i) not in ("from", "by", "with"):
        return False
    return tree.lemma(tree.head(i)) in words("places", "given")


def of_body(p: Proposition, offset: int) -> bool:
    """ "The Defence Forces of Ukraine", "the president of Kenya": whose body or office it is, not where it was."""
    tree = p.tree
    i = tree.at(offset)
    if i is None or tree.head(i) < 0 or tree.rel(i) != "nmod" or tree.preposition(i) != "of":
        return False
    if p.kind in _LIVING and tree.lemma(tree.head(i)) in ("resident", "inhabitant", "people", "population"):
        return False  # "ordered residents of X to leave"
    return tree.lemma(tree.head(i)).lower() in words("cues", "roles") | {"force", "forces", "troops", "citizen"}
