"""When a provision is in force under a reading: period, phase, extensions, suspensions, an ending.

Times are half-open intervals whose ends are local midnights (or the hours that the agreement states) of the period's
zone, which is the case's where the agreement names none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from trucewatch.records.agreement import Period, Provision, Reading
from trucewatch.values.moment import zone_of

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """[start, end); ``end`` None where nothing ends it."""

    start: datetime
    end: datetime | None = None

    def meets(self, other: Stretch) -> Stretch | None:
        """What two stretches share."""
        start = max(self.start, other.start)
        end = _earlier(self.end, other.end)
        return Stretch(start, end) if end is None or start < end else None

    def without(self, other: Stretch) -> tuple[Stretch, ...]:
        """What is left when ``other`` is taken out."""
        shared = self.meets(other)
        if shared is None:
            return (self,)
        left = [Stretch(self.start, shared.start)] if self.start < shared.start else []
        if shared.end is not None and (self.end is None or shared.end < self.end):
            left.append(Stretch(shared.end, self.end))
        return tuple(left)


@dataclass(frozen=True)
class InForce:
    """``stretches`` in order; the ``suspended`` ones would else be among them. ``zone``: in which days are counted."""

    stretches: tuple[Stretch, ...]
    suspended: tuple[Stretch, ...]
    zone: str


def midnight(day: date, zone: str, clock: str | None = None) -> datetime:
    """The first moment of a local day, or its hour ``clock``."""
    return datetime.combine(day, time.fromisoformat(clock) if clock else time(), tzinfo=zone_of(zone))


def bounds(period: Period, zone: str) -> Stretch:
    """The period alone. ``zone``: the case's, for a period that names none."""
    zone = period.zone or zone
    start = midnight(period.start, zone, period.start_time)
    if period.last is None:
        return Stretch(start)
    end = midnight(period.last, zone, period.end_time) if period.end_time else midnight(period.last + _DAY, zone)
    return Stretch(start, end)


def period_of(provision: Provision, reading: Reading) -> Period | None:
    """The period that the reading gives the provision; None where it gives the provision's phase none."""
    if provision.phase is None:
        return reading.period
    return next((p.period for p in reading.phases if p.phase == provision.phase), None)


def in_force(provision: Provision, reading: Reading, zone: str) -> InForce | None:
    """When the provision is in force under the reading; None where the reading does not say when its phase runs."""
    period = period_of(provision, reading)
    if period is None:
        return None
    zone = period.zone or zone
    whole: Stretch | None = bounds(period, zone)
    if whole is not None and whole.end is not None and provision.phase is None:
        ends = [midnight(e.until + _DAY, zone) for e in reading.extensions]
        whole = Stretch(whole.start, max([whole.end, *ends]))
    if whole is not None and reading.ended is not None:
        whole = _until(whole, midnight(reading.ended.date, zone))
    if whole is not None and provision.period is not None:
        whole = whole.meets(bounds(provision.period, zone))
    left = [whole] if whole is not None else []
    gaps: list[Stretch] = []
    for pause in reading.suspensions:
        gap = Stretch(midnight(pause.start, zone), midnight(pause.end + _DAY, zone) if pause.end else None)
        gaps += [shared] if whole is not None and (shared := whole.meets(gap)) is not None else []
        left = [part for stretch in left for part in stretch.without(gap)]
    return InForce(tuple(sorted(left, key=lambda s: s.start)), tuple(gaps), zone)


def _until(stretch: Stretch, end: datetime) -> Stretch | None:
    return stretch.meets(Stretch(datetime.min.replace(tzinfo=end.tzinfo), end)) if end > stretch.start else None


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return one if other is None else other if one is None else min(one, other)
