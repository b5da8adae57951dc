"""Numbers in words and digits, with the bounds that the words around them set, bound to what they count."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.values.count import Count
from trucewatch.values.vocabularies import CountOf, Kind

_UNITS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_VAGUE = {"no one": 0, "nobody": 0, "none": 0, "no": 0, "several": 3, "dozens": 24, "scores": 40, "hundreds": 200}
_VAGUE |= {"thousands": 2000, "tens of thousands": 20000, "hundreds of thousands": 200000, "a dozen": 12}
_SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_SMALL = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_PLAIN = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,4}})?|\d{{1,9}}(?:\.\d{{1,4}})?|(?:{_SMALL})(?:[- ](?:{_SMALL}))?"
_NUMBER = re.compile(
    rf"(?<![\w.,$€£-])(?P<currency>[$€£])?"
    rf"(?:(?P<plain>{_PLAIN})(?P<scale>[ -](?:hundred|thousand|million|billion|dozen)s?)?"
    rf"|(?P<vague>tens of thousands|hundreds of thousands|thousands|hundreds|dozens|scores|several|a dozen|"
    rf"no one|nobody|none|no(?= (?:casualties|dead|injured|wounded|injuries|deaths|victims|one|"
    rf"fatalities|people|civilians|damage)))"
    rf"|(?P<one>an?)(?P<scale1> (?:hundred|thousand|million|dozen))?(?= ))(?P<percent> ?%| percent| per cent)?(?![\w])",
    re.I,
)
_LOW = re.compile(
    r"(?:at least|more than|over|no fewer than|not less than|upwards of|surpassed|exceeded|topped|a few)\s+$",
    re.I,
)
_HIGH = re.compile(r"(?:up to|as many as|at most|no more than|fewer than|less than|under|nearly|almost)\s+$", re.I)
_DATE_NEAR = re.compile(
    r"^(?:\s*(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|[AaPp]\.?[Mm]\b|o'clock|(?:st|nd|rd|th)\b)|-?\s?(?:year|month)s?-?old|:\d)"
)
_OF_ALL = re.compile(r"\bof (?:her|his|its|their|the|some) $")
_UNIT = re.compile(r"(?: 1/2)?[\s-]+(?:hour|day|week|month|year|minute)s?\b", re.I)
_MONTH_BEFORE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? $|\b[Aa]ged? $|\bin $|\bOperation $"
)


class Counted(NamedTuple):
    """A count and where its number stands in the text."""

    start: int
    end: int
    value: Count


def find(text: str, kind: Kind, start: int = 0, end: int | None = None) -> list[Counted]:
    """The counts in ``text[start:end]`` that belong to a proposition of this kind."""
    stop = len(text) if end is None else end
    out = []
    for m in _NUMBER.finditer(text, start, stop):
        value = _value(m)
        if value is None or _DATE_NEAR.match(text[m.end() : m.end() + 12]):
            continue
        digits = m["plain"] and m["plain"][0].isdigit()
        if digits and _MONTH_BEFORE.search(text[max(start, m.start() - 12) : m.start()]) and value >= 1:
            continue
        if _OF_ALL.search(text[max(start, m.start() - 12) : m.start()]):
            continue  # "nine of her ten children": ten is not the count
        if text[m.end() : m.end() + 4] == " 1/2":
            value += 0.5
        what = _what(text, m, kind, start, stop)
        if what is None:
            continue
        low, high, first = _bounds(text, m, value, start)
        if what is CountOf.DURATION_DAYS:
            low, high = _days(text, m.end(), low), _days(text, m.end(), high)
        out.append(Counted(first, m.end(), Count(what=what, low=low, high=high, text=text[first : m.end()])))
    return out


def _value(m: re.Match[str]) -> float | int | None:
    if m["vague"]:
        return _VAGUE[m["vague"].lower()]
    if m["one"]:
        scale = (m["scale1"] or "").strip()
        return _SCALE[scale.lower()] if scale else 1
    plain = m["plain"].lower()
    words = re.split(r"[- ]", plain)
    if words[0] in _UNITS or words[0] in _TENS:
        if len(words) == 2 and not (words[0] in _TENS and words[1] in _UNITS):
            return None
        value: float = sum(_UNITS.get(w, _TENS.get(w, 0)) for w in words)
    else:
        value = float(plain.replace(",", ""))
    scale = (m["scale"] or "").strip(" -").lower()
    value *= _SCALE[scale.removesuffix("s")] if scale else 1
    return int(value) if value == int(value) else value


def _bounds(text: str, m: re.Match[str], value: float | int, start: int) -> tuple[Any, Any, int]:
    before = text[max(start, m.start() - 24) : m.start()]
    if m["vague"]:
        return value, (0 if value == 0 else None), m.start()
    if low := _LOW.search(before):
        return value, None, m.start() - len(low.group())
    if high := _HIGH.search(before):
        about = high.group().strip().lower() in {"nearly", "almost"}
        return (value if about else None), value, m.start() - len(high.group())
    return value, value, m.start()


@lru_cache(maxsize=1)
def _nouns() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    return [
        (re.compile(r"^(?:[\s-]+[\w’'-]+){0,3}?[\s-]+(?:" + "|".join(rule["nouns"]) + r")(?!\w)", re.I), rule)
        for rule in lexicon("counts")["rules"]
    ]


def _what(text: str, m: re.Match[str], kind: Kind, start: int, stop: int) -> CountOf | None:
    """What the number counts: by its own unit, by the noun after it, by the verb that governs it."""
    if m["percent"]:
        return CountOf.PERCENT
    if m["currency"]:
        return CountOf.MONEY_USD if m["currency"] == "$" else None
    after = re.split(r"[.;:,!?]", text[m.end() : min(stop, m.end() + 60)])[0]
    timed = bool(_UNIT.match(after))
    for pattern, rule in _nouns():
        if timed != (rule["what"] == "duration_days"):
            continue
        if pattern.match(after) and (not rule.get("kinds") or kind.value in rule["kinds"]):
            return None if m["one"] and not m["scale1"] and not rule.get("one") else CountOf(rule["what"])
    return _governed(text, m, kind, start, stop) if not m["one"] and not timed else None


_VERBS = (
    (
        CountOf.KILLED,
        re.compile(r"\b(?:kill(?:ed|ing|s)?|dead|died|deaths?|death toll|lives|martyred|eliminated|slain)\b", re.I),
    ),
    (CountOf.INJURED, re.compile(r"\b(?:injur\w+|wound\w+|hurt|hospitali[sz]ed)\b", re.I)),
    (CountOf.MISSING, re.compile(r"\bmissing\b", re.I)),
)


def _governed(text: str, m: re.Match[str], kind: Kind, start: int, stop: int) -> CountOf | None:
    """For people: killed, injured or missing, by the nearest such verb, one before it ("killing 12") going first."""
    if kind is Kind.INTERCEPTION:
        return CountOf.INTERCEPTED
    if kind is Kind.DETENTION:
        return CountOf.HELD
    if kind is Kind.EXCHANGE:
        return CountOf.RELEASED
    if kind is Kind.DISPLACEMENT:
        return CountOf.DISPLACED
    if kind is not Kind.CASUALTIES:
        return None
    best: tuple[int, CountOf] | None = None
    for what, verb in _VERBS:
        for v in verb.finditer(text, max(start, m.start() - 140), min(stop, m.end() + 90)):
            ahead = v.start() >= m.end()
            if ahead and v.group().endswith("ing"):
                continue  # "three children, and wounding 38 others": a participle governs what follows it
            distance = 2 * (v.start() - m.end()) - 40 if ahead else m.start() - v.end()
            if best is None or distance < best[0]:
                best = (distance, what)
    return best[1] if best else None


def _days(text: str, at: int, value: Any) -> Any:
    if value is None:
        return None
    unit = re.compile(r"[\s-]*(hour|week|month|year)").match(text, at)
    days = value * {"hour": 1 / 24, "week": 7, "month": 30, "year": 365}[unit.group(1)] if unit else value
    return int(days) if days == int(days) else round(days, 2)
