"""Which alerts are due by a case's rules, and what they say. Pure: what was sent before and what time it is, is given.

An alert's key is its rule, its subject and the stage the subject is at (status, and what the readings together make of
it). The same key is never due again; a new stage is another alert.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trucewatch.records import Failure, Incident, Position
from trucewatch.records.alerts import Alerts, On, Rule
from trucewatch.tell.escape import one_line
from trucewatch.tell.formats.telling import Telling
from trucewatch.tell.view import CaseView
from trucewatch.tell.words import Messages, messages
from trucewatch.values.ids import content_id
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Kind

WORDS = "alerts.en"


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert. ``keys``: its own first, then those it had under earlier ids of its subject; ``known``: end of the
    publication of the last report behind it (UTC), None for a failure."""

    keys: tuple[str, ...]
    rule: str
    subject: str
    title: str
    lines: tuple[str, ...]
    known: dt.datetime | None
    urgent: bool
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed over to a channel: ``subject`` on one line, ``text``, and the same as plain data."""

    subject: str
    text: str
    data: Mapping[str, Any]


def alerts_due(view: CaseView, alerts: Alerts, now: dt.datetime) -> tuple[Alert, ...]:
    """All alerts that the rules give for what was last reported of within ``fresh_hours`` before ``now``, sent or not:
    urgent ones first, then by when they became known and by key."""
    teller = _Teller(view, now - dt.timedelta(hours=alerts.fresh_hours))
    found = [a for rule in alerts.rules for a in teller.of(rule)]
    return tuple(sorted(found, key=lambda a: (not a.urgent, a.known or now, a.keys)))


def letter(view: CaseView, alerts: tuple[Alert, ...]) -> Letter:
    """One message that says ``alerts``, of which there is at least one."""
    words = messages(WORDS)
    case = one_line(view.case.title)
    subject = words.number("subject", len(alerts), case=case, title=one_line(alerts[0].title))
    parts = [words.say("body.head", case=case)]
    parts += ["\n".join((f"{n}. {one_line(a.title)}", *a.lines)) for n, a in enumerate(alerts, start=1)]
    parts += [words.say("body.foot")]
    said = [
        {"key": a.keys[0], "rule": a.rule, "subject": a.subject, "title": a.title, "lines": list(a.lines)}
        for a in alerts
    ]
    data = {"format": "trucewatch-alert/1", "case": view.case.code, "title": case, "alerts": said}
    return Letter(subject, "\n\n".join(parts) + "\n", data)


class _Teller:
    def __init__(self, view: CaseView, since: dt.datetime) -> None:
        self.telling = Telling(view)
        self.view = view
        self.since = since
        self.words: Messages = messages(WORDS)
        self.former: dict[str, list[str]] = {}
        for old, new in sorted(view.redirects.items()):
            self.former.setdefault(new, []).append(old)

    def of(self, rule: Rule) -> Iterator[Alert]:
        makers: Mapping[On, Callable[[Rule], Iterator[Alert]]] = {
            On.INCIDENT: self._incidents,
            On.POSITION: self._positions,
            On.FAILURE: self._failures,
        }
        return makers[rule.on](rule)

    def _alert(self, rule: Rule, subject: str, stage: list[str], known: dt.datetime | None, **said: Any) -> Alert:
        subjects = (subject, *self.former.get(subject, ()))
        keys = tuple(content_id("alt", [rule.id, s, *stage]) for s in subjects)
        return Alert(keys, rule.id, subject, known=known, urgent=rule.urgent, channels=rule.channels, **said)

    # -- incidents ---------------------------------------------------------------------------------------------------

    def _incidents(self, rule: Rule) -> Iterator[Alert]:
        for incident in self.telling.incidents:
            known = self.telling.known_until(incident)
            if known is None or known < self.since or not self._meets(rule, incident):
                continue
            states = sorted(f"{s.provision}: {s.state.value}" for s in self.telling.summaries_of(incident))
            stage = [self.telling.status(incident).value, *states]
            title = self.words.say("title.incident", headline=self.telling.headline(incident))
            yield self._alert(rule, incident.id, stage, known, title=title, lines=self._told(rule, incident))

    def _meets(self, rule: Rule, incident: Incident) -> bool:
        place, telling = incident.place, self.telling
        states = {s.state for s in telling.summaries_of(incident)}
        named = {m for code in incident.actors for m in members(code)}
        asked = (
            (rule.kinds, any(k in rule.kinds for k in incident.kinds)),
            (rule.target_classes, any(t.within(c) for t in incident.target_classes for c in rule.target_classes)),
            (rule.parties, any(members(p) & named for p in rule.parties)),
            (rule.countries, place is not None and place.country in rule.countries),
            (rule.regions, place is not None and place.admin1 in rule.regions),
            (rule.states, bool(states & set(rule.states))),
            (rule.status, telling.status(incident) in rule.status),
        )
        return all(met for wanted, met in asked if wanted) and incident.origins >= rule.min_origins

    def _told(self, rule: Rule, incident: Incident) -> tuple[str, ...]:
        say, telling = self.words.say, self.telling
        lines = [say("body.status", notes=one_line(telling.notes(incident)))]
        if set(incident.kinds) & _ACTS:
            actors = telling.actors(incident)
            lines += [say("body.actors", actors="; ".join(actors)) if actors else say("body.no_actor")]
        urls = [one_line(u) for u in telling.urls(incident)]
        lines += [say("body.links", urls=" ".join(urls))] if urls else []
        return (*lines, say("body.rule", rule=rule.id, subject=incident.id))

    # -- positions and failures ----------------------------------------------------------------------------------------

    def _positions(self, rule: Rule) -> Iterator[Alert]:
        for position in sorted(self.view.positions.values(), key=lambda p: p.id):
            known = self._published(position)
            if known is None or known < self.since or not self._takes(rule, position):
                continue
            phrases = self.telling.phrases
            title = self.words.say(
                "title.denied" if position.denied else "title.position",
                party=phrases.party(position.party),
                stance=phrases.enum(position.stance, "stance"),
                about=position.proposal or position.about or "–",
            )
            claims = (self.view.claims[c] for c in position.claims if c in self.view.claims)
            lines = [one_line(self.telling.account(c)) for c in claims]
            lines.append(self.words.say("body.rule", rule=rule.id, subject=position.id))
            stage = [position.stance.value, str(position.denied)]
            yield self._alert(rule, position.id, stage, known, title=title, lines=tuple(lines))

    def _published(self, position: Position) -> dt.datetime | None:
        claims = (self.view.claims[c] for c in position.claims if c in self.view.claims)
        reports = (self.view.reports[c.report] for c in claims if c.report in self.view.reports)
        return max((r.published.end for r in reports if r.published), default=None)

    @staticmethod
    def _takes(rule: Rule, position: Position) -> bool:
        asked = (
            (rule.parties, any(members(p) & members(position.party) for p in rule.parties)),
            (rule.proposals, position.proposal in rule.proposals),
            (rule.stances, position.stance in rule.stances),
        )
        return all(met for wanted, met in asked if wanted)

    def _failures(self, rule: Rule) -> Iterator[Alert]:
        for failure in sorted(self.view.failures.values(), key=lambda f: f.id):
            yield self._of_failure(rule, failure)

    def _of_failure(self, rule: Rule, failure: Failure) -> Alert:
        title = self.words.say("title.failure", where=one_line(failure.where))
        lines = (
            self.words.say("body.failure", what=one_line(failure.what), mend=one_line(failure.mend)),
            self.words.say("body.rule", rule=rule.id, subject=failure.id),
        )
        return self._alert(rule, failure.id, [], None, title=title, lines=lines)


_ACTS = frozenset({Kind.ATTACK, Kind.CLASH, Kind.CONTROL, Kind.DEPLOYMENT, Kind.OBSTRUCTION, Kind.DETENTION})
