"""What a temporal expression means, before anything is made of it: values without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

from trucewatch.values.moment import Basis


class Shape(StrEnum):
    """The four TimeML types, and the references ("now", "recently") that name no time of their own."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"
    REFERENCE = "reference"


class Period(NamedTuple):
    """A stretch of the calendar: a whole ``unit`` (day, week, …), or a run of days; both days included."""

    unit: str
    first: date
    last: date


class Amount(NamedTuple):
    """A length: so many units; None where the words give no number ("several days")."""

    n: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of one expression.

    ``period``: the days of a date or time. ``part``: a part of the day ("morning"). ``clock``: hour and minute.
    ``zone``: the IANA zone that the words name. ``bound``: START, MID or END of the period. ``amount``: of a length or
    a repetition. ``way``: ``back`` or ``ahead`` for a length that runs from the reference moment. ``about``: the words
    say that it is only nearly so. ``value``: the TimeML value where the fields do not give it (references, sets).
    """

    shape: Shape
    basis: Basis = Basis.RELATIVE
    period: Period | None = None
    part: str = ""
    clock: tuple[int, int] | None = None
    zone: str | None = None
    bound: str = ""
    amount: Amount | None = None
    way: str = ""
    about: bool = False
    fiscal: bool = False
    dayless: bool = False
    anchored: bool = True
    value: str = ""

    def on(self, period: Period, basis: Basis) -> Self:
        """The same, on other days."""
        return replace(self, period=period, basis=basis, dayless=False, anchored=True)


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression: ``text[start:end]`` means ``meaning``; ``rule`` is the one that found it."""

    start: int
    end: int
    meaning: Meaning
    rule: str
