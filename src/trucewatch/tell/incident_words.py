"""What an incident is called, and which incidents are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trucewatch.records import Claim, Incident
from trucewatch.tell.accounts import ACTS
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases, is_wide
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Concord, CountOf, Kind, TargetClass, denies_event

_NOT = "not "  # link writes a denied actor so, and what is denied to have been hit
_BOUNDS = re.compile(r"^(\d+(?:\.\d+)?)?(\.\.)?(\d+(?:\.\d+)?)?$")
_KINDS, _TARGETS = list(Kind), list(TargetClass)
_COUNTS = frozenset(c.value for c in CountOf)


_SHOWN = 4  # places of a total named in a heading


def main_parties(period: Period, phrases: Phrases) -> tuple[str, ...]:
    """Codes of the parties to the conflict, in order."""
    return tuple(sorted((p.code for p in period.view.case.parties if p.role == "party"), key=phrases.rank))


def singles(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents of an act that are one event, not a sum over a stretch of time."""
    return tuple(i for i in incidents if not i.period_total and ACTS & set(i.kinds))


def claims_of(incidents: Iterable[Incident]) -> list[str]:
    """Ids of the claims that found the incidents."""
    return [c for i in incidents for c in i.claims]


def disputed_fields(incident: Incident) -> list[str]:
    """The fields on which the sides differ."""
    return [v.field for v in incident.versions if v.concord is Concord.DISPUTED]


def denials(incident: Incident, period: Period) -> tuple[Claim, ...]:
    """The claims that deny the act itself: "nobody was hurt" denies an effect, and not that there was an attack."""
    return tuple(c for c in period.of(incident.denials) if denies_event(c.kind, incident.kinds))


def is_disputed(incident: Incident, period: Period) -> bool:
    """True if the sides differ on any field, or a source denies the act."""
    return bool(disputed_fields(incident) or denials(incident, period))


def kind_words(incident: Incident, phrases: Phrases) -> str:
    """The leading kind of an incident: the act before its effects."""
    return phrases.enum(min(incident.kinds, key=_KINDS.index), "kind")


def target_words(incident: Incident, phrases: Phrases) -> list[str]:
    """The classes of what was hit, in the vocabulary's order."""
    return [phrases.enum(t, "target") for t in sorted(incident.target_classes, key=_TARGETS.index)]


def places_of_total(incident: Incident) -> tuple[str, ...]:
    """All places that the accounts of a total name, where they are several: none of them stands for the others."""
    if not incident.period_total:
        return ()
    named = tuple(x.value for v in incident.versions if v.field == "place" for x in v.values)
    return named if len(named) > 1 else ()


def place_name(incident: Incident, phrases: Phrases) -> str:
    """The name of its place in short; of a total over several places the first few and how many more."""
    place, several = incident.place, places_of_total(incident)
    if len(several) > _SHOWN:
        first = phrases.messages.say("list.comma").join(several[: _SHOWN - 1])
        return phrases.messages.say("place.and_more", places=first, n=len(several) - _SHOWN + 1)
    if several:
        return phrases.messages.listed(several)
    return (place.name or place.text) if place else phrases.messages.say("place.heading_unstated")


def where_words(incident: Incident, phrases: Phrases) -> str:
    """Where it was, with how exactly that is known; of a total all the places that its accounts name."""
    several = places_of_total(incident)
    if several:
        return phrases.messages.say("place.several", places=phrases.messages.listed(several))
    return phrases.where(incident.place)


def days_of(incident: Incident, phrases: Phrases) -> str:
    """Its days in short; of a stretch of more than a month (``since August 2024``) the words of the report."""
    if incident.moment is None:
        return phrases.messages.say("time.heading_unstated")
    if is_wide(incident.moment) and incident.moment.text:
        return phrases.messages.say("time.heading_words", text=" ".join(incident.moment.text.split()))
    return phrases.stretch(*incident.moment.days)


def heading(incident: Incident, phrases: Phrases) -> str:
    """``alleged attack: Vale, 18 to 19 March 2031``."""
    return phrases.messages.say(
        "incident.heading",
        kind=kind_words(incident, phrases),
        place=place_name(incident, phrases),
        days=days_of(incident, phrases),
    )


def field_words(field: str, phrases: Phrases) -> str:
    """What a field of an incident is called."""
    key = f"field.{field.replace('.', '_')}"
    return phrases.messages.say(key) if phrases.messages.has(key) else field.replace("_", " ").replace(".", ": ")


def value_words(field: str, text: str, phrases: Phrases) -> str:
    """A version's value in words where it is of a known vocabulary, a number or a date; else verbatim in quotes."""
    say = phrases.messages.say
    if field in ("actor", "target") and text.startswith(_NOT):
        return say("version.not", value=value_words(field, text.removeprefix(_NOT), phrases))
    if text and members(text) <= set(phrases.names):
        return phrases.party(text)
    if text in ("affirmed", "denied"):
        return say(f"version.{text}")
    if field == "target" and text in set(TargetClass):
        return say("version.read", value=phrases.enum(TargetClass(text), "target"))
    found = _BOUNDS.match(text)
    if found and field in _COUNTS:
        low, dots, high = found[1], found[2], found[3]
        return phrases.bounds(_figure(low), _figure(high if dots else low))
    return phrases.edtf(text) or say("version.quoted", text=text)


def is_count(field: str) -> bool:
    """True if the field of a version is a number."""
    return field in _COUNTS


def _figure(text: str | None) -> float | None:
    return float(text) if text else None
