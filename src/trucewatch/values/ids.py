"""Content-hash ids: the same content has the same id on every machine, whenever it is made.

Content is canonical JSON (RFC 8785) hashed with SHA-256; an id is a short prefix for the kind of record and the
first 128 bits of the hash in hexadecimal.
"""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical(content: Any) -> bytes:
    """RFC 8785 canonical JSON of plain data (dicts, lists, strings, numbers, booleans, None)."""
    return rfc8785.dumps(content)


def sha256(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(prefix: str, content: Any) -> str:
    """``prefix-`` and the first 32 hexadecimal digits of the SHA-256 of the canonical JSON of ``content``."""
    return f"{prefix}-{sha256(canonical(content))[:32]}"
