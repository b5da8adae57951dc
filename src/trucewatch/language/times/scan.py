"""Finds the temporal expressions of a text, left to right, the longest first, and reads each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from trucewatch.language.times.meaning import Expression, Meaning, Period, Shape
from trucewatch.language.times.readers import READERS
from trucewatch.language.times.reading import Now
from trucewatch.language.times.words import Groups, Rule, keys, parts, rules
from trucewatch.language.tokens import lowered_whole
from trucewatch.values.moment import Moment

_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z\"“‘'(])|\n")
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would|going to|due|plan(?:s|ned|ning)?|schedul\w+|expect\w*|until|till|intend\w*|"
    r"set (?:to|for)|upcoming|deadline|hopes? to|aims? to|ahead of|(?:is|are|be) to|could|may|might)\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:said|told|was|were|had|did|has|have|since|after|began|ago|came|took|fell|rose|went|made|hit|held|left)\b|"
    r"(?<!\bbe )(?<!\bnot )\b(?!expected|planned|scheduled|need)\w{2,}ed\b",
    re.I,
)
_TOLD_ON = re.compile(r",[^,;.]*\b(?:said|told|reported|announced|wrote|added|stated|confirmed)\b[^,;.]*$")
_BY = re.compile(r"\bby (?:the )?(?:(?:end|start|middle) of )?$", re.I)
_AFTER = re.compile(r"[^.;]{0,80}?\b(?:will|would|shall|is set to|are set to|is due|are due)\b", re.I)


_AROUND = 45  # characters of an expression to either side of its key, at most
_FURTHER = 80  # the same for a rule with nothing but words that it asks for
_WORD = 40
_PLAIN = {ord(c): " " for c in "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t"} | {0x2011: "-"}


class Clockwork(NamedTuple):
    """Against what times are read. ``ahead``: the words look ahead; None to tell it from the words before them."""

    published: Moment
    ahead: bool | None = None


def expressions(text: str, against: Clockwork) -> list[Expression]:
    """Every temporal expression of the text, in order, none overlapping another. Days are those of the publication
    moment's zone."""
    day = against.published.days[1]
    text = plain(text)
    out: list[Expression] = []
    named: list[tuple[int, Period]] = []
    done = 0
    breaks = sentence_breaks(text) if against.ahead is None else []
    for start, end, rule, match in _candidates(text):
        if start < done:
            continue
        ahead = looks_ahead(text, start, breaks) if against.ahead is None else against.ahead
        meant = _guarded(rule, match, Now(day, ahead, partial(_back_to, text, named) if named else None))
        if meant is None:
            continue
        out.append(Expression(start, end, meant, rule.id))
        done = end
        if meant.period is not None and meant.anchored and meant.shape in (Shape.DATE, Shape.TIME):
            named.append((start, meant.period))
    return out


def _back_to(text: str, named: list[tuple[int, Period]]) -> Period:
    """The day that "the same day" goes back to: the one named last; the day of an event, where what was named after it
    in its sentence is but the day of the telling ("a shell hit a house on Thursday, officials said on Saturday")."""
    if len(named) > 1:
        (start, period), (after, _) = named[-2:]
        if _TOLD_ON.search(text, start, after) and not _SENTENCE.search(text, start, after):
            return period
    return named[-1][1]


@lru_cache(maxsize=4)
def plain(text: str) -> str:
    """The text with every space that is not a line break a plain one, and every dash a hyphen's kin; offsets stay."""
    return text.translate(_PLAIN)


def sentence_breaks(text: str) -> list[int]:
    """Where sentences begin, roughly: enough to keep a verb of another sentence out."""
    return [m.end() for m in _SENTENCE.finditer(text)]


def looks_ahead(text: str, at: int, breaks: list[int]) -> bool:
    """Whether the words before an expression, back to the start of its sentence, tell of what is to come."""
    begin = breaks[k - 1] if (k := bisect_right(breaks, at)) else 0
    before = text[max(begin, at - 120) : at]
    ahead = [m.end() for m in _AHEAD.finditer(before)]
    back = [m.start() for m in _BACK.finditer(before)]
    if ahead:
        return not any(b > ahead[-1] for b in back)
    return not back and bool(_BY.search(before) or _AFTER.match(text, at))


@lru_cache(maxsize=2)  # the same text is read once looking back and once looking ahead
def _candidates(text: str) -> list[tuple[int, int, Rule, re.Match[str]]]:
    found: list[tuple[int, int, int, Rule, re.Match[str]]] = []
    low = lowered_whole(text)
    around = {name: _windows(text, low, key, _AROUND) for name, key in keys().items()}
    held = {part for part in parts() if part in low}
    for n, rule in enumerate(rules()):
        near = around[rule.key] if rule.key else None
        if near == [] or (rule.has and held.isdisjoint(rule.has)):
            continue
        has = [part for part in rule.has if part in held]
        for begin, stop in _windows(text, low, has, _FURTHER) if near is None else near:
            if near and has and not any(low.find(part, begin, stop) >= 0 for part in has):
                continue
            for m in rule.pattern.finditer(low if rule.small else text, begin, stop):
                start, end = m.span("core") if rule.core else m.span()
                found.append((start, -end, n, rule, m))
    found.sort(key=lambda f: f[:3])
    return [(start, -end, rule, m) for start, end, _, rule, m in found]


def _windows(text: str, low: str, key: re.Pattern[str] | Sequence[str], around: int) -> list[tuple[int, int]]:
    """The stretches ``around`` every occurrence of a key, whole words, merged where they meet."""
    out: list[tuple[int, int]] = []
    for at, end in _occurrences(text, low, key):
        near, far = max(0, at - around), min(len(text), end + around)
        begin = text.rfind(" ", max(0, near - _WORD), near) + 1 or near  # a word longer than that is none
        stop = text.find(" ", far, far + _WORD)
        stop = far if stop < 0 else stop
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(stop, out[-1][1]))
        else:
            out.append((begin, stop))
    return out


def _occurrences(text: str, low: str, key: re.Pattern[str] | Sequence[str]) -> list[tuple[int, int]]:
    """Where a key stands, in order. Words are looked up one by one: that is ten times as fast as one pattern of all."""
    if isinstance(key, re.Pattern):
        return [m.span() for m in key.finditer(text)]
    out: list[tuple[int, int]] = []
    for word in key:
        within = low if word.islower() else text
        at = within.find(word)
        while at >= 0:
            out.append((at, at + len(word)))
            at = within.find(word, at + len(word))
    return sorted(out)


def _guarded(rule: Rule, match: re.Match[str], now: Now) -> Meaning | None:
    try:
        return READERS[rule.read](Groups(match), now, rule.given)
    except (ValueError, OverflowError, KeyError):  # "31 June": no such day, so no time
        return None
