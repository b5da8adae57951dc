"""A small map of one incident: what was detected, the ground of its pixels, the claimed place, what else is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

from trucewatch.records import KnownPlace, Observation
from trucewatch.tell.drawing import tag
from trucewatch.tell.pictures.svg import drawing, text
from trucewatch.values.place import Point

_SIZE, _FOOT, _MARGIN = 440, 106, 12
_KM_A_DEGREE = 111.2
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
_LABELS = 6


@dataclass(frozen=True)
class Scene:
    """What is drawn. ``hits``: detections that the result rests on, ``others``: of the same time, near by, ``earlier``:
    of the time before it. ``words``: result, hit, other, earlier, place, facility, source."""

    title: str
    point: Point
    radius_km: float
    hits: Sequence[Observation]
    others: Sequence[Observation]
    earlier: Sequence[Observation]
    facilities: Sequence[KnownPlace]
    words: dict[str, str]


@dataclass(frozen=True)
class _Frame:
    """Kilometres east and north of the place to points of the drawing."""

    point: Point
    half_km: float

    @property
    def scale(self) -> float:
        """Points a kilometre."""
        return (_SIZE - 2 * _MARGIN) / (2 * self.half_km)

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        east = (lon - self.point.lon) * _KM_A_DEGREE * cos(radians(self.point.lat))
        north = (lat - self.point.lat) * _KM_A_DEGREE
        return _SIZE / 2 + east * self.scale, _SIZE / 2 - north * self.scale

    def holds(self, lat: float, lon: float) -> bool:
        x, y = self.at(lat, lon)
        return _MARGIN <= x <= _SIZE - _MARGIN and _MARGIN <= y <= _SIZE - _MARGIN


def half_width(radius_km: float) -> float:
    """How far to each side of the place the map reaches, km."""
    return max(2.0, radius_km * 1.8)


def incident_map(scene: Scene) -> str:
    """The map as SVG. Detections are drawn over one another from the earlier to those that count."""
    frame = _Frame(scene.point, half_width(scene.radius_km))
    parts = [
        *_earlier(scene, frame),
        *_place(scene, frame),
        *_facilities(scene, frame),
        *(s for o in scene.others for s in _pixel(o, frame, hit=False)),
        *(s for o in scene.hits for s in _pixel(o, frame, hit=True)),
        tag("rect", x=0.5, y=0.5, width=_SIZE - 1, height=_SIZE - 1, fill="none", stroke="black"),
        *_bar(frame),
        *_legend(scene),
    ]
    return drawing(_SIZE, _SIZE + _FOOT, scene.title, parts)


def _place(scene: Scene, frame: _Frame) -> Iterator[str]:
    """The claimed place: a dashed circle of its radius and a cross at its middle."""
    middle, r = _SIZE / 2, scene.radius_km * frame.scale
    yield tag("circle", cx=middle, cy=middle, r=r, fill="none", stroke="black", stroke_dasharray="5 3")
    yield tag("path", d=f"M{middle - 5} {middle}H{middle + 5}M{middle} {middle - 5}V{middle + 5}", stroke="black")


def _earlier(scene: Scene, frame: _Frame) -> Iterator[str]:
    for o in scene.earlier:
        if o.point and frame.holds(o.point.lat, o.point.lon):
            x, y = frame.at(o.point.lat, o.point.lon)
            yield tag("circle", cx=x, cy=y, r=1.2, fill="#999")


def _pixel(o: Observation, frame: _Frame, *, hit: bool) -> Iterator[str]:
    """The ground that the pixel covers, its sides along the parallels (which way it is turned is not told), and its
    centre: a filled dot where it counts, an open one where it does not."""
    if o.point is None or not frame.holds(o.point.lat, o.point.lon):
        return
    x, y = frame.at(o.point.lat, o.point.lon)
    wide, high = (o.scan_km or 0.0) * frame.scale, (o.track_km or 0.0) * frame.scale
    shade = {"fill": "black", "fill_opacity": 0.18} if hit else {"fill": "none"}
    yield tag("rect", x=x - wide / 2, y=y - high / 2, width=wide, height=high, stroke="#555", **shade)
    yield tag("circle", cx=x, cy=y, r=2.6, fill="black" if hit else "white", stroke="black")


def _facilities(scene: Scene, frame: _Frame) -> Iterator[str]:
    """Triangles; the nearest few with their names."""
    inside = [f for f in scene.facilities if f.lat is not None and f.lon is not None and frame.holds(f.lat, f.lon)]
    inside.sort(key=lambda f: ((f.lat or 0) - scene.point.lat) ** 2 + ((f.lon or 0) - scene.point.lon) ** 2)
    for number, f in enumerate(inside):
        x, y = frame.at(f.lat or 0.0, f.lon or 0.0)
        yield tag("path", d=f"M{x:.2f} {y - 5:.2f}l5 9h-10z", fill="white", stroke="black")
        if number < _LABELS:
            left = x > _SIZE * 0.7
            anchor = "end" if left else "start"
            yield text(f.name, x - 8 if left else x + 8, y + 4, text_anchor=anchor)


def _bar(frame: _Frame) -> Iterator[str]:
    """A scale bar of a round length."""
    length = max((s for s in _STEPS if s * frame.scale <= _SIZE / 4), default=_STEPS[0])
    wide, y = length * frame.scale, _SIZE - 18
    yield tag("path", d=f"M16 {y}v-4M16 {y}h{wide:.2f}v-4", stroke="black", stroke_width=2, fill="none")
    yield text(f"{length:g} km", 16 + wide / 2, y - 7, text_anchor="middle")


def _legend(scene: Scene) -> Iterator[str]:
    """What the signs mean, and where the detections are from."""
    yield text(scene.title, 12, _SIZE + 18, font_weight="bold")
    yield text(scene.words["result"], 12, _SIZE + 33)
    y = _SIZE + 32
    signs = (
        ("hit", tag("circle", cx=18, cy=y + 16, r=2.6, fill="black")),
        ("other", tag("circle", cx=18, cy=y + 32, r=2.6, fill="white", stroke="black")),
        ("earlier", tag("circle", cx=18, cy=y + 48, r=1.2, fill="#999")),
        ("place", tag("circle", cx=228, cy=y + 16, r=5, fill="none", stroke="black", stroke_dasharray="3 2")),
        ("facility", tag("path", d=f"M228 {y + 27}l5 9h-10z", fill="white", stroke="black")),
    )
    for number, (key, sign) in enumerate(signs):
        yield sign
        x, row = (30, number) if number < 3 else (240, number - 3)
        yield text(scene.words[key], x, y + 20 + 16 * row)
    yield text(scene.words["source"], 12, y + 68, font_size=9, fill="#444")
