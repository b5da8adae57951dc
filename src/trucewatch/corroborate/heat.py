"""The witness of heat: fire detections from space, held against the place's own past and its surroundings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np

from trucewatch.corroborate.around import Surroundings
from trucewatch.corroborate.asking import Answers, Limits, View, missing, utc, view
from trucewatch.corroborate.detections import Detections, Ints, columns_of, halves, minutes
from trucewatch.corroborate.excess import Group, by_half, together
from trucewatch.corroborate.ground import Ground
from trucewatch.corroborate.looks import Looks
from trucewatch.corroborate.neighbours import Neighbours, hot_by_themselves
from trucewatch.corroborate.parameters import CorroborateParameters
from trucewatch.records.corroboration import Corroboration, Figure
from trucewatch.records.incident import Incident
from trucewatch.records.observation import HEAT, Observation
from trucewatch.values.vocabularies import SensorResult

_DAY_MIN = 1440
_FEW = np.empty(0, np.int64)


class Heat:
    """Asked about all incidents at once. ``rows``: detections already in columns, else those of the observations."""

    def __init__(
        self, observations: Sequence[Observation], params: CorroborateParameters, rows: Detections | None = None
    ) -> None:
        book = params.codebook
        self._book, self._heat = book, book.heat
        self._limits = Limits(
            book.heat.largest_radius_km, book.heat.longest_days, book.heat.hours_before, book.heat.hours_after
        )
        self._rows = rows if rows is not None else columns_of(observations, book.heat)
        self._ground = Ground(self._rows)
        self._looks = Looks(self._rows, observations, book)
        self._around = Surroundings(self._rows, book.heat.around)
        hot = hot_by_themselves(params.facilities, book.heat)
        self._neighbours = Neighbours(self._rows, self._ground, self._looks, hot, book.heat)
        self._say = Answers(HEAT, book)

    def testify(self, incidents: Iterable[Incident]) -> list[Corroboration | None]:
        """One result for every incident, in their order."""
        asked = list(incidents)
        found: list[Corroboration | None] = [self._unasked(i) for i in asked]
        views = {n: v for n, i in enumerate(asked) if found[n] is None and (v := view(i, self._limits))}
        touching = self._touching(views)
        for n, v in views.items():
            now, past = touching.get(n, (_FEW, _FEW))
            found[n] = self._hot(asked[n], v, now, past) if len(now) else self._silent(asked[n], v)
        return found

    def _unasked(self, incident: Incident) -> Corroboration | None:
        """The answer where sensors need not or cannot be asked."""
        give = self._say.give
        if not set(incident.kinds) & set(self._heat.kinds):
            kinds = ", ".join(k.value for k in incident.kinds)
            return give(incident, SensorResult.NOT_EXPECTED, "heat-kinds", "not-heat", kinds=kinds)
        means = {v.value for version in incident.versions if version.field == "weapon" for v in version.values}
        if means and means <= set(self._heat.cold_weapons):
            weapons = ", ".join(sorted(means))
            return give(incident, SensorResult.NOT_EXPECTED, "cold-weapons", "cold", weapons=weapons)
        lacking = missing(incident, self._limits)
        if lacking:
            rule, said = "place-and-time", "; ".join(lacking)
            return give(incident, SensorResult.NOT_OBSERVABLE, rule, rule, missing=lacking, lacking=said)
        return None

    def _touching(self, views: Mapping[int, View]) -> dict[int, tuple[Ints, Ints]]:
        """For each place the detections that may touch it in the time asked about, if there are any, and before it."""
        if not views:
            return {}
        numbers = np.array(list(views))
        lat = np.array([v.point.lat for v in views.values()])
        lon = np.array([v.point.lon for v in views.values()])
        radius = np.array([v.radius_km for v in views.values()])
        start = np.array([minutes(v.start) for v in views.values()])
        end = np.array([minutes(v.end) for v in views.values()])
        oldest = start - self._heat.history_days * _DAY_MIN
        out: dict[int, tuple[Ints, Ints]] = {}
        for place, hit in self._ground.touching(lat, lon, radius):
            at = self._rows.minute[hit]
            now = (at >= start[place]) & (at < end[place])
            past = (at < start[place]) & (at >= oldest[place]) & self._rows.good[hit]
            for n in np.unique(place[now]):
                mine = slice(*np.searchsorted(place, (n, n + 1)))
                out[int(numbers[n])] = hit[mine][now[mine]], hit[mine][past[mine]]
        return out

    # --- nothing at the place ------------------------------------------------------------------------------------

    def _silent(self, incident: Incident, view: View) -> Corroboration:
        """Nothing at the place: whether any sensor passed over it and can be shown to have looked."""
        give, passed, looked = self._say.give, 0, {}
        for sensor in self._looks.sensors:
            passes = self._looks.passes(view.point, sensor, minutes(view.start), minutes(view.end))
            passed += len(passes)
            seen = self._looks.within(view.point, sensor, passes)
            if seen:
                looked[sensor] = seen
        if looked:
            counted = (Figure(name=f"{s}: looks at the place", value=n) for s, n in looked.items())
            figures = (*view.figures, *counted)
            result, sensors = SensorResult.NO_DETECTION_OBSERVABLE, ", ".join(looked)
            return give(incident, result, "looked-and-silent", "silent", figures=figures, sensors=sensors)
        rule = "no-data" if passed or not self._looks.sensors else "no-pass"
        gap = (f"observations of the place between {utc(view.start)} and {utc(view.end)}",)
        return give(incident, SensorResult.NOT_OBSERVABLE, rule, rule, figures=view.figures, missing=gap)

    # --- heat at the place ---------------------------------------------------------------------------------------

    def _hot(self, incident: Incident, view: View, now: Ints, past: Ints) -> Corroboration:
        """Heat at the place: low confidence and static sources are set aside, the rest held against what is usual."""
        rows = self._rows
        ids = tuple(rows.ids[i] for i in now) if rows.ids else ()
        give = partial(self._say.give, incident, observations=ids)
        good = now[rows.good[now]]
        if not len(good):
            return self._set_aside(give, view, now)
        groups = self._groups(view, good, past)
        enough = [g for g in groups if g.past >= self._heat.least_looks]
        figures = (*view.figures, *self._nearest(view, good), *(f for g in groups for f in _figures(g)))
        if not enough:
            least = self._heat.least_looks
            lacking = tuple(f"{least} earlier looks of {g.sensor} by {g.part} (there are {g.past})" for g in groups)
            return give(SensorResult.AMBIGUOUS, "no-baseline", "no-baseline", figures=figures, missing=lacking)
        p = together(enough)
        figures = (*figures, Figure(name="p, all together", value=_digits(p)))
        if p > self._heat.level:
            return give(SensorResult.WITHIN_BASELINE, "excess", "within", figures=figures, p=f"{p:.2g}")
        since = minutes(view.start) - self._heat.history_days * _DAY_MIN
        neighbour = self._neighbours.of(view.place, view.point, view.radius_km, good, since)
        if neighbour:
            return give(SensorResult.AMBIGUOUS, "neighbour", "neighbour", figures=figures, neighbour=neighbour)
        level = self._heat.level
        sensors = ", ".join(sorted({g.sensor for g in enough if g.p * len(enough) <= level}))
        result = SensorResult.CONSISTENT
        return give(result, "excess", "excess", figures=figures, sensors=sensors, p=f"{p:.2g}", level=f"{level:g}")

    def _set_aside(self, give: Callable[..., Corroboration], view: View, now: Ints) -> Corroboration:
        """Nothing but detections of low confidence or of static sources."""
        low = int(self._rows.low[now].sum())
        figures = (*view.figures, Figure(name="detections of low confidence", value=low))
        if not low:
            return give(SensorResult.WITHIN_BASELINE, "static-source", "static", figures=figures, n=len(now))
        lacking = ("a detection of more than low confidence",)
        return give(SensorResult.AMBIGUOUS, "low-confidence", "low", figures=figures, missing=lacking, n=low)

    def _groups(self, view: View, good: Ints, past: Ints) -> list[Group]:
        """The detections of each sensor by day and by night, with what is usual."""
        rows = self._rows
        half, before = halves(rows.minute[good], rows.lon[good]), halves(rows.minute[past], rows.lon[past])
        out = []
        for sensor, night in sorted({(int(s), int(h % 2)) for s, h in zip(rows.sensor[good], half, strict=True)}):
            mine = (rows.sensor[good] == sensor) & (half % 2 == night)
            then = (rows.sensor[past] == sensor) & (before % 2 == night)
            out.append(self._group(view, sensor, (good[mine], half[mine]), (past[then], before[then])))
        return out

    def _group(self, view: View, sensor: int, now: tuple[Ints, Ints], past: tuple[Ints, Ints]) -> Group:
        rows, name = self._rows, self._rows.sensors[sensor]
        hits, half = now
        hot, frp = by_half(half, rows.frp[hits])
        past_hot, past_frp = by_half(past[1], rows.frp[past[0]])
        looked = self._looks.of(view.point, name)
        night, first = int(half[0] % 2), int(half.min())
        oldest = first - 2 * self._heat.history_days
        passes = self._looks.passes(view.point, name, minutes(view.start), minutes(view.end)) | set(half.tolist())
        # a pass that began before the time asked about may have ended in it: what it saw before that is no past
        behind = looked[(looked >= oldest) & (looked < first) & (looked % 2 == night)]
        keep = (past_hot >= oldest) & (past_hot < first)
        past_hot, past_frp = past_hot[keep], past_frp[keep]
        cell = self._heat.around.cell_degrees
        own = len(
            {(int(rows.lat[i] // cell), int(rows.lon[i] // cell), int(h)) for i, h in zip(hits, half, strict=True)}
        )
        reach = view.radius_km + float(rows.reach[hits].max())
        return Group(
            sensor=name,
            night=bool(night),
            pixels=len(hits),
            looks=len([h for h in passes if h % 2 == night]),
            hot=len(hot),
            frp=float(frp.max()),
            past=len(behind),
            past_hot=len(past_hot),
            past_hotter=int((past_frp >= frp.max()).sum()),
            past_frp=float(past_frp.max()) if len(past_frp) else 0.0,
            around=self._around.share(view.point, reach, sensor, int(half.max()), looked, own),
            tail=self._heat.tail,
        )

    def _nearest(self, view: View, good: Ints) -> tuple[Figure, ...]:
        gap = self._ground.gaps(view.point.lat, view.point.lon, good)
        return (Figure(name="nearest detection", value=round(float(gap.min()), 2), unit="km"),)


def _figures(g: Group) -> tuple[Figure, ...]:
    by = f"{g.sensor} by {g.part}"
    return (
        Figure(name=f"{by}: detections at the place", value=g.pixels),
        Figure(name=f"{by}: looks with heat", value=g.hot),
        Figure(name=f"{by}: looks in the window", value=g.looks),
        Figure(name=f"{by}: radiative power of the hottest look", value=round(g.frp, 2), unit="MW"),
        Figure(name=f"{by}: earlier looks", value=g.past),
        Figure(name=f"{by}: earlier looks with heat", value=g.past_hot),
        Figure(name=f"{by}: earlier looks at least as hot", value=g.past_hotter),
        Figure(name=f"{by}: radiative power of the hottest earlier look", value=round(g.past_frp, 2), unit="MW"),
        Figure(name=f"{by}: looks with heat to be expected", value=_digits(g.expected)),
        Figure(name=f"{by}: p", value=_digits(g.p)),
    )


def _digits(value: float) -> float:
    """Four digits that count: as many as the estimate bears, and the same on every machine."""
    return float(f"{value:.4g}")
