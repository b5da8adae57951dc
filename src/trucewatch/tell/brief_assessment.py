"""What is assessed of one incident: sensors, the terms under each reading, and what people decided."""

from __future__ import annotations

from collections.abc import Iterable

from trucewatch.records import Finding, FindingSummary, Incident, Sentence
from trucewatch.tell.accounts import sentence
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases


def corroboration(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """What sensors can say of the incident, or that nothing of the kind is recorded."""
    say = phrases.messages.say
    mine = sorted((c for c in period.view.corroborations.values() if c.incident == incident.id), key=lambda c: c.id)
    if incident.id in period.cut and mine:
        return [sentence(say("sensor.later"), incident.claims)]
    found = []
    for c in mine:
        text = say("sensor.result", result=phrases.enum(c.result, "sensor"), reason=_clause(c.reason), rule=c.rule)
        found.append(sentence(text, [*(c.claims or incident.claims), *c.observations, c.id]))
        if c.missing:
            listed = say("list.semicolon").join(c.missing)
            found.append(sentence(say("sensor.missing", missing=listed), [c.id]))
    if not mine:
        found.append(sentence(say("sensor.none"), [*incident.claims, period.view.case.id]))
    return found


def grades(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """How well the event, and each party named for it, are borne out; letters and figures apart."""
    say = phrases.messages.say
    mine = [g for g in period.view.grades.values() if g.incident == incident.id]
    if incident.id in period.cut or not mine:
        return []
    found = []
    for g in sorted(mine, key=lambda g: (g.aspect.value != "event", g.actor or "")):
        about = say("grade.actor", party=phrases.party(g.actor)) if g.actor else say("grade.event")
        text = say(
            "grade.given",
            about=about,
            status=phrases.enum(g.status, "status"),
            letter=g.reliability.value,
            figure=g.credibility.value,
            reason=_clause(g.reason),
            rule=g.rule,
        )
        found.append(sentence(text, [*(g.claims or incident.claims), *g.decisions, g.id]))
    return found


def _clause(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def findings(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """Every reading of every provision by itself, then what they say together."""
    say, view = phrases.messages.say, period.view
    summaries = sorted(
        (s for s in view.summaries.values() if s.incident == incident.id), key=lambda s: (s.agreement, s.provision)
    )
    if incident.id in period.cut and summaries:
        return [sentence(say("finding.later"), incident.claims)]
    found: list[Sentence] = []
    for summary in summaries:
        mine = (view.findings[f] for f in summary.findings if f in view.findings)
        found.extend(_reading(f, period, phrases) for f in sorted(mine, key=lambda f: (f.reading, f.id)))
        found.append(_over_all(summary, incident, period, phrases))
    return found


def _reading(finding: Finding, period: Period, phrases: Phrases) -> Sentence:
    agreement = period.view.agreement(finding.agreement)
    of = next((r.of for r in agreement.readings if r.id == finding.reading), None) if agreement else None
    say = phrases.messages.say
    missing = say("finding.missing", missing=say("list.semicolon").join(finding.missing)) if finding.missing else ""
    text = say(
        "finding.reading",
        party=phrases.party(of) if of else finding.reading,
        provision=finding.provision,
        agreement=agreement.title if agreement else finding.agreement,
        outcome=phrases.enum(finding.outcome, "outcome"),
        reason=_clause(finding.reason),
        missing=missing,
        rule=finding.rule,
    )
    return sentence(text, [*finding.claims, finding.id, *_ids(agreement)])


def _over_all(summary: FindingSummary, incident: Incident, period: Period, phrases: Phrases) -> Sentence:
    text = phrases.messages.say("finding.over_all", state=phrases.enum(summary.state, "state"))
    return sentence(text, [*incident.claims, summary.id, *_ids(period.view.agreement(summary.agreement))])


def _ids(*records: object) -> Iterable[str]:
    return (str(r.id) for r in records if r is not None and hasattr(r, "id"))


def decisions(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """What people decided about the incident or its claims, up to the cut-off."""
    about = {incident.id, *(c.id for c in period.accounts(incident))}
    mine = (d for d in period.view.decisions.values() if about & set(d.subjects))
    found = []
    for d in sorted(mine, key=lambda d: (d.at, d.id)):
        reason = phrases.messages.say("decision.reason", reason=d.reason) if d.reason else ""
        text = phrases.messages.say(
            "decision.made", author=d.author, action=d.action.value, instant=phrases.instant(d.at), reason=reason
        )
        found.append(sentence(text, [d.id, *(s for s in d.subjects if s in about)]))
    return found
