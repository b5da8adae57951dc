"""What hangs one word too low, or too high, put right: prepositions above all (see ``mending``)."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import noun_frames
from trucewatch.read.mends import Tokens, first_below, wanting

_FIGHTING = frozenset({"fighting", "battle", "clash", "combat"})
_ONTO = frozenset({"on", "at", "against"})
_GOING_ON = frozenset({"continue", "go", "hold"})  # words of saying where a quotation hangs on them, else none
_TELLING = frozenset({"say", "tell", "announce", "report", "state", "declare", "warn", "claim"})
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


@wanting("nmod:desc", "case")
def described_by_a_preposition(words: Tokens) -> Tokens:
    """ "Officials in both countries said", "people with knowledge of the talks": where and which they are, and no title
    of theirs, which stands without a preposition."""
    behind = [t for t in words if t.deprel == "nmod:desc" and t.i > t.head]
    if not behind:
        return words
    led = {t.head for t in words if t.deprel == "case" and t.i < t.head}
    out = list(words)
    for t in behind:
        if t.i in led:
            out[t.i] = replace(t, deprel="nmod")
    return tuple(out)


@wanting("ccomp", ",", {"nsubj", "nsubj:pass"})
def told_around_the_cue(words: Tokens) -> Tokens:
    """ "The bridge, the envoy said, had been hit": the cue stands within what it tells, which is the sentence."""
    for verb in words:
        cue = words[verb.head] if verb.deprel == "ccomp" and 0 <= verb.head < verb.i else None
        if cue is None or cue.deprel != "root" or cue.lemma in _GOING_ON or verb.upos in ("ADP", "ADV"):
            continue
        about = next((k for k in words[: cue.i] if k.head == verb.i and k.deprel in ("nsubj", "nsubj:pass")), None)
        if about is None or not any(k.text == "," for k in words[cue.i + 1 : verb.i]):
            continue
        own = [k for k in words if k.head == cue.i and k.i != verb.i and k.deprel != "punct"]
        who = next((k for k in own if k.deprel == "nsubj" and k.i < cue.i), None)
        if who is None or any(k.i > verb.i or k.deprel in ("conj", "mark", "parataxis") for k in own):
            continue
        comma = first_below(words, who.i) - 1
        if about.i < comma and words[comma].text == ",":
            out = list(words)
            out[verb.i] = replace(verb, head=-1, deprel="root")
            out[cue.i] = replace(cue, head=verb.i, deprel="parataxis")
            return tuple(out)
    return words


@wanting("that", "ccomp", "advcl", _TELLING)
def that_it_tells(words: Tokens) -> Tokens:
    """ "The swap comes as an envoy said on Monday that the truce holds": what is told hangs on that telling."""
    out = list(words)
    for clause in words:
        over = words[clause.head] if clause.deprel == "ccomp" and 0 <= clause.head < clause.i else None
        if over is None or over.lemma in _TELLING:
            continue
        that = next((k for k in words[: clause.i] if k.head == clause.i and k.deprel == "mark"), None)
        if that is None or that.text != "that":
            continue
        cue = next((k for k in reversed(words[over.i + 1 : that.i]) if k.upos == "VERB"), None)
        if cue is None or cue.lemma not in _TELLING or (cue.head, cue.deprel) != (over.i, "advcl"):
            continue
        filled = any(k.head == cue.i and k.deprel in ("ccomp", "obj", "xcomp") for k in words)
        if not filled and not any(k.text == "," for k in words[cue.i : that.i]):
            out[clause.i] = replace(clause, head=cue.i)
    return tuple(out)


@wanting({"work", "wait"}, "to", "advcl")
def at_work_to_do(words: Tokens) -> Tokens:
    """ "Is working to evacuate the wounded", "waits for them to sign": what is worked at or waited for is no aim that a
    whole deed would have."""
    out = list(words)
    for t in words[2:]:
        verb = words[t.head] if 0 <= t.head < t.i else t
        if t.deprel != "advcl" or verb.lemma not in ("work", "wait") or verb.upos != "VERB" or "Inf" not in t.feats:
            continue
        marks = {k.text.lower(): k.i for k in words[: t.i] if k.head == t.i and k.deprel == "mark"}
        wanted = {"to", "for"} if verb.lemma == "wait" and "for" in marks else {"to"}
        if set(marks) == wanted and min(marks.values()) == verb.i + 1:
            out[t.i] = replace(t, deprel="xcomp")
    return tuple(out)


@wanting("by", "nmod", _ONTO)
def by_whom_it_was_struck(words: Tokens) -> Tokens:
    """ "The attack on a bus by gunmen": the attack is theirs, and not the bus."""
    out = list(words)
    for by in words:
        t = words[by.head]
        thing = words[t.head]
        if by.text.lower() != "by" or by.deprel != "case" or (t.deprel, thing.deprel) != ("nmod", "nmod"):
            continue
        on = any(k.head == thing.i and k.deprel == "case" and k.text.lower() in _ONTO for k in words[: thing.i])
        frames = noun_frames().get(words[thing.head].lemma, ())
        struck = on and thing.lemma not in noun_frames() and any(frame.kind == "attack" for frame in frames)
        if struck and thing.head < thing.i < t.i:
            out[t.i] = replace(t, head=thing.head)
    return tuple(out)


@wanting({"...", "…"}, "parataxis")
def left_out_before_its_object(words: Tokens) -> Tokens:
    """ "Had destroyed... three villages", "to plan … attacks": words were left out before the object."""
    out = list(words)
    for t in words[2:]:
        if t.deprel != "parataxis" or t.upos not in ("NOUN", "PROPN"):
            continue
        first = min((k.i for k in words[: t.i] if k.head == t.i and k.upos != "PUNCT"), default=t.i)
        verb, dots = words[first - 2], words[first - 1]
        if first < 2 or dots.text not in ("...", "…") or verb.upos != "VERB" or words[first].text[0].isupper():
            continue
        if not any(k.head == verb.i and k.deprel in ("obj", "xcomp", "ccomp", "aux:pass") for k in words):
            out[t.i] = replace(t, head=verb.i, deprel="obj")
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
    described_by_a_preposition,
    told_around_the_cue,
    that_it_tells,
    at_work_to_do,
    by_whom_it_was_struck,
    left_out_before_its_object,
)
"""The mends of this file, in the order in which they are applied."""
