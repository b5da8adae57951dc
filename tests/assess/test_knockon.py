"""Knock-ons: what is named as struck, what hangs on it, and what accounts say of which node; nothing is inferred."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assess.samples import by_id, claim, incident, local
from trucewatch.assess import knock_ons
from trucewatch.records import Claim, Edge, KnockOn, Network, Node, NodeKind, Relation, Target
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import Kind, Modality, Polarity

DAY = local(date(2031, 4, 2))


def node(code: str, name: str, *aliases: str, kind: NodeKind = NodeKind.FACILITY) -> Node:
    return Node(code=code, name=name, aliases=aliases, kind=kind)


def edge(a: str, b: str) -> Edge:
    return Edge(origin=a, to=b, relation=Relation.FEEDS, source="a note")


NETWORK = Network(
    id="net-1",
    nodes=(
        node("depot", "Zelm oil depot", "Zelm depot"),
        node("pipe", "Mera pipeline", kind=NodeKind.LINE),
        node("port", "Mera port"),
        node("gas", "gas supply of Zelm", kind=NodeKind.SERVICE),
        node("clinic", "Zelm clinic"),
    ),
    edges=(edge("depot", "pipe"), edge("pipe", "port"), edge("port", "pipe")),
)


def strike(text: str = "the Zelm oil depot", **changes: Any) -> Claim:
    return claim("c1", by="AAA", actor="BBB").model_copy(
        update={"target": Target(text=text), "kind": Kind.ATTACK, **changes}
    )


def effect(quote: str, *, kind: Kind = Kind.OUTAGE, **changes: Any) -> Claim:
    return claim("c2", by="AAA", actor=None).model_copy(
        update={"kind": kind, "quote": quote, "target": None, "places": (), **changes}
    )


def told(*claims: Claim, network: Network | None = NETWORK) -> KnockOn | None:
    one = incident(*claims, moment=DAY)
    found = knock_ons([one], by_id(*claims), network)
    return found[0] if found else None


def test_what_hangs_on_a_struck_facility_is_listed_with_the_way() -> None:
    found = told(strike())
    assert found and found.struck == ("depot",)
    assert [(h.node, h.by_way_of) for h in found.hanging] == [("pipe", ("depot",)), ("port", ("depot", "pipe"))]
    assert found.told == () and found.claims == ("c1",)


@pytest.mark.parametrize(
    ("target", "place", "struck"),
    [
        ("the oil depot", "Zelm", ("depot",)),
        ("an oil depot at Zelm", None, ("depot",)),
        ("the oil depot", "Mera", ()),
        ("the oil refinery", "Zelm oil depot district", ("depot",)),  # the place itself bears the name
        ("oil workers", "Zelm", ()),
    ],
)
def test_target_and_place_may_share_the_name(target: str, place: str | None, struck: tuple[str, ...]) -> None:
    found = told(strike(target, places=(Place(text=place),) if place else ()))
    assert (found.struck if found else ()) == struck


@pytest.mark.parametrize(
    ("quote", "changes", "told_of"),
    [
        ("supplies to the pipeline could fall", {"modality": Modality.POSSIBLE}, [("pipe", "possible", "pipeline")]),
        ("flows in the Mera pipeline were stable", {}, [("pipe", "stable", "Mera pipeline")]),
        ("the Mera port lost its supply", {}, [("port", "affected", "Mera port")]),
        ("the Mera port did not lose supply", {"polarity": Polarity.NEGATED}, [("port", "stable", "Mera port")]),
        ("gas supply of Zelm was restored", {}, [("gas", "restored", "gas supply of Zelm")]),
        ("the clinic lost power", {}, []),  # a clinic, but not one that hangs on what was struck
        ("supplies fell", {}, []),
    ],
)
def test_a_claim_of_an_effect_is_attached_to_what_it_concerns(
    quote: str, changes: dict[str, Any], told_of: list[tuple[str, str, str]]
) -> None:
    found = told(strike(), effect(quote, **changes))
    assert found and [(c.node, c.state.value, c.words) for c in found.told] == told_of


@pytest.mark.parametrize(
    "claim_",
    [
        strike(modality=Modality.FUTURE),
        strike(kind=Kind.INTERCEPTION),
        strike("an oil depot"),
        strike("gas supply of Zelm"),
    ],
)
def test_what_is_only_feared_met_on_the_way_or_not_named_is_not_struck(claim_: Claim) -> None:
    assert told(claim_) is None


def test_damage_to_what_was_struck_is_the_strike_itself() -> None:
    found = told(strike(), effect("the Zelm depot was damaged", kind=Kind.DAMAGE))
    assert found and found.told == ()


def test_without_a_network_nothing_is_said() -> None:
    assert told(strike(), network=None) is None


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=15))
def test_rings_end_and_nothing_is_reached_twice(pairs: list[tuple[str, str]]) -> None:
    nodes = tuple(node(x, f"Thing {x}") for x in "abcde")
    network = Network(id="net-2", nodes=nodes, edges=tuple(edge(a, b) for a, b in pairs))
    found = told(strike("Thing a"), network=network)
    assert found
    reached = [h.node for h in found.hanging]
    assert len(reached) == len(set(reached)) and "a" not in reached
    for h in found.hanging:
        way = [*h.by_way_of, h.node]
        assert way[0] == "a" and all((x, y) in pairs for x, y in pairwise(way))
