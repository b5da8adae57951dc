"""An observation: one reading of a sensor or public register."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from trucewatch.records.base import Record
from trucewatch.records.report import Original
from trucewatch.values.moment import Moment
from trucewatch.values.place import Point


class Observation(Record):
    """A detection: when, where, by what. ``scan_km``/``track_km``: size of the pixel on the ground; ``frp_mw``:
    fire radiative power in megawatts; ``confidence``: as the producer gives it (l, n, h or 0 to 100)."""

    kind_name: ClassVar[str] = "observation"
    prefix: ClassVar[str] = "obs"

    sensor: str = Field(description="satellite and instrument, such as N-VIIRS")
    moment: Moment
    point: Point
    scan_km: Annotated[float, Field(gt=0)] | None = None
    track_km: Annotated[float, Field(gt=0)] | None = None
    frp_mw: float | None = None
    confidence: str | None = None
    daynight: Annotated[str, Field(pattern="^[DN]$")] | None = None
    original: Original | None = None
    row: int | None = None
