"""The teacher of the network that sees claims: MPNet, its upper layers trained on the marks."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from examples import KINDS, Row
from steps import batches, figures, held_out, kind_loss, schedule, step
from teacher import MPNet
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from trucewatch.language.syntax.pieces import CLS, SEP

WIDE = 768


class Upper(nn.Module):
    """The layers that are trained, and what they answer."""

    def __init__(self, layers: nn.ModuleList) -> None:
        super().__init__()
        self.layers, self.drop = layers, nn.Dropout(0.2)
        self.mix, self.kind = nn.Linear(WIDE, 384), nn.Linear(384, len(KINDS))

    def forward(self, x: Tensor, mask: Tensor, first: Tensor, places: Tensor) -> Tensor:
        x = through(self.layers, x, mask, places)
        x = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, WIDE))
        logits: Tensor = self.kind(self.drop(F.gelu(self.mix(self.drop(x)))))
        return logits


def through(layers: Iterable[nn.Module], x: Tensor, mask: Tensor, places: Tensor) -> Tensor:
    """Some layers of MPNet, one after the other."""
    bias = (1 - mask[:, None, None, :]) * -1e4
    for layer in layers:
        x = layer(x, attention_mask=bias, position_bias=places)[0]
    return x


def pieces(row: Row) -> Tensor:
    """A window's pieces, as the encoder reads them."""
    return torch.tensor([CLS, *row.ids.tolist(), SEP])


def teach(config: dict[str, Any], found: Sequence[Row], folder: Path) -> list[Any]:
    """What the teacher says of each window, (n, kinds) shares; prints its figures on the reports kept out."""
    common = config["train"]
    rates, count = common | config["teacher"], common["batch"]
    torch.manual_seed(config["run"]["seed"])
    torch.set_num_threads(config["run"]["threads"])
    encoder = MPNet(folder)
    encoder.load(folder / "model.safetensors")
    body = encoder.body.encoder
    lower = _lower(encoder, found, rates["frozen"])
    net = Upper(body.layer[rates["frozen"] :])
    train, kept = held_out(found, config["run"]["held"])
    groups = [
        {"params": net.layers.parameters(), "lr": rates["encoder_lr"]},
        {"params": [*net.mix.parameters(), *net.kind.parameters()], "lr": rates["head_lr"]},
    ]
    optimizer, scheduler = schedule(groups, rates, rates["epochs"] * -(-len(train) // count))
    dice = random.Random(config["run"]["seed"])
    for _ in range(rates["epochs"]):
        for batch in batches(train, lambda i: len(found[i].ids), count, dice):
            x, mask, first, kinds = _collate(batch, found, lower)
            with torch.autocast("cpu", torch.bfloat16):
                logits = net(x, mask, first, body.compute_position_bias(x))
            step(4 * kind_loss(logits, kinds, common["smooth"]), net, common["clip"], optimizer, scheduler)
        said = _say(net, body, kept, found, lower)
        print(
            figures(
                np.concatenate([said[i][: found[i].size] for i in kept]), np.concatenate([found[i].kinds for i in kept])
            )
        )
    every = _say(net, body, range(len(found)), found, lower)
    return [every[i] for i in range(len(found))]


@torch.no_grad()
def _lower(encoder: MPNet, found: Sequence[Row], frozen: int) -> list[Tensor]:
    """Each window's pieces after the layers that are not trained."""
    out: list[Tensor] = []
    encoder.eval()
    for row in found:
        with torch.autocast("cpu", torch.bfloat16):
            x = encoder.body.embeddings(input_ids=encoder.table[pieces(row)[None]])
            places = encoder.body.encoder.compute_position_bias(x)
            x = through(encoder.body.encoder.layer[:frozen], x, torch.ones(x.shape[:2]), places)
        out.append(x[0].to(torch.float16))
    return out


def _collate(
    batch: Sequence[int], found: Sequence[Row], lower: Sequence[Tensor]
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    t, n = max(len(lower[i]) for i in batch), max(len(found[i].first) for i in batch)
    x, mask = torch.zeros(len(batch), t, WIDE), torch.zeros(len(batch), t)
    first, kinds = torch.zeros(len(batch), n, dtype=torch.long), torch.zeros(len(batch), n, len(KINDS))
    for a, i in enumerate(batch):
        row = found[i]
        x[a, : len(lower[i])], mask[a, : len(lower[i])] = lower[i].float(), 1
        first[a, : len(row.first)], kinds[a, : row.size] = (
            torch.from_numpy(row.first).long(),
            torch.from_numpy(row.kinds),
        )
    return x, mask, first, kinds


@torch.no_grad()
def _say(
    net: Upper, body: Any, numbers: Iterable[int], found: Sequence[Row], lower: Sequence[Tensor]
) -> dict[int, Any]:
    net.eval()
    out = {}
    for i in numbers:
        x, mask, first, _ = _collate([i], found, lower)
        with torch.autocast("cpu", torch.bfloat16):
            said = net(x, mask, first, body.compute_position_bias(x))
        out[i] = torch.softmax(said.float(), -1)[0, : len(found[i].first)].numpy()
    net.train()
    return out
