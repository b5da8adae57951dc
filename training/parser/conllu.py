"""Reading CoNLL-U: sentences of syntactic words, with the text they spell."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word. ``head`` counts from 0, -1 at the root; ``space``: white space follows."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool
    misc: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One sentence; ``opens`` is true at the first sentence of a document, ``paragraph`` of a paragraph."""

    opens: bool
    paragraph: bool
    words: tuple[Word, ...]


def opened(path: Path, mode: str = "r") -> TextIO:
    """The file as text, unpacked where its name ends in ``.xz``."""
    if path.suffix == ".xz":
        return lzma.open(path, f"{mode}t", encoding="utf-8")  # type: ignore[return-value]
    return path.open(mode, encoding="utf-8")  # type: ignore[return-value]


def read(path: Path) -> Iterator[Gold]:
    """Sentences of a file. Parts of a multiword token are words of their own with no space between them.

    Raises ``OSError`` when the file cannot be read and ``ValueError`` when a line is malformed.
    """
    words: list[Word] = []
    opens, paragraph, spread = False, False, (0, 0, True)
    with opened(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if words:
                    yield Gold(opens, paragraph, tuple(words))
                words, opens, paragraph, spread = [], False, False, (0, 0, True)
            elif line.startswith("#"):
                opens = opens or line.startswith("# newdoc")
                paragraph = paragraph or line.startswith("# newpar")
            else:
                column = line.split("\t")
                space = "SpaceAfter=No" not in column[9]
                if "-" in column[0]:
                    first, last = column[0].split("-")
                    spread = (int(first), int(last), space)
                elif "." not in column[0]:
                    words.append(_word(column, space, spread))
    if words:
        yield Gold(opens, paragraph, tuple(words))


def _word(column: list[str], space: bool, spread: tuple[int, int, bool]) -> Word:
    number = int(column[0])
    if spread[0] <= number <= spread[1]:
        space = spread[2] if number == spread[1] else False
    form, lemma, upos, xpos, feats = column[1:6]
    return Word(form, lemma, upos, xpos, feats, int(column[6]) - 1, column[7], space, column[9])


def documents(path: Path) -> Iterator[list[Gold]]:
    """The sentences of a file, grouped by document."""
    group: list[Gold] = []
    for sentence in read(path):
        if sentence.opens and group:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def spell(sentences: list[Gold], paragraphs: bool = False) -> tuple[str, list[list[tuple[int, int]]]]:
    """The document's text, a blank (before a paragraph: an empty line) between sentences; words' spans."""
    parts: list[str] = []
    spans: list[list[tuple[int, int]]] = []
    at = 0
    for sentence in sentences:
        if parts and paragraphs and sentence.paragraph:
            parts.append("\n\n")
            at += 2
        row: list[tuple[int, int]] = []
        for word in sentence.words:
            row.append((at, at + len(word.form)))
            gap = " " if word.space else ""
            parts.append(word.form + gap)
            at += len(word.form) + len(gap)
        spans.append(row)
    return "".join(parts), spans
