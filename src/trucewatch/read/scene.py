"""What the parts of the reader share: the report at hand, and claims in the making."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from trucewatch.language.gazetteer import PlaceName
from trucewatch.read.parameters import ReadParameters
from trucewatch.read.slots import Agent
from trucewatch.read.speakers import Discourse, Speaker
from trucewatch.records.claim import Target
from trucewatch.records.report import Report
from trucewatch.values.count import Count
from trucewatch.values.moment import Moment
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Weapon

PHYSICAL = frozenset({Kind.ATTACK, Kind.INTERCEPTION, Kind.CASUALTIES, Kind.DAMAGE, Kind.OUTAGE, Kind.CLASH})
"""Kinds whose claims take place and time from their own sentence where their clause has none."""


class Scene(NamedTuple):
    """What the claims of one report share."""

    report: Report
    params: ReadParameters
    published: Moment | None
    countries: tuple[str, ...]
    discourse: Discourse
    places: dict[tuple[int, int], list[PlaceName]]  # of the sentence at hand


@dataclass(frozen=True)
class Found:
    """A claim in the making; ``start``/``end`` of the quote in the report's text."""

    start: int
    end: int
    kind: Kind
    polarity: Polarity
    modality: Modality
    source: Speaker
    cue: str | None
    actor: Agent | None
    target: Target | None
    about: str | None
    weapons: tuple[Weapon, ...]
    places: tuple[Place, ...]
    time: Moment | None
    counts: tuple[Count, ...]
    rule: str
    entries: tuple[str, ...]
    notes: tuple[str, ...]

    def extended(self, other: Found) -> Found:
        """This claim and the one right after it as one, with the counts of both."""
        return replace(
            self,
            end=other.end,
            counts=tuple(dict.fromkeys((*self.counts, *other.counts))),
            places=self.places or other.places,
            time=self.time or other.time,
            target=self.target or other.target,
            entries=tuple(dict.fromkeys((*self.entries, *other.entries))),
        )
