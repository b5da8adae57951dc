"""Filling in where places are, where a resolver is at hand."""

from __future__ import annotations

from trucewatch.link.parameters import LinkParameters
from trucewatch.records.claim import Claim
from trucewatch.values.place import Place


def resolve(claim: Claim, params: LinkParameters) -> Claim:
    """The claim with its unresolved places resolved by ``params.places``; the same claim where there is nothing to do.

    What the claim states (text, name, country, first-level area) is never overwritten. The id stays that of the
    claim as it was read: a resolution is no part of what the report says.
    """
    if params.places is None or all(p.level is not None for p in claim.places):
        return claim
    places = tuple(p if p.level is not None else _resolved(p, claim, params) for p in claim.places)
    return claim.model_copy(update={"places": places})


def _resolved(place: Place, claim: Claim, params: LinkParameters) -> Place:
    assert params.places is not None
    stated = [place.country, *(p.country for p in claim.places), *params.countries]
    found = params.places.resolve(place.name or place.text, tuple(dict.fromkeys(c for c in stated if c)))
    if place.country and found.country and place.country != found.country:
        return place  # the resolver means another country than the report does
    said = place.model_dump(include={"text", "name", "country", "admin1"}, exclude_none=True)
    return found.model_copy(update=said)
