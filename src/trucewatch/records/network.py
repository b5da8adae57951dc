"""The network of a case: facilities and services, and what hangs on what."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import ConfigDict, Field, model_validator

from trucewatch.records.base import Record
from trucewatch.records.report import Original
from trucewatch.values.base import Value
from trucewatch.values.place import Latitude, Longitude
from trucewatch.values.vocabularies import TargetClass

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Name = Annotated[str, Field(min_length=1)]


class NodeKind(StrEnum):
    """What a node is: a thing that can be struck, a line of such things, or what people get from them."""

    FACILITY = "facility"
    LINE = "line"
    SERVICE = "service"


class Relation(StrEnum):
    """What an edge carries from the one node to the other."""

    FEEDS = "feeds"  # goods: crude, gas, coal, grain
    POWERS = "powers"  # electricity
    HEATS = "heats"
    WATERS = "waters"
    SERVES = "serves"  # a service to people
    CONTROLS = "controls"  # signals, traffic, switching


class Node(Value):
    """``name`` and ``aliases``: as reports call it; ``lat`` and ``lon`` if it has one place."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    code: Slug = Field(alias="id")
    name: Name
    aliases: tuple[Name, ...] = ()
    kind: NodeKind = NodeKind.FACILITY
    target: TargetClass | None = Field(default=None, alias="class")
    lat: Latitude | None = None
    lon: Longitude | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _whole_point(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon go together: give both or neither")
        return self


class Edge(Value):
    """``to`` hangs on ``from``; ``source`` says who says so."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    origin: Slug = Field(alias="from")
    to: Slug
    relation: Relation
    source: Name
    note: str | None = None


class Network(Record):
    """What ``network.yaml`` says."""

    kind_name: ClassVar[str] = "network"
    prefix: ClassVar[str] = "net"
    unhashed: ClassVar[frozenset[str]] = frozenset({"original"})

    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]
    edges: tuple[Edge, ...] = ()
    original: Original | None = None

    def node(self, code: str) -> Node | None:
        """The node of that id."""
        return next((n for n in self.nodes if n.code == code), None)
