"""What the renderings share: the facts in the head, and the sections of editions from before 0.2 as blocks."""

from __future__ import annotations

from trucewatch.records import Edition, Section, Sentence
from trucewatch.records.edition import Block, Listing, Row, Table
from trucewatch.tell.words import Messages
from trucewatch.values.moment import zone_of

_CELL = "\t"  # stood between the cells of a sentence that was a row


def blocks_of(section: Section) -> tuple[Block, ...]:
    """The blocks of a section; of an edition from before 0.2 its sentences as a list, or the table that they were."""
    if not section.sentences:
        return section.blocks
    cells = [s.text.split(_CELL) for s in section.sentences]
    if len(cells) > 1 and {len(c) for c in cells} == {len(cells[0])} and len(cells[0]) > 1:
        rows = tuple(_row(s) for s in section.sentences[1:])
        return (Table(head=tuple(cells[0]), rows=rows), *section.blocks)
    return (Listing(items=section.sentences), *section.blocks)


def _row(sentence: Sentence) -> Row:
    return Row(cells=tuple(sentence.text.split(_CELL)), rests_on=sentence.rests_on)


def facts(edition: Edition, words: Messages) -> tuple[tuple[str, str], ...]:
    """What stands in the head of an edition: names and values."""
    local = edition.cutoff.astimezone(zone_of(edition.zone))
    day = words.say(
        "time.date", day=edition.date.day, month=words.say(f"month.m{edition.date.month}"), year=edition.date.year
    )
    return (
        (words.say("page.day"), day),
        (words.say("page.cutoff"), f"{day}, {local:%H:%M} ({edition.zone})"),
        (words.say("page.program"), edition.program),
    )


def proofs(edition: Edition, words: Messages) -> tuple[tuple[str, str], ...]:
    """The hashes of an edition: its own id, its inputs, the derived state."""
    return (
        (words.say("page.edition"), edition.id),
        (words.say("page.basis"), edition.inputs),
        (words.say("page.derived"), edition.derived),
    )
