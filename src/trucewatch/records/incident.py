"""An incident: all the claims about one real-world event, versions side by side."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from trucewatch.records.base import Record
from trucewatch.values.base import Value
from trucewatch.values.moment import Moment
from trucewatch.values.party import PartyCode
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Concord, Kind, TargetClass


class VersionValue(Value):
    """One value of a field, the sources' parties that give it ("" for no party), and the claims it stands in."""

    value: str
    parties: tuple[str, ...]
    claims: tuple[str, ...]


class Version(Value):
    """What all sides say of one field."""

    field: str
    concord: Concord
    values: tuple[VersionValue, ...] = ()


class Reprint(Value):
    """A report that carries the text of an earlier one of the same incident, ``of``."""

    report: str
    of: str


class Incident(Record):
    """``claims`` by report as published; the id stems from the one that came first into the ledger. ``denials`` and
    ``mentions`` (future, conditional, possible, cancelled) are attached but never found an incident.
    ``seen``: claims seen by example alone that may be of the same event; nothing else here rests on them.
    ``period_total``: a sum over a stretch of time, not one strike. ``reports``/``outlets``/``origins``: how
    many, the last counting a reprinted wire once; ``reprints``: which of the reports are one text with which."""

    kind_name: ClassVar[str] = "incident"
    prefix: ClassVar[str] = "inc"

    claims: tuple[str, ...]
    denials: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    seen: tuple[str, ...] = Field(default=(), exclude_if=lambda seen: not seen)
    kinds: tuple[Kind, ...]
    place: Place | None = None
    moment: Moment | None = None
    target_classes: tuple[TargetClass, ...] = ()
    actors: tuple[PartyCode, ...] = ()
    period_total: bool = False
    reports: int
    outlets: int
    origins: int
    reprints: tuple[Reprint, ...] = Field(default=(), exclude_if=lambda reprints: not reprints)
    versions: tuple[Version, ...] = ()
    why: tuple[str, ...] = ()
