"""An import: that rows of another ledger were taken in, and what they were there."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from trucewatch.records.base import Record
from trucewatch.records.report import Original

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Import(Record):
    """``head``: hash of the other chain's last row, ``rows`` its length; ``archive``: SHA-256 of what was read.
    ``original``: the other chain without its bodies (number, moment of storing, kind, id, hash of each row), so that
    nothing of its history is lost. ``taken``: rows taken in; ``left``: ids that were not, since this ledger has its
    own word on the same thing; they are in the archive."""

    kind_name: ClassVar[str] = "import"
    prefix: ClassVar[str] = "imp"

    case: str
    program: str
    head: Digest
    rows: Annotated[int, Field(ge=0)]
    archive: Digest
    original: Original
    taken: Annotated[int, Field(ge=0)]
    left: tuple[str, ...] = ()
