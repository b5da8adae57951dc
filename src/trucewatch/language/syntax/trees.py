"""Scores to trees: the best head for every word under the constraints that make it a dependency tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NEVER = -1e9


def log_softmax(scores: Floats) -> Floats:
    """Row-wise log probabilities."""
    top = scores.max(1, keepdims=True)
    out: Floats = scores - top - np.log(np.exp(scores - top).sum(1, keepdims=True))
    return out


def tree(scores: Floats) -> list[int]:
    """Heads of n words from (n, n+1) scores whose column 0 is the root: 0 is the root, k is word k-1.

    One word hangs on the root and nothing is in a cycle: the maximum spanning tree with one root. Where
    each word's own best head already makes a tree, that is it.
    """
    n = len(scores)
    if n == 1:
        return [0]
    scores = scores.copy()
    scores[np.arange(n), np.arange(1, n + 1)] = NEVER
    heads: list[int] = scores.argmax(1).tolist()
    if heads.count(0) == 1 and acyclic(heads):
        return heads
    square = np.full((n + 1, n + 1), NEVER)
    square[1:] = log_softmax(scores)
    best: tuple[float, list[int]] | None = None
    found = _arborescence(square)[1:]
    roots = [k for k, h in enumerate(found) if h == 0]
    if len(roots) == 1:
        return found
    likely = np.argsort(-square[1:, 0], kind="stable")[:3].tolist()
    for root in sorted({*roots[:4], *likely}):
        held = square.copy()
        held[1:, 0] = NEVER
        held[root + 1, :] = NEVER
        held[root + 1, 0] = 0.0
        candidate = _arborescence(held)[1:]
        value = float(square[np.arange(1, n + 1), candidate].sum())
        if best is None or value > best[0]:
            best = (value, candidate)
    assert best is not None
    return best[1]


def acyclic(heads: list[int]) -> bool:
    """Does every word reach the root? ``heads`` as ``tree`` gives them."""
    state = [0] * (len(heads) + 1)
    state[0] = -1
    for k in range(1, len(heads) + 1):
        path, at = k, k
        while state[at] == 0:
            state[at] = k
            at = heads[at - 1]
        if state[at] == k:
            return False
        while state[path] == k:
            state[path] = -1
            path = heads[path - 1]
    return True


def _cycle(heads: list[int]) -> list[int]:
    """Some cycle among heads of words 1…n (entry 0 is the root's own), or nothing."""
    state = [0] * len(heads)
    for k in range(1, len(heads)):
        at = k
        while at and state[at] == 0:
            state[at] = k
            at = heads[at]
        if at and state[at] == k:
            out, node = [at], heads[at]
            while node != at:
                out.append(node)
                node = heads[node]
            return out
    return []


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Chu–Liu/Edmonds over (dependent, head) scores, the root at 0; the answer's entry 0 is void."""
    n = len(scores)
    np.fill_diagonal(scores, NEVER)
    heads: list[int] = scores.argmax(1).tolist()
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [k for k in range(n) if k not in inside]
    m = len(rest)
    small = np.full((m + 1, m + 1), NEVER)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    of_cycle = scores[np.ix_(rest, cycle)]
    leave = of_cycle.argmax(1)
    small[:m, m] = of_cycle.max(1)
    into = scores[np.ix_(cycle, rest)] - scores[cycle, [heads[c] for c in cycle]][:, None]
    enter = into.argmax(0)
    small[m, :m] = into.max(0)
    small[0, :] = NEVER
    inner = _arborescence(small)
    out = list(heads)
    for a, node in enumerate(rest):
        if a:
            out[node] = cycle[int(leave[a])] if inner[a] == m else rest[inner[a]]
    out[cycle[int(enter[inner[m]])]] = rest[inner[m]]
    return out


def crossed(heads: list[int], word: int, head: int) -> bool:
    """Would hanging ``word`` (from 0) on ``head`` (0 the root, k word k-1) close a cycle?"""
    at = head
    while at:
        if at == word + 1:
            return True
        at = heads[at - 1]
    return False
