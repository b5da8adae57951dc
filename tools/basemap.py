"""Makes the basemap's outlines from Natural Earth (npm package world-atlas 2.0, countries-50m.json, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m tools.basemap package/countries-50m.json

Only lines are kept: coasts, boundaries, and boundaries that are disputed or not finally fixed, which are drawn dashed.
No area is given to anyone: the source draws Crimea as Russian, Golan as Israeli; without areas nothing is coloured.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src" / "trucewatch" / "tell" / "data" / "basemap.json"
TOLERANCE = 0.02  # degrees, about two kilometres
STEP = 100  # parts of a degree
SMALLEST = 0.12  # degrees: an island that is smaller in both directions is left out

Point = tuple[float, float]
Box = tuple[float, float, float, float]
WORLD: Box = (-180, -90, 180, 90)

# Boundaries that the United Nations' maps draw as disputed, undetermined or lines of armistice, with the part that is.
DISPUTED: tuple[tuple[str, str, Box], ...] = (
    ("Russia", "Ukraine", (32.4, 44.0, 36.8, 46.4)),  # Crimea
    ("India", "Pakistan", (72.5, 32.2, 78.0, 37.5)),  # Kashmir
    ("China", "India", (76.0, 31.0, 80.6, 36.5)),  # Aksai Chin
    ("China", "India", (91.5, 26.5, 97.6, 29.6)),  # Arunachal
    ("China", "Pakistan", (73.5, 34.5, 78.0, 37.5)),
    ("India", "Siachen Glacier", WORLD),
    ("Pakistan", "Siachen Glacier", WORLD),
    ("China", "Siachen Glacier", WORLD),
    ("Israel", "Palestine", WORLD),
    ("Israel", "Syria", WORLD),
    ("Israel", "Lebanon", WORLD),
    ("Jordan", "Palestine", WORLD),
    ("Egypt", "Palestine", WORLD),
    ("Morocco", "W. Sahara", WORLD),
    ("Kosovo", "Serbia", WORLD),
    ("Cyprus", "N. Cyprus", WORLD),
    ("Somalia", "Somaliland", WORLD),
    ("North Korea", "South Korea", WORLD),
    ("S. Sudan", "Sudan", WORLD),
    ("Egypt", "Sudan", (33.0, 21.0, 37.5, 23.5)),  # Halaib
    ("Kenya", "S. Sudan", WORLD),  # Ilemi
)


def main(source: Path) -> None:
    """Writes the outlines."""
    atlas = json.loads(source.read_text(encoding="utf-8"))
    owners = _owners(atlas)
    lines = []
    for n, arc in enumerate(_arcs(atlas)):
        names = sorted(owners.get(n, ()))
        if len(names) < 2 and _tiny(arc):
            continue
        lines += [[kind, _packed(part)] for kind, part in _parts(arc, names)]
    lines.sort()
    OUT.parent.mkdir(exist_ok=True)
    note = "Natural Earth 4.1 by way of world-atlas 2.0.2, simplified; made by tools/basemap.py"
    text = json.dumps({"note": note, "step": STEP, "lines": lines}, separators=(",", ":"))
    OUT.write_text(text + "\n", encoding="utf-8")
    print(f"{OUT}: {len(lines)} lines, {len(text)} bytes")


def _owners(atlas: dict[str, Any]) -> dict[int, set[str]]:
    """The countries whose outline an arc belongs to. Crimea, a ring of its own within Russia, is told apart."""
    found: dict[int, set[str]] = defaultdict(set)

    def walk(name: str, arcs: Any) -> None:
        for arc in arcs:
            if isinstance(arc, list):
                walk(name, arc)
            else:
                found[arc if arc >= 0 else ~arc].add(name)

    for shape in atlas["objects"]["countries"]["geometries"]:
        walk(shape["properties"]["name"], shape["arcs"])
    return found


def _arcs(atlas: dict[str, Any]) -> Iterator[list[Point]]:
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        yield points


def _tiny(arc: list[Point]) -> bool:
    xs, ys = [p[0] for p in arc], [p[1] for p in arc]
    return arc[0] == arc[-1] and max(xs) - min(xs) < SMALLEST and max(ys) - min(ys) < SMALLEST


def _parts(arc: list[Point], names: list[str]) -> Iterator[tuple[str, list[Point]]]:
    """The arc as coast (c), boundary (b) or disputed boundary (d), cut where that changes."""
    if len(names) < 2:
        yield "c", _simplified(arc)
        return
    kinds = ["d" if _disputed(a, b, names) else "b" for a, b in pairwise(arc)]
    first = 0
    for n in range(1, len(kinds) + 1):
        if n == len(kinds) or kinds[n] != kinds[first]:
            yield kinds[first], _simplified(arc[first : n + 1])
            first = n


def _disputed(a: Point, b: Point, names: list[str]) -> bool:
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return any(
        sorted((one, other)) == names and west <= x <= east and south <= y <= north
        for one, other, (west, south, east, north) in DISPUTED
    )


def _simplified(line: list[Point]) -> list[Point]:
    """Ramer, Douglas and Peucker; a closed line keeps its farthest point."""
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = 0.0, first
        for n in range(first + 1, last):
            d = _distance(line[n], line[first], line[last])
            if d > far:
                far, at = d, n
        if far > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [line[n] for n in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.hypot(p[0] - a[0], p[1] - a[1])
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length**2))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def _packed(line: list[Point]) -> list[int]:
    """The first point, then steps, in parts of a degree."""
    out: list[int] = []
    px = py = 0
    for x, y in line:
        qx, qy = round(x * STEP), round(y * STEP)
        if out and (qx, qy) == (px, py):
            continue
        out += [qx - px, qy - py]
        px, py = qx, qy
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]))
