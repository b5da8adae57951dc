"""The sequence: the only package that knows all the stages.

``Monitor.gather`` keeps the original bytes and appends reports and observations, ``read`` appends claims, ``derive``
turns the truth that stands into incidents, corroborations, findings and positions (a pure function), ``rebuild``
keeps what it gives, ``brief`` freezes an edition. ``run`` is gather, read, rebuild.
"""

from trucewatch.link import Explanation
from trucewatch.monitor.cases import export, init_case
from trucewatch.monitor.derive import derive, view_of
from trucewatch.monitor.fetching import Fetched, fetch_firms
from trucewatch.monitor.files import write_whole
from trucewatch.monitor.lines import Reader, explain_link, link_files
from trucewatch.monitor.sequence import Monitor, Published, Summary
from trucewatch.monitor.terms import Terms, terms

__all__ = [
    "Explanation",
    "Fetched",
    "Monitor",
    "Published",
    "Reader",
    "Summary",
    "Terms",
    "derive",
    "explain_link",
    "export",
    "fetch_firms",
    "init_case",
    "link_files",
    "terms",
    "view_of",
    "write_whole",
]
