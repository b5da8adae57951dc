"""Who does the linker's set-sized work: one query over a few tables, on whatever engine the monitor passes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pyarrow as pa


class Backend(Protocol):
    """Runs one SELECT of the dialect that DuckDB and Spark share, with three functions that an engine adds.

    ``overlap(a, b)``: BOOLEAN, whether two lists of whole numbers share an element; ``shared(a, b)``: INTEGER, how many
    distinct elements they share; ``length(a)``: INTEGER, the elements of a list. Called ``list_overlap``,
    ``list_shared`` and ``list_size`` in the SQL. Lists hold no duplicate and are never NULL.

    ``tables`` are the views that the query names. The rows of the answer may come in any order. All that is computed
    is whole numbers, so that every engine gives the same rows to the bit.
    """

    def query(self, sql: str, tables: Mapping[str, pa.Table]) -> pa.Table: ...
