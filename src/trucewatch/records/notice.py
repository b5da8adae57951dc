"""A notice: that an alert was handed over to a channel. It is what keeps an alert from being sent twice."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from trucewatch.records.base import Record


class Notice(Record):
    """``alert``: what the alert is of and at which stage (the same key is never sent to the same channel again);
    ``subject``: the record; ``rule`` and ``channel``: as case.yaml calls them; ``message``: the id that the message
    carried; ``digest``: SHA-256 of what it said; ``at``: when it was handed over. No address and no secret."""

    kind_name: ClassVar[str] = "notice"
    prefix: ClassVar[str] = "not"

    alert: Annotated[str, Field(min_length=1)]
    subject: str
    rule: str
    channel: str
    message: str
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    at: AwareDatetime
