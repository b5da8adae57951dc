"""Making cards of moments, places and claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trucewatch.monitor.desk.cards import ClaimCard, Named, When, Where
from trucewatch.records import Claim, Incident, Report
from trucewatch.store.corrections import plainly
from trucewatch.tell.denials import is_plain, whole
from trucewatch.tell.incident_words import place_name, places_of_total, where_words
from trucewatch.tell.phrases import Phrases
from trucewatch.values.ground import km
from trucewatch.values.moment import Moment
from trucewatch.values.place import Place

_ONE_SPOT_KM = 30.0
"""Places no farther apart are shown as one point, with its radius."""


def when_of(moment: Moment | None, phrases: Phrases) -> When | None:
    """The card of a moment."""
    if moment is None:
        return None
    return When(
        start=moment.start,
        end=moment.end,
        zone=moment.zone,
        edtf=moment.edtf,
        basis=moment.basis.value,
        words=phrases.when(moment),
        text=moment.text,
    )


def where_of(place: Place, phrases: Phrases) -> Where:
    """The card of a place."""
    return Where(
        text=place.text,
        name=place.name or place.text,
        words=phrases.where(place),
        country=place.country,
        admin1=place.admin1,
        level=place.level.value if place.level else None,
        lat=place.point.lat if place.point else None,
        lon=place.point.lon if place.point else None,
        radius_km=place.radius_km,
        candidates=len(place.candidates),
    )


def where_of_incident(incident: Incident, places: Sequence[Where], phrases: Phrases) -> Where | None:
    """The card of an incident's place. A total over several ``places`` is at none of them: it is called by all, and has
    no point."""
    if places:
        name = place_name(incident, phrases)
        return Where(text=name, name=name, words=where_words(incident, phrases))
    return where_of(incident.place, phrases) if incident.place else None


def places_of(incident: Incident, accounts: Iterable[Claim], phrases: Phrases) -> tuple[Where, ...]:
    """Of a total over places that are not one spot the card of each, as its accounts name them; else none."""
    if not places_of_total(incident):
        return ()
    named = {(p.name or p.text): p for claim in accounts for p in claim.places}
    points = [p.point for p in named.values() if p.point]
    if len(points) == len(named) and all(km(points[0], p) <= _ONE_SPOT_KM for p in points):
        return ()
    return tuple(where_of(p, phrases) for p in named.values())


def claim_card(
    claim: Claim,
    report: Report | None,
    phrases: Phrases,
    *,
    voice: str,
    incidents: Iterable[str],
    review: str,
    as_read: Claim | None = None,
) -> ClaimCard:
    """The card of a claim; ``voice``: who vouches; ``as_read``: as the reader had it, where people corrected it."""
    actor, target, why = claim.actor, claim.target, claim.why
    return ClaimCard(
        id=claim.id,
        report=claim.report,
        doc=claim.doc,
        outlet=report.outlet if report else "",
        published=phrases.published(report),
        quote=claim.quote,
        said=claim.quote if is_plain(claim) else whole(claim, report),
        start=claim.start,
        end=claim.end,
        kind=claim.kind.value,
        polarity=claim.polarity.value,
        modality=claim.modality.value,
        source=Named(text=claim.source.text, party=claim.source.party, role=claim.source.role.value),
        voice=voice,
        cue=claim.cue,
        actor=Named(text=actor.text, party=actor.party) if actor else None,
        target=Named(
            text=target.text,
            party=target.party,
            of_class=target.target_class.value if target.target_class else None,
        )
        if target
        else None,
        about=claim.about,
        weapons=tuple(w.value for w in claim.weapons),
        places=tuple(where_of(p, phrases) for p in claim.places),
        when=when_of(claim.time, phrases),
        counts=tuple(phrases.count(c) for c in claim.counts),
        incidents=tuple(incidents),
        review=review,
        as_read=_differences(as_read, claim, phrases) if as_read else {},
        by_example=claim.by_example,
        example=why.example if why else None,
        rule=why.rule if why else None,
        entries=why.lexicon if why else (),
        notes=why.notes if why else (),
    )


def _differences(old: Claim, new: Claim, phrases: Phrases) -> dict[str, str]:
    """Of the fields that people set: what the reader had read."""
    was, now = (_told(c, phrases) for c in (old, new))
    return {name: was[name] for name in was if was[name] != now[name]}


def _told(c: Claim, phrases: Phrases) -> dict[str, str]:
    return {
        **plainly(c),
        "time": phrases.when(c.time) if c.time else "",
        "place": "; ".join(phrases.where(p) for p in c.places),
        "counts": "; ".join(phrases.count(n) for n in c.counts),
    }


def differing(incident: Incident) -> tuple[str, ...]:
    """The fields of an incident on which the accounts differ."""
    return tuple(v.field for v in incident.versions if v.concord.value == "disputed")
