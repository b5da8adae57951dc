"""Corrections: what a person set in the place of what the reader read, and the person's word for what examples alone
had shown. The quote is nobody's to correct.

A correction names a field and a value in words:

``kind`` ``polarity`` ``modality`` ``source.role``  a word of the vocabulary
``source.party`` ``actor.party`` ``target.party``   a party's code; empty: no party
``target.class``                                    a class of the vocabulary; empty: none stated
``actor.text`` ``target.text``                      words of the report; empty: none named
``about``                                           text; empty: none
``weapons``                                         words of the vocabulary, by commas; empty: none stated
``time``     a local day, ``DAY/DAY``, or ``DAYTHH:MM/DAYTHH:MM``; empty: not stated
``place``    ``NAME | LAT, LON | RADIUS_KM | COUNTRY`` (the country may be left out); empty: not stated
``counts``   ``killed=3, injured=5-7, customers=100-``; empty: none stated
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from trucewatch.records import Action, Claim, Decision, Mention, Target, Why
from trucewatch.values.count import Count
from trucewatch.values.moment import Basis, Moment, zone_of
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import Weapon

_COUNT = re.compile(r"^([a-z_0-9]+)\s*=\s*(\d+(?:\.\d+)?)?\s*(-)?\s*(\d+(?:\.\d+)?)?$")


def corrections(decisions: Iterable[Decision], claims: Mapping[str, Claim], zone: str) -> dict[str, Claim]:
    """The claims that standing decisions correct, each as it is now held to say, under its own id; later decisions
    come after earlier ones. ``zone``: the case's, in which days are meant. What cannot be set is passed over.

    A claim seen by example alone that somebody accepts or corrects stands from then on as any other, on that word.
    """
    out: dict[str, Claim] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.id)):
        accepts = decision.action is Action.ACCEPT
        if not accepts and (decision.action is not Action.CORRECT or decision.field is None):
            continue
        for subject in decision.subjects:
            claim = out.get(subject) or claims.get(subject)
            if claim is None or (accepts and not claim.by_example):
                continue
            try:
                changed = claim if accepts else corrected(claim, decision.field or "", decision.value or "", zone)
            except ValueError:
                continue  # the claim has since been read as one that has no such field
            out[subject] = changed.model_copy(update={"why": _why(changed, decision)})
    return out


def _why(claim: Claim, decision: Decision) -> Why:
    done = "accepted" if decision.action is Action.ACCEPT else f"{decision.field}: corrected"
    why = claim.why or Why(rule="decision")
    notes = (*why.notes, f"{done} by {decision.author} ({decision.id})")
    if why.by_example:
        return why.model_copy(update={"rule": "decision", "notes": (why.rule, *notes)})
    return why.model_copy(update={"notes": notes})


def corrected(claim: Claim, field: str, value: str, zone: str) -> Claim:
    """The claim with one field set. Raises ValueError, saying what is wrong, where the field is not one that can be
    corrected, or the value is none that it can have."""
    setter = _SETTERS.get(field)
    if setter is None:
        raise ValueError(f"{field!r} cannot be corrected: use one of {', '.join(_SETTERS)}")
    changes = setter(claim, value.strip(), zone)
    content = {name: getattr(claim, name) for name in Claim.model_fields} | changes
    return Claim.model_validate(content)


Setter = Callable[[Claim, str, str], dict[str, Any]]


def _plain(name: str) -> Setter:
    return lambda _claim, value, _zone: {name: value or None}


def _source(part: str) -> Setter:
    def set_it(claim: Claim, value: str, _zone: str) -> dict[str, Any]:
        return {"source": _again(claim.source, part, value or None)}

    return set_it


def _actor_text(claim: Claim, value: str, _zone: str) -> dict[str, Any]:
    if not value:
        return {"actor": None}
    return {"actor": Mention(text=value, party=claim.actor.party if claim.actor else None)}


def _actor_party(claim: Claim, value: str, _zone: str) -> dict[str, Any]:
    if claim.actor is None:
        raise ValueError("nobody is named as the actor: set actor.text to the report's words first")
    return {"actor": _again(claim.actor, "party", value or None)}


def _target(part: str) -> Setter:
    def set_it(claim: Claim, value: str, _zone: str) -> dict[str, Any]:
        return {"target": _again(claim.target or Target(), part, value or None)}

    return set_it


def _again(value: Any, part: str, content: object) -> Any:
    """The value with one part replaced, checked anew."""
    fields = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_validate({**fields, part: content})


def _weapons(_claim: Claim, value: str, _zone: str) -> dict[str, Any]:
    words = [w.strip() for w in value.split(",") if w.strip()]
    return {"weapons": tuple(dict.fromkeys(Weapon(w) for w in words))}


def _time(claim: Claim, value: str, zone: str) -> dict[str, Any]:
    if not value:
        return {"time": None}
    first, _, last = value.partition("/")
    text = claim.time.text if claim.time else None
    if "T" in value:
        tz = zone_of(zone)
        start = datetime.fromisoformat(first).replace(tzinfo=tz)
        end = datetime.fromisoformat(last).replace(tzinfo=tz) if last else start + timedelta(minutes=1)
        return {"time": Moment(start=start, end=end, zone=zone, basis=Basis.STATED, text=text)}
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    return {"time": Moment.of_days(*days, zone=zone, basis=Basis.STATED, text=text)}


def _place(claim: Claim, value: str, _zone: str) -> dict[str, Any]:
    if not value:
        return {"places": ()}
    parts = [p.strip() for p in value.split("|")]
    if len(parts) not in (3, 4) or not parts[0] or "," not in parts[1]:
        raise ValueError("a place is written NAME | LAT, LON | RADIUS_KM | COUNTRY")
    lat, _, lon = parts[1].partition(",")
    radius = float(parts[2])
    first = claim.places[0] if claim.places else None
    place = Place(
        text=first.text if first else parts[0],
        name=parts[0],
        country=(parts[3] if len(parts) == 4 and parts[3] else None),
        admin1=_kept_area(first, parts[0]),
        level=_level(radius),
        point=Point(lat=float(lat), lon=float(lon)),
        radius_km=radius,
        candidates=first.candidates if first else (),
    )
    return {"places": (place, *claim.places[1:])}


def _kept_area(place: Place | None, name: str) -> str | None:
    """The first-level area of the candidate that the person chose by its name, if it is one."""
    return next((c.admin1 for c in place.candidates if c.name == name), None) if place else None


def _level(radius_km: float) -> Level:
    bounds = ((1.0, Level.FACILITY), (10.0, Level.SETTLEMENT), (25.0, Level.NEAR), (60.0, Level.DISTRICT))
    return next((level for upto, level in bounds if radius_km <= upto), Level.REGION)


def _counts(_claim: Claim, value: str, _zone: str) -> dict[str, Any]:
    return {"counts": tuple(_count(part.strip()) for part in value.split(",") if part.strip())}


def _count(text: str) -> Count:
    found = _COUNT.match(text)
    if not found or (found[2] is None and found[4] is None):
        raise ValueError(f"{text!r} is no count: write killed=3, injured=5-7 or customers=100-")
    what, low, dash, high = found.groups()
    numbers = [None if n is None else float(n) if "." in n else int(n) for n in (low, high)]
    return Count.model_validate({"what": what, "low": numbers[0], "high": numbers[1] if dash else numbers[0]})


_SETTERS: Mapping[str, Setter] = {
    "kind": _plain("kind"),
    "polarity": _plain("polarity"),
    "modality": _plain("modality"),
    "source.party": _source("party"),
    "source.role": _source("role"),
    "actor.text": _actor_text,
    "actor.party": _actor_party,
    "target.text": _target("text"),
    "target.class": _target("target_class"),
    "target.party": _target("party"),
    "about": _plain("about"),
    "weapons": _weapons,
    "time": _time,
    "place": _place,
    "counts": _counts,
}

_DAY = timedelta(days=1)


def as_written(claim: Claim, zone: str) -> dict[str, str]:
    """Every field of the claim as a correction would write what stands, by its name; empty where none is stated."""
    return {
        **plainly(claim),
        "time": _written_time(claim.time, zone),
        "place": _written_place(claim.places[0]) if claim.places else "",
        "counts": ", ".join(map(_written_count, claim.counts)),
    }


def plainly(claim: Claim) -> dict[str, str]:
    """The fields that are words or codes, by name, which are told as they are written: all but time, place, counts."""
    actor, target = claim.actor, claim.target or Target()
    return {
        "kind": claim.kind.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "source.party": claim.source.party or "",
        "source.role": claim.source.role.value,
        "actor.text": actor.text if actor else "",
        "actor.party": (actor.party if actor else None) or "",
        "target.text": target.text or "",
        "target.class": target.target_class.value if target.target_class else "",
        "target.party": target.party or "",
        "about": claim.about or "",
        "weapons": ", ".join(w.value for w in claim.weapons),
    }


def _written_time(moment: Moment | None, zone: str) -> str:
    if moment is None:
        return ""
    start, end = (m.astimezone(zone_of(zone)) for m in (moment.start, moment.end))
    if start.time() == end.time() == datetime.min.time():
        first, last = start.date(), (end - _DAY).date()
        return f"{first}" if first == last else f"{first}/{last}"
    return f"{start:%Y-%m-%dT%H:%M}/{end:%Y-%m-%dT%H:%M}"


def _written_place(place: Place) -> str:
    if place.point is None or place.radius_km is None:
        return ""
    point = f"{place.point.lat:g}, {place.point.lon:g}"
    return " | ".join(x for x in (place.name or place.text, point, f"{place.radius_km:g}", place.country) if x)


def _written_count(count: Count) -> str:
    low, high = ("" if n is None else f"{n:.15g}" for n in (count.low, count.high))
    return f"{count.what.value}={low}" if low == high else f"{count.what.value}={low}-{high}"


FIELDS: tuple[str, ...] = tuple(_SETTERS)
"""What can be corrected."""
