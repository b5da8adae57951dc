"""Parses of what someone is ready for or plans put right (see ``mending``): every mend names its shape exactly."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, wanting

_ASKING = {"call": ("on", "for", "upon"), "appeal": ("to", "for"), "press": ("for",), "push": ("for",)}
_ASKING["agree"] = ("to", "on")
_LATER = frozenset({"conj", "advcl", "parataxis"})
_PLANNING = frozenset({"plans", "vows", "offers", "demands", "threatens", "pledges"})


@wanting("expl", "it")
def it_is_ready(words: Tokens) -> Tokens:
    """ "Said it was ready to resume talks": "it" is who is ready, no empty word."""
    out = list(words)
    for t in words:
        if t.deprel == "expl" and t.text.lower() == "it" and t.head > t.i:
            over = words[t.head]
            ready = over.upos in ("ADJ", "VERB") and over.lemma.lower() in listed("reading", "stance_ready")
            if ready and not any(k.head == over.i and k.deprel.startswith("nsubj") for k in words):
                out[t.i] = replace(t, deprel="nsubj")
    return tuple(out)


@wanting(_PLANNING, "to")
def plans_to(words: Tokens) -> Tokens:
    """ "Said Ruritania plans to withdraw": a name with "plans to" and no other verb is a subject with its verb."""
    out = list(words)
    for t in words[1:-2]:
        name, to = words[t.i - 1], words[t.i + 1]
        if t.upos != "NOUN" or t.text.lower() not in _PLANNING or to.text.lower() != "to" or to.deprel != "mark":
            continue
        inner = words[to.head]
        named = name.upos == "PROPN" and name.head == t.i and name.deprel in ("compound", "nmod:poss", "amod")
        if not named or inner.deprel != "acl" or inner.head != t.i or t.deprel not in ("ccomp", "root", "parataxis"):
            continue
        if any(k.head == t.i and k.deprel in ("cop", "det", "aux") for k in words):
            continue
        out[t.i] = replace(t, upos="VERB", lemma=t.text.lower()[:-1], feats="Mood=Ind|Tense=Pres|VerbForm=Fin")
        out[name.i] = replace(name, deprel="nsubj")
        out[inner.i] = replace(inner, deprel="xcomp")
    return tuple(out)


@wanting("that", "conj", "ccomp")
def and_that(words: Tokens) -> Tokens:
    """ "Stated that no progress was made and that there is no sign of any": what opens with "and that" is said as well,
    no deed beside the saying."""
    out = list(words)
    for t in words[1:]:
        cue = words[t.head] if t.deprel == "conj" and t.head >= 0 else t
        if cue.i == t.i or cue.upos != "VERB" or cue.lemma.lower() not in listed("cues", "say"):
            continue
        said = next((k for k in words if k.head == cue.i and k.deprel == "ccomp" and k.i < t.i), None)
        opened = any(k.head == t.i and k.deprel == "mark" and k.text.lower() == "that" for k in words)
        if said is not None and opened:
            out[t.i] = replace(t, head=said.i)
    return tuple(out)


@wanting({"saying", "adding", "claiming"})
def saying_what(words: Tokens) -> Tokens:
    """ "Resigned, saying it had become clear": the clause right behind "saying" is what is said."""
    out = list(words)
    for say in words[1:-2]:
        if say.text.lower() not in ("saying", "adding", "claiming") or say.upos != "VERB" or say.head < 0:
            continue
        if any(k.head == say.i and k.deprel in ("ccomp", "obj", "xcomp") for k in words):
            continue
        for t in words[say.i + 1 : say.i + 8]:
            beside = t.head == say.head and t.deprel in ("advcl", "ccomp", "parataxis", "conj") and t.upos != "NOUN"
            if beside and all(k.i > say.i for k in words if k.head == t.i):
                out[t.i] = replace(t, head=say.i, deprel="ccomp")
                break
    return tuple(out)


@wanting({"remain", "become", "stay", "seem", "appear"}, "ccomp")
def linked(words: Tokens) -> Tokens:
    """ "Said Ruritania remained hopeful": one thing said, not two."""
    out = list(words)
    for t in words[1:]:
        verb = words[t.i - 1]
        link = verb.lemma.lower() in ("remain", "become", "stay", "seem", "appear") and verb.deprel == "ccomp"
        if link and t.deprel == "ccomp" and t.head == verb.head and t.upos in ("ADJ", "NOUN"):
            out[t.i] = replace(t, head=verb.i, deprel="xcomp")
    return tuple(out)


@wanting("over")
def handed_over(words: Tokens) -> Tokens:
    """ "Will hand over 23 soldiers": the particle is the verb's and no bound of the number."""
    out = list(words)
    for t in words[1:-1]:
        verb = words[t.i - 1]
        if t.text.lower() != "over" or verb.upos != "VERB":
            continue
        thing = next((k for k in words[t.i + 1 : t.i + 6] if k.head == verb.i and k.deprel == "obl"), None)
        if verb.lemma.lower() == "hand" and thing is not None and t.head in (thing.i, verb.i):
            out[t.i] = replace(t, head=verb.i, deprel="compound:prt")
            kept = [k for k in words if k.head == thing.i and k.deprel == "case" and k.i != t.i]
            if not kept and not any(k.head == verb.i and k.deprel in ("obj", "nsubj:pass") for k in words):
                out[thing.i] = replace(thing, deprel="obj")  # "handed over the bodies"
            continue
        if words[t.i + 1].upos != "NUM":
            continue
        if verb.text.lower() in listed("counts", "not_over_after"):
            out[t.i] = replace(t, head=verb.i, deprel="compound:prt")
    return tuple(out)


@wanting("yet", "to")
def yet_to(words: Tokens) -> Tokens:
    """ "The sides are yet to agree": the sides have not agreed; nobody is "yet"."""
    out = list(words)
    for t in words[1:-1]:
        if t.text.lower() != "yet" or t.deprel != "advmod" or words[t.i + 1].text.lower() != "to" or t.head < t.i:
            continue
        for k in words:
            if k.head == t.i and (k.deprel == "cop" or k.deprel.startswith("nsubj")):
                out[k.i] = replace(k, head=t.head)
    return tuple(out)


@wanting(_ASKING, "Voice=Pass")
def no_passive(words: Tokens) -> Tokens:
    """ "The movement called on the government to act": nobody was called; what has no auxiliary and is followed by
    its preposition is in the active."""
    out = list(words)
    for t in words[1:-1]:
        wanted = _ASKING.get(t.lemma.lower())
        if wanted is None or "Voice=Pass" not in t.feats or words[t.i + 1].text.lower() not in wanted:
            continue
        kids = [k for k in words if k.head == t.i]
        who = next((k for k in kids if k.deprel in ("nsubj", "nsubj:pass")), None)
        if who is None or any(k.deprel in ("aux:pass", "aux", "obl:agent") for k in kids):
            continue
        out[who.i] = replace(who, deprel="nsubj")
        out[t.i] = replace(t, feats="Mood=Ind|Tense=Past|VerbForm=Fin")
    return tuple(out)


@wanting("conj", "cc", "VERB")
def item_as_subject(words: Tokens) -> Tokens:
    """ "Blasts were heard in A and B and Ruritania accused its neighbour": the last name of a list before a verb
    without a subject is no item of it."""
    out = list(words)
    for t in words[2:-2]:
        verb = words[t.i + 1]
        if t.deprel != "conj" or t.upos not in ("NOUN", "PROPN") or verb.upos != "VERB" or verb.deprel not in _LATER:
            continue
        if not 0 <= verb.head < t.head or "VerbForm=Fin" not in verb.feats or words[t.i + 2].text == "by":
            continue
        joined = next((k for k in words[: t.i] if k.head == t.i and k.deprel == "cc"), None)
        if joined is None or any(
            k.head == verb.i and ("subj" in k.deprel or k.deprel.startswith("aux")) for k in words
        ):
            continue
        out[t.i] = replace(t, head=verb.i, deprel="nsubj")
        out[joined.i] = replace(joined, head=verb.i)
        out[verb.i] = replace(verb, deprel="conj")
    return tuple(out)


@wanting("due", "case", "cop")
def due_on(words: Tokens) -> Tokens:
    """ "The swap is due on Sunday": due, and no Sunday."""
    out = list(words)
    for t in words[1:-1]:
        if t.text.lower() != "due" or t.deprel != "case" or t.upos != "ADJ" or t.head < t.i:
            continue
        day = words[t.head]
        kids = [k for k in words if k.head == day.i and k.i < t.i]
        if not any(k.deprel == "cop" for k in kids):
            continue
        out[t.i] = replace(t, head=day.head, deprel=day.deprel)
        out[day.i] = replace(day, head=t.i, deprel="obl")
        for k in words:
            if k.head == day.i and (k.i < t.i or k.upos == "PUNCT"):
                out[k.i] = replace(k, head=t.i)
    return tuple(out)
