"""Where set-sized work runs: on this machine, or on Spark. Both give the same outcomes in the same order."""

from __future__ import annotations

from enum import StrEnum

from trucewatch.engines.here import Here
from trucewatch.engines.outcome import Engine, ItemError, Outcome
from trucewatch.engines.spark import Spark


class Engines(StrEnum):
    """The engines by name."""

    HERE = "here"
    SPARK = "spark"


def engine(name: Engines, workers: int | None = None) -> Engine:
    """The engine of that name. ``workers``: processes on this machine; where Spark works, Spark's settings say."""
    return Spark() if name is Engines.SPARK else Here(workers)


__all__ = ["Engine", "Engines", "Here", "ItemError", "Outcome", "Spark", "engine"]
