"""What the assess stage is given besides records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Self

import yaml

from trucewatch.assess.words import Words
from trucewatch.records.case import OWN_BODIES, Case
from trucewatch.values.base import Value
from trucewatch.values.vocabularies import CountOf, Kind, Reliability, Stance, TargetClass, Weapon


class Labels(Value):
    """Plain words for the vocabularies, for reasons that people read."""

    act: dict[Kind, str]
    account: dict[Kind, str]
    target: dict[TargetClass, str]
    weapon: dict[Weapon, str]
    count: dict[CountOf, str]


class Codebook(Value):
    """``codebook.yaml``, checked."""

    could_involve: dict[Kind, tuple[Kind, ...]]
    struck_kinds: tuple[Kind, ...]
    place_classes: tuple[TargetClass, ...]
    same_time_kinds: tuple[Kind, ...]
    unspecific_classes: tuple[TargetClass, ...]
    no_target_classes: tuple[TargetClass, ...]
    not_actor_kinds: tuple[Kind, ...]
    labels: Labels
    stances: dict[Kind, Stance]
    reservation_cues: tuple[str, ...]
    condition_cues: tuple[str, ...]
    withdrawal_cues: tuple[str, ...]
    match_share: float
    match_stop_words: tuple[str, ...]
    match_synonyms: dict[str, str]
    match_generic: tuple[str, ...]
    match_any_sort: tuple[str, ...]
    match_terms: tuple[str, ...]
    match_foes: tuple[str, ...]
    match_pointers: tuple[str, ...]
    match_lengths: dict[str, tuple[int, int]]
    match_length_past: tuple[str, ...]
    match_scopes: dict[str, tuple[str, ...]]
    match_domains: tuple[str, ...]
    match_apart: tuple[str, ...]
    match_place_openers: tuple[str, ...]
    match_place_nouns: tuple[str, ...]
    match_meetings: tuple[str, ...]
    match_ends: tuple[str, ...]


@lru_cache(maxsize=1)
def shipped() -> Codebook:
    """The codebook that comes with the program."""
    text = files("trucewatch.assess").joinpath("codebook.yaml").read_text(encoding="utf-8")
    return Codebook.model_validate(yaml.safe_load(text))


@dataclass(frozen=True)
class AssessParameters:
    """``zone``: the case's IANA time zone, in which days are counted where an agreement names none.

    ``names``: of parties by code. ``outlets``: names by id; ``bodies``: the party whose own body an outlet is, by id;
    ``affiliations``: the party that runs an outlet; ``reliability``: the source register. ``as_of``: up to when reports
    are known, for what was to be done by a day.
    """

    zone: str = "UTC"
    codebook: Codebook = field(default_factory=shipped)
    names: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    affiliations: Mapping[str, str] = field(default_factory=dict)
    reliability: Mapping[str, Reliability] = field(default_factory=dict)
    as_of: datetime | None = None

    @classmethod
    def of(cls, case: Case, as_of: datetime | None = None) -> Self:
        """The parameters of a case."""
        return cls(
            zone=case.timezone,
            names={p.code: p.name for p in case.parties},
            outlets={o.id: o.name for o in case.outlets},
            bodies={o.id: o.affiliation for o in case.outlets if o.kind in OWN_BODIES and o.affiliation},
            affiliations={o.id: o.affiliation for o in case.outlets if o.affiliation},
            reliability={o.id: o.reliability for o in case.outlets},
            as_of=as_of,
        )

    @cached_property
    def words(self) -> Words:
        """How reasons name things in this case."""
        labels = self.codebook.labels.model_dump(mode="json")
        return Words(labels=labels, names=self.names, outlets=self.outlets)
