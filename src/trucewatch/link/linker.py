"""The link stage: claims to incidents.

First the claims of one report are grouped into the events it tells of, then the events of different reports are held
against each other. What people decided comes before both and is never overruled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from trucewatch.link.attach import attached
from trucewatch.link.block import Blocks, Group
from trucewatch.link.cluster import Clusters, Link
from trucewatch.link.compare import across, within
from trucewatch.link.decided import Decided, decided
from trucewatch.link.incidents import incident
from trucewatch.link.origins import text_origins
from trucewatch.link.parameters import LinkParameters
from trucewatch.link.resolve import resolve
from trucewatch.link.rules import Rules
from trucewatch.link.units import Unit, build, founds, in_order, twins
from trucewatch.link.voices import Voices
from trucewatch.records.claim import Claim
from trucewatch.records.decision import Decision
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.values.vocabularies import GROUPED_KINDS

_ALWAYS = 10**6  # points of what people decided, and of the same words in a reprint


def link(
    claims: Sequence[Claim], reports: Mapping[str, Report], decisions: Sequence[Decision], params: LinkParameters
) -> tuple[Incident, ...]:
    """Incidents of the claims, in the order of their founding claims.

    ``reports`` by id; a claim whose report is missing is linked by what it says itself. The result is the same for
    every order of the inputs. Never raises for what claims say.
    """
    grouped = [resolve(c, params) for c in claims if c.kind in GROUPED_KINDS]
    units = build(in_order(grouped, reports), reports, params.zone, params.rules)
    origin = text_origins({c.report: reports[c.report] for c in grouped if c.report in reports}, params.rules)
    verdicts = decided(decisions)
    voices = Voices.of(reports, params.outlets)
    founding, why = _events(units, origin, verdicts, params.rules)
    denials = attached(units, founding, verdicts, params.rules)
    return tuple(
        incident(
            tuple(units[i] for i in members),
            tuple(units[i] for i in denials.get(members[0], ())),
            why.get(members[0], ()),
            voices=voices,
            text_origin=origin,
            rules=params.rules,
        )
        for members in founding
    )


def _events(
    units: Sequence[Unit], origin: Mapping[str, str], verdicts: Decided, rules: Rules
) -> tuple[tuple[tuple[int, ...], ...], dict[int, tuple[str, ...]]]:
    """The groups of units that found incidents, and by first member the reasons that hold each together."""
    seeds = [u for u in units if founds(u.claim)]
    number = {u.claim.id: u.at for u in seeds}
    twin = twins(seeds, origin)
    nodes = Clusters(number.values(), [(number[a], number[b]) for a, b in verdicts.different if {a, b} <= set(number)])
    for a, b, decision in verdicts.same:
        if {a, b} <= set(number):
            first, second = sorted((number[a], number[b]))
            nodes.join(Link(first, second, _ALWAYS, f"decision {decision}: the same event"))
    nodes.join_all(Link(twin[n], n, _ALWAYS, "same words in a reprint") for n in sorted(twin) if twin[n] != n)
    _within_reports(nodes, seeds, rules)
    _across_reports(nodes, units, rules)
    groups = nodes.groups()
    first_of = {n: group[0] for group in groups for n in group}
    why: dict[int, list[str]] = defaultdict(list)
    for used in nodes.used:
        why[first_of[used.a]].append(f"{units[used.a].claim.id} ~ {units[used.b].claim.id}: {used.reason}")
    return groups, {first: tuple(reasons) for first, reasons in why.items()}


def _within_reports(nodes: Clusters, seeds: Sequence[Unit], rules: Rules) -> None:
    """Group the claims of each report into the events that it tells of."""
    by_report: dict[str, list[Unit]] = defaultdict(list)
    for u in seeds:
        by_report[u.claim.report].append(u)
    links, bars = [], []
    for told in by_report.values():
        acts = {u.sentence for u in told if u.claim.kind not in rules.consequences}
        for a, b in combinations(told, 2):
            c = within(a, b, rules, led=b.sentence in acts)
            if c.against:
                bars.append((a.at, b.at))
            elif c.points >= rules.within_report["link_at"]:
                links.append(Link(a.at, b.at, c.points, f"within-report {c.points}: {', '.join(c.reasons)}"))
    nodes.bar(bars)
    nodes.join_all(links)


def _across_reports(nodes: Clusters, units: Sequence[Unit], rules: Rules) -> None:
    """Hold the events of different reports against each other."""
    told: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    for first, *rest in nodes.groups():
        for n in (first, *rest):
            told[first, units[n].claim.report].append(units[n])
    groups = [_lent(told[key]) for key in sorted(told)]
    links, bars = [], []
    for i, j in Blocks(groups, rules).pairs():
        if nodes.together(groups[i][0].at, groups[j][0].at):
            continue
        link_of, barred = _best(groups[i], groups[j], rules)
        bars += [barred] if barred else []
        links += [link_of] if link_of and not barred else []
    nodes.bar(bars)
    nodes.join_all(links)


def _best(a: Group, b: Group, rules: Rules) -> tuple[Link | None, tuple[int, int] | None]:
    """The strongest link between two events, or the bar between them."""
    best: Link | None = None
    for x in a:
        for y in b:
            c = across(x, y, rules)
            if c.against:
                return None, (x.at, y.at)
            if c.points >= rules.across_reports["link_at"] and (best is None or c.points > best.points):
                first, second = sorted((x.at, y.at))
                best = Link(first, second, c.points, f"across-reports {c.points}: {', '.join(c.reasons)}")
    return best, None


def _lent(group: Sequence[Unit]) -> Group:
    """The units of an event, each with the event's place and time where it states none itself."""
    fine = tuple(dict.fromkeys(s for u in group for s in u.spots if not s.wide))
    spots = fine or tuple(dict.fromkeys(s for u in group for s in u.spots))
    timed = [u for u in group if u.days]
    when = min(timed, key=lambda u: (u.days[1] - u.days[0], u.at)) if timed else None  # type: ignore[index]
    total = any(u.total for u in group)
    return tuple(
        replace(u, spots=u.spots or spots, days=u.days or (when.days if when else None), total=total or u.total)
        for u in group
    )
