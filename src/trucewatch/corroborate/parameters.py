"""What the corroborate stage is given besides records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import Field

from trucewatch.records.case import KnownPlace
from trucewatch.values.base import Value
from trucewatch.values.vocabularies import Kind, TargetClass, Weapon

Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(gt=0, lt=1)]


class Around(Value):
    """How the surroundings of a place are divided: blocks to each side, cells within them, days of a bin."""

    block_degrees: Positive
    blocks: Annotated[int, Field(ge=0)]
    cell_degrees: Positive
    bin_days: Annotated[int, Field(ge=1)]


class HeatBook(Value):
    """The part on heat. Kilometres, hours, days, degrees."""

    kinds: tuple[Kind, ...]
    cold_weapons: tuple[Weapon, ...]
    hours_before: NotNegative
    hours_after: NotNegative
    largest_radius_km: Positive
    longest_days: Positive
    position_error_km: dict[str, NotNegative]
    unknown_pixel_km: dict[str, Positive]
    least_percent: int
    history_days: Annotated[int, Field(ge=1)]
    least_looks: Annotated[int, Field(ge=1)]
    level: Share
    tail: Positive
    area_degrees: Positive
    around: Around
    neighbour_classes: tuple[TargetClass, ...]
    hot_share: Share
    fire_link_km: Positive
    fire_within_km: Positive
    fire_share: Share


class RegisterKind(Value):
    """When a register of one kind can bear on an incident."""

    kinds: tuple[Kind, ...]
    hours_before: NotNegative
    hours_after: NotNegative


class RegisterBook(Value):
    """What holds for all registers."""

    largest_radius_km: Positive
    longest_days: Positive
    within_km: Positive
    history_days: Annotated[int, Field(ge=1)]
    level: Share
    generic: tuple[str, ...]
    endings: tuple[str, ...]
    also: dict[str, str]
    alike: Share
    clearer: Share


class Satellite(Value):
    """An orbit as far as the hours of its passes need it; hours of local mean solar time."""

    northwards: NotNegative
    inclination: Positive
    swath_km: Positive
    earlier_h: NotNegative
    later_h: NotNegative
    since: date


class Codebook(Value):
    """``codebook.yaml``, checked."""

    heat: HeatBook
    registers: dict[str, RegisterKind]
    register_: Annotated[RegisterBook, Field(alias="register")]
    satellites: dict[str, Satellite]
    says: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """A reason in words."""
        return self.says[key].format(**values)


@lru_cache(maxsize=1)
def shipped() -> Codebook:
    """The codebook that comes with the program."""
    text = files("trucewatch.corroborate").joinpath("codebook.yaml").read_text(encoding="utf-8")
    return Codebook.model_validate(yaml.safe_load(text))


@dataclass(frozen=True)
class CorroborateParameters:
    """``codebook``: how near and how much; ``facilities``: of the case, among them what is hot by itself."""

    codebook: Codebook = field(default_factory=shipped)
    facilities: tuple[KnownPlace, ...] = ()
