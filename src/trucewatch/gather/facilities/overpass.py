"""The JSON of the Overpass API (``out center``, ``out geom`` or ``out body`` with the nodes in the answer)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from trucewatch.gather.facilities.book import of_tags
from trucewatch.gather.facilities.shapes import middle_of
from trucewatch.records.case import KnownPlace


def read(path: Path) -> Iterator[KnownPlace | Exception | None]:
    """One for each element with tags."""
    elements = list(json.loads(path.read_text(encoding="utf-8-sig"))["elements"])
    nodes = {e["id"]: (e["lon"], e["lat"]) for e in elements if e.get("type") == "node" and "lon" in e}
    for element in elements:
        if not element.get("tags"):
            continue
        try:
            yield of_tags(element["tags"], *middle_of(_points(element, nodes)))
        except (KeyError, TypeError, ValueError) as e:
            yield e


def _points(element: Mapping[str, Any], nodes: Mapping[int, tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Corners, wherever the answer has them: of the element, its box, its shape, its members, its nodes."""
    if "lon" in element:
        yield element["lon"], element["lat"]
    if "bounds" in element:
        b = element["bounds"]
        yield from ((b["minlon"], b["minlat"]), (b["maxlon"], b["maxlat"]))
    shapes = [element, *element.get("members", ())]
    yield from ((p["lon"], p["lat"]) for s in shapes for p in s.get("geometry") or () if p)
    yield from (nodes[n] for n in element.get("nodes", ()) if n in nodes)
    if "center" in element and "bounds" not in element and "geometry" not in element:
        yield element["center"]["lon"], element["center"]["lat"]
