"""An edition as Markdown with footnotes."""

from __future__ import annotations

from trucewatch.records import Edition, Section
from trucewatch.records.edition import Block, Listing, Note, Paragraph, Picture, Supported, Table
from trucewatch.tell.escape import markdown_text, one_line
from trucewatch.tell.notes import Marks
from trucewatch.tell.render.common import blocks_of, facts, proofs
from trucewatch.tell.words import Messages
from trucewatch.tell.writing import short


def markdown(edition: Edition, words: Messages) -> str:
    """The edition as Markdown (CommonMark, tables and footnotes: ``[^1]``)."""
    page = _Page(Marks(edition), words)
    out = [f"# {markdown_text(edition.title)}", ""]
    out.extend(f"- {name}: {_code(value)}" for name, value in (*facts(edition, words), *proofs(edition, words)))
    out.extend(["", f"*{words.say('page.status')}*"])
    for section in edition.sections:
        page.section(section, 2, out)
    out.extend(["", f"## {words.say('title.notes')}", ""])
    out.extend(page.note(n) for n in edition.notes)
    return "\n".join(out) + "\n"


def _code(text: str) -> str:
    return f"`{one_line(text).replace('`', chr(39))}`"


class _Page:
    def __init__(self, marks: Marks, words: Messages) -> None:
        self.marks, self.words = marks, words

    def section(self, section: Section, depth: int, out: list[str]) -> None:
        out.extend(["", f"{'#' * min(depth, 6)} {markdown_text(section.title)}"])
        for block in blocks_of(section):
            out.append("")
            self.block(block, out)
        for inner in section.sections:
            self.section(inner, depth + 1, out)

    def block(self, block: Block, out: list[str]) -> None:
        match block:
            case Paragraph():
                out.append(" ".join(f"{markdown_text(s.text)}{self._marks(s)}" for s in block.sentences))
            case Listing():
                out.extend(f"- {markdown_text(s.text)}{self._marks(s)}" for s in block.items)
            case Table():
                out.extend(self._table(block))
            case Picture():
                out.append(
                    f"**{markdown_text(block.title)}.** {self.words.say('chart.words')}: "
                    + " ".join(f"{markdown_text(s.text)}{self._marks(s)}" for s in block.alternative)
                )
                if block.table is not None:
                    out.extend(["", *self._table(block.table)])

    def _table(self, table: Table) -> list[str]:
        head = "| " + " | ".join(markdown_text(h) for h in table.head) + " |"
        return [head, "|" + " --- |" * len(table.head), *(self._row(row.cells, self._marks(row)) for row in table.rows)]

    def _row(self, cells: tuple[str, ...], marks: str) -> str:
        first, *rest = (markdown_text(c) for c in cells)
        return "| " + " | ".join([first + marks, *rest]) + " |"

    def _marks(self, part: Supported) -> str:
        return "".join(f"[^{n}]" for n in self.marks.of(part))

    def note(self, note: Note) -> str:
        say = self.words.say
        listed = "".join(f"[^{n}]" for n in note.members)
        if not note.record:
            return f"[^{note.number}]: {note.label}, {say('note.many', n=len(note.members))}{listed}"
        parts = [f"{note.label} {_code(short(note.record))}"]
        if note.context:
            c = note.context
            before, after = (
                f"{t[:1].isspace() * ' '}{markdown_text(t)}{t[-1:].isspace() * ' '}" for t in (c.before, c.after)
            )
            parts.append(f"{before}**{markdown_text(c.quote)}**{after}".strip())
        parts.extend(f"{name}: {markdown_text(text)}" if name else markdown_text(text) for name, text in note.lines)
        if note.url:
            parts.append(f"{say('note.link')}: {_code(note.url)}")
        if listed:
            parts.append(f"{say('note.rests')}{listed}")
        return f"[^{note.number}]: " + " · ".join(parts)
