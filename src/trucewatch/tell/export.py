"""Exports: incidents, claims and findings as GeoJSON, CSV and Parquet. Same view, same bytes.

GeoJSON (RFC 7946): one FeatureCollection; a feature for each incident (``properties.record`` = ``incident``) and for
each claim (``claim``), its ``id`` the record's. Geometry is the point that stands for the place, MultiPoint for a
claim of several places, null where nothing could be located: no record is dropped. Foreign member of the collection:
``trucewatch`` with ``format`` (name and version), ``case``, ``inputs`` and ``derived`` (digests of the view),
``disclaimers`` and ``not_carried``. RFC 7946 has no uncertainty: ``radius_km`` and the precision codes stand in
``properties``.

CSV (RFC 4180, UTF-8): ``claims.csv``, ``incidents.csv``, ``findings.csv``; formats/tables.py adds ``README-csv.txt``,
which says what the columns cannot carry by themselves. Text that a spreadsheet might take for a formula is guarded.

Parquet: ``claims.parquet``, ``incidents.parquet``, ``findings.parquet``, typed, sorted by id, no times of writing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from trucewatch.tell.export_rows import DISCLAIMERS, Row, claim_rows, finding_rows, incident_rows, plain
from trucewatch.tell.view import CaseView

FORMAT = "trucewatch-export/1"

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_INNER = " | "


def geojson_lines(view: CaseView, cannot: Sequence[str] = ()) -> Iterator[str]:
    """Incidents and claims as one GeoJSON FeatureCollection (keys sorted, one feature a line), line by line.

    ``cannot``: what the format does not carry, said in its head."""
    head = {"format": FORMAT, **_about(view), "disclaimers": list(DISCLAIMERS), "not_carried": list(cannot)}
    yield f'{{"type":"FeatureCollection","trucewatch":{_json(head)},"features":[\n'
    before = ""
    for feature in _features(view):
        yield before + _json(feature)
        before = ",\n"
    yield "\n]}\n"


def csv_lines(view: CaseView) -> dict[str, Iterator[str]]:
    """File name to lines: ``claims.csv``, ``findings.csv``, ``incidents.csv``."""
    return {
        "claims.csv": _csv(claim_rows(view), CLAIM_COLUMNS),
        "findings.csv": _csv(finding_rows(view), FINDING_COLUMNS),
        "incidents.csv": _csv(map(_flat_place, incident_rows(view)), INCIDENT_COLUMNS),
    }


def parquet_files(view: CaseView, cannot: Sequence[str] = ()) -> dict[str, bytes]:
    """File name to content: ``claims.parquet``, ``incidents.parquet``, ``findings.parquet``."""
    about = {"format": FORMAT, **_about(view), "disclaimers": "\n".join(DISCLAIMERS), "not_carried": "\n".join(cannot)}
    from trucewatch.tell.formats.typed import parquet_tables  # pyarrow is slow to load

    return parquet_tables(claim_rows(view), incident_rows(view), finding_rows(view), about)


def _features(view: CaseView) -> Iterator[Row]:
    yield from map(_incident_feature, incident_rows(view))
    yield from map(_claim_feature, claim_rows(view))


def _about(view: CaseView) -> dict[str, str]:
    return {"case": view.case.code, "title": view.case.title, "inputs": view.inputs, "derived": view.derived}


def _json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


# -- GeoJSON --------------------------------------------------------------------------------------------------------


def _point(place: Row) -> list[float] | None:
    return None if place["lat"] is None else [place["lon"], place["lat"]]


def _incident_feature(row: Row) -> Row:
    at = _point(row["place"]) if row["place"] else None
    geometry = {"type": "Point", "coordinates": at} if at else None
    return _feature("incident", row, geometry)


def _claim_feature(row: Row) -> Row:
    if row["seen_by_example"]:  # not drawn among the others
        return _feature("claim", row, None)
    points = [at for p in row["places"] if (at := _point(p)) is not None]
    geometry: Row | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif points:
        geometry = {"type": "MultiPoint", "coordinates": points}
    return _feature("claim", row, geometry)


def _feature(record: str, row: Row, geometry: Row | None) -> Row:
    properties = {k: v for k, v in row.items() if k != "id"}
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": {"record": record, **properties}}


# -- CSV ------------------------------------------------------------------------------------------------------------

_TIME = (
    *("time_text", "time_basis", "time_start", "time_end", "time_zone", "time_edtf"),
    *("time_precision_acled", "time_precision_ucdp"),
)
CLAIM_COLUMNS = (
    *("id", "kind", "polarity", "modality", "quote", "quote_start", "quote_end", "source_text", "source_party"),
    *("source_role", "cue", "actor_text", "actor_party", "target_text", "target_class", "target_party", "about"),
    *("weapons", "places", *_TIME, "counts", "report", "doc", "outlet", "outlet_affiliation", "outlet_reliability"),
    *("published_start", "published_end", "url", "original_sha256", "incidents", "seen_by_example"),
)
"""Columns of ``claims.csv``, in order."""

_PLACE = ("text", "name", "country", "admin1", "geonames", "level", "lat", "lon", "radius_km")
_PLACE_CODES = ("precision_acled", "precision_ucdp", "candidates")
INCIDENT_COLUMNS = (
    *("id", "status", "kinds", "target_classes", "actors_named", "period_total"),
    *(f"place_{c}" for c in (*_PLACE, *_PLACE_CODES)),
    *(*_TIME, "reports", "outlets", "origins", "claims", "denials", "mentions", "seen", "versions", "why"),
    *("states", "grades", "corroborations"),
)
"""Columns of ``incidents.csv``, in order."""

FINDING_COLUMNS = (
    *(
        "id",
        "incident",
        "agreement",
        "provision",
        "reading",
        "outcome",
        "conditional",
        "rule",
        "reason",
        "missing",
        "claims",
    ),
)
"""Columns of ``findings.csv``, in order."""


def _flat_place(row: Row) -> Row:
    place = row["place"] or {}
    return {**row, **{f"place_{c}": place.get(c) for c in (*_PLACE, *_PLACE_CODES)}}


def _csv(rows: Iterable[Row], columns: tuple[str, ...]) -> Iterator[str]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[c]) for c in columns])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def cell(value: object) -> str | int | float:
    """A value as a cell: numbers as they are, text guarded against being run as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return guarded(_INNER.join(value))
    if isinstance(value, (list, Mapping)):
        return guarded(_json(value))
    return guarded(str(plain(value)))


def guarded(text: str) -> str:
    """One apostrophe before a text that a spreadsheet might run (leading blanks do not hide it)."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) else text
