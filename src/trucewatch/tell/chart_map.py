"""The map of the period: each placed incident a point with the radius within which it lies; the others counted.

Outlines are Natural Earth's, simplified (tools/basemap.py): coasts, boundaries, and, dashed, boundaries that are
disputed. No area is coloured or given to anyone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from trucewatch.records import Incident, Picture
from trucewatch.records.edition import Row, Table
from trucewatch.tell import drawing as d
from trucewatch.tell.incident_words import claims_of, heading
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import row, sentence

WIDEST_KM = 60.0
"""What is known less exactly is counted, not drawn: a circle round a whole region would point at its middle."""

_KM = 111.2  # kilometres in a degree of latitude
_TALL = 380.0
_STYLE = {"c": (0.7, "", 0.55), "b": (1.2, "", 0.8), "d": (1.2, "5 3", 0.9)}

Line = tuple[str, tuple[tuple[float, float], ...]]


@lru_cache(maxsize=1)
def basemap() -> tuple[Line, ...]:
    """Kind (c coast, b boundary, d disputed boundary) and points (longitude, latitude) of every line."""
    file = resources.files("trucewatch.tell") / "data" / "basemap.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    return tuple((kind, tuple(_points(packed, data["step"]))) for kind, packed in data["lines"])


def _points(packed: Sequence[int], step: int) -> Iterator[tuple[float, float]]:
    x = y = 0
    for n in range(0, len(packed), 2):
        x, y = x + packed[n], y + packed[n + 1]
        yield x / step, y / step


class _Frame:
    """The part of the world that is drawn, and where a point of it lies on the page (equal steps of the middle)."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        middle = (min(lats) + max(lats)) / 2
        self.shrink = max(math.cos(math.radians(middle)), 0.2)
        pad = 1.2
        self.south, self.north = min(lats) - pad, max(lats) + pad
        self.west, self.east = min(lons) - pad / self.shrink, max(lons) + pad / self.shrink
        tall, wide = self.north - self.south, (self.east - self.west) * self.shrink
        if wide < tall * d.WIDTH / _TALL:
            more = (tall * d.WIDTH / _TALL - wide) / 2 / self.shrink
            self.west, self.east = self.west - more, self.east + more
        else:
            least = max(wide * 260 / d.WIDTH, tall)
            self.south, self.north = self.south - (least - tall) / 2, self.north + (least - tall) / 2
        self.scale = d.WIDTH / ((self.east - self.west) * self.shrink)
        self.height = (self.north - self.south) * self.scale

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        return (lon - self.west) * self.shrink * self.scale, (self.north - lat) * self.scale

    def lines(self) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        """The lines of the basemap that cross the frame, cut to its surroundings."""
        west, east = self.west - 2, self.east + 2
        south, north = self.south - 2, self.north + 2
        for kind, points in basemap():
            run: list[tuple[float, float]] = []
            inside = [west <= x <= east and south <= y <= north for x, y in points]
            for n, (x, y) in enumerate(points):
                if inside[n] or (n and inside[n - 1]) or (n + 1 < len(points) and inside[n + 1]):
                    run.append(self.at(y, x))
                else:
                    if len(run) > 1:
                        yield kind, run
                    run = []
            if len(run) > 1:
                yield kind, run


def map_of(period: Period, phrases: Phrases) -> Picture | None:
    """The figure; None where no incident of the period can be placed closely enough."""
    numbered = list(enumerate(period.current, 1))
    placed = [(n, i) for n, i in numbered if _radius(i) is not None]
    if not placed:
        return None
    say, number = phrases.messages.say, phrases.messages.number
    title = say("chart.map")
    wide = [i for _, i in numbered if i.place and i.place.point and _radius(i) is None]
    nowhere = [i for _, i in numbered if not (i.place and i.place.point)]
    words = [sentence(number("chart.placed", len(placed)), claims_of(i for _, i in placed))]
    if wide:
        words.append(sentence(number("chart.wide", len(wide), km=f"{WIDEST_KM:.0f}"), claims_of(wide)))
    if nowhere:
        words.append(sentence(number("chart.nowhere", len(nowhere)), claims_of(nowhere)))
    words.append(sentence(say("chart.notice"), [period.view.case.id]))
    head = tuple(say(f"chart.{h}") for h in ("number", "incident", "where"))
    return Picture(
        name="map",
        title=title,
        svg=_drawn(placed, title),
        alternative=tuple(words),
        table=Table(head=head, rows=tuple(_row(n, i, phrases) for n, i in placed)),
    )


def _radius(incident: Incident) -> float | None:
    place = incident.place
    if place is None or place.point is None or place.radius_km is None or place.radius_km > WIDEST_KM:
        return None
    return place.radius_km


def _row(n: int, incident: Incident, phrases: Phrases) -> Row:
    return row((str(n), phrases.opening(heading(incident, phrases)), phrases.where(incident.place)), incident.claims)


def _drawn(placed: Sequence[tuple[int, Incident]], title: str) -> str:
    """The map. Incidents at one spot share a mark, with the widest of their circles and all their numbers."""
    spots: dict[tuple[float, float], list[tuple[int, Incident]]] = {}
    for n, incident in placed:
        assert incident.place is not None and incident.place.point is not None  # so _radius has it
        point = incident.place.point
        spots.setdefault((round(point.lat, 2), round(point.lon, 2)), []).append((n, incident))
    frame = _Frame(list(spots))
    parts = []
    for kind, run in frame.lines():
        width, dash, opacity = _STYLE[kind]
        parts.append(d.polyline(run, width=width, dash=dash, opacity=opacity))
    taken: list[tuple[float, float]] = []
    for (lat, lon), mine in spots.items():
        x, y = frame.at(lat, lon)
        round_ = max(max(_radius(i) or 0.0 for _, i in mine) / _KM * frame.scale, 3.5)
        parts.append(
            d.tag("circle", cx=x, cy=y, r=round_, fill="currentColor", fill_opacity=0.18, stroke="currentColor")
        )
        parts.append(d.tag("circle", cx=x, cy=y, r=1.6, fill="currentColor"))
        place = mine[0][1].place
        name = (place.name or place.text) if place else ""
        left = x > d.WIDTH * 0.7
        tx, ty = _free(x - round_ - 3 if left else x + round_ + 3, y + 4, taken)
        label = f"{', '.join(str(n) for n, _ in mine)}  {name}"
        parts.append(d.text(tx, ty, label, size=11.5, anchor="end" if left else "start", weight="bold"))
    clip = d.tag("clipPath", d.box(0, 0, d.WIDTH, frame.height), id="map-clip")
    bar = _bar(frame)
    inner = d.tag("g", "".join(parts), clip_path="url(#map-clip)")
    edge = d.box(0.5, 0.5, d.WIDTH - 1, frame.height - 1, filled=0, outline=0.8)
    return d.drawing(frame.height + 1, title, [inner, *bar, edge], name="map", defs=clip)


def _free(x: float, y: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """A place for a number that no number before it covers."""
    while any(abs(x - tx) < 90 and abs(y - ty) < 12 for tx, ty in taken):
        y += 12
    taken.append((x, y))
    return x, y


def _bar(frame: _Frame) -> list[str]:
    """A bar of a round number of kilometres."""
    per_km = frame.scale / _KM
    km = next((k for k in (500, 200, 100, 50, 20, 10) if k * per_km < d.WIDTH / 4), 5)
    x, y = 14.0, frame.height - 14
    return [
        d.line(x, y, x + km * per_km, y, width=2),
        d.line(x, y - 4, x, y + 4),
        d.line(x + km * per_km, y - 4, x + km * per_km, y + 4),
        d.text(x, y - 7, f"{km} km", size=10.5),
    ]
