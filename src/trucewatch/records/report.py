"""A report: a document from an outlet, party or agency, as text, with the bytes it came from."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from trucewatch.records.base import Record
from trucewatch.values.base import Value
from trucewatch.values.moment import Moment


class Original(Value):
    """The bytes as they arrived. The ledger keeps them under ``sha256``; ``name`` is the file they came in."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, description="bytes")]
    name: str
    media_type: str


class Report(Record):
    """``doc`` is the name that its supplier gave it (a file's path in the inbox, the ``id`` of a JSONL row): with
    ``outlet`` it tells which later report supersedes which earlier. ``published`` is None where nothing says it."""

    kind_name: ClassVar[str] = "report"
    prefix: ClassVar[str] = "rep"

    doc: str
    outlet: str
    published: Moment | None = None
    title: str | None = None
    text: str
    url: str | None = None
    language: str | None = Field(default=None, description="ISO 639-1")
    original: Original | None = None
    row: int | None = Field(default=None, description="line within the original, from 1, where it holds many")
