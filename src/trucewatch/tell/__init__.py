"""Tell: derived state in, a frozen situation report and exports out. Adds no fact."""

from trucewatch.tell.brief import BriefParameters, situation_report
from trucewatch.tell.export import export_csv, export_geojson, export_parquet
from trucewatch.tell.figures import statistics_tables
from trucewatch.tell.ledgers import (
    Table,
    effects_table,
    exchanges_table,
    positions_table,
    record_table,
    totals_table,
    unknown_table,
)
from trucewatch.tell.network import network_table
from trucewatch.tell.pictures import pictures, png
from trucewatch.tell.render import html, markdown
from trucewatch.tell.view import CaseView

__all__ = [
    "BriefParameters",
    "CaseView",
    "Table",
    "effects_table",
    "exchanges_table",
    "export_csv",
    "export_geojson",
    "export_parquet",
    "html",
    "markdown",
    "network_table",
    "pictures",
    "png",
    "positions_table",
    "record_table",
    "situation_report",
    "statistics_tables",
    "totals_table",
    "unknown_table",
]
