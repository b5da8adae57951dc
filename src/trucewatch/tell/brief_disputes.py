"""What is disputed and by whom; denials that belong to no incident; acts announced, conditional or called off."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.records import Incident, Section, Version
from trucewatch.records.edition import Row
from trucewatch.tell.accounts import each
from trucewatch.tell.incident_words import denials, field_words, heading, is_disputed, value_words
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import listing, paragraph, row, section, sentence, table
from trucewatch.values.vocabularies import GROUPED_KINDS, Concord, Kind, Modality, Polarity

_EVENTS = GROUPED_KINDS - {Kind.EXCHANGE}


def disputes(period: Period, phrases: Phrases) -> Section:
    """A table of the points on which accounts differ, then the denials and the acts that are not said to have been."""
    say = phrases.messages.say
    points = [r for i in period.current if is_disputed(i, period) for r in _points(i, period, phrases)]
    head = [say(f"dispute.{h}") for h in ("incident", "point", "accounts")]
    told = {c for i in period.current for c in (*i.claims, *i.denials, *i.mentions)}
    denied = [c for c in period.claims if c.polarity is Polarity.NEGATED and c.id not in told]
    open_acts = [
        c
        for c in period.claims
        if c.kind in _EVENTS and c.modality is not Modality.ACTUAL and c.polarity is Polarity.AFFIRMED
    ]
    sections = (
        section("denials", say("title.denials"), listing(each(denied, period, phrases))),
        section("announced", say("title.announced"), listing(each(open_acts, period, phrases))),
    )
    blocks = table(head, points)
    if not blocks and not denied and not open_acts:
        blocks = paragraph([sentence(say("denial.none"), [period.view.case.id])])
    return section("disputes", say("title.disputed"), blocks, sections)


def _points(incident: Incident, period: Period, phrases: Phrases) -> Iterator[Row]:
    name = phrases.opening(heading(incident, phrases))
    fields = [v for v in incident.versions if v.concord is Concord.DISPUTED]
    for version in fields:
        rests = [c for x in version.values for c in x.claims]
        cells = (name, field_words(version.field, phrases), _accounts(version, phrases))
        yield row(cells, rests or incident.claims)
    denied_by = denials(incident, period)
    if denied_by and not any(v.field in ("happened", "actor") for v in fields):
        said = phrases.messages.say("field.happened")
        voices = tuple(sorted({period.voice(c) for c in denied_by}))
        denied = phrases.messages.say("dispute.denied", voices=phrases.voices(voices))
        yield row((name, said, denied), [*(c.id for c in denied_by), *incident.claims])


def _accounts(version: Version, phrases: Phrases) -> str:
    """``by sources of Arvia: Orvia; by sources of Orvia: Arvia, not Orvia``: every side with all that it says."""
    by_voice: dict[str, list[str]] = {}
    for value in sorted(version.values, key=lambda v: v.value):
        for voice in value.parties:
            by_voice.setdefault(voice, []).append(value_words(version.field, value.value, phrases))
    same: dict[tuple[str, ...], list[str]] = {}
    for voice in sorted(by_voice, key=phrases.voice_rank):
        same.setdefault(tuple(by_voice[voice]), []).append(voice)
    say = phrases.messages.say
    return say("list.semicolon").join(
        say("dispute.by", voices=phrases.voices(tuple(voices)), values=say("list.comma").join(values))
        for values, voices in same.items()
    )
