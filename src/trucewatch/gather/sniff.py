"""The media type of bytes, by what they hold; the suffix only settles what content leaves open."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import PurePosixPath

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
JSON_LINES = "application/x-ndjson"
JSON = "application/json"
CSV = "text/csv"
MAIL = "message/rfc822"
WARC = "application/warc"
XML = "application/xml"
RTF = "application/rtf"
BINARY = "application/octet-stream"

_MAGIC: tuple[tuple[bytes, int, str], ...] = (
    (b"%PDF-", 0, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF8", 0, "image/gif"),
    (b"RIFF", 0, "application/x-riff"),
    (b"PK\x03\x04", 0, "application/zip"),
    (b"PK\x05\x06", 0, "application/zip"),
    (b"\x1f\x8b", 0, "application/gzip"),
    (b"BZh", 0, "application/x-bzip2"),
    (b"\xfd7zXZ\x00", 0, "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed"),
    (b"Rar!\x1a", 0, "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "application/x-ole-storage"),
    (b"SQLite format 3\x00", 0, "application/vnd.sqlite3"),
    (b"\x7fELF", 0, "application/x-executable"),
    (b"PAR1", 0, "application/vnd.apache.parquet"),
    (b"ftyp", 4, "video/mp4"),
    (b"ustar", 257, "application/x-tar"),
    (rb"{\rtf", 0, RTF),
    (b"WARC/1.", 0, WARC),
)
_HEAD = 4096
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# atomic: comments could otherwise be split in 2^n ways
_HTML = re.compile(r"(?:(?><!--.*?-->)\s*|(?><\?xml[^>]*>)\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_SOME_TAG = re.compile(r"<[a-z][a-z0-9]*(?:\s[^<>]*)?>", re.I)
_MAIL = re.compile(
    r"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:Received|Return-Path|MIME-Version|Message-ID):", re.I
)


def media_type_of(name: str, data: bytes) -> str:
    """The media type of ``data``, found in a file called ``name``. Bytes that are no text are octets, at the least."""
    for magic, offset, media_type in _MAGIC:
        if data.startswith(magic, offset):
            return media_type
    if data.startswith(_WIDE_BOMS):
        head = data[:_HEAD].decode("utf-32" if data[2:4] == b"\x00\x00" else "utf-16", "replace")
    elif b"\x00" in data:
        return BINARY
    else:
        head = data[:_HEAD].decode("utf-8-sig", "replace")
    return _of_text(PurePosixPath(name).suffix.lower(), head.lstrip(), whole=len(data) <= _HEAD)


def _of_text(suffix: str, head: str, *, whole: bool) -> str:
    if _HTML.match(head) or (suffix in (".html", ".htm", ".xhtml") and _SOME_TAG.search(head)):
        return HTML
    if head.startswith("<?xml"):
        return XML
    if suffix in (".jsonl", ".ndjson") or _is_json_line(head, whole=whole):
        return JSON_LINES
    if suffix == ".json":
        return JSON
    if suffix == ".csv" or _is_detections(head):
        return CSV
    if suffix == ".eml" or _MAIL.match(head):
        return MAIL
    return MARKDOWN if suffix in (".md", ".markdown") else TEXT


def _is_json_line(head: str, *, whole: bool) -> bool:
    first, newline, _ = head.partition("\n")
    if not first.startswith("{"):
        return False
    if not newline and not whole:  # a first line longer than the head: the opening has to do
        return re.match(r'\{\s*"[^"\n]+"\s*:', first) is not None
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _is_detections(head: str) -> bool:
    columns = {column.strip().strip('"') for column in head.partition("\n")[0].lower().split(",")}
    return {"latitude", "longitude", "acq_date"} <= columns
