"""Corroboration: what sensors can say, and how far accounts of two sides bear one another out."""

from __future__ import annotations

from collections.abc import Iterable

from trucewatch.records import Corroboration, Grade, Section, Sentence, Status
from trucewatch.tell.incident_words import heading, singles
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import clause, listing, section, sentence
from trucewatch.values.vocabularies import SensorResult

_COUNTED = (SensorResult.NOT_EXPECTED, SensorResult.NOT_OBSERVABLE)
"""Results that say nothing of the incident: counted, not listed."""


def corroboration(period: Period, phrases: Phrases) -> Section:
    """Incidents borne out by two sides or by sensors, one sentence each; of the others how many are so, and why not."""
    say = phrases.messages.say
    current = [i for i in singles(period.current) if i.id not in period.cut]
    found: list[Sentence] = []
    counted: dict[SensorResult, list[Corroboration]] = {}
    for incident in current:
        name = phrases.opening(heading(incident, phrases))
        found += _borne_out(name, period.grades.get(incident.id, ()), phrases)
        for c in period.corroborations.get(incident.id, ()):
            if c.result in _COUNTED:
                counted.setdefault(c.result, []).append(c)
                continue
            result = phrases.enum(c.result, "sensor")
            text = say("sensor.result", incident=name, result=result, reason=clause(c.reason))
            found.append(sentence(text, [c.id, *c.observations]))
    alleged = [g for i in current for g in period.grades.get(i.id, ()) if not g.actor and g.status is Status.ALLEGED]
    if alleged:
        found.append(sentence(phrases.messages.number("sensor.alleged", len(alleged)), [g.id for g in alleged]))
    for result in _COUNTED:
        mine = counted.get(result, [])
        if mine:
            words = phrases.messages.number("sensor.counted", len(mine), result=phrases.enum(result, "sensor"))
            found.append(sentence(words, [c.id for c in mine]))
    if not found:
        found.append(sentence(say("sensor.none"), [period.view.case.id]))
    return section("corroboration", say("title.corroboration"), listing(found))


def _borne_out(name: str, grades: Iterable[Grade], phrases: Phrases) -> list[Sentence]:
    say = phrases.messages.say
    return [
        sentence(
            say(
                "sensor.borne_out",
                incident=name,
                about=say("grade.actor", party=phrases.party(g.actor)) if g.actor else say("grade.event"),
                status=phrases.enum(g.status, "status"),
                reason=clause(g.reason),
            ),
            [g.id],
        )
        for g in grades
        if g.status is not Status.ALLEGED
    ]
