"""Assessment: what each agreement's terms say of an incident under each reading, and where every party stands."""

from trucewatch.assess.effects import effects
from trucewatch.assess.exchanges import exchanges, totals
from trucewatch.assess.findings import findings, summaries
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.positions import positions
from trucewatch.assess.statistics import statistics

__all__ = [
    "AssessParameters",
    "effects",
    "exchanges",
    "findings",
    "positions",
    "statistics",
    "summaries",
    "totals",
]
