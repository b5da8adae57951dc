"""The columns by which incidents and claims can be filtered and ordered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from trucewatch.monitor.desk.cards import ClaimCard, IncidentCard, When, Where
from trucewatch.store.columns import Columns, Facet, Order, columns_of
from trucewatch.tell.accounts import ACTS

NAN = float("nan")
NOBODY = "-"
"""The value of a facet for what names no party, no class, no sensor."""


INCIDENT_ORDERS: Mapping[str, Order] = {
    "score": (("score", "last"), True),
    "latest": (("end", "start"), True),
    "earliest": (("start", "end"), False),
    "published": (("last",), True),
    "accounts": (("claims", "last"), True),
}
CLAIM_ORDERS: Mapping[str, Order] = {
    "published": (("published",), True),
    "latest": (("end",), True),
    "earliest": (("start",), False),
}


def incident_columns(cards: Sequence[IncidentCard], outlets: Sequence[Sequence[str]]) -> Columns:
    """Columns of incidents, in the order of the cards."""
    facets = {
        "kind": Facet.of(c.kinds for c in cards),
        "actor": Facet.of(c.actors or (NOBODY,) for c in cards),
        "voice": Facet.of(tuple(v or NOBODY for v in c.voices) for c in cards),
        "target": Facet.of(c.classes or (NOBODY,) for c in cards),
        "state": Facet.of(tuple(s.state for s in c.states) for c in cards),
        "status": Facet.of((c.status,) for c in cards),
        "grade": Facet.of((c.grade,) for c in cards),
        "sensor": Facet.of((c.sensor or NOBODY,) for c in cards),
        "accounts": Facet.of(_accounts(c) for c in cards),
        "area": Facet.of(tuple(dict.fromkeys(map(_area, c.places or (c.place,)))) for c in cards),
        "precision": Facet.of((c.place.level or NOBODY if c.place else NOBODY,) for c in cards),
        "outlet": Facet.of(outlets),
        "counted": Facet.of((_counted(c),) for c in cards),
        "review": Facet.of((("open" if c.open else "decided"), *(("new",) if c.new else ())) for c in cards),
    }
    starts, ends = _ends([c.when for c in cards])
    first, last = ([_stamp(d) for d in dates] for dates in ([c.first for c in cards], [c.last for c in cards]))
    places = [c.place if c.place and c.place.lat is not None else None for c in cards]
    numbers = {
        "start": starts,
        "end": ends,
        "first": first,
        "last": last,
        "lat": [p.lat if p and p.lat is not None else NAN for p in places],
        "lon": [p.lon if p and p.lon is not None else NAN for p in places],
        "radius": [p.radius_km if p and p.radius_km is not None else NAN for p in places],
        "score": [c.score for c in cards],
        "claims": [float(c.claims) for c in cards],
    }
    return columns_of(len(cards), facets, {k: np.asarray(v, np.float64) for k, v in numbers.items()}, INCIDENT_ORDERS)


def _counted(card: IncidentCard) -> str:
    """How a situation report counts it: only one event of an act is an incident there."""
    if card.period_total:
        return "total"
    return "event" if ACTS & set(card.kinds) else "effects"


def claim_columns(cards: Sequence[ClaimCard], rows: Mapping[str, int], published: Mapping[str, datetime]) -> Columns:
    """Columns of claims. ``rows``: of incidents by id; ``published``: by report."""
    facets = {
        "kind": Facet.of((c.kind,) for c in cards),
        "polarity": Facet.of((c.polarity,) for c in cards),
        "modality": Facet.of((c.modality,) for c in cards),
        "voice": Facet.of((NOBODY if c.voice.startswith("outlet:") else c.voice or NOBODY,) for c in cards),
        "role": Facet.of((c.source.role or NOBODY,) for c in cards),
        "actor": Facet.of(((c.actor.party if c.actor else None) or NOBODY,) for c in cards),
        "target": Facet.of(((c.target.of_class if c.target else None) or NOBODY,) for c in cards),
        "outlet": Facet.of((c.outlet,) for c in cards),
        "review": Facet.of((c.review, *(("seen",) if c.by_example and c.review == "open" else ())) for c in cards),
        "linked": Facet.of(("yes" if c.incidents else "no",) for c in cards),
    }
    starts, ends = _ends([c.when for c in cards])
    stamped = [_stamp(published.get(c.report)) for c in cards]
    numbers = {
        "start": starts,
        "end": ends,
        "published": stamped,
        "incident": [float(rows[c.incidents[0]]) if c.incidents else NAN for c in cards],
    }
    return columns_of(len(cards), facets, {k: np.asarray(v, np.float64) for k, v in numbers.items()}, CLAIM_ORDERS)


def _accounts(card: IncidentCard) -> tuple[str, ...]:
    """How the accounts stand to one another."""
    found = ["differ"] if card.differs else []
    found += ["denied"] if card.denied else []
    sides = [v for v in card.voices if v]
    found += ["no-side"] if not sides else ["one-side"] if len(sides) == 1 else ["several-sides"]
    found += ["one-origin"] if card.origins <= 1 else ["several-origins"]
    return tuple(found)


def _area(place: Where | None) -> str:
    """``UKR Kherson``, ``UKR``; ``- Old Mill`` of a place located in no known country."""
    if place is None or place.country is None:
        return NOBODY if place is None or place.level is None else f"{NOBODY} {place.admin1 or place.name}"
    return f"{place.country} {place.admin1}" if place.admin1 else place.country


def _ends(moments: Sequence[When | None]) -> tuple[list[float], list[float]]:
    starts = [m.start.timestamp() if m else NAN for m in moments]
    return starts, [m.end.timestamp() if m else NAN for m in moments]


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else NAN
