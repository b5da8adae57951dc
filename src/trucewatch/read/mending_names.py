"""Parses of names and offices put right: what is the office, what the name, and what hangs on which.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, hang, wanting

_OFFICES = listed("cues", "titles") | listed("cues", "heads")
_CHAIRS = _OFFICES | {"chairman", "chairwoman", "speaker", "representative", "charge", "chargé"}
_OF_NAMES = _CHAIRS | listed("cues", "roles")
_FIRMS = frozenset({"company", "utility", "firm", "supplier", "charity"})

_OF_GENERALS = frozenset({"secretary", "director", "attorney", "inspector", "consul", "solicitor", "auditor"})


@wanting("flat", "PROPN")
def whole_name(words: Tokens) -> Tokens:
    """ "Congressman Jim Jordan": the tag of a person on the surname alone is on the name before it as well."""
    out = words
    for t in words[1:]:
        if t.ner != "B-PER" or t.deprel != "flat":
            continue
        given = words[t.i - 1]
        if given.ner != "O" or given.upos != "PROPN" or given.i != t.head:
            continue
        if given.lemma.lower() in _OF_NAMES or not given.text[:1].isupper():
            continue
        out = (*out[: given.i], replace(given, ner="B-PER"), replace(t, ner="I-PER"), *out[t.i + 1 :])
    return out


@wanting("case", "nmod:desc")
def preposition_of_the_name(words: Tokens) -> Tokens:
    """ "Put forward by House envoy Ana Ruiz": "by" governs the name, not the office before it."""
    out = list(words)
    for t in words:
        if t.deprel == "case" and t.i < t.head and words[t.head].deprel == "nmod:desc":
            name = words[words[t.head].head]
            if name.i > t.head and name.upos == "PROPN":
                out[t.i] = replace(t, head=name.i)
    return tuple(out)


@wanting({"appos", "flat"}, "PROPN", _OF_NAMES)
def name_after_its_office(words: Tokens) -> Tokens:
    """ "Chancellor Ana Ruiz and President Ivo Petz said": a name right behind an office is the person, and the office
    stands before it; so what is joined to it is joined to a person."""
    out = list(words)
    for t in words[1:]:
        if t.deprel not in ("appos", "flat") or t.upos != "PROPN" or not 0 <= t.head < t.i:
            continue
        office = words[t.head]
        person = office.upos in ("NOUN", "PROPN") and office.lemma.lower() in _OFFICES and t.text.lower() != "general"
        if t.deprel == "flat" and not (person and office.i == t.i - 1):
            continue  # "Spokeswoman Ana Ruiz", the name hung on the office
        apart = any(k.upos in ("PUNCT", "VERB") for k in words[office.i + 1 : t.i])
        if out[office.i].deprel == "nmod:desc" or apart:
            continue
        surname = [k for k in words[t.i + 1 : t.i + 4] if k.head == t.i and k.deprel == "flat"]
        titled = words[t.i - 1].head == t.i and words[t.i - 1].lemma.lower() in _OFFICES
        untagged = t.deprel == "flat" or titled or not t.ner or (t.ner == "O" and office.lemma.lower() in _OFFICES)
        if not any(k.ner.endswith("PER") for k in (t, *surname)) and not (surname and untagged):
            continue
        right = words[t.i - 1]  # "Children's rights ombudswoman Ana Ruiz"
        beside = right.i != office.i and right.head == office.i and right.lemma.lower() in _OF_NAMES
        more = [k for k in words if k.head == office.i and k.deprel == "flat" and k.i != t.i and k.text != "d'affaires"]
        if not (beside or office.lemma.lower() in _OF_NAMES) or more:
            continue
        if beside:
            out[right.i] = replace(right, head=t.i, deprel="nmod:desc")
        out[t.i] = replace(t, head=office.head, deprel=office.deprel)
        out[office.i] = replace(office, head=t.i, deprel="nmod:desc")
        for k in words:
            if (
                k.head == office.i
                and k.i not in (t.i, right.i if beside else -1)
                and (k.i > t.i or k.deprel in ("case", "mark", "cc", "punct"))
            ):
                out[k.i] = replace(k, head=t.i)
    return tuple(out)


@wanting("flat", "nmod", _CHAIRS)
def name_after_a_body(words: Tokens) -> Tokens:
    """ "Permanent Representative to the UN Ivo Petz said": the name is the envoy's, and no part of the body's."""
    out = list(words)
    for t in words[2:]:
        body = words[t.head] if 0 <= t.head < t.i else t
        if t.deprel != "flat" or not t.ner.endswith("PER") or body.ner.endswith("PER") or body.deprel != "nmod":
            continue
        office = words[body.head] if 0 <= body.head < body.i else body
        if office.lemma.lower() not in _CHAIRS or words[t.i - 1].i != body.i or office.deprel == "nmod:desc":
            continue
        out[t.i] = replace(t, head=office.head, deprel=office.deprel)
        out[office.i] = replace(office, head=t.i, deprel="nmod:desc")
    return tuple(out)


@wanting("appos", _FIRMS)
def name_of_the_firm(words: Tokens) -> Tokens:
    """ "The energy company Velka said": the name is part of who speaks."""
    out = list(words)
    for t in words[1:]:
        firm = words[t.i - 1]
        if t.deprel == "appos" and t.upos == "PROPN" and t.head == firm.i and firm.lemma.lower() in _FIRMS:
            out[t.i] = replace(t, deprel="flat")
    return tuple(out)


@wanting("general", _OF_GENERALS)
def secretary_general(words: Tokens) -> Tokens:
    """ "Its secretary general, Ana Ruiz, said": one office, of which "general" is no second name."""
    out = list(words)
    for t in words[1:]:
        office = words[t.i - 1]
        if t.text.lower() != "general" or office.text.lower() not in _OF_GENERALS or office.head == t.i:
            continue
        hang(out, words, t.i, office.i)
        out[t.i] = replace(t, head=office.i, deprel="flat")
    return tuple(out)


@wanting("appos", "nmod", _OFFICES)
def name_of_the_head(words: Tokens) -> Tokens:
    """ "The head of the Strelsau Regional Military Administration, Ivo Petz, wrote": the name between commas is that of
    who heads the body, not the body's own."""
    out = list(words)
    for t in words[2:]:
        if t.deprel != "appos" or t.upos != "PROPN" or not t.ner.endswith("PER") or words[t.i - 1].text != ",":
            continue
        body = words[t.head]
        office = words[body.head] if body.deprel == "nmod" and 0 <= body.head < body.i else None
        if office is None or office.lemma.lower() not in _OFFICES or body.ner.endswith("PER"):
            continue
        if any(
            k.head == office.i and (k.deprel == "appos" or (k.deprel == "flat" and k.upos == "PROPN")) for k in words
        ):
            continue  # it has a name
        out[t.i] = replace(t, head=office.i)
    return tuple(out)


@wanting("at", "large", "-")
def at_large(words: Tokens) -> Tokens:
    """ "Ambassador-at-Large Ana Ruiz said": one office, of which "Large" is no name."""
    out = list(words)
    for t in words[4:]:
        office, middle = words[t.i - 4], words[t.i - 3 : t.i]
        if t.text.lower() != "large" or [k.text.lower() for k in middle] != ["-", "at", "-"]:
            continue
        for k in (*middle, t):
            hang(out, words, k.i, office.i)
        for k in (*middle, t):
            out[k.i] = replace(k, head=office.i, deprel="goeswith", upos="X")
    return tuple(out)
