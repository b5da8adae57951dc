"""What hangs on what an incident struck, by the network of the case, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from trucewatch.records import Edge, Incident, KnockOn, Network, Sentence
from trucewatch.tell.denials import words_of
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import sentence


def hanging(incident: Incident, period: Period, phrases: Phrases, told: set[str]) -> list[Sentence]:
    """What hangs on what the incident's accounts name as struck, each edge with its source, and what they say of it.
    ``told``: the facilities of which the edition has told what hangs on them, which is not told again; it is added to.
    """
    network = period.view.network
    mine = [k for k in period.view.knock_ons.values() if k.incident == incident.id]
    if network is None or not mine or incident.id in period.cut:
        return []
    found = [s for k in mine for s in (*_hangs(k, network, phrases, told), *_told(k, network, period, phrases))]
    if any(k.hanging for k in mine):
        found.append(sentence(phrases.messages.say("network.infers_nothing"), [network.id]))
    return found


def _hangs(knock_on: KnockOn, network: Network, phrases: Phrases, told: set[str]) -> Iterator[Sentence]:
    say, by_struck = phrases.messages.say, dict[str, list[str]]()
    for reached in knock_on.hanging:
        by_struck.setdefault(reached.by_way_of[0], []).append(reached.node)
    for struck in [s for s in by_struck if s in told]:
        names = phrases.messages.listed(name_of(node, network) for node in by_struck[struck])
        text = say("network.again", nodes=names, struck=name_of(struck, network))
        yield sentence(text, [*knock_on.claims, knock_on.id, network.id])
    for reached in (r for r in knock_on.hanging if r.by_way_of[0] not in told):
        way = say("list.semicolon").join(_way((*reached.by_way_of, reached.node), network, phrases))
        text = say(
            "network.hangs", node=name_of(reached.node, network), struck=name_of(reached.by_way_of[0], network), way=way
        )
        yield sentence(text, [*knock_on.claims, knock_on.id, network.id])
    told.update(by_struck)


def _told(knock_on: KnockOn, network: Network, period: Period, phrases: Phrases) -> Iterator[Sentence]:
    say, claims = phrases.messages.say, period.view.claims
    for concern in knock_on.told:
        claim = claims[concern.claim]
        text = say(
            "network.told",
            node=name_of(concern.node, network),
            state=say(f"network.{concern.state.value}"),
            quote=words_of(claim, period.view.reports.get(claim.report)).text,
            voice=phrases.voices((period.voice(claim),)),
        )
        yield sentence(text, [claim.id, knock_on.id, network.id])


def _way(nodes: Sequence[str], network: Network, phrases: Phrases) -> Iterator[str]:
    for one, other in pairwise(nodes):
        yield from (_edge(e, network, phrases) for e in network.edges if (e.origin, e.to) == (one, other))


def _edge(edge: Edge, network: Network, phrases: Phrases) -> str:
    say = phrases.messages.say
    ends = {"from": name_of(edge.origin, network), "to": name_of(edge.to, network)}
    return say("network.step", relation=say(f"network.{edge.relation.value}"), source=edge.source, **ends)


def name_of(code: str, network: Network) -> str:
    """What a node is called."""
    node = network.node(code)
    return node.name if node else code
