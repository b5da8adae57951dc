"""Pairs of tellings that an engine compared: asking for them, and keeping millions of them small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from trucewatch.link.backend import Backend
from trucewatch.link.plan import Plan

SIFTED = ("report", "founds", "first", "last")
"""The columns that tell whether a pair is worth comparing at all."""

Flags = npt.NDArray[np.bool_]


class Pair(NamedTuple):
    """Two tellings by number (a < b), the weight in thousandths of a bit, whether they can never be one event, and the
    level that each comparison reached, in the order of the plan."""

    a: int
    b: int
    weight: int
    barred: bool
    levels: tuple[int, ...]


def compared(
    backend: Backend,
    plan: Plan,
    rows: pa.Table,
    keys: pa.Table,
    *,
    fresh: Flags | None = None,
    here: Flags | None = None,
    every: bool = False,
) -> pa.Table:
    """The answer of the plan's query as a table; ``rows`` by number. ``fresh``, ``here``: which rows may stand for a
    pair (all, where not given); ``every``: also what is neither linked nor barred.

    What a pair must share to be compared at all goes with the keys: the lists of the rows are then looked at for the
    pairs that are left, which is by far the greatest part of the work.
    """
    at = np.searchsorted(rows.column("id").to_numpy(), keys.column("id").to_numpy())
    told = keys
    for name in SIFTED:
        told = told.append_column(name, rows.column(name).take(pa.array(at)))
    for name, flags in (("fresh", fresh), ("here", here)):
        told = told.append_column(name, pa.array(np.ones(len(at), np.bool_) if flags is None else flags[at]))
    return backend.query(plan.every if every else plan.sql, {"rows": rows, "keys": told})


def pairs(answer: pa.Table) -> Iterator[Pair]:
    """The rows of an answer, as they come."""
    for batch in answer.to_batches():
        columns = [c.to_pylist() for c in batch.columns]
        for a, b, weight, barred, *levels in zip(*columns, strict=True):
            yield Pair(a, b, weight, barred, tuple(levels))


class Kept:
    """All pairs that were linked or barred, in columns: 22 bytes each."""

    def __init__(self, levels: int) -> None:
        self._levels = levels
        self._parts: list[npt.NDArray[np.void]] = []
        self._type = np.dtype(
            [("a", np.int32), ("b", np.int32), ("weight", np.int32), ("barred", np.bool_), ("levels", np.int8, levels)]
        )

    def add(self, answer: pa.Table) -> npt.NDArray[np.void]:
        """Take in an answer; the same in columns."""
        part = np.empty(answer.num_rows, self._type)
        for name in ("a", "b", "weight", "barred"):
            part[name] = answer.column(name).to_numpy()
        for n in range(self._levels):
            part["levels"][:, n] = answer.column(4 + n).to_numpy()
        if len(part):
            self._parts.append(part)
        if len(self._parts) > 64:
            self._parts = [np.concatenate(self._parts)]
        return part

    def within(self, component: npt.NDArray[np.int32]) -> Iterator[tuple[int, list[Pair]]]:
        """The pairs of which both are in one component, component by component. ``component``: of every telling, or -1
        for one that is of no concern."""
        whole = np.concatenate(self._parts) if self._parts else np.empty(0, self._type)
        self._parts = [whole]
        root = component[whole["a"]]
        inside = np.flatnonzero((root >= 0) & (root == component[whole["b"]]))
        inside = inside[np.argsort(root[inside], kind="stable")]
        edges = np.flatnonzero(np.diff(root[inside])) + 1
        for places in np.split(inside, edges):
            if len(places):
                yield int(root[places[0]]), [_pair(row) for row in whole[places].tolist()]


def _pair(row: tuple[int, int, int, bool, list[int]]) -> Pair:
    a, b, weight, barred, levels = row
    return Pair(a, b, weight, barred, tuple(levels))
