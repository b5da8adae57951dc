"""Parses put right of what an opening phrase has swallowed, and of what became of those that are counted.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, wanting

_SAYING = listed("cues", "say")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_FATES = ("dead", "missing", "wounded", "injured", "hurt", "alive")
_COUNTING = frozenset({"count", "list", "record", "log", "tally", "register", "document"})


@wanting("appos", "obl", "ADP", _SAYING)
def speaker_behind_an_opening(words: Tokens) -> Tokens:
    """ "In a post on X, its adviser Ana Ruiz accused the army", "In a statement to a paper, General Petz said": whoever
    stands right before a cue without a subject is its subject, and not the opening by another name."""
    out = list(words)
    for t in words:
        if t.upos != "VERB" or t.lemma.lower() not in _SAYING:
            continue
        if any(k.head == t.i and k.deprel in _SUBJECTS for k in words):
            continue
        opening = next((k for k in words[: t.i] if k.head == t.i and k.deprel == "obl"), None)
        if opening is None or not any(k.head == opening.i and k.deprel == "case" and k.i < opening.i for k in words):
            continue
        named = [k for k in words[opening.i : t.i] if k.head == opening.i and k.deprel == "appos"]
        if not named or named[-1].upos not in ("NOUN", "PROPN"):
            continue
        who = named[-1]
        first = who.i
        while first > opening.i + 1 and opening.i < words[first - 1].head <= who.i:
            first -= 1
        if "," in (words[first - 1].text, words[first].text):
            out[who.i] = replace(who, head=t.i, deprel="nsubj")
    return tuple(out)


@wanting({"amod", "ccomp"}, "obj", _FATES)
def fate_of_the_counted(words: Tokens) -> Tokens:
    """ "Counted nine soldiers dead": what became of them stands behind them, and is no adjective of theirs."""
    out = list(words)
    for t in words[1:]:
        counted = t.deprel == "ccomp" and t.upos == "ADJ" and words[t.head].lemma.lower() in _COUNTING
        if counted and t.text.lower() in _FATES and words[t.i - 1].deprel == "obj" and words[t.i - 1].head == t.head:
            out[t.i] = replace(t, deprel="xcomp")
        if t.deprel != "amod" or t.text.lower() not in _FATES or t.head != t.i - 1:
            continue
        whom = words[t.head]
        verb = words[whom.head] if whom.deprel == "obj" else None
        if verb is not None and verb.lemma.lower() in _COUNTING:
            out[t.i] = replace(t, head=verb.i, deprel="xcomp")
    return tuple(out)
