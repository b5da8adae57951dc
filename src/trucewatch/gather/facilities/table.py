"""CSV: our own columns, or those of the WRI Global Power Plant Database.

Own: ``name``, ``latitude``, ``longitude``; and, if wanted, ``aliases`` (with ; between), ``class``, ``radius_km``,
``country``, ``admin1``, and any OSM tag as a column. WRI: ``gppd_idnr``, ``name``, ``country``, ``primary_fuel`` …
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from trucewatch.gather.facilities.book import LEAST_KM, book, facility, of_tags
from trucewatch.records.case import KnownPlace

NEEDED = ("name", "latitude", "longitude")


def read(path: Path) -> Iterator[KnownPlace | Exception | None]:
    """One for each row. Raises ValueError where the header lacks a column that is needed."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = [c for c in NEEDED if c not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"the header lacks {', '.join(missing)}")
        for row in rows:
            try:
                yield _wri(row) if "gppd_idnr" in row else _own(row)
            except (ValueError, TypeError) as e:
                yield e


def _own(row: dict[str, str]) -> KnownPlace | None:
    tags = {k: v for k, v in row.items() if k and v}
    names = {"name": row["name"], "alt_name": row.get("aliases") or ""}
    return of_tags({**tags, **names}, float(row["latitude"]), float(row["longitude"]), 0.0)


def _wri(row: dict[str, str]) -> KnownPlace | None:
    """A plant of the database: a point, which its authors hold to be near the plant, not on it."""
    names = tuple(n for n in (row["name"].strip(),) if n)
    target = book().fuels.get(row.get("primary_fuel", ""), book().other_fuel)
    if not names:
        return None
    where = float(row["latitude"]), float(row["longitude"])
    return facility(names, target.value, *where, 2 * LEAST_KM, country=row.get("country"))
