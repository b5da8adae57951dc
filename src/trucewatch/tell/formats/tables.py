"""Our own tables and features as files: tell/export.py's formats with their README from the codebook."""

from __future__ import annotations

from trucewatch.tell.export import csv_lines, geojson_lines, parquet_files
from trucewatch.tell.formats.chunks import Files, pieces, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.telling import Telling
from trucewatch.tell.view import CaseView


def export_geojson_files(telling: Telling) -> Files:
    """``incidents.geojson``: what is not carried is said in its head."""
    return {"incidents.geojson": pieces(geojson_lines(telling.view, codebook("geojson").cannot))}


def export_csv_files(telling: Telling) -> Files:
    """``claims.csv``, ``incidents.csv``, ``findings.csv``, ``README-csv.txt``."""
    files: Files = {name: pieces(lines) for name, lines in csv_lines(telling.view).items()}
    return files | {"README-csv.txt": readme(codebook("csv"), telling.view, _NOTES)}


def export_parquet_files(telling: Telling) -> Files:
    """``claims.parquet``, ``incidents.parquet``, ``findings.parquet``: the metadata says what is not carried."""
    return {name: iter((data,)) for name, data in parquet_files(telling.view, codebook("parquet").cannot).items()}


def export_geojson(view: CaseView) -> bytes:
    """Incidents and claims as one GeoJSON FeatureCollection."""
    return b"".join(export_geojson_files(Telling(view))["incidents.geojson"])


def export_csv(view: CaseView) -> dict[str, bytes]:
    """File name to content of :func:`export_csv_files`."""
    return {name: b"".join(content) for name, content in export_csv_files(Telling(view)).items()}


def export_parquet(view: CaseView) -> dict[str, bytes]:
    """File name to content of :func:`export_parquet_files`."""
    return {name: b"".join(content) for name, content in export_parquet_files(Telling(view)).items()}


_NOTES = (
    "UTF-8, comma separated, lines end with CR LF, first line the column names. Times are UTC, ISO 8601, the end "
    "excluded; *_edtf gives local calendar days in time_zone. Coordinates are WGS 84 degrees, radii kilometres.",
    'Lists are joined by " | "; nested values (places, counts, versions, states, corroborations) are JSON in one cell.',
    "Guard: a text cell that begins with = + - @ (or their full-width forms), a tab, a line end or an apostrophe has "
    "ONE apostrophe put before it, so that no spreadsheet runs it as a formula. To read the data back take one leading "
    "apostrophe away. Numbers are not guarded.",
    "An empty cell means that the record does not say.",
)
