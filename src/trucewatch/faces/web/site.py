"""The site: one case being served. It holds the desk, the accounts, those who look at it, and what keeps it fresh."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import secrets
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from fastapi import Request

from trucewatch.errors import TrucewatchError
from trucewatch.faces.web.access import Permission, Person, Refused, Role
from trucewatch.faces.web.accounts import COOKIE, Accounts
from trucewatch.faces.web.limits import Limits
from trucewatch.faces.web.live import Hub
from trucewatch.faces.web.words import say
from trucewatch.monitor import Monitor
from trucewatch.monitor.deciding import Choice, Move, decide
from trucewatch.monitor.desk import Desk
from trucewatch.monitor.desking import open_desk, refresh_desk, warm
from trucewatch.records import Action, Decision
from trucewatch.settings import Folder, settings_from
from trucewatch.store import Store

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERY = 1.0


@dataclass(frozen=True)
class Options:
    """How a case is served. ``name``: what the one user of a local server is called in decisions; ``tiles``: address
    of a tile server, None for the bundled map alone; ``hosts``: names by which the server may be asked for."""

    host: str = "127.0.0.1"
    port: int = 8321
    name: str = "local"
    secure: bool = False
    tiles: str | None = None
    hosts: frozenset[str] = LOOPBACK
    in_process: bool = False

    @property
    def local(self) -> bool:
        """True if nobody but this machine can reach it: then there is one user, who need not sign in."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """True for ``localhost`` and the loopback addresses."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass
class Site:
    """One case being served."""

    folder: Folder
    options: Options
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    hub: Hub = field(default_factory=Hub)
    limits: Limits = field(default_factory=Limits)
    fault: str | None = None

    def __post_init__(self) -> None:
        self.store = Store.open(self.folder.ledger)
        self.monitor = Monitor(self.folder, self.store, settings_from(), clock=self.clock)
        self.desk: Desk = open_desk(self.monitor)
        self.accounts = Accounts(self.folder.root / "accounts.db")
        self._local = Person(self.options.name, Role.ADMIN, "local", secrets.token_urlsafe(32))
        self._pool = self._worker()
        self._working = asyncio.Lock()

    def _worker(self) -> Executor:
        """Where the case is derived anew: another process, so that the pages are answered meanwhile."""
        if self.options.in_process:
            return ThreadPoolExecutor(1)
        return ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def close(self) -> None:
        """Lets go of everything."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.accounts.close()
        self.store.close()

    # --- who asks ------------------------------------------------------------------------------------------------

    async def who(self, request: Request) -> Person | None:
        """Who asks: by token, by session, or the one user of a local server."""
        given = request.headers.get("authorization", "")
        if given.lower().startswith("bearer "):
            return await asyncio.to_thread(self.accounts.by_token, given[7:].strip())
        if self.options.local:
            return self._local
        secret = request.cookies.get(COOKIE)
        return await asyncio.to_thread(self.accounts.by_session, secret) if secret else None

    def limit(self, request: Request, person: Person | None) -> None:
        """Raises Refused (429) for one who asks too often."""
        address = request.client.host if request.client else ""
        wait = self.limits.wait(request.method, request.url.path, person.name if person else address)
        if wait:
            raise Refused(429, "refused.often", after=int(wait) + 1)

    def demand_may(self, person: Person, choice: Choice) -> None:
        """Raises Refused (403) where the person's role does not go so far: only a verifier verifies, or undoes it."""
        verifies = choice.move is Move.UNDO and any(map(self._verifies, choice.subjects))
        if (choice.move is Move.VERIFY or verifies) and not person.may(Permission.VERIFY):
            raise Refused(403, "refused.verify")

    def _verifies(self, key: str) -> bool:
        """True of a decision that verifies, or undoes one that does, however often it was undone and restored."""
        entry = self.store.get(key)
        if entry is None or not isinstance(entry.record, Decision):
            return False
        d = entry.record
        return d.action is Action.VERIFY or (d.action is Action.UNDO and any(map(self._verifies, d.subjects)))

    # --- deciding ------------------------------------------------------------------------------------------------

    async def decide(self, choice: Choice, person: Person) -> Decision:
        """Appends a decision and sets about deriving anew. Raises InputError where the choice cannot be."""
        now = self.clock()
        made = await asyncio.to_thread(decide, self.store, self.desk, choice, person.name, now)
        self.desk.taken.look()
        self.hub.tell(
            "decided",
            {
                "author": made.author,
                "action": say(f"action.{made.action.value}"),
                "subjects": [*made.subjects, *made.against][:50],
            },
        )
        return made

    async def publish(self, day: date | None) -> str:
        """Publishes an edition; its id."""
        edition: str = await self._run(_publish, day.isoformat() if day else None)
        await self.freshen()
        return edition

    # --- keeping fresh -------------------------------------------------------------------------------------------

    async def watch(self) -> None:
        """Follows the ledger until it is cancelled: whoever writes to it, the desk is soon what it says."""
        await self._run(_warm)
        while True:
            try:
                await self.freshen()
                self.fault = None
            except TrucewatchError as e:
                self.fault = e.one_line()
            except BrokenExecutor:
                self.fault = _ended()
                self._pool = self._worker()
            await asyncio.sleep(_EVERY)

    async def freshen(self) -> bool:
        """Rebuilds the desk if it is not what the ledger says; True if it was."""
        async with self._working:
            if not await asyncio.to_thread(Desk.stale, self.desk.path, self.store):
                return False
            await self._run(_refresh)
            await asyncio.to_thread(self.desk.reopen)
        self.hub.tell("changed", {"inputs": self.desk.meta["digest"]})
        return True

    async def settle(self, seconds: float) -> bool:
        """Waits until what was decided shows, at most so long; True if it does."""
        with contextlib.suppress(TimeoutError, TrucewatchError):
            async with asyncio.timeout(seconds):
                while await asyncio.to_thread(self.desk.late):
                    if not await self.freshen():
                        break
        return not await asyncio.to_thread(self.desk.late)

    async def _run(self, work: Callable[..., Any], *given: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, str(self.folder.root), *given)


def _ended() -> str:
    """What is told when the process that derives was ended from outside (for want of memory, say)."""
    return "the process that derives the case was ended; it is tried again"


def _warm(root: str) -> None:
    """In the worker: loads what the first decision would otherwise wait for."""
    monitor = _opened(root)
    try:
        warm(monitor)
    finally:
        monitor.store.close()


def _opened(root: str) -> Monitor:
    folder = Folder(Path(root))
    return Monitor(folder, Store.open(folder.ledger), settings_from())


def _refresh(root: str) -> None:
    """In the worker: derives anew if need be, and writes the desk's file."""
    monitor = _opened(root)
    try:
        refresh_desk(monitor)
    finally:
        monitor.store.close()


def _publish(root: str, day: str | None) -> str:
    """In the worker: publishes the situation report of a local day, of the latest if None."""
    monitor = _opened(root)
    try:
        return monitor.brief(date.fromisoformat(day) if day else None).edition.id
    finally:
        monitor.store.close()
