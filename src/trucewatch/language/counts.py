"""Numbers in words and digits, with the bounds and the units that the words around them give.

What a number counts in its sentence is told by ``read/howmany.py``; this knows text alone. Nothing here is finer than
its words: "dozens" has no upper bound, and a converted unit keeps the digits that were written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import month_name
from functools import lru_cache
from math import floor, log10
from typing import Any, NamedTuple

from trucewatch.language.lexicon import lexicon
from trucewatch.language.tokens import lowered_whole
from trucewatch.values.vocabularies import CountOf

Num = float | int


_WORD = re.compile(r"\w+|\$")
_TWICE_AS = re.compile(r" (?:as|the|that|this|an?|its|their|daily|weekly|over)\b", re.I)


class Number(NamedTuple):
    """A number: ``start``/``end`` of its words with bounds and unit, ``at`` where the number itself begins and
    ``stop`` where it ends; the bounds in the unit of ``what`` (None where the words name no unit); ``vague``: words
    without a number; ``article``: "a" or "an"."""

    start: int
    end: int
    at: int
    stop: int
    low: Num | None
    high: Num | None
    what: CountOf | None = None
    vague: bool = False
    article: bool = False


_MORE_DAYS = re.compile(rf"\b(?:{'|'.join(month_name[1:])}) \d{{1,2}}(?:, \d{{1,2}})*(?:,? and|,) $")
_DAYS_GO_ON = re.compile(r"(?:, \d|,? and \d|[.;)]|$)")


def _any(found: Any) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"[ \u00a0]+") for w in sorted(map(str, found), key=len, reverse=True))


class _Grammar:
    """The patterns, built once from the lexicon."""

    def __init__(self) -> None:
        known = lexicon("counts")
        self.words: dict[str, int] = {**known["words"], **known["tens"]}
        self.scales: dict[str, int] = dict(known["scales"])
        self.vague: dict[str, int] = dict(known["vague"])
        self.fixed: dict[str, int] = {**known["fixed"], **dict.fromkeys(known["none"], 0)}
        self.shares: dict[str, int] = dict(known["shares"])
        self.units = {unit: (CountOf(w), f) for w, units in known["units"].items() for unit, f in units.items()}
        digits = self._digits()
        single = f"(?:(?:{_any(known['tens'])})(?:[- ](?:{_any(list(known['words'])[1:10])}))?|{_any(known['words'])})"
        below = rf"(?:(?:{single}|an?)[ -]hundred(?:(?: and)? {single})?|{single})"
        larger = _any([s for s in self.scales if s not in ("hundred", "dozen")])
        spoken = rf"(?:{below}|an?(?=[ -](?:{larger}|dozen)))(?:[ -](?:{larger}|dozen)s?\b(?:(?: and)? {below})?)*"
        scale = rf"(?:[ \u00a0-]?(?:{_any(self.scales)})s?\b|(?<=\d)(?:k|m|mn|bn)\b)"
        money = r"(?P<money>us\$|\$)\s?"
        one = rf"(?:{digits}(?:[ -](?:1/2|½|¼|¾)|½|¼|¾)?{scale}?|{spoken}(?: and a half(?: (?:{larger}))?)?)"
        self.number = re.compile(
            rf"(?<![\w.,$€£:/#-])(?:{money})?(?:"
            rf"(?P<share>{_any(self.shares)})(?= (?:of|the|its|their|his|her)\b)"
            rf"|(?P<majority>{_any(known['majority'])})(?= of )"
            rf"|(?P<vague>{_any(self.vague)})(?!(?<=multiple)[ -](?:launch|rocket launch))(?: of)?(?= \w|$|[^\w])"
            rf"|(?P<fixed>{_any(self.fixed)})"
            rf"|(?P<low>(?>{one}))(?P<between> ?(?:-|–|—) ?| to | or | and )(?:\$)?(?P<high>{one})"
            rf"|(?P<plain>{one})"
            rf"|(?P<no>no(?! (?:fewer|less|more|longer|later|doubt)\b)|an?)(?= \w))(?P<more>\+)?"
            r"(?:(?P<percent> ?%| per ?cents?\b)|(?=(?:k[mgw]|m[²2]?|[mg]w|ha)\b)|(?![\w%]))(?![.,/:-]\d)"
        )
        """A number in a text in small letters: a pattern that ignores case looks at all of its many words in turn."""
        opening = [self.words, self.shares, known["majority"], self.vague, self.fixed]
        spoken_first = ("a", "an", "no", "us", "$")
        self.opening = frozenset({*spoken_first, *(_WORD.findall(str(w))[0].lower() for row in opening for w in row)})
        self.digits, self.spoken, self.one = re.compile(digits), re.compile(spoken, re.I), re.compile(f"{one}$", re.I)
        about = rf"(?:(?:{_any(known['about'])})[ \u00a0]+)"
        particle = "".join(rf"(?<!\b{verb} )" for verb in known["not_over_after"])  # "handed over 40": forty
        self.least = re.compile(
            rf"\b(?:(?!over\b)|{particle})(?:{_any(known['least'])})\s+{about}?(?:between |from )?(?:a )?$", re.I
        )
        moved = "".join(rf"(?<!\b{verb} )" for verb in known["not_under_after"])
        self.most = re.compile(rf"\b(?:(?!under\b)|{moved})(?:{_any(known['most'])})\s+{about}?$", re.I)
        self.about = re.compile(rf"(?:\b{about}|~\s?)(?:between |from )?$|\b(?:between|from) $", re.I)
        bounding = (str(phrase).lower() for key in ("least", "most", "about") for phrase in known[key])
        self.leading = (*{phrase.split()[-1] for phrase in bounding}, "between", "from", "a", "~")
        grown = (
            "ris(?:es?|en|ing)|rose|gr[eo]wn?|climb(?:s|ed|ing)?|jump(?:s|ed)?|increas(?:es?|ed)|up|fallen|fell|down"
        )
        self.grown = re.compile(rf"\b(?:{grown}) (?:\w+ly )?(?:from|by) $", re.I)
        self.between = re.compile(r"\bbetween (?:an estimated |about )?$", re.I)
        self.least_after = re.compile(rf"[ -](?:{_any(known['least_after'])})\b", re.I)
        self.most_after = re.compile(rf" (?:{_any(known['most_after'])})\b", re.I)
        self.unit = re.compile(rf"[\s-]*(?!has\b)({_any(self.units)})s?(?![\w'’²])", re.I)
        self.for_as_many = re.compile(rf"[- ]for[- ]({digits})(?![\w.,]\d)")
        self.property = re.compile(rf"-(?!(?:{_any(known['joined'])})\b)[a-z]", re.I)
        months = _any(known["dates"])
        self.date_after = re.compile(
            rf"(?:st|nd|rd|th)?[ \u00a0](?:of )?(?:{months})\b"
            r"|[ \u00a0]?(?:a\.?m\b|p\.?m\b|GMT|UTC|o['’]clock)|:\d|th\b|st\b|nd\b"
            r"|[ -](?:year|month|week|day)s?[ -]old\b"
        )
        self.date_before = re.compile(
            rf"(?:\b(?:{months})\.?[ \u00a0]|\b(?:{months})\.? \d\d?,? |\b(?:{_any(known['aged_people'])}) of )$"
        )
        self.year_before = re.compile(
            r"\b(?:in|of|since|from|until|till|by|early|late|mid|during|and|the|year)[ -]$", re.I
        )
        self.named = re.compile(rf"\b(?:{_any(known['named'])})\.?[ -](?:\d+[ ,/-]*)?$", re.I)
        self.aged = re.compile(r"\w, $")
        who = _any([*known["aged_people"], "men", "women", "children"])
        self.aged_noun = re.compile(rf"\b(?:{who})s?, (?:\d{{1,3}}(?:,? and |, ))*$", re.I)
        age = rf"(?:\d{{1,3}}|{single})"
        self.ages = re.compile(
            rf"\bage[ds]? (?:between |from )?(?:{age},? (?:(?:and|or|to) )?)*$"
            rf"|\b(?:{_any(known['of_an_age'])}) (?:aged )?(?:under|over|below|above) (?:the age of )?$",
            re.I,
        )
        self.whole = re.compile(rf" (?:{_any(known['wholes'])}) of\b", re.I)
        joint = rf"(?:(?: ?[-–/,] ?| and | or | to ){digits})*"  # "110 and 330 kV"
        self.size = re.compile(rf"{joint}[\s-]*(?:{_any(known['sizes'])})s?(?![\w'’])", re.I)
        self.clock_after = re.compile(rf"(?:[ \u00a0](?:{_any(known['clock_after'])})| past (?:\d|{single}))\b", re.I)
        self.clock_before = re.compile(
            rf"\b(?:{_any(known['clock_before'])}) (?:(?:{_any(known['about'])}) )?(?:{one} (?:and|to) )?$", re.I
        )
        self.past = re.compile(rf"\b(?:half|quarter|minutes|{single}) past $|\b(?:quarter|minutes) to $", re.I)

    def _digits(self) -> str:
        gap = r"[\u00a0\u202f\u2009'’ ]"
        return (
            r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])"  # 1,234,567.8
            r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 12,34,567
            r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)"  # 1.234.567
            rf"|[1-9]\d{{0,2}}(?:{gap}\d{{3}})+(?![\d,])"  # 53 000, 53'000
            r"|\d{1,12}[.,]\d{1,4}(?!\d)|\d{1,12})"
        )


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    return _Grammar()


@lru_cache(maxsize=4)  # every claim of a report asks for its own stretch
def _openings(text: str) -> tuple[str, list[int]]:
    """The text in small letters, and where a number may begin: at digits, at money, at a word that opens one."""
    opening = _grammar().opening
    low = lowered_whole(text)
    return low, [m.start() for m in _WORD.finditer(low) if (w := m[0]) in opening or w[0].isdecimal()]


def numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """The numbers in ``text[start:end]`` that may count or measure something: no dates, times, ages, years, names."""
    g = _grammar()
    stop = len(text) if end is None else end
    low, openings = _openings(text)
    out: list[Number] = []
    at = start
    for opening in openings[bisect_left(openings, start) : bisect_left(openings, stop)]:
        m = g.number.match(low, opening, stop) if opening >= at else None
        if m is None:
            continue
        found = _number(g, text, m, start, stop)
        at = max(m.end("low") if m["between"] else m.end(), m.start() + 1)
        if found is not None:
            if out and out[-1].article and found.start < out[-1].end:
                out.pop()  # "an estimated 900"
            out.append(found)
            at = max(at, found.stop, found.end if found.what is None else 0)
    return out


_OF_AGE = ("under ", "over ", "below ", "above ")  # what ends the words before an age that no "aged" stands before


def _number(g: _Grammar, text: str, m: re.Match[str], start: int, stop: int) -> Number | None:
    before, after = text[max(start, m.start() - 40) : m.start()], text[m.end() : min(stop, m.end() + 30)]
    bare = m.group()[0].isdigit() and not m["percent"] and not m["money"]
    if (
        (bare and _of_date(g, before, after, m["low"] or m.group()))
        or _of_clock(g, before, after)
        or (("age" in (near := before.lower()) or near.endswith(_OF_AGE)) and g.ages.search(before))
    ):
        return None
    read = _bounds(g, m, before, after)
    if read is None:
        return None
    low, high, first, last, vague = read
    what, factor, tail = _unit(g, m, text[last : min(stop, last + 24)])
    twice = g.for_as_many.match(text, last) if bare and what is None else None
    if twice and _value(g, twice[1]) == low == high:
        last = twice.end()  # "205 for 205", "a 1,000-for-1,000 swap"
    elif what is None and (g.property.match(text, last) or g.size.match(text, m.end("low") if m["between"] else last)):
        return None  # "an 18-storey block", "a 330 kV substation"
    if (m["fixed"] or "").lower() == "twice" and _TWICE_AS.match(after):
        return None
    if m["no"] and g.whole.match(text, m.end()):
        return None  # "a total of 78"
    if m["plain"] and "." in m["plain"] and what is None and not m["plain"][-1].isalpha():
        low, high = (_european(m["plain"], v) for v in (low, high))
    if what is not None and factor != 1:
        digits = 15 if factor == int(factor) else _digits_of(m.group())  # "a five-year truce": 1,825 days
        low, high = (None if v is None else _rounded(v * factor, digits) for v in (low, high))
    article = (m["no"] or "").lower() in ("a", "an")
    return Number(first, last + tail, max(first, m.start()), last, low, high, what, vague, article)


def _of_date(g: _Grammar, before: str, after: str, word: str) -> bool:
    """Whether digits belong to a date, a clock time, an age or a name."""
    grouped = "," in word  # "since March 18, 3,747 people"
    if g.date_after.match(after) or (not grouped and g.date_before.search(before)) or g.named.search(before):
        return True
    if word.isdigit() and len(word) < 3 and _MORE_DAYS.search(before) and _DAYS_GO_ON.match(after):
        return True  # "on June 9, 10, 12 and 20."
    if word.isdigit() and len(word) < 3 and re.match(r"(?:,|\)|\.|;|$| and )", after):
        named = g.aged.search(before) and re.search(r"\b[A-Z][\w’'-]*[^\W\d_], $", before)  # "Olena, 34, said"
        return bool(named or g.aged_noun.search(before))
    year = word.isdigit() and len(word) == 4 and 1900 <= int(word) < 2100
    return year and (bool(g.year_before.search(before)) or not after.startswith(" ") or after[:5] in (" and ", " when"))


def _of_clock(g: _Grammar, before: str, after: str) -> bool:
    """Whether a number is an hour in words: "at about two in the morning", "half past four"."""
    if before[-6:].lower().endswith((" past ", " to ")) and g.past.search(before):
        return True
    return bool(g.clock_after.match(after) and g.clock_before.search(before))


def _bounds(
    g: _Grammar, m: re.Match[str], before: str, after: str
) -> tuple[Num | None, Num | None, int, int, bool] | None:
    """Low, high, first and last offset of the words, whether they are vague."""
    value, top = _values(g, m)
    if value is None:
        return None
    first, last = m.start(), m.end()
    about = least = most = None
    if before.rstrip().lower().endswith(g.leading):
        about, least, most = g.about.search(before), g.least.search(before), g.most.search(before)
    bound = least or most or about
    first -= len(before) - bound.start() if bound else 0
    if m["between"]:
        return _ranged(g, m, value, top, before, first)
    if m["vague"] or m["majority"]:
        stop = m.start() + len(m["vague"] or m["majority"])
        return (None, value, first, stop, True) if most and not m["majority"] else (value, None, first, stop, True)
    if value == 0:
        return (0, 0, m.start(), last, False)
    if (later := g.least_after.match(after)) or m["more"]:
        return value, None, first, last + (later.end() if later else 0), False
    if later := g.most_after.match(after):
        return None, value, first, last + later.end(), False
    if least:
        return value, None, first, last, False
    return (None if most else value), value, first, last, False


def _ranged(
    g: _Grammar, m: re.Match[str], value: Num, top: Num | None, before: str, first: int
) -> tuple[Num | None, Num | None, int, int, bool] | None:
    """ "5 to 7", "between five and seven"; two numbers that merely stand side by side are read one by one."""
    joint = m["between"].strip().lower()
    if joint == "to" and top is not None and g.grown.search(before):
        return top, top, m.start("high"), m.end(), False  # "the toll rose from 20 to 35", "rose by four to 39"
    range_of = joint != "and" or g.between.search(before)
    if joint == "or" and top is not None and top - value != 1:
        range_of = False
    if range_of and top is not None and top > value:
        return value, top, first, m.end(), False
    if joint in ("-", "–", "—"):
        return None  # "2010-10": a reference
    least, most = g.least.search(before), g.most.search(before)
    return (None if most else value), (None if least else value), first, m.end("low"), False


def _values(g: _Grammar, m: re.Match[str]) -> tuple[Num | None, Num | None]:
    def plain(name: str) -> str:
        return re.sub(r"\s+", " ", (m[name] or "").lower())

    if m["share"]:
        return g.shares[plain("share")], None
    if m["majority"]:
        return 50, None
    if m["vague"]:
        return g.vague[plain("vague")], None
    if m["fixed"]:
        return g.fixed[plain("fixed")], None
    if m["no"]:
        return (0 if plain("no") == "no" else 1), None
    if not m["between"]:
        return _value(g, plain("plain")), None
    low, high = _value(g, plain("low")), _value(g, plain("high"))
    scale = re.search(r"[a-z]+$", plain("high"))
    if low is not None and high is not None and plain("low")[-1].isdigit() and scale and plain("high")[0].isdigit():
        mantissa = _value(g, plain("high")[: scale.start()].rstrip(" -"))
        if mantissa is not None and low < mantissa:
            low = low * (high / mantissa)  # "5 to 7 million"
    return _whole(low), _whole(high)


_FRACTIONS = {"1/2": 0.5, "½": 0.5, "¼": 0.25, "¾": 0.75}
_LETTERS = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9}


def _value(g: _Grammar, text: str) -> Num | None:
    """The value of one number, digits or words; None for words that are no number."""
    m = g.digits.match(text)
    if m is None:
        return _spoken(g, text)
    value: float = _decimal(m.group())
    for word in re.findall(r"1/2|[½¼¾]|[a-z]+", text[m.end() :]):
        if word in _FRACTIONS:
            value += _FRACTIONS[word]
        else:
            value *= (
                _LETTERS[word] if word in _LETTERS else g.scales[word if word in g.scales else word.removesuffix("s")]
            )
    return _whole(value)


def _decimal(text: str) -> float:
    """Digits with whatever separators: groups of three (or two, as in India) are thousands, the rest decimals."""
    if re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", text):
        return float(text.replace(".", "").replace(",", "."))
    return float(re.sub(r"[\s'’]", "", text).replace(",", "."))


def _european(word: str, value: Num | None) -> Num | None:
    """ "53.000 people": where no unit follows, three decimals are thousands."""
    return _whole(value * 1000) if value is not None and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", word) else value


def _spoken(g: _Grammar, text: str) -> Num | None:
    half = " and a half" in text
    total, current = 0, 0
    for word in re.split(r"[- ]", text.replace(" and a half", "")):
        scale = g.scales.get(word) or g.scales.get(word.removesuffix("s"))
        if word in ("and", ""):
            continue
        if word in ("a", "an"):
            current = 1
        elif word == "hundred":
            current = max(1, current) * 100
        elif scale:
            total, current = total + max(1, current) * scale, 0
        elif word in g.words:
            current += g.words[word]
        else:
            return None
    value = total + current
    if not half:
        return value
    return _whole(value + 0.5 * next((s for w, s in g.scales.items() if text.endswith(" " + w)), 1))


def _unit(g: _Grammar, m: re.Match[str], after: str) -> tuple[CountOf | None, float, int]:
    """What the unit after (or before) a number measures, its factor, and how many characters it takes."""
    if m["percent"] or m["share"] or m["majority"]:
        return CountOf.PERCENT, 1, 0
    if m["money"]:
        return CountOf.MONEY_USD, 1, 0
    found = g.unit.match(after)
    if found is None or (found[1] == "m" and m["no"]):
        return None, 1, 0
    word = found[1].lower()
    word = word if word in g.units else re.sub(r"\s+", " ", word)
    what, factor = g.units[word]
    return what, factor, found.end()


def _digits_of(words: str) -> int:
    """How many significant digits the words give, three at the least (a factor may not blur "5 miles" to "10 km")."""
    digits = re.sub(r"\D", "", words).strip("0")
    return max(3, len(digits))


def _rounded(value: float, digits: int) -> Num:
    if value == 0:
        return 0
    return _whole(round(value, digits - 1 - floor(log10(abs(value)))))  # type: ignore[return-value]


def _whole(value: Num | None) -> Num | None:
    return int(value) if value is not None and value == int(value) else value
