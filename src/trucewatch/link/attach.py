"""Denials, mentions, claims seen by example alone: what found nothing, attached to the incident it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from trucewatch.link.accounts import Account
from trucewatch.link.compare import attackers, may_share_days, within
from trucewatch.link.decided import Decided
from trucewatch.link.groups import Group
from trucewatch.link.rules import Rules
from trucewatch.link.tellings import Telling
from trucewatch.link.units import Unit, answers, rejects_account, sweeping
from trucewatch.link.where import Nearness, nearness
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Kind, Polarity

_THERE = frozenset({Nearness.NESTED, Nearness.SAME_WIDE, Nearness.SAME_FINE})
_FIXED = 10**9
_FITS = -1  # actor, place and time of what is denied fit, and no more


def _covers(u: Unit, member: Unit, rules: Rules) -> bool:
    """Whether a denial of all attacks somewhere covers this one: told to be the denier's, there, at no other time."""
    if member.claim.kind is not Kind.ATTACK or nearness(u.spots, member.spots) not in _THERE:
        return False
    whose = attackers(u) or members(u.claim.source.party)
    return bool(attackers(member) & whose) and may_share_days(u, member, rules)


class Loose:
    """The claims that found nothing, by the number of their telling, each with the tellings that it may speak of.

    What the same report tells comes before what others tell: a denial denies what stands beside it. One that denies
    all attacks in several places, or any at all in one, speaks of every attack there.
    """

    def __init__(self, rules: Rules, link_at: int) -> None:
        self._rules, self._link_at = rules, link_at
        self._near: dict[int, dict[int, tuple[int, int, int]]] = {}
        self._waiting: dict[int, set[int]] = defaultdict(set)
        self._homes: dict[int, tuple[int, ...]] = {}
        self._sweeping: set[int] = set()
        self._eased: set[int] = set()  # access let through denies nothing
        self._held: dict[int, set[int]] = defaultdict(set)

    def __contains__(self, n: int) -> bool:
        return n in self._near

    def add(self, n: int, u: Unit, events: Mapping[int, Telling]) -> None:
        """Take in a claim with the events that its own report tells of."""
        self._near[n] = {}
        if u.claim.polarity is Polarity.NEGATED and u.claim.kind in self._rules.eased_when_negated:
            self._eased.add(n)
            return
        if sweeping(u, self._rules):
            self._sweeping.add(n)
        alone = len(events) == 1
        for at, event in events.items():
            points = max(self._points(u, member, alone) for member in event.units)
            if answers(u.claim):
                points = int(any(self._answered(u, member) for member in event.units))
            if n in self._sweeping and any(_covers(u, member, self._rules) for member in event.units):
                points = max(points, 1)
            if points > 0:
                gap = min(abs(m.claim.start - u.claim.start) for m in event.units)
                self._put(n, at, (1, points, -gap))

    def near(self, n: int, event: int, weight: int) -> None:
        """A telling of another report that the claim may speak of; below the weight that links it is one whose
        actor and place it denies."""
        if n not in self._eased:
            self._put(n, event, (0 if weight >= self._link_at else _FITS, weight, 0))

    def fix(self, n: int, event: int) -> None:
        """People decided that the claim speaks of this."""
        self._put(n, event, (_FIXED, 0, 0))

    def waiting(self, events: Collection[int]) -> set[int]:
        """The claims that may speak of one of these tellings."""
        return {n for event in events for n in self._waiting.get(event, ())}

    def near_of(self, claims: Iterable[int]) -> set[int]:
        """The tellings that one of these claims may speak of."""
        return {event for n in claims for event in self._near.get(n, ())}

    def homes(self, n: int) -> tuple[int, ...]:
        """The groups that a claim is attached to."""
        return self._homes.get(n, ())

    def of(self, first: int) -> Collection[int]:
        """The claims attached to a group."""
        return self._held.get(first, ())

    def settle(
        self,
        changed: Collection[int],
        fresh: Collection[int],
        groups: Mapping[int, Group],
        group_of: Mapping[int, int],
        accounts: Mapping[int, Account],
        verdicts: Decided,
    ) -> set[int]:
        """Find anew the homes of the claims that changed tellings concern; the groups that gain or lose one."""
        touched = {n for at in changed for n in self._waiting.get(at, ())} | {n for n in fresh if n in self._near}
        moved = set()
        for n in touched:
            before = self._homes.pop(n, ())
            self._homes[n] = after = self._found(n, groups, group_of, accounts, verdicts)
            for home in before:
                self._held[home].discard(n)
                moved |= {home} if home in groups else set()
            for home in after:
                self._held[home].add(n)
                moved.add(home)
        return moved

    def _found(
        self,
        n: int,
        groups: Mapping[int, Group],
        group_of: Mapping[int, int],
        accounts: Mapping[int, Account],
        verdicts: Decided,
    ) -> tuple[int, ...]:
        mine = accounts[n].name
        homes: set[int] = set()
        best: tuple[tuple[int, int, int], str] | None = None
        home = None
        for at, fit in self._near[n].items():
            first = group_of[at]
            others = (c.id for m in groups[first].members for c in accounts[m].claims)
            if fit[0] < _FIXED and verdicts.touched and any(verdicts.apart(mine, other) for other in others):
                continue
            homes.add(first)
            found = fit, accounts[at].name
            if best is not None and fit == best[0] and fit[0] == _FITS and first != home:
                home = None  # several fit as well: it is of none of them more than of another
            if best is None or fit > best[0] or (home is not None and found > best):
                best, home = found, first
        if n in self._sweeping and (best is None or best[0][0] < _FIXED):
            return tuple(sorted(homes))
        return () if home is None else (home,)

    def _put(self, n: int, event: int, fit: tuple[int, int, int]) -> None:
        known = self._near[n].get(event)
        self._near[n][event] = fit if known is None else max(known, fit)
        self._waiting[event].add(n)

    def _answered(self, u: Unit, member: Unit) -> bool:
        """Whether a side that rejects an accusation may mean this: an attack told right before and said to be its; or,
        who rejects an account, an attack as another side tells of it right before."""
        mine, theirs = members(u.claim.source.party), members(member.claim.source.party)
        answered = bool(attackers(member) & mine)
        if rejects_account(u.claim, self._rules):
            answered = bool(mine and theirs and not mine & theirs)
        if member.claim.kind is not Kind.ATTACK or not answered:
            return False
        if u.sentence is None or member.sentence is None or nearness(u.spots, member.spots) is Nearness.APART:
            return False
        return 0 < u.sentence - member.sentence <= self._rules.answered_within_sentences

    def _points(self, u: Unit, member: Unit, alone: bool) -> int:
        """Points above the threshold plus one; 0 where nothing links the two. ``alone``: its report tells of nothing
        else, so that an effect that is denied is one of that."""
        a, b = sorted((u, member), key=lambda x: x.at)
        c = within(a, b, self._rules, alone=alone)
        return 0 if c.against else max(0, c.points - self._rules.within_report["link_at"] + 1)
