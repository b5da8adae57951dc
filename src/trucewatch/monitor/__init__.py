"""The sequence: the only package that knows all the stages.

``Monitor.gather`` keeps the original bytes and appends reports and observations, ``read`` appends claims, ``derive``
turns the truth that stands into incidents, corroborations, findings and positions (a pure function), ``rebuild``
keeps what it gives, ``brief`` freezes an edition. ``run`` is gather, read, rebuild.
"""

from trucewatch.link import Explanation
from trucewatch.monitor.alerting import Alerted, Planned, alert, alerts_of, plan, senders_from
from trucewatch.monitor.cases import EXPORTS, export, init_case
from trucewatch.monitor.derive import derive, view_of
from trucewatch.monitor.editions import Proof, Published
from trucewatch.monitor.fetching import Fetched, fetch_firms
from trucewatch.monitor.files import write_whole
from trucewatch.monitor.importing import Imported, import_archive
from trucewatch.monitor.lines import Reader, explain_link, link_files
from trucewatch.monitor.sequence import Monitor, Summary
from trucewatch.monitor.terms import Terms, terms
from trucewatch.monitor.watching import Pass, one_pass, watch

__all__ = [
    "EXPORTS",
    "Alerted",
    "Explanation",
    "Fetched",
    "Imported",
    "Monitor",
    "Pass",
    "Planned",
    "Proof",
    "Published",
    "Reader",
    "Summary",
    "Terms",
    "alert",
    "alerts_of",
    "derive",
    "explain_link",
    "export",
    "fetch_firms",
    "import_archive",
    "init_case",
    "link_files",
    "one_pass",
    "plan",
    "senders_from",
    "terms",
    "view_of",
    "watch",
    "write_whole",
]
