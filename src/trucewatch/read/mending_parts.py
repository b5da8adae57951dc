"""Parses of numbers put right: "12 of the 20 men", and a bare number as a subject.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import classes
from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, hang, wanting

_LOOSE = frozenset({"nmod", "appos", "flat", "nummod", "dep", "compound"})
_HURT = frozenset({"injured", "wounded", "dead", "killed", "missing", "hurt"})
_SUMMED = frozenset({"amount", "total", "exceed", "come", "reach", "number", "near", "top"})
_TALLIED = frozenset({"of", "over", "in", "above", "near", "at", "each"})
_OF_ATTACK = frozenset({"strike", "attack", "kamikaze"})
_WEAPONS = frozenset({"uavs", "drones", "missiles", "aircraft", "helicopters", "jets", "planes"})
_GROUND = frozenset({"metre", "meter", "kilometre", "kilometer", "mile", "hectare", "acre", "km", "m", "km2", "m2"})
_TOLD = frozenset({"obj", "nsubj:pass", "nsubj"})
_WHERE = frozenset({"in", "near", "at", "over", "on"})
_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod"})
_CLAUSAL = frozenset({"nsubj", "nsubj:pass", "orphan", "obj", "cop", "aux", "aux:pass", "advmod", "obl"})
_LONGEST = 5  # words between the whole's number and its noun


@wanting("over", "NUM", "obj")
def ground_covered(words: Tokens) -> Tokens:
    """ "A fire breaks out over 200 sq metres": the ground is not what the fire breaks."""
    out = list(words)
    for t in words:
        if t.deprel != "obj" or words[t.head].upos != "VERB" or t.lemma.lower() not in _GROUND:
            continue
        over = next((k for k in words[t.head : t.i] if k.text == "over" and words[k.head].upos == "NUM"), None)
        if over is not None:
            out[t.i] = replace(t, deprel="obl")
            out[over.i] = replace(over, head=t.i, deprel="case", upos="ADP")
    return tuple(out)


@wanting("of", "NUM", ",")
def share_of_a_total(words: Tokens) -> Tokens:
    """ "Of the 142 drones launched, 74 were shot down": 74 of the drones, whatever the parser made of them."""
    if len(words) < 6 or words[0].text != "Of":
        return words
    comma = next((t.i for t in words[:10] if t.text == ","), None)
    if comma is None or comma + 2 >= len(words) or words[comma + 1].upos != "NUM":
        return words
    noun = next((t for t in reversed(words[:comma]) if t.upos == "NOUN" and words[0].head == t.i), None)
    number = words[comma + 1]
    if noun is None or not number.deprel.startswith("nsubj") or any(k.head == number.i for k in words):
        return words
    out = list(words)
    out[noun.i] = replace(noun, head=number.i, deprel="nmod")
    for t in words[1:comma]:
        if t.i != noun.i and (t.head > comma or (t.upos == "VERB" and t.head == noun.head)):
            out[t.i] = replace(t, head=noun.i, deprel="acl" if t.upos == "VERB" else t.deprel)
    return tuple(out)


@wanting("of", "NUM")
def part_of_a_whole(words: Tokens) -> Tokens:
    """ "The army stopped 266 of 298 drones", "12 out of 20 men": both numbers count one noun, of which the first is a
    part."""
    out = list(words)
    for part in words[:-3]:
        apart = words[part.i + 1].text == "out"
        of = words[part.i + (2 if apart else 1)]
        if part.upos != "NUM" or of.text != "of" or of.i + 2 >= len(words):
            continue
        whole = words[of.i + (2 if words[of.i + 1].upos == "DET" else 1)]
        if whole.upos != "NUM":
            continue
        noun = _noun_behind(words, whole.i)
        if noun is None or whole.head not in (part.i, noun.i) or noun.i in (whole.i, part.i):
            continue
        if part.head == noun.i and part.deprel == "nummod":
            mended = replace(part, head=noun.head, deprel="obj" if noun.deprel == "obl" else noun.deprel)
            out[part.i] = mended
        elif noun.head not in (part.i, part.head):
            continue
        out[noun.i] = replace(noun, head=part.i, deprel="nmod")
        out[whole.i] = replace(whole, head=noun.i, deprel="nummod")
        for k in words[part.i + 1 : of.i + 1]:
            out[k.i] = replace(k, head=noun.i, deprel="case")
        for k in words[max(0, part.i - 2) : part.i]:
            if k.head == noun.i and k.deprel == "case":
                out[k.i] = replace(k, head=part.i)  # "the bodies of four of the nine men"
    return tuple(out)


@wanting(_HURT)
def those_hurt(words: Tokens) -> Tokens:
    """ "Two of the wounded", "identify the dead": people, whom the parser has for a quality of theirs."""
    out = list(words)
    for t in words:
        left = t.deprel == "xcomp" and words[t.head].lemma.lower() == "leave"
        if left and t.upos == "VERB" and t.text.lower() in _HURT:
            out[t.i] = replace(t, upos="ADJ", lemma=t.text.lower(), feats="Degree=Pos")  # "left him wounded"
        if t.upos != "ADJ" or t.text.lower() not in _HURT or words[min(t.i + 1, len(words) - 1)].upos == "NOUN":
            continue
        beside = t.deprel == "conj" and out[t.head].upos == "NOUN" and words[t.i - 1].upos == "CCONJ"
        if t.deprel in _NOMINAL or beside:
            if not any(k.head == t.i and (k.deprel.startswith("nsubj") or k.deprel == "cop") for k in words):
                out[t.i] = replace(t, upos="NOUN", lemma=t.text.lower(), feats="Number=Plur")
        elif t.deprel == "xcomp" and (own := words[t.i - 1]).text.lower() == "own" and own.deprel == "obj":
            out[t.i] = replace(t, upos="NOUN", lemma=t.text.lower(), deprel="obj", feats="Number=Plur")
            hang(out, words, own.i, t.i)  # "put its own dead at nine"
            out[own.i] = replace(own, head=t.i, deprel="amod")
    return tuple(out)


def _noun_behind(words: Tokens, i: int) -> Token | None:
    """The noun that a number counts: the last of the nouns that follow it."""
    noun = None
    for t in words[i + 1 : i + 1 + _LONGEST]:
        if t.deprel.endswith(":unmarked"):
            break  # "41 of 60 drones overnight"
        if t.upos in ("NOUN", "PROPN"):
            noun = t
        elif t.upos != "ADJ" or noun is not None:
            break
    return noun


@wanting({"strike", "attack", "assault"}, "obj", "VERB")
def kind_of_weapon(words: Tokens) -> Tokens:
    """ "Aviation, strike UAVs and guns hit the field": drones that strike, where the parser has them struck."""
    out = list(words)
    for t in words[1:-1]:
        thing, led = words[t.i + 1], words[t.i - 1].text in (",", "and")
        if t.upos != "VERB" or t.text.lower() not in ("strike", "attack", "assault") or not led:
            continue
        named = {thing.lemma.lower(), thing.text.lower().removesuffix("s")}
        if (thing.head, thing.deprel) != (t.i, "obj") or not any(classes().get(w) == "weapon" for w in named):
            continue
        if any(k.head == t.i and k.deprel in ("nsubj", "aux", "mark", "cop") for k in words):
            continue
        if out[t.head].upos not in ("NOUN", "PROPN"):
            continue
        hang(out, words, t.i, thing.i)
        out[thing.i] = replace(thing, head=t.head, deprel=t.deprel)
        out[t.i] = replace(t, head=thing.i, deprel="compound", upos="NOUN")
    return tuple(out)


@wanting("NUM", "AUX", {"aux:pass", "cop", "aux"})
def number_as_subject(words: Tokens) -> Tokens:
    """ "Of the 298 drones, 266 were shot down", "in the one region four were killed": a number before its verb, read as
    a name for the noun before it."""
    out = list(words)
    for t in words[1:-1]:
        if t.upos != "NUM" or t.deprel not in _LOOSE or t.head >= t.i or words[t.i + 1].upos != "AUX":
            continue
        verb = words[t.i + 1].head
        if words[t.i + 1].deprel not in ("aux:pass", "cop", "aux"):
            continue
        if verb <= t.i + 1 or any(k.head == verb and k.deprel.startswith(("nsubj", "csubj")) for k in out):
            continue
        passive = words[t.i + 1].deprel == "aux:pass"
        out[t.i] = replace(t, head=verb, deprel="nsubj:pass" if passive else "nsubj")
    return tuple(out)


@wanting("NUM", {"strike", "attack", "kamikaze"})
def strike_drones(words: Tokens) -> Tokens:
    """ "Used 653 strike UAVs", "88 Shahed-type attack drones": between a number and the weapons that it counts stands
    neither a verb nor a deed. "Came with missiles, attack drones and decoys": nor behind other things that came."""
    out = list(words)
    for t in words[1:-1]:
        if t.text not in _OF_ATTACK or words[t.i + 1].text.lower() not in _WEAPONS:
            continue
        noun, number = words[t.i + 1], _number_before(words, t.i)
        listed = number is None and t.deprel == "conj" and _listed(words, t)
        if number is None and not listed:
            continue
        if listed:
            out[noun.i] = replace(noun, head=t.i - 2, deprel="conj")
        elif noun.head == t.i:
            out[noun.i] = replace(noun, head=t.head, deprel=t.deprel)
        out[noun.i] = replace(out[noun.i], upos="NOUN", lemma=noun.text.lower().removesuffix("s"))
        hang(out, words, t.i, noun.i, but=noun.i)
        out[t.i] = replace(t, head=noun.i, deprel="compound", upos="NOUN", lemma=t.text)
        if number is not None:
            out[number.i] = replace(number, head=noun.i, deprel="nummod")
    return tuple(out)


def _listed(words: Tokens, t: Token) -> bool:
    """Whether a noun and a comma stand before a verb that is not told as the one that it is joined to is."""
    past = words[t.head].upos == "VERB" and "Tense=Past" in words[t.head].feats and "Tense=Past" not in t.feats
    return t.i > 1 and words[t.i - 1].text in (",", "and") and words[t.i - 2].upos in ("NOUN", "PROPN") and past


def _number_before(words: Tokens, i: int) -> Token | None:
    """The number before a word, with names and plain attributes at most between them."""
    for t in reversed(words[max(0, i - _LONGEST) : i]):
        if t.upos == "NUM":
            return t
        if t.upos not in ("NOUN", "PROPN", "ADJ") and t.text != "-":
            return None
    return None


@wanting("NUM", _HURT, {"xcomp", "advcl"}, _SUMMED)
def number_of_the_lost(words: Tokens) -> Tokens:
    """ "Losses amounted to 1,020 killed and wounded": so many were, and nobody killed besides."""
    out = list(words)
    for number, t in pairwise(words):
        if number.upos != "NUM" or t.text.lower() not in _HURT or t.deprel not in ("xcomp", "advcl"):
            continue
        over = words[number.head]
        if number.deprel in ("obl", "obj") and t.head == over.i < number.i and over.lemma.lower() in _SUMMED:
            armed = {k.text.lower() for k in words[: over.i]}
            who = "soldier" if "losses" in armed and not armed & {"civilian", "civilians"} else "casualty"
            out[t.i] = replace(t, deprel=number.deprel, upos="NOUN", lemma=who, feats="Number=Plur")
            out[number.i] = replace(number, head=t.i, deprel="nummod")
            for k in words:
                if k.head == number.i:
                    out[k.i] = replace(k, head=t.i)
                elif k.head == t.i and k.deprel == "conj" and k.text.lower() in _HURT:
                    out[k.i] = replace(k, upos="NOUN", lemma=who, feats="Number=Plur")
    return tuple(out)


@wanting("NUM", ":")
def tally_behind_its_whole(words: Tokens) -> Tokens:
    """ "It said 53 drones had been downed: 15 of them over P, eleven over R and the rest over S", "used 70 weapons: 50
    drones and 20 missiles": the tally is of the drones, and no second thing that was said."""
    colon = next((t.i for t in words[:-2] if t.text == ":" and words[t.i + 1].upos == "NUM"), None)
    if colon is None:
        return words
    first, numbered = words[colon + 1], {t.head for t in words[:colon] if t.deprel == "nummod"}
    alone = words[colon + 2].lemma in _TALLIED
    if not alone and first.deprel == "nummod" and first.head > first.i:
        first = words[first.head]
    elif not alone:
        return words
    whole = next((t for t in reversed(words[:colon]) if t.i in numbered and t.deprel in _TOLD), None)
    if whole is None or first.head > colon or first.head == whole.i:
        return words
    out = list(words)
    out[first.i] = replace(first, head=whole.i, deprel="appos")
    if alone and words[colon + 2].text == "of" and words[colon + 3].upos == "PRON":
        out[colon + 2] = replace(words[colon + 2], head=colon + 3, deprel="case")
        out[colon + 3] = replace(words[colon + 3], head=first.i, deprel="nmod")
    return tuple(out)


@wanting("dislocated", "conj", {"nsubj", "nsubj:pass"})
def first_of_a_list(words: Tokens) -> Tokens:
    """ "24 flats, a pharmacy and seven cars were damaged": the first of a list is no word set apart."""
    out = list(words)
    for t in words:
        if t.deprel != "dislocated" or t.head < t.i:
            continue
        subject = next((k for k in words[t.i + 1 : t.head] if k.head == t.head and k.deprel in _TOLD), None)
        if subject is None or all(k.head != subject.i or k.deprel != "conj" for k in words):
            continue
        if words[t.i + 1].text != "," or any(k.upos in ("VERB", "AUX") for k in words[t.i : subject.i]):
            continue
        out[t.i] = replace(t, deprel=subject.deprel)
        out[subject.i] = replace(subject, head=t.i, deprel="conj")
        hang(out, words, subject.i, t.i, label="conj")
    return tuple(out)


@wanting("among", {"them", "whom"}, "NUM", "parataxis")
def among_them(words: Tokens) -> Tokens:
    """ "12 people were killed, among them three children, and 70 injured": the children are of the 12, and what follows
    is told beside the killing."""
    out = list(words)
    for t in words[:-3]:
        them, noun = words[t.i + 1], _noun_behind(words, t.i + 2)
        if t.text != "among" or them.text not in ("them", "whom") or noun is None or noun.deprel != "parataxis":
            continue
        verb = words[noun.head]
        counted = {k.head for k in words[: t.i] if k.deprel == "nummod"}
        whole = next((k for k in words[: t.i] if k.i in counted and k.head == verb.i and k.deprel in _TOLD), None)
        if whole is None:
            continue
        out[noun.i] = replace(noun, head=whole.i, deprel="nmod")
        out[t.i], out[them.i] = replace(t, head=noun.i, deprel="case"), replace(them, head=t.i, deprel="fixed")
        for k in words[noun.i + 1 :]:
            if k.head == noun.i and k.deprel == "conj" and k.upos in ("VERB", "ADJ"):
                out[k.i] = replace(k, head=verb.i, upos="VERB")
                number = words[k.i - 1]
                if number.upos == "NUM" and number.head == noun.i:
                    out[number.i] = replace(number, head=k.i, deprel="nsubj:pass")
    return tuple(out)


@wanting("at", "NUM", "advcl", _HURT)
def toll_put_at(words: Tokens) -> Tokens:
    """ "Put the toll at 57 dead": a number of people, and no clause beside it."""
    out = list(words)
    for t in words[3:]:
        if t.deprel != "advcl" or t.text.lower() not in _HURT or t.upos == "VERB":
            continue
        number, at = words[t.i - 1], words[t.i - 2]
        if number.upos == "NUM" and number.head == t.i and at.text == "at" and at.head in (number.i, t.i):
            out[t.i] = replace(t, deprel="obl", upos="NOUN")
            out[at.i] = replace(at, head=t.i)
    return tuple(out)


@wanting("NUM", "compound", "case")
def number_behind_its_noun(words: Tokens) -> Tokens:
    """ "Supply to 300 homes was cut": between two parts of one noun stands no preposition; the supply was cut."""
    out = list(words)
    for t in words[:-3]:
        if t.deprel != "compound" or t.upos != "NOUN" or t.head < t.i + 3:
            continue
        to, number, thing = words[t.i + 1], words[t.i + 2], words[t.head]
        if to.deprel != "case" or to.head not in (number.i, thing.i) or number.upos != "NUM":
            continue
        if number.head != thing.i or any(k.head == thing.i and k.deprel == "det" for k in words[: t.i]):
            continue
        hang(out, words, thing.i, t.i, but=number.i, label="punct")
        out[t.i] = replace(t, head=thing.head, deprel=thing.deprel)
        out[thing.i] = replace(thing, head=t.i, deprel="nmod")
        out[to.i] = replace(to, head=thing.i)
        for k in words[: t.i]:
            if k.head == thing.i:
                out[k.i] = replace(k, head=t.i)
    return tuple(out)


@wanting("conj", {"obl", "obj"}, "and")
def place_beside_a_place(words: Tokens) -> Tokens:
    """ "Struck sites in the north and in occupied Arka", "hurt a farmer and two of his men": a second place or thing,
    and no second deed."""
    out = list(words)
    for t in words[3:]:
        up = words[t.head]
        if t.deprel != "conj" or t.upos not in ("PROPN", "NOUN", "NUM") or up.upos != "VERB" or up.i > t.i:
            continue
        kids = [k for k in words if k.head == t.i]
        joint = next((k.i for k in kids if k.deprel == "cc"), 0)
        where = next((k for k in kids if k.deprel == "case" and k.i < t.i), None)
        if joint < 3 or any(k.deprel in _CLAUSAL for k in kids):
            continue
        first = words[joint - 1]
        for _ in range(_LONGEST):
            if first.head == up.i or first.head < 0:
                break
            first = words[first.head]
        if first.head != up.i or first.i > joint:
            continue
        if where is None:
            alike = first.deprel == "obj" and any(k.deprel in ("nummod", "det", "nmod") for k in kids)
        else:
            led = [k.text.lower() for k in words[: first.i] if k.head == first.i and k.deprel == "case"]
            alike = first.deprel == "obl" and where.i == joint + 1 and where.text.lower() in (_WHERE & set(led))
        if alike:
            out[t.i] = replace(t, head=first.i)
    return tuple(out)


@wanting("appos", ",", "conj")
def list_as_apposition(words: Tokens) -> Tokens:
    """ "Struck a bakery, a kindergarten and a clinic", "two men, a woman and a child died": one thing is not told over
    again as two others."""
    out = list(words)
    for t in words:
        if t.deprel != "appos" or t.head < 0 or t.upos != "NOUN" or words[t.i - 2].text != ",":
            continue
        last = next((k for k in words if k.deprel == "conj" and k.head == t.i), None)
        if last is None or not (all(_some_thing(words, k) for k in (words[t.head], t, last)) or _sorts(words, t, last)):
            continue
        out[t.i] = replace(t, deprel="conj")
        out[last.i] = replace(last, head=t.head)
    return tuple(out)


def _sorts(words: Tokens, t: Token, last: Token) -> bool:
    """ "Two men, a woman and a child were killed": people of three sorts; not "two children, a boy and a girl, ..."."""
    sorts = listed("counts", "sorts")
    after = words[last.i + 1].text if last.i + 1 < len(words) else ","
    return after != "," and all(k.lemma.lower() in sorts for k in (words[t.head], t, last))


def _some_thing(words: Tokens, t: Token) -> bool:
    """A site or thing brought in anew: "a school", "two clinics"."""
    new = any(k.head == t.i and (k.deprel == "nummod" or k.text.lower() in ("a", "an")) for k in words)
    thing = classes().get(t.lemma.lower()) or ("other" if t.lemma.lower() in listed("built", "built") else None)
    return new and thing not in (None, "civilians", "leader", "militants", "military.troops", "settlement")
