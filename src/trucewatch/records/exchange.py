"""Exchanges of prisoners, hostages and bodies as the sides count them, and the cumulative totals that are stated."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from trucewatch.records.base import Record
from trucewatch.records.incident import Version
from trucewatch.values.moment import Moment
from trucewatch.values.party import PartyCode


class ExchangeState(StrEnum):
    """How far an exchange has come, by the accounts of it."""

    ANNOUNCED = "announced"
    CONDITIONAL = "conditional"
    DONE = "done"
    CALLED_OFF = "called-off"
    DENIED = "denied"


class Exchange(Record):
    """One exchange, release or return. ``incident``: the incident that it is, None for one only announced.

    ``gives`` are the parties that a source names as handing over, ``receives`` those named as receiving; empty where
    nobody is named. ``persons``: who is handed over in the codebook's words ("prisoners", "bodies"), empty where the
    accounts do not say. ``numbers``: what each side says of how many. ``each``: the numbers are for each of ``gives``.
    """

    kind_name: ClassVar[str] = "exchange"
    prefix: ClassVar[str] = "exc"

    incident: str | None = None
    state: ExchangeState
    gives: tuple[PartyCode, ...] = ()
    receives: tuple[PartyCode, ...] = ()
    persons: tuple[str, ...] = ()
    numbers: tuple[Version, ...] = ()
    each: bool = False
    moment: Moment | None = None
    claims: tuple[str, ...]
    rule: str


class Check(StrEnum):
    """What comes of holding a stated total against the ledger."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not-comparable"


class ExchangeTotal(Record):
    """A cumulative total as a source states it, held against the one before it by the same source.

    ``low``/``high``: persons, inclusive, None where open. ``since``: the source's earlier total, from which it is
    counted on. ``ledger_low``/``ledger_high``: what the ``exchanges`` between the two add up to.
    """

    kind_name: ClassVar[str] = "total"
    prefix: ClassVar[str] = "tot"

    source: str
    party: PartyCode | None = None
    claims: tuple[str, ...]
    low: float | int | None = None
    high: float | int | None = None
    moment: Moment | None = None
    since: str | None = None
    ledger_low: float | int | None = None
    ledger_high: float | int | None = None
    exchanges: tuple[str, ...] = ()
    check: Check
    reason: str
    rule: str
