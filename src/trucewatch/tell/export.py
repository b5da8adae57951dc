"""Exports: incidents, claims and findings as GeoJSON, CSV and Parquet. Same view, same bytes.

GeoJSON (RFC 7946): one FeatureCollection; a feature for each incident (``properties.record`` = ``incident``) and for
each claim (``claim``), its ``id`` the record's. Geometry is the point that stands for the place, MultiPoint for a
claim of several places, null where nothing could be located: no record is dropped. Foreign member of the collection:
``trucewatch`` with ``format`` (name and version), ``case``, ``inputs`` and ``derived`` (digests of the view) and
``disclaimers``. RFC 7946 has no uncertainty: ``radius_km`` and the precision codes stand in ``properties``.

CSV (RFC 4180, UTF-8): ``claims.csv``, ``incidents.csv``, ``findings.csv`` and ``README.txt``, which says what the
columns cannot carry by themselves. Text that a spreadsheet might take for a formula is guarded.

Parquet: ``claims.parquet``, ``incidents.parquet``, ``findings.parquet``, typed, sorted by id, no times of writing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from trucewatch.tell.export_rows import DISCLAIMERS, Row, claim_rows, finding_rows, incident_rows, plain
from trucewatch.tell.view import CaseView

FORMAT = "trucewatch-export/1"

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_INNER = " | "

_README = """Trucewatch export, {format}
Case: {case} ({title})
Inputs: {inputs}
Derived state: {derived}

claims.csv     one row for each claim, by id
incidents.csv  one row for each incident, by id (unplaced and undated ones included)
findings.csv   one row for each incident, provision and reading, by id

UTF-8, comma separated, lines end with CR LF, first line the column names. Times are UTC, ISO 8601, the end excluded;
*_edtf gives local calendar days in time_zone. Coordinates are WGS 84 degrees, radii kilometres.
Lists are joined by " | "; nested values (places, counts, versions, states, corroborations) are JSON in one cell.
Guard: a text cell that begins with = + - @ (or their full-width forms), a tab, a line end or an apostrophe has ONE
apostrophe put before it, so that no spreadsheet runs it as a formula. To read the data back take one leading
apostrophe away. Numbers are not guarded.
An empty cell means that the record does not say.

{disclaimers}
"""


def export_geojson(view: CaseView) -> bytes:
    """Incidents and claims as one GeoJSON FeatureCollection (UTF-8, keys sorted, one feature a line)."""
    features = [_incident_feature(r) for r in incident_rows(view)] + [_claim_feature(r) for r in claim_rows(view)]
    head = {"format": FORMAT, **_about(view), "disclaimers": list(DISCLAIMERS)}
    lines = ",\n".join(_json(f) for f in features)
    text = f'{{"type":"FeatureCollection","trucewatch":{_json(head)},"features":[\n{lines}\n]}}\n'
    return text.encode("utf-8")


def export_csv(view: CaseView) -> dict[str, bytes]:
    """File name to content: ``claims.csv``, ``incidents.csv``, ``findings.csv``, ``README.txt``."""
    readme = _README.format(format=FORMAT, **_about(view), disclaimers="\n".join(DISCLAIMERS))
    return {
        "README.txt": readme.encode("utf-8"),
        "claims.csv": _csv(claim_rows(view), CLAIM_COLUMNS),
        "findings.csv": _csv(finding_rows(view), FINDING_COLUMNS),
        "incidents.csv": _csv(map(_flat_place, incident_rows(view)), INCIDENT_COLUMNS),
    }


def export_parquet(view: CaseView) -> dict[str, bytes]:
    """File name to content: ``claims.parquet``, ``incidents.parquet``, ``findings.parquet``."""
    about = {"format": FORMAT, **_about(view), "disclaimers": "\n".join(DISCLAIMERS)}
    from trucewatch.tell.export_parquet import parquet_tables  # pyarrow is slow to load

    return parquet_tables(claim_rows(view), incident_rows(view), finding_rows(view), about)


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
    *("published_start", "published_end", "url", "original_sha256", "incidents"),
)
"""Columns of ``claims.csv``, in order."""

_PLACE = ("text", "name", "country", "admin1", "geonames", "level", "lat", "lon", "radius_km")
_PLACE_CODES = ("precision_acled", "precision_ucdp", "candidates")
INCIDENT_COLUMNS = (
    *("id", "kinds", "target_classes", "actors_named", "period_total"),
    *(f"place_{c}" for c in (*_PLACE, *_PLACE_CODES)),
    *(*_TIME, "reports", "outlets", "origins", "claims", "denials", "mentions", "versions", "why"),
    *("states", "corroborations"),
)
"""Columns of ``incidents.csv``, in order."""

FINDING_COLUMNS = (
    *("id", "incident", "agreement", "provision", "reading", "outcome", "rule", "reason", "missing", "claims"),
)
"""Columns of ``findings.csv``, in order."""


def _flat_place(row: Row) -> Row:
    place = row["place"] or {}
    return {**row, **{f"place_{c}": place.get(c) for c in (*_PLACE, *_PLACE_CODES)}}


def _csv(rows: Iterable[Row], columns: tuple[str, ...]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[c]) for c in columns])
    return out.getvalue().encode("utf-8")


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
