"""ACLED's columns (codebooks/acled.yaml). No type is guessed, no actor stands without who alleges it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pycountry

from trucewatch.records import Incident, Status
from trucewatch.tell.export_rows import Row
from trucewatch.tell.formats.chunks import Files, json_text, readme, table
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.vocabularies import CountOf

_BOOK = "acled"
Types = tuple[str, str]
"""Event type and sub-event type; empty texts where accounts do not tell which."""


def export_acled(telling: Telling) -> Files:
    """``acled.csv``, ``acled-left-out.csv`` with the incidents that are no row of it, ``README-acled.txt``."""
    book = codebook(_BOOK)
    return {
        "acled.csv": table(book, "acled.csv", _rows(telling)),
        "acled-left-out.csv": table(book, "acled-left-out.csv", _left_out(telling)),
        "README-acled.txt": readme(book, telling.view),
    }


def types_of(telling: Telling, incident: Incident) -> tuple[Types, ...] | None:
    """All types that its kinds and weapons give, the one that is written first; None where ACLED has none for them."""
    events: Mapping[str, Mapping[str, list[str]]] = codebook(_BOOK).tables["events"]
    kind = next((k for k in events if k in {k.value for k in incident.kinds}), None)
    if kind is None:
        return None
    by_weapon = events[kind]
    if "any" in by_weapon:
        return (_pair(by_weapon["any"]),)
    tables = codebook(_BOOK).tables
    named = {w.value for w in telling.weapons(incident)}
    ordered = [w for w in tables["weapon_order"] if w in named] or ["none"]
    close = _pair(tables["close_combat_on_civilians"]) if _only(incident, tables["civilians"]) else None
    found = [close if close and w in tables["close_combat"] else _pair(by_weapon[w]) for w in ordered]
    return tuple(dict.fromkeys(sorted(found, key=lambda t: t == ("", ""))))


def _pair(entry: list[str]) -> Types:
    return entry[0], entry[1]


def _only(incident: Incident, classes: list[str]) -> bool:
    """Whether all that was struck is said to be of these classes."""
    return bool(incident.target_classes) and all(t.value in classes for t in incident.target_classes)


def _rows(telling: Telling) -> Iterator[Row]:
    for incident in telling.incidents:
        types = types_of(telling, incident)
        if types is not None:
            yield _row(telling, incident, types)


def _left_out(telling: Telling) -> Iterator[Row]:
    for incident in telling.incidents:
        if types_of(telling, incident) is None:
            kinds = [k.value for k in incident.kinds]
            why = telling.words.say("left_out.no_type", kinds=", ".join(kinds))
            yield {"incident": incident.id, "kinds": kinds, "why": why}


def _row(telling: Telling, incident: Incident, types: tuple[Types, ...]) -> Row:
    row: dict[str, Any] = dict.fromkeys(codebook(_BOOK).columns("acled.csv"))
    event, sub = types[0]
    day = incident.moment.days[0] if incident.moment else None
    latest = telling.known_until(incident)
    row |= {
        "event_id_cnty": incident.id,
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": incident.moment.acled_precision if incident.moment else None,
        "disorder_type": codebook(_BOOK).tables["disorder"].get(event),
        "event_type": event,
        "sub_event_type": sub,
        "source": telling.sources(incident),
        "notes": telling.notes(incident),
        "fatalities": telling.range(incident, CountOf.KILLED).low,
        "timestamp": int(latest.timestamp()) if latest else None,
        "tags": _tags(telling, incident),
    }
    return row | _who(telling, incident) | _where(telling, incident) | _ours(telling, incident, types)


def _who(telling: Telling, incident: Incident) -> Row:
    tables = codebook(_BOOK).tables
    actors, targets = telling.actors(incident), telling.targets(incident)
    struck = "State forces" if _state(telling.target_parties(incident)) and _military(incident) else None
    if _only(incident, tables["people"]):
        struck = "Civilians"
    return {
        "actor1": "; ".join(actors) or telling.words.say("alleged.unnamed"),
        "inter1": "State forces" if _state(incident.actors) else None,
        "actor2": "; ".join(targets) or None,
        "inter2": struck,
        "civilian_targeting": "Civilian targeting" if _only(incident, tables["people"]) else None,
    }


def _military(incident: Incident) -> bool:
    classes = incident.target_classes
    return bool(classes) and all(t.value.startswith("military.") for t in classes)


def _state(parties: tuple[str, ...]) -> bool:
    """Whether one party is named and it is a state: states have ISO codes, in capitals."""
    return len(parties) == 1 and len(parties[0]) == 3 and parties[0].isupper()


def _where(telling: Telling, incident: Incident) -> Row:
    place = incident.place
    if place is None:
        return {}
    country = pycountry.countries.get(alpha_3=place.country) if place.country else None
    return {
        "iso": int(country.numeric) if country else None,
        "country": telling.phrases.country(place.country) if place.country else None,
        "admin1": place.admin1,
        "location": place.name or place.text,
        "latitude": place.point.lat if place.point else None,
        "longitude": place.point.lon if place.point else None,
        "geo_precision": place.acled_precision,
        "tw_radius_km": place.radius_km,
    }


def _tags(telling: Telling, incident: Incident) -> str:
    tags = [f"status={telling.status(incident).value}"]
    tags += ["denied=yes"] if telling.denials(incident) else []
    tags += ["total=yes"] if incident.period_total else []
    return "; ".join(tags)


def _ours(telling: Telling, incident: Incident, types: tuple[Types, ...]) -> Row:
    return {
        "tw_status": Status(telling.status(incident)).value,
        "tw_actor_codes": list(incident.actors),
        "tw_vouched_by": telling.vouchers(incident),
        "tw_killed": telling.numbers(incident, CountOf.KILLED),
        "tw_injured": telling.numbers(incident, CountOf.INJURED),
        "tw_origins": incident.origins,
        "tw_sub_event_types": [sub for _, sub in types if sub],
        "tw_versions": json_text([v.model_dump(mode="json") for v in incident.versions]),
        "tw_claims": list(incident.claims),
        "tw_denials": list(incident.denials),
    }
