"""``serve`` and ``account``: the web face, which needs the extra ``web``."""

from __future__ import annotations

import getpass
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trucewatch.errors import CaseError, InputError, MissingExtra
from trucewatch.faces.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from trucewatch.faces.web.accounts import Accounts

CaseArg = Annotated[Path, typer.Argument(metavar="CASE", help="the case folder", show_default=False)]


class RoleName(StrEnum):
    """Roles, each with all that the one before it may."""

    reader = "reader"
    analyst = "analyst"
    verifier = "verifier"
    admin = "admin"


class Act(StrEnum):
    """What can be done with accounts."""

    add = "add"
    list = "list"
    password = "password"  # noqa: S105 - a verb
    token = "token"  # noqa: S105


def _demand_extra() -> None:
    try:
        import argon2  # noqa: F401
        import fastapi  # noqa: F401
        import python_multipart  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as e:
        raise MissingExtra(
            f"the web face is not installed ({e.name} is missing)", mend="pip install 'trucewatch[web]'"
        ) from e


def serve_command(
    case: CaseArg,
    port: Annotated[int, typer.Option(min=1, max=65535, help="port to listen on")] = 8321,
    host: Annotated[
        str, typer.Option(help="address to listen on; any but a loopback one demands accounts")
    ] = "127.0.0.1",
    name: Annotated[str, typer.Option(help="what you are called in decisions on a loopback server")] = "",
    known_as: Annotated[
        list[str] | None, typer.Option("--known-as", help="a name under which others reach it; may be given again")
    ] = None,
    behind_tls: Annotated[bool, typer.Option("--behind-tls", help="a proxy before it speaks TLS")] = False,
    cert: Annotated[Path | None, typer.Option(help="a TLS certificate (PEM)")] = None,
    key: Annotated[Path | None, typer.Option(help="its key (PEM)")] = None,
    tiles: Annotated[
        str | None, typer.Option(help="address of a tile server, with {z} {x} {y}; if none, the bundled map alone")
    ] = None,
) -> None:
    """Serve the case in the browser: see it, follow it, decide. Nothing on the pages comes from the internet."""
    _demand_extra()
    from trucewatch.faces.web.serving import serve
    from trucewatch.faces.web.site import LOOPBACK, Options

    _demand_ledger(case)
    known = frozenset(n.lower() for n in known_as or ())
    options = Options(
        host=host,
        port=port,
        name=name or getpass.getuser(),
        secure=behind_tls or cert is not None,
        tiles=tiles,
        hosts=LOOPBACK | {host.lower()} | known if known or host in LOOPBACK else frozenset(),
    )
    serve(case, options, say, cert, key)


def account_command(
    case: CaseArg,
    act: Annotated[Act, typer.Argument(metavar="ACT", help="add, list, password or token")],
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="whose account", show_default=False)] = "",
    role: Annotated[RoleName, typer.Option(help="for add")] = RoleName.reader,
    scope: Annotated[
        list[str] | None, typer.Option(help="for token: read, decide, verify, publish, admin; may be given again")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="for token: days it is good for")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON instead of a table")] = False,
) -> None:
    """Accounts of the web face. A password is asked for, or read from a line of standard input."""
    _demand_extra()
    from trucewatch.faces.web.access import Permission, Role
    from trucewatch.faces.web.accounts import Accounts

    if not (case / "case.yaml").is_file():
        raise CaseError("is no case folder: it holds no case.yaml", where=str(case))
    accounts = Accounts(case / "accounts.db")
    try:
        if act is Act.list:
            _list(accounts, as_json)
        elif not name:
            raise InputError("says no name", mend=f"trucewatch account {case} {act.value} NAME")
        elif act is Act.add:
            accounts.add(name, Role(role.value), _password(), "the command line")
            say(f"{name} may sign in as {role.value}")
        elif act is Act.password:
            accounts.set_password(name, _password(), "the command line")
            say(f"the password of {name} is changed; its sessions are ended")
        else:
            scopes = frozenset(Permission(s) for s in scope or ["read"])
            say(accounts.make_token(name, "command line", scopes, days))
    except ValueError as e:
        raise InputError(str(e), mend="scopes are read, decide, verify, publish and admin") from e
    finally:
        accounts.close()


def _list(accounts: Accounts, as_json: bool) -> None:
    people = accounts.people()
    if as_json:
        print_json([{"name": p.name, "role": p.role.value, "made": p.made, "disabled": p.disabled} for p in people])
        return
    rows = [(p.name, p.role.value, p.made[:19], "yes" if p.disabled else "") for p in people]
    print_table("accounts", ("name", "role", "made", "disabled"), rows)


def _password() -> str:
    if sys.stdin.isatty():
        first = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != first:
            raise InputError("the two differ", mend="try again")
        return first
    return sys.stdin.readline().rstrip("\n")


def _demand_ledger(case: Path) -> None:
    if not (case / "case.yaml").is_file():
        raise CaseError(
            "is no case folder: it holds no case.yaml", where=str(case), mend=f"make one: trucewatch init {case}"
        )
    if not (case / "ledger.db").exists():
        raise CaseError("holds no ledger yet", where=str(case), mend=f"run `trucewatch run {case}` first")
