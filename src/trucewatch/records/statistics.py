"""Statistics of incidents: counts over time with the ids behind them, ratios with their intervals, delay of reporting.

They are values, computed when asked for and kept by nobody.
"""

from __future__ import annotations

from datetime import date

from trucewatch.values.base import Value


class Cell(Value):
    """The ``incidents`` that have ``key`` on the days ``first`` to ``last`` (local, inclusive). ``key`` is "" where
    no account names one. ``complete`` False: later reports are likely to add to it."""

    key: str
    first: date
    last: date
    incidents: tuple[str, ...]
    complete: bool = True


class Series(Value):
    """Incidents by ``by`` (all, actor, class, area, status) and ``step`` (1 or 7 days). ``left_out``: those that may
    lie in two periods, or of which no day is stated."""

    by: str
    step: int
    cells: tuple[Cell, ...]
    left_out: tuple[str, ...]


class Ratio(Value):
    """Incidents a day from ``since`` on against before it. ``ratio``, ``low``, ``high`` (95 %) and ``p`` (two-sided)
    None where they do not exist."""

    since: date
    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    days_before: int
    days_after: int
    ratio: float | None
    low: float | None
    high: float | None
    p: float | None
    left_out: tuple[str, ...]


class Within(Value):
    """The estimated ``share`` of incidents that are first reported within ``days`` days."""

    days: int
    share: float


class Delay(Value):
    """Days from an incident to the first report of it. ``sample``: incidents it rests on; ``left_out``: the rest."""

    within: tuple[Within, ...]
    sample: int
    left_out: int


class Volume(Value):
    """How much is told of how much: claims, reports, independent origins, incidents; of the week from ``first`` on,
    where it is given."""

    first: date | None = None
    claims: int
    reports: int
    origins: int
    incidents: int


class Statistics(Value):
    """All of it, up to the local day ``until`` in ``zone``."""

    until: date
    zone: str
    series: tuple[Series, ...]
    ratios: tuple[Ratio, ...]
    delay: Delay
    volume: Volume
    weeks: tuple[Volume, ...] = ()
