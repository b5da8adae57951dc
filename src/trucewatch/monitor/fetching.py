"""Fetching what NASA FIRMS has for a case into its folder of observations, as it came."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trucewatch.errors import InputError
from trucewatch.gather import FirmsApi, load_case, plan
from trucewatch.monitor.files import write_whole
from trucewatch.records import Case
from trucewatch.settings import Folder, Settings
from trucewatch.values.place import Box

_MARGIN = 0.5  # degrees around the case's places


@dataclass(frozen=True, slots=True)
class Fetched:
    """Files written anew, and how many requests had been answered before."""

    written: tuple[Path, ...]
    there: int


def fetch_firms(
    folder: Folder,
    settings: Settings,
    first: date,
    last: date,
    box: Box | None = None,
    progress: Callable[[str, int, int], None] = lambda _stage, _done, _total: None,
) -> Fetched:
    """Asks FIRMS for all detections in the box (the case's places and half a degree around them) from ``first`` to
    ``last``, UTC days, both included. What was answered before, and whole, is not asked for again; each answer is
    written before the next is asked for, so that a broken-off run is taken up where it stopped.

    Raises InputError without a key or a box, FetchError where FIRMS does not answer.
    """
    if settings.firms_key is None:
        mend = "get one at https://firms.modaps.eosdis.nasa.gov/api/map_key/ and set TRUCEWATCH_FIRMS_KEY"
        raise InputError("FIRMS wants a key", mend=mend)
    if last < first:
        raise InputError(f"{last} is before {first}", mend="give --from and --to in order")
    box = box or _around(load_case(folder.root))
    api = FirmsApi(settings.firms_key, sleep=time.sleep, monotonic=time.monotonic)
    if settings.firms_url:
        api.url = settings.firms_url
    into = folder.observations / "firms"
    requests = list(plan(box, first, last, api.availability()))
    asked = [r for r in requests if r.until != r.end or not (into / r.name).is_file()]
    into.mkdir(parents=True, exist_ok=True)
    written = []
    for n, (request, data) in enumerate(api.answers(asked)):
        progress("fetch", n, len(asked))
        write_whole(into / request.name, data)
        written.append(into / request.name)
    progress("fetch", len(asked), len(asked))
    return Fetched(tuple(written), len(requests) - len(asked))


def _around(case: Case) -> Box:
    points = [(p.lat, p.lon) for p in case.places if p.lat is not None and p.lon is not None]
    if not points:
        mend = "give --box W,S,E,N in degrees"
        raise InputError("the case names no place with coordinates", where="case.yaml", mend=mend)
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return Box(
        west=max(-180.0, round(min(lons) - _MARGIN, 1)),
        south=max(-90.0, round(min(lats) - _MARGIN, 1)),
        east=min(180.0, round(max(lons) + _MARGIN, 1)),
        north=min(90.0, round(max(lats) + _MARGIN, 1)),
    )
