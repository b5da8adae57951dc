"""Making a case folder, and taking a case's records out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from trucewatch import __version__
from trucewatch.gather import write_template
from trucewatch.monitor.sequence import Monitor
from trucewatch.store import json_lines, parquet_tables
from trucewatch.tell import EXPORT_FORMATS, Chunks, export_files
from trucewatch.values.moment import zone_of


def init_case(folder: Path, title: str) -> tuple[Path, ...]:
    """Writes a commented case folder. Raises CaseError where something is in the way."""
    code = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "case"
    return tuple(write_template(folder, code, title))


ARCHIVE = "json"
EXPORTS = tuple(sorted({*EXPORT_FORMATS, ARCHIVE}))
"""Every format, by name."""


def export(monitor: Monitor, to: str, since: date | None = None) -> Mapping[str, Chunks]:
    """File names and contents, in pieces, of the case's records in the format ``to`` (one of EXPORTS).

    ``since``: for the news (atom, cap), the first local day of publication. ``json`` and ``parquet`` hold the whole
    log too, which :func:`import_archive` reads back.
    """
    monitor.demand_whole()
    program = f"trucewatch {__version__}"
    if to == ARCHIVE:
        return {"trucewatch.jsonl": json_lines(monitor.store, program)}
    view = monitor.view()
    start = datetime.combine(since, time(), tzinfo=zone_of(view.case.timezone)) if since else None
    files = export_files(view, to, start)
    if to == "parquet":
        files |= {name: iter((data,)) for name, data in parquet_tables(monitor.store, program).items()}
    return files
