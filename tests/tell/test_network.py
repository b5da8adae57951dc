"""What hangs on a struck facility is told by every way once in an edition; after that it is only named."""

from __future__ import annotations

from dataclasses import replace

from tests.tell.sample import PARAMS, ZONE, view
from trucewatch.records import Edge, KnockOn, Network, Node, identified
from trucewatch.records.knockon import Hanging
from trucewatch.tell import messages
from trucewatch.tell.brief_network import hanging
from trucewatch.tell.period import period_of
from trucewatch.tell.phrases import Phrases


def test_the_ways_are_told_once() -> None:
    nodes = tuple(Node.model_validate({"id": n, "name": f"the {n}"}) for n in ("mill", "pipe", "port"))
    edges = tuple(
        Edge.model_validate({"from": a, "to": b, "relation": "feeds", "source": "a map"})
        for a, b in (("mill", "pipe"), ("pipe", "port"))
    )
    network = identified(Network, nodes=nodes, edges=edges)

    v = view()
    incident = next(iter(v.incidents.values()))
    hung = (Hanging(node="pipe", by_way_of=("mill",)), Hanging(node="port", by_way_of=("mill", "pipe")))
    knock_on = identified(
        KnockOn,
        incident=incident.id,
        network=network.id,
        struck=("mill",),
        hanging=hung,
        claims=incident.claims[:1],
        rule="knock-on/test",
    )
    v = replace(v, network=network, knock_ons={knock_on.id: knock_on})
    period, phrases = period_of(v, PARAMS.cutoff, ZONE), Phrases(v.case, ZONE, messages("en"))
    told = set[str]()
    first = [s.text for s in hanging(incident, period, phrases, told)]
    again = [s.text for s in hanging(incident, period, phrases, told)]
    assert sum("a map" in text for text in first) == 2 and "does not mean that it was affected" in first[-1]
    assert again == [
        "By the network described in the case, the pipe and the port hang on the mill, by the way told above.",
        first[-1],
    ]
