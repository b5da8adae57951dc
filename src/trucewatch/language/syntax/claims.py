"""Which words head a claim, and of which kind: what marked examples taught a small network beside the parser's.

It takes the parser's word vectors and is shown no name and no people: a name is a name, whoever bears it, so that what
it finds cannot depend on the party. Trained by ``training/claims``; ``claims.json`` names the kinds in the order of
the network's answers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trucewatch.language.syntax.trees import Floats


class Claims:
    """The loaded network. It holds no state between windows."""

    def __init__(self, net: Any, folder: Path) -> None:
        """``net``: what runs ``claims.onnx``; ``folder``: where ``claims.json`` is."""
        self._net = net
        self._kinds: list[str] = json.loads((folder / "claims.json").read_text(encoding="utf-8"))["kinds"]

    def of(self, pieces: Floats, first: NDArray[np.int64], names: Sequence[bool]) -> tuple[list[str], list[float]]:
        """For each of n words its likeliest kind, and how likely it heads a claim of any kind. ``pieces`` (t, width):
        the vectors of a window's pieces, the last of them no word's; ``first`` (n): index of each word's first piece;
        ``names`` (n): the words that are not shown."""
        feed = {"words": words(pieces, first)[None], "names": np.array([names])}
        scores = self._net.run(None, feed)[0][0]
        kinds = [self._kinds[k] for k in scores[:, 1:].argmax(1)]
        return kinds, (1.0 - scores[:, 0]).tolist()


def words(pieces: Floats, first: NDArray[np.int64]) -> Floats:
    """The mean vector (n, width) of each word's pieces."""
    sizes = np.diff(np.append(first, len(pieces) - 1))
    sums: Floats = np.add.reduceat(pieces[:-1], first, axis=0)
    means: Floats = np.divide(sums, sizes[:, None], dtype=np.float32)
    return means
