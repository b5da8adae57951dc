"""The pages. Each asks the desk for one value and hands it to one template; what a template gets is what is named here
(``PAGE``: its own value; ``query``: what the address asks for) and what ``view.page`` says."""

from __future__ import annotations

import io
import json
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from trucewatch.faces.web import api
from trucewatch.faces.web.access import GuardedRoute, Permission, allow
from trucewatch.faces.web.api import Claims, Key, Ledger, site_of
from trucewatch.faces.web.asked import Page
from trucewatch.faces.web.drawing import timeline_of
from trucewatch.faces.web.exporting import csv_of
from trucewatch.faces.web.view import page
from trucewatch.monitor.desk import queries
from trucewatch.store.corrections import FIELDS
from trucewatch.values import vocabularies as v

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

CHOICES = {
    "kind": tuple(v.Kind),
    "polarity": tuple(v.Polarity),
    "modality": tuple(v.Modality),
    "source.role": tuple(v.Role),
    "target.class": tuple(v.TargetClass),
}
"""For a correction: the words that a field may have."""


@router.get("/")
@allow(Permission.READ)
def today(request: Request) -> Response:
    return page(request, "today.html.j2", "today", today=site_of(request).desk.today())


@router.get("/incidents")
@allow(Permission.READ)
def incidents(request: Request, query: Ledger) -> Response:
    found = site_of(request).desk.incidents(query)
    context: dict[str, Any] = {
        "ledger": found,
        "query": query,
        "facets": queries.INCIDENT_FACETS,
        "orders": queries.INCIDENT_ORDERS,
    }
    return page(request, "incidents.html.j2", "ledger", **context)


@router.get("/claims")
@allow(Permission.READ)
def claims(request: Request, query: Claims) -> Response:
    found = site_of(request).desk.claims(query)
    context: dict[str, Any] = {
        "ledger": found,
        "query": query,
        "facets": queries.CLAIM_FACETS,
        "orders": queries.CLAIM_ORDERS,
    }
    return page(request, "claims.html.j2", "ledger", **context)


@router.get("/incidents.csv")
@allow(Permission.READ)
def incidents_csv(request: Request, query: Ledger) -> Response:
    return _download("incidents.csv", "text/csv", csv_of(site_of(request).desk.every(query)))


@router.get("/incidents.geojson")
@allow(Permission.READ)
def incidents_geojson(request: Request, query: Ledger) -> Response:
    places = site_of(request).desk.places(query)
    out = io.StringIO()
    out.write('{"type":"FeatureCollection","features":[\n')
    rows = zip(
        places.ids, places.lat, places.lon, places.radius, places.kinds, places.names, places.differs, strict=True
    )
    for n, (key, lat, lon, radius, kind, name, differs) in enumerate(rows):
        properties = {"kind": kind, "place": name, "radius_km": radius, "accounts_differ": bool(differs)}
        geometry = {"type": "Point", "coordinates": [lon, lat]}
        feature = {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}
        out.write((",\n" if n else "") + json.dumps(feature, ensure_ascii=False))
    out.write("\n]}\n")
    return _download("incidents.geojson", "application/geo+json", out.getvalue())


def _download(name: str, kind: str, text: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)


@router.get("/incidents/{key}")
@allow(Permission.READ)
def incident(request: Request, key: Key) -> Response:
    desk = site_of(request).desk
    found = desk.incident(key)
    if found is None:
        raise HTTPException(404)
    if found.card.id != key:
        return RedirectResponse(f"/incidents/{found.card.id}", 307)
    context: dict[str, Any] = {
        "it": found,
        "fields": FIELDS,
        "choices": CHOICES,
    }
    return page(
        request,
        "incident.html.j2",
        "ledger",
        **context,
        following=desk.following(found.card.id),
        drawn=desk.pictures(key),
    )


@router.get("/incidents/{key}/{name}.svg")
@allow(Permission.READ)
def picture(request: Request, key: Key, name: Annotated[str, Path(max_length=20)]) -> Response:
    """A picture of what sensors saw at an incident's place."""
    return _drawn(site_of(request).desk.pictures(key).get(name))


@router.get("/editions/{key}/{name}.svg")
@allow(Permission.READ)
def edition_picture(request: Request, key: Key, name: Annotated[str, Path(max_length=60)]) -> Response:
    """A picture of an edition. It is shown as an image, in which nothing can run, and never as part of a page."""
    return _drawn(site_of(request).desk.edition_pictures(key).get(name))


def _drawn(svg: str | None) -> Response:
    if svg is None:
        raise HTTPException(404)
    headers = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(svg, media_type="image/svg+xml", headers=headers)


@router.get("/reports")
@allow(Permission.READ)
def reports(request: Request, number: Page = 1) -> Response:
    cards, total = site_of(request).desk.reports(number)
    return page(request, "reports.html.j2", "sources", reports=cards, total=total, number_of_page=number)


@router.get("/reports/{key}")
@allow(Permission.READ)
def report(request: Request, key: Key) -> Response:
    found = site_of(request).desk.report(key)
    if found is None:
        raise HTTPException(404)
    context: dict[str, Any] = {
        "it": found,
        "fields": FIELDS,
        "choices": CHOICES,
    }
    return page(request, "report.html.j2", "sources", **context)


@router.get("/map")
@allow(Permission.READ)
def map_page(request: Request, query: Ledger) -> Response:
    desk = site_of(request).desk
    found = desk.incidents(query)
    context: dict[str, Any] = {"query": query, "ledger": found, "unplaced": desk.board.unplaced(query, 100)}
    days = desk.board.days(query)
    tiles = site_of(request).options.tiles
    return page(request, "map.html.j2", "map", **context, days=days, tiles=tiles, facets=queries.INCIDENT_FACETS)


@router.get("/timeline")
@allow(Permission.READ)
def timeline(request: Request, query: Ledger) -> Response:
    desk = site_of(request).desk
    drawn = timeline_of(desk, query)
    context: dict[str, Any] = {
        "query": query,
        "drawn": drawn,
        "agreements": drawn.agreements,
        "facets": queries.INCIDENT_FACETS,
    }
    return page(request, "timeline.html.j2", "timeline", **context, ledger=desk.incidents(query))


@router.get("/positions")
@allow(Permission.READ)
def positions(request: Request) -> Response:
    return page(request, "positions.html.j2", "positions", positions=site_of(request).desk.positions())


@router.get("/exchanges")
@allow(Permission.READ)
def exchanges(request: Request, number: Page = 1) -> Response:
    desk = site_of(request).desk
    swaps, of_swaps = desk.exchanges(number)
    told, of_effects = desk.effects(number)
    context: dict[str, Any] = {"exchanges": swaps, "of_exchanges": of_swaps, "effects": told, "of_effects": of_effects}
    return page(request, "exchanges.html.j2", "exchanges", **context, number_of_page=number)


@router.get("/sources")
@allow(Permission.READ)
def sources(request: Request) -> Response:
    return page(request, "sources.html.j2", "sources", sources=site_of(request).desk.sources())


@router.get("/editions")
@allow(Permission.READ)
def editions(request: Request) -> Response:
    return page(request, "editions.html.j2", "editions", editions=site_of(request).desk.editions())


@router.get("/editions/{key}")
@allow(Permission.READ)
def edition(request: Request, key: Key) -> Response:
    found = site_of(request).desk.edition(key)
    if found is None:
        raise HTTPException(404)
    return page(request, "edition.html.j2", "editions", it=found)


@router.get("/integrity")
@allow(Permission.READ)
def integrity(request: Request) -> Response:
    return page(request, "integrity.html.j2", "integrity", it=site_of(request).desk.integrity())


@router.get("/help")
@allow(Permission.READ)
def helping(request: Request) -> Response:
    return page(request, "help.html.j2", "")


@router.get("/api")
@allow(Permission.READ)
def api_page(request: Request) -> Response:
    return page(request, "api.html.j2", "", schema=api.schema())


@router.get("/r/{key}")
@allow(Permission.READ)
def record(request: Request, key: Annotated[str, Path(max_length=80)]) -> Response:
    """Leads from the id of any record to the page that shows it."""
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


@router.get("/originals/{digest}")
@allow(Permission.READ)
def original(request: Request, digest: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]) -> Response:
    """The bytes in which a report came, to be kept and never to be shown: a browser is told not to look into them."""
    _, data = site_of(request).desk.original(digest)
    headers = {
        "content-disposition": f'attachment; filename="{digest[:16]}.original"',
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)
