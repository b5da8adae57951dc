"""A moment: an interval of time with the words it was read from and how it was come by."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AwareDatetime, field_validator, model_validator

from trucewatch.values.base import Value

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


class Basis(StrEnum):
    """How a time was come by. A time that is not stated is not invented: there is no basis "default"."""

    STATED = "stated"  # the words name the day or the hour
    RELATIVE = "relative"  # "overnight", "on Tuesday": read against the publication moment
    CARRIED = "carried"  # from a neighbouring sentence on the same event
    PUBLICATION = "publication"  # the moment of publication itself


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise ValueError(f"no IANA time zone is called {name!r}, use a name such as Europe/Kyiv") from e


@lru_cache(maxsize=4096)
def _days(start: datetime, end: datetime, zone: str) -> tuple[date, date]:
    tz = zone_of(zone)
    return start.astimezone(tz).date(), (end - timedelta(microseconds=1)).astimezone(tz).date()


class Moment(Value):
    """The half-open interval [start, end) in UTC within which something lies.

    ``zone`` is the IANA zone in which the words were read, ``text`` the words themselves (None for a moment that
    no words of a report stand behind, such as a publication stamp).
    """

    start: AwareDatetime
    end: AwareDatetime
    zone: str = "UTC"
    basis: Basis
    text: str | None = None

    @field_validator("start", "end")
    @classmethod
    def _utc(cls, value: datetime) -> datetime:
        return value.astimezone(UTC)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        zone_of(value)
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end <= self.start:
            raise ValueError("the end of a moment must be after its start")
        return self

    @classmethod
    def of_days(cls, first: date, last: date, *, zone: str, basis: Basis, text: str | None = None) -> Self:
        """The local calendar days ``first`` to ``last``, both included, in ``zone``."""
        tz = zone_of(zone)
        start = datetime.combine(first, time(), tzinfo=tz)
        end = datetime.combine(last + _DAY, time(), tzinfo=tz)
        return cls(start=start, end=end, zone=zone, basis=basis, text=text)

    @property
    def days(self) -> tuple[date, date]:
        """First and last local calendar day that the interval touches, both included."""
        return _days(self.start, self.end, self.zone)

    @property
    def edtf(self) -> str:
        """ISO 8601-2 (EDTF level 0) text, no finer than the interval: ``2025``, ``2025-03``, ``2025-03-19``, the days
        ``2025-03-18/2025-03-19``, and for a minute ``2025-03-19T16:00:00+03:00`` in the local time of ``zone``."""
        if self.end - self.start == _MINUTE:
            return self.start.astimezone(zone_of(self.zone)).isoformat()
        first, last = self.days
        if first.day == 1 and (last + _DAY).day == 1 and first.year == last.year:
            if first.month == last.month:
                return f"{first:%Y-%m}"
            if (first.month, last.month) == (1, 12):
                return f"{first.year:04}"
        return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"

    @property
    def acled_precision(self) -> int:
        """ACLED time_precision: 1 the day (a night counts as one), 2 within a week, 3 within a month or wider."""
        return 1 if self._span_days <= 2 else 2 if self._span_days <= 7 else 3

    @property
    def ucdp_precision(self) -> int:
        """UCDP date_prec: 1 a day, 2 two to six days, 3 a week, 4 within a month, 5 longer."""
        n = self._span_days
        return 1 if n == 1 else 2 if n <= 6 else 3 if n == 7 else 4 if n <= 31 else 5

    @property
    def _span_days(self) -> int:
        first, last = self.days
        return (last - first).days + 1

    def overlaps(self, other: Moment) -> bool:
        """True if the two intervals share any instant."""
        return self.start < other.end and other.start < self.end
