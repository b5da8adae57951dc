"""A decision: what a person decided. Append-only; undone by a further decision."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from trucewatch.records.base import Record


class Action(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    SAME = "same"  # the subjects (claims) speak of one event
    DIFFERENT = "different"  # the subjects (claims) do not; with ``against``: none of them with any of those
    PIN = "pin"  # the subjects (claims) speak of one event, to which only people may add
    GRADE = "grade"
    VERIFY = "verify"
    COMMENT = "comment"
    UNDO = "undo"  # the subjects are decisions that no longer hold


class Decision(Record):
    """``subjects`` are record ids; ``field``/``value`` say what a correction sets (the syntax of the value is that of
    ``store.corrections``), a grade gives. ``against``: the claims that the subjects are told from or joined to; empty,
    and then no part of the record, where the subjects are meant among themselves."""

    kind_name: ClassVar[str] = "decision"
    prefix: ClassVar[str] = "dec"

    author: Annotated[str, Field(min_length=1)]
    at: AwareDatetime
    action: Action
    subjects: Annotated[tuple[str, ...], Field(min_length=1)]
    against: tuple[str, ...] = Field(default=(), exclude_if=lambda against: not against)
    field: str | None = None
    value: str | None = None
    reason: str = ""
