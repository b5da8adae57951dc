"""A failure: something that could not be used, recorded so that it is counted and never lost."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from trucewatch.records.base import Record
from trucewatch.records.report import Original


class Failure(Record):
    """What could not be used at which stage, why, and how to mend it. ``original`` points at the bytes kept,
    ``outlet`` is whose report it would have been, where that could be told.

    ``settles``: failures that no longer stand, since what they speak of is no longer there; such a record only says so.
    """

    kind_name: ClassVar[str] = "failure"
    prefix: ClassVar[str] = "fai"

    stage: str
    where: str
    what: str
    mend: str
    original: Original | None = None
    outlet: str | None = Field(default=None, exclude_if=lambda outlet: outlet is None)
    settles: tuple[str, ...] = ()
