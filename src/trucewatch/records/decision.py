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
    DIFFERENT = "different"  # the subjects (claims) do not
    PIN = "pin"  # the subjects (claims) speak of one event, to which only people may add
    GRADE = "grade"
    VERIFY = "verify"
    COMMENT = "comment"
    UNDO = "undo"  # the subjects are decisions that no longer hold


class Decision(Record):
    """``subjects`` are record ids; ``field``/``value`` say what a correction sets, a grade gives."""

    kind_name: ClassVar[str] = "decision"
    prefix: ClassVar[str] = "dec"

    author: Annotated[str, Field(min_length=1)]
    at: AwareDatetime
    action: Action
    subjects: Annotated[tuple[str, ...], Field(min_length=1)]
    field: str | None = None
    value: str | None = None
    reason: str = ""
