"""What is known of all tellings, in columns: the rows to compare and the keys to find them by.

Tellings are numbered from 0 in the order in which they come. A telling takes about a kilobyte here, and nothing of
its words is kept besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from trucewatch.link.blocking import KEYS
from trucewatch.link.rows import SCHEMA

Numbers = npt.NDArray[np.int64]

_SLICE = 20_000  # tellings that are compared in one query: what bounds the memory that it takes
_TAIL = 20_000  # keys that are looked through one by one before they are sorted in
_PIECES = 32  # small tables of rows that are kept before they become one


class Question(NamedTuple):
    """Tellings to be compared: their ``rows`` and ``keys``, which of the rows are ``fresh`` (never compared before)
    and which are ``here``. A pair is asked for if one of the two is fresh and one of them is here."""

    rows: pa.Table
    keys: pa.Table
    fresh: npt.NDArray[np.bool_]
    here: npt.NDArray[np.bool_]


class Known:
    """Rows and blocking keys of tellings."""

    def __init__(self) -> None:
        self._rows = Pieces(SCHEMA)
        self._keys = Pieces(KEYS)
        self._at = np.zeros(1, np.int64)  # where the keys of each telling begin, and where they end
        self._sorted_until = 0
        self._order = np.empty(0, np.int64)  # places of keys, by key
        self._by_key = np.empty(0, np.int64)

    def __len__(self) -> int:
        return self._rows.length

    def add(self, rows: pa.Table, keys: pa.Table) -> None:
        """Take in the next tellings, which stand in their order in both tables."""
        first = len(self)
        counts = np.bincount(keys.column("id").to_numpy() - first, minlength=rows.num_rows)
        self._rows.add(rows)
        self._keys.add(keys)
        self._at = np.concatenate([self._at, self._at[-1] + np.cumsum(counts)])

    def asked(self, new: range) -> Iterator[Question]:
        """What is to be compared once the tellings ``new`` are in: they with all others, slice by slice of time.

        A slice holds the tellings that begin within some days (``here``), and those from before that reach into them:
        two tellings whose days meet are asked for exactly once, in the slice of the one that begins later.
        """
        near, places = self._like(new)
        ids = np.concatenate([near, np.arange(new.start, new.stop)])
        first, last = (self._rows.column(name, ids) for name in ("first", "last"))
        for opens, closes in _slices(first):
            chosen = (first < closes) & (last >= opens)
            picked = ids[chosen]
            if len(picked):
                rows = self._rows.take(picked)
                known = picked < new.start
                keys = self._keys.take(self._places(picked[~known], places, picked[known]))
                yield Question(rows, keys, ~known, first[chosen] >= opens)

    def keyed(self, numbers: Numbers) -> tuple[Numbers, Numbers, npt.NDArray[np.bool_]]:
        """Of tellings, in their order: each key, the number of the report whose telling has it, and whether that
        telling lies in what the key names."""
        at = _runs(self._at[numbers], self._at[numbers + 1])
        counts = self._at[numbers + 1] - self._at[numbers]
        reports = np.repeat(self._rows.column("report", numbers), counts)
        return self._keys.column("key", at), reports, self._keys.column("lies", at).astype(np.bool_)

    def _places(self, new: Numbers, near: Numbers, known: Numbers) -> Numbers:
        """Where the keys of new tellings stand, and those among ``near`` that are of tellings that are known."""
        mine = _runs(self._at[new], self._at[new + 1])
        owner = np.searchsorted(self._at, near, side="right") - 1
        return np.concatenate([near[np.isin(owner, known)], mine])

    def _like(self, new: range) -> tuple[Numbers, Numbers]:
        """The tellings from before that share a key with new ones, and where those keys stand."""
        if new.start == 0:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        begin = int(self._at[new.start])
        if begin - self._sorted_until > _TAIL + self._sorted_until // 10:
            keys = self._keys.column("key", np.arange(begin))
            self._order = np.argsort(keys, kind="stable")
            self._by_key, self._sorted_until = keys[self._order], begin
        wanted = np.unique(self._keys.column("key", np.arange(begin, self._at[new.stop])))
        first = np.searchsorted(self._by_key, wanted, side="left")
        last = np.searchsorted(self._by_key, wanted, side="right")
        tail = np.arange(self._sorted_until, begin)
        late = tail[np.isin(self._keys.column("key", tail), wanted)]
        places = np.sort(np.concatenate([self._order[_runs(first, last)], late]))
        return np.unique(np.searchsorted(self._at, places, side="right") - 1), places


class Pieces:
    """A table that grows at its end and of which rows are taken by number. Small pieces become one now and then."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._pieces: list[pa.Table] = []
        self._begins: list[int] = [0]

    @property
    def length(self) -> int:
        return self._begins[-1]

    def add(self, piece: pa.Table) -> None:
        """Take in further rows."""
        if not piece.num_rows:
            return
        self._pieces.append(piece)
        self._begins.append(self.length + piece.num_rows)
        small = [p.num_rows for p in self._pieces[-_PIECES:]]
        if len(small) == _PIECES and max(small) < self.length // _PIECES:
            joined = pa.concat_tables(self._pieces[-_PIECES:]).combine_chunks()
            self._pieces[-_PIECES:] = [joined]
            self._begins[-_PIECES - 1 :] = [self.length - joined.num_rows, self.length]

    def take(self, numbers: Numbers) -> pa.Table:
        """The rows of these numbers, which are in order."""
        return pa.concat_tables([self._schema.empty_table(), *(p.take(at) for p, at in self._parts(numbers))])

    def column(self, name: str, numbers: Numbers) -> Numbers:
        """One column of whole numbers at these numbers, which are in order."""
        parts = [p.column(name).take(at).to_numpy() for p, at in self._parts(numbers)]
        return np.concatenate([np.empty(0, np.int64), *parts])

    def _parts(self, numbers: Numbers) -> Iterator[tuple[pa.Table, pa.Array]]:
        edges = np.searchsorted(numbers, self._begins)
        for piece, begin, i, j in zip(self._pieces, self._begins, edges, edges[1:], strict=False):
            if j > i:
                yield piece, pa.array(numbers[i:j] - begin)


def _slices(first: Numbers) -> Iterator[tuple[int, int]]:
    """Stretches of days [from, until), each with about as many beginnings as one query takes."""
    if not len(first):
        return
    days, counts = np.unique(first, return_counts=True)
    opens, held = int(days[0]), 0
    for day, count in zip(days.tolist(), counts.tolist(), strict=True):
        if held and held + count > _SLICE:
            yield opens, day
            opens, held = day, 0
        held += count
    yield opens, int(days[-1]) + 1


def _runs(first: Numbers, last: Numbers) -> Numbers:
    """All whole numbers of the stretches [first, last), one stretch after the other."""
    lengths = last - first
    total = int(lengths.sum())
    if not total:
        return np.empty(0, np.int64)
    starts = np.cumsum(lengths) - lengths
    found: Numbers = np.arange(total) + np.repeat(first - starts, lengths)
    return found
