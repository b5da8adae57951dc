"""Small phrases: how a party, an outlet, a time, a place, a count is named. The same words for every side."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pycountry

from trucewatch.records import Agreement, Case, Outlet, Report
from trucewatch.tell.period import OUTLET
from trucewatch.tell.words import Messages
from trucewatch.values.count import Count
from trucewatch.values.moment import Basis, Moment, zone_of
from trucewatch.values.party import members
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Reliability

_DAY = dt.timedelta(days=1)
_WHOLE = re.compile(r"^\d{4}(?:-\d\d)?$")
_CLOCK = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")
_EDTF = re.compile(r"^(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?$")


@dataclass(frozen=True)
class Phrases:
    """Phrases for one case in one language; ``zone`` is the IANA zone in which publication times are told."""

    case: Case
    zone: str
    messages: Messages

    def party(self, code: str | None) -> str:
        """The party's name as the case has it; the code where it has none; "no known party" for None."""
        if not code:
            return self.messages.say("party.none")
        return self.messages.listed(self.names.get(c, c) for c in sorted(members(code), key=self.rank))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The parties' names by code."""
        return {p.code: p.name for p in self.case.parties}

    def rank(self, code: str) -> tuple[int, str]:
        """Where a party stands in every list: as the case orders them, else by its code."""
        order = self.case.order
        return (order.index(code) if code in order else len(order), code)

    def voice_rank(self, voice: str) -> tuple[object, ...]:
        """Parties first, in their order, then sources of no side, then outlets in their own voice."""
        return (voice.startswith(OUTLET), voice == "", self.rank(voice))

    def opening(self, text: str) -> str:
        """The text with its first letter a capital, to open a sentence."""
        return text[:1].upper() + text[1:]

    def voices(self, voices: tuple[str, ...]) -> str:
        """Who vouches: ``sources of Alphaland``, ``sources of no known party``, ``Northern Wire in its own voice``."""
        return self.messages.listed(self._voice(v) for v in sorted(voices, key=self.voice_rank))

    def _voice(self, voice: str) -> str:
        if voice.startswith(OUTLET):
            return self.messages.say("party.own_voice", outlet=self.outlet(voice.removeprefix(OUTLET)))
        return self.messages.say("party.sources", party=self.party(voice))

    def country(self, code: str) -> str:
        """The country's name as the case has it, else as ISO 3166 has it, else the code."""
        if code in self.names:
            return self.names[code]
        entry = pycountry.countries.get(alpha_3=code)
        return str(getattr(entry, "common_name", entry.name)) if entry is not None else code

    def outlet(self, outlet: str) -> str:
        """The outlet's name as the case has it, else its id."""
        known = self.registered(outlet)
        return known.name if known else outlet

    def registered(self, outlet: str) -> Outlet | None:
        """The case's entry for an outlet, by id or name."""
        return self._outlets.get(outlet)

    @cached_property
    def _outlets(self) -> Mapping[str, Outlet]:
        found: dict[str, Outlet] = {}
        for o in self.case.outlets:
            found.setdefault(o.id, o)
            found.setdefault(o.name, o)
        return found

    def provision(self, agreements: Mapping[str, Agreement], code: str, provision: str) -> str:
        """A provision by its id, with the agreement's title where the case holds several."""
        if len(agreements) < 2:
            return provision
        title = next((a.title for a in agreements.values() if a.code == code), code)
        return self.messages.say("finding.of", provision=provision, agreement=title)

    def affiliation(self, outlet: str) -> str:
        """The party that runs the outlet, in words."""
        known = self.registered(outlet)
        if known is None:
            return self.messages.say("outlet.unregistered")
        if known.affiliation is None:
            return self.messages.say("outlet.unaffiliated")
        return self.messages.say("outlet.affiliated", party=self.party(known.affiliation))

    def reliability(self, outlet: str) -> str:
        """Admiralty reliability letter; F where the case says nothing."""
        known = self.registered(outlet)
        return (known.reliability if known else Reliability.F).value

    def enum(self, value: StrEnum, group: str) -> str:
        """A word of a closed vocabulary, from the catalogue."""
        return self.messages.say(f"{group}.{value.value.replace('.', '_')}")

    # -- time ---------------------------------------------------------------------------------------------------

    def day(self, day: dt.date) -> str:
        """``19 March 2031``."""
        return self.messages.say("time.date", day=day.day, month=self._month(day), year=day.year)

    def _month(self, day: dt.date) -> str:
        return self.messages.say(f"month.m{day.month}")

    def stretch(self, first: dt.date, last: dt.date) -> str:
        """``19 March 2031``, ``18 to 19 March 2031``, ``28 February to 2 March 2031``; of a whole month its name."""
        if first == last:
            return self.day(first)
        if first.day == 1 and (last + _DAY).day == 1 and (first.year, first.month) == (last.year, last.month):
            return self.messages.say("time.month", month=self._month(first), year=first.year)
        if (first.year, first.month) == (last.year, last.month):
            return self.messages.say("time.days_of_month", first=first.day, last=self.day(last))
        if first.year == last.year:
            start = self.messages.say("time.day_month", day=first.day, month=self._month(first))
            return self.messages.say("time.from_to", first=start, last=self.day(last))
        return self.messages.say("time.from_to", first=self.day(first), last=self.day(last))

    def local(self, moment: dt.datetime, zone: str | None = None) -> dt.datetime:
        """The moment in ``zone``, else in the report's."""
        return moment.astimezone(zone_of(zone or self.zone))

    def instant(self, moment: dt.datetime) -> str:
        """Local date and clock time in the report's zone."""
        local = self.local(moment)
        return self.messages.say("time.instant", date=self.day(local.date()), clock=f"{local:%H:%M}")

    def published(self, report: Report | None) -> str:
        """When a report was published, in words; says so where the hour or all of it is not stated."""
        if report is None or report.published is None:
            return self.messages.say("time.unpublished")
        moment = report.published
        if moment.end - moment.start >= _DAY / 24 * 2:
            return self.messages.say("time.published_day", date=self.stretch(*moment.days))
        return self.messages.say("time.published", instant=self.instant(moment.start))

    def stamp(self, report: Report | None) -> str:
        """When a report was published, in short: day and month, and the hour where it is stated."""
        if report is None or report.published is None:
            return self.messages.say("time.unpublished")
        moment = report.published
        local = moment.start.astimezone(zone_of(self.zone))
        day = self.messages.say("time.day_month", day=local.day, month=self._month(local.date()))
        if moment.end - moment.start >= _DAY / 24 * 2:
            return day
        return self.messages.say("time.stamp", date=day, clock=f"{local:%H:%M}")

    def when(self, moment: Moment | None, *, words: bool = True) -> str:
        """An interval in words that say how precise it is: ``on 19 March 2031 or in the night before``. ``words``: with
        those of the report."""
        if moment is None:
            return self.messages.say("time.unstated")
        told = self._span(moment)
        if moment.zone != self.zone:
            told = self.messages.say("time.other_zone", time=told, zone=moment.zone)
        if moment.basis is Basis.PUBLICATION:
            return self.messages.say("time.by_publication", time=told)
        if not words and not is_wide(moment):
            return told
        if moment.text:
            told = self.messages.say("time.in_words", time=told, text=moment.text)
        return self.messages.say("time.carried", time=told) if moment.basis is Basis.CARRIED else told

    def _span(self, moment: Moment) -> str:
        tz = zone_of(moment.zone)
        start, end = moment.start.astimezone(tz), moment.end.astimezone(tz)
        first, last = moment.days
        say = self.messages.say
        if first == last:
            if start.time() == dt.time() and end.time() == dt.time():
                return say("time.on", date=self.day(first))
            if moment.end - moment.start <= dt.timedelta(minutes=1):
                return say("time.at", date=self.day(first), clock=f"{start:%H:%M}")
            return say("time.hours", date=self.day(first), first=f"{start:%H:%M}", last=_until(end))
        evening = last - first == _DAY and start.hour >= 15
        if evening and end.date() == last and end.hour <= 12:
            return say("time.night", dates=self.stretch(first, last))
        if evening:
            return say("time.day_or_night_before", date=self.day(last))
        return say("time.on_or_between", dates=self.stretch(first, last))

    def edtf(self, text: str) -> str | None:
        """EDTF days in words; None for other text."""
        if _WHOLE.match(text):
            return text  # a year, a month: as precise as it is known
        if _CLOCK.match(text):
            return self.instant(dt.datetime.fromisoformat(text))
        found = _EDTF.match(text)
        if not found:
            return None
        first = dt.date.fromisoformat(found[1])
        return self.stretch(first, dt.date.fromisoformat(found[2]) if found[2] else first)

    # -- place and number ---------------------------------------------------------------------------------------

    def area(self, place: Place | None) -> str:
        """The heading under which a place is listed: country and first-level area, as far as they are known."""
        if place is None:
            return self.messages.say("place.unstated_area")
        code, area = place.area
        if code is None:
            return area or self.messages.say("place.unresolved_area")
        country = self.country(code)
        return self.messages.say("place.area", country=country, admin1=area) if area else country

    def where(self, place: Place | None) -> str:
        """A place in words that say how precise it is."""
        if place is None:
            return self.messages.say("place.unstated")
        if place.level is None:
            unlocated = "place.ambiguous" if place.candidates else "place.unresolved"
            return self.messages.say(unlocated, text=place.text, n=len(place.candidates))
        name = place.name or place.text
        key = "place.area_level" if place.level is Level.AREA else f"place.{place.level.value}"
        if place.level in (Level.DISTRICT, Level.REGION) and self._says_what_it_is(name):
            key = "place.part"
        words = self.messages.say(key, name=name, within=self._within(place, name))
        if place.radius_km:
            words = self.messages.say("place.radius", place=words, km=self.figure(place.radius_km))
        return words

    def _says_what_it_is(self, name: str) -> bool:
        return name.split()[-1].casefold() in self.messages.say("place.own_words").split()

    def spot(self, place: Place) -> str:
        """A place in short, without its radius."""
        return self.where(place.model_copy(update={"radius_km": None, "point": None}))

    def _within(self, place: Place, name: str) -> str:
        parts = [p for p in (place.admin1, self.country(place.country) if place.country else None) if p and p != name]
        return self.messages.say("place.within", area=", ".join(parts)) if parts else ""

    def count(self, count: Count, *, words: bool = True) -> str:
        """``killed: at least 5``, with the words of the report where it has any and ``words`` asks for them."""
        say, value = self.messages.say, self.bounds(count.low, count.high)
        label = say(f"counted.{count.what.value}")
        if count.text and words:
            return say("count.worded", what=label, value=value, text=count.text)
        return say("count.plain", what=label, value=value)

    def figure(self, value: float | int) -> str:
        """``3,700`` as the language writes it; decimals only where there are any."""
        plain = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
        say = self.messages.say
        marks = {",": say("language.thousands"), ".": say("language.decimal")}
        return "".join(marks.get(c, c) for c in plain)

    def bounds(self, low: float | None, high: float | None) -> str:
        """``12``, ``at least 12``, ``up to 60``, ``10 to 20``."""
        say = self.messages.say
        if low is None:
            return say("count.unstated") if high is None else say("count.most", high=self.figure(high))
        if high is None:
            return say("count.least", low=self.figure(low))
        return say("count.exact" if low == high else "count.range", low=self.figure(low), high=self.figure(high))


def is_wide(moment: Moment) -> bool:
    """True of more than a month: its first and last day say less of it than the words of the report."""
    return moment.end - moment.start > 31 * _DAY


def _until(end: dt.datetime) -> str:
    return "24:00" if end.time() == dt.time() else f"{end:%H:%M}"
