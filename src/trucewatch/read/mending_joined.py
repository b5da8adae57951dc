"""Parses of coordinations put right: what an "and" joins to what, and what follows a verb that only links.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.mends import Tokens, wanting

_AGREEING = frozenset({"agree", "arrange", "decide", "promise", "undertake"})


@wanting("conj", "cc")
def subject_of_the_next(words: Tokens) -> Tokens:
    """ "Debris damaged a pipe between two tanks and fuel caught fire": what stands behind the "and", right before a
    verb that has no "and" of its own, is what that verb is about and nothing that the first one was done to."""
    for verb in words:
        if verb.deprel != "conj" or verb.upos != "VERB" or "VerbForm=Fin" not in verb.feats or verb.i < 4:
            continue
        own = [k for k in words[: verb.i] if k.head == verb.i]
        first = min((k.i for k in own), default=verb.i)
        if any(k.deprel in ("nsubj", "nsubj:pass", "cc", "mark", "obj", "punct") for k in own):
            continue
        noun = words[first - 1]
        if noun.deprel != "conj" or noun.upos not in ("NOUN", "PROPN") or not verb.head < noun.head < noun.i:
            continue
        joins = next((k for k in words[: noun.i] if k.head == noun.i and k.deprel == "cc"), None)
        if joins is None or words[noun.head].upos not in ("NOUN", "PROPN"):
            continue
        passive = any(k.deprel == "aux:pass" for k in own)
        out = list(words)
        out[noun.i] = replace(noun, head=verb.i, deprel="nsubj:pass" if passive else "nsubj")
        out[joins.i] = replace(joins, head=verb.i)
        return tuple(out)
    return words


@wanting({"remain", "become", "stay"}, "ccomp")
def what_it_remains(words: Tokens) -> Tokens:
    """ "Said the withdrawal remained one of the conditions": what it remains, hung on the saying beside it."""
    for verb in words[:-1]:
        after = words[verb.i + 1]
        if verb.deprel != "ccomp" or verb.lemma not in ("remain", "become", "stay") or after.head != verb.head:
            continue
        if after.deprel in ("ccomp", "obj", "xcomp", "parataxis") and after.upos in ("ADJ", "NOUN", "NUM", "PRON"):
            return tuple(replace(w, head=verb.i, deprel="xcomp") if w.i == after.i else w for w in words)
    return words


@wanting("to", "conj")
def agreed_to_do(words: Tokens) -> Tokens:
    """ "Has agreed with Ukraine and, separately, with Russia to draft a text": what is agreed to be done, which no
    "and" joins to the agreeing."""
    for verb in words:
        if verb.deprel != "conj" or verb.upos != "VERB" or not 0 <= verb.head < verb.i:
            continue
        to = next((k for k in words[verb.head : verb.i] if k.head == verb.i and k.text == "to"), None)
        over = words[verb.head]
        if to is None or over.lemma not in _AGREEING or words[to.i - 1].upos in ("CCONJ", "PUNCT", "ADV"):
            continue
        if any(k.head == over.i and k.deprel in ("xcomp", "ccomp", "mark") for k in words):
            continue
        joined = [k for k in words[over.i : to.i] if k.deprel == "conj" and words[k.head].head == over.i]
        if not joined:
            continue
        out = list(words)
        out[verb.i] = replace(verb, deprel="xcomp")
        for k in words[over.i : joined[-1].i]:
            if k.head == verb.i:
                out[k.i] = replace(k, head=joined[-1].i)
        return tuple(out)
    return words


@wanting("-ing", "conj", "cc")
def and_on_doing(words: Tokens) -> Tokens:
    """ "Agreed on a ban, on safe passage and on keeping ships away": the last of what was agreed on, for a gerund
    behind a preposition is joined to no finite verb."""
    for verb in words:
        if verb.deprel != "conj" or not verb.text.endswith("ing") or not 0 <= verb.head < verb.i:
            continue
        on = next((k for k in words[verb.head : verb.i] if k.head == verb.i and k.deprel in ("mark", "case")), None)
        if on is None or words[on.i - 1].upos != "CCONJ" or "VerbForm=Fin" not in _feats(words, verb.head):
            continue
        same = [k for k in words[verb.head : on.i] if k.head == verb.head and k.deprel == "obl"]
        same = [k for k in same if any(c.head == k.i and c.text == on.text for c in words[: k.i])]
        if same:
            return tuple(replace(w, head=same[0].i) if w.i == verb.i else w for w in words)
    return words


def _feats(words: Tokens, i: int) -> str:
    """The features of a verb and of its auxiliaries."""
    return words[i].feats + "".join(k.feats for k in words[:i] if k.head == i and k.deprel == "aux")


JOINED = (subject_of_the_next, what_it_remains, agreed_to_do, and_on_doing)
