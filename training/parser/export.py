"""The trained network to the files of inference: ONNX int8, labels, tokenizer, lemmas, meta."""

from __future__ import annotations

import hashlib
import json
import lzma
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import onnx
import torch
from conllu import read
from model import Net, Sizes, label_scores
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from torch import Tensor, nn

INPUTS = ["ids", "looks", "first"]
OUTPUTS = ["arc", "dependent", "governor", "upos", "xpos", "feats", "ner", "start", "pieces"]


class Whole(nn.Module):
    """One window at a time, without padding; tags come as label numbers, ``pieces`` as vectors."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, looks: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        s = self.net(ids, looks, first)
        tags = (s.tags[k].argmax(-1) for k in OUTPUTS[3:7])
        return (s.arc, s.dependent, s.governor, *tags, s.start, self.net.encoder.word(ids))


class Labels(nn.Module):
    """Label logits of pairs."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.weight = nn.Parameter(net.label.detach().clone())

    def forward(self, dependent: Tensor, governor: Tensor) -> Tensor:
        return label_scores(self.weight, dependent, governor)


def lexicon(files: Iterable[Path]) -> list[tuple[str, str, str]]:
    """(form, tag, commonest lemma), sorted: a row for each ``upos``, and for each ``xpos`` that differs.

    Forms are in small letters but for names, whose tag is ``PROPN``.
    """
    by_upos: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_xpos: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for word in (w for path in files for s in read(path) for w in s.words):
        if word.upos in ("X", "SYM", "PUNCT", "NUM") or word.xpos == "GW" or word.lemma == "_":
            continue
        if word.upos == "PROPN":
            by_upos[word.form, "PROPN"][word.lemma] += 1
        if word.upos == "PROPN" or word.xpos.startswith("NNP"):
            continue
        form = word.form.lower().replace("’", "'")
        lemma = word.lemma if word.upos in ("NOUN", "ADJ", "PRON") else word.lemma.lower()
        by_upos[form, word.upos][lemma] += 1
        by_xpos[form, word.upos, word.xpos][lemma] += 1

    def commonest(counter: Counter[str]) -> str:
        return max(sorted(counter), key=lambda lemma: counter[lemma])

    rows = {key: commonest(counter) for key, counter in by_upos.items()}
    for (form, upos, xpos), counter in sorted(by_xpos.items()):
        if commonest(counter) != rows[form, upos]:
            rows[form, xpos] = commonest(counter)
    return sorted((form, tag, lemma) for (form, tag), lemma in rows.items())


def export(config: dict[str, Any], work: Path, treebanks: Path, encoder: Path, out: Path) -> None:
    """Write the model folder ``out`` from ``work/net.pt`` and ``work/vocab.json``."""
    out.mkdir(parents=True, exist_ok=True)
    vocab = json.loads((work / "vocab.json").read_text(encoding="utf-8"))
    m = config["model"]
    net = Net(Sizes({k: len(v) for k, v in vocab.items()}, m["arc"], m["label"], m["look"], layers=m["layers"]))
    net.load_state_dict(torch.load(work / "net.pt", weights_only=True))
    whole, labels = Whole(net).eval(), Labels(net).eval()
    ids = torch.randint(1000, 20000, (1, 30))
    sample = (ids, torch.randint(0, 15, (1, 30)), torch.arange(1, 21)[None])
    axes = {"ids": {1: "t"}, "looks": {1: "t"}, "first": {1: "n"}, **{o: {1: "n"} for o in OUTPUTS}}
    axes |= {"arc": {1: "n", 2: "m"}, "governor": {1: "m"}, "pieces": {1: "t"}}
    _write(whole, sample, INPUTS, OUTPUTS, axes, work / "parser.fp32.onnx")
    pair = (torch.randn(7, m["label"]), torch.randn(7, m["label"]))
    flat = {k: {0: "n"} for k in ("dependent", "governor", "labels")}
    _write(labels, pair, ["dependent", "governor"], ["labels"], flat, work / "labels.fp32.onnx")
    for name in ("parser", "labels"):
        quantize_dynamic(
            work / f"{name}.fp32.onnx",
            out / f"{name}.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=bool(config["export"]["reduce_range"]),
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
    (out / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    rows = lexicon(treebanks / f for f in config["data"]["train"])
    text = "".join(f"{form}\t{upos}\t{lemma}\n" for form, upos, lemma in rows)
    (out / "lemmas.tsv.xz").write_bytes(lzma.compress(text.encode("utf-8"), preset=9))
    write_meta(config, out, {})


def _write(
    module: nn.Module,
    sample: tuple[Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    axes: Any,
    path: Path,
) -> None:
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            sample,
            path,
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    onnx.checker.check_model(str(path))


def write_meta(config: dict[str, Any], out: Path, figures: dict[str, Any]) -> None:
    """What the model is, of what it is made, how good it is."""
    files = sorted(p for p in out.iterdir() if p.name != "meta.json")
    meta = {
        "name": "trucewatch-parser-en",
        "format": 1,
        "config": config,
        "made_with": {k: version(k) for k in ("torch", "onnx", "onnxruntime", "tokenizers", "numpy")},
        "sha256": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files},
        "figures": figures,
    }
    (out / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")
