"""An edition as a Word document: headings, lists, tables, links from every sentence to its notes.

Pictures are given in words and as tables, which is all that a .docx can hold of them without a second, raster copy.
The archive is written without times of the machine and without compression, which differs between machines.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Lines

from trucewatch.records import Edition, Section
from trucewatch.records.edition import Block, Listing, Note, Paragraph, Picture, Supported, Table
from trucewatch.tell.escape import one_line, run_on
from trucewatch.tell.notes import Marks
from trucewatch.tell.render.common import blocks_of, facts, proofs
from trucewatch.tell.words import Messages
from trucewatch.tell.writing import short

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_DROPPED = "docProps/thumbnail.jpeg"


def docx(edition: Edition, words: Messages) -> bytes:
    """The edition as .docx."""
    out = BytesIO()
    _Page(edition, words).document().save(out)
    return _stored(out.getvalue())


def _stored(data: bytes) -> bytes:
    """The same archive, its entries in order of name, without compression or times."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kept:
        first = "[Content_Types].xml"
        for name in sorted(made.namelist(), key=lambda n: (n != first, n)):
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            kept.writestr(entry, made.read(name))
    return out.getvalue()


class _Page:
    def __init__(self, edition: Edition, words: Messages) -> None:
        self.edition, self.words, self.marks = edition, words, Marks(edition)
        self.made: DocumentType = Document()
        self._bookmarks = 0

    def document(self) -> DocumentType:
        made, e, say = self.made, self.edition, self.words.say
        self._set_up()
        made.add_heading(one_line(e.title), 0)
        for name, value in facts(e, self.words):
            made.add_paragraph(f"{name}: {one_line(value)}")
        status = made.add_paragraph()
        status.add_run(say("page.status")).bold = True
        for section in e.sections:
            self._section(section, 1)
        if e.notes:
            made.add_heading(say("title.notes"), 1)
            for note in e.notes:
                self._note(note)
        for name, value in proofs(e, self.words):
            made.add_paragraph(f"{name}: {value}", style="Note")
        return made

    def _set_up(self) -> None:
        made, e = self.made, self.edition
        page = made.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(20)
        page.top_margin = page.bottom_margin = Mm(20)
        made.styles["Normal"].font.size = Pt(10)
        note = made.styles.add_style("Note", 1)
        note.base_style = made.styles["Normal"]
        note.font.size = Pt(8)
        stamp = e.cutoff.replace(tzinfo=None)
        core = made.core_properties
        core.title, core.author, core.language, core.comments = one_line(e.title), e.program, e.language, e.id
        core.created = core.modified = stamp
        core.last_modified_by, core.revision = e.program, 1
        footer = page.footer.paragraphs[0]
        footer.add_run(f"{one_line(e.title)} · ")
        _field(footer, "PAGE")

    def _section(self, section: Section, level: int) -> None:
        self.made.add_heading(one_line(section.title), min(level, 9))
        for block in blocks_of(section):
            self._block(block)
        for inner in section.sections:
            self._section(inner, level + 1)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                lines = self.made.add_paragraph()
                for s in block.sentences:
                    self._sentence(lines, s.text, s)
                    lines.add_run(" ")
            case Listing():
                for s in block.items:
                    self._sentence(self.made.add_paragraph(style="List Bullet"), s.text, s)
            case Table():
                self._table(block)
            case Picture():
                lines = self.made.add_paragraph()
                lines.add_run(f"{one_line(block.title)}. ").bold = True
                for s in block.alternative:
                    self._sentence(lines, s.text, s)
                    lines.add_run(" ")
                if block.table is not None:
                    self._table(block.table)

    def _table(self, table: Table) -> None:
        made = self.made.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
        _repeat_head(made.rows[0]._tr)
        grid = list(made._cells)  # by rows; asking row by row would read the whole table anew for each
        texts = [table.head, *(r.cells for r in table.rows)]
        for n, cells in enumerate(texts):
            for m, text in enumerate(cells):
                lines = grid[n * len(table.head) + m].paragraphs[0]
                lines.style = "Note"
                lines.add_run(one_line(text)).bold = n == 0
                if n and m == 0:
                    self._mark(lines, table.rows[n - 1])
        self.made.add_paragraph(style="Note")

    def _sentence(self, lines: Lines, text: str, part: Supported) -> None:
        lines.add_run(one_line(text))
        self._mark(lines, part)

    def _mark(self, lines: Lines, part: Supported) -> None:
        for n, number in enumerate(self.marks.of(part)):
            if n:
                lines.add_run(",").font.superscript = True
            _link(lines, f"n{number}", str(number), raised=True)

    def _note(self, note: Note) -> None:
        say, lines = self.words.say, self.made.add_paragraph(style="Note")
        self._bookmarks += 1
        _bookmark(lines, f"n{note.number}", self._bookmarks)
        lines.add_run(f"{note.number} ").bold = True
        if not note.record:
            lines.add_run(f"{note.label}, {say('note.many', n=len(note.members))}")
        else:
            lines.add_run(f"{note.label} {short(note.record)}")
            if note.context:
                lines.add_run(f": {run_on(note.context.before)}")
                lines.add_run(run_on(note.context.quote)).bold = True
                lines.add_run(run_on(note.context.after))
            said = [f"{name}: {one_line(text)}" if name else one_line(text) for name, text in note.lines]
            said += [f"{say('note.link')}: {one_line(note.url)}"] if note.url else []
            lines.add_run("".join(f" · {s}" for s in said))
            if note.members:
                lines.add_run(f" · {say('note.rests')}")
        for n, member in enumerate(note.members):
            if n:
                lines.add_run(" ")
            _link(lines, f"n{member}", str(member), raised=False)


def _link(lines: Lines, anchor: str, text: str, *, raised: bool) -> None:
    """A link to a bookmark of the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = lines.add_run(text)
    run.font.superscript = raised or None
    link.append(run._r)
    lines._p.append(link)


def _bookmark(lines: Lines, name: str, number: int) -> None:
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        lines._p.append(mark)


def _field(lines: Lines, code: str) -> None:
    """A field such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    lines._p.append(field)


def _repeat_head(row: Any) -> None:
    """The first row of a table is its head, on every page."""
    properties = row.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)
