"""Words of quotes and reports, folded so that spelling marks and case do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\Wa-z])|\n+|\s{3,}")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no diacritics, words separated by single spaces."""
    return _folded(text)


def _folded(text: str) -> str:
    plain = text.lower()
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain.replace("’", "").replace("'", "")))


def words(text: str, stop: frozenset[str]) -> frozenset[str]:
    """The content words of a text, folded."""
    return frozenset(fold(text).split()) - stop


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared words over all words; 0 where either has none."""
    return len(a & b) / len(a | b) if a and b else 0.0


def holds(text: str, cues: tuple[str, ...]) -> bool:
    """Whether the text holds one of the cues as words of its own."""
    folded = f" {fold(text)} "
    return any(cue in folded for cue in _cues(cues))


@lru_cache(maxsize=64)
def _cues(cues: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {fold(cue)} " for cue in cues)


def sentence_starts(text: str) -> tuple[int, ...]:
    """Offsets at which sentences begin, by punctuation and line breaks. The first is 0."""
    return (0, *(m.end() for m in _END.finditer(text)))


def shingles(text: str, size: int) -> frozenset[str]:
    """All runs of ``size`` folded words."""
    tokens = _folded(text).split()  # a whole report: not to be remembered
    return frozenset(" ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1))


def digest(text: str) -> int:
    """A 63-bit number that stands for a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
