"""A finding: one incident held against one provision under one reading; and the summary over the readings."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from trucewatch.records.base import Record
from trucewatch.values.vocabularies import Outcome


class Finding(Record):
    """The outcome, the rule that gave it, a reason in plain words, the claims it rests on, the facts missing.

    ``conditional``: the reading lets a party hold itself free if the other side does not keep the terms.
    """

    kind_name: ClassVar[str] = "finding"
    prefix: ClassVar[str] = "fin"

    incident: str
    agreement: str
    provision: str
    reading: str
    outcome: Outcome
    rule: str
    reason: str
    claims: tuple[str, ...]
    missing: tuple[str, ...] = ()
    conditional: bool = False


class SummaryState(StrEnum):
    """What the readings say together. Where they differ the summary never takes one side's verdict."""

    PROHIBITED_IF_CONFIRMED = "prohibited-if-confirmed"
    OUTSIDE_SCOPE = "outside-scope"
    OUTSIDE_PERIOD = "outside-period"
    EXEMPT = "exempt"
    UNDETERMINED = "undetermined"
    DISPUTED_PERIOD = "disputed-period"
    DISPUTED_SCOPE = "disputed-scope"
    DISPUTED = "disputed"


class FindingSummary(Record):
    """One incident and one provision over all readings. ``effects_only``: the accounts tell of effects alone, and
    whether they came of the act is unknown under every reading."""

    kind_name: ClassVar[str] = "summary"
    prefix: ClassVar[str] = "sum"

    incident: str
    agreement: str
    provision: str
    state: SummaryState
    findings: tuple[str, ...]
    reason: str
    effects_only: bool = False


class ProgressState(StrEnum):
    """How far something required has come by what was reported. Silence is no shortfall."""

    MET = "met-if-confirmed"
    RUNNING = "in-progress"
    OVERDUE = "overdue-as-reported"
    SHORT = "short-as-reported"
    NOT_YET = "not-yet-due"
    UNDETERMINED = "undetermined"


class Progress(Record):
    """What was reported as done of one required act, under one reading, up to ``as_of``.

    ``low`` and ``high``: bounds of the number done by all accounts (``high`` None: open); for what is required each
    day, the numbers of days on which it was met, reported short, and not reported.
    """

    kind_name: ClassVar[str] = "progress"
    prefix: ClassVar[str] = "prg"

    agreement: str
    provision: str
    reading: str
    state: ProgressState
    required: int
    low: int | float
    high: int | float | None = None
    due: date | None = None
    as_of: AwareDatetime | None = None
    days_met: int | None = None
    days_short: int | None = None
    days_silent: int | None = None
    rule: str
    reason: str
    incidents: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
