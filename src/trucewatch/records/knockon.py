"""A knock-on: what of a case's network an incident concerns, what hangs on it, and what accounts say became of that."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from trucewatch.records.base import Record
from trucewatch.values.base import Value


class ConcernState(StrEnum):
    """What a claim says of a node. That nobody speaks of a node says nothing of it."""

    AFFECTED = "affected"
    POSSIBLE = "possible"  # may, could or will be affected
    STABLE = "stable"
    RESTORED = "restored"


class Concern(Value):
    """One claim and the node that it speaks of, with the words in it that name the node."""

    node: str
    state: ConcernState
    claim: str
    words: str


class Hanging(Value):
    """A node that hangs on a struck one, and the ids of the nodes on the way to it, from the struck one on."""

    node: str
    by_way_of: tuple[str, ...]


class KnockOn(Record):
    """``struck``: the nodes that the incident's accounts name as hit; ``hanging``: what hangs on them, nearest first;
    ``told``: what accounts say of any node. None of it is inferred from the other."""

    kind_name: ClassVar[str] = "knockon"
    prefix: ClassVar[str] = "kno"

    incident: str
    network: str
    struck: tuple[str, ...] = ()
    hanging: tuple[Hanging, ...] = ()
    told: tuple[Concern, ...] = ()
    claims: tuple[str, ...] = ()
    rule: str
