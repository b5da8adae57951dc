"""An edition: one published situation report, frozen, with the hashes of its inputs and the notes behind it.

The document model that every format is rendered from: sections hold blocks (paragraphs, lists, tables, pictures) and
sections; every sentence and every row of a table names the records that it rests on, and the notes unfold each of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, Field

from trucewatch.records.base import Record
from trucewatch.values.base import Value


def _later(default: Any, **more: Any) -> Any:
    """A field that editions written before it lack: left out where it says nothing, so that their ids stay theirs."""
    return Field(default=default, exclude_if=lambda value: value == default, **more)


RestsOn = Annotated[tuple[str, ...], Field(min_length=1)]
"""Ids of records."""


class Sentence(Value):
    """One sentence and the records it rests on; there is no sentence without any."""

    text: Annotated[str, Field(min_length=1)]
    rests_on: RestsOn


class Paragraph(Value):
    """Sentences that are read on."""

    block: Literal["paragraph"] = "paragraph"
    sentences: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class Listing(Value):
    """Sentences of which each stands by itself."""

    block: Literal["listing"] = "listing"
    items: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class Row(Value):
    """A row of a table; as many ``cells`` as the table has heads."""

    cells: tuple[str, ...]
    rests_on: RestsOn


class Table(Value):
    """Heads and rows."""

    block: Literal["table"] = "table"
    head: tuple[str, ...]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


class Picture(Value):
    """A drawing with what it shows in words: the ``alternative`` for whoever does not see it, and the ``table`` of what
    is drawn. ``svg``: SVG 1.1 in the current colour, without script, link or anything from outside."""

    block: Literal["picture"] = "picture"
    name: str
    title: str
    svg: str
    alternative: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    table: Table | None = None


Block = Annotated[Paragraph | Listing | Table | Picture, Field(discriminator="block")]


class Section(Value):
    """A titled run of blocks, with sections within. ``key`` is its name in every language; ``sentences`` are those of
    editions before 0.2, which had no blocks."""

    key: str = _later("")
    title: str
    sentences: tuple[Sentence, ...] = ()
    blocks: tuple[Block, ...] = _later(())
    sections: tuple[Section, ...] = ()


class Context(Value):
    """A quote in its surroundings: text before, the quote, text after, all verbatim but for an ellipsis at a cut."""

    before: str
    quote: str
    after: str


class Note(Value):
    """What stands behind a sentence: one record, or with ``members`` the numbers of several notes taken together.
    ``label`` names the record's kind, ``lines`` are (name, text)."""

    number: int
    record: str
    label: str
    lines: tuple[tuple[str, str], ...] = ()
    context: Context | None = None
    url: str | None = None
    members: tuple[int, ...] = ()


class Told(Value):
    """What an edition told of an incident, in the words of the vocabularies: (point, value), by which a later edition
    sees what has changed since."""

    incident: str
    title: str
    points: tuple[tuple[str, str], ...]
    claims: tuple[str, ...]


class Edition(Record):
    """``date``: the local day it is for; ``cutoff``: the moment up to which reports count (UTC); ``inputs``: digest of
    the truth it was built from (kinds and ids, no times of storing, so it is the same on every machine);
    ``derived``: digest of the derived state; ``compared``: the earlier editions that it was held against for its
    corrections; ``language``: ISO 639-1."""

    kind_name: ClassVar[str] = "edition"
    prefix: ClassVar[str] = "edi"

    case: str
    title: str
    date: datetime.date
    zone: str
    cutoff: AwareDatetime
    program: str
    inputs: str
    derived: str
    sections: tuple[Section, ...]
    language: str = _later("en")
    notes: tuple[Note, ...] = _later(())
    told: tuple[Told, ...] = _later(())
    compared: tuple[str, ...] = _later(())


Supported = Sentence | Row
"""What names the records that it rests on."""


def supported(section: Section) -> Iterator[Supported]:
    """Every sentence and row of a section, in reading order."""
    yield from section.sentences
    for block in section.blocks:
        yield from _of_block(block)
    for inner in section.sections:
        yield from supported(inner)


def _of_block(block: Paragraph | Listing | Table | Picture) -> Iterator[Supported]:
    match block:
        case Paragraph():
            yield from block.sentences
        case Listing():
            yield from block.items
        case Table():
            yield from block.rows
        case Picture():
            yield from block.alternative
            if block.table is not None:
                yield from block.table.rows
