"""Making the parts of the document: sentences with the records they rest on, paragraphs, lists, tables, sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trucewatch.records.edition import Block, Listing, Paragraph, Row, Section, Sentence, Table

QUOTE_LENGTH = 240
"""Characters of a quote that the text gives; the note gives all of it. The same for everybody."""


def sentence(text: str, rests_on: Iterable[str]) -> Sentence:
    """A sentence with the records it rests on: each once, in the order given."""
    return Sentence(text=text, rests_on=tuple(dict.fromkeys(rests_on)))


def row(cells: Iterable[str], rests_on: Iterable[str]) -> Row:
    """A row of a table; its cells are on one line each."""
    return Row(cells=tuple(" ".join(c.split()) for c in cells), rests_on=tuple(dict.fromkeys(rests_on)))


def paragraph(sentences: Iterable[Sentence]) -> tuple[Block, ...]:
    """A paragraph; nothing where there is no sentence."""
    found = tuple(sentences)
    return (Paragraph(sentences=found),) if found else ()


def listing(items: Iterable[Sentence]) -> tuple[Block, ...]:
    """A list; nothing where there is no item."""
    found = tuple(items)
    return (Listing(items=found),) if found else ()


def table(head: Sequence[str], rows: Iterable[Row]) -> tuple[Block, ...]:
    """A table; nothing where there is no row."""
    found = tuple(rows)
    return (Table(head=tuple(head), rows=found),) if found else ()


def section(key: str, title: str, blocks: Iterable[Block] = (), sections: Iterable[Section] = ()) -> Section:
    """A section; those within it that hold nothing are left out."""
    kept = tuple(s for s in sections if s.blocks or s.sections)
    return Section(key=key, title=title[:1].upper() + title[1:], blocks=tuple(blocks), sections=kept)


def cut(quote: str) -> tuple[str, bool]:
    """The quote's beginning, ended between two words, and whether anything is left out of it."""
    quote = " ".join(quote.split())
    if len(quote) <= QUOTE_LENGTH:
        return quote, False
    head = quote[: QUOTE_LENGTH + 1].rsplit(" ", 1)[0]
    return (head if QUOTE_LENGTH // 2 < len(head) <= QUOTE_LENGTH else quote[:QUOTE_LENGTH]), True


def short(record: str) -> str:
    """A record's id cut to eight digits, as the report shows it."""
    prefix, _, digits = record.partition("-")
    return f"{prefix}-{digits[:8]}"


def clause(text: str) -> str:
    """A text on one line, without its full stop."""
    return " ".join(text.split()).rstrip(".")
