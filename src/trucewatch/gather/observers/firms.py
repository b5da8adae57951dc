"""Fire detections of NASA FIRMS: CSV of VIIRS and MODIS, archive or near real time, as downloaded or from the API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from trucewatch.gather.firms import Request, sensor_of
from trucewatch.gather.sensing import At
from trucewatch.records.base import identified
from trucewatch.records.observation import COVERAGE, Observation
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Point

NAME = "NASA FIRMS"
COLUMNS = frozenset({"latitude", "longitude", "acq_date", "acq_time", "satellite"})

_LEVELS = {"l": "l", "low": "l", "n": "n", "nominal": "n", "h": "h", "high": "h"}
_MINUTE = timedelta(minutes=1)  # the acquisition time is given to the minute
_DATE = "give acq_date as 2025-03-18 and acq_time as hours and minutes in UTC (1106)"


def whole(at: At) -> Iterator[Observation]:
    """A file of the API is called after what was asked for: in that box and those days the data are whole."""
    asked = Request.of_name(at.original.name)
    if asked is not None and asked.until is not None:
        moment = Moment(start=asked.start, end=asked.until, basis=Basis.STATED)
        for sensor in asked.sensors:
            yield identified(
                Observation, what=COVERAGE, sensor=sensor, moment=moment, box=asked.box, original=at.original, row=1
            )


def observation(row: Mapping[str, str], at: At) -> Observation:
    """A detection lies within its minute in UTC (leading zeros of acq_time that a spreadsheet took are put back).

    ``sensor`` is satellite and instrument by one name each (gather/satellites.yaml); where the file has no column for
    the instrument its brightness columns tell it. ``confidence``: l, n or h (VIIRS), or 0 to 100 (MODIS).
    """
    return identified(
        Observation,
        sensor=_sensor(row, at),
        moment=_moment(row, at),
        point=Point(lat=at.number(row, "latitude"), lon=at.number(row, "longitude")),
        scan_km=at.optional(row, "scan"),
        track_km=at.optional(row, "track"),
        frp_mw=at.optional(row, "frp"),
        bright_k=at.optional(row, "bright_ti4", "brightness"),
        bright_far_k=at.optional(row, "bright_ti5", "bright_t31"),
        confidence=_confidence(row.get("confidence", ""), at),
        daynight=row.get("daynight", "").upper() or None,
        version=row.get("version") or None,
        static=_static(row.get("type", ""), at),
        original=at.original,
        row=at.line,
    )


def _moment(row: Mapping[str, str], at: At) -> Moment:
    clock = re.fullmatch(r"(\d{1,2}):(\d\d)|(\d{1,4})", row["acq_time"], re.ASCII)
    try:
        if clock is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", row["acq_date"], re.ASCII):
            raise ValueError(row["acq_time"])
        digits = (clock[3] or clock[1] + clock[2]).zfill(4)
        when = datetime.combine(date.fromisoformat(row["acq_date"]), time(int(digits[:2]), int(digits[2:])), tzinfo=UTC)
        return Moment(start=when, end=when + _MINUTE, zone="UTC", basis=Basis.STATED)
    except (ValueError, OverflowError) as e:
        raise at.fault(f"'{row['acq_date']} {row['acq_time']}' is no time of a detection", _DATE) from e


def _sensor(row: Mapping[str, str], at: At) -> str:
    if not row["satellite"]:
        raise at.fault("the satellite is missing")
    told = "VIIRS" if "bright_ti4" in row else "MODIS" if "bright_t31" in row else ""
    return sensor_of(row["satellite"], row.get("instrument") or told)


def _confidence(written: str, at: At) -> str | None:
    level = _LEVELS.get(written.lower())
    if not written or level:
        return level
    if re.fullmatch(r"\d{1,3}", written, re.ASCII) and int(written) <= 100:
        return str(int(written))
    raise at.fault(f"confidence {written!r} is none", "give l, n, h or 0 to 100")


def _static(written: str, at: At) -> int | None:
    if not written:
        return None
    if not re.fullmatch(r"[0-3](\.0)?", written, re.ASCII):
        raise at.fault(f"type {written!r} is none", "give 0, 1, 2 or 3, or leave it out")
    return int(written[0])
