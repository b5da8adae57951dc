"""The linker at work: what is known of every report, which tellings are linked, and the incidents that come of it.

A report that is added is told on its own, held against the tellings that share a blocking key with it, and then only
the connected components that its links touch are clustered anew. Clustering never looks beyond a component, so adding
reports one by one ends where linking all of them at once does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import pyarrow as pa

from trucewatch.link.attach import Loose
from trucewatch.link.backend import Backend
from trucewatch.link.decided import Decided
from trucewatch.link.groups import Group, clustered
from trucewatch.link.incidents import incident
from trucewatch.link.index import KeyIndex
from trucewatch.link.pairs import Pair, compared, pairs
from trucewatch.link.parameters import LinkParameters
from trucewatch.link.resolve import resolve
from trucewatch.link.rows import key_table, keys, table
from trucewatch.link.tellings import Telling, tell
from trucewatch.link.twins import Twins
from trucewatch.link.units import OrderKey, build, in_order, order_key
from trucewatch.link.voices import Voices
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.values.vocabularies import GROUPED_KINDS

_CHUNK = 20_000  # tellings that are made into a table at a time


class Linking:
    """Incidents that grow as reports are added. What people decided holds for the life of the object."""

    def __init__(self, params: LinkParameters, decided: Decided, backend: Backend) -> None:
        self._params, self._decided, self._backend = params, decided, backend
        self._reports: dict[str, Report] = {}
        self._voices = Voices.of(self._reports, params.outlets)
        self._arrived: dict[str, int] = {}
        self._numbers: dict[str, int] = {}  # of reports, for the rows
        self._tellings: dict[int, Telling] = {}
        self._number_of: dict[str, int] = {}  # claims that people decided on → telling
        self._index = KeyIndex()
        self._twins = Twins()
        self._reprints: dict[int, set[int]] = defaultdict(set)
        self._bars: dict[int, set[int]] = defaultdict(set)  # between events of one report
        self._linked: dict[int, set[int]] = defaultdict(set)
        self._loose = Loose(params.rules)
        self._groups: dict[int, Group] = {}  # by first member
        self._group_of: dict[int, int] = {}
        self._incidents: dict[int, Incident] = {}

    def add(
        self, claims: Iterable[Claim], reports: Mapping[str, Report], arrived: Mapping[str, int]
    ) -> tuple[Incident, ...]:
        """Add reports that are not known yet, each with all its claims; the incidents that this made or changed.

        ``arrived``: claim id → its place in the ledger, where there is one.
        """
        by_report: dict[str, list[Claim]] = defaultdict(list)
        for c in claims:
            if c.kind in GROUPED_KINDS:
                by_report[c.report].append(c)
        new = [n for rid in sorted(by_report) for n in self._tell(rid, by_report[rid], reports.get(rid), arrived)]
        answer = self._compare(new)
        return tuple(self._incidents[n] for n in self._settle(new, answer))

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, in the order of their first accounts."""
        return tuple(self._incidents[n] for n in sorted(self._incidents, key=self._order))

    # --- telling and comparing --------------------------------------------------------------------------------------

    def _tell(
        self, rid: str, claims: Sequence[Claim], report: Report | None, arrived: Mapping[str, int]
    ) -> Iterator[int]:
        if rid in self._numbers:
            raise ValueError(f"report {rid} is linked already: a report is added once, with all its claims")
        self._numbers[rid] = len(self._numbers)
        if report is not None:
            self._reports[rid] = report
        self._arrived.update((c.id, arrived[c.id]) for c in claims if c.id in arrived)
        rules = self._params.rules
        ordered = in_order([resolve(c, self._params) for c in claims], self._reports)
        told = tell(build(ordered, report, self._params.zone, rules), self._decided, rules)
        first = len(self._tellings)
        for a, b in told.bars:
            self._bars[first + a].add(first + b)
        for n, telling in enumerate((*told.events, *told.loose), start=first):
            self._tellings[n] = telling
            self._number_of.update((u.claim.id, n) for u in telling.units if u.claim.id in self._decided.touched)
            yield n
        events = dict(enumerate(told.events, start=first))
        for n, denial in enumerate(told.loose, start=first + len(events)):
            self._loose.add(n, denial.units[0], events)
        for a, b in self._twins.add(events, self._reports, rules):
            self._reprints[a].add(b)
            self._join(a, b)

    def _compare(self, new: Sequence[int]) -> pa.Table:
        """Hold new tellings against all that may be of one event with them, and note which are linked."""
        rules = self._params.rules
        chunks = [new[i : i + _CHUNK] for i in range(0, len(new), _CHUNK)]
        made = (key_table((n, keys(self._tellings[n], rules)) for n in part) for part in chunks or [()])
        mine = pa.concat_tables(made)
        known = self._index.near(mine)
        self._index.add(mine)
        near = set(known.column("id").to_pylist())
        answer = self._asked(sorted({*new, *near}), set(new), pa.concat_tables([mine, known]))
        for pair in pairs(answer):
            if not pair.barred:
                self._note(pair)
        fresh = set(new)
        for a, b, _ in self._decided.same:
            x, y = self._number_of.get(a), self._number_of.get(b)
            if x is not None and y is not None and {x, y} & fresh:
                self._agree(x, y)
        return answer

    def _asked(self, numbers: Sequence[int], fresh: Collection[int], found: pa.Table) -> pa.Table:
        numbered = [(n, self._numbers[self._tellings[n].report], n in fresh, self._tellings[n]) for n in numbers]
        chunks = [numbered[i : i + _CHUNK] for i in range(0, len(numbered), _CHUNK)]
        rows = pa.concat_tables([table(part, self._params.rules) for part in chunks or [[]]])
        return compared(self._backend, self._params.plan, rows, found)

    def _note(self, pair: Pair) -> None:
        if pair.a in self._loose:
            self._loose.near(pair.a, pair.b, pair.weight)
        elif pair.b in self._loose:
            self._loose.near(pair.b, pair.a, pair.weight)
        else:
            self._join(pair.a, pair.b)

    def _agree(self, a: int, b: int) -> None:
        """People decided that two tellings are of one event."""
        if a in self._loose and b not in self._loose:
            self._loose.fix(a, b)
        elif b in self._loose and a not in self._loose:
            self._loose.fix(b, a)
        elif a not in self._loose:
            self._join(a, b)

    def _join(self, a: int, b: int) -> None:
        if a != b:
            self._linked[a].add(b)
            self._linked[b].add(a)

    # --- clustering -------------------------------------------------------------------------------------------------

    def _settle(self, new: Sequence[int], answer: pa.Table) -> list[int]:
        """Cluster the components that new tellings touch; the first members of the groups made or changed."""
        fresh = set(new)
        component = self._components(n for n in new if n not in self._loose)
        grown = {root for n, root in component.items() if n not in fresh}
        again = sorted(n for n, root in component.items() if root in grown)
        near: dict[int, list[Pair]] = defaultdict(list)
        for pair in chain(pairs(answer), pairs(self._rescored(again)) if grown else ()):
            root = component.get(pair.a)
            if root is not None and root == component.get(pair.b):
                near[root].append(pair)
        members: dict[int, list[int]] = defaultdict(list)
        for n, root in component.items():
            members[root].append(n)
        gone = {self._group_of[n] for n in again if n in self._group_of}
        for first in gone:
            del self._groups[first], self._incidents[first]
        made = [g for root in members for g in self._clustered(members[root], set(near.pop(root, ())))]
        for group in made:
            self._groups[group.members[0]] = group
            self._group_of.update((n, group.members[0]) for n in group.members)
        changed = {g.members[0] for g in made} | self._loose.settle(
            {n for g in made for n in g.members}, fresh, self._groups, self._group_of, self._tellings, self._decided
        )
        for first in changed:
            self._incidents[first] = self._incident(first)
        return sorted(changed, key=self._order)

    def _rescored(self, members: Sequence[int]) -> pa.Table:
        found = key_table((n, keys(self._tellings[n], self._params.rules)) for n in members)
        return self._asked(members, set(members), found)

    def _components(self, seeds: Iterable[int]) -> dict[int, int]:
        """Telling → the number of its component, for all that can be reached from the seeds."""
        component: dict[int, int] = {}
        for seed in seeds:
            if seed in component:
                continue
            component[seed] = seed
            stack = [seed]
            while stack:
                for n in self._linked.get(stack.pop(), ()):
                    if n not in component:
                        component[n] = seed
                        stack.append(n)
        return component

    def _clustered(self, members: list[int], near: Collection[Pair]) -> tuple[Group, ...]:
        members.sort(key=self._order)
        inside = set(members)
        return clustered(
            members,
            self._tellings,
            near,
            twins=[(a, b) for a in members for b in self._reprints.get(a, ())],
            bars=[(a, b) for a in members for b in self._bars.get(a, ()) if b in inside],
            verdicts=self._decided,
            plan=self._params.plan,
            rules=self._params.rules,
            zone=self._params.zone,
        )

    def _order(self, n: int) -> OrderKey:
        claim = self._tellings[n].units[0].claim
        return order_key(claim, self._reports.get(claim.report))

    def _incident(self, first: int) -> Incident:
        group = self._groups[first]
        units = sorted(
            (u for n in group.members for u in self._tellings[n].units),
            key=lambda u: order_key(u.claim, self._reports.get(u.claim.report)),
        )
        others = sorted(
            (self._tellings[n].units[0] for n in self._loose.of(first)),
            key=lambda u: order_key(u.claim, self._reports.get(u.claim.report)),
        )
        return incident(units, others, group.why, voices=self._voices, arrived=self._arrived, rules=self._params.rules)
