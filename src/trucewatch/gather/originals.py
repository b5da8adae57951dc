"""Originals, failures and outlet names: what every format of gather shares."""

from __future__ import annotations

import re

from trucewatch.errors import InputError
from trucewatch.gather.parameters import GatherParameters
from trucewatch.records.base import identified
from trucewatch.records.failure import Failure
from trucewatch.records.report import Original
from trucewatch.values.ids import sha256

STAGE = "gather"
UNKNOWN_OUTLET = "unknown"
"""The outlet of a report that names none: a marker, not a guess."""


def original_of(name: str, data: bytes, media_type: str) -> Original:
    """The record of bytes as they arrived. ``name``: the path below the inbox, with forward slashes."""
    return Original(sha256=sha256(data), size=len(data), name=name, media_type=media_type)


def failure_of(error: InputError, original: Original | None = None, outlet: str | None = None) -> Failure:
    """The failure that an error becomes. The error's ``where`` names the file and, if there is one, the line;
    ``outlet``: the id of the outlet whose report it would have been, where that is known."""
    told = {"stage": STAGE, "where": error.where, "what": error.what, "mend": error.mend}
    return identified(Failure, **told, original=original, outlet=outlet)


def outlet_id(name: str | None, params: GatherParameters) -> str:
    """The id of the outlet that ``name`` means: by id or name, whatever the case and spacing.

    An outlet that the case does not list keeps its own name, as a slug (letters of any script, digits, hyphens), so
    that two spellings of it are one outlet. No name at all: ``unknown``.
    """
    slug = slug_of(name or "")
    if not slug:
        return UNKNOWN_OUTLET
    for outlet in params.outlets:
        if slug in (slug_of(outlet.id), slug_of(outlet.name)):
            return outlet.id
    return slug


def slug_of(name: str) -> str:
    """Letters and digits in lower case, joined by hyphens: ``Example  Wire`` is ``example-wire``."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
