"""What the command line shows: tables or JSON on stdout, progress and complaints on stderr."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from trucewatch.records import Failure


class Told(Protocol):
    """A failure, or a doubt."""

    @property
    def where(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def mend(self) -> str: ...


Report = Callable[[str, int, int], None]

WIDE = 200
_ID = re.compile(r"\b([a-z]{3}-[0-9a-f]{8})[0-9a-f]{24}\b")
_VERBS = {"gather": "gathering", "read": "reading", "derive": "linking and assessing"}


def complain(line: str) -> None:
    """One line on stderr."""
    print(f"trucewatch: {line}", file=sys.stderr)


def say(line: str = "") -> None:
    """One line on stdout, verbatim."""
    print(line)


def print_json(data: Any) -> None:
    """Data as JSON on stdout, one object, keys in the order given."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, short: bool = False) -> None:
    """A table on stdout; cells are shown as they are, never read as markup.

    ``short``: of ids their first twelve characters, which ``show`` takes too. Where stdout is no terminal, lines are
    wide: nobody reads a file in 80 columns.
    """
    table = Table(title=escape(title), title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape(_ID.sub(r"\1", str(cell)) if short else str(cell)) for cell in row))
    wide = None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDE
    Console(highlight=False, width=wide).print(table)


@contextmanager
def progress_on_terminal() -> Iterator[Report]:
    """A progress reporter that draws bars on stderr if that is a terminal, and else does nothing."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_VERBS.get(stage, stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def complain_of(failures: Sequence[Told], case: Path | None = None) -> None:
    """One line for each failure: where, what, how to mend it. ``case``: the folder that a file named lies in."""
    for failure in failures:
        complain(f"{_whole(failure.where, case)}: {failure.what}; {failure.mend}")


def _whole(where: str, case: Path | None) -> str:
    """``agreements/pause.yaml:31`` as a path from here, so that it can be opened; a report is named below its inbox."""
    file = re.sub(r":\d+(:\d+)?$", "", where)
    roots = [case, case / "reports", case / "observations"] if case is not None else []
    return next((f"{root / where}" for root in roots if (root / file).is_file()), where)


def failures_json(failures: Sequence[Failure]) -> list[Mapping[str, Any]]:
    """Failures as plain data."""
    return [f.model_dump(mode="json") for f in failures]
