"""When a report was published: the stamp as written becomes an interval as precise as the stamp, never more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from trucewatch.gather.parameters import GatherParameters
from trucewatch.values.moment import Basis, Moment, zone_of

MEND = "write it as 2025-03-18 or 2025-03-18T09:30+02:00, or leave it out"
MEND_FUTURE = "mend the date (or the clock of this machine)"
# A date without a zone, read in the wrong one, can seem to lie up to about a day ahead; more than that is a mistake.
_GRACE = timedelta(hours=24)
_FIRST_YEAR = 1900  # before it stand only the null dates of programs: 0001-01-01, 1601-01-01, 1899-12-30

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?P<seconds>:\d\d(?:[.,]\d{1,9})?)?)"
    r"\s?(?P<offset>Z|[+-]\d\d:?\d\d|[+-]\d\d)?",
    re.I,
)
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?(?: (?:[+-]\d{4}|GMT|UTC|UT))?")


def published(written: str, params: GatherParameters) -> Moment:
    """The publication moment that ``written`` states.

    A day is the whole local day in the case's zone; a time to the minute is that minute, to the second that second.
    Without an offset the case's zone holds; an hour that the zone has twice (clocks put back) covers both. ISO 8601
    and the dates of mail and feeds (RFC 5322) are read. Raises ValueError, in plain words, for anything else, for a
    year before 1900, and for a date more than 24 hours after ``params.now``.
    """
    try:
        moment = moment_of(" ".join(written.split()), params.zone)
    except (ValueError, OverflowError) as e:
        raise ValueError(f"{written!r} is no date of publication") from e
    if moment.start.year < _FIRST_YEAR:
        raise ValueError(f"{written!r} is no date of publication: reports do not go back so far")
    if moment.start > params.now + _GRACE:
        raise FutureDate(f"the date of publication {written!r} lies in the future")
    return moment


class FutureDate(ValueError):  # noqa: N818 - what it says, not that it is an error
    """A date of publication that has not come yet."""


def mend_of(error: ValueError) -> str:
    """How to mend the date that ``published`` refused."""
    return MEND_FUTURE if isinstance(error, FutureDate) else MEND


def moment_of(written: str, zone: str) -> Moment:
    """The interval that a stamp states, as precise as the stamp. Raises ValueError where it is none."""
    if _DAY.fullmatch(written):
        day = date.fromisoformat(written)
        return Moment.of_days(day, day, zone=zone, basis=Basis.PUBLICATION)
    stamp = _STAMP.fullmatch(written)
    if stamp:
        clock = stamp["clock"].replace(",", ".")
        at = datetime.fromisoformat(f"{stamp['day']}T{clock}{(stamp['offset'] or '').upper()}")
        return _interval(at.replace(microsecond=0), zone, seconds=stamp["seconds"] is not None)
    if _MAIL.fullmatch(written):
        return _interval(parsedate_to_datetime(written), zone, seconds=written.count(":") == 2)
    raise ValueError(written)


def _interval(at: datetime, zone: str, *, seconds: bool) -> Moment:
    length = timedelta(seconds=1) if seconds else timedelta(minutes=1)
    if at.tzinfo is None:
        local = at.replace(tzinfo=zone_of(zone))
        both = sorted(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    else:
        both = [at.astimezone(UTC)] * 2
    return Moment(start=both[0], end=both[1] + length, zone=zone, basis=Basis.PUBLICATION)
