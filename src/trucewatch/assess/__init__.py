"""Assessment: what each agreement's terms say of an incident under each reading, and where every party stands."""

from trucewatch.assess.findings import findings, summaries
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.positions import positions

__all__ = ["AssessParameters", "findings", "positions", "summaries"]
