"""What could not be known, how the report was made, and the table of incidents."""

from __future__ import annotations

from collections.abc import Iterable

from trucewatch.records import Pass, Report, Section, Sentence
from trucewatch.records.observation import COVERAGE, HEAT
from trucewatch.tell.accounts import accounts, sentence
from trucewatch.tell.brief_claims import unlinked
from trucewatch.tell.brief_incidents import kind_words, short, target_words
from trucewatch.tell.brief_summary import main_parties, row
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.values.moment import Basis
from trucewatch.values.vocabularies import GROUPED_KINDS


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
    loose = accounts(unlinked(period), period, phrases, setting=True)
    sections = (Section(title=say("title.unlinked"), sentences=loose),) if loose else ()
    return Section(title=say("title.limits"), sentences=told, sections=sections)


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
    for report in period.reports:
        reason = passes[report.id].unread if report.id in passes else None
        if reason:
            text = phrases.messages.say("limits.refused", report=_names([report], phrases), reason=_clause(reason))
            found.append(sentence(text, [passes[report.id].id, report.id]))
    empty = [r for r in period.reports if _empty(passes.get(r.id))]
    if empty:
        text = count("limits.empty", len(empty), reports=_names(empty, phrases))
        found.append(sentence(text, [x for r in empty for x in (passes[r.id].id, r.id)]))
    return found


def _empty(done: Pass | None) -> bool:
    return done is not None and done.unread is None and not done.claims


def _clause(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _failures(period: Period, phrases: Phrases) -> list[Sentence]:
    failures = sorted(period.view.failures.values(), key=lambda f: (f.stage, f.where, f.what, f.id))
    if not failures:
        return []
    total = phrases.messages.number("limits.failures", len(failures))
    each = (
        sentence(
            phrases.messages.say("limits.failure", stage=f.stage, where=f.where, what=_clause(f.what)),
            [f.id],
        )
        for f in failures
    )
    return [sentence(total, [f.id for f in failures]), *each]


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
    silent = [o.name for o in sorted(case.outlets, key=lambda o: o.id) if not {o.id, o.name} & heard]
    found = []
    if silent:
        text = phrases.messages.number("limits.silent_outlets", len(silent), outlets=phrases.messages.listed(silent))
        found.append(sentence(text, [case.id]))
    spoken = {p for c in period.claims for p in period.sides(c)}
    found.extend(
        sentence(say("limits.silent_party", party=phrases.party(code)), [case.id])
        for code in main_parties(period)
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
        found = [sentence(text, inside or [view.case.id]), sentence(say("limits.sensor_rule"), [view.case.id])]
    if not any(o.what in (HEAT, COVERAGE) for o in view.observations.values()):
        found.append(sentence(say("limits.no_observations"), [view.case.id]))
    return found


def _late(period: Period, phrases: Phrases) -> list[Sentence]:
    cut = [period.incidents[i] for i in sorted(period.cut) if period.incidents[i] in period.current]
    if not cut:
        return []
    return [sentence(phrases.messages.number("limits.cut", len(cut)), [c for i in cut for c in i.claims])]


def method(period: Period, phrases: Phrases) -> Section:
    """How claims become sentences, the outlets with affiliation and grade, the rules at work."""
    say, case = phrases.messages.say, period.view.case
    keys = sorted(k for k in phrases.messages.entries if k.startswith("method.step."))
    told = [sentence(say(k), [case.id]) for k in keys]
    sections = [Section(title=say("title.outlets"), sentences=tuple(_outlets(period, phrases)))]
    rules = _rules(period, phrases)
    if rules:
        sections.append(Section(title=say("title.rules"), sentences=tuple(rules)))
    return Section(title=say("title.method"), sentences=tuple(told), sections=tuple(sections))


def _outlets(period: Period, phrases: Phrases) -> list[Sentence]:
    say, case = phrases.messages.say, period.view.case
    found = [
        row((say("method.outlet"), say("method.affiliation"), say("method.grade"), say("method.reports")), [case.id])
    ]
    read: dict[str, list[str]] = {}
    for report in period.reports:
        read.setdefault(report.outlet, []).append(report.id)
    for outlet in sorted(read):  # by id: a name must not decide an order
        grade = say("method.graded", reliability=phrases.reliability(outlet))
        cells = (phrases.outlet(outlet), phrases.affiliation(outlet), grade, str(len(read[outlet])))
        found.append(row(cells, [case.id, *read[outlet]]))
    return found


def _rules(period: Period, phrases: Phrases) -> list[Sentence]:
    view, say = period.view, phrases.messages.say
    current = {i.id for i in period.current}
    reports = {r.id for r in period.reports}
    used: dict[tuple[str, str], list[str]] = {}

    def note(group: str, rule: str, record: str) -> None:
        used.setdefault((group, rule), []).append(record)

    for done in view.passes.values():
        if done.report in reports:
            note("reader", done.reader, done.id)
    for cor in view.corroborations.values():
        if cor.incident in current:
            note("corroboration", cor.rule, cor.id)
    for finding in view.findings.values():
        if finding.incident in current:
            note("finding", finding.rule, finding.id)
    for position in period.positions:
        note("position", position.rule.partition(": ")[0], position.id)
    return [
        sentence(say(f"method.rule.{group}", rule=rule), sorted(records))
        for (group, rule), records in sorted(used.items())
    ]


def annex(period: Period, phrases: Phrases) -> Section:
    """The table of the incidents of the period, unplaced and undated ones included."""
    say, title = phrases.messages.say, phrases.messages.say("title.annex")
    if not period.current:
        return Section(title=title, sentences=(sentence(say("incident.none"), [period.view.case.id]),))
    heads = ("reference", "when", "where", "kind", "targets", "basis", "state")
    found = [row((say(f"annex.{h}") for h in heads), [period.view.case.id])]
    states: dict[str, list[tuple[str, str, str]]] = {}
    for s in period.view.summaries.values():
        if s.incident not in period.cut:
            states.setdefault(s.incident, []).append((s.agreement, s.provision, s.state.value))
    for i in period.current:
        place = (i.place.name or i.place.text) if i.place else say("annex.unstated")
        mine = sorted(states.get(i.id, []))
        cells = (
            short(i.id),
            phrases.stretch(*i.moment.days) if i.moment else say("annex.unstated"),
            say("annex.place", place=place, area=phrases.area(i.place)) if i.place else place,
            say("annex.total", kind=kind_words(i, phrases)) if i.period_total else kind_words(i, phrases),
            say("list.semicolon").join(target_words(i, phrases)) or say("annex.unstated"),
            say(
                "annex.counted", reports=i.reports, outlets=i.outlets, origins="–" if i.id in period.cut else i.origins
            ),
            say("list.semicolon").join(say("annex.outcome", provision=p, state=say(f"state.{s}")) for _, p, s in mine)
            or say("annex.unassessed"),
        )
        found.append(row(cells, i.claims))
    return Section(title=title, sentences=tuple(found))
