"""GeoJSON (RFC 7946), a FeatureCollection whose properties are OSM tags, or as drawn by hand: ``name`` and the like,
``country`` (ISO alpha-3), ``admin1``, ``radius_km`` and ``class`` are taken as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from trucewatch.gather.facilities.book import of_tags
from trucewatch.gather.facilities.shapes import middle
from trucewatch.records.case import KnownPlace


def read(path: Path) -> Iterator[KnownPlace | Exception | None]:
    """One for each feature: a facility, None where it has no name, or what is wrong with it."""
    for feature in list(json.loads(path.read_text(encoding="utf-8-sig"))["features"]):
        try:
            tags = {**(feature["properties"] or {})}
            yield of_tags(tags, *middle(feature["geometry"]["coordinates"])) if tags else None
        except (KeyError, TypeError, ValueError, IndexError) as e:
            yield e
