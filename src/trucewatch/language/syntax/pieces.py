"""Words to word pieces: what the parser's encoder sees of a word.

Training and inference both go through this module, so that they cannot drift apart. A word is seen as at
most ``MAX_PIECES`` WordPiece ids (the encoder's own lower-casing vocabulary) and one *look*: its letter
shape and whether white space stands before it, which is all the encoder learns of capitals and gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

CLS, SEP, UNKNOWN = 101, 102, 100
"""Ids of ``[CLS]``, ``[SEP]`` and ``[UNK]`` in the encoder's vocabulary."""

MAX_PIECES = 16
"""Pieces kept of one word; the rest of an endless word says nothing about syntax."""

MAX_CHARS = 60
"""Characters of a word that are looked at."""

LOOKS = 16
"""Number of looks: eight shapes, each with or without white space before."""

_CACHE_LIMIT = 200_000

_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "`": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u201f": '"',
        "\u2013": "-", "\u2014": "-", "\u2012": "-", "\u2011": "-", "\u2010": "-", "\u2212": "-",
        "\u2026": "...", "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None, "\u00ad": None,
        "\u200e": None, "\u200f": None, "\u2060": None,
    }
)  # fmt: skip


def plain(word: str) -> str:
    """The word with typographic quotes and dashes made plain and invisible characters removed."""
    return word if word.isascii() and "`" not in word else word.translate(_PLAIN)


def shape(word: str) -> int:
    """Letter shape, 0–7: lower, title, upper, has digits, mixed, no letters, other, empty."""
    if not word:
        return 7
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    if word[:1].isupper() and (word[1:].islower() or len(word) == 1):
        return 1
    if any(c.isdigit() for c in word):
        return 3
    if any(c.isalpha() for c in word):
        return 4
    return 5 if not any(c.isalnum() for c in word) else 6


def _sound(word: str) -> str:
    """The word without lone surrogates, which no tokenizer takes."""
    return word if word.isascii() else word.encode("utf-8", "replace").decode("utf-8")


class Pieces:
    """WordPiece ids and looks of words; remembers words it has met (bounded)."""

    def __init__(self, tokenizer_json: Path) -> None:
        """Read a ``tokenizer.json``; ``tokenizers`` raises ``Exception`` when it cannot."""
        self._tokenizer = Tokenizer.from_file(str(tokenizer_json))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}

    def words(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """For each word its piece ids (1 to ``MAX_PIECES`` of them) and its shape."""
        seen = self._seen
        fresh = [w for w in dict.fromkeys(words) if w not in seen]
        for at in range(0, len(fresh), 1000):
            part = fresh[at : at + 1000]
            texts = [_sound(plain(w[:MAX_CHARS])) or "?" for w in part]
            for word, text, coded in zip(part, texts, self._encode(texts), strict=True):
                seen[word] = (coded, shape(text))
        out = [seen[w] for w in words]
        if len(seen) > _CACHE_LIMIT:
            self._seen = {}
        return out

    def vocabulary(self) -> frozenset[str]:
        """The whole words in the encoder's vocabulary: small letters only, some twenty thousand."""
        return frozenset(w for w in self._tokenizer.get_vocab() if w.isalpha() and len(w) > 2)

    def _encode(self, texts: list[str]) -> list[tuple[int, ...]]:
        """Piece ids of each text, in one call, which stays on one thread as a batch would not."""
        coded = self._tokenizer.encode(texts, is_pretokenized=True, add_special_tokens=False)
        out: list[list[int]] = [[] for _ in texts]
        for piece, word in zip(coded.ids, coded.word_ids, strict=True):
            if word is not None and len(out[word]) < MAX_PIECES:
                out[word].append(piece)
        return [tuple(ids) or (UNKNOWN,) for ids in out]
