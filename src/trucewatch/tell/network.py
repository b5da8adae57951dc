"""What hangs on what: the network of a case as a table."""

from __future__ import annotations

from trucewatch.records import Edge, Network, Node
from trucewatch.tell.brief_network import name_of
from trucewatch.tell.ledgers import Table, phrases_of
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.view import CaseView


def network_table(view: CaseView, named: str | None = None) -> Table | None:
    """Every edge, or those on the ways to and from the node of that id, name or alias; then what accounts say of nodes.
    None where the case has no network, or no such node."""
    network, phrases = view.network, phrases_of(view)
    if network is None:
        return None
    nodes = {n.code for n in network.nodes if named is None or named.casefold() in _all_names(n)}
    if not nodes:
        return None
    if named is not None:
        nodes |= {c for n in list(nodes) for c in (*_reached(n, network, down=True), *_reached(n, network, down=False))}
    say = phrases.messages.say
    rows = [_edge_row(e, network, phrases) for e in network.edges if {e.origin, e.to} <= nodes]
    joined = {c for e in network.edges for c in (e.origin, e.to)}
    rows += [(_titled(n), "", "", "") for n in network.nodes if n.code in nodes - joined]
    told = ((k, c) for k in view.knock_ons.values() for c in k.told if c.node in nodes)
    rows += [(name_of(c.node, network), say(f"network.{c.state.value}"), "", c.claim) for _, c in told]
    head = tuple(say("network.table.head").split(" | "))
    return Table(say("network.table.title"), head, tuple(rows), say("network.table.note"))


def _edge_row(edge: Edge, network: Network, phrases: Phrases) -> tuple[str, ...]:
    ends = (name_of(edge.origin, network), name_of(edge.to, network))
    return ends[0], phrases.messages.say(f"network.{edge.relation.value}"), ends[1], edge.source


def _titled(node: Node) -> str:
    return f"{node.name} ({node.code})"


def _all_names(node: Node) -> set[str]:
    return {name.casefold() for name in (node.code, node.name, *node.aliases)}


def _reached(code: str, network: Network, *, down: bool) -> list[str]:
    """All that hangs on a node, or that it hangs on, nearest first."""
    found: dict[str, None] = {}
    todo = [code]
    for at in todo:
        steps = ((e.origin, e.to) if down else (e.to, e.origin) for e in network.edges)
        fresh = sorted({to for at_end, to in steps if at_end == at} - {code, *found})
        found |= dict.fromkeys(fresh)
        todo += fresh
    return list(found)
