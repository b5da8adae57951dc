"""Incidents: a group of accounts and what hangs on it, as a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from trucewatch.language.mediation import mediated
from trucewatch.link.origins import origin_count, text_origins
from trucewatch.link.rules import Rules
from trucewatch.link.times import event_times
from trucewatch.link.units import rejects_account
from trucewatch.link.versions import versions
from trucewatch.link.voices import Voices
from trucewatch.records.base import derived_from
from trucewatch.records.claim import Claim
from trucewatch.records.incident import Incident, Reprint
from trucewatch.values.moment import Moment
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Kind, Modality, Polarity, TargetClass

_FINENESS = {level: i for i, level in enumerate(Level)}


def incident(
    claims: Sequence[Claim],
    others: Sequence[Claim],
    why: tuple[str, ...],
    *,
    total: bool,
    voices: Voices,
    arrived: Mapping[str, int],
    rules: Rules,
) -> Incident:
    """The record of one event. Its id stems from the claim that came first into the ledger (``arrived``; without a
    ledger the one published first), so that it stays while more is said of the event.

    ``others``: what is attached; ``total``: whether it is a sum over a stretch of time. ``reports``, ``outlets`` and
    ``origins`` count the accounts and the denials, not the mentions nor what is seen by example alone.
    """
    seen = [c for c in others if c.by_example]
    read = [c for c in others if not c.by_example]
    rejections = [c for c in read if rejects_account(c, rules)]  # of an account, not of the event
    denied = [c for c in read if c.polarity is Polarity.NEGATED and c.modality is Modality.ACTUAL]  # doubt denies not
    denials = [c for c in denied if c not in rejections]
    mentions = [c for c in read if c not in denials]
    spoken = [*claims, *denials]
    told = sorted({c.report for c in spoken})
    text_origin = text_origins({r: voices.reports[r] for r in told if r in voices.reports}, rules)
    founder = min(claims, key=lambda c: arrived.get(c.id, len(arrived)))
    return derived_from(
        Incident,
        founder.id,
        claims=tuple(c.id for c in claims),
        denials=tuple(c.id for c in denials),
        mentions=tuple(c.id for c in mentions),
        seen=tuple(c.id for c in seen),
        kinds=tuple(k for k in Kind if any(c.kind is k for c in claims)),
        place=_place(claims),
        moment=_moment(tuple(event_times(claims, rules).values())),
        target_classes=_classes(claims),
        actors=tuple(dict.fromkeys(c.actor.party for c in claims if c.actor and c.actor.party and _acts(c))),
        period_total=total,
        reports=len(told),
        outlets=len({voices.outlet(c) for c in spoken}),
        origins=origin_count(spoken, text_origin, voices),
        reprints=tuple(Reprint(report=r, of=o) for r, o in sorted(text_origin.items()) if o != r),
        versions=versions(claims, denials, voices, rules, rejections),
        why=why or ("one account",),
    )


def _acts(claim: Claim) -> bool:
    """Who shot a weapon down is not the actor of the attack, and a mediator none of the exchange."""
    return claim.kind is not Kind.INTERCEPTION and not mediated(claim)


def _place(claims: Sequence[Claim]) -> Place | None:
    """The finest place that an account names, resolved ones first; the earliest of equals."""
    places = [p for c in claims for p in c.places]
    return min(places, key=_coarseness, default=None)


def _coarseness(place: Place) -> tuple[int, float, bool]:
    level = _FINENESS[place.level] if place.level is not None else len(_FINENESS)
    wide = place.name is not None and place.name == place.admin1
    return level, place.radius_km if place.radius_km is not None else float("inf"), wide


def _moment(times: Sequence[Moment]) -> Moment | None:
    """The time within which the event lies by every account that gives one; where they do not all meet, their span.

    The finest account lends its words; nothing is taken from publication.
    """
    if not times:
        return None
    finest = min(times, key=lambda m: m.end - m.start)
    start, end = max(m.start for m in times), min(m.end for m in times)
    if end - start <= timedelta(0):
        start, end = min(m.start for m in times), max(m.end for m in times)
    return finest.model_copy(update={"start": start, "end": end})


def _classes(claims: Sequence[Claim]) -> tuple[TargetClass, ...]:
    stated = {c.target.target_class for c in claims if c.target and c.target.target_class}
    return tuple(t for t in TargetClass if t in stated)
