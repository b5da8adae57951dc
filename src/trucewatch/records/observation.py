"""An observation: one reading of a sensor or public register."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from trucewatch.records.base import Record
from trucewatch.records.report import Original
from trucewatch.values.moment import Moment
from trucewatch.values.place import Box, Point

HEAT = "heat"
"""A fire detection."""
COVERAGE = "coverage"
"""That a sensor's data were asked for and are whole in a box and a time, whether or not anything was detected."""


class Observation(Record):
    """One reading: ``what`` kind, by which ``sensor`` (satellite and instrument, or the register's name), when, and
    where: at a ``point``, in an ``area`` named as the register names it, or all over a ``box``.

    ``scan_km``/``track_km``: the pixel on the ground; ``frp_mw``: fire radiative power in megawatts; ``bright_k`` and
    ``bright_far_k``: brightness temperatures in kelvin (VIIRS I4 and I5, MODIS 21 and 31); ``confidence`` as the
    producer gives it (l, n, h or 0 to 100); ``version``: of the processing, NRT in it for near real time; ``static``:
    the producer's type of source, 0 vegetation, 1 volcano, 2 other static source on land, 3 offshore. The file and
    row it came in are no part of its identity: the same reading in two files is one.
    """

    kind_name: ClassVar[str] = "observation"
    prefix: ClassVar[str] = "obs"
    unhashed: ClassVar[frozenset[str]] = frozenset({"original", "row"})

    what: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")] = HEAT
    sensor: Annotated[str, Field(min_length=1)]
    moment: Moment
    point: Point | None = None
    area: str | None = None
    box: Box | None = None
    scan_km: Annotated[float, Field(gt=0)] | None = None
    track_km: Annotated[float, Field(gt=0)] | None = None
    frp_mw: float | None = None
    bright_k: float | None = None
    bright_far_k: float | None = None
    confidence: str | None = None
    daynight: Annotated[str, Field(pattern="^[DN]$")] | None = None
    version: str | None = None
    static: Annotated[int, Field(ge=0, le=3)] | None = None
    note: str | None = None
    original: Original | None = None
    row: int | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.point is None and self.area is None and self.box is None:
            raise ValueError("an observation lies somewhere: give a point, an area or a box")
        return self
