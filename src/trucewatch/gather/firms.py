"""Fire detections of NASA FIRMS: CSV of VIIRS and MODIS, as downloaded or as the API gives it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from pydantic import ValidationError

from trucewatch.errors import ObservationError
from trucewatch.gather import sniff
from trucewatch.gather.originals import failure_of
from trucewatch.gather.parameters import GatherParameters
from trucewatch.records.base import identified
from trucewatch.records.failure import Failure
from trucewatch.records.observation import Observation
from trucewatch.records.report import Original
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Point

_NEEDED = ("latitude", "longitude", "acq_date", "acq_time", "satellite")
_LEVELS = {"l": "l", "low": "l", "n": "n", "nominal": "n", "h": "h", "high": "h"}
_MINUTE = timedelta(minutes=1)  # the acquisition time is given to the minute
_GRACE = timedelta(hours=24)  # as for reports: a clock or a zone may be wrong by a day, not by more
_DATE = "give acq_date as 2025-03-18 and acq_time as hours and minutes in UTC (1106)"
_AS_IT_CAME = "download the file again and leave it as it comes"


def observations(original: Original, data: bytes, params: GatherParameters) -> Iterator[Observation | Failure]:
    """The detections in ``data``, one a row; a row that holds none is one Failure, a file that is none one in all.

    A detection lies within its minute in UTC (leading zeros of acq_time that a spreadsheet took are put back).
    ``sensor`` is satellite and instrument as given; where the file has no column for the instrument its brightness
    columns tell it. ``confidence``: l, n or h (VIIRS), or 0 to 100 (MODIS). A file with a header alone says that
    nothing was detected, and yields nothing.
    """
    name = original.name
    try:
        rows = csv.reader(io.StringIO(_text(data, original), newline=""))
        columns = _header(next(rows, []), name)
    except (ObservationError, csv.Error) as e:
        error = e if isinstance(e, ObservationError) else ObservationError("is no CSV", where=name, mend=_AS_IT_CAME)
        yield failure_of(error, original)
        return
    while True:
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield _observation(columns, cells, original, rows.line_num, params)
        except csv.Error as e:
            where = f"{name}:{rows.line_num}"
            yield failure_of(ObservationError(f"the row is no CSV ({e})", where=where, mend=_AS_IT_CAME), original)
        except ObservationError as e:
            yield failure_of(e, original)


def _text(data: bytes, original: Original) -> str:
    if not data.strip():
        raise ObservationError("is empty", where=original.name, mend="remove it, or download it again")
    try:
        if b"\x00" in data or original.media_type not in (sniff.CSV, sniff.TEXT):
            raise ObservationError(f"is {original.media_type}, no FIRMS CSV", where=original.name, mend=_AS_IT_CAME)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise ObservationError("is not UTF-8", where=original.name, mend=_AS_IT_CAME) from e


def _header(cells: list[str], name: str) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        what = f"the header is not that of FIRMS: {', '.join(missing)} missing"
        raise ObservationError(what, where=f"{name}:1", mend=_AS_IT_CAME)
    return columns


def _observation(
    columns: list[str], cells: list[str], original: Original, line: int, params: GatherParameters
) -> Observation:
    where = f"{original.name}:{line}"
    if len(cells) != len(columns):
        what = f"the row has {len(cells)} values for {len(columns)} columns"
        raise ObservationError(what, where=where, mend=_AS_IT_CAME)
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    moment = _moment(row, where)
    if moment.start > params.now + _GRACE:
        raise ObservationError("the detection lies in the future", where=where, mend="mend acq_date")
    try:
        return identified(
            Observation,
            sensor=_sensor(row, where),
            moment=moment,
            point=Point(lat=_number(row, "latitude", where), lon=_number(row, "longitude", where)),
            scan_km=_optional(row, "scan", where),
            track_km=_optional(row, "track", where),
            frp_mw=_optional(row, "frp", where),
            confidence=_confidence(row.get("confidence", ""), where),
            daynight=row.get("daynight", "").upper() or None,
            original=original,
            row=line,
        )
    except ValidationError as e:
        first = e.errors()[0]
        field = {"lat": "latitude", "lon": "longitude", "scan_km": "scan", "track_km": "track"}.get(
            str(first["loc"][-1]), str(first["loc"][-1])
        )
        what = f"{field} cannot be {row.get(field, '')!r}"
        raise ObservationError(what, where=where, mend=_AS_IT_CAME) from e


def _moment(row: Mapping[str, str], where: str) -> Moment:
    written = f"{row['acq_date']} {row['acq_time']}"
    clock = re.fullmatch(r"(\d{1,2}):(\d\d)|(\d{1,4})", row["acq_time"])
    try:
        if clock is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", row["acq_date"]):
            raise ValueError(written)
        digits = (clock[3] or clock[1] + clock[2]).zfill(4)
        at = datetime.combine(date.fromisoformat(row["acq_date"]), time(int(digits[:2]), int(digits[2:])), tzinfo=UTC)
        return Moment(start=at, end=at + _MINUTE, zone="UTC", basis=Basis.STATED, text=written)
    except (ValueError, OverflowError) as e:
        raise ObservationError(f"{written!r} is no time of a detection", where=where, mend=_DATE) from e


def _sensor(row: Mapping[str, str], where: str) -> str:
    if not row["satellite"]:
        raise ObservationError("the satellite is missing", where=where, mend=_AS_IT_CAME)
    instrument = row.get("instrument") or ("VIIRS" if "bright_ti4" in row else "MODIS" if "bright_t31" in row else "")
    return f"{row['satellite']}-{instrument}" if instrument else row["satellite"]


def _number(row: Mapping[str, str], column: str, where: str) -> float:
    try:
        if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", row[column], re.ASCII):
            raise ValueError(row[column])
        return float(row[column])
    except ValueError as e:
        mend = "write it with a point for decimals, or download the file again"
        raise ObservationError(f"{column} {row[column]!r} is no number", where=where, mend=mend) from e


def _optional(row: Mapping[str, str], column: str, where: str) -> float | None:
    return _number(row, column, where) if row.get(column) else None


def _confidence(written: str, where: str) -> str | None:
    level = _LEVELS.get(written.lower())
    if not written or level:
        return level
    if re.fullmatch(r"\d{1,3}", written, re.ASCII) and int(written) <= 100:
        return str(int(written))
    raise ObservationError(f"confidence {written!r} is none", where=where, mend="give l, n, h or 0 to 100")
