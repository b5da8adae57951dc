"""Who may do what: generated from the routes that there are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from tests.web.conftest import served
from tests.web.using import csrf, decide, incidents
from trucewatch.errors import InputError
from trucewatch.faces.web.access import GRANTS, GuardedRoute, Permission, Role
from trucewatch.faces.web.accounts import COOKIE, Accounts
from trucewatch.faces.web.app import ROUTERS
from trucewatch.faces.web.limits import Limits

PASSWORD = "a long enough password"
ROUTES = [
    (method, r)
    for router in ROUTERS
    for r in router.routes
    if isinstance(r, GuardedRoute)
    for method in sorted(r.methods or ())
]


PUBLISHING = {("POST", "/editions")}
"""Where nothing need be given: looked at by itself, for it takes its time."""


def address(route: GuardedRoute) -> str:
    """An address of the route, with something in its place for each parameter."""
    filled = route.path.replace("{key}", "inc-" + "0" * 32).replace("{digest}", "0" * 64).replace("{name}", "app.css")
    return re.sub(r"\{\w+\}", "x", filled)


def ids(given: object) -> str:
    return given if isinstance(given, str) else getattr(given, "path", "")


def people(case: Path) -> None:
    accounts = Accounts(case / "accounts.db", effort=1)
    for role in Role:
        accounts.add(role.value, role, PASSWORD, "a test")
    accounts.close()


def signed_in(client: TestClient, name: str) -> str:
    """Signs in; what forms must carry from now on."""
    client.cookies.clear()
    page = client.get("/sign-in").text
    token = re.search(r'name="csrf" value="(\w+)"', page)
    assert token is not None
    done = client.post("/sign-in", data={"name": name, "password": PASSWORD, "csrf": token[1]})
    assert done.status_code == 303, done.text
    return csrf(client)


@pytest.fixture(scope="module")
def theirs(ready_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with an account for every role."""
    copy = Path(shutil.copytree(ready_case, tmp_path_factory.mktemp("theirs") / "case"))
    people(copy)
    return copy


@pytest.fixture(scope="module")
def served_to_them(theirs: Path) -> Iterator[TestClient]:
    with served(theirs, "0.0.0.0") as client:
        yield client


@pytest.fixture
def remote(served_to_them: TestClient) -> TestClient:
    """A server that others can reach; nobody is signed in."""
    served_to_them.cookies.clear()
    return served_to_them


def test_there_is_no_route_without_a_permission(looking: TestClient) -> None:
    for router in ROUTERS:
        assert all(isinstance(r, GuardedRoute) and r.permission in Permission for r in router.routes)
    mounted = [r for r in looking.app.routes if type(r).__name__ != "_IncludedRouter"]  # type: ignore[attr-defined]
    assert not mounted, "a route that no guard stands before"


def test_a_route_without_a_permission_cannot_be_made() -> None:
    router = APIRouter(route_class=GuardedRoute)
    with pytest.raises(TypeError, match="says no permission"):

        @router.get("/open")
        def open_door() -> None: ...


@pytest.mark.parametrize(("method", "route"), ROUTES, ids=ids)
def test_nobody_gets_in_without_signing_in(remote: TestClient, method: str, route: GuardedRoute) -> None:
    response = remote.request(method, address(route))
    if route.permission is Permission.PUBLIC:
        assert response.status_code in (200, 403, 404)
    elif method == "GET" and not route.path.startswith("/api/"):
        assert response.status_code == 303
        assert response.headers["location"].startswith("/sign-in?back=")
    else:
        assert response.status_code == 401


@pytest.mark.parametrize("role", list(Role))
def test_no_role_goes_further_than_it_may(remote: TestClient, role: Role) -> None:
    token = signed_in(remote, role.value)
    for method, route in ROUTES:
        if route.path in ("/sign-out", "/events", "/sign-in") or (method, route.path) in PUBLISHING:
            continue
        response = remote.request(method, address(route), headers={"x-csrf-token": token})
        if route.permission in GRANTS[role]:
            assert response.status_code not in (401, 403), (route.path, response.text)
        else:
            assert response.status_code == 403, (route.path, response.text)


@pytest.mark.parametrize("scope", [p for p in Permission if p is not Permission.PUBLIC])
def test_a_token_goes_no_further_than_its_scope(remote: TestClient, theirs: Path, scope: Permission) -> None:
    accounts = Accounts(theirs / "accounts.db", effort=1)
    secret = accounts.make_token("admin", "test", frozenset({scope}), 1)
    accounts.close()
    remote.cookies.clear()
    for method, route in ROUTES:
        if (
            (method, route.path) in PUBLISHING
            or route.path == "/events"
            or route.path.startswith(("/me", "/accounts/password", "/sign-"))
        ):
            continue
        response = remote.request(method, address(route), headers={"authorization": f"Bearer {secret}"})
        if route.permission in (scope, Permission.PUBLIC):
            assert response.status_code not in (401, 403), (route.path, response.text)
        else:
            assert response.status_code == 403, (route.path, response.text)


@pytest.mark.parametrize(("role", "code"), [(Role.ANALYST, 403), (Role.VERIFIER, 422)])
def test_only_a_verifier_publishes(remote: TestClient, role: Role, code: int) -> None:
    token = signed_in(remote, role.value)
    assert remote.post("/editions", data={"csrf": token, "day": "nonsense"}).status_code == code


def test_passwords_and_tokens_are_not_to_be_had_with_a_token(remote: TestClient, theirs: Path) -> None:
    accounts = Accounts(theirs / "accounts.db", effort=1)
    secret = accounts.make_token("admin", "test", frozenset(Permission) - {Permission.PUBLIC}, 1)
    accounts.close()
    bearer = {"authorization": f"Bearer {secret}"}
    assert remote.post("/me/tokens", data={"label": "x", "scopes": "read"}, headers=bearer).status_code == 403
    assert remote.post("/accounts/password", data={"password": PASSWORD}, headers=bearer).status_code == 403


def test_only_a_verifier_says_verified_or_takes_it_back(remote: TestClient) -> None:
    signed_in(remote, "verifier")
    key = incidents(remote)[0]["id"]
    made = decide(remote, "verify", key, reason="a patrol went there")
    assert made.status_code == 201
    signed_in(remote, "analyst")
    assert decide(remote, "verify", key, reason="so they say", wait=0).status_code == 403
    assert decide(remote, "undo", made.json()["decision"]["id"], wait=0).status_code == 403
    assert decide(remote, "comment", key, reason="noted", wait=0).status_code == 201


class TestForgery:
    @pytest.mark.parametrize("given", [None, "", "wrong"])
    @pytest.mark.parametrize(("method", "route"), [(m, r) for m, r in ROUTES if m != "GET"], ids=ids)
    def test_a_request_from_elsewhere_changes_nothing(
        self, looking: TestClient, method: str, route: GuardedRoute, given: str | None
    ) -> None:
        headers = {} if given is None else {"x-csrf-token": given}
        assert looking.request(method, address(route), headers=headers).status_code == 403
        form = looking.request(method, address(route), data={"csrf": given or "x"})
        assert form.status_code == 403

    def test_a_browser_that_says_it_comes_from_elsewhere_is_believed(self, looking: TestClient) -> None:
        headers = {"x-csrf-token": csrf(looking), "sec-fetch-site": "cross-site"}
        assert looking.post("/decide", headers=headers).status_code == 403

    def test_a_name_rebound_to_this_machine_is_not_ours(self, looking: TestClient) -> None:
        assert looking.get("/", headers={"host": "evil.example"}).status_code == 421

    def test_the_token_of_one_session_is_no_use_to_another(self, remote: TestClient) -> None:
        other = signed_in(remote, "analyst")
        signed_in(remote, "admin")
        assert remote.post("/decide", headers={"x-csrf-token": other}).status_code == 403


class TestSigningIn:
    def test_wrong_words_and_unknown_names_are_told_alike(self, remote: TestClient) -> None:
        texts = []
        for name in ("admin", "nobody"):
            remote.cookies.clear()
            token = re.search(r'name="csrf" value="(\w+)"', remote.get("/sign-in").text)
            assert token is not None
            form = {"name": name, "password": "wrong wrong wrong", "csrf": token[1]}
            response = remote.post("/sign-in", data=form)
            assert response.status_code == 403
            texts.append(re.sub(r'(value|data-csrf)="\w*"', "", response.text))
        assert texts[0] == texts[1]

    @pytest.mark.limits
    def test_trying_on_and_on_is_stopped(self, remote: TestClient) -> None:
        token = re.search(r'name="csrf" value="(\w+)"', remote.get("/sign-in").text)
        assert token is not None
        form = {"name": "admin", "password": "wrong wrong wrong", "csrf": token[1]}
        codes = [remote.post("/sign-in", data=form).status_code for _ in range(8)]
        assert codes[-1] == 429

    def test_every_attempt_is_recorded(self, remote: TestClient, theirs: Path) -> None:
        signed_in(remote, "reader")
        accounts = Accounts(theirs / "accounts.db", effort=1)
        assert accounts.sign_in("reader", "wrong wrong wrong", "10.0.0.1") is None
        lines = [(a.what, a.name) for a in accounts.audit()]
        accounts.close()
        assert ("signed-in", "reader") in lines
        assert ("refused", "reader") in lines

    def test_signing_out_ends_the_session_for_good(self, remote: TestClient) -> None:
        token = signed_in(remote, "reader")
        secret = remote.cookies[COOKIE]
        assert remote.post("/sign-out", data={"csrf": token}).status_code == 303
        remote.cookies.set(COOKIE, secret)
        assert remote.get("/api/me").status_code == 401

    def test_the_cookie_is_kept_from_scripts_and_other_sites(self, remote: TestClient) -> None:
        page = remote.get("/sign-in")
        token = re.search(r'name="csrf" value="(\w+)"', page.text)
        assert token is not None
        done = remote.post("/sign-in", data={"name": "reader", "password": PASSWORD, "csrf": token[1]})
        cookie = done.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie

    @pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"])
    def test_nobody_is_led_away(self, remote: TestClient, back: str) -> None:
        token = re.search(r'name="csrf" value="(\w+)"', remote.get("/sign-in").text)
        assert token is not None
        form = {"name": "reader", "password": PASSWORD, "csrf": token[1], "back": back}
        assert remote.post("/sign-in", data=form).headers["location"] == "/"

    def test_an_account_that_is_disabled_is_out_at_once(self, remote: TestClient, theirs: Path) -> None:
        added = Accounts(theirs / "accounts.db", effort=1)
        added.add("passing", Role.READER, PASSWORD, "a test")
        added.close()
        signed_in(remote, "passing")
        accounts = Accounts(theirs / "accounts.db", effort=1)
        accounts.change("passing", "a test", disabled=True)
        assert remote.get("/api/me").status_code == 401
        with pytest.raises(InputError, match="last admin"):
            accounts.change("admin", "a test", role=Role.READER)
        accounts.close()


def test_secrets_are_not_kept_as_they_are(remote: TestClient, theirs: Path) -> None:
    signed_in(remote, "admin")
    accounts = Accounts(theirs / "accounts.db", effort=1)
    token = accounts.make_token("admin", "test", frozenset({Permission.READ}), 1)
    accounts.close()
    kept = b"".join(p.read_bytes() for p in theirs.glob("accounts.db*"))
    for secret in (PASSWORD, remote.cookies[COOKIE], token):
        assert secret.encode() not in kept
    assert b"$argon2id$" in kept
    assert (theirs / "accounts.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("path", ["/", "/incidents", "/api/today", "/assets/x/app.css", "/nope", "/api/nope"])
def test_every_answer_carries_the_headers(looking: TestClient, path: str) -> None:
    headers = looking.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.limits
def test_asking_too_often_is_stopped_for_the_one_who_does() -> None:
    limits = Limits()
    waits = [limits.wait("GET", "/", "ana") for _ in range(2000)]
    assert waits[0] == 0.0
    assert waits[-1] > 0.0
    assert limits.wait("GET", "/", "ben") == 0.0


def test_a_body_that_is_too_big_is_not_read(looking: TestClient) -> None:
    headers = {"x-csrf-token": csrf(looking)}
    response = looking.post("/api/decisions", content=b"x" * 300_000, headers=headers)
    assert response.status_code == 413
