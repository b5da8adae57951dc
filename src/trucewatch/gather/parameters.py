"""What gather needs to know beside the bytes."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, field_validator

from trucewatch.records.case import Case, Outlet
from trucewatch.values.base import Value
from trucewatch.values.moment import zone_of


class GatherParameters(Value):
    """``now``: the moment of the run, aware; a publication date more than a day after it is a mistake.

    ``zone``: the IANA zone in which dates and times without an offset are read. ``outlets``: whose names are known.
    ``languages``: ISO 639-1 codes of the case; no language is guessed from them, a report has the one it declares.
    """

    now: AwareDatetime
    zone: str = "UTC"
    outlets: tuple[Outlet, ...] = ()
    languages: tuple[str, ...] = ()

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        zone_of(value)
        return value


def parameters(case: Case | None, now: datetime) -> GatherParameters:
    """The parameters of a case, or of reports that belong to none (UTC, no outlets known). ``now`` is aware."""
    if case is None:
        return GatherParameters(now=now)
    return GatherParameters(now=now, zone=case.timezone, outlets=case.outlets, languages=case.languages)
