"""The demonstration: a copy of the bundled sample case, run through to its situation report."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib.resources import as_file, files
from itertools import takewhile
from pathlib import Path

from trucewatch.errors import CaseError
from trucewatch.faces.cli.output import say
from trucewatch.monitor import Published
from trucewatch.records import Edition
from trucewatch.tell import render
from trucewatch.tell.escape import unescaped

DAY = date(2025, 3, 22)
"""The day whose situation report is shown: both sides blame one another for one event of the night before."""

DAYS = (date(2025, 3, 19), date(2025, 3, 28))
"""The first and the last of the ten days of which the demonstration publishes a situation report."""

_NOTE = re.compile(r"\[\^\d+\]")
_MADE = shutil.ignore_patterns("*.db", "*.db-*", "editions", "exports", "__pycache__")
"""What running a case makes in it: not part of the sample."""


def prepare(to: Path) -> None:
    """Copies the sample case to ``to`` unless it is there. Raises CaseError where something else is in the way."""
    if (to / "case.yaml").exists():
        return
    if to.exists() and any(to.iterdir()):
        raise CaseError("is not empty and no case", where=str(to), mend="name another folder with --to")
    with as_file(_source()) as source:
        shutil.copytree(source, to, ignore=_MADE, dirs_exist_ok=True)


def _source() -> Path:
    """Where the sample case lies: inside the installed package, or beside it in a source tree."""
    packaged = Path(str(files("trucewatch") / "sample_case"))
    if packaged.is_dir():
        return packaged
    return Path(__file__).parents[4] / "cases" / "energy-pause-2025"


def show(published: Published) -> None:
    """The situation report without its method, annexes and notes, and where all of it is."""
    say()
    for line in _told(render(published.edition, "md").decode(), published.edition):
        say(line)
    say("The whole report, with method, annexes and notes, every sentence with the claims it rests on:")
    for path in published.files:
        say(f"  {path}")
    page = next(p for p in published.files if p.suffix == ".html")
    say(f"Open the page: {page.resolve().as_uri()}")
    say(f"All editions:  {(page.parent / 'index.html').resolve().as_uri()}")
    say(f"Work in the case: {_called()} serve {page.parents[1]}   and open http://127.0.0.1:8321/")


def _told(text: str, edition: Edition) -> Iterator[str]:
    """The lines of the Markdown up to the section on the method, without the figures that lead to notes."""
    titles = {s.key: s.title for s in edition.sections}
    end = f"## {titles.get('method', '')}"
    for line in takewhile(lambda line: line != end, text.splitlines()):
        yield unescaped(_NOTE.sub("", line))


def _called() -> str:
    """The program as it was called, so that the line can be copied: ``.venv/bin/trucewatch`` where it is on no path."""
    called = Path(sys.argv[0])
    return "trucewatch" if shutil.which(called.name) or called.name != "trucewatch" else str(called)
