"""What reading and asking FIRMS share: the names of its satellites, and of what one request asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Self

import yaml
from pydantic import ValidationError

from trucewatch.values.base import Value
from trucewatch.values.place import Box

LONGEST = 5
"""Days that one request to the area API may ask for."""


class Satellites(Value):
    """``satellites.yaml``, checked."""

    satellites: dict[str, tuple[str, ...]]
    sources: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def satellites() -> Satellites:
    """The names that come with the program."""
    text = files("trucewatch.gather").joinpath("satellites.yaml").read_text(encoding="utf-8")
    return Satellites.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=256)
def sensor_of(satellite: str, instrument: str) -> str:
    """``N-VIIRS``: satellite and instrument by one name each; a satellite that is not known keeps its own."""
    key = satellite.casefold()
    known = next((name for name, spellings in satellites().satellites.items() if key in spellings), satellite)
    return f"{known}-{instrument.upper()}" if instrument else known


@dataclass(frozen=True)
class Request:
    """One request to the area API: a source, a box, ``days`` from ``first`` (UTC) on; ``until``: how far its data
    went when it was asked (None: not known, so that an empty answer says nothing)."""

    source: str
    box: Box
    first: date
    days: int
    until: datetime | None = None

    @property
    def sensors(self) -> tuple[str, ...]:
        """The sensors whose data are asked for."""
        return satellites().sources[self.source]

    @property
    def start(self) -> datetime:
        """Where the days begin, UTC."""
        return datetime.combine(self.first, time(), tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """Where the days end, UTC."""
        return self.start + timedelta(days=self.days)

    @property
    def area(self) -> str:
        """The box as the API wants it."""
        b = self.box
        return f"{b.west:g},{b.south:g},{b.east:g},{b.north:g}"

    @property
    def name(self) -> str:
        """The name of the file that keeps the answer."""
        covered = f"_to_{self.until:%Y-%m-%d}" if self.until else ""
        return f"{self.source}_{self.area}_{self.first.isoformat()}_{self.days}{covered}.csv"

    @classmethod
    def of_name(cls, name: str) -> Self | None:
        """The request behind a file's name; None for any other name."""
        found = _NAME.fullmatch(PurePosixPath(name).name)
        if found is None or found["source"] not in satellites().sources:
            return None
        try:
            west, south, east, north = (float(x) for x in found["area"].split(","))
            box = Box(west=west, south=south, east=east, north=north)
            first = date.fromisoformat(found["first"])
            until = datetime.combine(date.fromisoformat(found["until"]), time(), UTC) if found["until"] else None
        except (ValueError, ValidationError):
            return None
        request = cls(found["source"], box, first, int(found["days"]))
        if until is not None and not request.start < until <= request.end:
            return None
        return cls(request.source, box, first, request.days, until)


_NAME = re.compile(
    r"(?P<source>[A-Z0-9_]+?)_(?P<area>-?[\d.]+(?:,-?[\d.]+){3})_(?P<first>\d{4}-\d\d-\d\d)_(?P<days>[1-5])"
    r"(?:_to_(?P<until>\d{4}-\d\d-\d\d))?\.csv"
)
