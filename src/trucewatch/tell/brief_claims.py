"""The sections that tell claims by what they are about: effects, casualties, confidence-building."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from trucewatch.records import Claim, Section
from trucewatch.tell.accounts import ACTS, EFFECTS, each
from trucewatch.tell.period import OUTLET, Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import listing, paragraph, section, sentence
from trucewatch.values.vocabularies import Kind, Modality, Polarity

_CONFIDENCE = (Kind.EXCHANGE, Kind.AID, Kind.TALKS)


def effects(period: Period, phrases: Phrases) -> Section:
    """Casualties by the side whose source claims them, then outages, damage and displacement; never added up."""
    parts = [*_casualties(period, phrases), *(_told(k.value, _actual(period, k), period, phrases) for k in EFFECTS)]
    return _section("effects", parts, [c.id for c in _actual(period, Kind.CASUALTIES, *EFFECTS)], period, phrases)


def _casualties(period: Period, phrases: Phrases) -> list[Section]:
    def side(claim: Claim) -> str:
        voice = period.voice(claim)
        return "" if voice.startswith(OUTLET) else voice

    def order(claim: Claim) -> tuple[bool, tuple[int, str]]:
        return (side(claim) == "", phrases.rank(side(claim)))

    parts = []
    for code, group in groupby(sorted(_actual(period, Kind.CASUALTIES), key=order), key=side):
        title = "title.casualties_by" if code else "title.casualties_no_side"
        words = phrases.messages.say(title, party=phrases.party(code))
        parts.append(section("casualties", words, listing(each(group, period, phrases))))
    return parts


def confidence(period: Period, phrases: Phrases) -> Section:
    """Prisoner exchanges, relief, talks. What is announced is told here too: it builds confidence before it happens."""
    parts = [
        _told(k.value, [c for c in period.claims if c.kind is k and c.polarity is Polarity.AFFIRMED], period, phrases)
        for k in _CONFIDENCE
    ]
    return _section("confidence", parts, [], period, phrases)


def _told(key: str, claims: Iterable[Claim], period: Period, phrases: Phrases) -> Section:
    return section(key, phrases.messages.say(f"title.{key}"), listing(each(claims, period, phrases)))


def _section(key: str, parts: Iterable[Section], rests: list[str], period: Period, phrases: Phrases) -> Section:
    """With a note where it rests on something, with a sentence that says so where there is nothing to tell."""
    say, kept = phrases.messages.say, [p for p in parts if p.blocks]
    if not kept:
        return section(key, say(f"title.{key}"), paragraph([sentence(say(f"{key}.none"), [period.view.case.id])]))
    note = paragraph([sentence(say(f"{key}.note"), rests)]) if rests else ()
    return section(key, say(f"title.{key}"), note, kept)


def _actual(period: Period, *kinds: Kind) -> list[Claim]:
    """Affirmed and actual claims of the period; denials and announcements have a section of their own."""
    plain = (c for c in period.claims if c.polarity is Polarity.AFFIRMED and c.modality is Modality.ACTUAL)
    return [c for c in plain if c.kind in kinds]


def unlinked(period: Period) -> tuple[Claim, ...]:
    """Affirmed, actual claims of an act that belong to no incident: told among what could not be known."""
    return tuple(c for c in _actual(period, *sorted(ACTS)) if c.id not in period.incident_of)
