"""Working: decisions by form, publishing, live events, signing in and out. All of it works without a script."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from pydantic import ValidationError

from trucewatch.errors import InputError
from trucewatch.faces.web import pages
from trucewatch.faces.web.access import GuardedRoute, Permission, Refused, allow
from trucewatch.faces.web.accounts import COOKIE, LIFE
from trucewatch.faces.web.api import site_of
from trucewatch.faces.web.forms import Filled
from trucewatch.faces.web.site import Site
from trucewatch.faces.web.view import page
from trucewatch.faces.web.words import say
from trucewatch.monitor.deciding import Choice
from trucewatch.records import Claim, Incident

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)
_PATIENCE = 4.0
"""Seconds that a page waits for what was decided to show."""


def safe_back(address: str) -> str:
    """An address on this server; the first page for any other."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if plain and not parts.scheme and not parts.netloc and address.isprintable() else "/"


@router.post("/decide")
@allow(Permission.DECIDE)
async def decide(
    request: Request,
    move: Annotated[str, Form()],
    subjects: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI reads the default and never changes it
    field: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    site, person = site_of(request), request.state.person
    chosen = tuple(s for s in (*subjects, other.strip()) if s)
    try:
        chosen = tuple(map(site.desk.whole, chosen))
        choice = _choice(move=move, subjects=chosen, field=field or None, value=value, reason=reason)
        site.demand_may(person, choice)
        made = await site.decide(choice, person)
    except InputError as e:
        at = e.where if e.where in Filled.__dataclass_fields__ else ""
        filled = Filled(move, chosen, field, value, reason, other, _one_line(e, bool(at)), at)
        page_again = _page_again(safe_back(back))
        if page_again is None:
            raise
        return await asyncio.to_thread(page_again, request, filled)
    await site.settle(_PATIENCE)
    return RedirectResponse(_telling(_standing(site, safe_back(back), made.subjects), choice.subjects), 303)


def _choice(**given: object) -> Choice:
    """The choice that a form holds. Raises InputError, at the field that is wrong."""
    try:
        return Choice.model_validate(given)
    except ValidationError as e:
        where = str(e.errors()[0]["loc"][0])
        what = say("problem.unchosen") if where == "subjects" and not given["subjects"] else str(e.errors()[0]["msg"])
        raise InputError(what, where=where) from e


def _one_line(e: InputError, at_field: bool) -> str:
    return "; ".join(x for x in (e.what if at_field or not e.where else f"{e.where}: {e.what}", e.mend) if x)


def _page_again(back: str) -> Callable[[Request, Filled], Response] | None:
    """The page that a form was sent from, with what it held; None where it is not one of those that have forms."""
    _, kind, key = (*urlsplit(back).path.split("/"), "", "")[:3]
    again = {"incidents": pages.incident_page, "reports": pages.report_page}.get(kind)
    return (lambda request, filled: again(request, key, filled)) if again and key else None


def _telling(back: str, subjects: tuple[str, ...]) -> str:
    """The page to go back to, told what was decided where that was on the page of another incident."""
    decided = next((s for s in subjects if s.startswith(f"{Incident.prefix}-")), None)
    elsewhere = back.startswith("/incidents/") and decided is not None and decided not in back
    return f"{back}?done={decided}" if elsewhere and not {"?", "#"} & set(back) else back


def _standing(site: Site, back: str, subjects: tuple[str, ...]) -> str:
    """The page to go back to; where it was that of an incident that no longer stands, the report of its claim."""
    key = back.removeprefix("/incidents/").partition("#")[0].partition("?")[0]
    if not back.startswith("/incidents/") or site.desk.stands(key):
        return back
    claims = [s for s in subjects if s.startswith(f"{Claim.prefix}-")]
    found = site.desk.find(claims[0]) if claims else None
    return f"/reports/{found[1]}#{claims[0]}" if found else "/"


@router.post("/editions")
@allow(Permission.PUBLISH)
async def publish(request: Request, day: Annotated[str, Form()] = "") -> Response:
    try:
        edition = await site_of(request).publish(_day(day))
    except InputError as e:
        return await asyncio.to_thread(pages.editions_page, request, day, e.one_line())
    return RedirectResponse(f"/editions/{edition}", 303)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as e:
        raise InputError(f"{text} is no day", mend="write 2025-03-20") from e


@router.get("/events")
@allow(Permission.READ)
async def events(request: Request, on: Annotated[str, Query(max_length=80)] = "") -> Response:
    site, person = site_of(request), request.state.person
    if site.hub.full:
        raise Refused(429, "refused.often", after=30)

    async def told() -> AsyncIterator[str]:
        async for message in site.hub.listen(person.name, on):
            if await request.is_disconnected():
                return
            yield message

    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(told(), media_type="text/event-stream", headers=headers)


# --- signing in ------------------------------------------------------------------------------------------------------


def to_sign_in(request: Request) -> Response:
    """Leads one who is not signed in to the form, and back afterwards."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?back={quote(here, safe='')}", 303)


@router.get("/sign-in")
@allow(Permission.PUBLIC)
async def sign_in_page(request: Request, back: str = "/") -> Response:
    return _sign_in(request, safe_back(back))


def _sign_in(request: Request, back: str, problem: str = "", status: int = 200) -> Response:
    site = site_of(request)
    visit = request.cookies.get("trucewatch_visit") or secrets.token_urlsafe(24)
    request.cookies["trucewatch_visit"] = visit
    request.state.person = None
    context = {"visit": site.accounts.csrf_before(request), "back": back, "problem": problem}
    response = page(request, "sign-in.html.j2", "", status, **context)
    response.set_cookie("trucewatch_visit", visit, httponly=True, samesite="strict", secure=site.options.secure)
    return response


@router.post("/sign-in")
@allow(Permission.PUBLIC)
async def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=60)],
    password: Annotated[str, Form(max_length=1000)],
    back: Annotated[str, Form()] = "/",
) -> Response:
    site = site_of(request)
    address = request.client.host if request.client else ""
    wait = site.limits.wait("POST", "/sign-in", f"as {name}")  # however many machines it is tried from
    if wait:
        raise Refused(429, "refused.often", after=int(wait) + 1)
    secret = await asyncio.to_thread(site.accounts.sign_in, name, password, address)
    if secret is None:
        return _sign_in(request, safe_back(back), say("signing.wrong"), 403)
    response = RedirectResponse(safe_back(back), 303)
    seconds = int(LIFE.total_seconds())
    secure = site.options.secure
    response.set_cookie(COOKIE, secret, max_age=seconds, httponly=True, samesite="lax", secure=secure)
    response.delete_cookie("trucewatch_visit")
    return response


@router.post("/sign-out")
@allow(Permission.READ)
async def sign_out(request: Request) -> Response:
    site = site_of(request)
    address = request.client.host if request.client else ""
    await asyncio.to_thread(site.accounts.sign_out, request.cookies.get(COOKIE, ""), address)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(COOKIE)
    return response
