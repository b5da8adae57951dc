"""A corroboration: what one kind of witness can say of one incident."""

from __future__ import annotations

from typing import ClassVar

from trucewatch.records.base import Record
from trucewatch.values.base import Value
from trucewatch.values.vocabularies import SensorResult


class Figure(Value):
    """A number behind a result, with its name and unit."""

    name: str
    value: float
    unit: str = ""


class Corroboration(Record):
    """The result, the rule that gave it, the observations and figures it rests on, and what was missing.

    ``witness``: what kind of observation speaks (heat, alert, outage …). ``neighbour``: what else may be what was
    seen, where the result is ambiguous for that reason.
    """

    kind_name: ClassVar[str] = "corroboration"
    prefix: ClassVar[str] = "cor"

    incident: str
    witness: str = "heat"
    result: SensorResult
    rule: str
    reason: str
    neighbour: str | None = None
    claims: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    missing: tuple[str, ...] = ()
