"""Knock-on effects by the network of the case: what an incident's accounts name of it, what hangs on that, and what
they say became of which node. Nothing is taken to be affected because something it hangs on was."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

from trucewatch.assess.ledgerbook import LedgerBook, holds
from trucewatch.assess.ledgerbook import shipped as shipped_book
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Incident
from trucewatch.records.knockon import Concern, ConcernState, Hanging, KnockOn
from trucewatch.records.network import Network, Node, NodeKind
from trucewatch.values.vocabularies import Kind, Modality, Polarity

_EFFECTS = frozenset({Kind.OUTAGE, Kind.DAMAGE, Kind.DISPLACEMENT})
_ACTS = frozenset({Kind.ATTACK, Kind.CLASH, Kind.DAMAGE})


def knock_ons(
    incidents: Sequence[Incident], claims: Mapping[str, Claim], network: Network | None, book: LedgerBook | None = None
) -> tuple[KnockOn, ...]:
    """One for each incident whose accounts name something of the network, in the order of ``incidents``."""
    if network is None:
        return ()
    book = book or shipped_book()
    beneath = _beneath(network)
    found = (_of_incident(i, claims, network, beneath, book) for i in incidents)
    return tuple(k for k in found if k is not None)


def _of_incident(
    incident: Incident,
    claims: Mapping[str, Claim],
    network: Network,
    beneath: Mapping[str, tuple[str, ...]],
    book: LedgerBook,
) -> KnockOn | None:
    ids = (*incident.claims, *incident.denials, *incident.mentions)
    said = [claims[c] for c in ids if c in claims]
    struck, by = _struck(incident, said, network)
    hanging = tuple(_hanging(struck, beneath))
    reached = [*struck, *(h.node for h in hanging)]
    told = tuple(c for claim in said for c in _told(claim, network, reached, struck, book))
    if not struck and not told:
        return None
    return derived_from(
        KnockOn,
        incident.id,
        incident=incident.id,
        network=network.id,
        struck=tuple(struck),
        hanging=hanging,
        told=told,
        claims=tuple(dict.fromkeys((*by, *(c.claim for c in told)))),
        rule="knock-on/named",
    )


def _struck(incident: Incident, said: Sequence[Claim], network: Network) -> tuple[list[str], list[str]]:
    """The nodes that are named as the target or place of an act that is said to have happened, and the claims that name
    them. A service is not struck, it is lost."""
    nodes: dict[str, None] = {}
    by: dict[str, None] = {}
    things = [n for n in network.nodes if n.kind is not NodeKind.SERVICE]
    for claim in said:
        if claim.kind not in _ACTS or claim.modality is not Modality.ACTUAL or claim.id not in incident.claims:
            continue
        for node in things:
            if _is_target(claim, node):
                nodes[node.code], by[claim.id] = None, None
    return list(nodes), list(by)


def _is_target(claim: Claim, node: Node) -> bool:
    """A name of the node stands in the target or a place, or target and place have its words between them: "the gas
    distribution station at Svatove" is the Svatove gas distribution station."""
    target = claim.target.text if claim.target and claim.target.text else ""
    places = [n for p in claim.places for n in (p.text, p.name) if n]
    names = (node.name, *node.aliases)
    if any(holds(text, names) for text in (target, *places)):
        return True
    of_target = set(target.casefold().split())
    said = of_target.union(*(p.casefold().split() for p in places))
    words = (name.casefold().split() for name in names)
    return any(len(w) > 1 and w[-1] in of_target and said.issuperset(w) for w in words)


def _beneath(network: Network) -> Mapping[str, tuple[str, ...]]:
    out: dict[str, list[str]] = defaultdict(list)
    for edge in network.edges:
        out[edge.origin].append(edge.to)
    return {code: tuple(sorted(set(found))) for code, found in out.items()}


def _hanging(struck: Sequence[str], beneath: Mapping[str, tuple[str, ...]]) -> Iterator[Hanging]:
    """Breadth first, so that the shortest way is the one given; a ring in the network ends where it began."""
    seen: set[str] = set(struck)
    todo: deque[tuple[str, tuple[str, ...]]] = deque((s, (s,)) for s in struck)
    while todo:
        at, way = todo.popleft()
        for code in beneath.get(at, ()):
            if code not in seen:
                seen.add(code)
                yield Hanging(node=code, by_way_of=way)
                todo.append((code, (*way, code)))


def _told(
    claim: Claim, network: Network, reached: Sequence[str], struck: Sequence[str], book: LedgerBook
) -> Iterator[Concern]:
    """What a claim of an effect says of which node: one that it names; else the only one reached whose kind of thing it
    speaks of ("supplies to the pipeline could fall")."""
    if claim.kind not in _EFFECTS:
        return
    named = [(n, w) for n in network.nodes if (w := _naming(claim.quote, n))]
    if not named:
        near = [n for n in network.nodes if n.code in reached and n.code not in struck]
        alike = [(n, w) for n in near if (w := n.name.split()[-1]) and holds(claim.quote, (w,))]
        named = alike if len(alike) == 1 else []
    for node, words in named:
        if node.code in struck and claim.kind is Kind.DAMAGE:
            continue  # that is the strike itself
        yield Concern(node=node.code, state=_state(claim, book), claim=claim.id, words=words)


def _naming(quote: str, node: Node) -> str | None:
    return next((name for name in (node.name, *node.aliases) if holds(quote, (name,))), None)


def _state(claim: Claim, book: LedgerBook) -> ConcernState:
    if claim.modality is not Modality.ACTUAL:
        return ConcernState.POSSIBLE
    if holds(claim.quote, book.restored):
        return ConcernState.RESTORED
    if claim.polarity is Polarity.NEGATED or holds(claim.quote, book.stable):
        return ConcernState.STABLE
    return ConcernState.AFFECTED
