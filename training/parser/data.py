"""Treebanks to tensors: label vocabularies, training windows, batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from conllu import Gold, documents
from entities import NER, marked, tags
from torch import Tensor

from trucewatch.language.syntax.pieces import CLS, SEP, Pieces

IGNORE = -100
TAGS = ("upos", "xpos", "feats")
Vocab = dict[str, list[str]]


@dataclass(slots=True)
class Window:
    """A run of whole sentences of one document, as numbers. Word-wise lists have one entry a word."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    looks: list[int] = field(default_factory=lambda: [0])  # one a piece
    first: list[int] = field(default_factory=list)  # index of the word's first piece
    head: list[int] = field(default_factory=list)  # 0 = root, k = word k-1 of the window
    start: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    labels: dict[str, list[int]] = field(default_factory=dict)


def vocabulary(files: Iterable[Path]) -> Vocab:
    """Label lists, most frequent first (ties by name): what the training files hold at least twice."""
    counts: dict[str, Counter[str]] = {k: Counter() for k in ("deprel", *TAGS)}
    for path in files:
        for document in documents(path):
            for word in (w for s in document for w in s.words):
                for key, counter in counts.items():
                    counter[getattr(word, key)] += 1
    ranked = {k: sorted(c.items(), key=lambda i: (-i[1], i[0])) for k, c in counts.items()}
    return {k: [x for x, n in r if n >= 2] for k, r in ranked.items()} | {"ner": list(NER)}


def windows(path: Path, vocab: Vocab, pieces: Pieces, size: int, names: bool) -> Iterator[Window]:
    """Windows of at most ``size`` words and 510 pieces (a longer sentence stands alone, or is left out)."""
    index = {k: {x: i for i, x in enumerate(v)} for k, v in vocab.items()}
    for document in documents(path):
        group: list[Gold] = []
        for sentence in document:
            if group and sum(len(s.words) for s in group) + len(sentence.words) > size:
                yield from _window(group, index, pieces, names)
                group = []
            group.append(sentence)
        yield from _window(group, index, pieces, names)


def _window(group: Sequence[Gold], index: dict[str, dict[str, int]], pieces: Pieces, names: bool) -> Iterator[Window]:
    out = Window(labels={k: [] for k in ("deprel", *TAGS, "ner")})
    space = True
    for number, sentence in enumerate(group):
        offset = len(out.first)
        ner = (marked(sentence.words) or tags(sentence.words)) if names else None
        coded = pieces.words([w.form for w in sentence.words])
        for at, (word, (ids, shape)) in enumerate(zip(sentence.words, coded, strict=True)):
            out.first.append(len(out.ids))
            out.ids.extend(ids)
            out.looks.extend([2 * shape + space] * len(ids))
            out.head.append(0 if word.head < 0 else offset + word.head + 1)
            out.start.append(int(at == 0))
            out.sentence.append(number)
            for key in ("deprel", *TAGS):
                out.labels[key].append(index[key].get(getattr(word, key), IGNORE))
            out.labels["ner"].append(index["ner"][ner[at]] if ner else IGNORE)
            space = word.space
    out.ids.append(SEP)
    out.looks.append(0)
    if len(out.ids) <= 512:
        yield out


def collate(batch: Sequence[Window]) -> dict[str, Tensor]:
    """Padded tensors: (batch, pieces) for ``ids looks mask``, (batch, words) for the rest."""

    def pad(rows: list[list[int]], fill: int) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([r + [fill] * (width - len(r)) for r in rows])

    out = {
        "ids": pad([w.ids for w in batch], 0),
        "looks": pad([w.looks for w in batch], 0),
        "mask": pad([[1] * len(w.ids) for w in batch], 0),
        "first": pad([w.first for w in batch], 0),
        "head": pad([w.head for w in batch], IGNORE),
        "start": pad([w.start for w in batch], IGNORE),
        "sentence": pad([w.sentence for w in batch], -1),
    }
    return out | {k: pad([w.labels[k] for w in batch], IGNORE) for k in batch[0].labels}


def batches(all_: Sequence[Window], words: int, dice: random.Random) -> list[list[Window]]:
    """Batches of about ``words`` words of windows alike in length, in random order."""
    order = sorted(range(len(all_)), key=lambda i: len(all_[i].ids) + dice.random() * 20)
    out: list[list[Window]] = [[]]
    for i in order:
        if sum(len(w.first) for w in out[-1]) >= words:
            out.append([])
        out[-1].append(all_[i])
    dice.shuffle(out)
    return out
