"""The application: routes, the guard before them, and how a fault is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from trucewatch.errors import InputError, TrucewatchError
from trucewatch.faces.web import admin, api, assets, downloads, pages, working
from trucewatch.faces.web.access import Refused
from trucewatch.faces.web.security import SecurityHeaders
from trucewatch.faces.web.site import Site
from trucewatch.faces.web.view import problem_page
from trucewatch.faces.web.words import say
from trucewatch.monitor.desk.pages import Problem

ROUTERS = (assets.router, downloads.router, pages.router, working.router, admin.router, api.router)
"""All routes there are: each of a kind that cannot be made without a permission."""


def create_app(site: Site) -> FastAPI:
    """The application that serves one case."""

    @contextlib.asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        watcher = asyncio.create_task(site.watch())
        try:
            yield
        finally:
            watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watcher
            site.close()

    app = FastAPI(title="Trucewatch", openapi_url=None, docs_url=None, redoc_url=None, lifespan=life)
    app.state.site = site
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(TrucewatchError, _fault)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    hosts = site.options.hosts if site.options.local else frozenset(site.options.hosts - {""})
    app.add_middleware(
        SecurityHeaders, hosts=hosts, tiles=assets.origin(site.options.tiles), secure=site.options.secure
    )
    return app


def _told(request: Request, status: int, problem: Problem) -> Response:
    """A problem as JSON to a program, as a page to a person."""
    if request.url.path.startswith("/api/"):
        return Response(problem.model_dump_json(), status, media_type="application/json")
    return problem_page(request, status, problem)


async def _refused(request: Request, e: Exception) -> Response:
    assert isinstance(e, Refused)
    person = getattr(request.state, "person", None)
    if e.status == 401 and not request.url.path.startswith("/api/") and request.method == "GET":
        return working.to_sign_in(request)
    response = _told(request, e.status, Problem(what=say(e.key, name=person.name if person else "")))
    if e.status == 401:
        response.headers["www-authenticate"] = "Bearer"
    if e.after is not None:
        response.headers["retry-after"] = str(e.after)
    return response


async def _invalid(request: Request, e: Exception) -> Response:
    assert isinstance(e, RequestValidationError)
    first = e.errors()[0]
    if request.url.path.startswith("/api/"):
        where = ".".join(str(part) for part in first["loc"])
        return _told(request, 422, Problem(what=str(first["msg"]), where=where))
    what = say("problem.missing" if first["type"] == "missing" else "problem.unread")
    return _told(request, 422, Problem(what=what, where=str(first["loc"][-1])))


async def _http(request: Request, e: Exception) -> Response:
    assert isinstance(e, HTTPException)
    key = f"problem.{e.status_code}"
    what = say(key) if e.status_code in (404, 405) else HTTPStatus(e.status_code).phrase
    response = _told(request, e.status_code, Problem(what=what))
    response.headers.update(e.headers or {})
    return response


async def _fault(request: Request, e: Exception) -> Response:
    assert isinstance(e, TrucewatchError)
    status = 422 if isinstance(e, InputError) else 503
    return _told(request, status, Problem(what=e.what, where=e.where, mend=e.mend))
