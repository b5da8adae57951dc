"""The network that tells which words head a claim: encoder layers over word vectors in which every name is alike."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from model import HIDDEN, POSITIONS, Encoder, Layer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812


class Branch(nn.Module):
    """Words (b, n, width), names (b, n) and a mask (b, n) to logits: kinds (b, n, kinds; 0 is none) and speakers
    (b, n, 3): the report itself, somebody in the sentence, somebody named before. The speakers are learned beside the
    kinds, which profit from it, and are not asked for in reading."""

    def __init__(self, layers: int, kinds: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.name = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(dropout)
        self.mix, self.kind, self.speaker = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, kinds), nn.Linear(HIDDEN, 3)

    def take(self, encoder: Encoder, layers: Sequence[int]) -> None:
        """Begin with the pretrained encoder's positions and with these of its layers."""
        self.position.weight.data.copy_(encoder.position.weight.data)
        self.norm.load_state_dict(encoder.norm.state_dict())
        for mine, number in zip(self.layers, layers, strict=True):
            mine.load_state_dict(encoder.layers[number].state_dict())

    def forward(self, words: Tensor, names: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Logits of kinds and of speakers."""
        bias = None if mask is None else (mask[:, None, None, :] - 1) * 1e4
        x = torch.where(names.unsqueeze(-1), self.name.expand_as(words), words)
        x = self.norm(x + self.position(torch.cumsum(torch.ones_like(names, dtype=torch.long), 1)))
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(F.gelu(self.mix(self.drop(x))))
        return self.kind(x), self.speaker(x)


class Answer(nn.Module):
    """What is exported: how likely each kind is, (1, n, kinds)."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, words: Tensor, names: Tensor) -> Tensor:
        kinds, _ = self.branch(words, names)
        return torch.softmax(kinds, -1)
