"""Gather: what a person or a feed supplies becomes records, with the original bytes kept first.

``find`` finds bytes, ``original_of`` gives them their hash, ``reports`` and ``observations`` read them, ``load_case``,
``load_alerts`` and ``load_agreements`` read the case folder, ``write_template`` writes a new one. A file or row that
cannot be used becomes one Failure that names the place and the mend; the rest goes on.
"""

from trucewatch.gather.casefolder import (
    CaseFaults,
    load_agreements,
    load_alerts,
    load_case,
    load_network,
    write_template,
)
from trucewatch.gather.doubts import Doubt, misspelt
from trucewatch.gather.files import Found, find, number_of
from trucewatch.gather.firms import Request
from trucewatch.gather.firms_api import FirmsApi, plan
from trucewatch.gather.originals import original_of
from trucewatch.gather.parameters import GatherParameters, parameters
from trucewatch.gather.reports import reports
from trucewatch.gather.sensing import observations

__all__ = [
    "CaseFaults",
    "Doubt",
    "FirmsApi",
    "Found",
    "GatherParameters",
    "Request",
    "find",
    "load_agreements",
    "load_alerts",
    "load_case",
    "load_network",
    "misspelt",
    "number_of",
    "observations",
    "original_of",
    "parameters",
    "plan",
    "reports",
    "write_template",
]
