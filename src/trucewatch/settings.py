"""Settings of one run, from the environment. What a case means is in its folder, never here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trucewatch.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """``workers``: processes for the reading stage; None means one a core. ``engine``: where set-sized work runs, by
    the name that engines gives it. ``firms_key``: of the area API of NASA FIRMS, never stored nor shown;
    ``firms_url``: where that API is, if not at NASA's."""

    workers: int | None = None
    engine: str = "here"
    firms_key: str | None = field(default=None, repr=False)
    firms_url: str | None = None


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``TRUCEWATCH_WORKERS``, ``TRUCEWATCH_FIRMS_KEY`` and ``TRUCEWATCH_FIRMS_URL``. Raises InputError
    where a variable cannot be used."""
    return Settings(
        workers=_workers(environ.get("TRUCEWATCH_WORKERS", "").strip()),
        firms_key=environ.get("TRUCEWATCH_FIRMS_KEY", "").strip() or None,
        firms_url=environ.get("TRUCEWATCH_FIRMS_URL", "").strip() or None,
    )


def _workers(raw: str) -> int | None:
    if not raw:
        return None
    if not raw.isdecimal() or int(raw) < 1:
        raise InputError(
            f"{raw!r} is no number of workers",
            where="environment variable TRUCEWATCH_WORKERS",
            mend="set it to 1 or more, or unset it",
        )
    return int(raw)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server, from ``TRUCEWATCH_SMTP_*``. ``tls``: starttls, tls or none; ``ca``: certificates to trust."""

    host: str
    port: int
    tls: str
    user: str | None
    password: str | None = field(repr=False)
    ca: Path | None


_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def mail_settings_from(environ: Mapping[str, str] = os.environ) -> MailSettings:
    """From ``TRUCEWATCH_SMTP_HOST``, ``_PORT``, ``_TLS`` (starttls, tls, none), ``_USER``, ``_PASSWORD``, ``_CA``.

    Raises InputError where there is no host, or a variable cannot be used.
    """
    given = {name: environ.get(f"TRUCEWATCH_SMTP_{name}", "").strip() for name in _MAIL}
    if not given["HOST"]:
        raise _wrong("is not set", "HOST", "set it to the name of your mail server")
    tls = given["TLS"] or "starttls"
    if tls not in _PORTS:
        raise _wrong(f"{tls!r} is no way to encrypt", "TLS", "set it to starttls, tls or none")
    port = given["PORT"] or str(_PORTS[tls])
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise _wrong(f"{port!r} is no port", "PORT", "set it to a number up to 65535")
    ca = Path(given["CA"]) if given["CA"] else None
    return MailSettings(given["HOST"], int(port), tls, given["USER"] or None, given["PASSWORD"] or None, ca)


_MAIL = ("HOST", "PORT", "TLS", "USER", "PASSWORD", "CA")


def _wrong(what: str, name: str, mend: str) -> InputError:
    return InputError(what, where=f"environment variable TRUCEWATCH_SMTP_{name}", mend=mend)


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the parts of a case lie."""

    root: Path

    @property
    def case_file(self) -> Path:
        return self.root / "case.yaml"

    @property
    def network(self) -> Path:
        return self.root / "network.yaml"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def observations(self) -> Path:
        return self.root / "observations"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.db"

    @property
    def editions(self) -> Path:
        return self.root / "editions"
