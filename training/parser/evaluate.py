"""Scores from raw text: a treebank's documents, sentences joined by single blanks.

Paragraph breaks are left out, or kept as empty lines where a figure says so (PUD marks none). F1 over spans
as in the CoNLL shared tasks: a predicted word counts where its character span is a gold word's. ``las`` and
``uas`` leave punctuation out, ``las_all`` counts it. Deprels keep their subtypes.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from conllu import Gold, documents, spell
from entities import tags
from export import write_meta

from trucewatch.language.syntax.parser import Parser, Sentence

KEYS = ("words", "sentences", "upos", "xpos", "feats", "lemma", "uas", "las", "las_all", "names")
Marks = dict[str, set[tuple[object, ...]]]


def gold_marks(sentences: list[Gold], spans: list[list[tuple[int, int]]]) -> Marks:
    """What a document's gold analysis says, as sets of facts about spans."""
    out: Marks = {k: set() for k in KEYS}
    for sentence, row in zip(sentences, spans, strict=True):
        out["sentences"].add((row[0][0], row[-1][1]))
        for word, span in zip(sentence.words, row, strict=True):
            head = row[word.head] if word.head >= 0 else None
            feats = "" if word.feats == "_" else word.feats
            _mark(out, span, (word.upos, word.xpos, feats, word.lemma), head, word.deprel)
        _names(out, tags(sentence.words), row)
    return out


def read_marks(sentences: Iterable[Sentence]) -> Marks:
    """The same of the parser's analysis."""
    out: Marks = {k: set() for k in KEYS}
    for s in sentences:
        out["sentences"].add((s.start, s.end))
        for t in s.tokens:
            head = (s.tokens[t.head].start, s.tokens[t.head].end) if t.head >= 0 else None
            _mark(out, (t.start, t.end), (t.upos, t.xpos, t.feats, t.lemma), head, t.deprel)
        _names(out, [t.ner for t in s.tokens], [(t.start, t.end) for t in s.tokens])
    return out


def _mark(out: Marks, span: tuple[int, int], tags: tuple[str, ...], head: tuple[int, int] | None, deprel: str) -> None:
    out["words"].add(span)
    for key, value in zip(("upos", "xpos", "feats", "lemma"), tags, strict=True):
        out[key].add((span, value))
    out["las_all"].add((span, head, deprel))
    if deprel != "punct":
        out["uas"].add((span, head))
        out["las"].add((span, head, deprel))


def _names(out: Marks, bio: list[str], spans: list[tuple[int, int]]) -> None:
    begun: list[tuple[int, int, str]] = []
    for tag, (start, end) in zip(bio, spans, strict=True):
        if tag[0] == "I" and begun:
            start = begun.pop()[0]
        if tag != "O":
            begun.append((start, end, tag[2:]))
    out["names"].update(begun)


def score(parser: Parser, path: Path, paragraphs: bool = False) -> dict[str, float]:
    """F1 in per cent for each of ``KEYS``, and the parser's words a second of processor time.

    ``names`` is given where the gold marks any.
    """
    right: Counter[str] = Counter()
    named = False
    both: Counter[str] = Counter()
    seconds = 0.0
    for document in documents(path):
        text, spans = spell(document, paragraphs)
        begun = time.process_time()
        read = parser.parse(text)
        seconds += time.process_time() - begun
        gold, mine = gold_marks(document, spans), read_marks(read)
        named = named or bool(gold["names"])
        for key in KEYS:
            right[key] += len(gold[key] & mine[key])
            both[key] += len(gold[key]) + len(mine[key])
    out = {k: round(200 * right[k] / both[k], 2) for k in KEYS if named or k != "names"}
    return out | {"words_per_second": float(round(both["words"] / 2 / seconds))}


def measure(config: dict[str, Any], treebanks: Path, work: Path, model: Path) -> dict[str, Any]:
    """Score dev and test; write ``figures.json`` into ``work`` and the model's ``meta.json``."""
    parser = Parser.load(model)
    parser.parse("Warm the caches.")
    figures = {}
    for name in (*config["data"]["dev"], *config["data"]["test"]):
        marked = any(s.paragraph for document in documents(treebanks / name) for s in document)
        for paragraphs in (False, True) if marked else (False,):
            key = name.removesuffix(".conllu") + (" with paragraphs" if paragraphs else "")
            figures[key] = score(parser, treebanks / name, paragraphs)
            print(key, figures[key], flush=True)
    (work / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    lasting = {key: {k: v for k, v in f.items() if k != "words_per_second"} for key, f in figures.items()}
    write_meta(config, model, lasting)
    return figures
