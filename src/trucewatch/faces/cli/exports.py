"""``export`` and ``import``: the case's records in the field's formats, and our own read back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from trucewatch.errors import InputError
from trucewatch.faces.cli.at_work import opened
from trucewatch.faces.cli.days import AS_DAY
from trucewatch.faces.cli.output import complain, print_json, say
from trucewatch.monitor import EXPORTS, export, import_archive, write_whole
from trucewatch.settings import Folder

Format = StrEnum("Format", {name: name for name in EXPORTS})  # type: ignore[misc]
_NEWS = ("atom", "cap")


def export_command(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="the case folder", show_default=False)],
    to: Annotated[Format, typer.Option("--format", help="what to write: docs/reference/exports.md")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="the folder, or the file where the format has one; if none, CASE/exports"),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(**AS_DAY, help="atom and cap: incidents reported from this local day on"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON instead of lines")] = False,
) -> None:
    """Export the case's record in one of the field's formats, with what the format cannot carry said beside it."""
    if since and to.value not in _NEWS:
        raise InputError("--since is for atom and cap alone", where=f"--format {to.value}", mend="leave it out")
    with opened(case) as monitor:
        files = export(monitor, to.value, since.date() if since else None)
        folder = output or case / "exports"
        single = len(files) == 1 and output is not None and not output.is_dir()
        written = []
        for name, data in files.items():
            path = folder if single else folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
            written.append(str(path))
    if as_json:
        print_json({"files": written})
    else:
        for name in written:
            say(f"wrote {name}")


def import_command(
    case: Annotated[
        Path, typer.Argument(metavar="CASE", help="the case folder, made if it is not there", show_default=False)
    ],
    archive: Annotated[
        Path,
        typer.Argument(
            metavar="ARCHIVE",
            help="trucewatch.jsonl, or the folder of log.parquet, as export made it",
            show_default=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON instead of lines")] = False,
) -> None:
    """Take in the record of another ledger, proved whole first: nothing that stands here is replaced."""
    done = import_archive(Folder(case), archive)
    if as_json:
        files = [str(path) for path in done.files]
        print_json({"import": done.made.model_dump(mode="json"), "left": dict(done.left), "files": files})
        return
    for path in done.files:
        say(f"wrote {path}")
    for record, why in done.left.items():
        complain(f"{record}: not taken, {why}")
    say(f"imported {done.made.taken} of {done.made.rows} rows of the chain {done.made.head}")
    say(f"next: `trucewatch run {case}` links and assesses them")
