"""XML and Turtle text: escaped, with control characters made visible, and the urns that records have in exports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from trucewatch.tell.escape import visible

URN = "urn:x-trucewatch:"
_SAFE = re.compile(r"[A-Za-z0-9._~:-]*")
_NO_XML = re.compile(
    "[\ud800-\udfff" + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 0x110000, 0x10000)) + "]"
)
_NO_TURTLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\"\\]")
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def urn(name: str) -> str:
    """A name within exports: ``urn:x-trucewatch:inc-…``; ids are hashes of content, so it is the same everywhere."""
    return URN + (name if _SAFE.fullmatch(name) else quote(name, safe="-._~:"))


def address(url: str) -> str | None:
    """``url`` where it is an absolute http address that can stand in an IRI; None for anything else."""
    clean = quote(url.strip(), safe="%-._~:/?#@!$&'()*+,;=")  # brackets are left out: outside of a host they are none
    return clean if clean.startswith(("http://", "https://")) else None


def xml_text(text: str) -> str:
    """``text`` as the content of an element: what XML cannot hold is made visible."""
    return escape(_legal(text))


def element(name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> str:
    """``<name …>text</name>``; nothing where there is neither text nor an attribute."""
    if not text and not attributes:
        return ""
    given = "".join(f" {k}={quoteattr(_legal(v))}" for k, v in (attributes or {}).items())
    return f"<{name}{given}>{xml_text(text)}</{name}>" if text else f"<{name}{given}/>"


def _legal(text: str) -> str:
    return _NO_XML.sub("", visible(text).replace("\r", "\n"))


def rfc3339(moment: dt.datetime) -> str:
    """``2031-03-19T10:00:00Z``."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def literal(text: str, kind: str = "") -> str:
    """A Turtle literal; ``kind``: what follows it, such as ``^^xsd:dateTime``."""
    return f'"{_NO_TURTLE.sub(_escaped, text)}"{kind}'


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if 0xD800 <= ord(char) <= 0xDFFF:
        return f"[U+{ord(char):04X}]"  # half of a surrogate pair is no character and has no escape
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def iri(text: str) -> str:
    """``<text>``, for an IRI that is known to hold nothing that ends it."""
    return f"<{text}>"


def statement(subject: str, pairs: Iterator[tuple[str, str]]) -> str:
    """One Turtle subject with its predicates and objects."""
    return f"{subject} " + " ;\n  ".join(f"{p} {o}" for p, o in pairs) + " .\n"
