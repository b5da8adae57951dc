"""Incidents of the period by area: what each side alleges in its own words, what is agreed, what the terms say."""

from __future__ import annotations

from itertools import groupby

from trucewatch.records import Decision, Finding, FindingSummary, Incident, Section, Sentence, Version, VersionValue
from trucewatch.tell.accounts import ACTS, by_side
from trucewatch.tell.brief_network import hanging
from trucewatch.tell.brief_seen import seen_of
from trucewatch.tell.counted import words_for
from trucewatch.tell.incident_words import (
    claims_of,
    field_words,
    heading,
    is_count,
    kind_words,
    target_words,
    value_words,
    where_words,
)
from trucewatch.tell.period import OUTLET, Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.unheard import unheard
from trucewatch.tell.writing import listing, paragraph, section, sentence
from trucewatch.values.count import Count, Sense
from trucewatch.values.vocabularies import Concord, Outcome, Polarity

_MATTER = ("happened", "target", "place", "time")
"""The fields that are said to be missing; an actor is told by itself, numbers are told as numbers."""


def incidents(period: Period, phrases: Phrases) -> Section:
    """Incidents of an act first reported or added to in the period; sums over a stretch of time stand apart."""
    say = phrases.messages.say
    acts = [i for i in period.current if ACTS & set(i.kinds)]
    if not acts:
        nothing = paragraph([sentence(say("incident.none"), [period.view.case.id])])
        return section("incidents", say("title.incidents"), nothing)
    note = paragraph([sentence(say("incident.areas"), [period.view.case.id])])
    hung = set[str]()
    sections = _areas([i for i in acts if not i.period_total], period, phrases, hung)
    totals = [i for i in acts if i.period_total]
    if totals:
        summed = paragraph([sentence(say("incident.totals"), claims_of(totals))])
        told = [_incident(i, period, phrases, hung) for i in totals]
        sections.append(section("totals", say("title.totals"), summed, told))
    return section("incidents", say("title.incidents"), note, sections)


def _areas(found: list[Incident], period: Period, phrases: Phrases, hung: set[str]) -> list[Section]:
    def area(incident: Incident) -> tuple[bool, str]:
        return (incident.place is None or not any(incident.place.area), phrases.area(incident.place))

    return [
        section("area", name, sections=[_incident(i, period, phrases, hung) for i in group])
        for (_, name), group in groupby(sorted(found, key=area), key=area)
    ]


def _incident(incident: Incident, period: Period, phrases: Phrases, hung: set[str]) -> Section:
    told = [
        *_opening(incident, period, phrases),
        *_told(incident, period, phrases),
        *_concord(incident, period, phrases),
        *_numbers(incident, period, phrases),
        *hanging(incident, period, phrases, hung),
        *grades(incident, period, phrases),
        *findings(incident, period, phrases),
        *decisions(incident, period, phrases),
        *seen_of(incident, period, phrases),
    ]
    return section(incident.id, heading(incident, phrases), listing(told))


def _opening(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    say, count = phrases.messages.say, phrases.messages.number
    targets = target_words(incident, phrases)
    text = say(
        "incident.total_opening" if incident.period_total else "incident.opening",
        kind=kind_words(incident, phrases),
        targets=say("incident.targets", targets=say("list.semicolon").join(targets)) if targets else "",
        place=where_words(incident, phrases),
        time=phrases.when(incident.moment, words=False),
        reports=count("n.reports", incident.reports),
        outlets=count("n.outlets", incident.outlets),
        origins=say("incident.origins_open") if incident.id in period.cut else count("n.origins", incident.origins),
    )
    found = [sentence(text, incident.claims)]
    first = min(period.of(incident.claims), key=period.order)
    if not period.within(first):
        published = phrases.published(period.view.reports.get(first.report))
        found.append(sentence(say("incident.renewed", published=published), [first.id]))
    return found


def _told(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """The accounts of the act that the period brings; the rest is counted and said to be elsewhere."""
    mine = period.accounts(incident)
    here = [c for c in mine if period.within(c)]
    acts = [c for c in here if c.kind in ACTS or c.polarity is Polarity.NEGATED]
    found = list(by_side(acts, period, phrases))
    others = [c.id for c in here if c not in acts]
    if others:
        found.append(sentence(phrases.messages.number("incident.elsewhere", len(others)), others))
    earlier = [c.id for c in mine if not period.within(c)]
    if earlier:
        found.append(sentence(phrases.messages.number("incident.earlier", len(earlier)), earlier))
    return found


def _concord(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """What the sides heard agree on, what they dispute, who has not been heard, what no account says."""
    say, listed, found = phrases.messages.say, phrases.messages.listed, []
    for concord in (Concord.AGREED, Concord.DISPUTED):
        mine = [v for v in incident.versions if v.concord is concord]
        if mine:
            fields = listed(field_words(v.field, phrases) for v in mine)
            rests = [c for v in mine for x in v.values for c in x.claims]
            found.append(sentence(say(f"version.{concord.value}", fields=fields), rests or incident.claims))
    found += unheard(incident, period, phrases)
    unstated = [
        field_words(v.field, phrases) for v in incident.versions if v.concord is Concord.UNSTATED and v.field in _MATTER
    ]
    if unstated:
        found.append(sentence(say("version.unstated", fields=listed(unstated)), incident.claims))
    named = any(c.actor and c.actor.party for c in period.of(incident.claims))  # as who shot a weapon down, at least
    if not named and any(v.concord is Concord.UNSTATED and v.field == "actor" for v in incident.versions):
        found.append(sentence(say("version.no_actor"), incident.claims))
    return found


def _numbers(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """Every number with whose it is, and whether it is one of some or an earlier one; none is added to another."""
    say = phrases.messages.say
    parts, rests = [], list[str]()
    for v in (v for v in incident.versions if is_count(v.field) and v.values):
        by: dict[tuple[str, ...], list[str]] = {}
        for x in v.values:
            by.setdefault(x.parties, []).append(_number(v, x, period, phrases))
            rests += x.claims
        told = (
            say("version.given", values=say("list.comma").join(values), voices=_short(voices, phrases))
            for voices, values in sorted(by.items(), key=lambda pair: [phrases.voice_rank(p) for p in pair[0]])
        )
        parts.append(say("version.number", field=field_words(v.field, phrases), given=say("list.comma").join(told)))
    return [sentence(say("version.numbers", numbers=say("list.semicolon").join(parts)), rests)] if parts else []


def _number(version: Version, value: VersionValue, period: Period, phrases: Phrases) -> str:
    """The number in words: of a part that it is one, of a total that its voices have given another since."""
    words = value_words(version.field, value.value, phrases)
    claims = [period.known[c] for c in value.claims if c in period.known]
    pairs = [(c, n) for c in claims for n in c.counts if n.what == version.field]
    pairs = [(c, n) for c, n in pairs if phrases.bounds(n.low, n.high) == words]
    last = _last_reports(version, value.parties, period)
    told = _as_part(words, [n for _, n in pairs], {c.report for c in claims}, last, phrases)
    source = next((w for c, n in pairs if (w := words_for(n, c, words))), None)
    return phrases.messages.say("version.worded", value=told, words=source) if source else told


def _as_part(words: str, said: list[Count], reports: set[str], last: set[str], phrases: Phrases) -> str:
    if said and all(n.partial for n in said):
        further = all(n.sense is Sense.FURTHER for n in said)
        return phrases.messages.say("version.further" if further else "version.part", value=words)
    if last and reports and last.isdisjoint(reports):
        return phrases.messages.say("version.earlier", value=words)
    return words


def _last_reports(version: Version, voices: tuple[str, ...], period: Period) -> set[str]:
    """For each of the voices its latest report that gives a total."""
    claims = {c for x in version.values for c in x.claims if c in period.known}
    last: dict[str, str] = {}
    for claim in sorted((period.known[c] for c in claims), key=period.order):
        if any(n.what == version.field and not n.partial for n in claim.counts):
            last[period.voice(claim)] = claim.report
    return {last[v] for v in voices if v in last}


def _short(voices: tuple[str, ...], phrases: Phrases) -> str:
    """Who gives a value: parties by name, outlets by theirs."""
    ordered = sorted(voices, key=phrases.voice_rank)
    return phrases.messages.listed(
        phrases.outlet(v.removeprefix(OUTLET)) if v.startswith(OUTLET) else phrases.party(v) for v in ordered
    )


def grades(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """How well the event, and each party named for it, are borne out; the rules and reasons stand in the notes."""
    say = phrases.messages.say
    mine = period.grades.get(incident.id, ())
    if incident.id in period.cut or not mine or incident.period_total:
        return []
    parts = [
        say(
            "grade.one",
            about=say("grade.actor", party=phrases.party(g.actor)) if g.actor else say("grade.event"),
            status=phrases.enum(g.status, "status"),
            letter=g.reliability.value,
            figure=g.credibility.value,
        )
        for g in mine
    ]
    text = say("grade.given", parts=say("list.semicolon").join(parts))
    return [sentence(text, [g.id for g in mine])]


def findings(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """For each provision one sentence: every reading by itself, then what they say together."""
    say = phrases.messages.say
    summaries = period.summaries.get(incident.id, ())
    if incident.id in period.cut and summaries:
        return [sentence(say("finding.later"), incident.claims)]
    return [_provision(s, period, phrases) for s in summaries]


def _provision(summary: FindingSummary, period: Period, phrases: Phrases) -> Sentence:
    say, view = phrases.messages.say, period.view
    agreement = view.agreement(summary.agreement)
    owner = {r.id: r.of for r in agreement.readings} if agreement else {}
    mine = [view.findings[f] for f in summary.findings if f in view.findings]
    mine.sort(key=lambda f: (phrases.rank(owner.get(f.reading, f.reading)), f.id))
    provision = phrases.provision(view.agreements, summary.agreement, summary.provision)
    rests = [*(f.id for f in mine), summary.id]
    said = {(f.outcome, f.missing, f.conditional) for f in mine}
    if len(said) == 1 and len(mine) > 1:
        return sentence(say("finding.alike", provision=provision, outcome=_outcome(mine[0], phrases)), rests)
    parts = (
        say("finding.reading", party=phrases.party(owner.get(f.reading, f.reading)), outcome=_outcome(f, phrases))
        for f in mine
    )
    state = phrases.enum(summary.state, "state")
    text = say("finding.each", provision=provision, parts=say("list.semicolon").join(parts), state=state)
    return sentence(text, rests)


def _outcome(finding: Finding, phrases: Phrases) -> str:
    words = phrases.enum(finding.outcome, "outcome")
    if finding.conditional:
        words = phrases.messages.say("finding.reciprocal", outcome=words)
    if finding.outcome is Outcome.UNDETERMINED and finding.missing:
        missing = phrases.messages.say("list.semicolon").join(finding.missing)
        return phrases.messages.say("finding.lacking", outcome=words, missing=missing)
    return words


def decisions(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """What people decided about the incident or its claims."""
    about = [incident.id, *(c.id for c in period.accounts(incident))]
    mine = {d.id: d for record in about for d in period.decisions.get(record, ())}
    return [
        sentence(decision_words(d, phrases), [d.id, *(s for s in d.subjects if s in set(about))])
        for d in sorted(mine.values(), key=lambda d: (d.at, d.id))
    ]


def decision_words(decision: Decision, phrases: Phrases) -> str:
    """A decision in words."""
    reason = phrases.messages.say("decision.reason", reason=decision.reason) if decision.reason else ""
    return phrases.messages.say(
        "decision.made",
        author=decision.author,
        action=decision.action.value,
        instant=phrases.instant(decision.at),
        reason=reason,
    )
