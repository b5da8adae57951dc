"""The sections that tell claims by what they are about: denials, effects, casualties, confidence-building."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from trucewatch.records import Claim, Section, Sentence
from trucewatch.tell.accounts import ACTS, EFFECTS, accounts, sentence
from trucewatch.tell.brief_incidents import field_words, heading
from trucewatch.tell.brief_summary import is_disputed
from trucewatch.tell.period import OUTLET, Period
from trucewatch.tell.phrases import Phrases
from trucewatch.values.vocabularies import GROUPED_KINDS, Concord, Kind, Modality, Polarity

_CONFIDENCE = (Kind.EXCHANGE, Kind.AID, Kind.TALKS)
_EVENTS = GROUPED_KINDS - {Kind.EXCHANGE}


def _section(title: str, parts: Iterable[Section], empty: str, period: Period, phrases: Phrases) -> Section:
    found = tuple(s for s in parts if s.sentences or s.sections)
    if found:
        return Section(title=phrases.messages.say(title), sections=found)
    nothing = (sentence(phrases.messages.say(empty), [period.view.case.id]),)
    return Section(title=phrases.messages.say(title), sentences=nothing)


def _told(title: str, claims: Iterable[Claim], period: Period, phrases: Phrases) -> Section:
    told = accounts(tuple(claims), period, phrases, setting=True)
    return Section(title=phrases.messages.say(title), sentences=told)


def denials(period: Period, phrases: Phrases) -> Section:
    """Denials of the period, the points on which sides differ, and acts announced, conditional or called off."""
    denied = [c for c in period.claims if c.polarity is Polarity.NEGATED]
    open_acts = [
        c
        for c in period.claims
        if c.kind in _EVENTS and c.modality is not Modality.ACTUAL and c.polarity is Polarity.AFFIRMED
    ]
    disputed = Section(title=phrases.messages.say("title.disputed"), sentences=tuple(_disputed(period, phrases)))
    parts = (
        _told("title.denials", denied, period, phrases),
        disputed,
        _told("title.announced", open_acts, period, phrases),
    )
    return _section("title.denials_section", parts, "denial.none", period, phrases)


def _disputed(period: Period, phrases: Phrases) -> Iterable[Sentence]:
    for incident in period.current:
        if not is_disputed(incident):
            continue
        fields = [field_words(v.field, phrases) for v in incident.versions if v.concord is Concord.DISPUTED]
        rests = [c for v in incident.versions if v.concord is Concord.DISPUTED for x in v.values for c in x.claims]
        name = heading(incident, phrases)
        if fields:
            text = phrases.messages.say("denial.disputed", incident=name, fields=phrases.messages.listed(fields))
            yield sentence(text, rests or incident.claims)
        else:
            text = phrases.messages.number("denial.denied", len(incident.denials), incident=name)
            yield sentence(text, [*incident.denials, *incident.claims])


def effects(period: Period, phrases: Phrases) -> Section:
    """Outages, damage and displacement, each as its source has it."""
    note = _note("effects.note", EFFECTS, period, phrases)
    parts = [_told(f"title.{kind.value}", _actual(period, kind), period, phrases) for kind in EFFECTS]
    found = _section("title.effects", parts, "effects.none", period, phrases)
    return found.model_copy(update={"sentences": (*found.sentences, *note)})


def _actual(period: Period, *kinds: Kind) -> list[Claim]:
    """Affirmed and actual claims of the period; denials and announcements have a section of their own."""
    plain = (c for c in period.claims if c.polarity is Polarity.AFFIRMED and c.modality is Modality.ACTUAL)
    return [c for c in plain if c.kind in kinds]


def _note(key: str, kinds: tuple[Kind, ...], period: Period, phrases: Phrases) -> tuple[Sentence, ...]:
    rests = [c.id for c in _actual(period, *kinds)]
    return (sentence(phrases.messages.say(key), rests),) if rests else ()


def casualties(period: Period, phrases: Phrases) -> Section:
    """Casualties as claimed, by the side whose source claims them; never added up."""

    def side(claim: Claim) -> tuple[bool, str]:
        voice = period.voice(claim)
        return (True, "") if voice == "" or voice.startswith(OUTLET) else (False, voice)

    claims = sorted(_actual(period, Kind.CASUALTIES), key=side)
    parts = []
    for (_, code), group in groupby(claims, key=side):
        title = "title.casualties_by" if code else "title.casualties_no_side"
        told = accounts(tuple(group), period, phrases, setting=True)
        parts.append(Section(title=phrases.messages.say(title, party=phrases.party(code)), sentences=told))
    note = _note("casualties.note", (Kind.CASUALTIES,), period, phrases)
    found = _section("title.casualties", parts, "casualties.none", period, phrases)
    return found.model_copy(update={"sentences": (*found.sentences, *note)})


def confidence(period: Period, phrases: Phrases) -> Section:
    """Prisoner exchanges, relief, talks."""
    parts = [_told(f"title.{kind.value}", _affirmed(period, kind), period, phrases) for kind in _CONFIDENCE]
    return _section("title.confidence", parts, "confidence.none", period, phrases)


def _affirmed(period: Period, kind: Kind) -> list[Claim]:
    """What is announced is told here too: it builds confidence before it happens. Denials stay with the denials."""
    return [c for c in period.claims if c.kind is kind and c.polarity is Polarity.AFFIRMED]


def unlinked(period: Period) -> tuple[Claim, ...]:
    """Affirmed, actual claims of an act that belong to no incident: told among what could not be known."""
    return tuple(c for c in _actual(period, *sorted(ACTS)) if c.id not in period.incident_of)
