"""Air-raid alerts: a table with a region, a beginning and an end, one alert a row, as registers of sirens give it."""

from __future__ import annotations

from collections.abc import Mapping

from trucewatch.gather.sensing import At
from trucewatch.records.base import identified
from trucewatch.records.observation import Observation
from trucewatch.values.moment import Basis, Moment

NAME = "air-raid alerts"
COLUMNS = frozenset({"region", "started_at", "finished_at"})


def observation(row: Mapping[str, str], at: At) -> Observation:
    """An alert over a region. One that has not ended is not taken: when it ended is not known."""
    if not row["finished_at"]:
        raise at.fault("the alert has no end", "give finished_at, or leave the row out until it has ended")
    moment = Moment(start=at.instant(row, "started_at"), end=at.instant(row, "finished_at"), basis=Basis.STATED)
    return identified(
        Observation,
        what="alert",
        sensor=row.get("register") or "air-raid alerts",
        moment=moment,
        area=row["region"] or None,
        original=at.original,
        row=at.line,
    )
