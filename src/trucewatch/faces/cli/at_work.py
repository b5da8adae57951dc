"""Opening a case folder for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from trucewatch.engines import Engines
from trucewatch.errors import CaseError
from trucewatch.faces.cli.output import progress_on_terminal
from trucewatch.monitor import Monitor
from trucewatch.settings import Folder, settings_from
from trucewatch.store import Store


@contextmanager
def opened(case: Path, *, create: bool = False, on: Engines = Engines.HERE) -> Iterator[Monitor]:
    """The case folder at work. Raises CaseError where it is none."""
    folder = Folder(case)
    if not folder.case_file.is_file():
        raise CaseError(
            "is no case folder: it holds no case.yaml",
            where=str(case),
            mend=f"make one with `trucewatch init {case}`",
        )
    if not create and not folder.ledger.exists():
        raise CaseError("holds no ledger yet", where=str(case), mend=f"run `trucewatch run {case}` first")
    with Store.open(folder.ledger, create=create) as store, progress_on_terminal() as progress:
        yield Monitor(folder, store, replace(settings_from(), engine=on.value), progress=progress)
