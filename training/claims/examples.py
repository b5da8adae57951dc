"""Marked reports to training windows: each word's vector, whether it is a name, the kind of claim that it heads."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trucewatch.language.syntax.claims import words
from trucewatch.language.syntax.parser import MODEL, Parser, Sentence, Token

HERE = Path(__file__).resolve().parent
TEXTS = (HERE.parent / "parser" / "text", HERE / "text")
KINDS = [
    "none", "attack", "interception", "clash", "control", "deployment", "obstruction", "detention", "damage",
    "casualties", "displacement", "outage", "exchange", "aid", "talks", "proposal", "acceptance", "rejection",
    "commitment", "demand", "accusation", "threat", "sanction", "trend", "assessment",
]  # fmt: skip
OWN, NAMED, BEFORE = range(3)
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "such", "both", "each"})
_SAYS_WHICH = frozenset({"nmod", "acl", "acl:relcl", "nummod", "compound"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that heads a claim: its first character in the report; ``speaker`` as in marks.tsv."""

    start: int
    word: str
    kind: str
    speaker: str


@dataclass(slots=True)
class Row:
    """A window of n words of report ``doc``, of which the first ``size`` count: ``kinds`` (size, kinds) shares,
    ``speakers`` (size) with -1 where there is no claim."""

    doc: str
    ids: NDArray[np.int32]
    first: NDArray[np.int32]
    vectors: NDArray[np.float16]
    names: NDArray[np.bool_]
    kinds: NDArray[np.float32]
    speakers: NDArray[np.int64]

    @property
    def size(self) -> int:
        return len(self.kinds)


def reports() -> Iterator[tuple[str, str]]:
    """Name (folder/file/number) and text of every report in ``TEXTS``."""
    for folder in TEXTS:
        for path in sorted(folder.glob("*/*.txt")):
            texts = path.read_text(encoding="utf-8").split("\n===\n")
            kept = (t.strip() for t in texts if t.strip())
            for number, text in enumerate(kept, 1):
                yield f"{path.parent.name}/{path.stem}/{number}", text


def marks(path: Path = HERE / "marks.tsv") -> dict[str, list[Mark]]:
    """The marks of each report that was marked; an empty list where it has none."""
    out: dict[str, list[Mark]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        doc, start, word, kind, speaker = line.split("\t")
        out[doc] += [Mark(int(start), word, kind, speaker)] if word else []
    return dict(out)


class _Recorder:
    """In the place of the network that is to be trained: keeps what it would be shown."""

    def of(self, pieces: Any, first: Any, names: Sequence[bool]) -> tuple[list[str], list[float]]:
        self.shown = (words(pieces, first), np.array(names), first)
        return [""] * len(names), [0.0] * len(names)


class _Recording(Parser):
    """The shipped parser, which keeps each window that it has cut into sentences."""

    def __init__(self) -> None:
        self.windows: list[tuple[Any, int, list[Sentence], list[int]]] = []
        super().__init__(MODEL, 1)

    def _networks(self, folder: Path) -> tuple[Any, Any, Any]:
        net, labels, _ = super()._networks(folder)
        self._recorder = _Recorder()
        return net, labels, self._recorder

    def _build(self, t: Any, at: int, read: Any, cuts: Sequence[int]) -> Iterator[Sentence]:
        sentences = list(super()._build(t, at, read, cuts))
        size = len(self._recorder.shown[1])
        ids = [i for own, _ in t.pieces[at : at + size] for i in own]
        self.windows.append((self._recorder.shown, cuts[-1], sentences, ids))
        yield from sentences


def rows() -> Iterator[Row]:
    """The windows of every marked report. Raises ``SystemExit`` where a mark is not where it says."""
    given, parser = marks(), _Recording()
    for doc, text in reports():
        if doc not in given:
            continue
        for m in given[doc]:
            if not text.startswith(m.word, m.start):
                raise SystemExit(f"marks.tsv: {doc} has no {m.word!r} at {m.start}")
        parser.windows.clear()
        parser.parse(text)
        for (vectors, names, first), size, sentences, ids in parser.windows:
            kinds, speakers = _labels(sentences, given[doc], size)
            yield Row(
                doc, np.array(ids, np.int32), first.astype(np.int32), vectors.astype(np.float16), names, kinds, speakers
            )


def _labels(sentences: Sequence[Sentence], given: Sequence[Mark], size: int) -> tuple[Any, Any]:
    kinds, speakers, at = np.zeros((size, len(KINDS)), np.float32), np.full(size, -1, np.int64), 0
    for sentence in sentences:
        for mark in given:
            head = _head(sentence, mark)
            if head is not None and not _points_back(sentence, head):
                kinds[at + head.i, KINDS.index(mark.kind)] += 1
                speakers[at + head.i] = OWN if mark.speaker == "=" else BEFORE if mark.speaker[0] == "<" else NAMED
        at += len(sentence.tokens)
    kinds[:, 0] = kinds.sum(1) == 0
    return kinds / kinds.sum(1, keepdims=True), speakers


def _head(sentence: Sentence, mark: Mark) -> Token | None:
    end = mark.start + len(mark.word)
    inside = [t for t in sentence.tokens if t.start < end and t.end > mark.start]
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers), None)


def _points_back(sentence: Sentence, head: Token) -> bool:
    """ "The attack", "their talks", with nothing that says which: the reader makes no claim of it."""
    below = [t for t in sentence.tokens if t.head == head.i]
    if head.upos not in ("NOUN", "PROPN") or any(t.deprel == "cop" for t in below):
        return False
    known = any(t.deprel in ("det", "nmod:poss") and t.text.lower() in _KNOWN for t in below)
    return known and not any(t.deprel in _SAYS_WHICH for t in below)


if __name__ == "__main__":
    found = list(rows())
    sys.stdout.write(f"{len(found)} windows, {sum(int((r.kinds[:, 0] < 1).sum()) for r in found)} heads\n")
