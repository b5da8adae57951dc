"""The JSON API: what the pages show, as data, under the same permissions. Documented at /api."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from trucewatch import __version__
from trucewatch.faces.web.access import GuardedRoute, Permission, allow
from trucewatch.faces.web.asked import Page, claim_query, ledger_query
from trucewatch.faces.web.site import Site
from trucewatch.monitor.deciding import Choice
from trucewatch.monitor.desk import ClaimQuery, LedgerQuery, pages
from trucewatch.monitor.desk.cards import EditionCard, EffectCard, ExchangeCard, ReportCard, SourceCard
from trucewatch.values.base import Value

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": pages.Problem, "description": "it cannot be read"},
    401: {"model": pages.Problem, "description": "nobody is signed in"},
    403: {"model": pages.Problem, "description": "not granted"},
    422: {"model": pages.Problem, "description": "it cannot be asked so"},
    429: {"model": pages.Problem, "description": "asked too often: wait as long as Retry-After says"},
}
_NONE: dict[int | str, dict[str, Any]] = {404: {"model": pages.Problem, "description": "there is none"}}

# Reads that take a few milliseconds are answered where the requests come in: handing each to a thread costs more.
router = APIRouter(prefix="/api", route_class=GuardedRoute, responses=_PROBLEMS, tags=["case"])
_KEY = r"^[a-z]{3}-[0-9a-f]{4,32}$"
Ledger = Annotated[LedgerQuery, Depends(ledger_query)]
Claims = Annotated[ClaimQuery, Depends(claim_query)]


class Me(Value):
    """Who asks, what they may do, and what a request that changes something must carry as ``X-CSRF-Token``."""

    name: str
    role: str
    may: tuple[str, ...]
    csrf: str


class ExchangeList(Value):
    """A page of a hundred exchanges and stated totals."""

    exchanges: tuple[ExchangeCard, ...]
    total: int


class EffectList(Value):
    """A page of a hundred effects."""

    effects: tuple[EffectCard, ...]
    total: int


class ReportList(Value):
    """A page of a hundred reports."""

    reports: tuple[ReportCard, ...]
    total: int


class SourceList(Value):
    """All outlets."""

    sources: tuple[SourceCard, ...]


class EditionList(Value):
    """All editions, the latest first."""

    editions: tuple[EditionCard, ...]


def site_of(request: Request) -> Site:
    """The case being served."""
    site: Site = request.app.state.site
    return site


def whole_key(request: Request, key: Annotated[str, Path(max_length=80, pattern=_KEY)]) -> str:
    """The id in the address, whole: pages, tables and notes show its first figures, which suffice here too."""
    return site_of(request).desk.whole(key)


Key = Annotated[str, Depends(whole_key)]


def answer(value: Value, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(value.model_dump_json(by_alias=True), status, media_type="application/json")


def raw(text: str) -> Response:
    """JSON that is JSON already."""
    return Response(text, media_type="application/json")


def found(value: Value | None) -> Response:
    """The value, or that there is none."""
    return answer(value) if value is not None else answer(pages.Problem(what="there is no such record"), 404)


@router.get("/me", response_model=Me, summary="Who asks and what they may do")
@allow(Permission.READ)
async def me(request: Request) -> Response:
    person = request.state.person
    may = tuple(p.value for p in Permission if p is not Permission.PUBLIC and person.may(p))
    return answer(Me(name=person.name, role=person.role.value, may=may, csrf=person.csrf))


@router.get("/today", response_model=pages.TodayPage, summary="What is in force, what is new, what waits")
@allow(Permission.READ)
async def today(request: Request) -> Response:
    return answer(site_of(request).desk.today())


@router.get("/incidents", response_model=pages.LedgerPage, summary="Incidents by facets, days, box and words")
@allow(Permission.READ)
async def incidents(request: Request, query: Ledger) -> Response:
    return raw(site_of(request).desk.board.incidents_json(query))


@router.get("/incidents/{key}", response_model=pages.IncidentPage, responses=_NONE, summary="One incident")
@allow(Permission.READ)
async def incident(request: Request, key: Key) -> Response:
    return found(site_of(request).desk.incident(key))


@router.get("/places", response_model=pages.Places, summary="Incidents for a map, by column")
@allow(Permission.READ)
def places(request: Request, query: Ledger) -> Response:
    return answer(site_of(request).desk.places(query))


@router.get("/claims", response_model=pages.ClaimsPage, summary="Claims by facets, days and words")
@allow(Permission.READ)
async def claims(request: Request, query: Claims) -> Response:
    return raw(site_of(request).desk.board.claims_json(query))


@router.get("/reports", response_model=ReportList, summary="Reports, the latest first")
@allow(Permission.READ)
def reports(request: Request, page: Page = 1) -> Response:
    cards, total = site_of(request).desk.reports(page)
    return answer(ReportList(reports=cards, total=total))


@router.get("/reports/{key}", response_model=pages.ReportPage, responses=_NONE, summary="One report with its claims")
@allow(Permission.READ)
async def report(request: Request, key: Key) -> Response:
    return found(site_of(request).desk.report(key))


@router.get("/positions", response_model=pages.PositionsPage, summary="Where each party stands on each proposal")
@allow(Permission.READ)
def positions(request: Request) -> Response:
    return answer(site_of(request).desk.positions())


@router.get("/exchanges", response_model=ExchangeList, summary="Exchanges and stated totals")
@allow(Permission.READ)
def exchanges(request: Request, page: Page = 1) -> Response:
    cards, total = site_of(request).desk.exchanges(page)
    return answer(ExchangeList(exchanges=cards, total=total))


@router.get("/effects", response_model=EffectList, summary="Effects that accounts tell of")
@allow(Permission.READ)
def effects(request: Request, page: Page = 1) -> Response:
    cards, total = site_of(request).desk.effects(page)
    return answer(EffectList(effects=cards, total=total))


@router.get("/sources", response_model=SourceList, summary="Outlets as registered and as they occur")
@allow(Permission.READ)
def sources(request: Request) -> Response:
    return answer(SourceList(sources=site_of(request).desk.sources()))


@router.get("/editions", response_model=EditionList, summary="Published editions")
@allow(Permission.READ)
def editions(request: Request) -> Response:
    return answer(EditionList(editions=site_of(request).desk.editions()))


@router.get("/editions/{key}", response_model=pages.EditionPage, responses=_NONE, summary="One edition")
@allow(Permission.READ)
def edition(request: Request, key: Key) -> Response:
    return found(site_of(request).desk.edition(key))


@router.get("/integrity", response_model=pages.IntegrityPage, summary="Recomputes every hash of the ledger")
@allow(Permission.READ)
def integrity(request: Request) -> Response:
    return answer(site_of(request).desk.integrity())


@router.post("/decisions", response_model=pages.Decided, status_code=201, summary="Decide: one row is added")
@allow(Permission.DECIDE)
async def decisions(
    request: Request, choice: Choice, wait: Annotated[float, Query(ge=0, le=30, description="seconds")] = 0.0
) -> Response:
    site = site_of(request)
    site.demand_may(request.state.person, choice)
    made = await site.decide(choice, request.state.person)
    settled = wait > 0 and await site.settle(wait)
    (row,) = site.desk.taken.rows([made])
    return answer(pages.Decided(decision=row, waiting=not settled), 201)


@router.get("/openapi.json", include_in_schema=False)
@allow(Permission.READ)
def openapi(_request: Request) -> JSONResponse:
    return JSONResponse(schema())


def schema() -> dict[str, Any]:
    """The OpenAPI description of the API."""
    made = get_openapi(title="Trucewatch", version=__version__, routes=router.routes, description=_ABOUT)
    made.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"token": []}, {}]
    made["servers"] = [{"url": "/"}]
    return made


_ABOUT = (
    "What a case holds, as the pages show it. On a loopback server nothing need be given to read; on any other a token "
    "(Authorization: Bearer) with the scope that the route asks for. What changes something needs a token, or the "
    "X-CSRF-Token that /api/me gives."
)
