"""Notices of outages and restorations: a table of our own, one notice a row.

Columns: ``notice`` (outage or restoration), ``register`` (who publishes it), ``start``, ``end`` (may be empty: the
notice then stands for its minute), and where: ``area`` (a region's or town's name) or ``latitude`` and ``longitude``;
``note``, verbatim, if there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from trucewatch.gather.sensing import At
from trucewatch.records.base import identified
from trucewatch.records.observation import Observation
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Point

NAME = "outage and restoration notices"
COLUMNS = frozenset({"notice", "register", "start", "end", "area"})
_NOTICES = ("outage", "restoration")


def observation(row: Mapping[str, str], at: At) -> Observation:
    """One notice. Raises ObservationError where it is of another kind or lies nowhere."""
    if row["notice"].lower() not in _NOTICES:
        raise at.fault(f"notice {row['notice']!r} is none", f"write {' or '.join(_NOTICES)}")
    start = at.instant(row, "start")
    end = at.instant(row, "end") if row["end"] else start + timedelta(minutes=1)
    lat, lon = at.optional(row, "latitude"), at.optional(row, "longitude")
    return identified(
        Observation,
        what=row["notice"].lower(),
        sensor=row["register"],
        moment=Moment(start=start, end=end, basis=Basis.STATED),
        area=row["area"] or None,
        point=None if lat is None or lon is None else Point(lat=lat, lon=lon),
        note=row.get("note") or None,
        original=at.original,
        row=at.line,
    )
