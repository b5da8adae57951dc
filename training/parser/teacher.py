"""The teachers: wider parsers that mark up the project's own text, for the small one to learn from.

A teacher is the same network on another encoder, MPNet (12 layers, 768 wide; all-mpnet-base-v2, Apache-2.0).
Several of them, trained from other seeds, vote: the mean of their log probabilities goes through the
decoding of the shipped parser. They are needed to make the silver trees alone, neither to train nor to read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from model import MASK_ID, Net, label_scores
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn

from trucewatch.language.syntax.parser import MODEL, Parser
from trucewatch.language.syntax.pieces import CLS, LOOKS, SEP, UNKNOWN

SHIFT = 4
"""MPNet's vocabulary is BERT's moved on by four, but for the special pieces."""
SPECIAL = {0: 1, CLS: 0, SEP: 2, UNKNOWN: 3, MASK_ID: 30526}


class MPNet(nn.Module):
    """MPNet with a *look* embedding, taking BERT's piece ids."""

    def __init__(self, folder: Path) -> None:
        from transformers import MPNetConfig, MPNetModel

        super().__init__()
        config = MPNetConfig(**json.loads((folder / "config.json").read_text(encoding="utf-8")))
        self.body = MPNetModel(config, add_pooling_layer=False)
        self.look = nn.Embedding(LOOKS, config.hidden_size)
        nn.init.zeros_(self.look.weight)
        table = torch.arange(30522) + SHIFT
        for mine, theirs in SPECIAL.items():
            table[mine] = theirs
        self.register_buffer("table", table, persistent=False)

    @property
    def word(self) -> nn.Module:
        """The word embeddings, which are not trained."""
        word: nn.Module = self.body.embeddings.word_embeddings
        return word

    def load(self, weights: Path) -> None:
        """Take the pretrained weights from ``model.safetensors``."""
        state = {k: v for k, v in load_file(weights).items() if not k.startswith("pooler.")}
        missing, strange = self.body.load_state_dict(state, strict=False)
        if [k for k in (*missing, *strange) if not k.endswith("position_ids")]:
            raise ValueError(f"{weights}: not MPNet's weights: {missing} {strange}")

    def forward(self, ids: Tensor, looks: Tensor, mask: Tensor | None) -> Sequence[Tensor]:
        """The embeddings and every layer's output, (b, t, 768) each."""
        words = self.word(self.table[ids]) + self.look(looks)
        whole = torch.ones_like(ids) if mask is None else mask
        found = self.body(inputs_embeds=words, attention_mask=whole, output_hidden_states=True)
        hidden: Sequence[Tensor] = found.hidden_states
        return hidden


class Vote:
    """Teachers in the place of the network of a ``Parser``."""

    def __init__(self, nets: Sequence[Net], device: str) -> None:
        self._nets, self._device = nets, device

    @torch.no_grad()
    def run(self, _: None, feed: dict[str, NDArray[np.int64]]) -> list[NDArray[Any]]:
        """What the shipped network answers for one window: arcs, dependents, governors, tags, starts."""
        given = [torch.from_numpy(feed[k]).to(self._device) for k in ("ids", "looks", "first")]
        with torch.autocast(self._device, torch.bfloat16):
            scores = [net(*given) for net in self._nets]
        arc = sum(torch.log_softmax(s.arc.float(), -1) for s in scores) / len(scores)
        tags = [
            sum(torch.log_softmax(s.tags[k].float(), -1) for s in scores).argmax(-1)
            for k in ("upos", "xpos", "feats", "ner")
        ]
        start = sum(s.start.float() for s in scores) / len(scores)
        both = [torch.cat([getattr(s, k).float() for s in scores], -1) for k in ("dependent", "governor")]
        nothing = torch.zeros(*given[0].shape, 1)  # no word vectors: the teachers see no claims
        return [x.cpu().numpy() for x in (arc, *both, *tags, start, nothing)]


class LabelVote:
    """The teachers in the place of a ``Parser``'s label network."""

    def __init__(self, nets: Sequence[Net], device: str) -> None:
        self._nets, self._device = nets, device

    @torch.no_grad()
    def run(self, _: None, feed: dict[str, NDArray[np.float32]]) -> list[NDArray[Any]]:
        """Mean log probabilities (n, labels)."""
        parts = [
            torch.from_numpy(feed[k]).to(self._device).chunk(len(self._nets), -1) for k in ("dependent", "governor")
        ]
        scores = (
            torch.log_softmax(label_scores(net.label, d, g).float(), -1)
            for net, d, g in zip(self._nets, *parts, strict=True)
        )
        return [(sum(scores) / len(self._nets)).cpu().numpy()]


class Blind:
    """In the place of the network that sees claims: the silver trees have none."""

    def of(self, _pieces: Any, _first: Any, names: Sequence[bool]) -> tuple[list[str], list[float]]:
        """No claim for any word."""
        return [""] * len(names), [0.0] * len(names)


class Voters(Parser):
    """The shipped parser with teachers in its network's place: words, lemmas, sentence rules, trees are its own."""

    def __init__(self, nets: Sequence[Net], device: str) -> None:
        """``nets`` must know the shipped parser's labels, in its order."""
        self._nets, self._device = nets, device
        super().__init__(MODEL, 1)

    def _networks(self, _folder: Path) -> tuple[Any, Any, Any]:
        return Vote(self._nets, self._device), LabelVote(self._nets, self._device), Blind()
