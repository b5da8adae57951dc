"""Who has not been heard on an incident, and whose denials, tied to no account of it, could concern it all the same."""

from __future__ import annotations

import datetime as dt

from trucewatch.records import Claim, Incident, Sentence
from trucewatch.tell.incident_words import main_parties
from trucewatch.tell.period import Period
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import sentence
from trucewatch.values.ground import km
from trucewatch.values.party import members
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Kind, denies_event

_FORCE = frozenset({Kind.ATTACK, Kind.INTERCEPTION, Kind.CLASH, Kind.DAMAGE, Kind.OUTAGE})
_WIDE = frozenset({Level.REGION, Level.AREA, Level.COUNTRY, Level.SEA})

ANSWERED_WITHIN = dt.timedelta(days=7)
"""How long after the first account a denial that states no time may still speak of an incident."""


def unheard(incident: Incident, period: Period, phrases: Phrases) -> list[Sentence]:
    """The parties of which no source speaks of the incident: those that stated a denial which could concern it, though
    it is tied to none of its accounts, each with that denial; then those not heard at all."""
    say, found, silent = phrases.messages.say, list[Sentence](), list[str]()
    spoken = {p for c in period.accounts(incident) for p in period.sides(c)}
    for code in main_parties(period, phrases):
        if code in spoken:
            continue
        if denials := [c.id for c in period.denials if code in period.sides(c) and _may_concern(c, incident, period)]:
            found.append(sentence(say("incident.untied", party=phrases.party(code)), denials))
        else:
            silent.append(phrases.party(code))
    if silent:
        text = say("incident.silent", parties=phrases.messages.listed(silent))
        found.append(sentence(text, [*incident.claims, period.view.case.id]))
    return found


def _may_concern(claim: Claim, incident: Incident, period: Period) -> bool:
    """True where neither kind, actor, place nor time says that the denial speaks of something else. One that names
    neither a place nor whose act it denies ("there was no strike") speaks of what its own report tells, and of no other
    event."""
    if not any(k is claim.kind or {k, claim.kind} <= _FORCE for k in incident.kinds):
        return False
    if not denies_event(claim.kind, incident.kinds):
        return False
    covers = bool(claim.places and claim.time)
    if claim.kind is Kind.ATTACK and set(incident.kinds) <= {Kind.INTERCEPTION} and not covers:
        return False  # who denies an attack does not deny what the other side shot down, unless there was none that day
    accused = members(claim.actor.party) if claim.actor else frozenset()
    if not accused and not claim.places:
        return False
    named = frozenset(p for code in incident.actors for p in members(code))
    if accused and named and not accused & named:
        return False
    places = [p for c in period.of(incident.claims) for p in c.places]
    apart = claim.places and places and not any(_meet(p, q) for p in claim.places for q in places)
    return not apart and _timely(claim, incident, period)


def _timely(claim: Claim, incident: Incident, period: Period) -> bool:
    said, first = period.published(claim), period.first(incident)
    if incident.moment is None:
        return abs(said - first) <= ANSWERED_WITHIN
    if said < incident.moment.start:
        return False
    return claim.time.overlaps(incident.moment) if claim.time else said <= first + ANSWERED_WITHIN


def _meet(a: Place, b: Place) -> bool:
    """Whether the two may be one place, or one lie within the other; of what was not located that is not known."""
    if a.level is None or b.level is None:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if Level.COUNTRY in (a.level, b.level):
        return True
    if a.level in _WIDE or b.level in _WIDE:
        return not (any(a.area) and any(b.area)) or a.area == b.area or Level.AREA in (a.level, b.level)
    if a.point is None or b.point is None:
        return (a.name or a.text).casefold() == (b.name or b.text).casefold()
    return km(a.point, b.point) <= max(a.radius_km or 0.0, b.radius_km or 0.0) + 1.0
