"""JSON lines: one document a line, ``{id, outlet, published, title, text, url, language}``; id and text suffice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from trucewatch.errors import ReportError
from trucewatch.gather.decode import decode
from trucewatch.gather.making import Written
from trucewatch.gather.parameters import GatherParameters
from trucewatch.records.report import Original

_KEYS = ("id", "outlet", "published", "title", "text", "url", "language")
_LAYOUT = 'write {"id": "…", "outlet": "…", "published": "…", "title": "…", "text": "…"} on one line'


def written(original: Original, data: bytes, _params: GatherParameters) -> Iterator[Written | ReportError]:
    """The documents of the lines; a line that holds none yields what is wrong with it, and the rest goes on.

    The text is that of the row to the last character, line endings too: offsets of claims count in it. Keys beyond
    those named are left to the original, unless they look like one of them written wrongly.
    """
    first: dict[str, int] = {}
    for row, line in enumerate(_lines(data, original.name), start=1):
        where = f"{original.name}:{row}"
        if not line.strip():
            continue
        try:
            document = _document(_object(line, where), where, row)
            if document.doc in first:
                what = f"the id {document.doc!r} is that of line {first[document.doc]} too"
                raise ReportError(what, where=where, mend="give each document its own id")
        except ReportError as e:
            yield e
        else:
            first[document.doc] = row
            yield document


def _lines(data: bytes, name: str) -> list[bytes]:
    """The lines as bytes, so that one in a wrong encoding does not cost the others."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        data = decode(data, where=name).encode("utf-8", "surrogatepass")
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as e:
        raise ReportError("the line is not UTF-8", where=where, mend="save the file as UTF-8") from e
    except json.JSONDecodeError as e:
        what = f"the line is no JSON ({e.msg} at column {e.colno})"
        raise ReportError(what, where=where, mend=_LAYOUT) from e
    except (ValueError, RecursionError) as e:  # digits without end, brackets without end
        raise ReportError("the line is JSON that cannot be read", where=where, mend=_LAYOUT) from e
    if not isinstance(row, dict):
        raise ReportError("the line is no JSON object", where=where, mend=_LAYOUT)
    return row


def _document(row: dict[str, Any], where: str, number: int) -> Written:
    for key in sorted(set(row) - set(_KEYS)):
        near = [known for known in get_close_matches(key, _KEYS, n=1, cutoff=0.8) if known not in row]
        if near:
            raise ReportError(f"unknown key {key!r}", where=where, mend=f"did you mean {near[0]!r}?")
    identifier = row.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        row = {**row, "id": str(identifier)}
    for key in _KEYS:
        value = row.get(key)
        if value is not None and not isinstance(value, str) and key != "id":
            raise ReportError(f"{key!r} is no text", where=where, mend="write it in quotes, or leave it out")
    doc = row.get("id")
    if not isinstance(doc, str) or not doc.strip():
        raise ReportError("the key 'id' is missing or no text", where=where, mend="give the document an id")
    if row.get("text") is None:
        raise ReportError("the key 'text' is missing", where=where, mend="give the document its text")
    known = {key: row.get(key) for key in _KEYS if key not in ("id", "text")}
    return Written(doc=doc, text=row["text"], where=where, row=number, **known)
