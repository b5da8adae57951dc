"""Accounts: who may sign in, with what password, which sessions and tokens are good, and a record of every attempt.

They are no part of the ledger, which may be handed on: they lie in ``accounts.db`` beside it. Passwords are kept as
argon2id, sessions and tokens as SHA-256 of what only their owner has.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Request

from trucewatch.errors import InputError
from trucewatch.faces.web.access import Permission, Person, Role

COOKIE = "trucewatch_session"
LIFE = timedelta(hours=12)
IDLE = timedelta(hours=2)
SHORTEST = 12
"""Letters of a password."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS person (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, made TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session (key TEXT PRIMARY KEY, name TEXT NOT NULL, csrf TEXT NOT NULL, made TEXT NOT NULL,
  seen TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS token (key TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, label TEXT NOT NULL,
  scopes TEXT NOT NULL, made TEXT NOT NULL, ends TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (at TEXT NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
  said TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Account:
    """One who may sign in."""

    name: str
    role: Role
    made: str
    disabled: bool


@dataclass(frozen=True)
class Token:
    """An API token, without what opens the door."""

    id: str
    name: str
    label: str
    scopes: tuple[str, ...]
    made: str
    ends: str
    revoked: bool


@dataclass(frozen=True)
class Attempt:
    """A line of the record: signed-in, refused, signed-out, made, changed, token, revoked."""

    at: str
    what: str
    name: str
    address: str
    said: str


def _now() -> datetime:
    return datetime.now(UTC)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Accounts:
    """``accounts.db`` of a case. Safe for many threads and processes."""

    def __init__(self, path: Path, *, effort: int | None = None) -> None:
        """``effort``: rounds of hashing a new password, for tests; the library's choice if not given. What a password
        was hashed with is kept with it."""
        self._lock = threading.Lock()
        self._hasher = PasswordHasher() if effort is None else PasswordHasher(effort, 1024, 1)
        self._before = secrets.token_bytes(32)
        self._nobody = self._hasher.hash(secrets.token_hex())
        new = not path.exists()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._db.executescript("PRAGMA journal_mode=WAL;" + _SCHEMA)
        if new:
            path.chmod(0o600)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        with self._lock:
            return self._db.execute(query, values).fetchall()

    # --- people --------------------------------------------------------------------------------------------------

    def people(self) -> list[Account]:
        """All accounts by name."""
        rows = self._rows("SELECT name, role, made, disabled FROM person ORDER BY name")
        return [Account(name, Role(role), made, bool(disabled)) for name, role, made, disabled in rows]

    def add(self, name: str, role: Role, password: str, by: str) -> None:
        """A new account. Raises InputError where the name is taken or no name, or the password is too short."""
        if not name.strip() or len(name) > 60 or not name.isprintable():
            raise InputError("is no name for an account", where=name, mend="give 1 to 60 letters")
        self._demand_strong(password)
        try:
            with self._writing() as db:
                values = (name, role.value, self._hasher.hash(password), _now().isoformat())
                db.execute("INSERT INTO person (name, role, hash, made) VALUES (?, ?, ?, ?)", values)
        except sqlite3.IntegrityError as e:
            raise InputError("has an account already", where=name, mend="choose another name") from e
        self.note("made", name, "", f"as {role.value} by {by}")

    def change(self, name: str, by: str, *, role: Role | None = None, disabled: bool | None = None) -> None:
        """Changes an account; all its sessions end. Raises InputError where none is, or no admin would be left."""
        people = {p.name: p for p in self.people()}
        if name not in people:
            raise InputError("has no account", where=name)
        old = people[name]
        now = Account(name, role or old.role, old.made, old.disabled if disabled is None else disabled)
        others = [p for p in people.values() if p.name != name]
        if not any(p.role is Role.ADMIN and not p.disabled for p in [*others, now]):
            raise InputError("is the last admin", where=name, mend="make another admin first")
        with self._writing() as db:
            db.execute("UPDATE person SET role = ?, disabled = ? WHERE name = ?", (now.role.value, now.disabled, name))
            db.execute("DELETE FROM session WHERE name = ?", (name,))
        self.note("changed", name, "", f"{now.role.value}{', disabled' if now.disabled else ''} by {by}")

    def set_password(self, name: str, password: str, by: str) -> None:
        """Sets a password; all sessions end. Raises InputError where it is too short or there is no such account."""
        self._demand_strong(password)
        with self._writing() as db:
            done = db.execute("UPDATE person SET hash = ? WHERE name = ?", (self._hasher.hash(password), name))
            db.execute("DELETE FROM session WHERE name = ?", (name,))
        if not done.rowcount:
            raise InputError("has no account", where=name)
        self.note("changed", name, "", f"password by {by}")

    @staticmethod
    def _demand_strong(password: str) -> None:
        if len(password) < SHORTEST or len(password) > 1000:
            raise InputError("the password is too short", mend=f"use at least {SHORTEST} letters")

    def active(self) -> bool:
        """True if anybody can sign in."""
        return any(not p.disabled for p in self.people())

    # --- signing in ----------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """The secret of a new session; None where name and password do not fit. Takes equally long either way."""
        rows = self._rows("SELECT hash, disabled FROM person WHERE name = ?", name)
        kept, disabled = (rows[0][0], bool(rows[0][1])) if rows else (self._nobody, True)
        try:
            good: bool = self._hasher.verify(kept, password[:1000])
        except (VerificationError, InvalidHashError):
            good = False
        if not good or disabled:
            self.note("refused", name[:60], address, "sign-in")
            return None
        secret, now = secrets.token_urlsafe(32), _now()
        with self._writing() as db:
            values = (_digest(secret), name, secrets.token_urlsafe(32), now.isoformat(), now.isoformat())
            db.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?)", values)
            db.execute("DELETE FROM session WHERE made < ?", ((now - LIFE).isoformat(),))
        self.note("signed-in", name, address, "")
        return secret

    def sign_out(self, secret: str, address: str) -> None:
        """Ends a session."""
        rows = self._rows("SELECT name FROM session WHERE key = ?", _digest(secret))
        with self._writing() as db:
            db.execute("DELETE FROM session WHERE key = ?", (_digest(secret),))
        if rows:
            self.note("signed-out", rows[0][0], address, "")

    def by_session(self, secret: str) -> Person | None:
        """Who has this session, if it is good."""
        query = """SELECT s.name, p.role, s.csrf, s.made, s.seen FROM session s JOIN person p ON p.name = s.name
            WHERE s.key = ? AND NOT p.disabled"""
        rows = self._rows(query, _digest(secret))
        if not rows:
            return None
        name, role, csrf, made, seen = rows[0]
        now = _now()
        if now - datetime.fromisoformat(made) > LIFE or now - datetime.fromisoformat(seen) > IDLE:
            return None
        if now - datetime.fromisoformat(seen) > timedelta(minutes=1):
            with self._writing() as db:
                db.execute("UPDATE session SET seen = ? WHERE key = ?", (now.isoformat(), _digest(secret)))
        return Person(name, Role(role), "session", csrf)

    def csrf_before(self, request: Request) -> str:
        """What the form for signing in must carry: bound to the browser's cookie of the visit."""
        visit = request.cookies.get("trucewatch_visit", "")
        return hmac.new(self._before, visit.encode(), "sha256").hexdigest() if visit else ""

    # --- tokens --------------------------------------------------------------------------------------------------

    def make_token(self, name: str, label: str, scopes: frozenset[Permission], days: int) -> str:
        """A new token for an account, shown this once. Raises InputError where it would be good for nothing."""
        if not scopes or not 1 <= days <= 366 or not label.strip():
            raise InputError("is no use as a token", where=label, mend="give a label, a scope and 1 to 366 days")
        if name not in {p.name for p in self.people() if not p.disabled}:
            raise InputError("has no account", where=name)
        secret, key, now = f"tw_{secrets.token_urlsafe(32)}", secrets.token_hex(6), _now()
        ends = (now + timedelta(days=days)).isoformat()
        with self._writing() as db:
            said = " ".join(sorted(s.value for s in scopes))
            values = (_digest(secret), key, name, label[:80], said, now.isoformat(), ends)
            db.execute("INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, 0)", values)
        self.note("token", name, "", f"{key}: {said}")
        return secret

    def tokens(self, name: str | None = None) -> list[Token]:
        """Tokens, of one account or of all, the latest first."""
        query = "SELECT id, name, label, scopes, made, ends, revoked FROM token WHERE ? IS NULL OR name = ?"
        rows = self._rows(query + " ORDER BY made DESC", name, name)
        return [
            Token(key, owner, label, tuple(scopes.split()), made, ends, bool(revoked))
            for key, owner, label, scopes, made, ends, revoked in rows
        ]

    def revoke(self, key: str, by: str, *, owner: str | None = None) -> None:
        """Ends a token by its id; with ``owner`` only one of that account."""
        with self._writing() as db:
            db.execute("UPDATE token SET revoked = 1 WHERE id = ? AND (? IS NULL OR name = ?)", (key, owner, owner))
        self.note("revoked", by, "", key)

    def by_token(self, secret: str) -> Person | None:
        """Whose token this is, narrowed to its scopes, if it is good."""
        query = """SELECT t.name, p.role, t.scopes, t.ends FROM token t JOIN person p ON p.name = t.name
            WHERE t.key = ? AND NOT t.revoked AND NOT p.disabled"""
        rows = self._rows(query, _digest(secret))
        if not rows or datetime.fromisoformat(rows[0][3]) < _now():
            return None
        name, role, scopes, _ = rows[0]
        return Person(name, Role(role), "token", scopes=frozenset(map(Permission, scopes.split())))

    # --- the record ----------------------------------------------------------------------------------------------

    def note(self, what: str, name: str, address: str, said: str) -> None:
        """Writes a line of the record."""
        with self._writing() as db:
            values = (_now().isoformat(), what, name, address, said)
            db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", values)

    def audit(self, most: int = 200) -> list[Attempt]:
        """The last lines of the record, the latest first."""
        rows = self._rows("SELECT at, what, name, address, said FROM audit ORDER BY rowid DESC LIMIT ?", most)
        return [Attempt(*row) for row in rows]
