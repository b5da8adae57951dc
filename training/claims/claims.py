"""Train, export and measure the network that sees claims: ``python training/claims/claims.py train``.

Reads ``config.toml`` beside this file, checks the digests, trains on the marked reports (``marks.tsv`` on ``text/``
and on the parser's text) and on what a larger teacher says of them (``soft.npz``), measures on the reports kept out
(``figures.json``) and exports ONNX int8 into the package. ``teach`` makes ``soft.npz`` anew (an hour; see
``teacher.py`` of the parser for its weights). The same machine and library versions give the same weights.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import random
import sys
import tomllib
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "parser"), str(ROOT / "src")]

import numpy as np  # noqa: E402
import torch  # noqa: E402
from branch import Answer, Branch  # noqa: E402
from examples import KINDS, Row, rows  # noqa: E402
from model import Encoder  # noqa: E402
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]  # noqa: E402
from steps import batches, figures, held_out, kind_loss, schedule, speaker_loss, step  # noqa: E402
from torch import Tensor  # noqa: E402

from trucewatch.language.syntax.parser import MODEL  # noqa: E402
from trucewatch.language.syntax.pieces import LOOKS  # noqa: E402

SOFT = HERE / "soft.npz"


def check(config: dict[str, Any]) -> None:
    """Raise ``SystemExit`` unless the data are those pinned."""
    for name, wanted in config["data"]["sha256"].items():
        if hashlib.sha256((HERE / name).read_bytes()).hexdigest() != wanted:
            raise SystemExit(f"{HERE / name}: its digest is not the one pinned in config.toml")


def pretrained() -> Encoder:
    """The encoder from which the parser's was made too."""
    from train import encoder_files

    parser = tomllib.loads((HERE.parent / "parser" / "config.toml").read_text(encoding="utf-8"))
    encoder = Encoder(LOOKS)
    encoder.load(encoder_files(parser) / "model.safetensors")
    return encoder


def collate(given: Sequence[Row], soft: Sequence[Any] | None) -> dict[str, Tensor]:
    """Padded tensors, (b, n) or (b, n, width)."""
    longest = max(len(r.names) for r in given)
    shapes = {"words": given[0].vectors.shape[1:], "names": (), "mask": (), "kinds": (len(KINDS),), "speakers": ()}
    shapes |= {"soft": (len(KINDS),)} if soft is not None else {}
    out = {k: torch.zeros(len(given), longest, *shape) for k, shape in shapes.items()}
    out["names"], out["speakers"] = out["names"].bool(), torch.full_like(out["speakers"], -1).long()
    for a, r in enumerate(given):
        n = len(r.names)
        out["words"][a, :n], out["names"][a, :n] = torch.from_numpy(r.vectors).float(), torch.from_numpy(r.names)
        out["mask"][a, :n], out["kinds"][a, : r.size] = 1, torch.from_numpy(r.kinds)
        out["speakers"][a, : r.size] = torch.from_numpy(r.speakers)
        if soft is not None:
            out["soft"][a, :n] = torch.from_numpy(soft[a].astype(np.float32))
    return out


def learn(config: dict[str, Any], found: Sequence[Row], numbers: Sequence[int], soft: Sequence[Any] | None) -> Branch:
    """The network after the configured epochs, its weights a running mean."""
    torch.manual_seed(config["run"]["seed"])
    torch.set_num_threads(config["run"]["threads"])
    dice, rates = random.Random(config["run"]["seed"]), config["train"]
    net = Branch(len(config["model"]["layers"]), len(KINDS))
    net.take(pretrained(), config["model"]["layers"])
    old = [p for n, p in net.named_parameters() if n.startswith(("layers", "position", "norm"))]
    new = [p for n, p in net.named_parameters() if not n.startswith(("layers", "position", "norm"))]
    groups = [{"params": old, "lr": rates["encoder_lr"]}, {"params": new, "lr": rates["head_lr"]}]
    steps = rates["epochs"] * -(-len(numbers) // rates["batch"])
    optimizer, scheduler = schedule(groups, rates, steps)
    mean, done = copy.deepcopy(net), 0
    for epoch in range(rates["epochs"]):
        total = 0.0
        for batch in batches(numbers, lambda i: len(found[i].names), rates["batch"], dice):
            c = collate([found[i] for i in batch], None if soft is None else [soft[i] for i in batch])
            shown = (torch.rand(c["words"].shape[:2]) >= rates["hide"]).float().unsqueeze(-1)
            with torch.autocast("cpu", torch.bfloat16):
                kinds, speakers = net(c["words"] * shown, c["names"], c["mask"])
            loss = 4 * kind_loss(kinds, c["kinds"], rates["smooth"], c.get("soft"), rates["soft"])
            total += step(
                loss + rates["speaker"] * speaker_loss(speakers, c["speakers"]),
                net,
                rates["clip"],
                optimizer,
                scheduler,
            )
            done += 1
            keep = min(0.995, done / (done + 20))
            with torch.no_grad():
                for a, b in zip(mean.parameters(), net.parameters(), strict=True):
                    a.mul_(keep).add_(b, alpha=1 - keep)
        print(epoch, round(total, 2), flush=True)
    return mean.eval()


@torch.no_grad()
def measure(net: Branch, found: Sequence[Row], numbers: Sequence[int]) -> dict[str, float]:
    """Its figures on these windows."""
    said, gold = [], []
    for i in numbers:
        c = collate([found[i]], None)
        said.append(torch.softmax(net(c["words"], c["names"])[0], -1)[0, : found[i].size].numpy())
        gold.append(found[i].kinds)
    return figures(np.concatenate(said), np.concatenate(gold))


def export(net: Branch, out: Path) -> None:
    """Write ``claims.onnx`` and ``claims.json`` into the model's folder ``out``, and their digests into its meta."""
    sample = (torch.randn(1, 20, 384), torch.zeros(1, 20, dtype=torch.bool))
    plain = out / "claims.fp32.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Answer(net).eval(), sample, plain, input_names=["words", "names"], output_names=["kinds"],
            dynamic_axes={k: {1: "n"} for k in ("words", "names", "kinds")}, opset_version=17, dynamo=False,
        )  # fmt: skip
    quantize_dynamic(
        plain, out / "claims.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm"],
    )  # fmt: skip
    plain.unlink()
    (out / "claims.json").write_text(json.dumps({"kinds": KINDS[1:]}) + "\n", encoding="utf-8")
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    for name in ("claims.onnx", "claims.json"):
        meta["sha256"][name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    (out / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_soft(found: Sequence[Row]) -> list[Any]:
    """What the teacher says of each window: (n, kinds) shares. It is kept word by word, whatever the windows were, as
    the three likeliest kinds in bytes. Raises ``SystemExit`` where it is of other words."""
    kept = np.load(SOFT)
    best, shares, at, out = kept["kinds"], kept["shares"], 0, []
    if len(best) != sum(r.size for r in found):
        raise SystemExit(f"{SOFT}: it is of {len(best)} words, the reports have {sum(r.size for r in found)}")
    for r in found:
        n = len(r.names)
        full = np.zeros((n, len(KINDS)), np.float32)
        np.put_along_axis(full, best[at : at + n].astype(np.int64), shares[at : at + n] / 255, 1)
        out.append(full / np.maximum(full.sum(1, keepdims=True), 1e-6))
        at += r.size
    return out


def write_soft(said: Sequence[Any], found: Sequence[Row]) -> None:
    """Keep the three likeliest kinds of each word; of a word that two windows hold, as the later one has it."""
    every = np.concatenate([s[: r.size] for s, r in zip(said, found, strict=True)])
    best = np.argsort(-every, 1, kind="stable")[:, :3]
    shares = np.round(np.take_along_axis(every, best, 1) * 255)
    np.savez_compressed(SOFT, kinds=best.astype(np.uint8), shares=shares.astype(np.uint8))


def main() -> None:
    """The command line."""
    ask = argparse.ArgumentParser(description="Train, export and measure the network that sees claims.")
    ask.add_argument("what", choices=["teach", "train"])
    ask.add_argument("--teacher", type=Path, help="folder of all-mpnet-base-v2, for teach")
    ask.add_argument("--model", type=Path, default=MODEL)
    given = ask.parse_args()
    config = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
    found = list(rows())
    if given.what == "teach":
        from tutor import teach

        write_soft(teach(config, found, given.teacher), found)
        return
    check(config)
    soft = read_soft(found) if config["train"]["soft"] else None
    train, kept = held_out(found, config["run"]["held"])
    net = learn(config, found, train, soft)
    said = measure(net, found, kept)
    (HERE / "figures.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{said}\n")
    export(net, given.model)


if __name__ == "__main__":
    main()
