"""Pairs of tellings that an engine compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from trucewatch.link.backend import Backend
from trucewatch.link.plan import Plan
from trucewatch.link.rows import SIFTED


class Pair(NamedTuple):
    """Two tellings by number (a < b), the weight in thousandths of a bit, whether they can never be one event, and the
    level that each comparison reached, in the order of the plan."""

    a: int
    b: int
    weight: int
    barred: bool
    levels: tuple[int, ...]


def compared(backend: Backend, plan: Plan, rows: pa.Table, keys: pa.Table, *, every: bool = False) -> pa.Table:
    """The answer of the plan's query as a table; ``every``: also what is neither linked nor barred.

    What a pair must share to be compared at all goes with the keys: the lists of the rows are then looked at for the
    pairs that are left, which is by far the greatest part of the work.
    """
    told = keys.join(rows.select(["id", *SIFTED]), keys="id", join_type="inner")
    return backend.query(plan.every if every else plan.sql, {"rows": rows, "keys": told})


def pairs(answer: pa.Table) -> Iterator[Pair]:
    """The rows of an answer, as they come."""
    for batch in answer.to_batches():
        columns = [c.to_pylist() for c in batch.columns]
        for a, b, weight, barred, *levels in zip(*columns, strict=True):
            yield Pair(a, b, weight, barred, tuple(levels))
