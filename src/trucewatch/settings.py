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
