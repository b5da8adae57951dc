"""The witness of a register: alerts, outages, restorations and whatever else is stated of a place and a time.

Held against how much of the time before the place was so, in the vocabulary of heat. What a register says may be a
party's own word, and an alert says that an attack was feared: assess/grading.yaml has which witnesses may raise a
grade.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from trucewatch.corroborate.asking import Answers, Limits, View, missing, utc, view
from trucewatch.corroborate.parameters import CorroborateParameters, RegisterBook
from trucewatch.records.corroboration import Corroboration, Figure
from trucewatch.records.incident import Incident
from trucewatch.records.observation import Observation
from trucewatch.values.ground import km
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import SensorResult


class Register:
    """One kind of register, asked about all incidents."""

    def __init__(self, what: str, entries: Sequence[Observation], params: CorroborateParameters) -> None:
        book = params.codebook
        self._kind = book.registers.get(what, book.registers["other"])
        self._book = book.register_
        self._limits = Limits(
            self._book.largest_radius_km, self._book.longest_days, self._kind.hours_before, self._kind.hours_after
        )
        ordered = sorted(entries, key=lambda o: (o.moment.start, o.moment.end, o.id))
        self._points = [o for o in ordered if o.point]
        self._areas: dict[str, list[Observation]] = defaultdict(list)
        for o in ordered:
            if o.area and not o.point:
                self._areas[o.area].append(o)
        self._regions = Regions(self._areas, book.register_)
        self._first = min((o.moment.start for o in ordered), default=None)
        self._last = max((o.moment.end for o in ordered), default=None)
        self._say = Answers(what, book)

    def testify(self, incidents: Iterable[Incident]) -> list[Corroboration | None]:
        """One answer for each incident of a kind that the register can bear on, in a place that it ever speaks of."""
        return [self._one(i) if set(i.kinds) & set(self._kind.kinds) else None for i in incidents]

    def _one(self, incident: Incident) -> Corroboration | None:
        give = self._say.give
        seen = view(incident, self._limits)
        if seen is None or missing(incident, self._limits):
            return None  # what is missing is said by the witness of heat, which asks for the same
        entries = self._for(seen)
        if not entries:
            return None  # a register that never speaks of a region has nothing to do with what happens there
        if self._first is None or self._last is None or not self._first < seen.end <= self._last:
            gap = (f"entries of the register for the place around {utc(seen.start)}",)
            return give(incident, SensorResult.NOT_OBSERVABLE, "register", "register-no-data", missing=gap)
        now = [o for o in entries if o.moment.start < seen.end and o.moment.end > seen.start]
        if not now:
            figures = seen.figures[1:]
            return give(incident, SensorResult.NO_DETECTION_OBSERVABLE, "register", "register-silent", figures=figures)
        return self._held(incident, seen, entries, now)

    def _held(
        self, incident: Incident, seen: View, entries: Sequence[Observation], now: Sequence[Observation]
    ) -> Corroboration:
        share, windows = self._share(entries, seen.start, seen.end)
        figures = (
            *seen.figures[1:],
            Figure(name="entries for the place", value=len(now)),
            Figure(name="earlier windows of that length", value=windows),
            Figure(name="share of them with an entry", value=float(f"{share:.4g}")),
        )
        usual = share > self._book.level or windows < 1 / self._book.level
        result = SensorResult.WITHIN_BASELINE if usual else SensorResult.CONSISTENT
        return self._say.give(
            incident,
            result,
            "register",
            "register-usual" if usual else "register-excess",
            observations=tuple(o.id for o in now),
            figures=figures,
            sensor=", ".join(sorted({o.sensor for o in now})),
            n=f"{len(now)} {'entry' if len(now) == 1 else 'entries'}",
            share=f"{share:.0%}",
        )

    def _for(self, seen: View) -> list[Observation]:
        """The entries for the place: of its region, or of a point near it."""
        found = {o.id: o for o in self._areas.get(self._regions.of(seen.place) or "", ())}
        within = seen.radius_km + self._book.within_km
        found |= {o.id: o for o in self._points if o.point and km(o.point, seen.point) <= within}
        return sorted(found.values(), key=lambda o: (o.moment.start, o.moment.end, o.id))

    def _share(self, entries: Sequence[Observation], start: datetime, end: datetime) -> tuple[float, int]:
        """Of the windows of that length before it, an hour apart, how many an entry reaches into."""
        assert self._first is not None
        length, step = end - start, timedelta(hours=1)
        since = max(self._first, start - timedelta(days=self._book.history_days))
        starts = [o.moment.start for o in entries]
        longest = max(o.moment.end - o.moment.start for o in entries)
        count, hit, at = 0, 0, start - length
        while at >= since:
            near = entries[bisect_left(starts, at - longest) : bisect_left(starts, at + length)]
            hit += any(o.moment.end > at for o in near)
            count, at = count + 1, at - step
        return (hit / count if count else 1.0), count


class Regions:
    """The regions that a register names, found by any spelling."""

    def __init__(self, names: Iterable[str], book: RegisterBook) -> None:
        self._book = book
        self._stems = {name: self._stem(name) for name in sorted(set(names))}
        self._seen: dict[str, str | None] = {}

    def of(self, place: Place) -> str | None:
        """The register's name of the region that the place lies in, or is; None where none is clearly meant."""
        named = [n for n in (place.text, place.name, place.admin1) if n]
        exact = next((n for n in named if n in self._stems), None)
        if exact or not place.admin1:
            return exact
        if place.admin1 not in self._seen:
            self._seen[place.admin1] = self._likest(self._stem(place.admin1))
        return self._seen[place.admin1]

    def _likest(self, stem: str) -> str | None:
        ranked = sorted(
            ((SequenceMatcher(None, stem, s).ratio(), n) for n, s in self._stems.items() if s[:1] == stem[:1]),
            reverse=True,
        )
        ranked += [(0.0, "")] * 2
        (best, name), (second, _) = ranked[:2]
        return name if best >= self._book.alike and best - second >= self._book.clearer else None

    def _stem(self, name: str) -> str:
        words = [w for w in name.casefold().replace("’", "").split() if w not in self._book.generic]
        stem = " ".join(words) or name.casefold()
        stem = self._book.also.get(stem, stem)
        ending = next((e for e in self._book.endings if stem.endswith(e) and len(stem) > len(e) + 2), "")
        return stem.removesuffix(ending)
