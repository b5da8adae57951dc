"""From the address of a page to a query, the same for pages and for the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from inspect import Parameter, Signature
from typing import Annotated, Any, TypeVar

from fastapi import Query

from trucewatch.errors import InputError
from trucewatch.monitor.desk import ClaimQuery, LedgerQuery
from trucewatch.monitor.desk.queries import CLAIM_FACETS, INCIDENT_FACETS

Q = TypeVar("Q", bound=LedgerQuery)
Many = Annotated[list[str], Query(max_length=40)]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="a local day")]
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=500)]
Words = Annotated[str, Query(max_length=200, description="beginnings of words that its claims hold")]
Box = Annotated[str, Query(max_length=80, description="west,south,east,north in degrees")]


def _asks(of: type[Q], facets: tuple[str, ...], *, box: bool) -> Callable[..., Q]:
    """A dependency that reads a query from the address, a parameter for each facet and each of the rest."""
    order = of().order
    rest: dict[str, tuple[Any, Any]] = {
        **({"box": (Box, "")} if box else {}),
        "since": (Day, ""),
        "until": (Day, ""),
        "q": (Words, ""),
        "sort": (str, order),
        "page": (Page, 1),
        "size": (Size, 50),
    }

    def asked(**given: Any) -> Q:
        chosen = {name: tuple(v for v in given[name] if v) for name in facets}
        return of(
            facets={name: values for name, values in chosen.items() if values},
            since=_day(given["since"]),
            until=_day(given["until"]),
            box=_box(given.get("box", "")),
            words=given["q"].strip(),
            order=given["sort"] or order,
            page=given["page"],
            size=given["size"],
        )

    taken: dict[str, tuple[Any, Any]] = {**{name: (Many, []) for name in facets}, **rest}
    asked.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(n, Parameter.KEYWORD_ONLY, default=d, annotation=a) for n, (a, d) in taken.items()]
    )
    return asked


ledger_query = _asks(LedgerQuery, INCIDENT_FACETS, box=True)
"""Incidents asked for by the address."""

claim_query = _asks(ClaimQuery, CLAIM_FACETS, box=False)
"""Claims asked for by the address."""


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
