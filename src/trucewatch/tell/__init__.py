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
from trucewatch.tell.render import FORMATS, index, pdf_available, render
from trucewatch.tell.view import CaseView, InForce
from trucewatch.tell.words import messages

__all__ = [
    "FORMATS",
    "BriefParameters",
    "CaseView",
    "InForce",
    "Table",
    "effects_table",
    "exchanges_table",
    "export_csv",
    "export_geojson",
    "export_parquet",
    "index",
    "messages",
    "pdf_available",
    "positions_table",
    "record_table",
    "render",
    "situation_report",
    "statistics_tables",
    "totals_table",
    "unknown_table",
]
