"""Parses of names and offices put right: what is the office, what the name, and what hangs on which.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace

from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, hang, wanting

_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PROPN", "PART"})
_OFFICES = listed("cues", "titles") | listed("cues", "heads")
_CHAIRS = _OFFICES | {"chairman", "chairwoman", "speaker", "representative", "charge", "chargé"}
_OF_NAMES = _CHAIRS | listed("cues", "roles")
_FIRMS = frozenset({"company", "utility", "firm", "supplier", "charity"})
_LONGEST = 16  # words of an office

_OF_GENERALS = frozenset({"secretary", "director", "attorney", "inspector", "consul", "solicitor", "auditor"})


def _acting_head(words: Tokens) -> Tokens:
    """ "A drone hit the port, acting head of the region Ivan Petz reported": who acts as head, and does nothing yet."""
    t = next((t for t in words[:-1] if t.text.lower() == "acting" and t.upos == "VERB"), None)
    title = words[t.i + 1] if t is not None else None
    if t is None or title is None or title.lemma.lower() not in _CHAIRS or title.head != t.i:
        return words
    out = list(words)
    name = next((k for k in words[title.i + 1 :] if k.upos == "PROPN" and k.deprel == "nsubj"), None)
    said = words[name.head] if name is not None else None
    out[t.i] = replace(t, upos="ADJ", head=title.i, deprel="amod")
    if name is None or said is None or said.i < name.i or not title.i <= said.head < name.i:
        out[title.i] = replace(title, head=t.head, deprel=t.deprel)
        return tuple(out)
    out[said.i] = replace(said, head=t.head, deprel="parataxis")
    out[title.i] = replace(title, head=name.i, deprel="nmod:desc")
    for k in words:
        if k.head == t.i and k.i not in (title.i, said.i):
            out[k.i] = replace(k, head=said.i if k.deprel == "punct" else title.i)
    return tuple(out)


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


@wanting("nsubj", "flat", "cc", _CHAIRS)
def name_after_two_offices(words: Tokens) -> Tokens:
    """ "Presidential aide and head of the delegation Ivo Petz said", "Chairman of the council and former president Ana
    Ruiz warned": one person, of whom all before the name tells the offices."""
    office = next((t for t in words if t.deprel == "nsubj" and t.lemma.lower() in _CHAIRS), None)
    if office is None or office.upos not in ("NOUN", "PROPN") or office.i + 2 >= len(words):
        return words
    said = words[office.head].i
    last = next((k for k in range(said - 1, office.i, -1) if words[k].upos != "AUX"), office.i)
    first = last if words[last].deprel != "flat" else words[last].head
    name = words[first]
    if not office.i + 2 < first <= last or name.upos != "PROPN" or not name.ner.endswith("PER"):
        return words
    between = words[office.i + 1 : first]
    if any(t.text in (",", "(") or t.upos == "VERB" for t in between) or words[first - 1].upos == "ADP":
        return words
    joint = next((t.i for t in between if t.upos == "CCONJ"), None)
    if joint is None or any(t.head == office.i and t.text.lower() == "the" for t in words[: office.i]):
        return words
    second = [t for t in words[joint + 1 : first] if t.lemma.lower() in _CHAIRS]
    if not second or name.head not in (office.i, *(t.i for t in words[office.i : first])):
        return words
    out = list(words)
    out[first] = replace(name, head=office.head, deprel=office.deprel)
    for t in (office, second[0]):
        out[t.i] = replace(t, head=first, deprel="nmod:desc")
    for t in between:  # "head of the delegation Ivo Petz": the delegation is what he heads
        if t.head == first and t.i > second[0].i and t.deprel in ("case", "det", "nmod:desc", "compound", "amod"):
            body = max((k.i for k in between if k.upos in ("NOUN", "PROPN") and k.i > second[0].i), default=None)
            if body is None:
                continue
            out[t.i] = replace(t, head=second[0].i, deprel="nmod") if t.i == body else replace(t, head=body)
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


@wanting("acting", "PROPN")
def acting_in_office(words: Tokens) -> Tokens:
    """ "..., acting governor Ana Ruiz told the channel": a governor who speaks, and nobody that acts."""
    words = _acting_head(words)
    out = list(words)
    for t in words[:-3]:
        office, name = words[t.i + 1], words[t.i + 2]
        if t.text.lower() != "acting" or t.upos != "VERB" or name.upos != "PROPN":
            continue
        if office.lemma.lower() not in _OFFICES or t.deprel not in ("acl", "appos", "advcl", "nsubj"):
            continue
        last = next((k.i for k in words[name.i :] if k.upos != "PROPN"), name.i)
        said = words[last]
        if said.upos != "VERB" or any(k.head == said.i and k.deprel == "nsubj" for k in words):
            continue
        hang(out, words, t.i, name.i, but=name.i)
        out[t.i] = replace(t, head=office.i, deprel="amod", upos="ADJ")
        out[office.i] = replace(office, head=name.i, deprel="nmod:desc")
        out[name.i] = replace(name, head=said.i, deprel="nsubj")
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


@wanting("nsubj", ",", listed("cues", "plain"), _OFFICES)
def office_before_the_name(words: Tokens) -> Tokens:
    """ "..., the head of the Strelsau administration, Ivo Petz, said", "The head of the region, Ivo Petz, said": who
    heads it speaks, and the name is his; the office is no apposition of what stands before it, nor what he said."""
    out = list(words)
    plain = listed("cues", "plain")
    for t in words[4:]:
        said = words[t.head]
        if t.deprel != "nsubj" or t.upos != "PROPN" or not t.ner.endswith("PER") or words[t.i - 1].text != ",":
            continue
        back = range(t.i - 2, max(-1, t.i - _LONGEST), -1)
        first = next((k + 1 for k in back if words[k].text in (",", ":")), 0 if t.i < _LONGEST else None)
        if first is None or said.i < t.i or said.lemma.lower() not in plain:
            continue
        phrase = range(first, t.i - 1)
        tops = [k for k in phrase if words[k].head not in phrase]
        if len(tops) != 1 or any(words[k].upos not in _NOMINAL for k in phrase):
            continue
        office = words[tops[0]]
        hung = ("appos", "conj", "nmod", "dep") if office.head < first and first else ("ccomp",)
        if (
            office.lemma.lower() in _OFFICES
            and office.deprel in hung
            and (office.head < first or office.head == said.i)
        ):
            out[office.i] = replace(office, head=said.i, deprel="nsubj")
            out[t.i] = replace(t, head=office.i, deprel="appos")
    return tuple(out)


@wanting("nsubj", "ccomp", ",", listed("cues", "plain"))
def each_its_subject(words: Tokens) -> Tokens:
    """ "The toll has risen to nine, the head of the council said": the toll has risen and the head said so, not the
    other way round."""
    out = list(words)
    plain = listed("cues", "plain")
    for told in words[1:]:
        said = words[told.head]
        if told.deprel != "ccomp" or said.i < told.i or said.upos != "VERB" or said.lemma.lower() not in plain:
            continue
        before = [k for k in words[: told.i] if k.head == said.i and k.deprel == "nsubj"]
        behind = [k for k in words[told.i : said.i] if k.head == told.i and k.deprel == "nsubj"]
        if len(before) != 1 or len(behind) != 1:
            continue
        below = [k.i for k in words[told.i : behind[0].i] if k.head == behind[0].i and k.deprel != "punct"]
        opens = min([*below, behind[0].i])
        if words[opens - 1].text == ",":
            out[before[0].i] = replace(before[0], head=told.i)
            out[behind[0].i] = replace(behind[0], head=said.i)
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
