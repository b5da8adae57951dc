"""The training loop, and the score on the dev sets that picks the epoch."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from data import IGNORE, Window, batches, collate
from model import TAG_HEADS, Net, label_scores
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

FAR = -1e4


def on(device: str, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """A batch on the device that computes."""
    return batch if device == "cpu" else {k: v.to(device) for k, v in batch.items()}


def forward(net: Net, c: dict[str, Tensor]) -> tuple[Tensor, Tensor, dict[str, Tensor], Tensor]:
    """Arcs within sentences (b, n, n+1), labels under the gold heads (b*n, labels), tags, starts."""
    s = net(c["ids"], c["looks"], c["first"], c["mask"])
    at = c["head"].clamp(min=0).unsqueeze(-1).expand(-1, -1, s.governor.size(-1))
    governor = torch.gather(s.governor, 1, at)
    labels = label_scores(net.label, s.dependent.flatten(0, 1), governor.flatten(0, 1))
    same = c["sentence"].unsqueeze(2) == c["sentence"].unsqueeze(1)
    same = torch.cat([torch.ones_like(same[..., :1]), same], 2)
    return s.arc.float().masked_fill(~same, FAR), labels.float(), s.tags, s.start.float()


def loss(net: Net, c: dict[str, Tensor], weight: dict[str, float]) -> tuple[Tensor, float]:
    """The weighted sum of all losses, and the arc loss alone."""
    arc, labels, tags, start = forward(net, c)

    def entropy(logits: Tensor, gold: Tensor) -> Tensor:
        if not bool((gold >= 0).any()):
            return logits.sum() * 0.0
        return F.cross_entropy(logits.float().reshape(-1, logits.size(-1)), gold.reshape(-1), ignore_index=IGNORE)

    arcs = entropy(arc, c["head"])
    total = weight["arc"] * arcs + weight["label"] * entropy(labels, c["deprel"])
    for key in TAG_HEADS:
        total = total + weight[key] * entropy(tags[key], c[key])
    real = c["start"] >= 0
    starts = F.binary_cross_entropy_with_logits(start[real], c["start"][real].float())
    return total + weight["start"] * starts, float(arcs.detach())


@torch.no_grad()
def score(net: Net, dev: Sequence[Window], bf16: bool, device: str = "cpu") -> dict[str, float]:
    """Attachment on gold words and sentences, best head for each word (no tree); per cent."""
    net.eval()
    right = {"uas": 0, "las": 0, "upos": 0, "start": 0}
    words = 0
    for k in range(0, len(dev), 16):
        c = on(device, collate(dev[k : k + 16]))
        with torch.autocast(device, torch.bfloat16, enabled=bf16):
            arc, labels, tags, start = forward(net, c)
        real = c["head"] >= 0
        head = (arc.argmax(-1) == c["head"]) & real
        words += int(real.sum())
        right["uas"] += int(head.sum())
        right["las"] += int((head & (labels.argmax(-1).view_as(head) == c["deprel"])).sum())
        right["upos"] += int(((tags["upos"].argmax(-1) == c["upos"]) & real).sum())
        right["start"] += int((((start > 0) == (c["start"] > 0)) & real).sum())
    net.train()
    return {k: round(100 * v / words, 3) for k, v in right.items()}


def learn(
    net: Net, train: Sequence[Window], dev: dict[str, list[Window]], config: dict[str, Any], out: Path
) -> list[dict[str, Any]]:
    """Train; leave the epoch with the best mean LAS on dev in ``out/net.pt``. Returns the epochs' figures."""
    rates, weight, bf16 = config["train"], config["loss"], bool(config["run"]["bf16"])
    device = config["run"]["device"]
    dice = random.Random(config["run"]["seed"])
    net.encoder.word.weight.requires_grad_(False)
    net.to(device)
    inner = [p for n, p in net.named_parameters() if n.startswith("encoder.") and n != "encoder.look.weight"]
    outer = [p for n, p in net.named_parameters() if not n.startswith("encoder.") or n == "encoder.look.weight"]
    groups = [{"params": inner, "lr": rates["encoder_lr"]}, {"params": outer, "lr": rates["head_lr"]}]
    optimiser = torch.optim.AdamW(groups, fused=True, weight_decay=rates["weight_decay"], betas=(0.9, 0.98))
    total = int(rates["epochs"] * len(batches(train, rates["batch_words"], random.Random(0))))
    warm, floor = rates["warmup_steps"], rates["floor"]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(floor, (total - s) / max(1, total - warm)))
    )
    history: list[dict[str, Any]] = []
    step, begun, best = 0, time.monotonic(), -1.0
    net.train()
    while step < total:
        for batch in batches(train, rates["batch_words"], dice):
            with torch.autocast(device, torch.bfloat16, enabled=bf16):
                value, arcs = loss(net, on(device, collate(batch)), weight)
            optimiser.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), rates["clip"])
            optimiser.step()
            schedule.step()
            step += 1
            if step in (10, 25) or step % 50 == 0:
                print(
                    f"{step}/{total} loss {value.item():.3f} arc {arcs:.3f} {time.monotonic() - begun:.0f}s",
                    flush=True,
                )
            if step >= total:
                break
        figures = {name: score(net, windows, bf16, device) for name, windows in dev.items()}
        mean = sum(f["las"] for f in figures.values()) / max(1, len(figures))
        history.append(
            {"step": step, "mean_las": round(mean, 3), "seconds": round(time.monotonic() - begun), **figures}
        )
        print(history[-1], flush=True)
        if mean >= best:
            best = mean
            torch.save(net.state_dict(), out / "net.pt")
    return history
