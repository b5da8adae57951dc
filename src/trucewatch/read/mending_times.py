"""Parses of times put right: "this morning" at the head of a sentence is no part of the name that follows.

Every mend names its shape, and what does not have the shape exactly is left as it was parsed (see ``mending``).
"""

from __future__ import annotations

from calendar import month_name
from dataclasses import replace

from trucewatch.read.mends import Tokens, hang, wanting

_PARTS = frozenset({"morning", "afternoon", "evening", "night", "week", "month", "weekend"})
_MONTHS = frozenset(name.lower() for name in month_name[1:])
_LASTING = frozenset({"hours", "days", "weeks", "months", "years"})
_NEAR = 3  # words between a number and what it counts
_POINTING = frozenset({"this", "that", "last", "yesterday", "every", "each"})


@wanting(_PARTS | {"overnight", "yesterday"}, {"compound", "amod"})
def time_before_a_name(words: Tokens) -> Tokens:
    """ "This morning enemy drones attacked", "Overnight rebel shells fell": when, and no kind of drones or shells."""
    alone = words[0].text.lower() in ("overnight", "yesterday")
    at = 0 if alone else 1
    if len(words) < at + 4 or not (alone or words[0].text.lower() in _POINTING):
        return words
    when = words[at]
    if when.deprel not in ("compound", "amod") or not (alone or when.lemma.lower() in _PARTS) or when.head <= at:
        return words
    name = words[when.head]
    if not name.deprel.startswith("nsubj") or name.head <= name.i or words[name.head].upos != "VERB":
        return words
    out = list(words)
    out[at] = replace(when, head=name.head, deprel="advmod" if alone else "obl:unmarked")
    if not alone:
        out[0] = replace(words[0], head=at, deprel="det" if words[0].upos in ("DET", "PRON") else words[0].deprel)
    return tuple(out)


@wanting(_MONTHS, "NUM")
def number_after_a_date(words: Tokens) -> Tokens:
    """ "On the evening of 23 March four drones were repelled": four drones, on the 23rd, and no drones of March."""
    out = list(words)
    for month in words[2:-2]:
        day, number = words[month.i - 1], words[month.i + 1]
        if month.text.lower() not in _MONTHS or (day.upos, number.upos) != ("NUM", "NUM"):
            continue
        thing = words[number.head]
        date = range(max(0, month.i - 5), month.i + 1)
        if month.head in (number.i, thing.i) and day.head < day.i:
            out[month.i] = replace(month, head=day.i, deprel="nmod:unmarked")
        if thing.upos != "NOUN" or not number.i < thing.i <= number.i + _NEAR or thing.head not in date:
            continue
        top = next((k for k in (words[i] for i in date) if k.deprel == "obl" and k.head > thing.i), None)
        verb = words[top.head] if top is not None else None
        if top is None or verb is None or any(k.head == verb.i and k.deprel.startswith("nsubj") for k in words):
            continue
        passive = any(k.head == verb.i and k.deprel == "aux:pass" for k in words)
        out[thing.i] = replace(thing, head=verb.i, deprel="nsubj:pass" if passive else "nsubj")
        out[month.i] = replace(month, head=day.i, deprel="nmod:unmarked")
        if top.i != day.i:
            out[day.i] = replace(day, head=top.i, deprel="nmod")
            if day.head > month.i:
                hang(out, words, day.head, day.i, but=day.i, label="case")
    return tuple(out)


@wanting("according", "on", "obl")
def day_of_the_telling(words: Tokens) -> Tokens:
    """ "Were wounded, according to the mayor on Saturday": the mayor said so on Saturday."""
    out = list(words)
    for t in words[4:]:
        on = words[t.i - 1]
        who = words[t.i - 2]
        if t.deprel != "obl" or on.text != "on" or on.head != t.i or who.head != t.head or who.deprel != "obl":
            continue
        if any(k.head == who.i and k.text.lower() == "according" for k in words[: who.i]):
            out[t.i] = replace(t, head=who.i, deprel="nmod")
    return tuple(out)


@wanting(_MONTHS, "acl", "obl")
def time_of_the_participle(words: Tokens) -> Tokens:
    """ "Broke the truce agreed in January": agreed then, not broken."""
    out = list(words)
    for t in words[3:]:
        if t.deprel != "obl" or t.text.lower() not in _MONTHS:
            continue
        begins = min(k.i for k in (*(k for k in words if k.head == t.i and k.i < t.i), t))
        done = words[begins - 1]
        if done.deprel == "acl" and "Tense=Past" in done.feats and words[done.head].head == t.head:
            out[t.i] = replace(t, head=done.i)
    return tuple(out)


@wanting("from", "for", _LASTING, "obl")
def how_long_it_was_kept_from(words: Tokens) -> Tokens:
    """ "Blocked aid from entering for 11 weeks": so long it was blocked."""
    out = list(words)
    for t in words[3:]:
        if t.deprel != "obl" or t.text.lower() not in _LASTING or t.head > t.i:
            continue
        barred = words[t.head]
        held = any(k.head == barred.i and k.text == "from" and k.deprel == "mark" for k in words)
        for_ = any(k.head == t.i and k.text == "for" for k in words)
        if held and for_ and 0 <= barred.head < barred.i and words[barred.head].upos == "VERB":
            out[t.i] = replace(t, head=barred.head)
    return tuple(out)
