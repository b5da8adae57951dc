"""Incidents of the period by area: what is alleged, in whose words, what the sides agree on, what the terms say."""

from __future__ import annotations

import re
from itertools import groupby

from trucewatch.records import Incident, Section, Sentence, Version, VersionValue
from trucewatch.tell.accounts import ACTS, accounts, sentence
from trucewatch.tell.brief_assessment import corroboration, decisions, findings, grades
from trucewatch.tell.brief_network import hanging
from trucewatch.tell.brief_summary import main_parties
from trucewatch.tell.period import OUTLET, Period
from trucewatch.tell.phrases import Phrases
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Concord, CountOf, Kind, TargetClass

_NOT = "not "  # link writes a denied actor so
_BOUNDS = re.compile(r"^(\d+(?:\.\d+)?)?(\.\.)?(\d+(?:\.\d+)?)?$")
_KINDS, _TARGETS = list(Kind), list(TargetClass)


def incidents(period: Period, phrases: Phrases) -> Section:
    """Incidents of an act first reported or added to in the period; sums over a stretch of time stand apart."""
    say = phrases.messages.say
    acts = [i for i in period.current if ACTS & set(i.kinds)]
    if not acts:
        nothing = (sentence(say("incident.none"), [period.view.case.id]),)
        return Section(title=say("title.incidents"), sentences=nothing)
    sections = _areas([i for i in acts if not i.period_total], period, phrases)
    totals = [i for i in acts if i.period_total]
    if totals:
        told = tuple(_incident(i, period, phrases) for i in totals)
        note = (sentence(say("incident.totals"), [c for i in totals for c in i.claims]),)
        sections.append(Section(title=say("title.totals"), sentences=note, sections=told))
    return Section(title=say("title.incidents"), sections=tuple(sections))


def _areas(found: list[Incident], period: Period, phrases: Phrases) -> list[Section]:
    def area(incident: Incident) -> tuple[bool, str]:
        return (incident.place is None or incident.place.country is None, phrases.area(incident.place))

    return [
        Section(title=name, sections=tuple(_incident(i, period, phrases) for i in group))
        for (_, name), group in groupby(sorted(found, key=area), key=area)
    ]


def kind_words(incident: Incident, phrases: Phrases) -> str:
    """The leading kind of an incident: the act before its effects."""
    return phrases.enum(min(incident.kinds, key=_KINDS.index), "kind")


def target_words(incident: Incident, phrases: Phrases) -> list[str]:
    """The classes of what was hit, in the vocabulary's order."""
    return [phrases.enum(t, "target") for t in sorted(incident.target_classes, key=_TARGETS.index)]


def short(record: str) -> str:
    """A record's id cut to eight digits, as the report shows it."""
    prefix, _, digits = record.partition("-")
    return f"{prefix}-{digits[:8]}"


def heading(incident: Incident, phrases: Phrases) -> str:
    """``Alleged attack: Vale, 18 to 19 March 2031``."""
    place = incident.place
    name = (place.name or place.text) if place else phrases.messages.say("place.heading_unstated")
    days = phrases.stretch(*incident.moment.days) if incident.moment else phrases.messages.say("time.heading_unstated")
    return phrases.messages.say("incident.heading", kind=kind_words(incident, phrases), place=name, days=days)


def _incident(incident: Incident, period: Period, phrases: Phrases) -> Section:
    told = [
        *_opening(incident, period, phrases),
        *_told(incident, period, phrases),
        *_versions(incident, phrases),
        *_silent(incident, period, phrases),
        *corroboration(incident, period, phrases),
        *hanging(incident, period, phrases),
        *grades(incident, period, phrases),
        *findings(incident, period, phrases),
        *decisions(incident, period, phrases),
    ]
    title = heading(incident, phrases)
    return Section(title=title[:1].upper() + title[1:], sentences=tuple(told))


def _opening(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    say, count = phrases.messages.say, phrases.messages.number
    targets = target_words(incident, phrases)
    text = say(
        "incident.total_opening" if incident.period_total else "incident.opening",
        kind=kind_words(incident, phrases),
        targets=say("incident.targets", targets=say("list.semicolon").join(targets)) if targets else "",
        place=phrases.where(incident.place),
        time=phrases.when(incident.moment),
        reports=count("n.reports", incident.reports),
        outlets=count("n.outlets", incident.outlets),
        origins=say("incident.origins_open") if incident.id in period.cut else count("n.origins", incident.origins),
    )
    found = [sentence(text, incident.claims)]
    first = min(period.of(incident.claims), key=period.order)
    if not period.window.holds(period.published(first)):
        found.append(
            sentence(
                say("incident.renewed", published=phrases.published(period.view.reports.get(first.report))), [first.id]
            )
        )
    return found


def _told(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    mine = period.accounts(incident)
    now = [c for c in mine if period.window.holds(period.published(c))]
    acts = [c for c in now if c.kind in ACTS]
    found = list(accounts(acts, period, phrases, setting=False))
    others = [c.id for c in now if c.kind not in ACTS]
    if others:
        found.append(sentence(phrases.messages.number("incident.elsewhere", len(others)), others))
    earlier = [c.id for c in mine if not period.window.holds(period.published(c))]
    if earlier:
        found.append(sentence(phrases.messages.number("incident.earlier", len(earlier)), earlier))
    return found


def _versions(incident: Incident, phrases: Phrases) -> list[Sentence]:
    say, found = phrases.messages.say, []
    alone: dict[tuple[str, ...], list[tuple[str, VersionValue]]] = {}
    for version in incident.versions:
        if version.concord is Concord.ONE_SIDED and len(version.values) == 1:
            alone.setdefault(version.values[0].parties, []).append((version.field, version.values[0]))
        elif version.concord is not Concord.UNSTATED and version.values:
            found.extend(_version(version, phrases))
    for voices, given in alone.items():
        points = (
            say("version.point", field=field_words(f, phrases), value=value_words(f, v.value, phrases))
            for f, v in given
        )
        sided = any(v and not v.startswith(OUTLET) for v in voices)
        key = "version.alone" if sided else "version.no_side"
        text = say(key, voices=phrases.voices(voices), points=say("list.semicolon").join(points))
        found.append(sentence(text, [c for _, v in given for c in v.claims]))
    unstated = sorted(field_words(v.field, phrases) for v in incident.versions if v.concord is Concord.UNSTATED)
    if unstated:
        found.append(sentence(say("version.unstated", fields=phrases.messages.listed(unstated)), incident.claims))
    return found


def field_words(field: str, phrases: Phrases) -> str:
    """What a field of an incident is called."""
    key = f"field.{field.replace('.', '_')}"
    return phrases.messages.say(key) if phrases.messages.has(key) else field.replace("_", " ").replace(".", ": ")


def _version(version: Version, phrases: Phrases) -> list[Sentence]:
    say, field, concord = phrases.messages.say, field_words(version.field, phrases), version.concord.value

    def told(key: str, value: VersionValue) -> Sentence:
        words = value_words(version.field, value.value, phrases)
        return sentence(say(key, field=field, voices=phrases.voices(value.parties), value=words), value.claims)

    values = sorted(version.values, key=lambda v: (v.parties, v.value))
    if len(values) == 1:
        return [told(f"version.one.{concord}", values[0])]
    head = sentence(say(f"version.head.{concord}", field=field), [c for v in values for c in v.claims])
    return [head, *(told("version.value", v) for v in values)]


def value_words(field: str, text: str, phrases: Phrases) -> str:
    """A version's value in words where it is of a known vocabulary, a number or a date; else verbatim in quotes."""
    say = phrases.messages.say
    if field == "actor" and text.startswith(_NOT):
        return say("version.not", value=value_words(field, text.removeprefix(_NOT), phrases))
    if text and members(text) <= {p.code for p in phrases.case.parties}:
        return phrases.party(text)
    if text in ("affirmed", "denied"):
        return say(f"version.{text}")
    if field == "target" and text in set(TargetClass):
        return phrases.enum(TargetClass(text), "target")
    found = _BOUNDS.match(text)
    if found and field in set(CountOf):
        low, dots, high = found[1], found[2], found[3]
        return phrases.bounds(_figure(low), _figure(high if dots else low))
    return phrases.edtf(text) or say("version.quoted", text=text)


def _figure(text: str | None) -> float | None:
    return float(text) if text else None


def _silent(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    spoken = {p for c in period.accounts(incident) for p in period.sides(c)}
    rests = [*incident.claims, period.view.case.id]
    return [
        sentence(phrases.messages.say("incident.silent", party=phrases.party(code)), rests)
        for code in main_parties(period)
        if code not in spoken
    ]
