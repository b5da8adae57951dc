"""The linker's knowledge, read once from ``rules.yaml`` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from trucewatch.values.base import Value
from trucewatch.values.vocabularies import CountOf, Kind, TargetClass


class Reuse(Value):
    """When one report's text counts as taken from another: a share of common word shingles."""

    shingle_words: int
    share: float
    least_shingles: int


class Rules(Value):
    """``rules.yaml``, checked. Weights are whole points, so that sums are the same on every machine."""

    families: dict[str, tuple[Kind, ...]]
    consequences: tuple[Kind, ...]
    caused_by: dict[Kind, tuple[str, ...]]
    vague_classes: tuple[TargetClass, ...]
    unspecific_classes: tuple[TargetClass, ...]
    separators: tuple[str, ...]
    later_words: tuple[str, ...]
    back_pointers: tuple[str, ...]
    sweeping: tuple[str, ...]
    account_words: tuple[str, ...]
    told_otherwise: tuple[str, ...]
    plural_acts: tuple[str, ...]
    eased_when_negated: tuple[Kind, ...]
    total_cues: tuple[str, ...]
    campaigns: tuple[str, ...]
    acts: tuple[str, ...]
    swift: tuple[Kind, ...]
    recent_cues: tuple[str, ...]
    until_words: tuple[str, ...]
    mended: tuple[str, ...]
    narrow_days: int
    lasting: tuple[Kind, ...]
    total_at_least: dict[CountOf, int]
    total_from_days: int
    toll_at_least: int
    telling_number: int
    rising: tuple[str, ...]
    coarse_words: tuple[str, ...]
    directions: tuple[str, ...]
    place_noise: tuple[str, ...]
    coarse_radius_km: float
    stop_words: tuple[str, ...]
    within_report: dict[str, int]
    alike_words_from: float
    far_from_sentences: int
    answered_within_sentences: int
    clock_slack_hours: int
    clocked_below_hours: int
    clocks_apart_hours: int
    period_slack_days: int
    published_within_days: int
    reuse: Reuse


@lru_cache(maxsize=1)
def shipped() -> Rules:
    """The rules that come with the program."""
    text = files("trucewatch.link").joinpath("rules.yaml").read_text(encoding="utf-8")
    return Rules.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=8)
def _families(pairs: tuple[tuple[str, tuple[Kind, ...]], ...]) -> Mapping[Kind, str]:
    return MappingProxyType({kind: family for family, kinds in pairs for kind in kinds})


def family_of(kind: Kind, rules: Rules) -> str:
    """The family of a grouped kind; its own name for any other."""
    return _families(tuple(rules.families.items())).get(kind, kind.value)
