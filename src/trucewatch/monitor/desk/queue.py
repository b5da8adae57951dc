"""What matters: points for an incident, by a published table, and the reasons that gave them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from trucewatch.records import Claim, Incident
from trucewatch.values.vocabularies import CountOf, TargetClass

_GRAVE = frozenset({TargetClass.ENERGY_NUCLEAR, TargetClass.HEALTH})


@lru_cache(maxsize=1)
def points() -> Mapping[str, float]:
    """The table ``queue.yaml``."""
    text = files("trucewatch.monitor.desk").joinpath("queue.yaml").read_text(encoding="utf-8")
    return {str(name): float(value) for name, value in yaml.safe_load(text).items()}


@dataclass(frozen=True)
class Weight:
    """The points, and what they are for, the heaviest first."""

    score: float
    because: tuple[str, ...]


def weigh(
    incident: Incident,
    claims: Iterable[Claim],
    states: Iterable[str],
    *,
    differs: bool,
    denied: bool,
    new: bool,
    astray: bool,
) -> Weight:
    """How much ``incident`` matters. ``claims``: its accounts; ``states``: what the readings say together; ``denied``:
    somebody denies the event, not only an effect of it."""
    said = set(states)
    accounts = list(claims)
    killed, hurt = _toll(accounts, {CountOf.KILLED}), _toll(accounts, {CountOf.KILLED, CountOf.INJURED})
    holds = {
        "new": new,
        "contested": differs,
        "denied": denied,
        "disputed": any(s.startswith("disputed") for s in said),
        "prohibited": "prohibited-if-confirmed" in said,
        "killed": killed > 0,
        "nuclear": bool(_GRAVE & set(incident.target_classes)),
        "unsupported": incident.origins <= 1,
        "unplaced": incident.place is None or incident.place.point is None,
        "astray": astray,
    }
    table = points()
    found = {name: table[name] for name, true in holds.items() if true}
    if hurt >= 10:
        found["many"] = table["many"] * math.floor(math.log10(hurt))
    because = sorted(found, key=lambda name: (-found[name], name))
    return Weight(sum(found.values()), tuple(because))


def _toll(claims: Iterable[Claim], what: set[CountOf]) -> float:
    """The highest number that any one account gives."""
    tolls = (sum((c.high or c.low or 0) for c in claim.counts if c.what in what) for claim in claims)
    return max(tolls, default=0)
