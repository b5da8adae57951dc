"""What was required, and how far it has come by what was reported. A day without a report is no shortfall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trucewatch.assess.compiled import scope_of
from trucewatch.assess.facts import Facts
from trucewatch.assess.inforce import InForce, Stretch, in_force, midnight, period_of
from trucewatch.assess.parameters import AssessParameters
from trucewatch.assess.questions import NO, YES, actor, scope, where
from trucewatch.assess.times import Told, told
from trucewatch.assess.words import day, instant
from trucewatch.records.agreement import Agreement, Provision, Reading, Requirement, Unit
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.finding import Progress, ProgressState
from trucewatch.records.incident import Incident
from trucewatch.records.report import Report
from trucewatch.values.moment import zone_of
from trucewatch.values.vocabularies import CountOf

_DAY = timedelta(days=1)
Number = int | float


@dataclass(frozen=True)
class Part:
    """What one incident adds: bounds of the number, and the time it lies in. ``sure``: all that is asked is stated."""

    facts: Facts
    low: Number
    high: Number | None
    when: Told | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """One requirement under one reading."""

    agreement: Agreement
    provision: Provision
    reading: Reading
    requirement: Requirement
    params: AssessParameters
    force: InForce | None

    @property
    def zone(self) -> str:
        """In which its days are counted."""
        return self.force.zone if self.force else self.params.zone

    @property
    def last(self) -> date | None:
        """The day by which it is to be done, included; None where none is set."""
        period = period_of(self.provision, self.reading)
        if self.requirement.within_days is not None and period is not None:
            return period.start + timedelta(days=self.requirement.within_days - 1)
        return self.requirement.by


def progress(
    incidents: Iterable[Incident],
    claims: Mapping[str, Claim],
    agreements: Iterable[Agreement],
    params: AssessParameters,
    reports: Mapping[str, Report] | None = None,
) -> tuple[Progress, ...]:
    """One for every provision that requires something × reading, by agreement code.

    Totals over a stretch of time are not added to the single events that they sum up.
    """
    facts = [Facts.of(i, claims, reports or {}, params) for i in incidents if not i.period_total]
    terms = sorted(agreements, key=lambda a: (a.code, a.id))
    return tuple(_progress(due, facts) for a in terms for due in _dues(a, params))


def _dues(agreement: Agreement, params: AssessParameters) -> Iterator[Due]:
    for provision in agreement.provisions:
        if provision.requires is not None:
            for reading in agreement.readings:
                force = in_force(provision, reading, params.zone)
                yield Due(agreement, provision, reading, provision.requires, params, force)


def _progress(due: Due, facts: Sequence[Facts]) -> Progress:
    if due.force is None or not due.force.stretches:
        phase = due.provision.phase
        missing = (f"when the phase {phase} begins and ends in this reading",) if due.force is None else ()
        state = ProgressState.UNDETERMINED if missing else ProgressState.NOT_YET
        said = "the reading does not say when it is due" if missing else "never in force in this reading"
        return _record(due, state, "unknown-period", said, (), 0, 0, missing=missing)
    parts = [part for f in facts if (part := _part(due, f)) is not None]
    due_by = midnight(due.last + _DAY, due.zone) if due.last is not None else None
    span = Stretch(due.force.stretches[0].start, due.force.stretches[-1].end)
    as_of = due.params.as_of
    if as_of is not None and as_of < span.start:
        text = f"it begins to hold on {instant(span.start, due.zone)}"
        return _record(due, ProgressState.NOT_YET, "not-yet", text, (), 0, 0)
    if due.requirement.per is Unit.DAY:
        return _daily(due, parts)
    return _total(due, parts, due_by)


def _part(due: Due, facts: Facts) -> Part | None:
    """What the incident adds; None where it is plain that it adds nothing."""
    kinds = due.requirement.kinds
    if not facts.acts(kinds) or due.force is None:
        return None
    lists = tuple(x for x in (due.requirement.target_classes, scope_of(due.provision, due.reading).target_classes) if x)
    answers = [actor(facts, due.provision.obliges)]
    if due.requirement.target_classes:
        answers.append(scope(facts, kinds, lists))
    if due.requirement.areas:
        answers.append(where(facts, tuple(a for a in due.agreement.areas if a.id in due.requirement.areas)))
    if any(a.says is NO for a in answers):
        return None
    when = told(facts, kinds)
    if when is not None and not any(_may_be(when, s) for s in due.force.stretches):
        return None
    missing = [m for a in answers for m in a.missing]
    low, high = _number(facts, kinds, due.requirement.count)
    if high is None:
        missing.append(f"how many ({_unit(due)})")
    if when is None or when.start is None:
        missing.append("when it was")
    elif not any(_is_in(when, s) for s in due.force.stretches):
        missing.append("when it was, exactly enough to tell it from the edge of the period")
    sure = all(a.says is YES for a in answers) and not [m for m in missing if m.startswith("when")]
    return Part(facts, low if sure else 0, high, when, tuple(missing))


def _may_be(when: Told, s: Stretch) -> bool:
    return when.end > s.start and (s.end is None or when.start is None or when.start < s.end)


def _is_in(when: Told, s: Stretch) -> bool:
    return when.start is not None and when.start >= s.start and (s.end is None or when.end <= s.end)


def _number(facts: Facts, kinds: Sequence[object], count: CountOf | None) -> tuple[Number, Number | None]:
    """The least and the most that any account gives; accounts of one event are never added up."""
    if count is None:
        return 1, 1
    given = [n for c in facts.accounts if c.kind in kinds for n in c.counts if n.what is count]
    if not given:
        return 0, None
    low = min(n.low or 0 for n in given)
    return low, None if any(n.high is None for n in given) else max(n.high or 0 for n in given)


def _total(due: Due, parts: Sequence[Part], due_by: datetime | None) -> Progress:
    low, high = _sum(due_by, parts)
    required = due.requirement.at_least
    as_of = due.params.as_of
    past = due_by is not None and as_of is not None and as_of >= due_by
    missing = tuple(dict.fromkeys(m for p in parts for m in p.missing))
    if low >= required:
        state, rule = ProgressState.MET, "met"
    elif past and high is not None and high < required:
        state, rule = ProgressState.OVERDUE, "overdue"
    elif past:
        state, rule = ProgressState.UNDETERMINED, "unknown-number"
        missing = missing or ("which of the numbers that the accounts give holds",)
    elif due_by is not None and as_of is None:
        state, rule = ProgressState.UNDETERMINED, "unknown-as-of"
        missing = (*missing, "up to when reports are known")
    else:
        state, rule = ProgressState.RUNNING, "running"
    by = f", due by {day(due.last)}" if due.last else ""
    text = f"reports account for {_bounds(low, high)} of {required} {_unit(due)}{by}{_known(due)}"
    if state is ProgressState.OVERDUE:
        text += "; what is not reported may still have been done"
    return _record(due, state, rule, text, parts, low, high, missing=missing)


def _sum(due_by: datetime | None, parts: Sequence[Part]) -> tuple[Number, Number | None]:
    """Bounds of what was done in time: sure and in time for the lower, perhaps in time for the upper."""
    low: Number = 0
    high: Number | None = 0
    for p in parts:
        late = due_by is not None and p.when is not None and p.when.start is not None and p.when.start >= due_by
        if late:
            continue
        in_time = due_by is None or (p.when is not None and p.when.end <= due_by)
        low += p.low if in_time else 0
        high = None if high is None or p.high is None else high + p.high
    return low, high


def _daily(due: Due, parts: Sequence[Part]) -> Progress:
    required = due.requirement.at_least
    per_day: dict[date, list[Part]] = {d: [] for d in _days(due)}
    missing = []
    for p in parts:
        days = _days_of(p.when, due.zone)
        if len(days) == 1 and days[0] in per_day:
            per_day[days[0]].append(p)
        elif len(days) != 1:
            missing.append("on which day it was")
        missing += p.missing
    met = [d for d, of in per_day.items() if sum(p.low for p in of) >= required]
    short = [d for d, of in per_day.items() if of and _falls_short(of, required)]
    silent = [d for d, of in per_day.items() if not of]
    unclear = len(per_day) - len(met) - len(short) - len(silent)
    if short and not missing:
        state, rule = ProgressState.SHORT, "days-short"
    elif len(met) == len(per_day) and met:
        state, rule = ProgressState.MET, "days-met"
    else:
        state, rule = ProgressState.UNDETERMINED, "days-unknown"
        missing += ["what was done on the days without a report"] if silent else []
        missing += ["the number on days of which the accounts leave it open"] if unclear else []
        missing += ["up to when reports are known"] if not per_day else []
    text = (
        f"at least {required} {_unit(due)} a day: reports account for it on {len(met)} of {len(per_day)} days, "
        f"for less on {len(short)}, and say nothing of {len(silent)}{_known(due)}"
    )
    found = _record(due, state, rule, text, parts, *_sum(None, parts), missing=tuple(dict.fromkeys(missing)))
    return found.model_copy(update={"days_met": len(met), "days_short": len(short), "days_silent": len(silent)})


def _falls_short(parts: Sequence[Part], required: int) -> bool:
    highs = [p.high for p in parts]
    return all(h is not None for h in highs) and sum(h or 0 for h in highs) < required


def _days(due: Due) -> list[date]:
    """The whole days in force up to what is known."""
    if due.force is None or due.params.as_of is None:
        return []
    tz = zone_of(due.zone)
    out: list[date] = []
    for s in due.force.stretches:
        end = min(s.end or due.params.as_of, due.params.as_of)
        here = s.start.astimezone(tz).date()
        while midnight(here + _DAY, due.zone) <= end:
            out.append(here)
            here += _DAY
    return out


def _days_of(when: Told | None, zone: str) -> list[date]:
    if when is None or when.start is None:
        return []
    tz = zone_of(zone)
    first = when.start.astimezone(tz).date()
    last = (when.end - timedelta(microseconds=1)).astimezone(tz).date()
    return [first] if first == last else [first, last]


def _bounds(low: Number, high: Number | None) -> str:
    return f"at least {low}" if high is None else str(low) if low == high else f"{low} to {high}"


def _unit(due: Due) -> str:
    count, words = due.requirement.count, due.params.words
    return words.label(count, "count") if count else "acts: " + words.labelled(due.requirement.kinds, "act", "or")


def _known(due: Due) -> str:
    as_of = due.params.as_of
    return f", by reports up to {instant(as_of, due.zone)}" if as_of else ""


def _record(
    due: Due,
    state: ProgressState,
    rule: str,
    text: str,
    parts: Sequence[Part],
    low: Number,
    high: Number | None,
    missing: tuple[str, ...] = (),
) -> Progress:
    reader = due.params.words.party(due.reading.of)
    return derived_from(
        Progress,
        due.agreement.code,
        due.provision.id,
        due.reading.id,
        agreement=due.agreement.code,
        provision=due.provision.id,
        reading=due.reading.id,
        state=state,
        required=due.requirement.at_least,
        low=low,
        high=high,
        due=due.last,
        as_of=due.params.as_of,
        rule=f"progress/{rule}",
        reason=f"{due.provision.id} in the reading of {reader}: {text}.",
        incidents=tuple(p.facts.incident.id for p in parts),
        claims=tuple(c for p in parts for c in p.facts.incident.claims),
        missing=missing,
    )
