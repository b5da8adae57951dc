"""Parses of times put right: "this morning" at the head of a sentence is no part of the name that follows.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.mends import Tokens, wanting

_PARTS = frozenset({"morning", "afternoon", "evening", "night", "week", "month", "weekend"})
_POINTING = frozenset({"this", "that", "last", "yesterday", "every", "each"})


@wanting(_PARTS | {"overnight", "yesterday"}, {"compound", "amod"})
def time_before_a_name(words: Tokens) -> Tokens:
    """ "This morning enemy drones attacked", "Overnight rebel shells fell": when, and no kind of drones or shells."""
    alone = words[0].text.lower() in ("overnight", "yesterday")
    at = 0 if alone else 1
    if len(words) < at + 4 or not (alone or words[0].text.lower() in _POINTING):
        return words
    when = words[at]
    if when.deprel not in ("compound", "amod") or not (alone or when.lemma.lower() in _PARTS) or when.head <= at:
        return words
    name = words[when.head]
    if not name.deprel.startswith("nsubj") or name.head <= name.i or words[name.head].upos != "VERB":
        return words
    out = list(words)
    out[at] = replace(when, head=name.head, deprel="advmod" if alone else "obl:unmarked")
    if not alone:
        out[0] = replace(words[0], head=at, deprel="det" if words[0].upos in ("DET", "PRON") else words[0].deprel)
    return tuple(out)


@wanting("conj", "obl", "obj", "NUM")
def thing_after_a_day(words: Tokens) -> Tokens:
    """ "Hit a clinic on 18 March and a power plant on 19 March": a plant that was hit, and no second day."""
    out = list(words)
    for t in words[3:]:
        joint = next((k.i for k in words[: t.i] if k.head == t.i and k.deprel == "cc"), 0)
        if t.deprel != "conj" or t.upos != "NOUN" or joint < 3 or t.lemma.lower() in _PARTS:
            continue
        month = words[joint - 1]
        day = words[month.head]
        if month.upos != "PROPN" or day.upos != "NUM" or day.deprel != "obl":
            continue
        thing = next((k for k in words[: day.i] if k.head == day.head and k.deprel == "obj"), None)
        if thing is not None:
            out[t.i] = replace(t, head=thing.i)
    return tuple(out)
