"""Tell: derived state in, a frozen situation report and exports out. Adds no fact."""

from trucewatch.tell.alerts import Alert, Letter, alerts_due, letter
from trucewatch.tell.brief import BriefParameters, situation_report
from trucewatch.tell.claims_table import Asked, claims_of, claims_table
from trucewatch.tell.figures import statistics_tables
from trucewatch.tell.formats import FORMATS as EXPORT_FORMATS
from trucewatch.tell.formats import Chunks, export_files
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
from trucewatch.tell.pictures import pictures, png
from trucewatch.tell.render import FORMATS, index, pdf_available, render
from trucewatch.tell.view import CaseView, InForce
from trucewatch.tell.words import messages

__all__ = [
    "EXPORT_FORMATS",
    "FORMATS",
    "Alert",
    "Asked",
    "BriefParameters",
    "CaseView",
    "Chunks",
    "InForce",
    "Letter",
    "Table",
    "alerts_due",
    "claims_of",
    "claims_table",
    "effects_table",
    "exchanges_table",
    "export_csv",
    "export_files",
    "export_geojson",
    "export_parquet",
    "findings_table",
    "index",
    "letter",
    "messages",
    "network_table",
    "pdf_available",
    "pictures",
    "png",
    "positions_table",
    "record_table",
    "render",
    "required_table",
    "situation_report",
    "statistics_tables",
    "totals_table",
    "unknown_table",
]
