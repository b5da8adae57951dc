"""Parses of what someone is ready for or plans put right (see ``mending``): every mend names its shape exactly."""

from __future__ import annotations

from dataclasses import replace

from trucewatch.language.syntax.parser import Token
from trucewatch.read.lexicons import words as listed
from trucewatch.read.mends import Tokens, first_below, hang, wanting

_ASKING = {"call": ("on", "for", "upon"), "appeal": ("to", "for"), "press": ("for",), "push": ("for",)}
_ASKING["agree"] = ("to", "on")
_ACTS = listed("reading", "mending_acts")
_STEPS = 4  # governors climbed at most
_DENYING = listed("scope", "deny_clause")
_CHARGING = frozenset({"accuse", "suspect", "convict"})
_LATER = frozenset({"conj", "advcl", "parataxis"})
_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PROPN", "PART"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
_HELPERS = frozenset({"cop", "aux", "aux:pass"})
_OWN = frozenset({"nsubj", "nsubj:pass", "mark", "obj"})
_PLANNING = frozenset({"plans", "vows", "offers", "demands", "threatens", "pledges"})


@wanting("that", "ccomp", "obj", _DENYING)
def denied_claim_that(words: Tokens) -> Tokens:
    """ "Denies the claim of the ministry that X shelled Y": what the claim tells, hung on the denial beside it."""
    out = list(words)
    for t in words[4:]:
        denial = words[t.head]
        if t.deprel != "ccomp" or denial.lemma.lower() not in _DENYING or denial.i > t.i:
            continue
        noun = next((k for k in words[denial.i : t.i] if k.head == denial.i and k.deprel == "obj"), None)
        that = any(k.head == t.i and k.deprel == "mark" and k.text.lower() == "that" for k in words[: t.i])
        if noun is not None and that and noun.lemma.lower() in listed("scope", "told"):
            out[t.i] = replace(t, head=noun.i, deprel="acl")
    return tuple(out)


@wanting({"once", "should"}, {"advcl", "conj"})
def condition_without_if(words: Tokens) -> Tokens:
    """ "Only once the sanctions are lifted", "should one side break it, the other is free": what opens a condition is
    of its clause."""
    out = list(words)
    for t in words[:-2]:
        low, up = t.text.lower(), words[t.head]
        if low == "should" and t.deprel == "aux" and up.deprel == "advcl" and up.i > t.i + 1:
            inverted = all(k.i > t.i for k in words if k.head == up.i and k.deprel.startswith("nsubj"))
            if inverted and not any(k.head == up.i and k.deprel == "mark" for k in words):
                out[t.i] = replace(t, deprel="mark", upos="SCONJ")
        elif low == "once" and t.deprel == "advmod" and up.deprel == "advcl" and up.i > t.i + 1:
            if any(k.head == up.i and k.deprel.startswith("nsubj") and k.i > t.i for k in words):
                out[t.i] = replace(t, deprel="mark", upos="SCONJ")
                if t.i and words[t.i - 1].text.lower() == "only":
                    out[t.i - 1] = replace(words[t.i - 1], head=up.i, deprel="advmod")
        elif low == "once" and t.deprel == "advmod" and up.i < t.i:
            clause = next((k for k in words[t.i + 1 :] if k.head == up.i and k.deprel == "advcl"), None)
            if clause is None:
                _told_as_second(words, out, t)
                continue
            opens = clause is not None and first_below(words, clause.i) == t.i + 1
            if clause is not None and opens and any(k.head == clause.i and k.deprel.startswith("nsubj") for k in words):
                out[t.i] = replace(t, head=clause.i, deprel="mark", upos="SCONJ")
                if words[t.i - 1].head == t.i:
                    out[t.i - 1] = replace(words[t.i - 1], head=clause.i)
    return tuple(out)


def _told_as_second(words: Tokens, out: list[Token], once: Token) -> None:
    """ "Would take effect once sanctions on the bank are lifted", read as if it took the sanctions and was lifted."""
    thing = next((k for k in words[once.i + 1 :] if k.head == once.head and k.deprel == "obj"), None)
    rest = words[thing.i + 1 :] if thing is not None else ()
    verb = next((k for k in rest if k.head == once.head and k.deprel == "conj" and k.upos == "VERB"), None)
    if thing is None or verb is None or first_below(words, thing.i) != once.i + 1:
        return
    if any(k.head == verb.i and k.deprel == "aux:pass" for k in words[thing.i : verb.i]):
        out[thing.i] = replace(thing, head=verb.i, deprel="nsubj:pass")
        out[verb.i] = replace(verb, deprel="advcl")
        out[once.i] = replace(once, head=verb.i, deprel="mark", upos="SCONJ")
        if words[once.i - 1].text.lower() == "only":
            out[once.i - 1] = replace(words[once.i - 1], head=verb.i, deprel="advmod")


@wanting("expl", "it")
def it_is_ready(words: Tokens) -> Tokens:
    """ "Said it was ready to resume talks": "it" is who is ready, no empty word."""
    out = list(words)
    for t in words:
        if t.deprel == "expl" and t.text.lower() == "it" and t.head > t.i:
            over = words[t.head]
            ready = over.upos in ("ADJ", "VERB") and over.lemma.lower() in listed("reading", "stance_ready")
            if ready and not any(k.head == over.i and k.deprel.startswith("nsubj") for k in words):
                out[t.i] = replace(t, deprel="nsubj")
    return tuple(out)


@wanting(_PLANNING, "to")
def plans_to(words: Tokens) -> Tokens:
    """ "Said Ruritania plans to withdraw": a name with "plans to" and no other verb is a subject with its verb."""
    out = list(words)
    for t in words[1:-2]:
        name, to = words[t.i - 1], words[t.i + 1]
        if t.upos != "NOUN" or t.text.lower() not in _PLANNING or to.text.lower() != "to" or to.deprel != "mark":
            continue
        inner = words[to.head]
        named = name.upos == "PROPN" and name.head == t.i and name.deprel in ("compound", "nmod:poss", "amod")
        if not named or inner.deprel != "acl" or inner.head != t.i or t.deprel not in ("ccomp", "root", "parataxis"):
            continue
        if any(k.head == t.i and k.deprel in ("cop", "det", "aux") for k in words):
            continue
        out[t.i] = replace(t, upos="VERB", lemma=t.text.lower()[:-1], feats="Mood=Ind|Tense=Pres|VerbForm=Fin")
        out[name.i] = replace(name, deprel="nsubj")
        out[inner.i] = replace(inner, deprel="xcomp")
    return tuple(out)


@wanting("that", "conj", "ccomp")
def and_that(words: Tokens) -> Tokens:
    """ "Stated that no progress was made and that there is no sign of any": what opens with "and that" is said as well,
    no deed beside the saying."""
    out = list(words)
    for t in words[1:]:
        cue = words[t.head] if t.deprel == "conj" and t.head >= 0 else t
        if cue.i == t.i or cue.upos != "VERB" or cue.lemma.lower() not in listed("cues", "say"):
            continue
        said = next((k for k in words if k.head == cue.i and k.deprel == "ccomp" and k.i < t.i), None)
        opened = any(k.head == t.i and k.deprel == "mark" and k.text.lower() == "that" for k in words)
        if said is not None and opened:
            out[t.i] = replace(t, head=said.i)
    return tuple(out)


@wanting({"saying", "adding", "claiming"})
def saying_what(words: Tokens) -> Tokens:
    """ "Resigned, saying it had become clear": the clause right behind "saying" is what is said."""
    out = list(words)
    for say in words[1:-2]:
        if say.text.lower() not in ("saying", "adding", "claiming") or say.upos != "VERB" or say.head < 0:
            continue
        if any(k.head == say.i and k.deprel in ("ccomp", "obj", "xcomp") for k in words):
            continue
        for t in words[say.i + 1 : say.i + 8]:
            beside = t.head == say.head and t.deprel in ("advcl", "ccomp", "parataxis", "conj") and t.upos != "NOUN"
            if beside and all(k.i > say.i for k in words if k.head == t.i):
                out[t.i] = replace(t, head=say.i, deprel="ccomp")
                break
    return tuple(out)


@wanting({"remain", "become", "stay", "seem", "appear"}, "ccomp")
def linked(words: Tokens) -> Tokens:
    """ "Said Ruritania remained hopeful": one thing said, not two."""
    out = list(words)
    for t in words[1:]:
        verb = words[t.i - 1]
        link = verb.lemma.lower() in ("remain", "become", "stay", "seem", "appear") and verb.deprel == "ccomp"
        if link and t.deprel == "ccomp" and t.head == verb.head and t.upos in ("ADJ", "NOUN"):
            out[t.i] = replace(t, head=verb.i, deprel="xcomp")
    return tuple(out)


@wanting("yet", "to")
def yet_to(words: Tokens) -> Tokens:
    """ "The sides are yet to agree": the sides have not agreed; nobody is "yet"."""
    out = list(words)
    for t in words[1:-1]:
        if t.text.lower() != "yet" or words[t.i + 1].text.lower() != "to":
            continue
        act = next((k for k in words[t.i + 2 :] if k.head == t.i and k.deprel in ("xcomp", "acl", "advcl")), None)
        if act is not None and act.upos == "VERB" and any(k.head == t.i and k.deprel == "cop" for k in words):
            out[act.i] = replace(act, head=t.head, deprel=t.deprel)
            out[t.i] = replace(t, head=act.i, deprel="advmod", upos="ADV")
            hang(out, words, t.i, act.i)
            continue
        if t.deprel != "advmod" or t.head < t.i:
            continue
        for k in words:
            if k.head == t.i and (k.deprel == "cop" or k.deprel.startswith("nsubj")):
                out[k.i] = replace(k, head=t.head)
    return tuple(out)


@wanting("conj", "cc", "VERB")
def item_as_subject(words: Tokens) -> Tokens:
    """ "Blasts were heard in A and B and Ruritania accused its neighbour": the last name of a list before a verb
    without a subject is no item of it."""
    out = list(words)
    for t in words[2:-2]:
        verb = words[t.i + 1]
        if t.deprel != "conj" or t.upos not in ("NOUN", "PROPN") or verb.upos != "VERB" or verb.deprel not in _LATER:
            continue
        if not 0 <= verb.head < t.head or "VerbForm=Fin" not in verb.feats or words[t.i + 2].text == "by":
            continue
        if any(k.head == t.head and k.text.lower() in ("between", "both") for k in words[: t.head]):
            continue  # "since fighting between the army and the rebels broke out"
        joined = next((k for k in words[: t.i] if k.head == t.i and k.deprel == "cc"), None)
        if joined is None or any(
            k.head == verb.i and ("subj" in k.deprel or k.deprel.startswith("aux")) for k in words
        ):
            continue
        out[t.i] = replace(t, head=verb.i, deprel="nsubj")
        out[joined.i] = replace(joined, head=verb.i)
        out[verb.i] = replace(verb, deprel="conj")
    return tuple(out)


@wanting("due", "free", "amod")
def due_to_free(words: Tokens) -> Tokens:
    """ "Is due to free 303 people": to do so, and not because of free ones."""
    out = list(words)
    for due, to, t, number in zip(words, words[1:], words[2:], words[3:], strict=False):
        if due.text != "due" or to.text != "to" or t.text != "free" or t.deprel != "amod":
            continue
        noun = words[t.head]
        if noun.i < number.i or number.upos not in ("NUM", "DET", "ADJ", "PRON", "ADV") or noun.head != due.i:
            continue
        out[to.i] = replace(to, head=t.i, deprel="mark", upos="PART", lemma="to")
        out[t.i] = replace(t, head=due.i, deprel="xcomp", upos="VERB", feats="VerbForm=Inf")
        out[noun.i] = replace(noun, head=t.i, deprel="obj")
    return tuple(out)


@wanting(_ACTS, "conj", "ccomp")
def and_called(words: Tokens) -> Tokens:
    """ "Said the country needs weapons and called for sanctions": what is told in the past beside a clause in the
    present is what the speaker did besides, and no part of what he said."""
    out = list(words)
    for t in words[3:]:
        if t.deprel != "conj" or t.lemma.lower() not in _ACTS or "Tense=Past" not in t.feats or t.upos != "VERB":
            continue
        if any(k.head == t.i and k.deprel in ("nsubj", "nsubj:pass", "aux", "aux:pass", "mark") for k in words):
            continue
        over = words[t.head]
        while over.deprel == "xcomp" and over.head >= 0:
            over = words[over.head]
        if over.i > t.i or not _present(words, over):
            continue
        said = over
        for _ in range(_STEPS):
            if said.head < 0 or said.deprel == "ccomp":
                break
            said = words[said.head]
        cue = words[said.head] if said.deprel == "ccomp" and said.head >= 0 else said
        if cue.i < said.i and "Tense=Past" in cue.feats and cue.lemma.lower() in listed("cues", "say"):
            out[t.i] = replace(t, head=cue.i, feats="Mood=Ind|Tense=Past|VerbForm=Fin")
            for k in words:
                if k.head == t.i and k.deprel == "obl:agent":
                    return words
    return tuple(out)


def _present(words: Tokens, verb: Token) -> bool:
    """Whether a clause is in the present or the future: by its verb or what helps it."""
    helping = [k for k in words if k.head == verb.i and k.deprel in ("aux", "aux:pass", "cop")]
    bearing = next((k for k in helping if "VerbForm=Fin" in k.feats), None) or verb
    return "Tense=Pres" in bearing.feats or bearing.lemma.lower() in ("will", "can", "must", "should", "would")


@wanting(_CHARGING, "of", "-ing")
def charged_with_deed(words: Tokens) -> Tokens:
    """ "Accused Ruritanian forces of shelling the town, killing two": the deed hangs on the charge, its outcome on the
    deed, and neither tells which forces."""
    out = list(words)
    for t in words:
        having = any(k.head == t.i and k.text.lower() == "having" for k in words[max(0, t.i - 3) : t.i])
        told = having or (t.text.lower().endswith("ing") and t.deprel != "xcomp")
        if t.upos != "VERB" or not told or t.deprel not in ("acl", "advcl", "xcomp") or t.head < 0:
            continue
        of = next((k for k in words if k.head == t.i and k.text.lower() == "of" and k.i < t.i), None)
        if of is None:
            continue
        noun = words[t.head]
        before = words[of.i - 1]
        if before.deprel == "obj" and words[before.head].lemma.lower() in _CHARGING:
            noun = before  # "will fight on and accused Oslo of stalling", hung on the fight
        verb = words[noun.head] if noun.deprel in ("obj", "nsubj:pass") and noun.head >= 0 else noun
        if verb.lemma.lower() not in _CHARGING:
            continue
        out[t.i] = replace(t, head=verb.i, deprel="advcl")
        for k in words:
            after = k.head == verb.i and k.deprel == "advcl" and k.i > t.i and k.text.lower().endswith("ing")
            if after and not any(m.head == k.i and m.deprel in ("mark", "case") for m in words):
                out[k.i] = replace(k, head=t.i)
    return tuple(out)


@wanting("that", "advcl")
def that_is_ruled_out(words: Tokens) -> Tokens:
    """ "Cannot rule out that the town may fall": the clause right behind the verb is its content, no time or aim."""
    out = list(words)
    for t in words[2:]:
        verb = words[t.head] if t.head >= 0 else t
        if t.deprel != "advcl" or verb.upos != "VERB" or verb.i > t.i:
            continue
        that = next((k for k in words if k.head == t.i and k.deprel == "mark" and k.text.lower() == "that"), None)
        if that is None or that.i - verb.i > 2 or words[that.i - 1].text.lower() in ("so", "such", "given", "now"):
            continue
        if not any(k.head == verb.i and k.deprel in ("obj", "ccomp", "xcomp", "nsubj:pass") for k in words):
            out[t.i] = replace(t, deprel="ccomp")
    return tuple(out)


@wanting("ccomp", {"-ing", "-ed", "-en"})
def participle_behind_its_noun(words: Tokens) -> Tokens:
    """ "Said troops leaving the town had blown it up", "reported two drones destroyed over the town": the participle
    tells which troops, or what became of them, and is not what was said."""
    out = list(words)
    for t in words[1:]:
        noun = words[t.i - 1]
        if t.deprel != "ccomp" or t.upos != "VERB" or noun.upos not in ("NOUN", "PROPN"):
            continue
        if t.text.lower().endswith("ing") and noun.deprel.startswith("nsubj"):
            verb = words[noun.head]
            mended = verb.i > t.i and verb.deprel == "ccomp" and verb.head == t.head
        else:
            done = t.text.lower().endswith(("ed", "en")) and noun.deprel == "obj" and noun.head == t.head
            mended = done and not any(k.head == t.i and k.deprel in _OWN for k in words)
        if mended:
            out[t.i] = replace(t, head=noun.i, deprel="acl")
    return tuple(out)


@wanting(listed("cues", "plain"), {"nsubj", "advcl"}, {"-ed", "-en"})
def told_by_one_briefed(words: Tokens) -> Tokens:
    """ "..., an official briefed on the matter said": who says it is the official, and "briefed" tells which one."""
    for t in words[2:-1]:
        if t.upos != "VERB" or t.deprel not in ("nsubj", "advcl") or not t.text.endswith(("ed", "en")):
            continue
        cue, noun = words[t.head], words[t.i - 1]
        if cue.i < t.i + 2 or noun.upos != "NOUN" or cue.lemma not in listed("cues", "plain"):
            continue
        own = noun.deprel == "nsubj" and noun.head in (t.i, cue.i)
        if own and all(k.upos in _NOMINAL for k in words[t.i + 1 : cue.i]):
            out = list(words)
            out[noun.i] = replace(noun, head=cue.i)
            out[t.i] = replace(t, head=noun.i, deprel="acl")
            return tuple(out)
    return words


@wanting("-ing", {"obj", "appos"})
def subject_behind_a_gerund(words: Tokens) -> Tokens:
    """ "Because of the shelling the city is without power": what stands between a noun in -ing and a clause that has no
    subject is the subject, and nothing was shelled."""
    out = list(words)
    for t in words:
        if t.deprel not in ("obj", "appos") or not words[t.head].text.endswith("ing") or words[t.head].head < 0:
            continue
        deed = words[t.head]
        if deed.deprel == "case":  # "Following heavy shelling the city is …"
            deed = words[deed.head]
        if deed.head <= t.i or deed.i >= t.i:
            continue
        if "subj" in deed.deprel:
            continue  # "Recapturing the village was a success"
        clause = words[deed.head]
        between = words[deed.i + 1 : t.i]
        if any(k.head != t.i or k.text == "," for k in between) or any(
            k.head == clause.i and k.deprel in _SUBJECTS for k in words
        ):
            continue
        helper = next((k for k in words[t.i : clause.i] if k.head == clause.i and k.deprel in _HELPERS), None)
        if helper is None or any(k.text == "," for k in words[t.i : helper.i]):
            continue
        passive = any(k.head == clause.i and k.deprel == "aux:pass" for k in words)
        out[t.i] = replace(t, head=clause.i, deprel="nsubj:pass" if passive else "nsubj")
    return tuple(out)
