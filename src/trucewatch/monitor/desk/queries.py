"""Queries as people and programs put them: a saved view is its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

INCIDENT_FACETS = (
    *("review", "kind", "accounts", "state", "voice", "actor", "target", "status", "grade", "sensor"),
    *("area", "precision", "counted", "outlet"),
)
"""In the order in which they are offered."""

CLAIM_FACETS = ("review", "kind", "polarity", "modality", "voice", "role", "actor", "target", "outlet", "linked")

INCIDENT_ORDERS = ("score", "latest", "earliest", "published", "accounts")
CLAIM_ORDERS = ("published", "latest", "earliest")
SIZE = 50
MOST = 500


@dataclass(frozen=True)
class LedgerQuery:
    """Incidents asked for. ``facets``: values any of which suffices, by facet; ``since``/``until``: local days, both
    included, touched by the incident's time; ``box``: west, south, east, north in degrees; ``words``: beginnings of
    words in its claims."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    box: tuple[float, float, float, float] | None = None
    words: str = ""
    order: str = "score"
    page: int = 1
    size: int = SIZE

    def with_facet(self, name: str, value: str, on: bool) -> LedgerQuery:
        """The same with one value of a facet chosen or not, from the first page."""
        chosen = [v for v in self.facets.get(name, ()) if v != value] + ([value] if on else [])
        return replace(self, facets={**self.facets, name: tuple(chosen)}, page=1)

    @property
    def narrowed(self) -> bool:
        """True if it asks for less than everything."""
        return bool(any(self.facets.values()) or self.since or self.until or self.box or self.words)


@dataclass(frozen=True)
class ClaimQuery(LedgerQuery):
    """Claims asked for, in the same way."""

    order: str = "published"


def as_link(query: LedgerQuery, **changes: object) -> str:
    """The query as the part of an address behind the question mark; defaults are left out."""
    q = replace(query, **changes)  # type: ignore[arg-type]
    default = type(query)()
    pairs: list[tuple[str, str]] = [(name, v) for name, values in sorted(q.facets.items()) for v in sorted(values)]
    if q.since:
        pairs.append(("since", q.since.isoformat()))
    if q.until:
        pairs.append(("until", q.until.isoformat()))
    if q.box:
        pairs.append(("box", ",".join(f"{x:g}" for x in q.box)))
    if q.words:
        pairs.append(("q", q.words))
    if q.order != default.order:
        pairs.append(("sort", q.order))
    if q.size != default.size:
        pairs.append(("size", str(q.size)))
    if q.page != 1:
        pairs.append(("page", str(q.page)))
    return urlencode(pairs)
