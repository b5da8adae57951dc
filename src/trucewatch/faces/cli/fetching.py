"""``gather CASE firms``: what NASA FIRMS has, into the folder of observations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from trucewatch.errors import InputError
from trucewatch.faces.cli.output import complain, progress_on_terminal
from trucewatch.monitor import fetch_firms
from trucewatch.settings import Folder, settings_from
from trucewatch.values.place import Box

FIRMS = "firms"


def fetched(
    case: Path, sources: Sequence[Path], since: datetime | None, until: datetime | None, box: str | None
) -> bool:
    """Fetches where the one source is called ``firms``; True if so. Raises InputError for options that do not fit."""
    if [str(s) for s in sources] != [FIRMS]:
        if since or until or box:
            raise InputError("--from, --to and --box are of the source firms alone", mend="leave them out")
        return False
    first, last = _day(since, "--from"), _day(until, "--to")
    with progress_on_terminal() as progress:
        done = fetch_firms(Folder(case), settings_from(), first, last, _box(box) if box else None, progress)
    complain(
        f"{len(done.written)} answers of FIRMS written to {case / 'observations' / FIRMS}, {done.there} were there"
    )
    return True


def _day(given: datetime | None, option: str) -> date:
    if given is None:
        raise InputError(f"{option} is missing", mend="say which days, as in --from 2025-03-18 --to 2025-04-24")
    return given.date()


def _box(written: str) -> Box:
    try:
        west, south, east, north = (float(x) for x in written.split(","))
        return Box(west=west, south=south, east=east, north=north)
    except (ValueError, ValidationError) as e:
        mend = "give --box as west,south,east,north in degrees, such as 21,43,41,53"
        raise InputError(f"{written!r} is no box", mend=mend) from e
