"""The English dependency parser: text to sentences, words, heads, labels, tags, lemmas, names.

``Parser.load().parse(text)`` is all there is to it. The model (``model/``, trained by ``training/parser``)
runs in onnxruntime. A text is read in windows of some hundred words, each window on its own, so that what
is read of a text never depends on the texts beside it or on the number of threads; time grows linearly with
length. Texts in other languages are parsed, badly; telling languages apart is not done here.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from trucewatch.language.syntax.claims import Claims
from trucewatch.language.syntax.lemmas import Lemmas, read_lexicon
from trucewatch.language.syntax.pieces import CLS, SEP, Pieces
from trucewatch.language.syntax.sentences import FORCE, biases
from trucewatch.language.syntax.tokens import Tokens
from trucewatch.language.syntax.trees import Floats, crossed, log_softmax, tree

MODEL = Path(__file__).parent / "model"
WINDOW_WORDS = 125
"""Words a window holds; the sentence that the window cuts off is read again with the next."""
LONGEST = 200
"""Words of the longest sentence; what runs on beyond is cut."""
WINDOW_PIECES = 510

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``text`` is exactly ``source[start:end]``, offsets in characters of the whole text.

    ``i`` counts from 0 in the sentence; ``head`` is the head's ``i``, or -1 at the root. ``upos``,
    ``xpos``, ``feats`` and ``deprel`` are Universal Dependencies (English, as in EWT), ``feats`` ``""``
    when there are none. ``ner`` is ``O`` or ``B-``/``I-`` with ``PER``, ``LOC``, ``ORG`` or ``MISC``.
    ``odds`` (0 to 1): how likely the word heads a claim, as marked examples taught the model; ``kind``: of which kind,
    if it does.
    """

    i: int
    text: str
    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    ner: str
    kind: str = ""
    odds: float = 0.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``start`` of its first word, ``end`` of its last, and its words (at least one)."""

    start: int
    end: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the network says of one window of n words."""

    arc: Floats  # (n, n + 1), column 0 the root
    dependent: Floats  # (n, d)
    governor: Floats  # (n + 1, d)
    tags: dict[str, list[int]]  # n label numbers each
    start: Floats  # (n,)
    kinds: list[str]  # n kinds of claims
    odds: list[float]  # n


@dataclass(frozen=True, slots=True)
class _Text:
    """A text cut into words: their spans, strings, piece ids with shape, looks and start biases."""

    spans: list[tuple[int, int]]
    words: list[str]
    pieces: list[tuple[tuple[int, ...], int]]
    looks: list[int]
    biases: Floats


class Parser:
    """A loaded model. It holds no state between texts but caches, and may be used from several threads."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Use ``Parser.load``."""
        self._net, self._labels, self._claims = self._networks(folder)
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self._vocab: dict[str, list[str]] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        self._vocab["feats"] = ["" if f == "_" else f for f in self._vocab["feats"]]
        self._pieces, self._tokens = Pieces(folder / "tokenizer.json"), Tokens()
        self._lemmas = Lemmas(read_lexicon(folder / "lemmas.tsv.xz"), self._pieces.vocabulary())
        deprels = self._vocab["deprel"]
        self._root = deprels.index("root")
        self._subjects = np.array([d in _SUBJECTS for d in deprels])
        self._threads = max(1, threads)

    def _networks(self, folder: Path) -> tuple[Any, Any, Any]:
        """What scores a window, and pairs of words, and what sees claims; training puts others in their place."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def session(name: str) -> Any:
            return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

        return session("parser.onnx"), session("labels.onnx"), Claims(session("claims.onnx"), folder)

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> Parser:
        """Load the model in ``path`` (by default the shipped one); ``threads`` serve ``parse_many``.

        Raises ``FileNotFoundError`` when the folder lacks a file of the model.
        """
        folder = MODEL if path is None else path
        for name in (
            "parser.onnx",
            "labels.onnx",
            "claims.onnx",
            "claims.json",
            "meta.json",
            "vocab.json",
            "tokenizer.json",
            "lemmas.tsv.xz",
        ):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"{folder / name}: the parser's model is incomplete")
        return cls(folder, threads)

    def parse(self, text: str) -> list[Sentence]:
        """The sentences of ``text`` in order; none where it has no words. Any string is accepted."""
        return list(self.sentences(text))

    def parse_many(self, texts: Iterable[str]) -> Iterator[list[Sentence]]:
        """``parse`` of each text, in order, on as many threads as ``load`` was given."""
        if self._threads == 1:
            yield from map(self.parse, texts)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            waiting: deque[Future[list[Sentence]]] = deque()
            for text in texts:
                waiting.append(pool.submit(self.parse, text))
                if len(waiting) >= 4 * self._threads:
                    yield waiting.popleft().result()
            for one in waiting:
                yield one.result()

    def sentences(self, text: str) -> Iterator[Sentence]:
        """As ``parse``, a window at a time: what a very long text needs."""
        t = self._prepare(text)
        at = 0
        while at < len(t.words):
            size, ends = _fill(t, at, WINDOW_WORDS)
            read, cuts = self._window(t, at, size)
            if len(cuts) == 2 and not ends:  # a sentence longer than the window
                size, ends = _fill(t, at, LONGEST)
                read, cuts = self._window(t, at, size)
                if len(cuts) == 2 and not ends:
                    cuts, ends = [0, _least_bad(t, at, size, read.start)], True
            if not ends:
                cuts.pop()  # the sentence that the window cuts off
            yield from self._build(t, at, read, cuts)
            at += cuts[-1]

    def _prepare(self, text: str) -> _Text:
        spans = self._tokens.cut(text)
        words = [text[a:b] for a, b in spans]
        pieces = self._pieces.words(words)
        looks = []
        last = -1
        for (start, end), (_, shape) in zip(spans, pieces, strict=True):
            looks.append(2 * shape + (start != last))
            last = end
        return _Text(spans, words, pieces, looks, biases(text, spans))

    def _window(self, t: _Text, at: int, size: int) -> tuple[_Read, list[int]]:
        """The network's reading of ``size`` words from ``at``, and the sentence bounds, 0 to ``size``."""
        ids, looks, first = [CLS], [0], []
        for (own, _), look in zip(t.pieces[at : at + size], t.looks[at : at + size], strict=True):
            first.append(len(ids))
            ids.extend(own)
            looks.extend([look] * len(own))
        ids.append(SEP)
        looks.append(0)
        feed = {k: np.array([v], np.int64) for k, v in (("ids", ids), ("looks", looks), ("first", first))}
        arc, dependent, governor, upos, xpos, feats, ner, start, pieces = self._net.run(None, feed)
        tags = {k: v[0].tolist() for k, v in (("upos", upos), ("xpos", xpos), ("feats", feats), ("ner", ner))}
        starts = np.flatnonzero(start[0][1:] + t.biases[at + 1 : at + size] > 0) + 1
        cuts = [0, *starts.tolist(), size]
        claims = self._claims.of(pieces[0], feed["first"][0], self._names(t.words[at : at + size], tags["upos"], cuts))
        return _Read(arc[0], dependent[0], governor[0], tags, start[0], *claims), cuts

    def _names(self, words: Sequence[str], upos: Sequence[int], cuts: Sequence[int]) -> list[bool]:
        """Of the words of a window, which are names or of a people: "Ruritania", "Ruritanian", "the Ruritanians"."""
        tags, opening = self._vocab["upos"], set(cuts)
        return [
            tags[tag] == "PROPN"
            or (
                word[:1].isupper()
                and tags[tag] in ("ADJ", "NOUN")
                and (k not in opening or self._lemmas.of_a_people(word, tags[tag]))
            )
            for k, (word, tag) in enumerate(zip(words, upos, strict=True))
        ]

    def _build(self, t: _Text, at: int, read: _Read, cuts: Sequence[int]) -> Iterator[Sentence]:
        """The sentences between ``cuts``, which are bounds within the window that begins at word ``at``."""
        heads: list[list[int]] = []
        arcs: list[Floats] = []
        governors: list[int] = []
        for a, b in pairwise(cuts):
            arcs.append(np.concatenate([read.arc[a:b, :1], read.arc[a:b, a + 1 : b + 1]], 1))
            heads.append(tree(arcs[-1]))
            governors.extend(h + a if h else 0 for h in heads[-1])
        labels = self._label(read, range(len(governors)), governors)
        for k, (a, b) in enumerate(pairwise(cuts)):
            names = self._one_subject(read, a, arcs[k], heads[k], labels[a:b])
            yield self._sentence(t, at, a, read, heads[k], names)

    def _label(self, read: _Read, words: Sequence[int], governors: Sequence[int]) -> Floats:
        """Label scores (len(words), labels): log probabilities, ``root`` only (and always) under the root."""
        feed = {"dependent": read.dependent[list(words)], "governor": read.governor[list(governors)]}
        out = log_softmax(self._labels.run(None, feed)[0])
        at_root = np.array(governors) == 0
        out[~at_root, self._root] = -1e9
        out[at_root] = -1e9
        out[at_root, self._root] = 0.0
        return out

    def _one_subject(self, read: _Read, a: int, arc: Floats, heads: list[int], labels: Floats) -> list[int]:
        """Label numbers; of two subjects of a word the less likely gets its next best head and label.

        Changes ``heads`` and ``labels`` in place.
        """
        chosen: list[int] = labels.argmax(1).tolist()
        subjects: dict[int, list[int]] = {}
        for word, label in enumerate(chosen):
            if self._subjects[label]:
                subjects.setdefault(heads[word], []).append(word)
        for head, words in subjects.items():
            if len(words) > 1:
                near = log_softmax(arc[words])
                sure = {w: float(near[n, head] + labels[w].max()) for n, w in enumerate(words)}
                keep = max(words, key=lambda w: (sure[w], -w))
                for word, row in zip(words, near, strict=True):
                    if word != keep:
                        self._move(read, a, row, heads, chosen, word)
        return chosen

    def _move(self, read: _Read, a: int, row: Floats, heads: list[int], chosen: list[int], word: int) -> None:
        """Give ``word`` the best head and label that do not make it a second subject."""
        taken = {heads[w] for w, label in enumerate(chosen) if self._subjects[label] and w != word}
        options = [h for h in np.argsort(-row, kind="stable")[:5].tolist() if h and not crossed(heads, word, h)]
        options = options or [heads[word]]
        scores = self._label(read, [a + word] * len(options), [a + h for h in options])
        for n, h in enumerate(options):
            if h in taken:
                scores[n, self._subjects] = -1e9
        total = scores + row[options][:, None]
        best, label = divmod(int(total.argmax()), total.shape[1])
        if heads[word]:
            heads[word], chosen[word] = options[best], label

    def _sentence(self, t: _Text, at: int, a: int, read: _Read, heads: list[int], labels: list[int]) -> Sentence:
        vocab, tags = self._vocab, read.tags
        out = []
        name = "O"
        for i, (head, label) in enumerate(zip(heads, labels, strict=True)):
            start, end = t.spans[at + a + i]
            word, upos, xpos = (
                t.words[at + a + i],
                vocab["upos"][tags["upos"][a + i]],
                vocab["xpos"][tags["xpos"][a + i]],
            )
            ner = vocab["ner"][tags["ner"][a + i]]
            if ner[0] == "I" and ner[1:] != name[1:]:
                ner = "B" + ner[1:]
            name = ner
            feats = vocab["feats"][tags["feats"][a + i]]
            lemma = self._lemmas.lemma(word, upos, xpos)
            deprel = vocab["deprel"][label]
            kind, odds = read.kinds[a + i], read.odds[a + i]
            out.append(Token(i, word, start, end, lemma, upos, xpos, feats, head - 1, deprel, ner, kind, odds))
        return Sentence(out[0].start, out[-1].end, tuple(out))


def _fill(t: _Text, at: int, words: int) -> tuple[int, bool]:
    """How many words from ``at`` a window takes, and whether a sentence surely ends with it.

    It takes 1 to ``words``, as many as their pieces fit, and ends with a paragraph if one ends in its
    second half.
    """
    room = WINDOW_PIECES
    size = 0
    for ids, _ in t.pieces[at : at + words]:
        room -= len(ids)
        if room < 0:
            break
        size += 1
    size = max(1, size)
    if at + size == len(t.words):
        return size, True
    sure = np.flatnonzero(t.biases[at + size // 2 + 1 : at + size + 1] >= FORCE)
    return (size // 2 + 1 + int(sure[-1]), True) if len(sure) else (size, False)


def _least_bad(t: _Text, at: int, size: int, start: NDArray[np.float32]) -> int:
    """Where to cut a sentence that fills a whole window: the likeliest start in its second half."""
    half = max(1, size // 2)
    if size <= half:
        return size
    value = start[half:] + np.maximum(t.biases[at + half : at + size], -20.0)
    return half + int(value.argmax())
