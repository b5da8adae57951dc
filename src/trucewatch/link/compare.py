"""Comparison: what speaks for and against two accounts being of one event, field by field, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from trucewatch.link.rules import Rules
from trucewatch.link.text import jaccard
from trucewatch.link.units import Unit
from trucewatch.link.where import Nearness, nearness
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Kind, TargetClass

_PLACE = {Nearness.SAME_FINE: "same_fine_place", Nearness.SAME_WIDE: "same_wide_place", Nearness.NESTED: "nested_place"}
FURTHER = "the words open a further event"
_NOT_ATTACKERS = frozenset({Kind.INTERCEPTION})


@dataclass(frozen=True)
class Comparison:
    """``against``: the reason why the two can never be one, or None; ``points``: sum of the weights of ``reasons``."""

    against: str | None
    points: int = 0
    reasons: tuple[str, ...] = ()


_NO_LINK = Comparison(None)


def attackers(u: Unit) -> frozenset[str]:
    """The parties said to have done it. Who shot a weapon down is not who sent it, nor is a mediator a party."""
    named = u.claim.actor and u.claim.kind not in _NOT_ATTACKERS and not u.mediated
    return members(u.claim.actor.party) if u.claim.actor and named else frozenset()


def attacked(u: Unit) -> frozenset[str]:
    """The parties said to have been attacked."""
    of = u.claim.target.party if u.claim.target and u.claim.kind is Kind.ATTACK else None
    return members(of) if of else frozenset()


def _other_actors(a: Unit, b: Unit, near: Nearness) -> bool:
    """Both name an actor, not the same one, and it is not two sides blaming each other (or a third) for one event.

    It is blame where the two speak for different parties, neither owns up to the act, and the place is the same.
    """
    x, y = attackers(a), attackers(b)
    if not x or not y or x & y:
        return False
    sources = members(a.claim.source.party), members(b.claim.source.party)
    owned = sources[0] & x or sources[1] & y
    return bool(owned) or sources[0] == sources[1] or near not in _PLACE


def _class(a: TargetClass | None, b: TargetClass | None, rules: Rules) -> str | None:
    if a is None or b is None:
        return None
    if a == b:
        return None if a in rules.vague_classes else "same_class"
    if a.within(b) or b.within(a):
        return "alike_class"
    return None if a in rules.vague_classes or b in rules.vague_classes else "other_class"


def _other_times(a: Unit, b: Unit, rules: Rules) -> bool:
    return bool(a.days and b.days) and not _share_days(a, b, rules)


def may_share_days(a: Unit, b: Unit, rules: Rules) -> bool:
    """Whether nothing says that the two lie at other times."""
    return not _other_times(a, b, rules)


def _share_days(a: Unit, b: Unit, rules: Rules) -> bool:
    x, y = a.days, b.days
    if x is None or y is None or x[0] > y[1] or y[0] > x[1]:
        return False
    s, t = a.span, b.span
    if s is None or t is None:
        return True
    slack = timedelta(hours=rules.clock_slack_hours)
    return s[0] < t[1] + slack and t[0] < s[1] + slack


def _numbers(a: Unit, b: Unit) -> str | None:
    """Same or other numbers of the same thing; a bound that is open agrees with what it allows."""
    pairs = [(x, y) for x in a.claim.counts for y in b.claim.counts if x.what == y.what]
    if not pairs:
        return None
    if any((x.low, x.high) == (y.low, y.high) for x, y in pairs):
        return "same_numbers"
    tops = [(_top(a, what), _top(b, what)) for what in sorted({x.what for x, _ in pairs})]
    return "other_numbers" if all(max(t) > 2 * min(t) for t in tops) else None


def _top(u: Unit, what: object) -> float:
    return max(float(c.high or c.low or 0) for c in u.claim.counts if c.what == what)


def _kinds(a: Unit, b: Unit, rules: Rules, *, same_sentence: bool) -> bool:
    """Whether the two kinds can speak of one event."""
    if a.family == b.family:
        return True
    if not same_sentence:
        return False
    return b.family in rules.caused_by.get(a.claim.kind, ()) or a.family in rules.caused_by.get(b.claim.kind, ())


def _effect(a: Unit, b: Unit, rules: Rules) -> bool:
    """Whether one is an act and the other what may come of it."""
    return (a.claim.kind in rules.consequences) != (b.claim.kind in rules.consequences)


def _empty(u: Unit) -> bool:
    """Whether the claim says no more than that something took place."""
    c = u.claim
    return not (c.places or c.time or c.actor or c.target or c.counts)


def _totals(a: Unit, b: Unit, rules: Rules) -> str | None:
    """Why a total and a single event, or two totals, cannot be one."""
    if not (a.total and b.total):
        return "a total is not one of the events within it" if {a.total, b.total} == {True, False} else None
    if a.claim.report == b.claim.report:
        clash = any(x.what == y.what and not x.overlaps(y) for x in a.claim.counts for y in b.claim.counts)
        return "totals with numbers that exclude each other" if clash else None
    if members(a.claim.source.party) != members(b.claim.source.party):
        return "totals of two parties"
    if a.days and b.days:
        ends = abs((a.days[0] - b.days[0]).days), abs((a.days[1] - b.days[1]).days)
        return "totals of two periods" if max(ends) > rules.period_slack_days else None
    alike = _numbers(a, b) == "same_numbers" or jaccard(a.words, b.words) >= rules.alike_words_from
    return None if alike else "nothing says that the totals are of one period"


def within(a: Unit, b: Unit, rules: Rules, *, led: bool = False, alone: bool = False) -> Comparison:
    """Two claims of one report, ``a`` before ``b``. ``led``: the sentence of ``b`` tells of an act of its own;
    ``alone``: nothing that the report has told so far lies anywhere else."""
    clause = a.claim.start < b.claim.end and b.claim.start < a.claim.end
    sentence = clause or (a.sentence is not None and a.sentence == b.sentence)
    near = nearness(a.spots, b.spots)
    alike = _class(a.target_class, b.target_class, rules)
    if alike == "other_class" and b.otherwise and a.claim.source.party != b.claim.source.party:
        alike = None  # that is what they differ on
    against = _against_within(a, b, near, alike, rules, clause=clause, sentence=sentence)
    if against:
        return Comparison(against)
    if not _kinds(a, b, rules, same_sentence=sentence):
        return _NO_LINK
    gap = b.sentence - a.sentence if a.sentence is not None and b.sentence is not None else None
    follows = gap == 1 and b.claim.kind in rules.consequences and not led
    beside = sentence or follows or (alike == "same_class" and gap == 1)
    only = alone and not led and b.claim.kind in rules.consequences
    only = only and (near is Nearness.SAME_FINE or (bool(a.spots) and not b.spots))
    placed = bool(b.spots)
    if near is Nearness.NESTED and b.carried and b.back:  # the words point back, and the wider place is not theirs
        near, placed = Nearness.UNKNOWN, False
    if near is Nearness.UNKNOWN and not beside and not b.back and not only:
        return _NO_LINK  # an account without a place belongs to the event next to it
    reasons = ["same_clause" if clause else "same_sentence"] if sentence else ["follows"] if follows else []
    reasons += [_PLACE[near]] if near in _PLACE else []
    if near is Nearness.UNKNOWN and follows and not placed:
        reasons.append("no_place_of_its_own")
    reasons += ["what_came_of_it"] if clause and _effect(a, b, rules) else []
    reasons += ["nothing_of_its_own"] if clause and _empty(b) and a.claim.kind == b.claim.kind else []
    reasons += ["one_place_so_far"] if only and not beside else []
    reasons += ["same_time"] if _share_days(a, b, rules) else []
    reasons += [alike] if alike and not clause else []
    reasons += ["same_actor"] if attackers(a) & attackers(b) else []
    if not clause:
        reasons += ["named_by_the_alone" if not placed else "points_back"] if b.back else []
        reasons += ["same_kind"] if a.claim.kind == b.claim.kind else []
        reasons += ["alike_words"] if jaccard(a.words, b.words) >= rules.alike_words_from else []
    numbers = None if clause else _numbers(a, b)
    reasons += [numbers] if numbers else []
    again = b.back and alike == "same_class"  # "the school", of a school told of: a report comes back to it from afar
    reasons += ["far"] if gap is not None and gap > rules.far_from_sentences and not again else []
    return Comparison(None, sum(rules.within_report[r] for r in reasons), tuple(reasons))


def _against_within(
    a: Unit, b: Unit, near: Nearness, alike: str | None, rules: Rules, *, clause: bool, sentence: bool
) -> str | None:
    if _other_times(a, b, rules):
        return "times that do not meet"
    if near is Nearness.APART:
        return "places apart"
    if b.further and not sentence:
        return FURTHER
    # of an event that the report points back at, the place need not be said again
    if _other_actors(a, b, Nearness.NESTED if near is Nearness.UNKNOWN and b.back else near):
        return "actors that exclude each other"
    one_voice = a.claim.source.party == b.claim.source.party
    acts = a.claim.kind == b.claim.kind and a.claim.kind not in rules.consequences
    if alike == "other_class" and acts and one_voice and not clause:
        return "one source tells of two targets"
    return None if clause else _totals(a, b, rules)


def reach(u: Unit, rules: Rules) -> tuple[date, date] | None:
    """The local days on which the event may lie: those stated, or those up to publication."""
    if u.days:
        return u.days
    back = timedelta(days=1 if u.recent else rules.published_within_days)
    return (u.issued - back, u.issued) if u.issued else None
