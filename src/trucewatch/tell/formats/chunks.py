"""Writing in pieces: an export of any size is an iterator of bytes, never one text in memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trucewatch.tell.escape import visible
from trucewatch.tell.export import cell
from trucewatch.tell.export_rows import DISCLAIMERS, plain
from trucewatch.tell.formats.codebook import Codebook
from trucewatch.tell.view import CaseView

Chunks = Iterator[bytes]
Files = dict[str, Chunks]
_PIECE = 1 << 16


def pieces(texts: Iterable[str]) -> Chunks:
    """Texts joined to pieces of about 64 KiB, UTF-8."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()


def csv_pieces(head: Iterable[Sequence[str]], rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Chunks:
    """A table: the rows of ``head`` as they are, then each of ``rows`` by ``columns``, guarded against formulas."""
    return pieces(_csv_lines(head, rows, columns))


def _csv_lines(
    head: Iterable[Sequence[str]], rows: Iterable[Mapping[str, Any]], columns: Sequence[str]
) -> Iterator[str]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for line in head:
        writer.writerow(line)
    for row in rows:
        writer.writerow([cell(row[c]) for c in columns])
        yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def table(book: Codebook, file: str, rows: Iterable[Mapping[str, Any]]) -> Chunks:
    """A CSV file of a codebook: its columns as the first line."""
    columns = book.columns(file)
    return csv_pieces([columns], rows, columns)


def json_text(value: object) -> str:
    """JSON on one line, keys sorted."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def about(view: CaseView) -> dict[str, str]:
    """Which case and which state of it an export is of."""
    return {"case": view.case.code, "title": view.case.title, "inputs": view.inputs, "derived": view.derived}


def caveats(book: Codebook) -> tuple[str, ...]:
    """What a reader of the export has to know: how the alleged is marked, the disclaimers, what is not carried."""
    return (book.alleged, *DISCLAIMERS, *(f"Not carried: {c}." for c in book.cannot))


def readme(book: Codebook, view: CaseView, more: Iterable[str] = ()) -> Chunks:
    """The README of an export: what it is, its files and fields, what it cannot carry."""
    return pieces(_readme(book, view, more))


def _readme(book: Codebook, view: CaseView, more: Iterable[str]) -> Iterator[str]:
    yield f"Trucewatch export: {book.title}\nStandard: {book.standard}\n{book.about}\n\n"
    yield "".join(f"{k}: {visible(v)}\n" for k, v in about(view).items())
    yield "\n" + "\n".join(caveats(book)) + "\n"
    for line in more:
        yield f"{line}\n"
    for file, fields in book.files.items():
        yield f"\n{file}\n" + "".join(f"  {f.name}: {f.source}\n" for f in fields)
