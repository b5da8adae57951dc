"""Which day a situation report is for, and when its period ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from trucewatch.records import Case
from trucewatch.store import Standing
from trucewatch.values.moment import zone_of


def cutoff_of(case: Case, day: date) -> datetime:
    """The case's cut-off on a local day, in UTC. An hour that the clocks skip is read as the hour after it."""
    hour, minute = (int(part) for part in case.cutoff.split(":"))
    return datetime.combine(day, time(hour, minute), tzinfo=zone_of(case.timezone)).astimezone(UTC)


def latest_day(case: Case, truth: Standing, now: datetime) -> date:
    """The first local day whose cut-off covers the last report; today where no report says when it was published."""
    return covering_day(case, max((r.published.end for r in truth.reports.values() if r.published), default=now))


def covering_day(case: Case, last: datetime) -> date:
    """The first local day whose cut-off covers the moment ``last``."""
    day = last.astimezone(zone_of(case.timezone)).date()
    return day if cutoff_of(case, day) >= last else day + timedelta(days=1)
