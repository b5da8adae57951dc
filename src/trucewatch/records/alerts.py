"""What is worth an alert, and where it goes: the ``alerts`` part of ``case.yaml``. Settings, no truth: they are read
from the folder each time and change no record."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import ConfigDict, Field, field_validator, model_validator

from trucewatch.records.finding import SummaryState
from trucewatch.records.grade import Status
from trucewatch.values.base import Value
from trucewatch.values.moment import zone_of
from trucewatch.values.party import PartyCode
from trucewatch.values.place import CountryCode
from trucewatch.values.vocabularies import Kind, Stance, TargetClass

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]


class On(StrEnum):
    """What a rule looks at."""

    INCIDENT = "incident"
    POSITION = "position"
    FAILURE = "failure"


class Quiet(Value):
    """From ``from`` to ``to``, local time of ``zone`` (default the case's), nothing goes out that is not urgent."""

    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")
    zone: str | None = None

    model_config = ConfigDict(populate_by_name=True)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None:
            zone_of(value)
        return value

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.start == self.end:
            raise ValueError(f"quiet hours from {self.start} to {self.end} have no end: give two different hours")
        return self


class Channel(Value):
    """Where alerts go: ``email`` (``to``, ``sender``) or ``webhook`` (``url_env``, and ``secret_env`` to sign with:
    names of environment variables, for both are secrets).

    ``digest``: all that is due in one message, else a message each. ``at``: the digest goes once a day, at this local
    time. What is urgent waits for neither.
    """

    id: Id
    kind: Annotated[str, Field(pattern="^(email|webhook)$")]
    to: tuple[Annotated[str, Field(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+$")], ...] = ()
    sender: Annotated[str, Field(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+$")] | None = None
    url_env: Variable | None = None
    secret_env: Variable | None = None
    digest: bool = True
    at: Clock | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "email" and not (self.to and self.sender):
            raise ValueError("an email channel has nobody to write to or from: give to and sender")
        if self.kind == "webhook" and self.url_env is None:
            raise ValueError("a webhook has no address: give url_env, the environment variable that holds it")
        if self.at and not self.digest:
            raise ValueError("a daily hour is for a digest: give at or digest false, not both")
        return self


class Rule(Value):
    """What is worth an alert. Each list that is given must be met; an empty one leaves its question unasked.

    ``parties``: named by a source as actor (incident), or taking a stance (position). ``states``: what the readings
    together make of it for any provision. ``urgent``: quiet hours and daily digests do not hold it back.
    """

    id: Id
    on: On
    channels: Annotated[tuple[str, ...], Field(min_length=1)]
    kinds: tuple[Kind, ...] = ()
    target_classes: tuple[TargetClass, ...] = ()
    parties: tuple[PartyCode, ...] = ()
    countries: tuple[CountryCode, ...] = ()
    regions: tuple[str, ...] = ()
    states: tuple[SummaryState, ...] = ()
    status: tuple[Status, ...] = ()
    min_origins: Annotated[int, Field(ge=1)] = 1
    proposals: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    urgent: bool = False


class Alerts(Value):
    """Channels, rules, quiet hours. ``fresh_hours``: nothing is alerted of which the last report is older."""

    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    quiet: Quiet | None = None
    fresh_hours: Annotated[int, Field(ge=1, le=24 * 366)] = 72


class AlertsFile(Value):
    """The part of ``case.yaml`` that this is: for messages that name the line."""

    alerts: Alerts | None = None
