"""The field's formats: each an exporter over one Telling, a codebook (codebooks/*.yaml), and a row in the reference
(docs/reference/exports.md). Every file is an iterator of bytes: the same view gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from trucewatch.tell.formats.acled import export_acled
from trucewatch.tell.formats.atom import export_atom
from trucewatch.tell.formats.cap import export_cap
from trucewatch.tell.formats.chunks import Chunks, Files
from trucewatch.tell.formats.claimreview import export_claimreview
from trucewatch.tell.formats.codebook import Codebook, codebook
from trucewatch.tell.formats.hxl import export_hxl
from trucewatch.tell.formats.plover import export_plover
from trucewatch.tell.formats.prov import export_prov
from trucewatch.tell.formats.tables import export_csv_files, export_geojson_files, export_parquet_files
from trucewatch.tell.formats.telling import Telling
from trucewatch.tell.formats.timemap import export_timemap
from trucewatch.tell.formats.ucdp import export_ucdp
from trucewatch.tell.view import CaseView

_WRITERS: Mapping[str, Callable[[Telling], Files]] = {
    "acled": export_acled,
    "claimreview": export_claimreview,
    "csv": export_csv_files,
    "geojson": export_geojson_files,
    "hxl": export_hxl,
    "parquet": export_parquet_files,
    "plover": export_plover,
    "prov": export_prov,
    "timemap": export_timemap,
    "ucdp": export_ucdp,
}
_NEWS: Mapping[str, Callable[[Telling, dt.datetime | None], Files]] = {"atom": export_atom, "cap": export_cap}

FORMATS = tuple(sorted({*_WRITERS, *_NEWS}))
"""The formats that are written from a view."""


def export_files(view: CaseView, to: str, since: dt.datetime | None = None) -> Files:
    """File names and contents of ``view`` in the format ``to``; ``since``: for news (atom, cap), from when on.

    Contents are written as they are taken. Raises KeyError for a format that is none.
    """
    if to in _NEWS:
        return _NEWS[to](Telling(view), since)
    return _WRITERS[to](Telling(view))


__all__ = ["FORMATS", "Chunks", "Codebook", "Files", "Telling", "codebook", "export_files"]
