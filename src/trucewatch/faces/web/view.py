"""Templates and what they may call: words, names, times, links. No template decides anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import yaml
from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader, StrictUndefined

from trucewatch import __version__
from trucewatch.faces.web.access import Permission, Person, Role
from trucewatch.faces.web.assets import asset, built
from trucewatch.monitor.desk import IncidentCard, When, as_link
from trucewatch.monitor.desk.pages import DecisionRow, Problem
from trucewatch.records import Case, Edition, Incident
from trucewatch.tell.escape import run_on
from trucewatch.tell.ledgers import phrases_of_case
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.render.common import blocks_of, facts
from trucewatch.tell.render.html import HtmlPage, safe_url
from trucewatch.tell.words import Messages, messages
from trucewatch.values.ground import km
from trucewatch.values.moment import zone_of
from trucewatch.values.party import members
from trucewatch.values.place import Point

LANGUAGE, DIRECTION = "en", "ltr"
NAV = (
    *(("today", "/"), ("ledger", "/incidents"), ("map", "/map"), ("timeline", "/timeline")),
    *(("positions", "/positions"), ("exchanges", "/exchanges"), ("sources", "/sources")),
    *(("editions", "/editions"), ("integrity", "/integrity")),
)
_RANGE = re.compile(r"^(\d+(?:\.\d+)?)?(\.\.)?(\d+(?:\.\d+)?)?$")


@lru_cache(maxsize=1)
def catalogue() -> Messages:
    """The words of the face, over those of the tellers."""
    text = files("trucewatch.faces.web").joinpath("messages", f"{LANGUAGE}.yaml").read_text(encoding="utf-8")
    entries: dict[str, str] = dict(messages(LANGUAGE).entries)
    stack: list[tuple[str, Mapping[str, Any]]] = [("", yaml.safe_load(text))]
    while stack:
        path, tree = stack.pop()
        for key, value in tree.items():
            if isinstance(value, Mapping):
                stack.append((f"{path}{key}.", value))
            else:
                entries[f"{path}{key}"] = str(value)
    return Messages(MappingProxyType(entries))


def say(key: str, /, **slots: object) -> str:
    """A text of the catalogue."""
    return catalogue().say(key, **slots)


def number(key: str, n: int, **slots: object) -> str:
    """A text that counts."""
    return catalogue().number(key, n, **slots)


def word(group: str, value: str) -> str:
    """A word of a vocabulary, the value itself where the catalogue has none."""
    for key in (f"{group}.{value}", f"{group}.{value.replace('.', '_')}"):
        if catalogue().has(key):
            return say(key)
    return value.replace("_", " ")


class Words:
    """Names and words of one case, for templates."""

    def __init__(self, case: Case) -> None:
        self._phrases: Phrases = phrases_of_case(case, LANGUAGE)
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
        """Who tells of an incident: parties by their codes, then those of no party."""
        return sorted(card.voices, key=lambda code: (not code, code))

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
        text = f"{kind}: {struck}" if struck else kind
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
        first = self._day_month(start.date())
        if end - start < timedelta(hours=23):
            return f"{first} {start:%H:%M}" + ("" if end - start <= timedelta(minutes=1) else f"–{end:%H:%M}")
        if start.date() == last:
            return first
        return (
            f"{start.day}–{self._day_month(last)}"
            if start.month == last.month
            else f"{first} – {self._day_month(last)}"
        )

    def _day_month(self, day: date) -> str:
        return f"{day.day} {self._phrases.messages.say(f'month.m{day.month}')[:3]}"

    def instant(self, moment: datetime) -> str:
        """Local date and time."""
        return self._phrases.instant(moment)

    def short(self, moment: datetime | None) -> str:
        """``20 Mar 14:05`` in local time."""
        if moment is None:
            return "–"
        local = moment.astimezone(self._zone)
        return f"{self._day_month(local.date())} {local:%H:%M}"

    def day(self, moment: datetime | None) -> str:
        """``20 Mar 2025`` in local time."""
        if moment is None:
            return "–"
        local = moment.astimezone(self._zone)
        return f"{self._day_month(local.date())} {local.year}"

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
        if field == "actor" and text.startswith("not "):  # link writes a denied actor so
            return self._phrases.messages.say("version.not", value=self.party(text.removeprefix("not ")))
        if field in ("actor", "target_party"):
            return self.party(text)
        if field == "target":
            return self.word("target", text)
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


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""

    def load(name: str) -> str:
        return files("trucewatch.faces.web").joinpath("templates", name).read_text(encoding="utf-8")

    made = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(
        say=say,
        number=number,
        listed=listed,
        asset=asset,
        link=as_link,
        version=__version__,
        language=LANGUAGE,
        direction=DIRECTION,
        nav=NAV,
        quote=quote,
    )
    return made


def page(request: Request, template: str, name: str, code: int = 200, **context: object) -> Response:
    """A page. ``name``: its entry in the navigation. Every template gets, besides its own context: ``person`` (None
    before signing in), ``words`` (names of the case), ``may`` (of permissions), ``here`` (this address), ``csrf``."""
    site = request.app.state.site
    person: Person | None = getattr(request.state, "person", None)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    text = (
        environment()
        .get_template(template)
        .render(
            **context,
            name=name,
            person=person,
            roles=tuple(Role),
            csrf=person.csrf if person else context.get("visit", ""),
            may={p.value: bool(person and person.may(p)) for p in Permission},
            words=Words(site.desk.case) if person else None,
            case=site.desk.case if person else None,
            here=here,
            done=_done(request, person) if person else None,
            local=site.options.local,
            built=built(),
            fault=site.fault if person else None,
            generation=site.desk.meta["digest"],
        )
    )
    return HTMLResponse(text, code)


def _done(request: Request, person: Person) -> tuple[IncidentCard, DecisionRow] | None:
    """The decision that led here from another incident (``?done=``), where it is this person's last one there."""
    key = request.query_params.get("done", "")
    found = request.app.state.site.desk.incident(key) if key.startswith(f"{Incident.prefix}-") else None
    if found is None or not found.decisions or found.decisions[0].author != person.name:
        return None
    return found.card, found.decisions[0]


def edition_text(edition: Edition) -> dict[str, object]:
    """What the edition's template walks through it with: as the file of an edition has it, so that the two do not
    differ in a word or a number."""
    words = messages(edition.language)
    return {
        "page": HtmlPage(edition),
        "facts": facts(edition, words),
        "blocks_of": blocks_of,
        "run_on": run_on,
        "say": words.say,
        "safe_url": safe_url,
    }


def problem_page(request: Request, status: int, problem: Problem) -> Response:
    """A fault, told on a page."""
    sent = urlsplit(request.headers.get("referer", "")) if request.method == "POST" else None
    own = sent is not None and sent.netloc == request.headers.get("host", "") and sent.path.startswith("/")
    again = f"{sent.path}{'?' if sent.query else ''}{sent.query}" if sent is not None and own else None
    form = request.method == "POST"
    return page(request, "problem.html.j2", "", status, problem=problem, status=status, again=again, form=form)
