"""Polarity and modality: what stands over a predicate, up to the words of whoever vouches for it."""

from __future__ import annotations

from typing import NamedTuple

from trucewatch.read.lexicons import words
from trucewatch.read.things import unheard_of
from trucewatch.read.tree import Tree
from trucewatch.read.voices import Voice

_RANK = {"actual": 0, "future": 1, "possible": 2, "conditional": 3, "cancelled": 4}
_WHEN = words("reading", "scope_when")
_AIMED = words("scope", "aimed") | {""}
_ASIDE = frozenset({"ccomp", "parataxis", "csubj", "acl:relcl", "advcl:relcl", "root", "appos", "list", "dep"})


class Scope(NamedTuple):
    """``negated``/``modality`` of a predicate. ``purpose``: it only names an aim. ``obliged``: it ought to be."""

    negated: bool
    modality: str
    purpose: bool
    obliged: bool
    conditional_on: int | None
    notes: tuple[str, ...]


class _Found:
    def __init__(self) -> None:
        self.negated = False
        self.modality = "actual"
        self.purpose = False
        self.obliged = False
        self.condition: int | None = None
        self.notes: list[str] = []

    def raise_to(self, modality: str, note: str) -> None:
        if _RANK[modality] > _RANK[self.modality]:
            self.modality = modality
        self.notes.append(f"{modality}: {note}")


def scope(tree: Tree, i: int, voice: Voice | None) -> Scope:
    """Read the scope of the predicate ``i``; governors outside the voice's content do not count."""
    found = _Found()
    _own(tree, i, found)
    _unreal_throughout(tree, i, found)
    at = i
    for up in tree.above(i):
        if voice is not None and not voice.start <= tree.words[up].start < voice.end:
            break
        rel = tree.rel(at)
        _between(tree, at, up, rel, found)
        _yet_to_come(tree, at, up, rel, found)
        if _apart(tree, at, rel):
            break
        if rel in _ASIDE:
            if rel in ("ccomp", "csubj"):
                _over_clause(tree, at, up, found)
            break
        if rel in ("xcomp", "obj", "advcl", "conj", "acl", "nmod", "obl", "nsubj", "nsubj:pass", "compound"):
            _governor(tree, at, up, rel, found)
        at = up
    if voice is not None and (voice.denies or _not_held(tree, voice)):
        found.negated = not found.negated
        found.notes.append(f"negated: {voice.cue}")
    elif (word := _refuted(tree, i)) is not None:
        found.negated = not found.negated
        found.notes.append(f"negated: {word}")
    _whichever(tree, i, found)
    return Scope(found.negated, found.modality, found.purpose, found.obliged, found.condition, tuple(found.notes))


def _not_held(tree: Tree, voice: Voice) -> bool:
    """ "Did not think the talks would resume": that they will is what he denies."""
    if voice.lemma not in words("scope", "raising"):
        return False
    cue = tree.at(voice.cue_start)
    return cue is not None and any(tree.lemma(k) in ("not", "never", "n't") for k in tree.deps(cue, "advmod"))


def _unreal_throughout(tree: Tree, i: int, found: _Found) -> None:
    """What is unreal by the clause or the sentence it stands in, whatever governs it."""
    if _within_a_condition(tree, i):
        found.raise_to("conditional", "once")
    if any(_unreal(tree, k) for k in (i, *_joined(tree, i))):
        found.raise_to("conditional", "had")
    if _imagined(tree):
        found.raise_to("possible", "scenario")


def _imagined(tree: Tree) -> bool:
    """ "In one scenario, drones hit ...": whether the sentence outlines what may be."""
    imagined = words("scope", "imagined")
    if imagined.isdisjoint(tree.lemmas):
        return False
    return any(tree.lemma(t.i) in imagined and _outline(tree, t.i) for t in tree.words)


def _whichever(tree: Tree, i: int, found: _Found) -> None:
    """ "Will answer any attack": none that was; "denied any attack" denies it."""
    if not found.negated and tree.words[i].upos == "NOUN" and any(tree.lemma(k) == "any" for k in tree.deps(i, "det")):
        found.raise_to("conditional", "any")


def _within_a_condition(tree: Tree, i: int) -> bool:
    """ "Only once the sanctions are lifted and they are reconnected": a clause with a pronoun that follows a condition
    belongs to it, though the parser joins it to what hangs on the condition."""
    up, who = tree.head(i), tree.dep(i, "nsubj", "nsubj:pass")
    if tree.rel(i) != "conj" or up < 0 or who is None or tree.words[who].upos != "PRON":
        return False
    between = [k for k in tree.deps(up, "advcl") if up < k < i]
    return any(tree.marks(k) & {"once", "until", "if", "unless", "provided"} for k in between)


def _joined(tree: Tree, i: int) -> list[int]:
    """The verbs that ``i`` is joined to: "had X crossed the river and shelled the town"."""
    found = []
    while tree.rel(i) == "conj":
        i = tree.head(i)
        found.append(i)
    return found


def _unreal(tree: Tree, i: int) -> bool:
    """ "Had X attacked, Y would have answered": the verb before its subject, and what would have come of it."""
    who = tree.dep(i, "nsubj", "nsubj:pass")
    opens = [k for k in tree.deps(i, "aux", "aux:pass", "cop") if tree.low(k) in ("had", "were", "should")]
    if who is None or not opens or opens[0] > who or tree.words[-1].text == "?":
        return False
    before = tree.low(opens[0] - 1) if opens[0] else ","
    told = any(tree.lemma(w.i) in ("would", "could", "might") for w in tree.words)
    hung = tree.rel(i) == "advcl" and tree.low(opens[0]) == "had"  # "would have burnt had the drone not been hit"
    return told and (hung or before in (",", ";", ":", "–", "—", "that", "and", "but", "“", '"'))


def _outline(tree: Tree, i: int) -> bool:
    """ "According to the scenario", "in the simulation": what follows happens in an exercise."""
    return tree.rel(i).startswith(("obl", "nmod")) and tree.preposition(i) in (
        "according to",
        "under",
        "in",
        "accord to",
    )


def _refuted(tree: Tree, i: int) -> str | None:
    """The word that says a told thing is not so: "reports that X shelled Y are false", "rejected the claim that ...".

    Looked for beyond the words of whoever vouches: a refusal of a report about a deed is a refusal of the deed, and a
    denial told as an allegation is the worst that a reader can do.
    """
    at = i
    for up in tree.above(i):
        told = tree.rel(at) in ("acl", "acl:relcl", "ccomp", "nmod", "parataxis") and tree.words[up].upos == "NOUN"
        if told and tree.lemma(up) in words("scope", "told"):
            return _refusal(tree, up)
        if tree.words[up].upos == "VERB" and tree.rel(at) in ("parataxis", "root"):
            return None
        at = up
    return None


def _refusal(tree: Tree, noun: int) -> str | None:
    """The word by which what a noun tells is refused: as its predicate, as its verb or the verb's complement."""
    up, rel = tree.head(noun), tree.rel(noun)
    if up < 0 or any(tree.lemma(k) in ("not", "never") for k in tree.deps(up, "advmod")):
        return None
    over = []
    if rel.startswith("nsubj") or rel == "obj":
        over = [up, *(k for k in tree.deps(up, "xcomp", "obl", "advcl", "ccomp", "amod", "obj") if k != noun)]
    elif rel == "ccomp":  # "claims that X were fabricated, Y said": parsed as two things said
        over = tree.deps(up, "ccomp")
    if rel == "obj" and tree.lemma(up) in words("scope", "labelling"):
        over += tree.under(noun)  # the label is often hung on the verb within
    refusing = words("scope", "untrue", "deny_clause")
    return next((tree.words[k].text for k in over if {tree.lemma(k), tree.low(k)} & refusing), None)


def _apart(tree: Tree, at: int, rel: str) -> bool:
    """What stands in a clause of time or after an event does not share the fate of what it is told with."""
    if rel == "acl":
        return "to" not in tree.marks(at)
    if rel == "advcl" and not tree.marks(at) and tree.has(at, "VerbForm=Part"):
        return True  # "fired to disperse them, killing one": the outcome is told as it came
    if rel == "advcl":
        return bool(tree.marks(at) - words("scope", "conditions") - {"to"})
    return rel in ("obl", "nmod") and tree.preposition(at) in _WHEN


def _own(tree: Tree, i: int, found: _Found) -> None:
    """What hangs on the predicate itself: negation, auxiliaries, adverbs, conditions."""
    for k in tree.kids[i]:
        lemma, rel = tree.lemma(k), tree.rel(k)
        if (
            rel in ("advmod", "det", "cc:preconj", "aux", "mark")
            and lemma in words("scope", "negators")
            and (
                k < i or (lemma == "neither" and tree.lemma(i) == "be")  # "there is neither damage nor"
            )
        ):
            if k + 1 < len(tree) and tree.lemma(k + 1) in ("only", "just", "merely", "simply"):
                continue  # "not only shelled the town but mined the road"
            found.negated = True
            found.notes.append(f"negated: {tree.words[k].text}")
        elif rel == "advmod" and lemma == "long" and k and tree.low(k - 1) == "no":
            found.negated = True
            found.notes.append("negated: no longer")
        elif rel[:3] == "aux" and lemma == "be" and any(m > k and tree.lemma(m) == "to" for m in tree.deps(i, "mark")):
            found.raise_to("future", f"{tree.words[k].text} to")  # "are to meet"
        elif rel == "aux":
            if lemma != "can" or tree.lemma(i) not in words("scope", "stating"):
                _auxiliary(tree, k, lemma, found)
        elif rel == "cop" and tree.words[i].upos == "VERB" and any(tree.lemma(m) == "to" for m in tree.deps(i, "mark")):
            if any(tree.lemma(m) == "yet" for m in tree.deps(i, "advmod")):
                found.negated = True  # "are yet to agree"
            else:
                found.raise_to("future", f"{tree.words[k].text} to")
        elif (
            rel == "advmod"
            and lemma in words("scope", "possible_adverb")
            and lemma not in words("scope", "weak_adverb")
        ):
            found.raise_to("possible", tree.words[k].text)
        elif rel == "advcl" and (
            tree.marks(k) & words("scope", "conditions") - {"until", "once"} or _only_once(tree, k)
        ):
            found.condition = k
    _arguments(tree, i, found)


def _only_once(tree: Tree, k: int) -> bool:
    """ "Would take effect only once the sanctions are lifted"."""
    return "once" in tree.marks(k) and any(tree.lemma(m) == "only" for m in tree.deps(k, "advmod"))


def _arguments(tree: Tree, i: int, found: _Found) -> None:
    """Negation in a subject or object ("no trucks entered"), hedges before a noun ("a suspected attack")."""
    for k in tree.deps(i, "nsubj", "nsubj:pass", "obj"):
        denied = next(
            (d for d in tree.deps(k, "det", "advmod", "cc:preconj") if tree.lemma(d) in ("no", "neither")), None
        )
        if denied is not None:
            found.negated = True
            found.notes.append(f"negated: {tree.words[denied].text}")
        if tree.lemma(k) in ("none", "nobody", "nothing", "no one", "neither") and tree.rel(k) != "obj":
            found.negated = True
    if any(
        tree.lemma(k) in ("nothing", "none", "neither") and tree.preposition(k) == "to" for k in tree.deps(i, "obl")
    ):
        found.negated = True  # "would agree to nothing shorter"
        found.notes.append("negated: nothing")
    if not found.negated and (word := _preposed(tree, i)) is not None:
        found.negated = True
        found.notes.append(f"negated: {word}")
    if tree.words[i].upos == "NOUN":
        for k in tree.deps(i, "amod"):
            if {tree.lemma(k), tree.low(k)} & words("scope", "possible_adjective"):
                found.raise_to("possible", tree.words[k].text)


def _preposed(tree: Tree, i: int) -> str | None:
    """The negation that a clause opens with: "Not one missile struck the city", "At no time did troops shell it", "Nor
    did they"; by its words, for the parser hangs it now here and now there. None where there is none."""
    under = [k for k in tree.under(i) if tree.words[k].upos != "PUNCT"]
    opening = [tree.low(k) for k in under[:4]]
    if len(opening) < 3:
        return None
    if opening[0] == "not" and opening[1] in ("one", "a", "any"):
        return tree.words[under[0]].text
    who = tree.dep(i, "nsubj", "nsubj:pass")
    turned = who is not None and any(under[0] < k < who for k in tree.deps(i, "aux", "aux:pass", "cop"))
    if not turned:
        return None
    said = opening[0] in ("nor", "neither", "never", "nowhere")
    return tree.words[under[0]].text if said or opening[1] == "no" else None


def _auxiliary(tree: Tree, k: int, lemma: str, found: _Found) -> None:
    text = tree.low(k)
    if lemma in words("scope", "future_mark") or text in words("scope", "future_mark"):
        found.raise_to("future", text)
    elif lemma in words("scope", "possible_mark") or text in words("scope", "possible_mark"):
        found.raise_to("possible", text)
    elif lemma in words("scope", "obligation") or text in words("scope", "obligation"):
        found.obliged = True
        found.raise_to("future", text)


def _between(tree: Tree, at: int, up: int, rel: str, found: _Found) -> None:
    """What the arc itself says: conditions, purposes."""
    marks = tree.marks(at)
    kept = rel in ("advcl", "xcomp", "ccomp", "obl") and tree.lemma(up) in words("scope", "keeping_from")
    if kept and ("from" in marks or tree.preposition(at) == "from"):  # "was dissuaded from killing him"
        found.negated = not found.negated
        found.notes.append(f"negated: {tree.words[up].text} from")
    if rel == "xcomp" and tree.rel(up) == "acl" and tree.lemma(up) in words("scope", "meant"):
        found.purpose = True  # "activity intended to pressure the group"
        found.raise_to("future", tree.words[up].text)
    if rel == "advcl":
        if marks & (words("scope", "conditions") - {"once", "until"}):
            found.raise_to("conditional", "if")
        elif "to" in marks or ("in" in marks and "order" in marks) or ("at" in marks and tree.lemma(up) == "aim"):
            found.purpose = True
            found.raise_to("future", "to")
    elif rel == "acl" and "to" in marks:
        noun = tree.lemma(up)
        if ranked(tree, up):
            return
        if noun in words("scope", "future_nouns") or noun in words("scope", "possible_nouns"):
            found.raise_to("future", tree.words[up].text)
        else:
            found.purpose = True
            found.raise_to("future", "to")


def ranked(tree: Tree, noun: int) -> bool:
    """ "The third clinic to be hit", "the latest village to fall": what is counted has happened."""
    return any(tree.lemma(k) in words("scope", "ranking") for k in tree.deps(noun, "amod", "nummod"))


def _yet_to_come(tree: Tree, at: int, up: int, rel: str, found: _Found) -> None:
    """ "Will hand over a draft once the swap is complete": what has to come first is to come as well."""
    if rel != "advcl" or not tree.marks(at) & {"once", "until", "after", "when", "before"}:
        return
    for over in (up, *tree.above(up)):
        if {tree.lemma(k) for k in tree.deps(over, "aux")} & {"will", "would", "shall", "'ll", "’ll"}:
            found.raise_to("future", "with what is to come")
            return
        if tree.rel(over) in ("ccomp", "root"):
            return


def _over_clause(tree: Tree, at: int, up: int, found: _Found) -> None:
    """A clause under a verb that holds it possible, hopes for it, demands it, denies it."""
    lemma = tree.lemma(up)
    if lemma in words("scope", "mandating") and tree.ought(at):
        found.raise_to("future", tree.words[up].text)
    if lemma in words("scope", "possible"):
        found.raise_to("possible", tree.words[up].text)
    elif lemma in words("scope", "future") and lemma not in words("cues", "say"):
        found.raise_to("future", tree.words[up].text)
    if lemma in words("scope", "deny_clause"):
        found.negated = not found.negated
    if tree.dep(up, "cop") is None:
        return
    denied = any(tree.lemma(k) in words("scope", "negators") for k in tree.deps(up, "advmod"))
    if (lemma in words("scope", "untrue") and not denied) or (lemma in words("scope", "true") and denied):
        found.negated = not found.negated  # "it is false that", "it is not true that"
        found.notes.append(f"negated: {tree.words[up].text}")


def _governor(tree: Tree, at: int, up: int, rel: str, found: _Found) -> None:
    """What a governor does to what it governs; auxiliaries and negation of a verb reach its infinitives and objects."""
    lemma = tree.lemma(up)
    if rel == "conj":
        if tree.dep(at, "nsubj", "nsubj:pass") is None and tree.dep(at, "aux") is None:
            for k in tree.deps(up, "aux"):
                _auxiliary(tree, k, tree.lemma(k), found)
        return
    if rel in ("advcl", "acl"):
        return
    if rel == "obl" and (lemma not in words("scope", "future") or tree.preposition(at) not in _AIMED):
        return  # "in a call with the envoy he called for a truce"
    _lexical(tree, at, up, rel, lemma, found)
    if rel in ("xcomp", "obj", "nsubj:pass", "nsubj") and tree.words[up].upos in ("VERB", "ADJ", "AUX"):
        for k in tree.deps(up, "aux"):
            _auxiliary(tree, k, tree.lemma(k), found)
        if rel in ("xcomp", "obj") and any(tree.lemma(k) in ("not", "never", "no") for k in tree.deps(up, "advmod")):
            found.negated = not found.negated
        elif (
            rel == "xcomp" and lemma in ("have", "be") and any(tree.lemma(k) == "yet" for k in tree.deps(up, "advmod"))
        ):
            found.negated = not found.negated  # "have yet to agree"
            found.notes.append("negated: yet to")


def _lexical(tree: Tree, at: int, up: int, rel: str, lemma: str, found: _Found) -> None:
    """What the governor's own meaning does: calls off, denies, plans, holds possible."""
    plans = lemma in words("scope", "future") or lemma in words("scope", "future_nouns")
    doubts = lemma in words("scope", "possible") and rel in ("xcomp", "obj")
    doubts = doubts or (lemma in words("scope", "possible_nouns") and rel in ("nmod", "acl"))
    if lemma in words("scope", "cancelled") and rel in ("obj", "nsubj:pass", "xcomp"):
        found.raise_to("cancelled", tree.words[up].text)
    elif lemma in words("scope", "denying") and rel in ("xcomp", "obj"):
        if tree.lemma(at) in words("scope", "beside"):
            return  # "denied knowledge of the attack" does not deny the attack
        found.negated = not found.negated
        found.notes.append(f"negated: {tree.words[up].text}")
    elif plans and (rel in ("xcomp", "obj", "obl", "nmod") or (rel == "nsubj:pass" and unheard_of(tree, at))):
        found.raise_to("future", tree.words[up].text)
    elif doubts:
        found.raise_to("possible", tree.words[up].text)
