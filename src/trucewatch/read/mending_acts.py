"""Parses of acts of diplomacy put right: what is ruled out, what a thing is called, whose word a sentence is.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from calendar import day_name
from dataclasses import replace

from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, wanting

_RULING = frozenset(
    {"deny", "rule", "reject", "oppose", "refuse", "exclude", "resist", "consider", "propose", "suggest"}
)
_NAMING = frozenset({"call", "dub", "brand", "label", "term", "deem"})
_NOMINAL = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PART", "PROPN"})
_BINDING = frozenset({"commit", "agree", "object", "admit", "consent", "pledge"})
_BOUND_TO = frozenset({"pledge", "vow", "promise", "threaten", "refuse", "decline", "undertake", "offer", "vote"})
_SPEECH_ACTS = frozenset(
    {"urge", "call", "accuse", "demand", "warn", "ask", "condemn", "appeal", "reject", "vow", "pledge"}
)
_THREATENED = frozenset(
    {"consequence", "response", "retaliation", "reprisal", "repercussion", "measure", "action", "step", "sanction"}
)
_TEXTS = frozenset({"resolution", "law", "bill", "decree", "statement", "declaration", "motion", "report"})
_TEXTS |= {"memorandum", "agreement", "deal", "protocol", "document", "communique", "package", "plan", "directive"}
_DATED = frozenset({day.lower() for day in day_name}) | {"day", "week", "morning", "evening", "night", "eve"}
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


@wanting(_NAMING, {"xcomp", "appos", "acl:relcl"})
def called_so(words: Tokens) -> Tokens:
    """ "Called the signing a turning point": the first of two nouns is what is called so."""
    out = list(words)
    for verb in words:
        if verb.upos != "VERB" or verb.lemma not in _NAMING:
            continue
        below = [k for k in words[verb.i + 1 :] if k.head == verb.i and k.deprel in ("obj", "iobj", "xcomp")]
        led = next((k for k in words[: verb.i] if k.head == verb.i and k.text == "that"), None)
        if (
            led is not None
            and verb.deprel == "acl:relcl"
            and led.deprel.startswith("obl")
            and len(below) == 1
            and below[0].deprel == "obj"
        ):
            out[led.i] = replace(led, deprel="obj")  # "a move that Oslo called a mistake"
            out[below[0].i] = replace(below[0], deprel="xcomp")
            continue
        nouns = [k for k in below if k.deprel == "xcomp" and k.upos in ("NOUN", "PROPN")]
        if len(below) == 2 and len(nouns) == 2:
            out[nouns[0].i] = replace(nouns[0], deprel="obj")
        for k in words[verb.i + 2 :] if len(below) == 1 and below[0].deprel == "obj" else ():
            if k.upos == "ADJ" and k.deprel == "appos" and k.head == below[0].i and words[k.i - 1].text in ('"', "“"):
                out[k.i] = replace(k, head=verb.i, deprel="xcomp")  # "called the talks “frank and useful”"
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


@wanting(_BINDING, "advcl", "-ing", "to")
def bound_to_doing(words: Tokens) -> Tokens:
    """ "Had committed to sending troops": what somebody commits to, and no aim beside it."""
    out = list(words)
    for t in words[2:]:
        verb = words[t.i - 2]
        led = words[t.i - 1].text == "to" and words[t.i - 1].head == t.i and words[t.i - 1].deprel == "mark"
        if led and t.deprel == "advcl" and t.head == verb.i and verb.lemma in _BINDING and t.text.endswith("ing"):
            out[t.i] = replace(t, deprel="xcomp")
    return tuple(out)


@wanting(_BOUND_TO, "advcl", "to")
def bound_to_do(words: Tokens) -> Tokens:
    """ "Had pledged at a ceremony in March to refrain from it": what is pledged, however far behind, is no aim."""
    out = list(words)
    for t in words[2:]:
        verb = words[t.head] if t.head >= 0 else t
        if (
            t.deprel != "advcl"
            or verb.lemma not in _BOUND_TO
            or verb.upos != "VERB"
            or t.i < verb.i
            or "Inf" not in t.feats
        ):
            continue
        below = [k for k in words if k.head in (verb.i, t.i)]
        led = any(k.head == t.i and k.deprel == "mark" and k.text.lower() == "to" for k in below)
        filled = any(k.head == verb.i and k.deprel in ("obj", "xcomp", "ccomp", "aux:pass") for k in below)
        aim = any(k.head == t.i and k.deprel in ("mark", "advmod") and k.text.lower() != "to" for k in below)
        if led and not filled and not aim and words[t.i - 1].text.lower() == "to":
            out[t.i] = replace(t, deprel="xcomp")
    return tuple(out)


@wanting("conj", "ccomp", "cop")
def said_and_urged(words: Tokens) -> Tokens:
    """ "Said Israel was wrong and urged it to reconsider": who said it also urges."""
    for k in words[3:]:
        if k.deprel != "conj" or k.upos != "VERB" or k.lemma not in _SPEECH_ACTS or "Tense=Past" not in k.feats:
            continue
        told = words[k.head] if k.head >= 0 else k
        cue = words[told.head] if told.deprel == "ccomp" and 0 <= told.head < told.i else None
        if cue is None or cue.lemma not in listed("cues", "say") or "Tense=Past" not in cue.feats:
            continue
        if any(w.head == k.i and (w.deprel.startswith("nsubj") or w.deprel in ("aux", "mark")) for w in words):
            continue
        if any(w.head == told.i and w.deprel == "cop" for w in words):
            return tuple(replace(w, head=cue.i) if w.i == k.i else w for w in words)
    return words


@wanting({"accuse", "suspect", "convict", "warn"}, "of", "nmod")
def accused_of(words: Tokens) -> Tokens:
    """ "Accused the rebels of genocide", "warned the three of consequences": of what they are accused or warned, not
    whose rebels they are."""
    for verb in words:
        if verb.upos != "VERB" or verb.lemma not in ("accuse", "suspect", "convict", "warn"):
            continue
        whom = next((k for k in words[verb.i + 1 :] if k.head == verb.i and k.deprel == "obj"), None)
        if whom is None or sum(k.text.lower() == "of" for k in words[verb.i :]) != 1:
            continue
        what = next((k for k in words[whom.i + 1 :] if k.head == whom.i and k.deprel == "nmod"), None)
        if what is not None and verb.lemma == "warn" and what.lemma not in _THREATENED:
            continue  # "warned the people of the town"
        if what is not None and what.upos == "NOUN" and words[whom.i + 1].text.lower() == "of":
            return tuple(replace(k, head=verb.i, deprel="obl") if k.i == what.i else k for k in words)
    return words


@wanting({"blame", "pin"}, {"on", "upon"}, "nmod")
def blamed_on(words: Tokens) -> Tokens:
    """ "Blamed the deaths on the rebels": the rebels are blamed, whatever the deaths are told to be on. Not where
    "for" follows: "blamed the attack on the camp for the delay"."""
    for verb in words:
        what = next((w for w in words if w.head == verb.i and w.deprel == "obj" and w.i > verb.i), None)
        if verb.lemma not in ("blame", "pin") or verb.upos != "VERB" or what is None:
            continue
        below = [w for w in words if w.head == what.i and w.deprel == "nmod" and w.i > what.i]
        on = [w for w in below if any(c.head == w.i and c.text.lower() in ("on", "upon") for c in words)]
        loose = any(w.text.lower() == "for" and w.deprel == "case" and w.i > verb.i for w in words)
        if on and not loose and not any(w.head == verb.i and w.deprel == "obl" for w in words[what.i :]):
            return tuple(replace(w, head=verb.i, deprel="obl") if w.i == on[-1].i else w for w in words)
    return words


@wanting("say", "to", "ccomp", {"no", "yes", "nyet", "never"})
def said_no_to(words: Tokens) -> Tokens:
    """ "Said “nyet” to the plan": the word is what was said to it, and no clause."""
    out = list(words)
    for t in words[2:-1]:
        if t.deprel != "ccomp" or t.text.lower() not in ("no", "yes", "nyet", "never") or words[t.head].lemma != "say":
            continue
        out[t.i] = replace(t, deprel="obj")
        for k in words[t.i + 1 :]:
            if k.head == t.i and k.deprel in ("obl", "nmod"):
                out[k.i] = replace(k, head=t.head, deprel="obl")
    return tuple(out)


@wanting({"pass", "adopt", "approve", "veto", "draft", "sign", "issue", "publish", "back", "support"}, "on", "obl")
def matter_of_a_text(words: Tokens) -> Tokens:
    """ "Passed a resolution on Ruritania": what the resolution is on, and not where or when it was passed."""
    out = list(words)
    for on in words[2:-1]:
        text = words[on.i - 1]
        if on.text.lower() != "on" or on.head < 0 or text.deprel != "obj" or text.lemma not in _TEXTS:
            continue
        thing = words[on.head]
        if thing.deprel == "obl" and thing.head == text.head and thing.lemma.lower() not in _DATED:
            out[thing.i] = replace(thing, head=text.i, deprel="nmod")
    return tuple(out)


@wanting("nsubj", "advmod", "cop")
def subject_of_the_predicate(words: Tokens) -> Tokens:
    """ "180 men were back on their soil": the men were, and no adverb has a subject."""
    out = list(words)
    for t in words:
        beside = words[t.head]
        if t.deprel != "nsubj" or beside.upos != "ADV" or beside.deprel != "advmod" or beside.head < 0:
            continue
        if any(k.head == beside.head and k.deprel == "cop" and t.i < k.i <= beside.i for k in words):
            out[t.i] = replace(t, head=beside.head)
    return tuple(out)


@wanting(listed("cues", "plain"), "PROPN")
def speaker_before_the_cue(words: Tokens) -> Tokens:
    """ "In a post on social media, Secretary Ana Ruiz said ...", "“It fails,” acting Ambassador Ana Ruiz told the
    council": a cue without a subject has the name that stands between the comma and it, wherever that was hung."""
    for cue in words[2:]:
        if cue.upos != "VERB" or cue.lemma not in listed("cues", "plain") or cue.deprel not in ("root", "conj"):
            continue
        name = words[cue.i - 1]
        if name.upos != "PROPN" or "VerbForm=Fin" not in cue.feats:
            continue
        if any(k.head == cue.i and k.deprel.startswith(("nsubj", "aux", "expl")) for k in words):
            continue
        comma = next((k for k in range(cue.i - 1, max(-1, cue.i - 14), -1) if words[k].text in (",", "”", '"')), None)
        if comma is None:
            continue
        phrase = range(comma + 1, cue.i)
        if not all(words[k].upos in _NOMINAL or words[k].text == "acting" for k in phrase):
            continue
        top = next((k for k in phrase if words[k].upos == "PROPN" and words[k].ner.endswith("PER")), None)
        if top is None:
            continue
        out = list(words)
        for k in phrase:
            if k == top:
                out[k] = replace(words[k], head=cue.i, deprel="nsubj")
            elif words[k].head not in phrase:
                out[k] = replace(words[k], head=top, deprel=_beside(words[k].upos))
        return tuple(out)
    return words


def _beside(upos: str) -> str:
    return {"NOUN": "nmod:desc", "PROPN": "flat", "ADJ": "amod", "VERB": "amod", "DET": "det"}.get(upos, "dep")


ACTS = (
    subject_of_the_predicate,
    matter_of_a_text,
    said_no_to,
    blamed_on,
    accused_of,
    said_and_urged,
    speaker_before_the_cue,
    according_at_the_end,
    bound_to_doing,
    bound_to_do,
    called_so,
    ruled_out_doing,
)
