"""Tell: derived state in, a frozen situation report and exports out. Adds no fact."""

from trucewatch.tell.brief import BriefParameters, situation_report
from trucewatch.tell.export import export_csv, export_geojson, export_parquet
from trucewatch.tell.render import html, markdown
from trucewatch.tell.view import CaseView

__all__ = [
    "BriefParameters",
    "CaseView",
    "export_csv",
    "export_geojson",
    "export_parquet",
    "html",
    "markdown",
    "situation_report",
]
