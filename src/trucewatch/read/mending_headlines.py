"""Parses of headlines put right (see ``mending``): infinitives that tell what is to come, passives without "are"."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import types
from trucewatch.read.mends import Tokens, wanting

_ACTING = frozenset({"delegation", "person", "group", "official", "leader", "force", "company", "militants", "people"})
_STOPS = frozenset({".", "!", "?"})


@wanting("to", {"acl", "root", "parataxis", "ccomp", "aux"})
def to_come(words: Tokens) -> Tokens:
    """ "Ruritania to release 13 hostages on Friday": what a name or an office is "to" do, where no verb is finite, is
    what it will do; after a colon also beside a verb."""
    out = list(words)
    for to in words[1:-1]:
        if to.text == "to" and to.deprel == "aux" and words[to.i - 1].upos not in ("VERB", "AUX"):
            out[to.i] = replace(to, upos="AUX", lemma="will")
            continue
        if to.text != "to" or to.deprel != "mark" or to.head < to.i or words[to.head].upos != "VERB":
            continue
        verb = words[to.head]
        kids = [k for k in words if k.head == verb.i]
        own = next((k for k in kids if k.deprel.startswith("nsubj") and k.i < to.i), None)
        beside = words[to.i - 1]
        if own is not None and verb.deprel in ("root", "parataxis", "acl") and _plain(kids, own, to):
            out[verb.i] = replace(verb, deprel="parataxis" if verb.deprel == "acl" else verb.deprel)
        elif verb.deprel != "acl":
            continue
        elif own is None and beside.deprel == "appos" and beside.head == verb.head and beside.i > 0:
            if words[beside.i - 1].text != ":":
                continue  # "Live: Ruritania to send an envoy"
            out[verb.i] = replace(verb, deprel="parataxis")
            out[beside.i] = replace(beside, head=verb.i, deprel="nsubj")
        elif own is None and _heads_a_line(words, verb, kids):
            noun = words[words[verb.head].head] if words[verb.head].deprel == "conj" else words[verb.head]
            passive = any(k.deprel == "aux:pass" for k in kids)
            out[verb.i] = replace(verb, head=noun.head, deprel=noun.deprel)
            out[noun.i] = replace(noun, head=verb.i, deprel="nsubj:pass" if passive else "nsubj")
            for k in words:
                if k.head == noun.i and k.i > verb.i and k.deprel != "conj":
                    out[k.i] = replace(k, head=verb.i)
        else:
            continue
        out[to.i] = replace(to, deprel="aux", upos="AUX", lemma="will")
    return tuple(out)


def _plain(kids: list[Token], own: Token, to: Token) -> bool:
    """Whether nothing but the verb's own subject stands before "to": no "for", no question word."""
    return all(k.i >= to.i or k.i <= own.i for k in kids) and not any(
        k.deprel in ("mark", "cop", "aux") and k.i < to.i for k in kids
    )


def _heads_a_line(words: Tokens, verb: Token, kids: list[Token]) -> bool:
    """Whether the noun that a verb hangs on stands over a whole line without a verb and is somebody who can act."""
    noun = words[words[verb.head].head] if words[verb.head].deprel == "conj" else words[verb.head]
    if noun.deprel not in ("root", "parataxis") or noun.upos not in ("PROPN", "NOUN"):
        return False
    done_to = any(k.deprel == "aux:pass" for k in kids)
    if noun.upos == "NOUN" and not done_to and not types().get(noun.lemma.lower(), frozenset()) & _ACTING:
        return False
    return not any("VerbForm=Fin" in t.feats and t.head in (-1, noun.i) for t in words)


@wanting("Voice=Pass", "acl")
def done_to(words: Tokens) -> Tokens:
    """ "More hostages released by the militia": a line that is a noun with a participle behind it tells what was done
    to it."""
    root = next((t for t in words if t.head < 0), None)
    if root is None or root.upos not in ("NOUN", "PROPN") or len(words) < 4 or words[-1].text in _STOPS:
        return words
    kids = [k for k in words if k.head == root.i]
    done = [k for k in kids if k.deprel == "acl" and k.upos == "VERB" and "Voice=Pass" in k.feats and k.i > root.i]
    if len(done) != 1 or any(k.deprel in ("cop", "nsubj", "parataxis") for k in kids):
        return words
    verb = done[0]
    if any(k.text in (":", "|") for k in words[: verb.i]) or any(k.head == verb.i and k.i < verb.i for k in words):
        return words
    if any(k.text.lower() in ("the", "a", "an", "this", "these", "those") and k.head == root.i for k in words):
        return words  # "The houses destroyed by the flood", a caption
    out = list(words)
    out[verb.i] = replace(verb, head=-1, deprel="root")
    out[root.i] = replace(root, head=verb.i, deprel="nsubj:pass")
    for k in kids:
        if k.i > verb.i:
            out[k.i] = replace(k, head=verb.i, deprel="obl" if k.deprel == "nmod" else k.deprel)
    return tuple(out)


def _second_of_two(words: Tokens, out: list[Token], t: Token) -> None:
    """ "Ruritania, Graustark hold talks": a verb of many, and no second name of the first."""
    first, verb = words[t.i - 2], words[t.i + 1]
    if t.head != first.i or words[t.i - 1].text != "," or (first.upos, t.upos) != ("PROPN", "PROPN"):
        return
    many = verb.upos == "VERB" and verb.text.lower() == verb.lemma.lower() and "VerbForm=Inf" not in verb.feats
    if many and first.deprel == "nsubj" and first.head == verb.i:
        out[t.i] = replace(t, deprel="conj")


@wanting({"obl:unmarked", "obl", "vocative", "appos"}, {"conj", "appos"}, "PROPN")
def names_before_their_verb(words: Tokens) -> Tokens:
    """ "Ruritania, Graustark hold talks": two names before a verb without a subject do it together."""
    out = list(words)
    for t in words[2:-1]:
        first = words[t.head] if t.deprel == "conj" and t.head >= 0 else t
        verb = words[t.i + 1]
        if t.deprel == "appos":
            _second_of_two(words, out, t)
            continue
        if first.i == t.i or first.deprel not in ("obl:unmarked", "obl", "vocative") or first.head != verb.i:
            continue
        if first.upos != "PROPN" or t.upos != "PROPN" or verb.upos != "VERB":
            continue
        kids = [k for k in words if k.head == verb.i]
        if any("subj" in k.deprel for k in kids) or any(k.head == first.i and k.deprel == "case" for k in words):
            continue
        out[first.i] = replace(first, deprel="nsubj")
    return tuple(out)


@wanting("parataxis", {"killed", "wounded", "injured", "damaged", "destroyed", "displaced", "detained", "arrested"})
def beside_its_fate(words: Tokens) -> Tokens:
    """ "Ruritania wants talks; 18 people killed in raids": of the people it is told what was done to them, where the
    parser has both side by side."""
    out = list(words)
    for t in words[1:]:
        noun = words[t.i - 1]
        if t.deprel != "parataxis" or t.upos != "VERB" or noun.deprel != "parataxis" or noun.head != t.head:
            continue
        if noun.upos in ("NOUN", "PROPN") and not any(k.head == t.i and "subj" in k.deprel for k in words):
            out[noun.i] = replace(noun, head=t.i, deprel="nsubj:pass")
            out[t.i] = replace(t, feats="Tense=Past|VerbForm=Part|Voice=Pass")
    return tuple(out)
