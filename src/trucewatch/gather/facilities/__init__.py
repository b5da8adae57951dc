"""The facilities of a case: files in its folder called ``facilities``, in any of the layouts in which they come.

``facilities.geojson``, ``.json`` (Overpass), ``.osm.pbf`` and ``.osm`` (extracts of OpenStreetMap), ``.csv`` (own
columns, or those of the WRI Global Power Plant Database). Names in them win over every gazetteer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from trucewatch.errors import CaseError
from trucewatch.gather.facilities import geojson, overpass, pbf, table
from trucewatch.gather.facilities.shapes import middle
from trucewatch.records.case import KnownPlace

__all__ = ["NAME", "load_facilities", "middle", "read_facilities"]

NAME = "facilities.geojson"

Read = Callable[[Path], Iterator[KnownPlace | Exception | None]]


def _json(path: Path) -> Iterator[KnownPlace | Exception | None]:
    """Overpass, or GeoJSON under another name."""
    held = json.loads(path.read_text(encoding="utf-8-sig"))
    return overpass.read(path) if "elements" in held else geojson.read(path)


_LAYOUTS: Mapping[str, tuple[Read, str, str]] = {
    ".geojson": (geojson.read, "GeoJSON", "feature"),
    ".json": (_json, "answer of Overpass or GeoJSON", "element"),
    ".osm.pbf": (pbf.read, "extract of OpenStreetMap", "object"),
    ".osm": (pbf.read, "extract of OpenStreetMap", "object"),
    ".csv": (table.read, "table of facilities", "row"),
}


def load_facilities(folder: Path) -> tuple[KnownPlace, ...]:
    """The named facilities of a case folder, by name; none where there is no such file.

    Raises CaseError, naming the feature, for a file that cannot be read or a feature that cannot.
    """
    found = (p for suffix in _LAYOUTS for p in read_facilities(folder / f"facilities{suffix}"))
    once = {(p.name, p.lat, p.lon): p for p in found}  # the same in two files is one
    return tuple(sorted(once.values(), key=lambda p: (p.name, p.lat or 0.0, p.lon or 0.0)))


def read_facilities(path: Path) -> Iterator[KnownPlace]:
    """The named facilities of one file, none where it is not there. Raises CaseError; MissingExtra without osmium."""
    if not path.is_file():
        return
    suffix = next(s for s in _LAYOUTS if path.name.endswith(s))
    read, layout, noun = _LAYOUTS[suffix]
    try:
        for number, made in enumerate(read(path), 1):
            if isinstance(made, Exception):
                what = f"{noun} {number} cannot be read: {str(made).splitlines()[0]}"
                raise CaseError(what, where=path.as_posix(), mend=f"mend or remove the {noun}") from made
            if made is not None:
                yield made
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as e:
        raise CaseError(f"is no {layout} ({e})", where=path.as_posix(), mend="export it again") from e
