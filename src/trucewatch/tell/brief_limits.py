"""Restrictions on knowing: areas and outlets not covered, sensors blind, what could not be read, placed or dated."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from trucewatch.records import Failure, Pass, Report, Section, Sentence
from trucewatch.records.observation import COVERAGE, HEAT
from trucewatch.tell.accounts import each
from trucewatch.tell.brief_claims import unlinked
from trucewatch.tell.incident_words import main_parties
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import clause, listing, section, sentence
from trucewatch.values.moment import Basis
from trucewatch.values.vocabularies import GROUPED_KINDS, SensorResult


def limits(period: Period, phrases: Phrases) -> Section:
    """Everything that the report does not know and could have: no silence is taken for an answer."""
    say = phrases.messages.say
    told = (
        *_unread(period, phrases),
        *_failures(period, phrases),
        *_places(period, phrases),
        *_times(period, phrases),
        *_silence(period, phrases),
        *_sensors(period, phrases),
        *_late(period, phrases),
        sentence(say("limits.absence"), [period.view.case.id]),
    )
    loose = section("unlinked", say("title.unlinked"), listing(each(unlinked(period), period, phrases)))
    return section("limits", say("title.limits"), listing(told), [loose])


def _names(reports: Iterable[Report], phrases: Phrases) -> str:
    return phrases.messages.listed(
        sorted(phrases.messages.say("limits.report", doc=r.doc, outlet=phrases.outlet(r.outlet)) for r in reports)
    )


def _unread(period: Period, phrases: Phrases) -> list[Sentence]:
    count, view = phrases.messages.number, period.view
    found = []
    undated = [r for r in view.reports.values() if r.published is None]
    if undated:
        text = count("limits.undated", len(undated), reports=_names(undated, phrases))
        found.append(sentence(text, sorted(r.id for r in undated)))
    passes = {p.report: p for p in view.passes.values()}
    missed = [r for r in period.reports if r.id not in passes]
    if missed:
        text = count("limits.unread", len(missed), reports=_names(missed, phrases))
        found.append(sentence(text, [r.id for r in missed]))
    for report in (*period.reports, *sorted(undated, key=lambda r: r.id)):
        reason = passes[report.id].unread if report.id in passes else None
        if reason:
            key = "limits.refused" if report.published else "limits.refused_undated"
            text = phrases.messages.say(key, report=_names([report], phrases), reason=clause(reason))
            found.append(sentence(text, [passes[report.id].id, report.id]))
    empty = [r for r in period.reports if _empty(passes.get(r.id), view.seen)]
    if empty:
        text = count("limits.empty", len(empty), reports=_names(empty, phrases))
        found.append(sentence(text, [x for r in empty for x in (passes[r.id].id, r.id)]))
    return found


def _empty(done: Pass | None, seen: Collection[str]) -> bool:
    """Whether a report was read and nothing found in it that counts."""
    return done is not None and done.unread is None and all(c in seen for c in done.claims)


def _failures(period: Period, phrases: Phrases) -> list[Sentence]:
    failures = sorted(period.view.failures.values(), key=lambda f: (f.stage, f.where, f.what, f.id))
    if not failures:
        return []
    total = phrases.messages.number("limits.failures", len(failures))
    each = (sentence(_failure(f, phrases), [f.id]) for f in failures)
    return [sentence(total, [f.id for f in failures]), *each]


def _failure(failure: Failure, phrases: Phrases) -> str:
    told = {"stage": failure.stage, "where": failure.where, "what": clause(failure.what)}
    if failure.outlet is None:
        return phrases.messages.say("limits.failure", **told)
    return phrases.messages.say("limits.failure_by", outlet=phrases.outlet(failure.outlet), **told)


def _places(period: Period, phrases: Phrases) -> list[Sentence]:
    events = [c for c in period.claims if c.kind in GROUPED_KINDS]
    lost = [(p.text, c) for c in events for p in c.places if p.level is None]
    found = []
    if lost:
        names = phrases.messages.listed(
            phrases.messages.say("limits.name", name=n) for n in sorted({n for n, _ in lost})
        )
        text = phrases.messages.number("limits.unresolved", len({n for n, _ in lost}), names=names)
        found.append(sentence(text, [c.id for _, c in lost]))
    nowhere = [c.id for c in events if not c.places]
    if nowhere:
        found.append(sentence(phrases.messages.number("limits.unplaced", len(nowhere)), nowhere))
    return found


def _times(period: Period, phrases: Phrases) -> list[Sentence]:
    events = [c for c in period.claims if c.kind in GROUPED_KINDS]
    undated = [c.id for c in events if c.time is None]
    assumed = [c.id for c in events if c.time is not None and c.time.basis is Basis.PUBLICATION]
    found = []
    if undated:
        found.append(sentence(phrases.messages.number("limits.untimed", len(undated)), undated))
    if assumed:
        found.append(sentence(phrases.messages.number("limits.by_publication", len(assumed)), assumed))
    return found


def _silence(period: Period, phrases: Phrases) -> list[Sentence]:
    case, say = period.view.case, phrases.messages.say
    heard = {r.outlet for r in period.reports}
    missed = [o for o in sorted(case.outlets, key=lambda o: o.id) if not {o.id, o.name} & heard]
    failed = {f.outlet: f.id for f in period.view.failures.values() if f.outlet}
    found = []
    if missed:
        silent = [say("limits.unusable", outlet=o.name) if o.id in failed else o.name for o in missed]
        text = phrases.messages.number("limits.silent_outlets", len(silent), outlets=phrases.messages.listed(silent))
        found.append(sentence(text, [case.id, *(failed[o.id] for o in missed if o.id in failed)]))
    spoken = {p for c in period.claims for p in period.sides(c)}
    found.extend(
        sentence(say("limits.silent_party", party=phrases.party(code)), [case.id])
        for code in main_parties(period, phrases)
        if code not in spoken
    )
    covered = {i.place.country for i in period.current if i.place}
    found.extend(
        sentence(say("limits.uncovered", country=phrases.country(country)), [case.id])
        for country in sorted(case.area.countries)
        if country not in covered
    )
    return found


def _sensors(period: Period, phrases: Phrases) -> list[Sentence]:
    view, say = period.view, phrases.messages.say
    seen = [o for o in view.observations.values() if o.what != COVERAGE]
    found = []
    if seen:
        inside = sorted(o.id for o in seen if period.window.holds(o.moment.end))
        sensors = phrases.messages.listed(sorted({o.sensor for o in seen}))
        text = phrases.messages.number("limits.observations", len(inside), sensors=sensors)
        found.append(sentence(text, inside or [view.case.id]))
    if not any(o.what in (HEAT, COVERAGE) for o in view.observations.values()):
        key = "limits.no_satellites" if seen else "limits.no_observations"
        return [*found, sentence(say(key), [view.case.id])]
    blind = [
        c
        for i in period.current
        for c in period.corroborations.get(i.id, ())
        if c.result is SensorResult.NOT_OBSERVABLE and c.witness == HEAT and i.id not in period.cut
    ]
    if blind:
        found.append(sentence(phrases.messages.number("limits.blind", len(blind)), [c.id for c in blind]))
    return [*found, sentence(say("limits.sensor_rule"), [view.case.id])]


def _late(period: Period, phrases: Phrases) -> list[Sentence]:
    cut = [period.incidents[i] for i in sorted(period.cut) if period.incidents[i] in period.current]
    if not cut:
        return []
    return [sentence(phrases.messages.number("limits.cut", len(cut)), [c for i in cut for c in i.claims])]
