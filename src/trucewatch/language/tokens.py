"""Tokens with character offsets, and a matcher of many phrases at once, longest first, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})

T = TypeVar("T")
_new = tuple.__new__  # a named tuple's own constructor takes three times as long, and there are many tokens


class Token(NamedTuple):
    """``text`` is the report's text from ``start`` to ``end``; a word, or a single mark of punctuation."""

    start: int
    end: int
    text: str


class Match(NamedTuple, Generic[T]):
    """Tokens ``first`` to ``last`` (excluded) are a known phrase with this payload."""

    first: int
    last: int
    payload: T


class Tokens(tuple[Token, ...]):
    """Tokens in order. ``keys``: their words with one kind of apostrophe, by which phrases are found."""

    keys: list[str]


@lru_cache(maxsize=64)  # a sentence is asked for by the register and the gazetteer in turn
def tokens(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """The words and marks of ``text[start:end]``, in order, with offsets into ``text``."""
    stop = len(text) if end is None else end
    found: list[Token] = []
    at, find = start, text.find
    words = _TOKEN.findall(text, start, stop)
    for word in words:  # nothing but white space stands between two, so that each is found again where it stands
        at = find(word, at)
        found.append(_new(Token, (at, at := at + len(word), word)))
    out = Tokens(found)
    out.keys = _keys(words)
    return out


def lowered(text: str) -> str:
    """The text in small letters, offset by offset: a letter that would become two stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=4)
def lowered_whole(text: str) -> str:
    """``lowered`` of a report's text, for which numbers, times and notices ask in turn."""
    return lowered(text)


class Phrases(Generic[T]):
    """Phrases, each with a payload. A later entry for the same words replaces an earlier one.

    Case matters, white space between the words of a phrase and the kind of apostrophe do not.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, dict[tuple[str, ...], T]] = {}
        for phrase, payload in entries:
            words = tuple(tokens(phrase).keys)
            if words:
                by_first.setdefault(words[0], {})[words] = payload
        self._by_first = {
            w: (sorted({len(words) for words in d}, reverse=True), d) for w, d in by_first.items()
        }  # of the many phrases that begin with "the" only as many are looked up as there are lengths

    def opens(self, text: str) -> bool:
        """Whether the first word of some phrase stands in a short text: without it none can be found."""
        return any(word in text for word in self._by_first)

    def find(self, found: Tokens) -> list[Match[T]]:
        """The phrases among these tokens, longest at each place, without overlap, from left to right."""
        keys = found.keys
        out: list[Match[T]] = []
        done = 0
        for at in [n for n, key in enumerate(keys) if key in self._by_first]:
            if at < done:
                continue
            lengths, known = self._by_first[keys[at]]
            for length in lengths:
                words = tuple(keys[at : at + length])
                if words in known:
                    done = at + len(words)
                    out.append(Match(at, done, known[words]))
                    break
        return out


def _keys(words: list[str]) -> list[str]:
    joined = "".join(words)
    if joined.isascii() and "`" not in joined:
        return words
    return [w.translate(_APOSTROPHES) for w in words]
