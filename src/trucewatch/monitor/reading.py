"""The reading stage as an engine takes it."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.language.syntax import Sentence
from trucewatch.read import LONGEST, ReadParameters, parsed, read, unreadable
from trucewatch.records import Claim, Report

SHORT = 20_000
"""Characters of a report that is parsed with others before any is read; the trees of a longer one fill much memory."""

Found = tuple[tuple[Claim, ...], str | None]
"""The claims of a report and, where it was not read or not all of it, why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``read`` with its parameters bound: a plain function of one report that travels between processes. Its turns are
    parsing and reading (see ``engines.outcome.InTurns``)."""

    params: ReadParameters

    def __call__(self, report: Report) -> Found:
        return self.second(report, None)

    def first(self, report: Report) -> list[Sentence] | None:
        """The report parsed; None where that is left for the second turn, or the report cannot be read."""
        return None if len(report.text) > SHORT or unreadable(report) else parsed(report)

    def second(self, report: Report, sentences: list[Sentence] | None) -> Found:
        """What was found in the report."""
        if sentences is None and (reason := unreadable(report)) is not None:
            return (), reason
        cut = f"not read beyond its first {LONGEST:,} characters" if len(report.text) > LONGEST else None
        return read(report, self.params, sentences), cut
