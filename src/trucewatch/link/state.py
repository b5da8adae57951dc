"""The linker at work: what is known of every report, which tellings are linked, and the groups that come of it.

A report that is added is told on its own, held against the tellings that share a blocking key with it, and then only
the connected components that its links touch are clustered anew. Clustering never looks beyond a component, so adding
reports one by one ends where linking all of them at once does.

Of a telling an account and a row of numbers are kept, and an incident is made when it is asked for: so a million
claims take little more memory than the claims themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from trucewatch.link.accounts import Account, account
from trucewatch.link.attach import Loose
from trucewatch.link.backend import Backend
from trucewatch.link.blocking import key_table, keys
from trucewatch.link.components import Components
from trucewatch.link.decided import Decided
from trucewatch.link.foundby import FoundBy
from trucewatch.link.groups import Group, clustered
from trucewatch.link.incidents import incident
from trucewatch.link.known import Known
from trucewatch.link.pairs import Kept, Pair, compared
from trucewatch.link.parameters import LinkParameters
from trucewatch.link.resolve import resolve
from trucewatch.link.rows import table
from trucewatch.link.tellings import Telling, tell
from trucewatch.link.twins import Twins
from trucewatch.link.units import OrderKey, build, in_order, linked, order_key
from trucewatch.link.voices import Voices
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.values.sweeping import Unswept

_CHUNK = 10_000  # tellings that are made into a table at a time


class Linking:
    """Incidents that grow as reports are added. What people decided holds for the life of the object."""

    def __init__(self, params: LinkParameters, decided: Decided, backend: Backend) -> None:
        self._params, self._decided, self._backend = params, decided, backend
        self._reports: dict[str, Report] = {}
        self._voices = Voices.of(self._reports, params.outlets)
        self._arrived: dict[str, int] = {}
        self._numbers: dict[str, int] = {}  # of reports, for the rows
        self._accounts: dict[int, Account] = {}
        self._number_of: dict[str, int] = {}  # claims that people decided on → telling
        self._known = Known()
        self._pairs = Kept(len(params.plan.model.comparisons))
        self._components = Components()
        self._twins = Twins()
        self._reprints: dict[int, list[int]] = defaultdict(list)
        self._bars: dict[int, list[int]] = defaultdict(list)  # between events of one report
        self._loose = Loose(params.rules, params.plan.weights.link_at)
        self._groups: dict[int, Group] = {}  # by first member
        self._group_of: dict[int, int] = {}
        self._found: FoundBy | None = None

    def add(
        self,
        claims: Iterable[Claim],
        reports: Mapping[str, Report],
        arrived: Mapping[str, int],
        *,
        last: bool = False,
        keep: bool = False,
    ) -> Iterator[Incident]:
        """Add reports that are not known yet, each with all its claims; the incidents that this made or changed.

        ``arrived``: claim id → its place in the ledger, where there is one. The incidents are made as they are taken,
        and are those of now: take them before more is added. ``last``: nothing will be added after this, so that what
        is kept for it is let go; ``keep``: but for what finds it (``found_by``). Raises ValueError for a report that is
        linked already.
        """
        by_report: dict[str, list[Claim]] = defaultdict(list)
        for c in claims:
            if linked(c):
                by_report[c.report].append(c)
        if known := sorted(by_report.keys() & self._numbers.keys()):
            raise ValueError(f"report {known[0]} is linked already: a report is added once, with all its claims")
        with Unswept():
            new = self._told(by_report, reports, arrived)
            if last:
                self._found = self._found_by(new) if keep else None
                self._known, self._twins = Known(), Twins()
            return map(self._incident, self._settle(new))

    def incidents(self) -> Iterator[Incident]:
        """All incidents, in the order of their first accounts."""
        return map(self._incident, sorted(self._groups, key=self._order))

    @property
    def found_by(self) -> FoundBy | None:
        """By which keys all reports are found, where that was asked for."""
        return self._found

    def _found_by(self, tellings: Iterable[int]) -> FoundBy:
        """By which keys the reports of these tellings are found."""
        numbers = np.fromiter(tellings, np.int64)
        keys, reports, lies = self._known.keyed(numbers)
        wanted = set(numbers.tolist())
        twins = [(key, n) for key, n in self._twins.keyed() if n in wanted]
        said = np.array([key for key, _ in twins], np.int64)
        of = [self._numbers[self._accounts[n].claims[0].report] for _, n in twins]
        codes = np.concatenate([reports * 2 + lies, np.array(of, np.int64) * 2]).astype(np.int32)
        return FoundBy.of(np.concatenate([keys, said]), codes, tuple(self._numbers))

    # --- telling and comparing --------------------------------------------------------------------------------------

    def _told(
        self, by_report: Mapping[str, Sequence[Claim]], reports: Mapping[str, Report], arrived: Mapping[str, int]
    ) -> range:
        """Take in the claims and hold them against all others; the numbers of their tellings."""
        first = len(self._accounts)
        steps = (t for rid in sorted(by_report) for t in self._tell(rid, by_report[rid], reports.get(rid), arrived))
        while part := list(islice(steps, _CHUNK)):
            self._keep(part)
        new = range(first, len(self._accounts))
        self._compare(new)
        return new

    def _tell(
        self, rid: str, claims: Sequence[Claim], report: Report | None, arrived: Mapping[str, int]
    ) -> Iterator[tuple[int, int, Telling]]:
        """The tellings of one report, each with its number and the report's."""
        number = self._numbers[rid] = len(self._numbers)
        if report is not None:
            self._reports[rid] = report
        self._arrived.update((c.id, arrived[c.id]) for c in claims if c.id in arrived)
        rules = self._params.rules
        ordered = in_order([resolve(c, self._params) for c in claims], self._reports)
        told = tell(build(ordered, report, self._params.zone, rules), self._decided, rules)
        first = len(self._accounts)
        for a, b in told.bars:
            self._bars[first + a].append(first + b)
        numbered = list(enumerate((*told.events, *told.loose), start=first))
        self._components.grow(first + len(numbered))
        for n, telling in numbered:
            self._accounts[n] = account(telling, rules, self._params.zone)
            self._number_of.update((u.claim.id, n) for u in telling.units if u.claim.id in self._decided.touched)
        events = dict(numbered[: len(told.events)])
        for n, denial in numbered[len(events) :]:
            self._loose.add(n, denial.units[0], events)
        for a, b in self._twins.add(events, self._accounts, self._reports, rules):
            self._reprints[a].append(b)
            self._components.join(a, b)
        return ((n, number, telling) for n, telling in numbered)

    def _keep(self, told: Sequence[tuple[int, int, Telling]]) -> None:
        rules = self._params.rules
        self._known.add(table(told, rules), key_table((n, keys(t, rules)) for n, _, t in told))

    def _compare(self, new: range) -> None:
        """Hold new tellings against all that may be of one event with them, and note which are linked."""
        for asked in self._known.asked(new):
            rows, found, fresh, here = asked
            kept = self._pairs.add(compared(self._backend, self._params.plan, rows, found, fresh=fresh, here=here))
            linked = kept[~kept["barred"]]
            for a, b, weight in zip(linked["a"].tolist(), linked["b"].tolist(), linked["weight"].tolist(), strict=True):
                self._note(a, b, weight)
        for a, b, _ in self._decided.same:
            x, y = self._number_of.get(a), self._number_of.get(b)
            if x is not None and y is not None and (x in new or y in new):
                self._agree(x, y)

    def _note(self, a: int, b: int, weight: int) -> None:
        if a in self._loose:
            self._loose.near(a, b, weight)
        elif b in self._loose:
            self._loose.near(b, a, weight)
        else:
            self._components.join(a, b)

    def _agree(self, a: int, b: int) -> None:
        """People decided that two tellings are of one event."""
        if a in self._loose and b not in self._loose:
            self._loose.fix(a, b)
        elif b in self._loose and a not in self._loose:
            self._loose.fix(b, a)
        elif a not in self._loose:
            self._components.join(a, b)

    # --- clustering -------------------------------------------------------------------------------------------------

    def _settle(self, new: range) -> list[int]:
        """Cluster the components that new tellings touch; the first members of the groups made or changed."""
        touched = self._components.of(n for n in new if n not in self._loose)
        of = np.full(len(self._accounts), -1, np.int32)
        for root, members in touched.items():
            of[members] = root
        for first in {self._group_of[n] for members in touched.values() for n in members if n in self._group_of}:
            del self._groups[first]
        several = self._pairs.within(of)
        changed = {first for root, near in several for first in self._clustered(touched.pop(root), near)}
        changed |= {first for members in touched.values() for first in self._clustered(members, ())}
        whole = {n for first in changed for n in self._groups[first].members}
        changed |= self._loose.settle(whole, new, self._groups, self._group_of, self._accounts, self._decided)
        return sorted(changed, key=self._order)

    def _clustered(self, component: Sequence[int], near: Iterable[Pair]) -> list[int]:
        """Make the groups of one component; their first members."""
        members = sorted(component, key=self._order)
        inside = set(members)
        made = clustered(
            members,
            self._accounts,
            near,
            twins=[(a, b) for a in members for b in self._reprints.get(a, ())],
            bars=[(a, b) for a in members for b in self._bars.get(a, ()) if b in inside],
            verdicts=self._decided,
            plan=self._params.plan,
        )
        for group in made:
            self._groups[group.members[0]] = group
            self._group_of.update(dict.fromkeys(group.members, group.members[0]))
        return [group.members[0] for group in made]

    def _order(self, n: int) -> OrderKey:
        return self._claim_order(self._accounts[n].claims[0])

    def _claim_order(self, claim: Claim) -> OrderKey:
        return order_key(claim, self._reports.get(claim.report))

    def _incident(self, first: int, loose: Collection[int] | None = None) -> Incident:
        """The incident of a group. ``loose``: what hangs on it, where that is not what was settled here."""
        group, hangs = self._groups[first], self._loose.of(first) if loose is None else loose
        accounts = [self._accounts[n] for n in group.members]
        return incident(
            sorted((c for a in accounts for c in a.claims), key=self._claim_order),
            sorted((self._accounts[n].claims[0] for n in hangs), key=self._claim_order),
            group.why,
            total=any(a.total for a in accounts),
            voices=self._voices,
            arrived=self._arrived,
            rules=self._params.rules,
        )
