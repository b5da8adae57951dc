"""An effect of an incident as the accounts tell it: stated, stated as none, disputed, or spoken of by nobody."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from trucewatch.records.base import Record
from trucewatch.records.incident import Version
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import TargetClass


class EffectKind(StrEnum):
    """What may come of an incident."""

    CASUALTIES = "casualties"
    DAMAGE = "damage"
    OUTAGE = "outage"
    DISPLACEMENT = "displacement"


class EffectState(StrEnum):
    """What the accounts say of an effect. That nobody speaks of it is never taken for none."""

    STATED = "stated"
    STATED_NONE = "stated-none"
    DISPUTED = "disputed"
    NOT_STATED = "not-stated"


class Effect(Record):
    """One effect of one incident. ``claims`` say that there was one, ``none`` that there was none, ``restored`` that a
    service came back; all empty where the state is not-stated. ``numbers``: what each side says of how many."""

    kind_name: ClassVar[str] = "effect"
    prefix: ClassVar[str] = "eff"

    incident: str
    effect: EffectKind
    state: EffectState
    place: Place | None = None
    classes: tuple[TargetClass, ...] = ()
    numbers: tuple[Version, ...] = ()
    claims: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    rule: str
