"""Accounts and tokens: an admin's page of people and of who signed in, and everybody's page of their own tokens."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from trucewatch.errors import InputError
from trucewatch.faces.web.access import GuardedRoute, Permission, Person, Refused, Role, allow
from trucewatch.faces.web.api import site_of
from trucewatch.faces.web.view import page

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)


def _demand_in_person(person: Person) -> None:
    """Passwords and tokens are not to be had with a token, however wide it is."""
    if person.via == "token":
        raise Refused(403, "refused.token")


@router.get("/accounts")
@allow(Permission.ADMIN)
def accounts(request: Request) -> Response:
    kept = site_of(request).accounts
    return page(request, "accounts.html.j2", "", people=kept.people(), attempts=kept.audit(), tokens=kept.tokens())


@router.post("/accounts")
@allow(Permission.ADMIN)
async def add(
    request: Request,
    account: Annotated[str, Form(max_length=60)],
    role: Annotated[Role, Form()],
    password: Annotated[str, Form(max_length=1000)],
) -> Response:
    by = request.state.person.name
    await asyncio.to_thread(site_of(request).accounts.add, account.strip(), role, password, by)
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/change")
@allow(Permission.ADMIN)
async def change(
    request: Request,
    account: Annotated[str, Form(max_length=60)],
    role: Annotated[Role, Form()],
    disabled: Annotated[bool, Form()] = False,
) -> Response:
    kept, by = site_of(request).accounts, request.state.person.name
    await asyncio.to_thread(kept.change, account, by, role=role, disabled=disabled)
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/password")
@allow(Permission.READ)
async def password(
    request: Request,
    password: Annotated[str, Form(max_length=1000)],
    account: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """One's own password; that of another is an admin's to set."""
    person, kept = request.state.person, site_of(request).accounts
    _demand_in_person(person)
    target = account or person.name
    if target != person.name and not person.may(Permission.ADMIN):
        raise InputError("is not yours to change", where=target)
    await asyncio.to_thread(kept.set_password, target, password, person.name)
    return RedirectResponse("/accounts" if person.may(Permission.ADMIN) else "/sign-in", 303)


@router.get("/me")
@allow(Permission.READ)
def me(request: Request) -> Response:
    person = request.state.person
    return page(request, "me.html.j2", "", tokens=site_of(request).accounts.tokens(person.name), secret=None)


@router.post("/me/tokens")
@allow(Permission.READ)
async def make_token(
    request: Request,
    label: Annotated[str, Form(max_length=80)],
    scopes: Annotated[list[Permission], Form()],
    days: Annotated[int, Form(ge=1, le=366)] = 30,
) -> Response:
    """A token can do no more than the one who makes it."""
    person, kept = request.state.person, site_of(request).accounts
    _demand_in_person(person)
    granted = frozenset(s for s in scopes if person.may(s) and s is not Permission.PUBLIC)
    secret = await asyncio.to_thread(kept.make_token, person.name, label, granted, days)
    return page(request, "me.html.j2", "", tokens=kept.tokens(person.name), secret=secret)


@router.post("/me/tokens/revoke")
@allow(Permission.READ)
async def revoke(request: Request, token: Annotated[str, Form(max_length=40)]) -> Response:
    person, kept = request.state.person, site_of(request).accounts
    _demand_in_person(person)
    owner = None if person.may(Permission.ADMIN) else person.name
    await asyncio.to_thread(kept.revoke, token, person.name, owner=owner)
    return RedirectResponse("/me", 303)
