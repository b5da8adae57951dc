"""The silver trees: the project's own text, marked up by teachers, put right by the reader's mends.

``python training/parser/silver.py teach`` trains the teachers (``[teacher]`` in ``config.toml``; hours on a CPU,
minutes on a GPU). ``mark`` has them parse the text in ``text/`` and in ``../claims/text``, in which lines of ``===``
part the reports. ``mend`` applies the mends that the reader applies to every parse. The result,
``silver.conllu.xz``, is kept with the code: none of this need be run to train the shipped parser.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "src")]

import torch  # noqa: E402
from conllu import opened  # noqa: E402
from data import vocabulary, windows  # noqa: E402
from learn import learn  # noqa: E402
from model import Net, Sizes  # noqa: E402
from teacher import MPNet, Voters  # noqa: E402
from train import check, digest, settle  # noqa: E402

from trucewatch.language.syntax.parser import MODEL, Parser, Sentence, Token  # noqa: E402
from trucewatch.language.syntax.pieces import LOOKS, Pieces  # noqa: E402


def reports(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each report in the ``.txt`` files below a folder, in order of name."""
    for path in sorted(folder.rglob("*.txt")):
        for number, text in enumerate(path.read_text(encoding="utf-8").split("\n===\n")):
            if text.strip():
                yield f"{path.relative_to(folder).with_suffix('')}-{number}", text.strip() + "\n"


def lines(name: str, text: str, sentences: Iterable[Sentence]) -> Iterator[str]:
    """A report as CoNLL-U; names stand in the last column as ``NER=B-PER``."""
    yield f"# newdoc id = {name}"
    last = 0
    for s in sentences:
        if last == 0 or "\n" in text[last : s.start]:
            yield "# newpar"
        for t in s.tokens:
            close = t.end < len(text) and not text[t.end].isspace()
            misc = "|".join([f"NER={t.ner}"] * (t.ner != "O") + ["SpaceAfter=No"] * close) or "_"
            row = (t.i + 1, t.text, t.lemma, t.upos, t.xpos, t.feats or "_", t.head + 1, t.deprel, "_", misc)
            yield "\t".join(map(str, row))
        last = s.end
        yield ""


def nets(config: dict[str, Any], folder: Path, kept: Iterable[Path], device: str) -> list[Net]:
    """The teachers as they were kept, ready to vote."""
    out = []
    for path in kept:
        net = _net(config, folder)
        net.load_state_dict(torch.load(path, weights_only=True))
        out.append(net.to(device).eval())
    return out


def _net(config: dict[str, Any], folder: Path) -> Net:
    m = config["model"]
    vocab = json.loads((MODEL / "vocab.json").read_text(encoding="utf-8"))
    labels = {k: len(v) for k, v in vocab.items()}
    sizes = Sizes(labels, m["arc"], m["label"], m["look"], LOOKS, m["dropout"], m["word_dropout"], hidden=768)
    return Net(sizes, MPNet(folder))


def teach(config: dict[str, Any], treebanks: Path, folder: Path, seed: int, out: Path) -> None:
    """Train one teacher; leave ``net.pt`` and ``history.json`` in ``out``. Raises ``SystemExit`` when the pretrained
    weights are not the pinned ones."""
    if digest(folder / "model.safetensors") != config["teacher"]["weights_sha256"]:
        raise SystemExit(f"{folder}: not the pinned weights of the teacher; see [teacher] in config.toml")
    config = copy.deepcopy(config)
    config["train"] |= config["teacher"]["train"]
    config["run"]["seed"] = seed
    settle(config)
    d = config["data"]
    vocab = vocabulary(treebanks / f for f in d["train"])
    if vocab != json.loads((MODEL / "vocab.json").read_text(encoding="utf-8")):
        raise SystemExit("the treebanks' labels are not the shipped parser's")
    pieces = Pieces(MODEL / "tokenizer.json")

    def load(name: str) -> list[Any]:
        return list(windows(treebanks / name, vocab, pieces, d["window"], name in d["entities"]))

    net = _net(config, folder)
    net.encoder.load(folder / "model.safetensors")
    rows = [w for name in d["train"] for w in load(name)]
    history = learn(net, rows, {name: load(name) for name in d["dev"]}, config, out)
    (out / "history.json").write_text(json.dumps(history, indent=1), encoding="utf-8")


def mark(parser: Parser, folders: Iterable[Path], out: Path) -> None:
    """Have every report parsed."""
    with opened(out, "w") as file:
        for name, text in chain.from_iterable(map(reports, folders)):
            file.write("\n".join(lines(name, text, parser.parse(text))) + "\n")


def mend(source: Path, out: Path) -> int:
    """Apply the reader's mends to every sentence; returns how many they changed."""
    from trucewatch.read.mending import mended_arcs

    changed = 0
    with opened(source) as file:
        blocks = file.read().split("\n\n")
    with opened(out, "w") as file:
        for block in blocks:
            head = [row for row in block.splitlines() if row.startswith("#")]
            columns = [row.split("\t") for row in block.splitlines() if row and not row.startswith("#")]
            if not columns:
                continue
            words = tuple(_token(c) for c in columns)
            after, _ = mended_arcs(words)
            changed += after != words
            for c, t in zip(columns, after, strict=True):
                c[2:8] = [t.lemma, t.upos, t.xpos, t.feats or "_", str(t.head + 1), t.deprel]
            file.write("\n".join([*head, *("\t".join(c) for c in columns)]) + "\n\n")
    return changed


def _token(c: list[str]) -> Token:
    ner = next((x.removeprefix("NER=") for x in c[9].split("|") if x.startswith("NER=")), "O")
    feats = "" if c[5] == "_" else c[5]
    return Token(int(c[0]) - 1, c[1], 0, 0, c[2], c[3], c[4], feats, int(c[6]) - 1, c[7], ner)


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description="Make the silver trees.")
    ask.add_argument("what", choices=("teach", "mark", "mend"))
    ask.add_argument("--config", type=Path, default=HERE / "config.toml")
    ask.add_argument("--treebanks", type=Path, default=ROOT.parent / "shared" / "parser" / "treebanks")
    ask.add_argument(
        "--teacher", type=Path, default=ROOT / "build" / "teacher", help="the teacher's pretrained weights"
    )
    ask.add_argument("--work", type=Path, default=ROOT / "build" / "teachers", help="the teachers are kept here")
    ask.add_argument("--text", type=Path, nargs="+", default=[HERE / "text", HERE.parent / "claims" / "text"])
    ask.add_argument("--marked", type=Path, help="the trees before the mends")
    ask.add_argument("--seed", type=int, help="train this one alone")
    given = ask.parse_args()
    config = tomllib.loads(given.config.read_text(encoding="utf-8"))
    raw, made = given.marked or given.work / "marked.conllu.xz", HERE / "silver.conllu.xz"
    if given.what == "teach":
        check(given.treebanks, config)
        for seed in [given.seed] if given.seed else config["teacher"]["seeds"]:
            out = given.work / str(seed)
            out.mkdir(parents=True, exist_ok=True)
            teach(config, given.treebanks, given.teacher, seed, out)
    elif given.what == "mark":
        settle(config)
        device = config["run"]["device"]
        kept = [given.work / str(seed) / "net.pt" for seed in config["teacher"]["seeds"]]
        mark(Voters(nets(config, given.teacher, kept, device), device), given.text, raw)
    else:
        print(mend(raw, made), "sentences mended")


if __name__ == "__main__":
    main()
