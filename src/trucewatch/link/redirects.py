"""Redirects: where an incident that no longer stands by its old id is now to be found.

Every id that an incident ever had stems from one claim. So no history need be kept: the claim tells, now and after
any rebuild, which incident it stands in. An incident that was merged into another leads there, one that was split off
stands by its own claim's id, and one that was split off and merged back leads back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trucewatch.records.incident import Incident
from trucewatch.values.ids import content_id


def incident_id(claim: str) -> str:
    """The id of an incident that this claim founds."""
    return content_id(Incident.prefix, [claim])


def redirects(incidents: Iterable[Incident]) -> Mapping[str, str]:
    """Every id that leads to an incident by way of one of its claims, less the ids that stand themselves."""
    found = {incident_id(c): i.id for i in incidents for c in i.claims}
    return {old: new for old, new in sorted(found.items()) if old != new}
