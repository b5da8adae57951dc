"""One training step and one measurement, alike for the teacher and for the student."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from examples import KINDS, Row
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812


def held_out(rows: Sequence[Row], share: float) -> tuple[list[int], list[int]]:
    """Windows to train on and windows of the reports kept out, by number."""
    docs = sorted({r.doc for r in rows})
    random.Random(7).shuffle(docs)
    kept = set(docs[: int(len(docs) * share)])
    return [i for i, r in enumerate(rows) if r.doc not in kept], [i for i, r in enumerate(rows) if r.doc in kept]


def schedule(groups: list[dict[str, Any]], settings: dict[str, Any], steps: int) -> tuple[Any, Any]:
    """AdamW and a cosine that warms up."""
    optimizer = torch.optim.AdamW(groups, weight_decay=settings["weight_decay"])
    warm, floor = settings["warmup_steps"], settings["floor"]

    def rate(step: int) -> float:
        return float(min(1.0, (step + 1) / warm) * (0.5 * (1 + np.cos(np.pi * step / steps)) * (1 - floor) + floor))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def batches(numbers: Sequence[int], size: Callable[[int], int], count: int, dice: random.Random) -> list[list[int]]:
    """Batches of ``count`` windows alike in length, in random order."""
    order = sorted(numbers, key=lambda i: size(i) + dice.random() * 25)
    out = [order[k : k + count] for k in range(0, len(order), count)]
    dice.shuffle(out)
    return out


def kind_loss(logits: Tensor, kinds: Tensor, smooth: float, soft: Tensor | None = None, weight: float = 0.0) -> Tensor:
    """Cross entropy with the marks, softened, and where given with what the teacher says, over the words that count."""
    counts = kinds.sum(-1) > 0
    wanted = kinds * (1 - smooth) + smooth / len(KINDS)
    if soft is not None:
        wanted = (1 - weight) * wanted + weight * soft
    return -(wanted[counts] * logits.float().log_softmax(-1)[counts]).sum(-1).mean()


def speaker_loss(logits: Tensor, speakers: Tensor) -> Tensor:
    """Over the heads alone."""
    if not bool((speakers >= 0).any()):
        return logits.sum() * 0.0
    return F.cross_entropy(logits.float().reshape(-1, 3), speakers.reshape(-1), ignore_index=-1)


def step(loss: Tensor, net: nn.Module, clip: float, optimizer: Any, scheduler: Any) -> float:
    """One step down; returns the loss."""
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), clip)
    optimizer.step()
    scheduler.step()
    return float(loss.detach())


def figures(said: Any, kinds: Any) -> dict[str, float]:
    """Of words (n, kinds), what is ``said`` against the marks: precision, recall and F1 of heads, with the kind right
    and whatever the kind, at odds of 0.4."""
    gold, on, best = kinds.argmax(-1), 1 - said[:, 0] > 0.4, said[:, 1:].argmax(-1) + 1
    out = {}
    for name, right in (("head", on & (gold > 0)), ("kind", on & (gold > 0) & (best == gold))):
        p, r = right.sum() / max(1, on.sum()), right.sum() / max(1, (gold > 0).sum())
        out |= {f"{name}_p": p, f"{name}_r": r, f"{name}_f1": 2 * p * r / max(1e-9, p + r)}
    return {k: round(float(v), 4) for k, v in out.items()}
