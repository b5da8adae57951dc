"""How a day is given on the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import typer


def day(text: str | datetime) -> datetime:
    """``2025-03-20`` as the start of that day, without a zone. Raises typer.BadParameter, which ends with status 2,
    for what is no day of the calendar or is written in another way."""
    if isinstance(text, datetime):
        return text
    try:
        return datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a day of the case, whose zone is not known here
    except ValueError:
        raise typer.BadParameter(
            f"{text} is no day of the calendar; write year-month-day, such as 2025-03-20"
        ) from None


AS_DAY: dict[str, Any] = {"parser": day, "metavar": "YYYY-MM-DD"}
"""What makes an option a day."""
