"""Bytes to text. The text is kept verbatim: no Unicode normalisation, no stripping; only a byte-order mark goes."""

from __future__ import annotations

import codecs

from charset_normalizer import CharsetMatch, from_bytes

from trucewatch.errors import ReportError

_BOMS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that people still save text in. Rare relatives (KZ-1048, PT-154) would only make the common ones ambiguous.
_LEGACY = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u", "cp866"),
    *("iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9", "iso8859_15"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
# A guess counts only if the text looks like a language and no other decoding looks nearly as clean.
_MOST_MESS = 0.1
_LEAST_COHERENCE = 0.5
_LEAD_IN_MESS = 0.02
_SAMPLE = 1 << 20
MEND = "save it as UTF-8"


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """The text of ``data``: by its byte-order mark, as UTF-8, as the file itself declares, or by a confident guess.

    Raises ReportError where none of these holds: a text in the wrong encoding would put words into a report that
    nobody wrote.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strict(data, codec, where)
    for candidate in ("utf-8", _legacy(declared)):
        text = _attempt(data, candidate)
        if text is not None:
            return text
    return _guess(data, where)


def line_ends(text: str) -> str:
    """``text`` with every line ending as ``\\n``; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(data: bytes, codec: str, where: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as e:
        what = f"begins as {codec.removesuffix('-sig').upper()} but byte {e.start + 1} is not"
        raise ReportError(what, where=where, mend=MEND) from e


def _legacy(declared: str | None) -> str | None:
    """The encoding that a page declares, if it is one of those known; Latin 1 means Windows 1252 on the web."""
    try:
        name = codecs.lookup(declared).name if declared else None
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if name in {codecs.lookup(codec).name for codec in [*_LEGACY, "gbk", "gb2312"]} else None


def _attempt(data: bytes, codec: str | None) -> str | None:
    try:
        return data.decode(codec) if codec else None
    except UnicodeError:
        return None


def _guess(data: bytes, where: str) -> str:
    refused = ReportError("cannot tell the encoding of the text", where=where, mend=MEND)
    matches = list(from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY))
    best = matches[0] if matches else None
    if best is None or best.chaos > _MOST_MESS or best.coherence < _LEAST_COHERENCE:
        raise refused
    if any(_rivals(best, other) for other in matches[1:]):
        raise refused
    text = _attempt(data, best.encoding)
    if text is None:
        raise refused
    return text


def _rivals(best: CharsetMatch, other: CharsetMatch) -> bool:
    """True if ``other`` reads other words and looks as clean as ``best``."""
    clean = other.chaos <= best.chaos + _LEAD_IN_MESS and other.coherence >= _LEAST_COHERENCE
    return clean and str(other) != str(best)
