"""A finding: one incident held against one provision under one reading; and the summary over the readings."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from trucewatch.records.base import Record
from trucewatch.values.vocabularies import Outcome


class Finding(Record):
    """The outcome, the rule that gave it, a reason in plain words, the claims it rests on, the fact missing."""

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
    """One incident and one provision over all readings."""

    kind_name: ClassVar[str] = "summary"
    prefix: ClassVar[str] = "sum"

    incident: str
    agreement: str
    provision: str
    state: SummaryState
    findings: tuple[str, ...]
    reason: str
