"""Parses of acts of diplomacy put right: what is ruled out, what a thing is called, whose word a sentence is.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, wanting

_RULING = frozenset({"rule", "reject", "oppose", "refuse", "exclude", "resist", "consider", "propose", "suggest"})
_NAMING = frozenset({"call", "dub", "brand", "label", "term", "deem"})
_STEPS = 12  # governors climbed at most


@wanting(_RULING, "-ing", {"advcl", "amod"})
def ruled_out_doing(words: Tokens) -> Tokens:
    """ "Ruled out ceding its land", "opposed lifting sanctions": what is ruled out is no deed told beside it."""
    out = list(words)
    for t in words[1:]:
        verb = words[t.i - 2] if words[t.i - 1].deprel == "compound:prt" and t.i > 1 else words[t.i - 1]
        if t.upos != "VERB" or not t.text.endswith("ing") or t.text[:1].isupper() or verb.upos != "VERB":
            continue
        if verb.lemma not in _RULING or any(k.head == t.i and k.deprel in ("mark", "aux", "nsubj") for k in words):
            continue
        if t.deprel == "advcl" and t.head == verb.i:
            out[t.i] = replace(t, deprel="xcomp")
        elif t.deprel == "amod" and words[t.head].head == verb.i and words[t.head].deprel == "obj":
            thing = words[t.head]
            if any(k.head == thing.i and k.i < t.i for k in words):
                continue  # "opposed the ruling coalition"
            out[t.i] = replace(t, head=verb.i, deprel="xcomp")
            out[thing.i] = replace(thing, head=t.i)
    return tuple(out)


@wanting(_NAMING, "xcomp")
def called_so(words: Tokens) -> Tokens:
    """ "Called the signing a turning point": the first of two nouns is what is called so."""
    out = list(words)
    for verb in words:
        if verb.upos != "VERB" or verb.lemma not in _NAMING:
            continue
        below = [k for k in words[verb.i + 1 :] if k.head == verb.i and k.deprel in ("obj", "iobj", "xcomp")]
        nouns = [k for k in below if k.deprel == "xcomp" and k.upos in ("NOUN", "PROPN")]
        if len(below) == 2 and len(nouns) == 2:
            out[nouns[0].i] = replace(nouns[0], deprel="obj")
    return tuple(out)


@wanting("according", "ccomp", ",")
def according_at_the_end(words: Tokens) -> Tokens:
    """ "Has proposed that the truce be extended, according to two officials": what a comma sets off at the end of a
    sentence tells whose word the whole of it is, not only the clause before."""
    for t in words[2:]:
        if t.text.lower() != "according" or words[t.i - 1].text != "," or t.head < 0:
            continue
        who = words[t.head] if t.deprel in ("case", "mark") else t
        if any(k.upos == "VERB" and k.deprel != "acl" for k in words[who.i + 1 :] if k.deprel not in ("acl:relcl",)):
            continue
        top, at = None, who.head
        for _ in range(_STEPS):
            if at < 0:
                break
            cue = words[words[at].head] if words[at].head >= 0 else None
            if words[at].deprel == "ccomp" and cue is not None and cue.i < at and cue.lemma in listed("cues", "say"):
                top = cue.i
            elif words[at].deprel in ("conj", "acl:relcl", "parataxis"):
                break
            at = words[at].head
        if top is not None:
            return tuple(replace(k, head=top, deprel="obl") if k.i == who.i else k for k in words)
    return words
