"""A grade: how far what is alleged of an incident is borne out, Admiralty letters and figures apart."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from trucewatch.records.base import Record
from trucewatch.values.party import PartyCode
from trucewatch.values.vocabularies import Credibility, Reliability


class Aspect(StrEnum):
    """What is graded: that the event took place, or that one party did it."""

    EVENT = "event"
    ACTOR = "actor"


class Status(StrEnum):
    """Software says alleged or corroborated; ``verified`` is a person's word."""

    ALLEGED = "alleged"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"


class Grade(Record):
    """``actor``: whom the accounts name, for the aspect ``actor``. ``reliability``: the best of the sources that vouch,
    by the case's register. ``decisions``: those of people that it rests on."""

    kind_name: ClassVar[str] = "grade"
    prefix: ClassVar[str] = "grd"

    incident: str
    aspect: Aspect
    actor: PartyCode | None = None
    status: Status
    reliability: Reliability
    credibility: Credibility
    rule: str
    reason: str
    claims: tuple[str, ...]
    decisions: tuple[str, ...] = ()
