"""A table among the observations: the module of ``observers`` that knows its header reads it row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from pydantic import ValidationError

from trucewatch.errors import ObservationError
from trucewatch.gather import observers, sniff
from trucewatch.gather.dates import moment_of
from trucewatch.gather.originals import failure_of
from trucewatch.gather.parameters import GatherParameters
from trucewatch.records.failure import Failure
from trucewatch.records.observation import Observation
from trucewatch.records.report import Original

AS_IT_CAME = "download the file again and leave it as it comes"
_GRACE = timedelta(hours=24)  # as for reports: a clock or a zone may be wrong by a day, not by more
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class At:
    """Where a row stands: its file and line, and what the run knows."""

    original: Original
    line: int
    params: GatherParameters

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.original.name}:{self.line}"

    def fault(self, what: str, mend: str = AS_IT_CAME) -> ObservationError:
        """The error that names this row."""
        return ObservationError(what, where=self.where, mend=mend)

    def number(self, row: Mapping[str, str], column: str) -> float:
        """The number in a column. Raises ObservationError where it holds none."""
        if not _NUMBER.fullmatch(row[column]):
            mend = "write it with a point for decimals, or download the file again"
            raise self.fault(f"{column} {row[column]!r} is no number", mend)
        return float(row[column])

    def optional(self, row: Mapping[str, str], *columns: str) -> float | None:
        """The number in the first of the columns that the row fills; None where it fills none."""
        return next((self.number(row, c) for c in columns if row.get(c)), None)

    def instant(self, row: Mapping[str, str], column: str) -> datetime:
        """The aware time in a column, in UTC; without an offset it is read in the case's zone."""
        try:
            return moment_of(row[column], self.params.zone).start
        except ValueError as e:
            mend = "write it as 2025-03-18T11:06:00Z"
            raise self.fault(f"{column} {row[column]!r} is no time", mend) from e


class Observer(Protocol):
    """A module of ``observers``."""

    NAME: str
    COLUMNS: frozenset[str]

    def observation(self, row: Mapping[str, str], at: At, /) -> Observation:
        """What one row says."""
        ...


@lru_cache(maxsize=1)
def _observers() -> tuple[Observer, ...]:
    names = sorted(module.name for module in iter_modules(observers.__path__))
    return tuple(import_module(f"{observers.__name__}.{name}") for name in names)


def observations(original: Original, data: bytes, params: GatherParameters) -> Iterator[Observation | Failure]:
    """The observations in ``data``, one a row; a row that holds none is one Failure, a file that is none one in all.

    A table with a header alone says that nothing was detected, and yields nothing but what its name stands for.
    """
    try:
        rows = csv.reader(io.StringIO(_text(data, original), newline=""))
        observer, columns = _of_header(next(rows, []), original.name)
    except (ObservationError, csv.Error) as e:
        error = e if isinstance(e, ObservationError) else ObservationError("is no CSV", where=original.name, mend="")
        yield failure_of(error, original)
        return
    whole = getattr(observer, "whole", None)
    if whole is not None:
        yield from whole(At(original, 1, params))
    while True:
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield _row(observer, columns, cells, At(original, rows.line_num, params))
        except csv.Error as e:
            where = f"{original.name}:{rows.line_num}"
            yield failure_of(ObservationError(f"the row is no CSV ({e})", where=where, mend=AS_IT_CAME), original)
        except ObservationError as e:
            yield failure_of(e, original)


def _text(data: bytes, original: Original) -> str:
    if not data.strip():
        raise ObservationError("is empty", where=original.name, mend="remove it, or download it again")
    try:
        if b"\x00" in data or original.media_type not in (sniff.CSV, sniff.TEXT):
            raise ObservationError(f"is {original.media_type}, no table", where=original.name, mend=AS_IT_CAME)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise ObservationError("is not UTF-8", where=original.name, mend=AS_IT_CAME) from e


def _of_header(cells: list[str], name: str) -> tuple[Observer, list[str]]:
    columns = [cell.strip().lower() for cell in cells]
    known = _observers()
    fits = [o for o in known if set(columns) >= o.COLUMNS]
    if fits:
        return max(fits, key=lambda o: (len(o.COLUMNS), o.NAME)), columns
    nearest = max(known, key=lambda o: (len(o.COLUMNS & set(columns)) / len(o.COLUMNS), o.NAME))
    missing = ", ".join(sorted(nearest.COLUMNS - set(columns)))
    said = f"for that of {nearest.NAME} it lacks {missing}"
    if not nearest.COLUMNS & set(columns):
        said = f"known are {', '.join(sorted(o.NAME for o in known))}"
    what = f"the header is of no table that is known; {said}"
    raise ObservationError(what, where=f"{name}:1", mend=AS_IT_CAME)


def _row(observer: Observer, columns: list[str], cells: list[str], at: At) -> Observation:
    if len(cells) != len(columns):
        raise at.fault(f"the row has {len(cells)} values for {len(columns)} columns")
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    try:
        made = observer.observation(row, at)
    except ValidationError as e:
        raise at.fault(_said(e, row)) from e
    if made.moment.start > at.params.now + _GRACE:
        raise at.fault("the observation lies in the future", "mend its date")
    return made


_COLUMNS = {"lat": "latitude", "lon": "longitude", "scan_km": "scan", "track_km": "track", "static": "type"}


def _said(error: ValidationError, row: Mapping[str, str]) -> str:
    first = error.errors(include_url=False)[0]
    named = str(first["loc"][-1]) if first["loc"] else ""
    column = _COLUMNS.get(named, named)
    said = first["msg"].removeprefix("Value error, ")
    return f"{column} cannot be {row[column]!r}" if column in row else f"the row cannot be used: {said}"
