"""Parses of blows put right: whom they were aimed at, what came of them, headlines whose participle is a passive.

As in ``mending``, every mend names its shape; what does not have it exactly is left as it was parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import classes, means, noun_frames, verb_frames
from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, hang, wanting

_REPORTING = frozenset({"say", "report", "confirm", "count", "announce", "record"})
_PAST = "Tense=Past|VerbForm=Part|Voice=Pass"
_AIMED = frozenset({"on", "against"})
_OUTCOMES = frozenset({"casualties", "damage", "outage", "displacement", "attack"})
_LED = frozenset({"response", "retaliation", "reply", "answer", "revenge", "reaction", "addition", "reprisal"})
_ALWAYS = {"killed": "kill", "wounded": "wound", "injured": "injure", "displaced": "displace", "hurt": "hurt"}
_ALWAYS |= {"destroyed": "destroy", "damaged": "damage", "evacuated": "evacuate"}
_FORCE = {"hit": "hit", "struck": "strike", "shot": "shoot", "attacked": "attack", "bombed": "bomb", "shelled": "shell"}
_FORCE |= {"targeted": "target", "bombarded": "bombard", "stabbed": "stab"}
_STRUCK_BY = frozenset({"in", "by", "during", "after", "near", "at", "amid", "outside", "following", "as"})
_UNSTRUCK = ("military", "militants", "weapon", "leader")
_FATES = {**_ALWAYS, "dead": "kill"}
_NOTED = frozenset({"record", "register", "log", "report", "confirm", "document"})
_HITS = frozenset({"hit", "strike", "impact", "explosion"})
_LEADING = frozenset({"cc", "compound:prt", "advmod", "aux", "mark", "punct"})
_BESIDE = 3  # words from the first of two verbs to the second
_AT = frozenset({"in", "near", "at", "outside"})
_NO_SITE = ("civilians", "leader", "militants", "military.troops", "weapon", "other", "humanitarian", "vehicle")
_STEPS = 12  # governors climbed at most


@lru_cache(maxsize=1)
def _blows() -> frozenset[str]:
    """Nouns of one word that tell an attack."""
    return frozenset(n for n, frames in noun_frames().items() if " " not in n and frames[0].kind == "attack")


@lru_cache(maxsize=1024)
def _kinds(verb: str) -> frozenset[str]:
    return frozenset(f.kind for f in verb_frames().get(verb, ()))


@wanting("NOUN", "by", {"on", "against", "which"})
def blow_and_its_target(words: Tokens) -> Tokens:
    """ "The attack by militants on the town, which killed nine": on the town was the attack, and it killed nine."""
    out = list(words)
    for t in words:
        if t.upos != "NOUN" or t.lemma.lower() not in _blows():
            continue
        doer = next(
            (k for k in words[t.i + 1 :] if k.head == t.i and k.deprel in ("nmod", "obl") and _led(words, k, {"by"})),
            None,
        )
        if doer is None:
            continue
        over, aim = {t.head, doer.i}, -1
        for k in words[doer.i + 1 : doer.i + 14]:
            below = k.head in over or (k.head >= 0 and words[k.head].head == doer.i)
            if below and aim < 0 and k.deprel in ("nmod", "obl") and _led(words, k, _AIMED):
                out[k.i] = replace(k, head=t.i, deprel="nmod")
                over.add(k.i)
                aim = k.i
            elif aim >= 0 and k.head == doer.i and k.deprel in ("nmod", "obl"):
                out[k.i] = replace(k, head=aim)
            elif k.deprel == "acl:relcl" and k.head in over and k.head != t.head and _which(words, k.i):
                out[k.i] = replace(k, head=t.i)
    return tuple(out)


def _led(words: Tokens, t: Token, by: frozenset[str] | set[str]) -> bool:
    return any(k.head == t.i and k.deprel == "case" and k.text.lower() in by for k in words[max(0, t.i - 6) : t.i])


def _which(words: Tokens, verb: int) -> bool:
    """Whether a relative clause that tells an outcome opens with ", which"."""
    opens = any(k.head == verb and k.text.lower() == "which" and words[k.i - 1].text == "," for k in words[1:verb])
    return opens and bool(_kinds(words[verb].lemma.lower()) & _OUTCOMES)


@wanting("where", "acl:relcl")
def where_it_was(words: Tokens) -> Tokens:
    """ "A role in raids on the region, where one person was killed": in the region, for no raid is a place."""
    out = list(words)
    for t in words[2:]:
        if t.text.lower() != "where" or t.head < t.i or words[t.head].deprel != "acl:relcl":
            continue
        told, near = words[t.head], words[t.i - (2 if words[t.i - 1].text == "," else 1)]
        if told.head < 0 or words[told.head].lemma.lower() not in noun_frames() or near.upos not in ("NOUN", "PROPN"):
            continue
        at = near
        while at.head > told.head:
            at = words[at.head]
        if at.head == told.head and at.deprel == "nmod" and told.head < at.i:
            out[told.i] = replace(told, head=at.i)
    return tuple(out)


@wanting(_LED, {"to", "for"})
def in_response_to(words: Tokens) -> Tokens:
    """ "Fired in response to the raid": the response is to the raid, nobody fired to it."""
    out = list(words)
    for t in words[1:-2]:
        to = words[t.i + 1]
        if t.text.lower() not in _LED or to.text.lower() not in ("to", "for") or to.deprel != "case":
            continue
        noun = words[to.head] if to.head > to.i else t
        if noun.i != t.i and noun.head != t.i and noun.deprel in ("obl", "nmod") and noun.head == t.head:
            out[noun.i] = replace(noun, head=t.i, deprel="nmod")
    return tuple(out)


@wanting("-ing", "advcl", ",")
def outcome_of_the_nearest(words: Tokens) -> Tokens:
    """ "People were sheltering there when a missile hit it, killing nine": the missile's hit killed them, not those who
    sheltered; "nine died when X stormed the town, killing a guard" likewise."""
    out = list(words)
    for t in words[2:]:
        if t.deprel != "advcl" or not t.text.lower().endswith("ing") or t.upos != "VERB" or words[t.i - 1].text != ",":
            continue
        over = words[t.head] if 0 <= t.head < t.i else t
        if over.i == t.i or not _kinds(t.lemma.lower()) & (_OUTCOMES - {"attack"}):
            continue
        if _kinds(over.lemma.lower()) & {"attack"} and not _is_passive(words, over):
            continue
        between = [k for k in words[over.i + 1 : t.i] if k.head == over.i and k.deprel == "advcl" and k.upos == "VERB"]
        blow = next((k for k in reversed(between) if "attack" in _kinds(k.lemma.lower())), None)
        if blow is not None:
            out[t.i] = replace(t, head=blow.i)
    return tuple(out)


@wanting("NUM", {"dead", "killed", "injured", "wounded", "hurt", "missing"})
def number_and_fate(words: Tokens) -> Tokens:
    """ "Update: 13 dead after strike hits building", "reported 23 dead": what became of the number is told of it."""
    words = _and_so_many_hurt(words)
    out = list(words)
    for t in words[:-1]:
        fate = words[t.i + 1]
        verb = _FATES.get(fate.text.lower())
        told = fate.text.lower() == "dead" and fate.head >= 0 and words[fate.head].lemma.lower() in _REPORTING
        shaped = fate.upos in ("ADJ", "VERB") or told  # "Governor says nine dead in raid"
        if t.upos != "NUM" or verb is None or not shaped or not _breaks(words, fate.i):
            continue
        stated = t.head == fate.i and fate.upos == "ADJ"  # the number is its subject already
        kids = [k for k in words if k.head == fate.i and not (stated and k.i == t.i)]
        if any(k.deprel.startswith("nsubj") or k.deprel in ("cop", "aux") for k in kids) or fate.head == t.i:
            continue
        if t.deprel not in ("appos", "nummod", "nsubj", "nsubj:pass", "root", "dep", "parataxis"):
            continue
        if fate.deprel not in ("parataxis", "root", "ccomp", "appos", "acl") and not told:
            continue
        rel = "ccomp" if told else fate.deprel
        if told:  # "... in raid on town", "and five wounded": of the dead, not of the saying
            hang(out, words, fate.head, fate.i, after=fate.i, label="obl")
            _also(out, words, fate)
        out[fate.i] = replace(fate, upos="VERB", lemma=verb, feats=_PAST, deprel=rel)
        out[t.i] = replace(t, head=fate.i, deprel="nsubj:pass")
    return tuple(out)


def _also(out: list[Token], words: Tokens, fate: Token) -> None:
    """Hangs a second fate that is joined to the verb that tells of the first on the first."""
    for k in words[fate.i + 1 :]:
        if k.deprel == "conj" and k.head == fate.head and k.text.lower() in _FATES and words[k.i - 1].head == k.i:
            out[k.i] = replace(k, head=fate.i)


def _and_so_many_hurt(words: Tokens) -> Tokens:
    """ "Four were killed and five injured, Ivan Petz said": what is joined by "and" is joined to what stands before it,
    never to the name that follows."""
    out = words
    for t in words[3:]:
        if t.deprel != "conj" or t.head <= t.i or t.upos not in ("VERB", "ADJ") or words[t.i - 1].upos != "NUM":
            continue
        joint = words[t.i - 2]
        before = (
            next((k for k in reversed(words[: joint.i]) if k.upos == "VERB"), None) if joint.upos == "CCONJ" else None
        )
        if before is None or _FATES.get(t.text.lower(), t.text.lower()) == t.text.lower():
            continue
        changed = list(out)
        changed[t.i] = replace(t, head=before.i, feats=_PAST, upos="VERB")
        changed[t.i - 1] = replace(words[t.i - 1], head=t.i, deprel="nsubj:pass")
        changed[joint.i] = replace(joint, head=t.i, deprel="cc")
        out = tuple(changed)
    return out


def _breaks(words: Tokens, i: int) -> bool:
    """Whether what follows a fate begins something new: "13 dead after ...", not "13 dead soldiers"."""
    return i + 1 == len(words) or words[i + 1].upos in ("PUNCT", "ADP", "SCONJ", "CCONJ")


@wanting("PROPN")
def weapon_at_the_head(words: Tokens) -> Tokens:
    """ "Drones attacked the base", "Shelling killed two": a sentence's first word with its capital is no name where it
    is that of a weapon or a blow."""
    first = words[0]
    one = first.text.lower() if first.text.endswith("ing") else first.text.lower().removesuffix("s")
    if first.upos != "PROPN" or not first.text.istitle() or (one not in means() and one not in _blows()):
        return words
    if len(words) < 2 or words[1].upos not in ("VERB", "AUX", "ADV", "ADP") or first.deprel in ("compound", "flat"):
        return words
    feats = "Number=Plur" if first.text.endswith("s") else "Number=Sing"
    return (replace(first, upos="NOUN", lemma=one, feats=feats, ner="O"), *words[1:])


@wanting({"accuse", "blame", "suspect"}, "-ing", "advcl", {"of", "for"})
def outcome_of_the_charge(words: Tokens) -> Tokens:
    """ "Accuses Ruritania of an attack on the port, hitting two ships": the attack hit them, not who accuses."""
    out = list(words)
    for t in words[2:]:
        over = words[t.head] if 0 <= t.head < t.i else t
        if t.deprel != "advcl" or not t.text.lower().endswith("ing") or words[t.i - 1].text != ",":
            continue
        if over.lemma.lower() not in ("accuse", "blame", "suspect") or not _kinds(t.lemma.lower()) & _OUTCOMES:
            continue
        blow = next((k for k in words[over.i : t.i] if k.head == over.i and k.lemma.lower() in _blows()), None)
        if blow is not None and _led(words, blow, {"of", "for"}):
            out[t.i] = replace(t, head=blow.i, deprel="acl")
    return tuple(out)


def _is_passive(words: Sequence[Token], t: Token) -> bool:
    return any(k.head == t.i and k.deprel in ("aux:pass", "nsubj:pass") for k in words)


@wanting("obj", "obl", "PROPN", _AT)
def site_at_its_place(words: Tokens) -> Tokens:
    """ "Attacked a substation in Strelsau": where the site is, which is part of what was hit; to hang it on the verb is
    as good a parse, and which is taken must not hang on the names."""
    out = list(words)
    for case in words[2:-1]:
        site = words[case.i - 1]
        if case.deprel != "case" or site.deprel != "obj" or case.text.lower() not in _AT:
            continue
        place = words[case.head]
        if (place.deprel, place.head, place.upos) != ("obl", site.head, "PROPN"):
            continue
        kind = classes().get(site.lemma.lower())
        if kind is not None and not kind.startswith(_NO_SITE) and words[site.head].upos == "VERB":
            out[place.i] = replace(place, head=site.i, deprel="nmod")
    return tuple(out)


@wanting(";")
def after_semicolon(words: Tokens) -> Tokens:
    """ "Ruritania wants talks; 18 people killed in raids": what has a subject of its own behind a semicolon hangs on no
    noun before it."""
    stops = [t.i for t in words if t.text == ";"]
    if not stops:
        return words
    out = list(words)
    for t in words:
        stop = max((s for s in stops if s < t.i), default=-1)
        if not 0 <= t.head < stop or t.deprel not in (
            "acl",
            "acl:relcl",
            "advcl",
            "nmod",
            "appos",
            "obl",
            "conj",
            "dep",
        ):
            continue
        kids = [k for k in words if k.head == t.i and stop < k.i < t.i]
        own = any(k.deprel.startswith("nsubj") for k in kids)
        if t.upos != "VERB" or not own or words[t.head].upos == "VERB":
            continue
        top = t.head
        for _ in range(_STEPS):
            if words[top].head < 0:
                break
            top = words[top].head
        out[t.i] = replace(t, head=top, deprel="parataxis")
    return tuple(out)


@wanting("obj", "conj")
def shared_object(words: Tokens) -> Tokens:
    """ "Identified and destroyed the launchers on Monday": what follows both verbs is of the second, whose first the
    tree lends it to."""
    out = list(words)
    for t in words[2:]:
        first = words[t.head]
        if t.deprel != "conj" or t.upos != "VERB" or first.upos != "VERB" or not 0 < t.i - first.i <= _BESIDE:
            continue
        thing = next((k for k in words[t.i + 1 :] if k.head == first.i and k.deprel == "obj"), None)
        if thing is None or any(k.head == t.i and (k.i > t.i + 1 or k.deprel not in _LEADING) for k in words):
            continue
        for k in words[thing.i :]:
            if k.head == first.i and k.deprel in ("obj", "obl", "obl:unmarked"):
                out[k.i] = replace(k, head=t.i)
    return tuple(out)


@wanting(_NOTED, _HITS, "at")
def hits_recorded(words: Tokens) -> Tokens:
    """ "Recorded hits of 60 drones at 29 locations": there they hit."""
    out = list(words)
    for t in words[1:]:
        at = words[t.i - (2 if words[t.i - 1].upos == "NUM" else 1)]
        if t.deprel != "obl" or at.text != "at" or at.head != t.i or t.head < 0 or words[t.head].lemma not in _NOTED:
            continue
        hits = next((k for k in words[t.head : t.i] if k.head == t.head and k.deprel == "obj"), None)
        if hits is not None and hits.lemma in _HITS:
            out[t.i] = replace(t, head=hits.i, deprel="nmod")
    return tuple(out)


@wanting("nsubj:pass", "conj")
def targeted_and_killed(words: Tokens) -> Tokens:
    """ "Aircraft targeted and killed the commander": who did the second deed did the first, and suffered neither."""
    out = list(words)
    for t in words:
        if t.upos != "VERB" or "Voice=Pass" not in t.feats or t.deprel == "amod":
            continue
        kids = [k for k in words if k.head == t.i]
        subject = next((k for k in kids if k.deprel == "nsubj:pass" and k.i < t.i), None)
        second = next((k for k in kids if k.deprel == "conj" and k.upos == "VERB" and t.i < k.i <= t.i + 3), None)
        if subject is None or second is None or any(k.deprel in ("aux:pass", "obl:agent", "aux") for k in kids):
            continue
        below = [k.deprel for k in words if k.head == second.i]
        if "obj" in below and not any(r.startswith(("nsubj", "aux")) for r in below):
            out[t.i] = replace(t, feats="Mood=Ind|Tense=Past|VerbForm=Fin")
            out[subject.i] = replace(subject, deprel="nsubj")
    return tuple(out)


@wanting("nsubj", {*_ALWAYS, *_FORCE})
def headline_passive(words: Tokens) -> Tokens:
    """ "Church hit in air strike", "Police chief wounded after gift explodes": verbs that are done to somebody, where
    nobody is told whom they were done to but the subject."""
    out = list(words)
    for t in words[1:]:
        low = t.text.lower()
        verb = _ALWAYS.get(low) or _FORCE.get(low)
        if verb is None or t.upos not in ("VERB", "ADJ") or "Voice=Pass" in t.feats:
            continue
        kids = [k for k in words if k.head == t.i]
        subject = next((k for k in kids if k.deprel == "nsubj" and k.i < t.i), None)
        if subject is None or subject.upos == "PRON" or subject.deprel == "nsubj:pass":
            continue
        if any(k.deprel in ("obj", "iobj", "ccomp", "xcomp", "aux", "aux:pass", "cop", "compound:prt") for k in kids):
            continue
        after = words[t.i + 1].text.lower() if t.i + 1 < len(words) else ""
        if low in _FORCE and (after not in _STRUCK_BY or not _may_be_struck(subject)):
            continue
        if low in _ALWAYS and after not in _STRUCK_BY | {
            "",
            ".",
            ",",
            ";",
            ":",
            "-",
            "–",
            "on",
            "over",
            "while",
            "when",
            "since",
        }:
            continue
        out[t.i] = replace(t, upos="VERB", lemma=verb, feats=_PAST)
        out[subject.i] = replace(subject, deprel="nsubj:pass")
    return tuple(out)


def _may_be_struck(t: Token) -> bool:
    """Whether a subject is a site or a civilian and nobody who strikes."""
    name = classes().get(t.lemma.lower()) or classes().get(t.text.lower())
    known = name is not None or t.lemma.lower() in listed("built", "built") | listed("built", "persons")
    return known and (t.upos == "NOUN" or t.i == 0) and not (name or "").startswith(_UNSTRUCK)
