"""An edition as PDF, set by Typst: tagged (PDF/UA-1), numbered pages, with its own fonts alone.

Typst's compiler and fonts come in its wheel, and no font of the machine is used: the same edition has the same bytes
wherever it is set (docs/decisions/0019-situation-report.md). What the fonts cannot show is written as ``[U+65E5]``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from importlib import import_module, resources
from importlib.util import find_spec
from typing import Any

from trucewatch.errors import MissingExtra
from trucewatch.records import Edition, Section
from trucewatch.records.edition import Block, Listing, Note, Paragraph, Picture, Supported, Table
from trucewatch.tell.escape import one_line, run_on
from trucewatch.tell.notes import Marks
from trucewatch.tell.render.common import blocks_of, facts, proofs
from trucewatch.tell.words import Messages
from trucewatch.tell.writing import short

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_TRIES = 60
_SUSPECTS = b"/Suspects false"
"""What holds where nothing is said; poppler complains of it. Blanks in its place leave every offset as it was."""


def pdf_available() -> bool:
    """True if Typst is installed."""
    return find_spec("typst") is not None


def pdf(edition: Edition, words: Messages) -> bytes:
    """The edition as PDF. Raises MissingExtra where Typst is not installed."""
    if not pdf_available():
        raise MissingExtra("PDF needs the extra “pdf”, which is not installed", mend="pip install 'trucewatch[pdf]'")
    typst: Any = import_module("typst")

    data = json.dumps(_Page(edition, words).data(), ensure_ascii=False, sort_keys=True)
    with resources.as_file(resources.files("trucewatch.tell")) as room:
        source = (room / "templates" / "report.typ").read_bytes()
        for _ in range(_TRIES):
            try:
                made = typst.compile(
                    source,
                    root=str(room),
                    font_paths=[str(room / "data" / "fonts")],
                    ignore_system_fonts=True,
                    pdf_standards=["ua-1"],
                    sys_inputs={"edition": data},
                )
            except typst.TypstError as e:
                shown = _shown(data, str(e))
                if shown == data:
                    raise
                data = shown
            else:
                return bytes(made).replace(_SUSPECTS, b" " * len(_SUSPECTS))
    raise AssertionError("the text holds more letters that no font shows than can be")


def _shown(data: str, fault: str) -> str:
    """The text with the letters that no font has as their code points."""
    for letters in _UNSHOWN.findall(fault):
        for letter in dict.fromkeys(letters):
            data = data.replace(letter, f"[U+{ord(letter):04X}]")
    return data


class _Page:
    """The edition as plain data for the template, every text on one line and with its hidden characters visible."""

    def __init__(self, edition: Edition, words: Messages) -> None:
        self.edition, self.words, self.marks = edition, words, Marks(edition)

    def data(self) -> Mapping[str, Any]:
        e, say = self.edition, self.words.say
        cutoff = e.cutoff
        return {
            "title": one_line(e.title),
            "language": e.language,
            "program": e.program,
            "date": [cutoff.year, cutoff.month, cutoff.day, cutoff.hour, cutoff.minute, cutoff.second],
            "facts": facts(e, self.words),
            "proofs": proofs(e, self.words),
            "status": say("page.status"),
            "kicker": say("page.kicker"),
            "contents": say("title.contents"),
            "page": say("page.of", n="#", all="##"),
            "notes_title": say("title.notes"),
            "sections": [self._section(s) for s in e.sections],
            "notes": [self._note(n) for n in e.notes],
        }

    def _section(self, section: Section) -> dict[str, Any]:
        return {
            "title": one_line(section.title),
            "blocks": [self._block(b) for b in blocks_of(section)],
            "sections": [self._section(s) for s in section.sections],
        }

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "sentences": [self._sentence(s.text, s) for s in block.sentences]}
            case Listing():
                return {"kind": "listing", "sentences": [self._sentence(s.text, s) for s in block.items]}
            case Table():
                return {"kind": "table", **self._table(block)}
            case Picture():
                return {
                    "kind": "picture",
                    "title": one_line(block.title),
                    "svg": block.svg,
                    "alt": one_line(" ".join([block.title, *(s.text for s in block.alternative)])),
                    "sentences": [self._sentence(s.text, s) for s in block.alternative],
                }

    def _table(self, table: Table) -> dict[str, Any]:
        rows: list[dict[str, Any]] = [
            {"cells": [one_line(c) for c in r.cells], "marks": self.marks.of(r)} for r in table.rows
        ]
        weights = _weights(table)
        weights[0] += round(0.7 * max(len(",".join(map(str, r["marks"]))) for r in rows))
        return {"head": [one_line(h) for h in table.head], "rows": rows, "weights": weights}

    def _sentence(self, text: str, part: Supported) -> dict[str, Any]:
        return {"text": one_line(text), "marks": self.marks.of(part)}

    def _note(self, note: Note) -> dict[str, Any]:
        say = self.words.say
        lines = [(one_line(name), one_line(text)) for name, text in note.lines]
        if note.url:
            lines.append((say("note.link"), one_line(note.url)))
        c = note.context
        return {
            "number": note.number,
            "label": note.label if note.record else f"{note.label}, {say('note.many', n=len(note.members))}",
            "record": short(note.record) if note.record else "",
            "context": [run_on(c.before), run_on(c.quote), run_on(c.after)] if c else [],
            "lines": lines,
            "rests": say("note.rests") if note.record and note.members else "",
            "members": note.members,
        }


def _weights(table: Table) -> list[int]:
    """How wide each column is beside the others: by the root of its longest text, no narrower than its longest word."""
    cells = [table.head, *(r.cells for r in table.rows)]

    def width(n: int) -> int:
        longest = max(len(row[n]) for row in cells)
        word = max((len(w) for row in cells for w in row[n].split() if "://" not in w), default=1)
        return max(round(4 * math.sqrt(min(longest, 240))), min(word, 18) + 6, 6)

    return [width(n) for n in range(len(table.head))]
