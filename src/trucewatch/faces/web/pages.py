"""The pages. Each asks the desk for one value and hands it to one template; what a template gets is what is named here
and what ``view.page`` says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from trucewatch.faces.web import api
from trucewatch.faces.web.access import GuardedRoute, Permission, allow
from trucewatch.faces.web.api import Claims, Key, Ledger, site_of
from trucewatch.faces.web.asked import Page
from trucewatch.faces.web.downloads import kinds
from trucewatch.faces.web.drawing import timeline_of
from trucewatch.faces.web.forms import Filled, Forms
from trucewatch.faces.web.view import edition_text, page
from trucewatch.faces.web.words import word
from trucewatch.monitor.days import covering_day
from trucewatch.monitor.deciding import standing_fields
from trucewatch.monitor.desk import ClaimCard, ClaimQuery, Desk, LedgerPage, LedgerQuery, queries
from trucewatch.monitor.desk.pages import ClaimsPage
from trucewatch.values.vocabularies import Kind

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

# Pages that show all of one thing: (address, template, entry of the navigation, what of the desk it shows).
_PLAIN: tuple[tuple[str, str, str, Callable[[Desk], dict[str, Any]]], ...] = (
    ("/", "today.html.j2", "today", lambda desk: {"today": desk.today()}),
    ("/positions", "positions.html.j2", "positions", lambda desk: {"it": desk.positions()}),
    ("/sources", "sources.html.j2", "sources", lambda desk: {"sources": desk.sources()}),
    ("/integrity", "integrity.html.j2", "integrity", lambda desk: {"it": desk.integrity()}),
    ("/help", "help.html.j2", "", lambda _desk: {}),
    ("/api", "api.html.j2", "", lambda _desk: {"schema": api.schema()}),
)


def _plain(address: str, template: str, name: str, shown: Callable[[Desk], dict[str, Any]]) -> None:
    @router.get(address, name=template.partition(".")[0])
    @allow(Permission.READ)
    def plain(request: Request) -> Response:
        return page(request, template, name, forms=_forms(request, address), **shown(site_of(request).desk))


for _page in _PLAIN:
    _plain(*_page)


def _forms(request: Request, back: str, claims: Iterable[ClaimCard] = (), failed: Filled | None = None) -> Forms:
    site = site_of(request)
    parties = tuple(sorted(p.code for p in site.desk.case.parties))
    now = standing_fields(site.store, site.desk, claims)
    return Forms(request.state.person, back, parties, now, failed)


# --- the ledger, and the views that take its filters ---------------------------------------------------------------


def _filtered(query: LedgerQuery, found: LedgerPage | ClaimsPage) -> dict[str, Any]:
    claims = isinstance(query, ClaimQuery)
    return {
        "ledger": found,
        "query": query,
        "facets": queries.CLAIM_FACETS if claims else queries.INCIDENT_FACETS,
        "orders": queries.CLAIM_ORDERS if claims else queries.INCIDENT_ORDERS,
    }


@router.get("/incidents")
@allow(Permission.READ)
def incidents(request: Request, query: Ledger) -> Response:
    return page(request, "incidents.html.j2", "ledger", **_filtered(query, site_of(request).desk.incidents(query)))


@router.get("/claims")
@allow(Permission.READ)
def claims(request: Request, query: Claims) -> Response:
    return page(request, "claims.html.j2", "ledger", **_filtered(query, site_of(request).desk.claims(query)))


@router.get("/map")
@allow(Permission.READ)
def map_page(request: Request, query: Ledger) -> Response:
    desk = site_of(request).desk
    unplaced, of_unplaced = desk.board.unplaced(query, 100)
    context: dict[str, Any] = {"unplaced": unplaced, "of_unplaced": of_unplaced, "days": desk.board.days(query)}
    context["tiles"] = site_of(request).options.tiles
    context["kinds"] = {k.value: word("kind", k.value) for k in Kind}
    return page(request, "map.html.j2", "map", **_filtered(query, desk.incidents(query)), **context)


@router.get("/timeline")
@allow(Permission.READ)
def timeline(request: Request, query: Ledger) -> Response:
    desk = site_of(request).desk
    drawn = timeline_of(desk, query)
    context = _filtered(query, desk.incidents(query))
    return page(request, "timeline.html.j2", "timeline", **context, drawn=drawn, agreements=drawn.agreements)


# --- one record ------------------------------------------------------------------------------------------------------


@router.get("/incidents/{key}")
@allow(Permission.READ)
def incident(request: Request, key: Key) -> Response:
    return incident_page(request, key)


def incident_page(request: Request, key: str, failed: Filled | None = None) -> Response:
    """An incident; ``failed``: a form of it that was sent and could not be taken."""
    desk = site_of(request).desk
    found = desk.incident(key)
    if found is None:
        raise HTTPException(404)
    if found.card.id != key and failed is None:
        return RedirectResponse(f"/incidents/{found.card.id}", 307)
    named = found.incident
    numbered = (c for c in (*named.claims, *named.denials, *named.mentions, *named.seen) if c in found.claims)
    context: dict[str, Any] = {
        "it": found,
        "forms": _forms(request, f"/incidents/{found.card.id}", found.claims.values(), failed),
        "numbers": {c: n for n, c in enumerate(numbered, 1)},
        "following": desk.following(found.card.id),
        "drawn": desk.pictures(key),
    }
    return page(request, "incident.html.j2", "ledger", 422 if failed else 200, **context)


@router.get("/reports/{key}")
@allow(Permission.READ)
def report(request: Request, key: Key) -> Response:
    return report_page(request, key)


def report_page(request: Request, key: str, failed: Filled | None = None) -> Response:
    """A report; ``failed``: a form of it that was sent and could not be taken."""
    found = site_of(request).desk.report(key)
    if found is None:
        raise HTTPException(404)
    forms = _forms(request, f"/reports/{found.card.id}", found.claims, failed)
    denied = {c.id for c in found.claims if c.polarity == "negated"}
    context: dict[str, Any] = {"it": found, "forms": forms, "denied": denied}
    return page(request, "report.html.j2", "sources", 422 if failed else 200, **context)


@router.get("/editions/{key}")
@allow(Permission.READ)
def edition(request: Request, key: Key) -> Response:
    found = site_of(request).desk.edition(key)
    if found is None:
        raise HTTPException(404)
    return page(request, "edition.html.j2", "editions", it=found, text=edition_text(found.edition), kinds=kinds())


@router.get("/r/{key}")
@allow(Permission.READ)
def record(request: Request, key: Annotated[str, Path(max_length=80)]) -> Response:
    """Leads from the id of any record to the page that shows it."""
    key = site_of(request).desk.whole(key)
    found = site_of(request).desk.find(key)
    if found is None:
        raise HTTPException(404)
    kind, target = found
    if kind in ("incident", "report", "edition"):
        return RedirectResponse(f"/{kind}s/{target}#{quote(key)}", 307)
    if kind == "record":
        entry = site_of(request).store.get(key)
        assert entry is not None  # it was found
        return page(request, "record.html.j2", "", entry=entry, body=entry.record.model_dump_json(indent=1))
    return RedirectResponse(f"/{kind}#{quote(key)}", 307)


# --- pages of a hundred ----------------------------------------------------------------------------------------------


@router.get("/reports")
@allow(Permission.READ)
def reports(request: Request, number: Page = 1) -> Response:
    cards, total = site_of(request).desk.reports(number)
    return page(request, "reports.html.j2", "sources", reports=cards, total=total, number_of_page=number)


@router.get("/exchanges")
@allow(Permission.READ)
def exchanges(request: Request, number: Page = 1) -> Response:
    desk = site_of(request).desk
    swaps, of_swaps = desk.exchanges(number)
    told, of_effects = desk.effects(number)
    context: dict[str, Any] = {"exchanges": swaps, "of_exchanges": of_swaps, "effects": told, "of_effects": of_effects}
    return page(request, "exchanges.html.j2", "exchanges", **context, number_of_page=number)


@router.get("/editions")
@allow(Permission.READ)
def editions(request: Request) -> Response:
    return editions_page(request)


def editions_page(request: Request, day: str = "", problem: str = "") -> Response:
    """The editions; ``problem``: why none was published for that day."""
    desk = site_of(request).desk
    until = desk.today().until
    context: dict[str, Any] = {"editions": desk.editions(), "day": day, "problem": problem}
    context["following"] = covering_day(desk.case, until) if until else None
    return page(request, "editions.html.j2", "editions", 422 if problem else 200, **context)
