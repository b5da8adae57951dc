"""The reading stage as an engine takes it."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.read import ReadParameters, read, unreadable
from trucewatch.records import Claim, Report


@dataclass(frozen=True, slots=True)
class Reading:
    """``read`` with its parameters bound: a plain function of one report that travels between processes.

    Gives the claims and, where the report was not read, why.
    """

    params: ReadParameters

    def __call__(self, report: Report) -> tuple[tuple[Claim, ...], str | None]:
        reason = unreadable(report)
        return ((), reason) if reason else (read(report, self.params), None)
