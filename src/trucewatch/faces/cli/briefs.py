"""The command that publishes situation reports, and the one that proves them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from trucewatch.errors import InputError
from trucewatch.faces.cli.output import print_json, print_table, say
from trucewatch.monitor import Monitor, Proof, Published
from trucewatch.tell import FORMATS

FormatsOption = Annotated[
    str, typer.Option("--formats", help=f"of {', '.join(FORMATS)}, with commas between, or all", metavar="FORMATS")
]


def formats_of(text: str) -> tuple[str, ...]:
    """The formats that a list names. Raises InputError for one that does not exist."""
    wanted = list(FORMATS) if text.strip() == "all" else [part.strip() for part in text.split(",") if part.strip()]
    unknown = [w for w in wanted if w not in FORMATS]
    if unknown or not wanted:
        named = ", ".join(repr(w) for w in unknown) or "nothing"
        raise InputError(f"{named} is no format", where="--formats", mend=f"choose of {', '.join(FORMATS)}, or all")
    return tuple(dict.fromkeys(wanted))


def brief_case(
    monitor: Monitor,
    day: datetime | None,
    first: datetime | None,
    last: datetime | None,
    formats: str,
    verify: bool,
    as_json: bool,
) -> None:
    """Publishes the editions of a day or of a stretch of days; with ``verify`` makes them anew and compares."""
    if day and (first or last):
        raise InputError("a day and a stretch of days", where="--date", mend="give --date, or --from and --to")
    if (first is None) != (last is None) and not verify:
        raise InputError("half a stretch of days", where="--from, --to", mend="give both")
    if first and last and last < first:
        raise InputError("the last day is before the first", where="--to", mend="give a later day")
    start, end = (day or first), (day or last)
    if verify:
        proof = monitor.prove(start.date() if start else None, end.date() if end else None)
        show_proof(proof, as_json)
        if proof.faults:
            raise typer.Exit(1)
        return
    wanted = formats_of(formats)
    made = monitor.briefs(start.date(), end.date(), wanted) if start and end else [monitor.brief(None, wanted)]
    show_editions(made, as_json)


def show_editions(published: Sequence[Published], as_json: bool) -> None:
    """The editions that were published and their files."""
    if as_json:
        rows = [
            {
                "id": p.edition.id,
                "date": p.edition.date.isoformat(),
                "files": [str(f) for f in p.files],
                "inputs": p.edition.inputs,
                "derived": p.edition.derived,
            }
            for p in published
        ]
        print_json(rows[0] if len(rows) == 1 else {"editions": rows})
        return
    for p in published:
        say(p.edition.title)
        for path in p.files:
            say(f"wrote {path}")
    page = next((f for f in published[-1].files if f.suffix == ".html"), None)
    if page:
        say(f"page: {page.resolve().as_uri()}")
    say(f"all editions: {(published[-1].files[0].parent / 'index.html').resolve().as_uri()}")


def show_proof(proof: Proof, as_json: bool) -> None:
    """What was made anew and compared."""
    if as_json:
        faults = [{"where": f.where, "what": f.what} for f in proof.faults]
        counts = {"editions": proof.editions, "files": proof.files, "unchecked": proof.unchecked}
        print_json({**counts, "same": not faults, "faults": faults})
        return
    if proof.faults:
        rows = [(f.where, f.what) for f in proof.faults]
        print_table("editions that are NOT as they were", ("where", "what"), rows)
        return
    say(f"made anew: {proof.editions} editions and {proof.files} files, every byte as it was")
    if proof.unchecked:
        say(f"not compared: {proof.unchecked}, by another version of the program or PDF without the extra pdf")
