"""Parses of who accuses, who goes on behind a clause of contrast, whose the verb beside a name is (see ``mending``)."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, wanting

_CHARGES = frozenset({"accuse", "blame", "call", "condemn", "demand", "denounce", "describe", "urge", "warn"})
_BRANDING = frozenset({"reject", "dismiss", "deny", "describe", "condemn", "denounce", "brand", "refute", "decry"})
_CHARGE = frozenset({"charge", "claim", "accusation", "allegation", "assertion", "report"})
_TURNING = frozenset({"deny", "reject", "dispute", "dismiss", "refute"})
_NEAR = 8  # words between a charge and who denies it


@wanting({"amod", "compound"})
def subject_hung_across_its_verb(words: Tokens) -> Tokens:
    """ "While the regime's navy shelled villages": a noun before a finite verb that was hung, across the verb, on what
    stands behind it; so is the adjective in "the group's military spokesman said in a televised address"."""
    for t in words[:-2]:
        if t.deprel not in ("amod", "compound"):
            continue
        verb = words[t.i + 1]
        across = t.deprel == "amod" and verb.deprel == "nsubj" and t.i < verb.head < t.head
        if t.upos == "ADJ" and across and verb.upos == "NOUN":
            words = tuple(replace(k, head=verb.i) if k.i == t.i else k for k in words)
            continue
        if t.head <= verb.i or t.upos != "NOUN" or verb.upos != "VERB" or verb.head >= t.i:
            continue
        if "VerbForm=Fin" not in verb.feats:
            continue
        if any(k.head == verb.i and k.deprel in ("nsubj", "nsubj:pass", "aux:pass") for k in words):
            continue
        out = list(words)
        for k in words[: t.i]:
            if k.head == t.head:
                out[k.i] = replace(k, head=t.i)
        out[t.i] = replace(t, head=verb.i, deprel="nsubj")
        if words[t.head].head < t.i:
            out[t.head] = replace(words[t.head], head=verb.i, deprel="obj")
        return tuple(out)
    return words


@wanting("as", _BRANDING, {"obl", "obj"})
def thing_behind_its_verdict(words: Tokens) -> Tokens:
    """ "Rejected as baseless the charge that": what is called so stands behind what it is called."""
    for verb in words[:-3]:
        if verb.lemma not in _BRANDING or verb.upos != "VERB" or words[verb.i + 1].text != "as":
            continue
        verdict = words[verb.i + 2]
        if verdict.upos not in ("ADJ", "VERB", "NOUN") or words[verb.i + 3].upos == "ADP":
            continue
        thing = next((k for k in words[verb.i + 3 :] if k.head == verb.i and k.upos in ("NOUN", "PROPN")), None)
        if thing is None or thing.deprel not in ("obl", "obj", "advcl"):
            continue
        if any(k.head == thing.i and k.deprel == "case" and k.i > verdict.i for k in words[: thing.i]):
            continue
        out = list(words)
        out[verb.i + 1] = replace(words[verb.i + 1], head=verdict.i, deprel="case")
        out[verdict.i] = replace(verdict, head=verb.i, deprel="obl")
        out[thing.i] = replace(thing, deprel="obj")
        for k in words[thing.i + 1 :]:
            if k.head == thing.i and k.deprel == "ccomp":
                out[k.i] = replace(k, deprel="acl")
        return tuple(out)
    return words


@wanting({"accuse", "blame", "suspect", "convict", "acquit"}, "iobj")
def accused_as_object(words: Tokens) -> Tokens:
    """ "Accused the army of bombing a market": the army is accused, and given nothing."""
    out = list(words)
    for t in words[1:]:
        verb = words[t.head]
        if t.deprel != "iobj" or verb.lemma not in ("accuse", "blame", "suspect", "convict", "acquit"):
            continue
        if not any(k.head == verb.i and k.deprel == "obj" for k in words):
            out[t.i] = replace(t, deprel="obj")
    return tuple(out)


@wanting({"parataxis", "appos", "conj"}, _CHARGE, _TURNING)
def charge_that_is_denied(words: Tokens) -> Tokens:
    """ "Accused Ruritania of a raid, a charge Strelsau denied": what Strelsau denied is the charge; nothing is told
    beside it."""
    for t in words[3:-2]:
        if t.lemma not in _CHARGE or t.deprel not in ("parataxis", "appos", "conj"):
            continue
        if words[t.i - 1].text not in ("a", "an") or words[t.i - 2].text not in (",", "-", "–", "—"):
            continue
        verb = next((k for k in words[t.i + 1 : t.i + _NEAR] if k.upos == "VERB"), t)
        who = next((k for k in words[t.i + 1 : verb.i] if k.head == verb.i and k.deprel == "nsubj"), None)
        if who is None or verb.lemma not in _TURNING or verb.deprel not in ("parataxis", "root", "conj", "ccomp"):
            continue
        told = words[t.head]
        over = told.deprel == "ccomp" and told.head == verb.i  # all before the charge, as what was rejected
        if verb.head == t.i or any(k.head == verb.i and k.deprel in ("obj", "mark") for k in words):
            continue
        if any(k.upos in ("VERB", "PUNCT", "ADP") for k in words[t.i + 1 : who.i]):
            continue
        if not over and (verb.head < 0 or any(k.head == verb.i and k.deprel == "ccomp" for k in words)):
            continue
        out = list(words)
        if over:
            out[told.i] = replace(told, head=verb.head, deprel=verb.deprel)
        out[verb.i] = replace(verb, head=t.i, deprel="acl:relcl")
        return tuple(out)
    return words


@wanting("hold", {"responsible", "accountable", "liable"}, "amod")
def held_responsible(words: Tokens) -> Tokens:
    """ "Held the air force responsible for a raid": what it is held to be, no attribute behind it."""
    for t in words[2:]:
        if t.lemma not in ("responsible", "accountable", "liable") or t.deprel != "amod" or t.head >= t.i:
            continue
        noun = words[t.head]
        if noun.deprel == "obj" and noun.head >= 0 and words[noun.head].lemma == "hold":
            return tuple(replace(w, head=noun.head, deprel="xcomp") if w.i == t.i else w for w in words)
    return words


@wanting("-ing", "advcl", listed("cues", "plain"), ",")
def accusing_after_the_cue(words: Tokens) -> Tokens:
    """ "Rebels searched the town, the rights group said in a report, accusing them of torture": who tells accuses."""
    for t in words[3:]:
        if t.deprel != "advcl" or t.head > t.i or not t.text.endswith("ing") or words[t.i - 1].text != ",":
            continue
        if t.lemma not in _CHARGES:
            continue
        cue = next((k for k in reversed(words[: t.i]) if k.upos == "VERB" and k.deprel != "amod"), None)
        if cue is None or cue.i <= t.head or cue.lemma not in listed("cues", "plain"):
            continue
        if any(k.head == cue.i and k.deprel == "nsubj" for k in words[: cue.i]):
            return tuple(replace(k, head=cue.i) if k.i == t.i else k for k in words)
    return words


@wanting("accuse", "of", "-ing")
def charge_hung_on_the_accused(words: Tokens) -> Tokens:
    """ "Accused factions allied to the government of attacking posts", "accused the M23 and its backers of shelling":
    the charge behind "of" that was hung within the accused is the accuser's."""
    for t in words:
        if t.upos != "VERB" or t.deprel not in ("acl", "advcl") or not t.text.endswith("ing"):
            continue
        if not any(k.head == t.i and k.text == "of" and k.i < t.i for k in words):
            continue
        up, steps = t.head, 0
        while up >= 0 and words[up].lemma != "accuse" and words[up].i < t.i and steps < 6:
            if words[up].upos == "VERB" and words[up].deprel not in ("acl", "acl:relcl"):
                break
            up, steps = words[up].head, steps + 1
        if up < 0 or words[up].lemma != "accuse" or up == t.head:
            continue
        if any(k.head == up and k.deprel == "advcl" and k.i < t.i for k in words):
            continue
        words = tuple(replace(k, head=up, deprel="advcl") if k.i == t.i else k for k in words)
    return words


ACCUSING_AND_CONTRAST = (
    accused_as_object,
    charge_that_is_denied,
    charge_hung_on_the_accused,
    thing_behind_its_verdict,
    held_responsible,
    accusing_after_the_cue,
    subject_hung_across_its_verb,
)
