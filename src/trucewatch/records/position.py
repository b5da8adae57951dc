"""A position: a party's stance on a proposal at a time, with its conditions quoted."""

from __future__ import annotations

from typing import ClassVar

from trucewatch.records.base import Record
from trucewatch.values.base import Value
from trucewatch.values.moment import Moment
from trucewatch.values.party import PartyCode
from trucewatch.values.vocabularies import Stance


class Condition(Value):
    """A condition in the words of the report."""

    quote: str
    claim: str


class Position(Record):
    """``proposal`` is the id of a proposal of ``agreement``, or None where ``about`` matches none that is known.
    ``moment`` None: the reports do not say when. ``superseded_by``: a later position of the same party on the same
    proposal. ``declaration``: it rests on the agreement's own list instead of claims. ``denied``: the accounts say that
    the party did not take this stance. ``contested_by``: positions that cannot stand beside this one. ``silent`` rests
    on nothing: no account that was read tells of a stance of a party of the agreement on its proposal."""

    kind_name: ClassVar[str] = "position"
    prefix: ClassVar[str] = "pos"

    party: PartyCode
    agreement: str | None = None
    proposal: str | None = None
    about: str | None = None
    stance: Stance
    denied: bool = False
    moment: Moment | None = None
    said: Moment | None = None
    claims: tuple[str, ...] = ()
    declaration: str | None = None
    conditions: tuple[Condition, ...] = ()
    superseded_by: str | None = None
    contested_by: tuple[str, ...] = ()
    rule: str
