"""The reading stage as an engine takes it."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.read import ReadParameters, read
from trucewatch.records import Claim, Report


@dataclass(frozen=True, slots=True)
class Reading:
    """``read`` with its parameters bound: a plain function of one report that travels between processes."""

    params: ReadParameters

    def __call__(self, report: Report) -> tuple[Claim, ...]:
        return read(report, self.params)
