"""Columns in memory: which rows of a table fit a query, and how many of them fall under each value of each facet.

A table of a hundred thousand rows is some megabytes; a query over it takes a few milliseconds and no database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Facet:
    """The values that rows have, any number each: row ``rows[i]`` has the value ``values[codes[i]]``."""

    values: tuple[str, ...]
    rows: NDArray[np.int32]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, given: Iterable[Iterable[str]]) -> Facet:
        """From the values of each row in turn; a value that a row has twice counts once."""
        known: dict[str, int] = {}
        rows: list[int] = []
        codes: list[int] = []
        for n, values in enumerate(given):
            for value in dict.fromkeys(values):
                rows.append(n)
                codes.append(known.setdefault(value, len(known)))
        return cls(tuple(known), np.array(rows, np.int32), np.array(codes, np.int32))

    @cached_property
    def single(self) -> bool:
        """True if every row has one value: then ``codes`` is the column."""
        n = len(self.rows)
        return n == 0 or (self.rows[0] == 0 and self.rows[-1] == n - 1 and bool((np.diff(self.rows) == 1).all()))

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """The rows of ``size`` that have any of the wanted values."""
        chosen = set(wanted)
        mask = np.zeros(size, np.bool_)
        picked = np.array([value in chosen for value in self.values], np.bool_)
        if self.single and len(self.rows) == size and size:
            return picked[self.codes]
        if picked.any():
            mask[self.rows[picked[self.codes]]] = True
        return mask

    def counts(self, mask: Mask) -> dict[str, int]:
        """How many of the rows in ``mask`` have each value; values that none of them has are left out."""
        codes = self.codes[mask] if self.single and len(self.rows) == len(mask) else self.codes[mask[self.rows]]
        found = np.bincount(codes, minlength=len(self.values))
        return {value: int(n) for value, n in zip(self.values, found, strict=True) if n}


@dataclass(frozen=True)
class Query:
    """``facets``: of each, values any of which suffices; all the facets must fit. ``ranges``: of a pair of columns
    (lower end, upper end), the stretch that must be touched. ``among``: rows that alone come into question."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[tuple[str, str], tuple[float | None, float | None]] = field(default_factory=dict)
    among: frozenset[int] | None = None
    order: str = "score"
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True)
class Found:
    """The rows of the page asked for, how many there are in all, and the counts by facet: those of a facet as they
    would be without its own choice, so that a person sees what else could be chosen."""

    rows: tuple[int, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Columns:
    """A table. ``numbers``: by name, NaN where a row has none; ``orders``: by name, the rows in that order."""

    size: int
    facets: Mapping[str, Facet]
    numbers: Mapping[str, Numbers]
    orders: Mapping[str, NDArray[np.int32]]

    def find(self, query: Query, counts: Mapping[str, Mapping[str, int]] | None = None) -> Found:
        """The rows that fit. ``counts``: those of an earlier answer that differed in page and order alone, which need
        not be counted again. Raises KeyError for a facet, range or order that the table does not have."""
        everywhere = self._everywhere(query)
        masks = {name: self.facets[name].having(values, self.size) for name, values in query.facets.items() if values}
        whole = everywhere.copy()
        for mask in masks.values():
            whole &= mask
        counts = counts or {
            name: facet.counts(self._without(name, everywhere, masks) if name in masks else whole)
            for name, facet in self.facets.items()
        }
        total, rows = self._page(whole, query)
        return Found(rows, total, counts)

    def _page(self, whole: Mask, query: Query) -> tuple[int, tuple[int, ...]]:
        """How many rows there are in all, and those of the page: few are put in order, many picked out of it."""
        ordered, last = self.orders[query.order], query.offset + query.limit
        total = int(np.count_nonzero(whole))
        if total * 20 < self.size:
            found = np.flatnonzero(whole).astype(np.int32)
            rows = found[np.argsort(self._ranks[query.order][found], kind="stable")]
        else:
            part = max(2 * last * self.size // max(total, 1), 1000)  # so many rows hold the page, if all are alike
            rows = ordered[:part][whole[ordered[:part]]]
            if len(rows) < min(last, total):
                rows = ordered[whole[ordered]]
        return total, tuple(rows[query.offset : last].tolist())

    @cached_property
    def _ranks(self) -> Mapping[str, NDArray[np.int32]]:
        """By order: the place that each row has in it."""
        found = {}
        for name, order in self.orders.items():
            rank = np.empty(self.size, np.int32)
            rank[order] = np.arange(self.size, dtype=np.int32)
            found[name] = rank
        return found

    def fitting(self, query: Query) -> NDArray[np.int32]:
        """All rows that fit, in the query's order, without counting."""
        whole = self._everywhere(query)
        for name, values in query.facets.items():
            if values:
                whole &= self.facets[name].having(values, self.size)
        ordered = self.orders[query.order]
        return ordered[whole[ordered]]

    def _everywhere(self, query: Query) -> Mask:
        mask = np.ones(self.size, np.bool_)
        if query.among is not None:
            mask[:] = False
            mask[np.fromiter((n for n in query.among if n < self.size), np.int64)] = True
        for (low, high), (first, last) in query.ranges.items():
            starts, ends = self.numbers[low], self.numbers[high]
            if first is not None:
                mask &= ends >= first  # NaN compares false: what has no such number is in no stretch
            if last is not None:
                mask &= starts <= last
        return mask

    def _without(self, name: str, everywhere: Mask, masks: Mapping[str, Mask]) -> Mask:
        mask = everywhere.copy()
        for other, one in masks.items():
            if other != name:
                mask &= one
        return mask


Order = tuple[tuple[str, ...], bool]
"""Names of number columns by which rows are ordered, the first first; whether the greatest comes first."""


def columns_of(
    size: int, facets: Mapping[str, Facet], numbers: Mapping[str, Numbers], orders: Mapping[str, Order]
) -> Columns:
    """A table with its orders worked out."""
    made = {name: order_by(*(numbers[c] for c in by), descending=down) for name, (by, down) in orders.items()}
    return Columns(size, facets, numbers, made)


def joined(parts: Sequence[Columns], orders: Mapping[str, Order], rows: NDArray[np.int64] | None = None) -> Columns:
    """The rows of tables of one shape, one table after the other; of all those the ``rows`` alone, in their order. The
    same as if the table had been made of these rows."""
    chosen = np.arange(sum(p.size for p in parts)) if rows is None else rows
    numbers = {
        name: np.concatenate([p.numbers[name] for p in parts])[chosen] for name in (parts[0].numbers if parts else ())
    }
    facets = {
        name: _joined_facet([p.facets[name] for p in parts], [p.size for p in parts], chosen)
        for name in (parts[0].facets if parts else ())
    }
    return columns_of(len(chosen), facets, numbers, orders)


def with_rows(base: Columns, rows: NDArray[np.int64], part: Columns, orders: Mapping[str, Order]) -> Columns:
    """The table with the rows of another in the place of these rows, each once. Of what does not change by that the
    columns are those of ``base`` themselves."""
    take = np.arange(base.size)
    take[rows] = base.size + np.arange(part.size)
    facets = dict(base.facets)
    for name, now in part.facets.items():
        if not _alike(_joined_facet([base.facets[name]], [base.size], rows), now):
            facets[name] = _joined_facet([base.facets[name], now], [base.size, part.size], take)
    numbers = dict(base.numbers)
    for name, values in part.numbers.items():
        if not np.array_equal(base.numbers[name][rows], values, equal_nan=True):
            numbers[name] = base.numbers[name].copy()
            numbers[name][rows] = values
    made = {
        name: base.orders[name]
        if all(numbers[c] is base.numbers[c] for c in by)
        else order_by(*(numbers[c] for c in by), descending=down)
        for name, (by, down) in orders.items()
    }
    return Columns(base.size, facets, numbers, made)


def _alike(a: Facet, b: Facet) -> bool:
    return a.values == b.values and np.array_equal(a.rows, b.rows) and np.array_equal(a.codes, b.codes)


def _joined_facet(facets: Sequence[Facet], sizes: Sequence[int], chosen: NDArray[np.int64]) -> Facet:
    known: dict[str, int] = {}
    codes, counts = [], []
    for facet, size in zip(facets, sizes, strict=True):
        of = np.array([known.setdefault(value, len(known)) for value in facet.values], np.int32)
        codes.append(of[facet.codes] if len(of) else facet.codes)
        counts.append(np.bincount(facet.rows, minlength=size))
    code, count = np.concatenate(codes), np.concatenate(counts)
    starts = np.cumsum(count) - count
    lengths = count[chosen]
    ends = np.cumsum(lengths)
    at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts[chosen] - (ends - lengths), lengths)
    code = code[at]
    values = list(known)
    found, first = np.unique(code, return_index=True)
    by_first = found[np.argsort(first)]  # values are numbered as they are met
    renumbered = np.zeros(len(values), np.int32)
    renumbered[by_first] = np.arange(len(by_first), dtype=np.int32)
    return Facet(
        tuple(values[n] for n in by_first),
        np.repeat(np.arange(len(chosen), dtype=np.int32), lengths),
        renumbered[code].astype(np.int32),
    )


def order_by(*keys: Sequence[float] | Numbers, descending: bool = False) -> NDArray[np.int32]:
    """The rows by the first key, then the next, then their number; NaN last in either direction."""
    arrays = [np.asarray(k, np.float64) for k in keys]
    signed = [np.where(np.isnan(a), np.inf, -a if descending else a) for a in arrays]
    rows = np.arange(len(arrays[0]))
    return np.lexsort((rows, *reversed(signed))).astype(np.int32)
