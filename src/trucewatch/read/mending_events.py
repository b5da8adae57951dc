"""Parses of events put right: verbless bulletins, verbs with a noun and a preposition, charges, unreal conditions.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from trucewatch.language.lexicon import lexicon
from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import words as words_of
from trucewatch.read.mends import Tokens, hang, wanting

_PAST = "Tense=Past|VerbForm=Part|Voice=Pass"
_REPORTING = frozenset({"report", "confirm", "announce", "say", "count"})
_STEPS = 12  # governors climbed at most


@lru_cache(maxsize=1)
def _fates() -> dict[str, str]:
    return {str(k): str(v) for k, v in lexicon("mends")["fates"].items()}


@lru_cache(maxsize=1)
def _with_noun() -> dict[str, dict[str, str]]:
    return {str(k): {str(n): str(m) for n, m in v.items()} for k, v in lexicon("mends")["with_noun"].items()}


@lru_cache(maxsize=1)
def _with_preposition() -> dict[str, str]:
    return {str(k): str(v) for k, v in lexicon("mends")["with_preposition"].items()}


@wanting(_fates())
def told_without_verb(words: Tokens) -> Tokens:
    """ "Sumy region: one dead, five wounded.", "Two killed, 12 homes damaged": where no verb is finite, what became
    of the number or noun before it is its predicate."""
    if any("VerbForm=Fin" in t.feats or t.deprel in ("aux", "aux:pass", "cop") for t in words):
        return words
    fates = [t for t in words[1:] if t.text.lower() in _fates() and _ends_a_phrase(words, t.i)]
    fates = [t for t in fates if _counted(words, t.i - 1)]
    if not fates:
        return words
    out = list(words)
    first = fates[0].i
    for t in fates:
        who, verb = out[t.i - 1], _fates()[t.text.lower()]
        if t.i == first:
            over, rel = _outside(out, t.i), "parataxis"
        else:
            over, rel = first, "conj"
        out[t.i] = replace(t, head=over, deprel="root" if over < 0 else rel, upos="VERB", lemma=verb, feats=_PAST)
        out[who.i] = replace(who, head=t.i, deprel="nsubj:pass")
        for k in words:  # what hung on the number or its noun belongs to what happened
            if k.head == who.i and k.i > t.i and k.deprel in ("nmod", "obl", "acl", "conj", "appos", "punct"):
                out[k.i] = replace(out[k.i], head=t.i, deprel="obl" if k.deprel == "nmod" else k.deprel)
    return _rooted(out, first)


def _ends_a_phrase(words: Tokens, i: int) -> bool:
    """Whether no noun follows that the word could be an attribute of."""
    after = words[i + 1] if i + 1 < len(words) else None
    return after is None or after.upos in ("PUNCT", "ADP", "CCONJ", "SCONJ")


def _counted(words: Tokens, i: int) -> bool:
    """A number, a noun with a number or an article, "more" after a number: "five", "12 homes", "a roof", "two more"."""
    t = words[i]
    if t.upos == "NUM":
        return True
    if t.text.lower() in ("more", "others"):
        return i > 0 and words[i - 1].upos == "NUM"
    marked = [k for k in words if k.head == i and k.deprel in ("nummod", "det")]
    return t.upos == "NOUN" and any(k.text.lower() not in ("the", "these", "those") for k in marked)


def _outside(words: list[Token], i: int) -> int:
    """The governor of a fate that is not the number before it, nor below it."""
    up = words[i].head
    for _ in range(_STEPS):
        if up < 0 or up < i - 1:
            return up
        up = words[up].head
    return -1


def _rooted(words: list[Token], first: int) -> Tokens:
    """The sentence with one root: where the number before was the root, what became of it is."""
    roots = [t.i for t in words if t.head < 0]
    if not roots:
        words[first] = replace(words[first], head=-1, deprel="root")
    for k in roots[1:]:
        words[k] = replace(words[k], head=roots[0], deprel="parataxis")
    return tuple(words)


@wanting("ccomp")
def complement_beside(words: Tokens) -> Tokens:
    """ "The road remains closed, the mayor said", "14 miners killed in raid, says ministry": not two things said; what
    follows a verb at once without a subject of its own is its complement, what follows a noun tells what befell it."""
    out = list(words)
    for t in words[1:]:
        verb = words[t.i - 1]
        if t.deprel != "ccomp" or verb.deprel != "ccomp" or verb.head != t.head or t.head < t.i:
            continue
        if t.upos not in ("VERB", "ADJ") or any(k.head == t.i and k.i < t.i for k in words):
            continue
        if verb.upos in ("NOUN", "PROPN") and t.text.endswith(("ed", "en")):
            out[verb.i] = replace(verb, head=t.i, deprel="nsubj:pass")
            continue
        out[t.i] = replace(t, head=verb.i, deprel="xcomp")
        hang(out, words, t.i, verb.i, label="conj")
    return tuple(out)


@wanting("Voice=Pass", "nsubj")
def passive_without_auxiliary(words: Tokens) -> Tokens:
    """ "Twenty drones shot down over the sea": a headline's passive, whose subject did not do it."""
    out = list(words)
    for t in words:
        if t.upos != "VERB" or "Voice=Pass" not in t.feats or t.deprel not in ("root", "parataxis", "ccomp"):
            continue
        kids = [k for k in words if k.head == t.i]
        if any(k.deprel in ("aux", "aux:pass", "cop", "obj", "ccomp", "xcomp") for k in kids):
            continue
        if t.deprel == "parataxis" and t.head < t.i and t.lemma.lower() in words_of("cues", "plain"):
            continue  # "..., the council reported on its page"
        for k in kids:
            if k.deprel == "nsubj" and k.i < t.i:
                out[k.i] = replace(k, deprel="nsubj:pass")
    return tuple(out)


@wanting(_with_noun(), "to")
def noun_in_the_verb(words: Tokens) -> Tokens:
    """ "Set fire to a station", "laid waste to it": the noun is part of the verb, what follows "to" its object."""
    out = list(words)
    for t in words[:-2]:
        nouns = _with_noun().get(t.lemma.lower())
        if nouns is None or t.upos != "VERB":
            continue
        held = (k for k in words[t.i + 1 :] if k.head == t.i and k.deprel in ("obj", "compound:prt"))
        noun = next((k for k in held if k.text.lower() in nouns), None)
        if noun is None or noun.i + 1 >= len(words) or words[noun.i + 1].text.lower() != "to":
            continue
        to = words[noun.i + 1]
        thing = words[to.head] if to.deprel == "case" and to.head > to.i else None
        if thing is None or thing.head not in (t.i, noun.i):
            continue
        out[t.i] = replace(t, lemma=nouns[noun.text.lower()])
        out[noun.i] = replace(noun, deprel="compound:prt")
        out[to.i] = replace(to, head=t.i, deprel="compound:prt")
        out[thing.i] = replace(thing, head=t.i, deprel="obj")
    return tuple(out)


@wanting("were")
def unreal_condition(words: Tokens) -> Tokens:
    """ "Were Ruritania to attack, the bloc would respond": a clause with a subject of its own, on a condition."""
    if len(words) < 6 or words[0].text != "Were":
        return words
    comma = next((t.i for t in words if t.text == ","), None)
    would = next((t for t in words if t.text.lower() in ("would", "could", "might")), None)
    if comma is None or would is None or would.i < comma or would.head < comma:
        return words
    to = next((t for t in words[1:comma] if t.text == "to" and t.deprel == "mark"), None)
    if to is None or words[to.head].upos not in ("VERB", "AUX"):
        return words
    verb = words[to.head]
    who = next(
        (t for t in words[1 : to.i] if t.head not in range(1, to.i) and t.upos in ("NOUN", "PROPN", "PRON")), None
    )
    if who is None:
        return words
    out = list(words)
    out[verb.i] = replace(verb, head=would.head, deprel="advcl")
    out[who.i] = replace(who, head=verb.i, deprel="nsubj")
    out[0] = replace(words[0], head=verb.i, deprel="aux", lemma="be")
    out[to.i] = replace(to, head=verb.i, deprel="aux")
    if verb.deprel == "root":
        out[would.head] = replace(out[would.head], head=-1, deprel="root")
    return tuple(out)


@wanting(_fates(), "NUM")
def number_of_a_verb(words: Tokens) -> Tokens:
    """ "Says 50 killed in strikes", "reported 23 dead": a number on a participle is those whom it befell."""
    out = list(words)
    for t in words[:-1]:
        fate = words[t.i + 1]
        verb = _fates().get(fate.text.lower())
        if t.upos != "NUM" or verb is None or any(k.head == fate.i and k.deprel.startswith("nsubj") for k in words):
            continue
        over = words[t.head] if t.head >= 0 else t
        if over.i == fate.i and t.deprel == "nummod" and fate.upos == "VERB":
            out[fate.i] = replace(fate, lemma=verb, feats=_PAST)
        elif over.lemma.lower() in _REPORTING and t.deprel == "obj" and fate.head in (t.i, over.i):
            out[fate.i] = replace(fate, upos="VERB", lemma=verb, feats=_PAST, head=over.i, deprel="ccomp")
        else:
            continue
        out[t.i] = replace(t, head=fate.i, deprel="nsubj:pass")
    return tuple(out)


@wanting({"de", "re"}, "-")
def prefix_apart(words: Tokens) -> Tokens:
    """ "Two towns were de-energized": one verb that the tokeniser cut in three."""
    out = list(words)
    for t in words[:-2]:
        rest = words[t.i + 2]
        if t.text.lower() not in ("de", "re") or words[t.i + 1].text != "-" or not rest.text.lower().endswith("ed"):
            continue
        lemma = f"{t.text.lower()}-{rest.lemma.lower().replace('ise', 'ize')}"
        helped = any(k.head in (t.i, rest.i) and k.deprel == "aux:pass" for k in words)
        out[t.i] = replace(t, upos="VERB", lemma=lemma, feats=_PAST if helped else rest.feats)
        out[rest.i] = replace(rest, head=t.i, deprel="goeswith", upos="X")
        hang(out, words, rest.i, t.i)
        if t.head == rest.i:
            out[t.i] = replace(out[t.i], head=rest.head, deprel=rest.deprel)
    return tuple(out)


@wanting(_with_preposition())
def object_behind_preposition(words: Tokens) -> Tokens:
    """ "Resorted to heavy shelling of villages": the shelling is what was done."""
    out = list(words)
    for t in words[:-2]:
        wanted = _with_preposition().get(t.lemma.lower())
        if wanted is None or t.upos != "VERB" or words[t.i + 1].text.lower() != wanted:
            continue
        thing = next((k for k in words[t.i + 2 :] if k.head == t.i and k.deprel in ("obl", "advcl", "xcomp")), None)
        if thing is None:
            continue
        noun = replace(
            thing, deprel="obj", upos="NOUN", lemma=thing.text.lower() if thing.upos == "VERB" else thing.lemma
        )
        out[thing.i] = noun
        out[t.i + 1] = replace(words[t.i + 1], head=t.i, deprel="compound:prt")
        for k in words:
            if k.head == thing.i and k.deprel in ("obj", "obl") and thing.upos == "VERB":
                out[k.i] = replace(k, deprel="nmod")
    return tuple(out)


@wanting({"remain", "stay", "keep"}, "xcomp")
def still_closed(words: Tokens) -> Tokens:
    """ "The road remains closed": as "is closed"."""
    out = list(words)
    for t in words:
        up = words[t.head] if t.head >= 0 else t
        state = t.text.lower() in ("closed", "shut", "open", "impassable", "offline") and t.deprel == "xcomp"
        if not state or up.lemma.lower() not in ("remain", "stay", "keep") or up.upos != "VERB":
            continue
        if any(k.head == up.i and k.deprel == "obj" for k in words):
            continue
        out[t.i] = replace(t, head=up.head, deprel=up.deprel, upos="ADJ", lemma=t.text.lower(), feats="Degree=Pos")
        out[up.i] = replace(up, head=t.i, deprel="cop", upos="AUX")
        hang(out, words, up.i, t.i)
    return tuple(out)


@wanting({"closed", "shut"})
def state_of_being_closed(words: Tokens) -> Tokens:
    """ "Forty schools are closed": a state and no deed."""
    out = list(words)
    for t in words:
        if t.text.lower() not in ("closed", "shut") or t.upos not in ("VERB", "ADJ"):
            continue
        kids = [k for k in words if k.head == t.i]
        helper = next((k for k in kids if k.deprel in ("aux:pass", "cop") and "Tense=Pres" in k.feats), None)
        if helper is None or any(k.deprel in ("obl:agent", "aux", "obj") for k in kids):
            continue
        out[t.i] = replace(t, upos="ADJ", lemma=t.text.lower(), feats="Degree=Pos")
        out[helper.i] = replace(helper, deprel="cop")
        for k in kids:
            if k.deprel == "nsubj:pass":
                out[k.i] = replace(k, deprel="nsubj")
    return tuple(out)
