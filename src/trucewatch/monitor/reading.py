"""The reading stage as an engine takes it."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.read import LONGEST, ReadParameters, read, unreadable
from trucewatch.records import Claim, Report


@dataclass(frozen=True, slots=True)
class Reading:
    """``read`` with its parameters bound: a plain function of one report that travels between processes.

    Gives the claims and, where the report was not read or not all of it, why.
    """

    params: ReadParameters

    def __call__(self, report: Report) -> tuple[tuple[Claim, ...], str | None]:
        if (reason := unreadable(report)) is not None:
            return (), reason
        cut = f"not read beyond its first {LONGEST:,} characters" if len(report.text) > LONGEST else None
        return read(report, self.params), cut
