"""What the reader cannot read is said, not guessed at."""

from __future__ import annotations

from trucewatch.language.identify import not_english
from trucewatch.records.report import Report


def unreadable(report: Report) -> str | None:
    """Why the report is not read; None where it can be. Only English is read; a declared language is believed."""
    if report.language is not None:
        return None if report.language.startswith("en") else f"declared as {report.language}"
    return not_english(report.text)
