"""The blocking keys of all tellings, sorted, so that those of a new report find their like at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from trucewatch.link.rows import KEYS

_TAIL = 20_000  # keys that are looked through one by one before they are sorted in


class KeyIndex:
    """Keys by number. Adding is cheap; the whole is sorted again only once enough has come together."""

    def __init__(self) -> None:
        self._sorted = KEYS.empty_table()
        self._keys = np.empty(0, dtype=np.int64)
        self._tail = KEYS.empty_table()

    def add(self, found: pa.Table) -> None:
        """Take in further keys."""
        self._tail = pa.concat_tables([self._tail, found])

    def near(self, found: pa.Table) -> pa.Table:
        """The rows whose key is among those of ``found``."""
        if self._tail.num_rows > _TAIL + self._sorted.num_rows // 10:
            self._sorted = pa.concat_tables([self._sorted, self._tail]).sort_by("key").combine_chunks()
            self._keys = self._sorted.column("key").to_numpy()
            self._tail = KEYS.empty_table()
        wanted = np.unique(found.column("key").to_numpy())
        first = np.searchsorted(self._keys, wanted, side="left")
        last = np.searchsorted(self._keys, wanted, side="right")
        hits = [np.arange(a, b) for a, b in zip(first, last, strict=True) if b > a]
        at = np.concatenate(hits) if hits else np.empty(0, dtype=np.int64)
        fresh = np.flatnonzero(np.isin(self._tail.column("key").to_numpy(), wanted))
        return pa.concat_tables([self._sorted.take(pa.array(at)), self._tail.take(pa.array(fresh))])
