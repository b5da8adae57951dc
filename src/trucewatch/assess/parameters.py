"""What the assess stage is given besides records."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import yaml

from trucewatch.values.base import Value
from trucewatch.values.vocabularies import Kind, Stance, TargetClass


class Codebook(Value):
    """``codebook.yaml``, checked."""

    could_involve: dict[Kind, tuple[Kind, ...]]
    struck_kinds: tuple[Kind, ...]
    unspecific_classes: tuple[TargetClass, ...]
    no_target_classes: tuple[TargetClass, ...]
    not_actor_kinds: tuple[Kind, ...]
    stances: dict[Kind, Stance]
    condition_cues: tuple[str, ...]
    withdrawal_cues: tuple[str, ...]
    match_share: float
    match_stop_words: tuple[str, ...]
    match_synonyms: dict[str, str]


@lru_cache(maxsize=1)
def shipped() -> Codebook:
    """The codebook that comes with the program."""
    text = files("trucewatch.assess").joinpath("codebook.yaml").read_text(encoding="utf-8")
    return Codebook.model_validate(yaml.safe_load(text))


@dataclass(frozen=True)
class AssessParameters:
    """``zone``: the case's IANA time zone, in which the days of periods and declarations are counted."""

    zone: str = "UTC"
    codebook: Codebook = field(default_factory=shipped)
