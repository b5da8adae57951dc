"""What hangs one word too low, or too high, put right: prepositions above all (see ``mending``)."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.mends import Tokens, wanting

_FIGHTING = frozenset({"fighting", "battle", "clash", "combat"})
_NAMING = frozenset({"call", "brand", "label", "term", "dub", "deem"})


@wanting("according", "obl:agent")
def according_is_no_agent(words: Tokens) -> Tokens:
    """ "Were killed, according to the mayor": whoever is accorded with killed nobody."""
    told = {t.head for t in words if t.deprel == "case" and t.text.lower() == "according"}
    return tuple(replace(t, deprel="obl") if t.deprel == "obl:agent" and t.i in told else t for t in words)


@wanting("set", "fire", "to", "obj")
def fire_to_what(words: Tokens) -> Tokens:
    """ "Set fire to a station": the station was not set, but fire to it."""
    out = list(words)
    for t in words[:-3]:
        fire, to = words[t.i + 1], words[t.i + 2]
        if (t.lemma.lower(), fire.text.lower(), to.text.lower()) != ("set", "fire", "to"):
            continue
        thing = next((k for k in words[to.i + 1 :] if k.head == t.i and k.deprel == "obj"), None)
        if thing is None or fire.head != t.i or to.head != t.i:
            continue
        out[fire.i] = replace(fire, deprel="obj", upos="NOUN")
        out[to.i] = replace(to, head=thing.i, deprel="case")
        out[thing.i] = replace(thing, deprel="obl")
    return tuple(out)


@wanting("in", "nmod", _FIGHTING)
def in_the_fighting(words: Tokens) -> Tokens:
    """ "Beat back rebels in street fighting": how they were beaten, and no rebels of that kind."""
    out = list(words)
    for t in words:
        if t.deprel != "nmod" or t.lemma.lower() not in _FIGHTING:
            continue
        led = any(k.head == t.i and k.deprel == "case" and k.text.lower() == "in" for k in words)
        of = words[t.head]
        if led and of.deprel == "obj" and words[of.head].upos == "VERB":
            out[t.i] = replace(t, head=of.head, deprel="obl")
    return tuple(out)


@wanting(_NAMING, {"that", "this"}, "xcomp")
def what_was_called(words: Tokens) -> Tokens:
    """ "Called that sheer invention": that was called an invention."""
    out = list(words)
    for t in words:
        noun = words[t.head]
        called = noun.deprel == "xcomp" and t.i == noun.head + 1 and words[noun.head].lemma.lower() in _NAMING
        if t.deprel != "det" or t.text.lower() not in ("that", "this") or not called or noun.i == t.i + 1:
            continue
        if not any(k.head == noun.head and k.deprel == "obj" for k in words):
            out[t.i] = replace(t, head=noun.head, deprel="obj", upos="PRON")
    return tuple(out)


@wanting("of", "advcl", "-ing", "obl")
def whose_doing(words: Tokens) -> Tokens:
    """ "Spoke of gangs ambushing a bus": of gangs that did, where the preposition was hung on the doing."""
    out = list(words)
    for t in words:
        if t.deprel != "advcl" or not t.text.lower().endswith("ing"):
            continue
        of = next((k for k in words[: t.i] if k.head == t.i and k.deprel == "mark" and k.text.lower() == "of"), None)
        noun = next((k for k in words[t.head : t.i] if k.head == t.head and k.deprel == "obl"), None)
        if of is None or noun is None or noun.i < of.i or any(k.head == noun.i and k.deprel == "case" for k in words):
            continue
        out[of.i] = replace(of, head=noun.i, deprel="case", upos="ADP")
        out[t.i] = replace(t, head=noun.i, deprel="acl")
    return tuple(out)


@wanting("ought", "to", "ccomp")
def ought_to(words: Tokens) -> Tokens:
    """ "Ought to be let in" is an auxiliary with its verb."""
    out = list(words)
    for t in words[:-2]:
        if t.text.lower() != "ought" or t.deprel != "ccomp" or words[t.i + 1].text.lower() != "to":
            continue
        verb = words[words[t.i + 1].head]
        if verb.upos == "VERB" and verb.i > t.i and verb.head == t.head:
            out[t.i] = replace(t, head=verb.i, deprel="aux")
    return tuple(out)


@wanting({"there", "here"}, "advmod", "nsubj")
def told_there(words: Tokens) -> Tokens:
    """ "The governor there said": where it was said."""
    out = list(words)
    for t in words[1:]:
        who = words[t.head]
        if t.text.lower() in ("there", "here") and t.deprel == "advmod" and who.deprel == "nsubj" and who.i == t.i - 1:
            out[t.i] = replace(t, head=who.head)
    return tuple(out)


@wanting("say", "obj", "acl")
def what_it_says_was_done(words: Tokens) -> Tokens:
    """ "Ruritania says 8 soldiers killed": that they were killed is what it says."""
    out = list(words)
    for t in words:
        noun = words[t.head]
        if t.deprel != "acl" or t.upos != "VERB" or noun.deprel != "obj" or words[noun.head].lemma.lower() != "say":
            continue
        if t.i > noun.i > noun.head and "Part" in t.feats and not t.text.lower().endswith("ing"):
            out[t.i] = replace(t, head=noun.head, deprel="ccomp")
            out[noun.i] = replace(noun, head=t.i, deprel="nsubj:pass")
    return tuple(out)


HUNG = (
    according_is_no_agent,
    fire_to_what,
    in_the_fighting,
    what_was_called,
    whose_doing,
    ought_to,
    told_there,
    what_it_says_was_done,
)
"""The mends of this file, in the order in which they are applied."""
