"""Clustering one connected component of linked tellings, under the bars and what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trucewatch.link.accounts import Account
from trucewatch.link.cluster import Clusters, Link
from trucewatch.link.decided import Decided
from trucewatch.link.frames import Frame, apart
from trucewatch.link.pairs import Pair
from trucewatch.link.plan import Plan
from trucewatch.link.tellings import ALWAYS

_REPRINTED = ALWAYS // 10


@dataclass(frozen=True, slots=True)
class Group:
    """Tellings of one event by number, in their order, and what holds them together."""

    members: tuple[int, ...]
    why: tuple[str, ...] = ()


def clustered(
    members: Sequence[int],
    accounts: Mapping[int, Account],
    pairs: Iterable[Pair],
    *,
    twins: Iterable[tuple[int, int]],
    bars: Iterable[tuple[int, int]],
    verdicts: Decided,
    plan: Plan,
) -> tuple[Group, ...]:
    """The groups of one component. ``members`` in their order; ``bars``: events of one report that are not one."""
    at = {n: i for i, n in enumerate(members)}
    if len(at) == 1:
        return (Group(tuple(members), accounts[members[0]].why),)
    of = {c.id: i for n, i in at.items() for c in accounts[n].claims} if verdicts.touched else {}
    different = [(of[c], of[d]) for c, d in verdicts.different_among(of) if of[c] != of[d]]
    frames = {i: accounts[n].frame for n, i in at.items()}
    nodes = Clusters(at.values(), different, frames=frames, apart=apart)
    for c, d, decision in verdicts.same_among(of):
        x, y = sorted((of[c], of[d]))
        nodes.join(Link(x, y, ALWAYS, f"{c} ~ {d}: decision {decision}: the same event"), bounded=False)
    pinned = {of[c] for c in verdicts.pinned if c in of}
    links, barred = [], [(at[a], at[b]) for a, b in bars]
    for pair in pairs:
        x, y = sorted((at[pair.a], at[pair.b]))
        if pair.barred:
            barred.append((x, y))
        elif not pinned & {x, y}:
            links.append(Link(x, y, pair.weight, _reason(accounts[members[x]], accounts[members[y]], pair, plan)))
    for a, b in twins:
        x, y = sorted((at[a], at[b]))
        if not pinned & {x, y}:
            names = f"{accounts[members[x]].name} ~ {accounts[members[y]].name}"
            links.append(Link(x, y, _REPRINTED, f"{names}: same words in a reprint"))
    nodes.bar(barred)
    nodes.join_all(links)
    return tuple(_groups(nodes, members, accounts))


def _groups(nodes: Clusters[Frame], members: Sequence[int], accounts: Mapping[int, Account]) -> Iterable[Group]:
    groups = nodes.groups()
    first_of = {n: group[0] for group in groups for n in group}
    why: dict[int, list[str]] = defaultdict(list)
    for group in groups:
        why[group[0]] += [reason for n in group for reason in accounts[members[n]].why]
    for used in nodes.used:
        why[first_of[used.a]].append(used.reason)
    return [Group(tuple(members[n] for n in group), tuple(why[group[0]])) for group in groups]


def _reason(a: Account, b: Account, pair: Pair, plan: Plan) -> str:
    return f"{a.name} ~ {b.name}: across-reports {pair.weight / 1000:+.2f}: {plan.told(pair.levels)}"
