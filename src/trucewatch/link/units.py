"""Units: claims made comparable. The same words in reprints of one text are one unit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from trucewatch.language.mediation import mediated
from trucewatch.link.origins import LATE, report_order
from trucewatch.link.rules import Rules, family_of
from trucewatch.link.text import fold, holds, sentence_starts, words
from trucewatch.link.times import comes_after, days_alone
from trucewatch.link.where import Nearness, Spot, nearness, spot
from trucewatch.records.claim import Claim
from trucewatch.records.report import Report
from trucewatch.values.moment import Moment, zone_of
from trucewatch.values.vocabularies import GROUPED_KINDS, CountOf, Kind, Modality, Polarity, TargetClass

OrderKey = tuple[datetime, str, str, str, int, int, str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A claim with what comparing it needs, worked out once.

    ``at`` is its place in the order of all claims; ``days`` first and last local day of its time, ``span`` the time
    itself, of a night from afternoon to morning; ``issued`` the local day of publication, ``printed`` its last moment;
    ``recent``: without a time it speaks of that day or the one before; ``mediated``: the actor is the mediator.
    ``further``, ``back``: its words open a further event, point back at one; ``otherwise``: they tell of it anew, as
    another side has it; ``carried``: its places stand elsewhere in
    the report than in its sentence.
    """

    at: int
    claim: Claim
    family: str
    sentence: int | None
    spots: tuple[Spot, ...]
    days: tuple[date, date] | None
    issued: date | None
    printed: datetime | None
    span: tuple[datetime, datetime] | None
    words: frozenset[str]
    folded: str
    total: bool | None
    further: bool
    back: bool
    otherwise: bool
    carried: bool
    recent: bool
    mediated: bool

    @property
    def target_class(self) -> TargetClass | None:
        return self.claim.target.target_class if self.claim.target else None


def founds(claim: Claim) -> bool:
    """Whether the claim may found an incident: it says that something happened, and not by example alone."""
    return not claim.by_example and claim.polarity is Polarity.AFFIRMED and claim.modality is Modality.ACTUAL


def denies_attack(claim: Claim) -> bool:
    """Whether the claim says that an attack was not, or was not so, as a rule read it."""
    return not claim.by_example and claim.polarity is Polarity.NEGATED and claim.kind is Kind.ATTACK


def sweeping(u: Unit, rules: Rules) -> bool:
    """Whether the claim denies all attacks in several places, or any at all."""
    return _sweeping(u.claim, u.spots, rules)


def _sweeping(claim: Claim, spots: tuple[Spot, ...], rules: Rules) -> bool:
    if not denies_attack(claim):
        return False
    apart = any(nearness((s,), (t,)) is Nearness.APART for s, t in combinations(spots, 2))
    return apart or (bool(spots) and holds(claim.quote, rules.sweeping))


def answers(claim: Claim) -> bool:
    """Whether the claim rejects an accusation without saying of what ("the staff denied it")."""
    return claim.polarity is Polarity.NEGATED and claim.kind is Kind.ACCUSATION


def rejects_account(claim: Claim, rules: Rules) -> bool:
    """Whether the claim rejects how another tells of an event ("that account is false"), and not that it took place."""
    return answers(claim) and holds(claim.quote, rules.account_words)


def linked(claim: Claim) -> bool:
    """Whether the claim is linked at all."""
    return claim.kind in GROUPED_KINDS or answers(claim)


def order_key(claim: Claim, report: Report | None) -> OrderKey:
    """Where a claim stands among all claims: by report as published, then by its place in it."""
    published, outlet, doc, rid = report_order(report) if report else (LATE, "", claim.doc, claim.report)
    return published, outlet, doc, rid, claim.start, claim.end, claim.kind.value, claim.id


def in_order(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[Claim, ...]:
    """Claims in an order that does not depend on how they arrive."""
    return tuple(sorted({c.id: c for c in claims}.values(), key=lambda c: order_key(c, reports.get(c.report))))


def unit(at: int, claim: Claim, report: Report | None, starts: Sequence[int], zone: str, rules: Rules) -> Unit:
    """The comparable form of one claim."""
    tz = zone_of(zone)
    spots = tuple(spot(p, rules) for p in claim.places)
    if claim.kind is Kind.EXCHANGE:  # the countries named are its parties' or the mediator's, not where it was
        spots = tuple(s for s in spots if not s.bare)
    issued = report.published.start.astimezone(tz).date() if report and report.published else None
    moment = _local(claim.time, zone) if claim.time else None
    otherwise = _acts(claim, rules) and holds(_sentences(claim, report, starts, 1), rules.told_otherwise)
    return Unit(
        at=at,
        claim=claim,
        family=family_of(claim.kind, rules),
        sentence=bisect_right(starts, claim.start) - 1 if starts else None,
        spots=spots,
        days=_told_days(claim.time, moment) if claim.time and moment else None,
        issued=issued,
        printed=report.published.end if report and report.published else None,
        span=_span(days_alone(moment) if comes_after(claim, rules) else moment) if moment else None,
        words=words(claim.quote, frozenset(rules.stop_words)),
        folded=fold(claim.quote),
        total=_total(claim, spots, moment.days if moment else None, rules),
        further=holds(_lead(claim, report), rules.separators) or _later(claim, rules),
        back=otherwise or holds(_lead(claim, report), rules.back_pointers),
        otherwise=otherwise,
        carried=bool(report and claim.places) and _carried(claim, _sentences(claim, report, starts, 0)),
        recent=claim.kind in rules.swift or holds(claim.quote, rules.recent_cues),
        mediated=mediated(claim),
    )


def _local(moment: Moment, zone: str) -> Moment:
    """The moment as the case counts days: whole days of another zone are the same days by name."""
    if moment.zone == zone:
        return moment
    first, last = moment.days
    whole = Moment.of_days(first, last, zone=moment.zone, basis=moment.basis)
    if (whole.start, whole.end) == (moment.start, moment.end):
        return Moment.of_days(first, last, zone=zone, basis=moment.basis, text=moment.text)
    return moment.model_copy(update={"zone": zone})


def _told_days(told: Moment, local: Moment) -> tuple[date, date]:
    """The local days, and of a part of a day also those of the zone that it is told in: at 00:20 there it may be the
    day before here, and who names the day names the one told."""
    days, theirs = local.days, told.days
    if told.zone == local.zone or told.end - told.start >= timedelta(days=1):
        return days
    return min(days[0], theirs[0]), max(days[1], theirs[1])


_AFTERNOON = timedelta(hours=15)


def _span(moment: Moment) -> tuple[datetime, datetime]:
    """A night that is told as its two days lies from 15:00 to 09:00: the next night then is another."""
    length = moment.end - moment.start
    if length == timedelta(days=2) and "night" in fold(moment.text or ""):
        return moment.start + _AFTERNOON, moment.end - _AFTERNOON
    return moment.start, moment.end


def _total(claim: Claim, spots: tuple[Spot, ...], days: tuple[date, date] | None, rules: Rules) -> bool | None:
    """True for a sum over a stretch of time, False for one event; None for a consequence that does not say."""
    text = " ".join([claim.quote, (claim.time.text or "") if claim.time else ""])
    if _sweeping(claim, spots, rules):
        return None  # of each attack there
    unsettled = None if claim.kind in rules.consequences else False
    if holds(text, rules.total_cues):
        return True
    if claim.kind in _ACTS and all(s.bare for s in spots) and holds(claim.quote, rules.campaigns):
        return True  # a war is a sum of what happens in it
    if days and days[1] - days[0] >= timedelta(days=rules.total_from_days - 1) and claim.kind is not Kind.OBSTRUCTION:
        return True
    if any((c.low or 0) >= rules.toll_at_least for c in claim.counts if c.what in _TOLLS):
        return True
    fine = len([s for s in spots if not s.wide]) == 1
    many = {c.what for c in claim.counts if (c.low or c.high or 0) >= rules.total_at_least.get(c.what, 10**9)}
    if not fine and (many & _WAVES or (many and spots)):
        return True
    target = claim.target.target_class if claim.target else None
    vague = target is None or target in rules.vague_classes
    if spots and not fine and vague and claim.kind is Kind.ATTACK and holds(claim.quote, rules.plural_acts):
        return True
    return unsettled


_ACTS = frozenset({Kind.ATTACK, Kind.CLASH})
_TOLLS = frozenset({CountOf.KILLED, CountOf.INJURED})
_WAVES = frozenset({CountOf.LAUNCHED, CountOf.INTERCEPTED})  # counted over a whole country or night


def _acts(claim: Claim, rules: Rules) -> bool:
    return claim.kind not in rules.consequences


def _sentences(claim: Claim, report: Report | None, starts: Sequence[int], before: int) -> str:
    """The sentence of the claim with so many before it; "" without the report."""
    at = bisect_right(starts, claim.start) - 1
    if report is None or at < 0:
        return ""
    until = next((s for s in starts[at + 1 :] if s >= claim.end), len(report.text))
    return report.text[starts[max(0, at - before)] : until]


def _carried(claim: Claim, sentence: str) -> bool:
    said = f" {fold(sentence)} "
    return not any(f" {fold(p.text)} " in said for p in claim.places)


def _later(claim: Claim, rules: Rules) -> bool:
    """Whether an act is told as later than another ("later the same evening"): what came of an act may come later."""
    return _acts(claim, rules) and claim.time is not None and holds(claim.time.text or "", rules.later_words)


def _lead(claim: Claim, report: Report | None) -> str:
    """The quote with the few words before it in its sentence, where "another" and "the" stand."""
    before = report.text[max(0, claim.start - 24) : claim.start] if report else ""
    return re.split(r"[.!?\n]", before)[-1] + " " + claim.quote


def build(claims: Sequence[Claim], report: Report | None, zone: str, rules: Rules) -> tuple[Unit, ...]:
    """Units of the claims of one report, which stand in order; none of a claim that only names a war."""
    starts = sentence_starts(report.text) if report else ()
    made = (unit(i, c, report, starts, zone, rules) for i, c in enumerate(claims))
    return tuple(u for u in made if not _names_a_war(u, rules))


def _names_a_war(u: Unit, rules: Rules) -> bool:
    """Whether a claim names a war as the setting of something else ("since the invasion"): no event is told, so that
    no incident is founded. What states a day, a number, a weapon, a target or a place tells more than that."""
    c = u.claim
    if c.kind not in _ACTS or c.counts or c.weapons or not holds(c.quote, rules.campaigns):
        return False
    if u.days and u.days[1] - u.days[0] < timedelta(days=rules.narrow_days):
        return False
    told = u.target_class is not None and u.target_class not in rules.vague_classes
    return not told and all(s.bare for s in u.spots) and not holds(c.quote, rules.acts)


def said(u: Unit) -> tuple[str, ...]:
    """What a unit says, to the word: the same in every reprint; with its places and without them, as a reprint that
    leaves a sentence out may place the same words finer. Nothing where its words are too few to tell."""
    if len(u.words) < _TELLING_WORDS:
        return ()
    c = u.claim
    who = (m.text if m else None for m in (c.source, c.actor, c.target))
    where = tuple(p.name or p.text for p in c.places)
    numbers = tuple((n.what.value, n.low, n.high) for n in c.counts)
    days = tuple(d.toordinal() for d in u.days) if u.days else ()
    told = (c.kind.value, c.polarity.value, c.modality.value, u.folded, *who)
    return repr((*told, where, numbers, days)), repr((*told, numbers, days))


_TELLING_WORDS = 3
