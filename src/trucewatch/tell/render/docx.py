"""An edition as a Word document: headings, lists, tables, links from every sentence to its notes.

Pictures are given in words and as tables, which is all that a .docx can hold of them without a second, raster copy.
The archive is written without times of the machine and without compression, which differs between machines. The body is
written as WordprocessingML here, since python-docx looks every style up anew for every paragraph; it gives the rest.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from trucewatch.records import Edition, Section
from trucewatch.records.edition import Block, Listing, Note, Paragraph, Picture, Supported, Table
from trucewatch.tell.escape import one_line, run_on
from trucewatch.tell.notes import Marks
from trucewatch.tell.render.common import blocks_of, facts, proofs
from trucewatch.tell.words import Messages
from trucewatch.tell.writing import short

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


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

    def document(self) -> DocumentType:
        made = Document()
        self._set_up(made)
        body = "".join(self._body())
        parsed = parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")
        end = made.element.body.sectPr
        for element in list(parsed):
            end.addprevious(element)
        return made

    def _set_up(self, made: DocumentType) -> None:
        e, page = self.edition, made.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
        made.styles["Normal"].font.size = Pt(10)
        note = made.styles.add_style("Note", 1)
        note.base_style = made.styles["Normal"]
        note.font.size = Pt(8)
        core = made.core_properties
        core.title, core.author, core.language, core.comments = one_line(e.title), e.program, e.language, e.id
        core.created = core.modified = e.cutoff.replace(tzinfo=None)
        core.last_modified_by, core.revision = e.program, 1
        footer = page.footer.paragraphs[0]
        footer.add_run(f"{one_line(e.title)} · ")
        footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))

    def _body(self) -> Iterator[str]:
        e, say = self.edition, self.words.say
        yield _lines("Title", _run(one_line(e.title)))
        for name, value in facts(e, self.words):
            yield _lines("Normal", _run(f"{name}: {one_line(value)}"))
        yield _lines("Normal", _run(say("page.status"), bold=True))
        for section in e.sections:
            yield from self._section(section, 1)
        if e.notes:
            yield _lines("Heading1", _run(say("title.notes")))
            yield from (self._note(n) for n in e.notes)
        for name, value in proofs(e, self.words):
            yield _lines("Note", _run(f"{name}: {value}"))

    def _section(self, section: Section, level: int) -> Iterator[str]:
        yield _lines(f"Heading{min(level, 9)}", _run(one_line(section.title)))
        for block in blocks_of(section):
            yield from self._block(block)
        for inner in section.sections:
            yield from self._section(inner, level + 1)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                yield _lines("Normal", _run(" ").join(self._sentence(s.text, s) for s in block.sentences))
            case Listing():
                yield from (_lines("ListBullet", self._sentence(s.text, s)) for s in block.items)
            case Table():
                yield from self._table(block)
            case Picture():
                said = _run(" ").join(self._sentence(s.text, s) for s in block.alternative)
                yield _lines("Normal", _run(f"{one_line(block.title)}. ", bold=True) + said)
                if block.table is not None:
                    yield from self._table(block.table)

    def _table(self, table: Table) -> Iterator[str]:
        """The head is repeated on every page."""
        heads = "".join(_cell(_run(one_line(h), bold=True)) for h in table.head)
        rows = [f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{heads}</w:tr>"]
        for row in table.rows:
            cells = [_run(one_line(c)) for c in row.cells]
            cells[0] += self._marks(row)
            rows.append(f"<w:tr>{''.join(map(_cell, cells))}</w:tr>")
        grid = "<w:gridCol/>" * len(table.head)
        style = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        yield f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        yield _lines("Note", "")

    def _sentence(self, text: str, part: Supported) -> str:
        return _run(one_line(text)) + self._marks(part)

    def _marks(self, part: Supported) -> str:
        return _links(self.marks.of(part), ",", raised=True)

    def _note(self, note: Note) -> str:
        say = self.words.say
        mark = f'<w:bookmarkStart w:id="{note.number}" w:name="n{note.number}"/><w:bookmarkEnd w:id="{note.number}"/>'
        parts = [mark, _run(f"{note.number} ", bold=True)]
        if not note.record:
            parts.append(_run(f"{note.label}, {say('note.many', n=len(note.members))}"))
        else:
            parts.append(_run(f"{note.label} {short(note.record)}"))
            if note.context:
                parts.append(_run(f": {run_on(note.context.before)}"))
                parts.append(_run(run_on(note.context.quote), bold=True))
                parts.append(_run(run_on(note.context.after)))
            said = [f"{name}: {one_line(text)}" if name else one_line(text) for name, text in note.lines]
            said += [f"{say('note.link')}: {one_line(note.url)}"] if note.url else []
            parts.append(_run("".join(f" · {s}" for s in said)))
            if note.members:
                parts.append(_run(f" · {say('note.rests')}"))
        return _lines("Note", "".join(parts) + _links(note.members, " ", raised=False))


def _lines(style: str, inner: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def _cell(inner: str) -> str:
    return f"<w:tc><w:tcPr/>{_lines('Note', inner)}</w:tc>"


def _run(text: str, *, bold: bool = False, raised: bool = False) -> str:
    if not text:
        return ""
    look = ("<w:b/>" if bold else "") + ('<w:vertAlign w:val="superscript"/>' if raised else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _links(numbers: Iterable[int], between: str, *, raised: bool) -> str:
    """Links to the bookmarks of notes."""
    return _run(between, raised=raised).join(
        f"<w:hyperlink w:anchor={quoteattr(f'n{n}')}>{_run(str(n), raised=raised)}</w:hyperlink>" for n in numbers
    )
