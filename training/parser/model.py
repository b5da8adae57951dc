"""The network: MiniLM encoder, biaffine arcs and labels, tag heads, sentence starts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

HIDDEN, HEADS, LAYERS, WIDE, VOCAB, POSITIONS = 384, 12, 6, 1536, 30522, 512
MASK_ID = 103
TAG_HEADS = ("upos", "xpos", "feats", "ner")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the heads; ``labels`` counts each label vocabulary."""

    labels: dict[str, int]
    arc: int = 256
    label: int = 128
    look: int = 32
    looks: int = 16
    dropout: float = 0.25
    word_dropout: float = 0.05
    hidden: int = HIDDEN  # width of the encoder's layers
    layers: int = LAYERS  # of the encoder: the first so many of MiniLM's six


class Scores(NamedTuple):
    """Arcs (b, n, n+1; column 0 the root), label inputs (b, n, d) and (b, n+1, d), tag and start logits."""

    arc: Tensor
    dependent: Tensor
    governor: Tensor
    tags: dict[str, Tensor]
    start: Tensor


class Layer(nn.Module):
    """One BERT layer; ``bias`` is added to the attention's logits. The attention is spelt out: on one CPU core torch's
    fused one is slower in training."""

    def __init__(self) -> None:
        super().__init__()
        self.both, self.out = (
            nn.Linear(HIDDEN, 3 * HIDDEN),
            nn.Linear(HIDDEN, HIDDEN),
        )  # query, key and value in one
        self.norm1, self.norm2 = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.wide, self.narrow = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        b, t, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.reshape(b, t, HEADS, HIDDEN // HEADS).transpose(1, 2)

        q, k, v = (split(y) for y in self.both(x).split(HIDDEN, -1))
        logits = q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS)
        a = torch.softmax(logits if bias is None else logits + bias, -1) @ v
        x = self.norm1(self.drop(self.out(a.transpose(1, 2).reshape(b, t, HIDDEN))) + x)
        y: Tensor = self.norm2(self.drop(self.narrow(F.gelu(self.wide(x)))) + x)
        return y


class Encoder(nn.Module):
    """BERT with a *look* embedding added to each piece (zero at first: the pretrained encoder is intact)."""

    def __init__(self, looks: int, layers: int = LAYERS) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCAB, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.look = nn.Embedding(looks, HIDDEN)
        nn.init.zeros_(self.look.weight)
        self.norm, self.drop = nn.LayerNorm(HIDDEN, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def load(self, weights: Path) -> None:
        """Take the pretrained weights from a BERT ``model.safetensors``."""
        w = load_file(weights)
        state = self.state_dict()
        state["word.weight"] = w["embeddings.word_embeddings.weight"]
        kinds = w["embeddings.token_type_embeddings.weight"][0]
        state["position.weight"] = w["embeddings.position_embeddings.weight"] + kinds
        names = {
            "out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
            "wide": "intermediate.dense",
            "narrow": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = w[f"embeddings.LayerNorm.{part}"]
            for n in range(len(self.layers)):
                inner = f"encoder.layer.{n}.attention.self"
                three = [w[f"{inner}.{name}.{part}"] for name in ("query", "key", "value")]
                state[f"layers.{n}.both.{part}"] = torch.cat(three)
                for mine, theirs in names.items():
                    state[f"layers.{n}.{mine}.{part}"] = w[f"encoder.layer.{n}.{theirs}.{part}"]
        self.load_state_dict(state)

    def forward(self, ids: Tensor, looks: Tensor, mask: Tensor | None) -> list[Tensor]:
        """The embeddings and every layer's output, (b, t, width) each; ``mask`` is 1 where a piece stands."""
        bias = None if mask is None else (mask[:, None, None, :] - 1).to(torch.bfloat16) * 1e4
        position = torch.cumsum(torch.ones_like(ids), 1) - 1
        x = self.drop(self.norm(self.word(ids) + self.position(position) + self.look(looks)))
        out = [x]
        for layer in self.layers:
            out.append(layer(out[-1], bias))
        return out


class Net(nn.Module):
    """The whole parser but the decoding of trees; ``encoder`` instead of MiniLM's is a teacher's."""

    def __init__(self, sizes: Sizes, encoder: nn.Module | None = None) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.looks, sizes.layers) if encoder is None else encoder
        self.mix = nn.Parameter(torch.zeros(4))
        self.look = nn.Embedding(sizes.looks, sizes.look)
        self.drop = nn.Dropout(sizes.dropout)
        width = sizes.hidden + sizes.look

        def mlp(out: int) -> nn.Module:
            return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(sizes.dropout))

        self.arc_dependent, self.arc_governor = mlp(sizes.arc), mlp(sizes.arc)
        self.label_dependent, self.label_governor = mlp(sizes.label), mlp(sizes.label)
        self.arc = nn.Parameter(torch.randn(sizes.arc + 1, sizes.arc) * 0.02)
        self.label = nn.Parameter(torch.randn(sizes.labels["deprel"], sizes.label + 1, sizes.label + 1) * 0.02)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.heads = nn.ModuleDict({k: nn.Linear(width, sizes.labels[k]) for k in TAG_HEADS})
        self.start = nn.Linear(width, 1)

    def forward(self, ids: Tensor, looks: Tensor, first: Tensor, mask: Tensor | None = None) -> Scores:
        """Scores of a batch; ``ids looks mask`` are (b, t), ``first`` is (b, n)."""
        if self.training:
            hidden = torch.rand(ids.shape, device=ids.device) < self.sizes.word_dropout
            ids = torch.where(hidden & (ids > 999), torch.full_like(ids, MASK_ID), ids)
        layers = self.encoder(ids, looks, mask)
        weight = torch.softmax(self.mix, 0)
        x = weight[0] * layers[-4]
        for i in range(1, 4):
            x = x + weight[i] * layers[i - 4]
        x = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, self.sizes.hidden))
        x = self.drop(torch.cat([x, self.look(torch.gather(looks, 1, first))], -1))
        rooted = torch.cat([self.root.expand(x.shape[0], 1, -1).to(x.dtype), x], 1)
        arc = one(self.arc_dependent(x)) @ self.arc @ self.arc_governor(rooted).transpose(1, 2) / 16.0
        tags = {k: head(x) for k, head in self.heads.items()}
        return Scores(arc, self.label_dependent(x), self.label_governor(rooted), tags, self.start(x).squeeze(-1))


def one(x: Tensor) -> Tensor:
    """``x`` with a last column of ones."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def label_scores(weights: Tensor, dependent: Tensor, governor: Tensor) -> Tensor:
    """Label logits (n, labels) of ``dependent`` (n, d), each under its own ``governor`` (n, d)."""
    labels, i, j = weights.shape
    left = (one(dependent) @ weights.permute(1, 0, 2).reshape(i, labels * j)).reshape(-1, labels, j)
    return torch.matmul(left, one(governor).unsqueeze(-1)).squeeze(-1)
