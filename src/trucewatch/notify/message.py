"""The message, and what a sender is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """``id`` is the same whenever the same is said to the same channel, so that a receiver can tell a repetition;
    ``at``: the moment of writing (aware); ``data``: the same as ``text``, for programs."""

    id: str
    subject: str
    text: str
    data: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message was taken over. ``notes``: what a person should know of it, such as a recipient that was refused."""

    notes: tuple[str, ...] = ()


class Sender(Protocol):
    """Anything that can hand a message over."""

    def send(self, message: Message) -> Delivery:
        """Hands ``message`` over and returns once the other side has taken it. Raises NotSent where it has not."""
        ...
