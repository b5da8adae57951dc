"""A count: a number as a report states it, with the bounds that its words allow."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from trucewatch.values.base import Value
from trucewatch.values.vocabularies import CountOf


class Sense(StrEnum):
    """How a number stands to others of its kind: part of one that is told too ("including three children"), a total
    up to its day ("raising the toll to 63"), or come on top of what was counted before ("another four")."""

    PART = "part"
    RUNNING = "running"
    FURTHER = "further"


class Count(Value):
    """``low``/``high`` inclusive; None where the words leave a bound open ("at least 12": 12 to None). ``sense`` is
    None for a plain number, which stands for itself, and then not written out."""

    what: CountOf
    low: float | int | None = None
    high: float | int | None = None
    text: str | None = None
    sense: Sense | None = Field(default=None, exclude_if=lambda sense: sense is None)

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        if any(bound is not None and bound < 0 for bound in (self.low, self.high)):
            raise ValueError("a count is never negative")
        return self

    @property
    def partial(self) -> bool:
        """True of a number of some of those that are counted, which says of all of them only that they are no fewer."""
        return self.sense in (Sense.PART, Sense.FURTHER)

    def overlaps(self, other: Count) -> bool:
        """True if one number could satisfy both counts (an open bound satisfies anything on its side); the words of
        :attr:`sense` are not asked."""
        inf = float("inf")
        low = max(self.low or 0, other.low or 0)
        high = min(inf if self.high is None else self.high, inf if other.high is None else other.high)
        return self.what == other.what and low <= high

    def agrees(self, other: Count) -> bool:
        """True if both can be true of one thing: a part is no rival of its total, unless it is the greater."""
        if not (self.partial or other.partial):
            return self.overlaps(other)
        most = float("inf") if self.partial or self.high is None else self.high
        others = float("inf") if other.partial or other.high is None else other.high
        return self.what == other.what and (other.low or 0) <= most and (self.low or 0) <= others
