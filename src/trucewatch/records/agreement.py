"""An agreement: provisions, each party's reading of scope and period, and the declarations made."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from trucewatch.records.base import Record
from trucewatch.records.report import Original
from trucewatch.values.base import Value
from trucewatch.values.party import PartyCode
from trucewatch.values.vocabularies import Kind, Stance, TargetClass

Name = Annotated[str, Field(min_length=1)]


class Proposal(Value):
    """Something positions are taken on, with the names by which reports call it."""

    id: Name
    names: Annotated[tuple[Name, ...], Field(min_length=1)]


class Prohibition(Value):
    """Acts that are prohibited: any of ``kinds`` against any of ``target_classes`` (empty: against anything)."""

    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    target_classes: tuple[TargetClass, ...] = ()


class Provision(Value):
    """One obligation. ``text`` as published, ``source`` where it can be read."""

    id: Name
    obliges: Annotated[tuple[PartyCode, ...], Field(min_length=1)]
    prohibits: Prohibition
    text: Name
    source: Name


class Declaration(Value):
    """One party's act of accepting, refusing or leaving a proposal."""

    party: PartyCode
    proposal: Name
    stance: Stance
    date: date
    source: Name
    note: str | None = None


class Period(Value):
    """From ``start`` for ``days`` days, or to ``end``; both days included, in the case's time zone. Neither: open."""

    start: date
    days: Annotated[int, Field(ge=1)] | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.days is not None and self.end is not None:
            raise ValueError("give days or end, not both")
        if self.end is not None and self.end < self.start:
            raise ValueError(f"the end {self.end} is before the start {self.start}")
        return self


class Scope(Value):
    """What a party holds the provisions to cover. Empty: all that they name."""

    target_classes: tuple[TargetClass, ...] = ()


class Reading(Value):
    """One party's understanding of scope and period."""

    id: Name
    of: PartyCode
    period: Period
    scope: Scope = Scope()
    source: str | None = None
    note: str | None = None


class Agreement(Record):
    """What one ``agreements/*.yaml`` says. ``code`` is its ``id``; the latest record of a code is the one in use."""

    kind_name: ClassVar[str] = "agreement"
    prefix: ClassVar[str] = "agr"
    unhashed: ClassVar[frozenset[str]] = frozenset({"original"})  # a changed comment makes no new agreement

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Name
    parties: Annotated[tuple[PartyCode, ...], Field(min_length=1)]
    mediators: tuple[PartyCode, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1)]
    declarations: tuple[Declaration, ...] = ()
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)]
    original: Original | None = None
