"""Set-sized work on this machine: DuckDB, in memory, over Arrow tables."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

_FUNCTIONS = (
    "CREATE MACRO list_overlap(a, b) AS list_has_any(a, b)",
    # half the time of list_intersect, which makes a list anew to count it
    "CREATE MACRO list_shared(a, b) AS "
    "CAST(coalesce(list_sum(list_transform(a, lambda x: CAST(list_contains(b, x) AS BIGINT))), 0) AS BIGINT)",
    "CREATE MACRO list_size(a) AS CAST(len(a) AS BIGINT)",
)


def query(sql: str, tables: Mapping[str, pa.Table], *, threads: int) -> pa.Table:
    """The answer to one SELECT over ``tables``, its rows in any order. Raises duckdb.Error on SQL that is wrong."""
    with duckdb.connect(":memory:", config={"threads": threads}) as connection:
        for function in _FUNCTIONS:
            connection.execute(function)
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql).to_arrow_table()
