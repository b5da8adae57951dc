"""Party codes: ISO 3166 alpha-3 for a state and all that acts for it, a slug for anyone else."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_ONE = r"(?:[A-Z]{3}|(?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*)"
_CODE = re.compile(rf"^{_ONE}(?:\+{_ONE})*$")


def _checked(value: str) -> str:
    if not _CODE.match(value):
        raise ValueError(f"{value!r} is no party code: use ISO alpha-3 (UKR) or a slug (hamas), joined by +")
    parts = value.split("+")
    if parts != sorted(set(parts)):
        raise ValueError(f"joint parties are written in alphabetical order: {'+'.join(sorted(set(parts)))}")
    return value


PartyCode = Annotated[str, AfterValidator(_checked)]
"""``RUS``, ``hamas``, or several that act as one: ``CAN+FRA+GBR``."""


def joint(*codes: str) -> str:
    """One code for parties that act together; codes may themselves be joint."""
    return "+".join(sorted({part for code in codes for part in code.split("+")}))


def members(code: str | None) -> frozenset[str]:
    """The single parties in a code; empty for None."""
    return frozenset(code.split("+")) if code else frozenset()
