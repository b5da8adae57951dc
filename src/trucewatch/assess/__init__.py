"""Assessment: what each agreement's terms say of an incident under each reading, how far what was required has come,
how well what is alleged is borne out, and where every party stands."""

from trucewatch.assess.compiled import Terms
from trucewatch.assess.effects import effects
from trucewatch.assess.exchanges import exchanges, totals
from trucewatch.assess.facts import Facts
from trucewatch.assess.findings import findings, of_incident, summaries
from trucewatch.assess.grading import grades
from trucewatch.assess.knockon import knock_ons
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.positions import positions
from trucewatch.assess.progress import progress
from trucewatch.assess.sheet import Part, sheet
from trucewatch.assess.statistics import statistics
from trucewatch.assess.timeline import Change, Segment, segments, timeline

__all__ = [
    "AssessParameters",
    "Change",
    "Facts",
    "Part",
    "Segment",
    "Terms",
    "effects",
    "exchanges",
    "findings",
    "grades",
    "knock_ons",
    "of_incident",
    "positions",
    "progress",
    "segments",
    "sheet",
    "statistics",
    "summaries",
    "timeline",
    "totals",
]
