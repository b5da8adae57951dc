"""Who may do what: roles, scopes of tokens, and a kind of route that cannot be made without a permission."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.routing import APIRoute

from trucewatch.faces.web.words import LANGUAGE, REMEMBERED, chosen

F = TypeVar("F", bound=Callable[..., Any])


class Permission(StrEnum):
    """What a route asks for."""

    PUBLIC = "public"  # anybody: signing in, assets
    READ = "read"
    DECIDE = "decide"
    VERIFY = "verify"
    PUBLISH = "publish"
    ADMIN = "admin"


class Role(StrEnum):
    """What a person is."""

    READER = "reader"
    ANALYST = "analyst"
    VERIFIER = "verifier"
    ADMIN = "admin"


_READ = frozenset({Permission.PUBLIC, Permission.READ})
_DECIDE = _READ | {Permission.DECIDE}
_VERIFY = _DECIDE | {Permission.VERIFY, Permission.PUBLISH}
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.READER: _READ,
    Role.ANALYST: _DECIDE,
    Role.VERIFIER: _VERIFY,
    Role.ADMIN: _VERIFY | {Permission.ADMIN},
}
"""What each role may."""


@dataclass(frozen=True)
class Person:
    """Who asks. ``via``: local (the one user of a loopback server), session or token; ``csrf``: what a form must
    carry; ``scopes``: what a token is narrowed to."""

    name: str
    role: Role
    via: str
    csrf: str = ""
    scopes: frozenset[Permission] | None = None

    def may(self, permission: Permission) -> bool:
        """True if the role grants it, and the token's scopes do not take it away."""
        if permission not in GRANTS[self.role]:
            return False
        return self.scopes is None or permission is Permission.PUBLIC or permission in self.scopes


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The request is not granted. ``status``: 401 (nobody is signed in), 403, 413 or 429."""

    def __init__(self, status: int, key: str, *, after: int | None = None) -> None:
        super().__init__(key)
        self.status, self.key, self.after = status, key, after


def allow(permission: Permission) -> Callable[[F], F]:
    """Marks an endpoint with the permission that it asks for."""

    def mark(endpoint: F) -> F:
        endpoint.__permission__ = permission  # type: ignore[attr-defined]
        return endpoint

    return mark


def permission_of(endpoint: Callable[..., Any]) -> Permission:
    """What an endpoint asks for. Raises TypeError where nobody said."""
    found = getattr(endpoint, "__permission__", None)
    if not isinstance(found, Permission):
        raise TypeError(f"{endpoint.__name__} says no permission: mark it with @allow")
    return found


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES = 256 * 1024
"""Of a request's body: forms and decisions are small."""


class GuardedRoute(APIRoute):
    """A route that looks who asks before anything else of the request is looked at."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        self.permission = permission_of(endpoint)
        super().__init__(path, endpoint, **more)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with the guard before it."""
        inner = super().get_route_handler()
        permission = self.permission

        async def guarded(request: Request) -> Response:
            site = request.app.state.site
            _speak(request)
            person: Person | None = await site.who(request)
            request.state.person = person
            site.limit(request, person)
            if permission is not Permission.PUBLIC:
                if person is None:
                    raise Refused(401, "refused.nobody")
                if not person.may(permission):
                    raise Refused(403, "refused.role")
            if request.method not in SAFE:
                await _demand_own(request, person)
            response: Response = await inner(request)
            return response

        return guarded


def _speak(request: Request) -> None:
    """From here on the answer is made in the language that the address asks for (``?lang=``), else in the one asked for
    before, else in what the browser prefers. The API speaks English."""
    if not request.url.path.startswith("/api/"):
        asked = request.query_params.get("lang") or request.cookies.get(REMEMBERED, "")
        LANGUAGE.set(chosen(asked, request.headers.get("accept-language", "")))


async def _demand_own(request: Request, person: Person | None) -> None:
    """A request that changes something must come from our own page (its token says so) or carry an API token."""
    size = request.headers.get("content-length", "0")
    if not size.isdecimal() or int(size) > MOST_BYTES:
        raise Refused(413, "refused.big")
    if person is not None and person.via == "token":
        return
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Refused(403, "refused.csrf")
    given = request.headers.get("x-csrf-token")
    if given is None and request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        field = (await request.form()).get("csrf")
        given = field if isinstance(field, str) else None
    expected = person.csrf if person is not None else request.app.state.site.accounts.csrf_before(request)
    if not expected or not given or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Refused(403, "refused.csrf")
