"""What the words round a name say: which kind of place, which part of it, how far from it.

Pure grammar: no name is looked up here. ``read`` takes a place expression apart; what is left over is the name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trucewatch.language.lexicon import lexicon

_KM = {
    "km": 1.0,
    "kms": 1.0,
    "kilometre": 1.0,
    "kilometer": 1.0,
    "mile": 1.609,
    "mi": 1.609,
    "nautical mile": 1.852,
    "metre": 0.001,
    "m": 0.001,
}
_BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270}
BEARINGS = {**_BEARINGS, "northwest": 315}
_WAY = r"(?P<way>north|south|east|west|(?:north|south)[- ]?(?:east|west))"
_WAYS = r"(?:north|south|east|west|(?:north|south)[- ]?(?:east|west)|central|upper|lower)"
_UNIT = r"(?:nautical miles?|km|kms|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m)"
_ABOUT = r"(?:(?:about|some|around|roughly|approximately|nearly|almost|just|over|more than|less than|up to)\s+)*"

_OFFSET = re.compile(
    rf"^{_ABOUT}(?P<n>\d[\d,]*(?:\.\d+)?)\s*-?\s*(?P<unit>{_UNIT})\b(?:\s*\([^)]*\))?\s*"
    rf"(?:(?:to\s+the\s+)?{_WAY}(?:\s+of)?|from|away\s+from|outside|off)\s+(?P<rest>\S.*)$",
    re.I | re.S,
)
_TOWARDS = re.compile(
    rf"^(?:just\s+|further\s+|immediately\s+|to\s+the\s+)*{_WAY}\s+of\s+(?P<rest>[^a-z].*|the\s+\S.*)$", re.I
)
_NEAR = re.compile(
    r"^(?:near(?:\s+to)?|close\s+to|outside(?:\s+of)?|around|in\s+the\s+vicinity\s+of|(?:on\s+)?the\s+outskirts\s+of|"
    r"outskirts\s+of|the\s+area\s+(?:of|around)|not\s+far\s+from|off(?:\s+the\s+coast\s+of)?|the\s+coast\s+of)\s+"
    r"(?P<rest>\S.*)$",
    re.I,
)
_BETWEEN = re.compile(r"^(?:in\s+the\s+area\s+)?between\s+(?P<a>\S.*?)\s+and\s+(?P<b>\S.*)$", re.I)
_BORDER = re.compile(
    r"^(?:the\s+)?(?:(?:shared\s+)?border\s+(?:area\s+)?(?:between|of)\s+(?P<a>\S.*?)\s+and\s+(?P<b>\S.*)|"
    r"(?P<c>[A-Z][\w’']+)\s*[-–]\s*(?P<d>[A-Z][\w’']+)\s+(?:border|frontier)(?:\s+(?:area|region))?)$"
)
_PART = re.compile(
    r"^(?:the\s+)?(?:far\s+|extreme\s+)?(?P<part>(?:north|south|east|west|(?:north|south)[- ]?(?:east|west))(?:ern)?|"
    r"central|upper|lower)(?:ernmost)?\s+(?P<rest>[A-Z].*|the\s+[A-Z].*)$",
    re.I,
)
_PART_OF = re.compile(
    rf"^(?:the\s+)?(?:far\s+)?(?:(?P<part>{_WAYS})(?:ern)?)(?:\s+(?:part|parts|half|end|side|edge|areas?|portion))?\s+of\s+"
    rf"(?P<rest>\S.*)$|^(?P<owner>\S.*?)(?:'s|’s)\s+(?:far\s+)?(?P<own>{_WAYS})$|"
    rf"^(?:the\s+)?(?P<centre>cent(?:re|er)|middle|heart)\s+of\s+(?P<mid>\S.*)$",
    re.I,
)


class Worded(NamedTuple):
    """A place expression taken apart. ``names``: one, or two for what lies between two.

    ``how``: "at", "near", "towards", "offset", "between", "border" or "part". ``part``: "northern", "central" …;
    ``kind``: what the words call it, of "settlement", "district", "region", "facility"; else None.
    """

    names: tuple[str, ...]
    how: str = "at"
    part: str | None = None
    bearing: int | None = None
    km: float | None = None
    kind: str | None = None


@lru_cache(maxsize=8192)
def read(text: str) -> Worded:
    """The expression taken apart; words that it does not know stay in the name."""
    flat = " ".join(text.split()).rstrip(".,;")
    for attempt in (_offset, _border, _between, _towards, _near, _part_of):
        found = attempt(flat)
        if found:
            return found
    return Worded((flat,), kind=kind_of(flat))


def _bearing(way: str) -> int:
    return BEARINGS[way.lower().replace("-", "").replace(" ", "")]


def _offset(text: str) -> Worded | None:
    m = _OFFSET.match(text)
    if not m:
        return None
    unit = re.sub(r"s$", "", m["unit"].lower()).replace("meter", "metre")
    distance = float(m["n"].replace(",", "")) * _KM[unit]
    bearing = _bearing(m["way"]) if m["way"] else None
    return Worded(
        (m["rest"],), "offset" if bearing is not None else "near", None, bearing, distance, kind_of(m["rest"])
    )


def _towards(text: str) -> Worded | None:
    """ "East of X" lies outside X where X is a settlement; what X is only the gazetteer can tell."""
    m = _TOWARDS.match(text)
    return (
        Worded((m["rest"],), "towards", part_of(m["way"]), _bearing(m["way"]), None, kind_of(m["rest"])) if m else None
    )


def _near(text: str) -> Worded | None:
    m = _NEAR.match(text)
    return Worded((m["rest"],), "near", kind=kind_of(m["rest"])) if m else None


def _between(text: str) -> Worded | None:
    m = _BETWEEN.match(text)
    return Worded((m["a"], m["b"]), "between") if m else None


def _border(text: str) -> Worded | None:
    m = _BORDER.match(text)
    return Worded((m["a"] or m["c"], m["b"] or m["d"]), "border") if m else None


def _part_of(text: str) -> Worded | None:
    m = _PART_OF.match(text)
    if m:
        rest = m["rest"] or m["owner"] or m["mid"]
        return Worded((rest,), "part", part_of(m["part"] or m["own"] or "central"), kind=kind_of(rest))
    m = _PART.match(text)
    return Worded((m["rest"],), "part", part_of(m["part"]), kind=kind_of(m["rest"])) if m else None


def part_of(way: str) -> str:
    """ "north" → "northern", "south-east" → "southeastern"."""
    plain = way.lower().replace("-", "").replace(" ", "")
    return plain if plain in ("central", "upper", "lower") or plain.endswith("ern") else f"{plain}ern"


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    rows: dict[str, list[str]] = lexicon("places")["kinds"]
    out = []
    for kind, words in rows.items():
        any_of = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        after, before = rf"\s(?:{any_of})$", rf"^(?:the\s+)?(?:[\w’\'-]+\s+){{0,3}}?(?:{any_of})\s+of\s"
        out.append((kind, re.compile(after, re.I), re.compile(before, re.I)))
    return tuple(out)


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str | None:
    """What the words call the place: "the village of X" a settlement, "X Raion" a district, "X region" a region."""
    for kind, after, before in _kinds():
        if after.search(text) or before.search(text):
            return kind
    return None


@lru_cache(maxsize=8192)
def stripped(text: str) -> str:
    """The name without "the village of" before it and without an owner ("Russia's")."""
    before = "|".join(map(re.escape, lexicon("places")["before"]))
    flat = re.sub(rf"^[\w-]+(?:'s|’s) (?:{_WAYS}(?:ern)? )?(?=\w+ of [A-Z]|[A-Z])", "", " ".join(text.split()))
    flat = re.sub(rf"^(?:[Tt]he )?(?:[\w-]+ ){{0,2}}?(?:{before}) of ", "", flat)
    flat = re.sub(r"^(?:[Tt]he )?(?:[a-z-]+ )?(?:village|town|settlement|farmstead|hamlet)s (?=[A-Z])", "", flat)
    flat = re.sub(r"^[Tt]he ", "", flat)
    return re.sub(r"^[\w-]+(?:'s|’s) (?=[A-Z])", "", flat)


@lru_cache(maxsize=8192)
def owner_of(text: str) -> str | None:
    """The state (ISO alpha-3) that owns the place by the words: "Ruritania's Strelsau province"; else None."""
    m = re.match(r"(?:[Tt]he )?([A-Z][\w-]+(?: [A-Z][\w-]+)?)(?:'s|’s) ", text)
    return _states().get(m[1]) if m else None


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {str(n): str(code) for code, s in lexicon("parties")["states"].items() for n in s["names"]}


@lru_cache(maxsize=8192)
def variants(text: str) -> tuple[str, ...]:
    """The name as it stands, without "the city of", without "district", most telling first."""
    after = "|".join(map(re.escape, lexicon("places")["after"]))
    whole, bare = " ".join(text.split()), stripped(text)
    stem = re.sub(rf"(?: municipal| border| refugee)? (?:{after})$", "", bare)
    return tuple(dict.fromkeys(n for n in (whole, bare, stem) if n))


@lru_cache(maxsize=8192)
def without_facility(text: str) -> tuple[str, str | None]:
    """ "Nova Kakhovka dam" → the name and the word for the facility; None where it has none."""
    words = "|".join(map(re.escape, sorted(lexicon("places")["facilities"], key=len, reverse=True)))
    m = re.fullmatch(rf"(\S.*) ({words})", stripped(text))
    return (m[1], m[2]) if m else (text, None)


def bare(text: str) -> str:
    """The name as it stands, without "the village of" and the like, but with its "district"; "municipal", "crossing",
    "neighbourhood" are no part."""
    name = re.sub(r" municipal(?= (?:district|area|okrug)$)| territory$", "", stripped(text))
    name = re.sub(r"(?<=\w) (?:(?:border )?(?:crossing|checkpoint)|neighbou?rhood)s?$", "", name)
    return re.sub(r" (region|oblast|province|district|governorate|raion)s$", r" \1", name)
