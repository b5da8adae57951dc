"""Words: the catalogue of the faces and the names of a case, for pages and for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from trucewatch.monitor.desk import IncidentCard, When
from trucewatch.monitor.desk.pages import DecisionRow
from trucewatch.records import Case
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.words import Messages, messages
from trucewatch.values.ground import km
from trucewatch.values.moment import zone_of
from trucewatch.values.party import members
from trucewatch.values.place import Point

_RANGE = re.compile(r"^(\d+(?:\.\d+)?)?(\.\.)?(\d+(?:\.\d+)?)?$")


ENGLISH = "en"
REMEMBERED = "trucewatch_language"
"""The cookie that holds the language that was asked for."""
LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)
"""The language of the answer that is being made (ISO 639-1)."""


@lru_cache(maxsize=1)
def languages() -> Mapping[str, str]:
    """The languages that there are catalogues of, English first, each with its own name for itself."""
    found = sorted(p.name.removesuffix(".yaml") for p in _folder().iterdir() if p.name.endswith(".yaml"))
    order = sorted(found, key=lambda code: (code != ENGLISH, code))
    return {code: _catalogue(code).say("language.name") for code in order}


def chosen(asked: str, accepted: str) -> str:
    """The language that is asked for by its code, else the best of an ``Accept-Language`` header, else English."""
    if asked in languages():
        return asked
    wanted: list[tuple[float, int, str]] = []
    for n, part in enumerate(accepted[:400].split(",")):
        tag, _, quality = part.partition(";q=")
        code = tag.strip().partition("-")[0].lower()
        try:
            wanted.append((-float(quality or 1), n, code))
        except ValueError:
            continue
    return next((code for q, _, code in sorted(wanted) if code in languages() and q < 0), ENGLISH)


def _folder() -> Traversable:
    return files("trucewatch.faces.web").joinpath("messages")


def catalogue() -> Messages:
    """The words of the face, over those of the tellers, in the language of the answer."""
    return _catalogue(LANGUAGE.get())


@lru_cache(maxsize=8)
def _catalogue(language: str) -> Messages:
    """What a catalogue leaves out is said in English, in which the program reads and writes."""
    entries = dict(messages(ENGLISH).entries if language == ENGLISH else _catalogue(ENGLISH).entries)
    return Messages(MappingProxyType(entries | own(language)), language)


def own(language: str) -> dict[str, str]:
    """What the catalogue of a language itself holds, by dotted key."""
    entries: dict[str, str] = {}
    stack: list[tuple[str, Mapping[str, Any]]] = [
        ("", yaml.safe_load(_folder().joinpath(f"{language}.yaml").read_text(encoding="utf-8")))
    ]
    while stack:
        path, tree = stack.pop()
        for key, value in tree.items():
            if isinstance(value, Mapping):
                stack.append((f"{path}{key}.", value))
            else:
                entries[f"{path}{key}"] = str(value)
    return entries


def say(key: str, /, **slots: object) -> str:
    """A text of the catalogue."""
    return catalogue().say(key, **slots)


def number(key: str, n: int, **slots: object) -> str:
    """A text that counts."""
    try:
        return catalogue().number(key, n, **slots)
    except KeyError:  # left out in this language, whose forms are not those of English
        return _catalogue(ENGLISH).number(key, n, **slots)


def word(group: str, value: str) -> str:
    """A word of a vocabulary, the value itself where the catalogue has none."""
    for key in (f"{group}.{value}", f"{group}.{value.replace('.', '_')}"):
        if catalogue().has(key):
            return say(key)
    return value.replace("_", " ")


class Words:
    """Names and words of one case, for templates."""

    def __init__(self, case: Case) -> None:
        self._phrases = Phrases(case=case, zone=case.timezone, messages=catalogue())
        self.case = case
        parties = sorted(p.code for p in case.parties if p.role == "party")
        self._sides = {code: n % 4 + 1 for n, code in enumerate(parties)}

    def party(self, code: str | None) -> str:
        """A party's name; the outlet's for a voice of its own; that it is none."""
        if not code or code == "-":
            return say("voice.none")
        if code.startswith("outlet:"):
            return self._phrases.outlet(code.removeprefix("outlet:"))
        return self._phrases.party(code)

    def side(self, code: str | None) -> str:
        """The class that colours a party's name: by the order of codes, so that no side has its own colour. Several
        parties together, and voices of no party, have none."""
        one = members(code) if code and not code.startswith("outlet:") and code != "-" else frozenset()
        return f"side-{self._sides.get(next(iter(one)), 0) if len(one) == 1 else 0}"

    def voices(self, card: IncidentCard) -> list[str]:
        """Who tells of an incident: parties in the case's order, then those of no party."""
        return self.in_order(card.voices)

    def in_order(self, voices: Iterable[str]) -> list[str]:
        """Voices, each once, in the order that every table and every edition has: parties as the case orders them, then
        sources of no party, then outlets in their own voice."""
        return sorted(dict.fromkeys(voices), key=self._phrases.voice_rank)

    def outlet(self, key: str) -> str:
        """An outlet's name."""
        return self._phrases.outlet(key)

    def word(self, group: str, value: object) -> str:
        """A word of a vocabulary, the value itself where the catalogue has none."""
        return word(group, str(value))

    def facet(self, name: str, value: str) -> str:
        """A value of a facet, in words."""
        if name in ("voice", "actor") and value != "-":
            return self.party(value)
        if name == "outlet":
            return self.outlet(value) or say("facet.none.outlet")
        if name == "area" and value != "-":
            country, _, area = value.partition(" ")
            words = (area, "" if country == "-" else self._phrases.country(country))
            return ", ".join(w for w in words if w)
        if value == "-":
            return say(f"facet.none.{name}")
        return self.word(f"facet.{name}", value) if catalogue().has(f"facet.{name}.{value}") else self.word(name, value)

    def title(self, card: IncidentCard) -> str:
        """What an incident is called: its first kind and what was struck; every word is that of a vocabulary."""
        kind = self.word("kind", card.kinds[0]) if card.kinds else ""
        finest = [c for c in card.classes if not any(o.startswith(c + ".") for o in card.classes)]
        struck = ", ".join(self.word("target", c) for c in finest[:2])
        text = say("incident.of_target", kind=kind, targets=struck) if struck else kind
        return text[:1].upper() + text[1:]

    def where(self, card: IncidentCard) -> str:
        """Where an incident was, in short."""
        if card.place is None:
            return say("place.unstated_short")
        name, area = card.place.name, card.place.admin1
        return f"{name}, {area}" if area and not name.startswith(area) else name

    def time(self, when: When | None) -> str:
        """When, in short: days, and hours where they are known."""
        if when is None:
            return say("time.unstated_short")
        zone = zone_of(when.zone)
        start, end = when.start.astimezone(zone), when.end.astimezone(zone)
        last = (end - timedelta(microseconds=1)).date()
        if end - start < timedelta(hours=23):
            hours = f"{start:%H:%M}" if end - start <= timedelta(minutes=1) else f"{start:%H:%M}–{end:%H:%M}"
            return f"{self._phrases.stretch(start.date(), last)}, {hours}"
        return self._phrases.stretch(start.date(), last)

    def brief(self, when: When | None) -> str:
        """When, as short as can be without saying more than is known: ``18 Mar``, ``18–19 Mar``, ``18 Mar 05:00``."""
        if when is None:
            return "–"
        zone = zone_of(when.zone)
        start, end = when.start.astimezone(zone), when.end.astimezone(zone)
        last = (end - timedelta(microseconds=1)).date()
        first = self.tick(start.date())
        if end - start < timedelta(hours=23):
            return f"{first} {start:%H:%M}" + ("" if end - start <= timedelta(minutes=1) else f"–{end:%H:%M}")
        if start.date() == last:
            return first
        if start.year != last.year:
            return f"{first} {start.year} – {self.tick(last)} {last.year}"
        return f"{start.day}–{self.tick(last)}" if start.month == last.month else f"{first} – {self.tick(last)}"

    def tick(self, day: date) -> str:
        """A day and its month, in short."""
        short = f"month_short.m{day.month}"
        month = say(short) if catalogue().has(short) else say(f"month.m{day.month}")[:3]
        return f"{day.day} {month}"

    def instant(self, moment: datetime) -> str:
        """Local date and time."""
        return self._phrases.instant(moment)

    def short(self, moment: datetime | None) -> str:
        """``20 Mar 14:05`` in local time."""
        if moment is None:
            return "–"
        local = moment.astimezone(self._zone)
        return f"{self.tick(local.date())} {local:%H:%M}"

    def day(self, moment: datetime | None) -> str:
        """``20 Mar 2025`` in local time."""
        if moment is None:
            return "–"
        local = moment.astimezone(self._zone)
        return f"{self.tick(local.date())} {local.year}"

    def last_day(self, end: datetime) -> str:
        """The last day of a stretch that ends before ``end``."""
        return self.day(end - timedelta(microseconds=1))

    def date(self, day: date) -> str:
        """A day in words."""
        return self._phrases.day(day)

    @property
    def _zone(self) -> ZoneInfo:
        return zone_of(self.case.timezone)

    def value(self, field: str, text: str) -> str:
        """A value of a field of an incident, in words."""
        if field in ("actor", "target") and text.startswith("not "):  # link writes what is denied so
            return self._phrases.messages.say("version.not", value=self.value(field, text.removeprefix("not ")))
        if field in ("actor", "target_party"):
            return self.party(text)
        if field == "target":
            return say("version.read", value=self.word("target", text))
        if field == "happened":
            return say(f"happened.{text}") if catalogue().has(f"happened.{text}") else text
        found = _RANGE.match(text)
        if found and found[2]:
            return self._phrases.bounds(*(float(n) if n else None for n in (found[1], found[3])))
        return self._phrases.edtf(text) or text

    def decided(self, d: DecisionRow) -> str:
        """What somebody decided, as it reads after their name."""
        given = {"value": d.value or say("decision.empty"), "n": len(d.subjects), "others": len(d.against)}
        if d.action in ("correct", "grade"):
            return say(f"did.{d.action}", field=say(f"correct.{(d.field or '').replace('.', '_')}"), **given)
        if d.action == "verify" and d.field == "actor":
            return say("did.verify_actor", party=self.party(d.value))
        if d.action in ("accept", "reject", "pin", "different"):
            return number(f"did.{d.action}", len(d.subjects))
        return say(f"did.{d.action}", **given)

    def apart(self, one: IncidentCard, other: IncidentCard) -> str:
        """How far apart two incidents are, empty where one has no point."""
        a, b = one.place, other.place
        if not a or not b or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
            return ""
        far = km(Point(lat=a.lat, lon=a.lon), Point(lat=b.lat, lon=b.lon))
        return say("place.apart", km=f"{far:.0f}" if far >= 1 else "<1")

    def field(self, name: str) -> str:
        """What a field is called."""
        for group in ("field", "counted"):
            if catalogue().has(f"{group}.{name}"):
                return say(f"{group}.{name}")
        return name.replace("_", " ")


def listed(items: Iterable[str]) -> str:
    """``a, b and c``."""
    return catalogue().listed(items)
