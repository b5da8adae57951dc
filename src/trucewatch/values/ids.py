"""Content-hash ids: the same content has the same id on every machine, whenever it is made.

Content is canonical JSON (RFC 8785) hashed with SHA-256; an id is a short prefix for the kind of record and the
first 128 bits of the hash in hexadecimal.
"""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785
from pydantic_core import PydanticSerializationError, to_json


def canonical(content: Any) -> bytes:
    """RFC 8785 canonical JSON of plain data (dicts, lists, strings, numbers, booleans, None).

    Where pydantic's own encoder writes the same bytes, it is used: with all looking it takes a quarter of the time.
    """
    try:
        return to_json(_alike(content))
    except _UnlikeError:
        pass
    except PydanticSerializationError:
        pass  # a lone surrogate: rfc8785 says what is wrong with it
    return rfc8785.dumps(content)


_AS_IS = frozenset({str, bool, type(None)})


class _UnlikeError(Exception):
    """Content that pydantic's encoder and RFC 8785 do not write alike."""


def _alike(content: Any) -> Any:
    """The content as both write it alike: keys in order, numbers that both write in full, whole ones as RFC 8785 writes
    them, without a point (25.0 as 25). Raises _UnlikeError where they would not."""
    kind: type = type(content)
    if kind in _AS_IS:
        return content
    if kind is dict:
        try:
            plain = "".join(content).isascii()
        except TypeError:  # a key that is no text
            plain = False
        if not plain:
            raise _UnlikeError
        return {key: v if type(v := content[key]) in _AS_IS else _alike(v) for key in sorted(content)}
    if kind is list or kind is tuple:
        return [_alike(value) for value in content]
    if kind is float and (1e-4 <= abs(content) < 1e15 or content == 0):
        return int(content) if content.is_integer() else content
    if kind is int and -(2**53) < content < 2**53:
        return content
    raise _UnlikeError


def sha256(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def content_id(prefix: str, content: Any) -> str:
    """``prefix-`` and the first 32 hexadecimal digits of the SHA-256 of the canonical JSON of ``content``."""
    return f"{prefix}-{sha256(canonical(content))[:32]}"
