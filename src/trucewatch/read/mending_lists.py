"""Parses of list items put right: what a label before a colon or a dash opens, and whoever is named behind an office.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, wanting

_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PROPN", "PART", "PUNCT"})
_OFFICES = frozenset({"head", "chief", "chairman", "chairwoman", "chair", "commander", "governor", "mayor", "leader"})
_LABEL = 8  # words of a label at most
_LONGEST = 14  # words of an office
_OPENS = (":", "-", "–", "—")


@wanting({"parataxis", "appos", "conj"}, _OPENS)
def item_behind_its_label(words: Tokens) -> Tokens:
    """ "Odesa: two missiles hit the port, its head said": the sentence is what stands behind the label, on which all
    else was hung."""
    at = next((t.i for t in words[1 : _LABEL + 1] if t.text in _OPENS), None)
    if at is None or at + 2 >= len(words) or any(t.upos in ("VERB", "AUX", "ADP") for t in words[:at]):
        return words
    if words[at].text == "-" and words[at].start == words[at - 1].end:
        return words  # "Strelsau-based"
    tops = [t for t in words[:at] if not 0 <= t.head < at]
    if not tops:
        return words
    label = tops[0]
    if len(tops) != 1 or label.upos not in ("PROPN", "NOUN"):
        return words
    if label.deprel in ("nsubj", "nsubj:pass"):
        return _subject_behind(words, label, at)
    if label.deprel not in ("root", "ccomp"):
        return words
    own = [t for t in words[at + 1 :] if t.head == label.i]
    clause = next((t for t in own if t.deprel in ("parataxis", "appos", "conj", "dep") and t.upos == "VERB"), None)
    if clause is None or any(t.deprel == "punct" and t.text in (";", ".") for t in own if t.i < clause.i):
        return words
    done_to = any(k.head == clause.i and k.deprel == "aux:pass" for k in words)
    subject = any(k.head == clause.i and k.deprel.startswith("nsubj") for k in words)
    out = list(words)
    out[clause.i] = replace(clause, head=label.head, deprel=label.deprel)
    for t in own:
        if t.i != clause.i:
            does = t.deprel == "appos" and t.i < clause.i and not subject
            subject = subject or does
            out[t.i] = replace(t, head=clause.i, deprel=("nsubj:pass" if done_to else "nsubj") if does else t.deprel)
    out[label.i] = replace(label, head=clause.i, deprel="discourse")
    return tuple(out)


def _subject_behind(words: Tokens, label: Token, at: int) -> Tokens:
    """ "Kherson: three people were hurt": the people were, whom the parser put beside the label."""
    noun = next((t for t in words[at + 1 : label.head] if t.head == label.i and t.deprel == "appos"), None)
    if noun is None or noun.upos not in ("NOUN", "PROPN", "NUM", "PRON"):
        return words
    out = list(words)
    out[noun.i] = replace(noun, head=label.head, deprel=label.deprel)
    out[label.i] = replace(label, deprel="discourse")
    for t in words[noun.i + 1 :]:
        if t.head == label.i:
            out[t.i] = replace(t, head=noun.i)
    return tuple(out)


@wanting("of", _OFFICES, "PROPN", "flat", listed("cues", "plain"))
def name_behind_the_body(words: Tokens) -> Tokens:
    """ "..., head of the regional military administration Ivo Petz posted": the name right behind the body is that of
    who heads it, and he speaks."""
    plain = listed("cues", "plain")
    for said in words[4:]:
        if said.upos != "VERB" or said.lemma.lower() not in plain:
            continue
        first = said.i - 1
        while first > 3 and words[first].deprel == "flat":
            first -= 1
        name, body = words[first], words[first - 1]
        if first == said.i - 1 or name.upos != "PROPN" or body.upos not in ("NOUN", "PROPN"):
            continue
        office = _office_before(words, first)
        if office is None or not name.ner.endswith("PER"):
            continue
        inside = range(office, said.i + 1)
        ups = [words[k].head for k in (said.i, office, first) if words[k].head not in inside]
        if not ups or any(k.head == said.i and k.deprel in ("aux:pass", "nsubj:pass") for k in words):
            continue
        out = list(words)
        led = said.deprel not in ("parataxis", "ccomp", "root") or said.head in inside
        out[said.i] = replace(said, head=ups[0], deprel=("root" if ups[0] < 0 else "parataxis") if led else said.deprel)
        out[office] = replace(words[office], head=said.i, deprel="nsubj")
        out[first] = replace(name, head=office, deprel="appos")
        if body.head == first:
            out[body.i] = replace(body, head=office, deprel="nmod")
            for k in words[office + 1 : body.i]:
                if k.head == first:
                    out[k.i] = replace(k, head=body.i)
        return tuple(out)
    return words


def _office_before(words: Tokens, name: int) -> int | None:
    """Where the office stands whose body is told right before a name: "head of the council"; None where none does."""
    for k in range(name - 2, max(-1, name - _LONGEST), -1):
        word = words[k]
        if word.upos not in _NOMINAL or word.text in (",", ";", ":", "(", ")"):
            return None
        if word.lemma.lower() in _OFFICES and words[k + 1].text.lower() in ("of", "for"):
            return k
    return None
