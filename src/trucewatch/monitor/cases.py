"""Making a case folder, and taking a case's records out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from trucewatch.gather import write_template
from trucewatch.monitor.sequence import Monitor
from trucewatch.tell import CaseView, export_csv, export_geojson, export_parquet


def init_case(folder: Path, title: str) -> tuple[Path, ...]:
    """Writes a commented case folder. Raises CaseError where something is in the way."""
    code = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "case"
    return tuple(write_template(folder, code, title))


_EXPORTS: Mapping[str, Callable[[CaseView], Mapping[str, bytes]]] = {
    "geojson": lambda view: {"incidents.geojson": export_geojson(view)},
    "csv": export_csv,
    "parquet": export_parquet,
}


def export(monitor: Monitor, to: str) -> Mapping[str, bytes]:
    """File names and bytes of the case's records in the format ``to``: geojson, csv or parquet."""
    monitor.demand_whole()
    return _EXPORTS[to](monitor.view())
