"""Tell: derived state in, a frozen situation report and exports out. Adds no fact."""

from trucewatch.tell.alerts import Alert, Letter, alerts_due, letter
from trucewatch.tell.brief import BriefParameters, situation_report
from trucewatch.tell.figures import statistics_tables
from trucewatch.tell.formats import FORMATS, Chunks, export_files
from trucewatch.tell.formats.tables import export_csv, export_geojson, export_parquet
from trucewatch.tell.ledgers import (
    Table,
    effects_table,
    exchanges_table,
    findings_table,
    positions_table,
    record_table,
    required_table,
    totals_table,
    unknown_table,
)
from trucewatch.tell.network import network_table
from trucewatch.tell.render import html, markdown
from trucewatch.tell.view import CaseView

__all__ = [
    "FORMATS",
    "Alert",
    "BriefParameters",
    "CaseView",
    "Chunks",
    "Letter",
    "Table",
    "alerts_due",
    "effects_table",
    "exchanges_table",
    "export_csv",
    "export_files",
    "export_geojson",
    "export_parquet",
    "findings_table",
    "html",
    "letter",
    "markdown",
    "network_table",
    "positions_table",
    "record_table",
    "required_table",
    "situation_report",
    "statistics_tables",
    "totals_table",
    "unknown_table",
]
