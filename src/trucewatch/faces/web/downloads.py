"""What is taken away or drawn: tables of what is shown, editions as files, pictures, originals."""

from __future__ import annotations

import io
import json
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.exceptions import HTTPException

from trucewatch.faces.web.access import GuardedRoute, Permission, allow
from trucewatch.faces.web.api import Key, Ledger, site_of
from trucewatch.faces.web.exporting import csv_of
from trucewatch.tell import pdf_available, render

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)

KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
"""The files that an edition can be taken away as."""


def kinds() -> tuple[str, ...]:
    """Those that this installation can make."""
    return tuple(k for k in KINDS if k != "pdf" or pdf_available())


def _kept(name: str, kind: str, data: str | bytes, policy: str = "default-src 'none'; sandbox") -> Response:
    """Something to keep, not to be shown as a page of ours."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": policy}
    return Response(data, media_type=kind, headers=headers)


@router.get("/incidents.csv")
@allow(Permission.READ)
def incidents_csv(request: Request, query: Ledger) -> Response:
    return _kept("incidents.csv", "text/csv; charset=utf-8", csv_of(site_of(request).desk.every(query)))


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
    return _kept("incidents.geojson", "application/geo+json; charset=utf-8", out.getvalue())


@router.get("/editions/{key}/report.{kind}")
@allow(Permission.READ)
def edition_file(request: Request, key: Key, kind: Annotated[str, Path(max_length=8)]) -> Response:
    """An edition as a file, rendered from what the ledger holds: the same bytes that publishing wrote."""
    found = site_of(request).desk.edition(key)
    if found is None or kind not in kinds():
        raise HTTPException(404)
    return _kept(f"{found.card.date}-{key[4:12]}.{kind}", KINDS[kind], render(found.edition, kind))


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


@router.get("/originals/{digest}")
@allow(Permission.READ)
def original(request: Request, digest: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]) -> Response:
    """The bytes in which a report came, to be kept and never to be shown: a browser is told not to look into them."""
    data = site_of(request).desk.original(digest)
    return _kept(f"{digest[:16]}.original", "application/octet-stream", data, "sandbox; default-src 'none'")
