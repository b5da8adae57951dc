"""The demonstration: a copy of the bundled sample case, run through to its situation report."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from trucewatch.errors import CaseError
from trucewatch.faces.cli.output import say
from trucewatch.monitor import Published
from trucewatch.records import Section, Sentence, supported

DAY = date(2025, 3, 22)
"""The day whose situation report is shown: both sides blame one another for one event of the night before."""

DAYS = (date(2025, 3, 19), date(2025, 3, 28))
"""The first and the last of the ten days of which the demonstration publishes a situation report."""

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
    """The head and the summary of the report, and where all of it is."""
    edition = published.edition
    say()
    say(edition.title)
    say("=" * len(edition.title))
    for section in edition.sections[:3]:
        _show_section(section)
    say("The whole report, every sentence with the claims it rests on:")
    for path in published.files:
        say(f"  {path}")
    page = next(p for p in published.files if p.suffix == ".html")
    say(f"Open the page: {page.resolve().as_uri()}")
    say(f"All editions:  {(page.parent / 'index.html').resolve().as_uri()}")
    say(f"Work in the case: {_called()} serve {page.parents[1]}   and open http://127.0.0.1:8321/")


def _called() -> str:
    """The program as it was called, so that the line can be copied: ``.venv/bin/trucewatch`` where it is on no path."""
    called = Path(sys.argv[0])
    return "trucewatch" if shutil.which(called.name) or called.name != "trucewatch" else str(called)


def _show_section(section: Section) -> None:
    say()
    say(section.title)
    for part in supported(section):
        if isinstance(part, Sentence):
            say(f"  - {part.text} [{len(part.rests_on)}]")
    say()
