"""From the address of a page to a query, the same for pages and for the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query

from trucewatch.errors import InputError
from trucewatch.monitor.desk import ClaimQuery, LedgerQuery

Many = Annotated[list[str], Query(max_length=40)]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="a local day")]
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=500)]
Words = Annotated[str, Query(max_length=200, description="beginnings of words that its claims hold")]


def ledger_query(
    review: Many = [],  # noqa: B006 - FastAPI reads the defaults and never changes them
    kind: Many = [],  # noqa: B006
    accounts: Many = [],  # noqa: B006
    state: Many = [],  # noqa: B006
    voice: Many = [],  # noqa: B006
    actor: Many = [],  # noqa: B006
    target: Many = [],  # noqa: B006
    status: Many = [],  # noqa: B006
    grade: Many = [],  # noqa: B006
    sensor: Many = [],  # noqa: B006
    area: Many = [],  # noqa: B006
    precision: Many = [],  # noqa: B006
    outlet: Many = [],  # noqa: B006
    since: Day = "",
    until: Day = "",
    box: Annotated[str, Query(max_length=80, description="west,south,east,north in degrees")] = "",
    q: Words = "",
    sort: str = "score",
    page: Page = 1,
    size: Size = 50,
) -> LedgerQuery:
    """Incidents asked for by the address."""
    facets = {
        "review": review,
        "kind": kind,
        "accounts": accounts,
        "state": state,
        "voice": voice,
        "actor": actor,
        "target": target,
        "status": status,
        "grade": grade,
        "sensor": sensor,
        "area": area,
        "precision": precision,
        "outlet": outlet,
    }
    return LedgerQuery(
        facets={name: tuple(v for v in values if v) for name, values in facets.items() if any(values)},
        since=_day(since),
        until=_day(until),
        box=_box(box),
        words=q.strip(),
        order=sort or "score",
        page=page,
        size=size,
    )


def claim_query(
    review: Many = [],  # noqa: B006
    kind: Many = [],  # noqa: B006
    polarity: Many = [],  # noqa: B006
    modality: Many = [],  # noqa: B006
    voice: Many = [],  # noqa: B006
    role: Many = [],  # noqa: B006
    actor: Many = [],  # noqa: B006
    target: Many = [],  # noqa: B006
    outlet: Many = [],  # noqa: B006
    linked: Many = [],  # noqa: B006
    since: Day = "",
    until: Day = "",
    q: Words = "",
    sort: str = "published",
    page: Page = 1,
    size: Size = 50,
) -> ClaimQuery:
    """Claims asked for by the address."""
    facets = {
        "review": review,
        "kind": kind,
        "polarity": polarity,
        "modality": modality,
        "voice": voice,
        "role": role,
        "actor": actor,
        "target": target,
        "outlet": outlet,
        "linked": linked,
    }
    return ClaimQuery(
        facets={name: tuple(v for v in values if v) for name, values in facets.items() if any(values)},
        since=_day(since),
        until=_day(until),
        words=q.strip(),
        order=sort or "published",
        page=page,
        size=size,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as e:
        raise InputError(f"{text} is no day", mend="write 2025-03-20") from e
    if not 1900 <= found.year <= 2200:
        raise InputError(f"{text} is out of reach", mend="give a day between 1900 and 2200")
    return found


def _box(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(x) for x in text.split(","))
    except ValueError as e:
        raise InputError(f"{text} is no box", mend="write west,south,east,north in degrees") from e
    return west, south, east, north
