"""What the corroborate stage is given besides records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import Field

from trucewatch.values.base import Value
from trucewatch.values.vocabularies import Kind

Positive = Annotated[float, Field(gt=0)]


class Codebook(Value):
    """``codebook.yaml``, checked. Kilometres, hours, days."""

    heat_kinds: tuple[Kind, ...]
    hours_before: Annotated[float, Field(ge=0)]
    hours_after: Annotated[float, Field(ge=0)]
    largest_radius_km: Positive
    longest_days: Positive
    area_km: Positive
    unknown_pixel_km: Positive
    history_days: Annotated[int, Field(ge=1)]
    level: Annotated[float, Field(gt=0, lt=1)]


@lru_cache(maxsize=1)
def shipped() -> Codebook:
    """The codebook that comes with the program."""
    text = files("trucewatch.corroborate").joinpath("codebook.yaml").read_text(encoding="utf-8")
    return Codebook.model_validate(yaml.safe_load(text))


@dataclass(frozen=True)
class CorroborateParameters:
    """``codebook``: which kinds are looked at, and how near a detection must be."""

    codebook: Codebook = field(default_factory=shipped)
