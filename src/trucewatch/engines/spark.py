"""Spark: the same outcomes in the same order, from as many machines as it has.

Items travel pickled in Arrow batches; a worker unpacks the function once and keeps what it loads, the parser's model
above all, for every later batch. trucewatch must be installed wherever Spark's workers run.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from trucewatch.engines.outcome import ItemError, Outcome, T, U, handful, handfuls, portable, tried_all
from trucewatch.engines.session import session

_WAVE = 1_000  # items a core that are sent in one job: long enough to hide its start, short enough to hold in memory
_SLICES = 4  # parts of a wave a core, so that one slow part does not leave the others idle
_SCHEMA = "n long, data binary"
_FUNCTIONS = {
    "list_overlap(a ARRAY<BIGINT>, b ARRAY<BIGINT>) RETURNS BOOLEAN": "arrays_overlap(a, b)",
    "list_shared(a ARRAY<BIGINT>, b ARRAY<BIGINT>) RETURNS BIGINT": "size(array_intersect(a, b))",
    "list_size(a ARRAY<BIGINT>) RETURNS BIGINT": "size(a)",
}
"""What a query may call besides the SQL that Spark and DuckDB share."""


@dataclass(frozen=True, slots=True)
class Spark:
    """Work on the Spark session of this process; it is started with the first item. Raises MissingExtra then."""

    def map(
        self,
        function: Callable[[T], U],
        items: Iterable[T],
        *,
        initializer: Callable[..., None] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> Iterator[Outcome[U]]:
        """As ``Engine.map``, in waves: the next items are taken when the outcomes of one wave have been given out."""
        context = session().sparkContext
        work = context.broadcast((list(sys.path), pickle.dumps((function, initializer, initargs))))
        size = _WAVE * context.defaultParallelism
        steps = iter(items)
        try:
            while wave := list(islice(steps, size)):
                yield from _outcomes(wave, work)
        finally:
            work.destroy()

    def query(self, sql: str, tables: Mapping[str, Any]) -> Any:
        """As ``Engine.query``, in Spark SQL."""
        spark = session()
        for head, body in _FUNCTIONS.items():
            spark.sql(f"CREATE OR REPLACE TEMPORARY FUNCTION {head} RETURN {body}")
        for name, table in tables.items():
            spark.createDataFrame(table).createOrReplaceTempView(name)
        try:
            return spark.sql(sql).toArrow()
        finally:
            for name in tables:
                spark.catalog.dropTempView(name)


def _outcomes(wave: Sequence[Any], work: Any) -> Iterator[Outcome[Any]]:
    packed: list[tuple[int, bytes]] = []
    found: dict[int, Outcome[Any]] = {}
    for n, item in enumerate(wave):
        try:
            packed.append((n, pickle.dumps(item)))
        except Exception as e:
            found[n] = Outcome(error=e)
    for n, data in _done(packed, work):
        found[n] = pickle.loads(data)  # noqa: S301 - packed by our own workers
    return (found[n] for n in range(len(wave)))


def _done(packed: Sequence[tuple[int, bytes]], work: Any) -> list[tuple[int, bytes]]:
    """The packed outcomes of packed items, in any order. Where a job dies, its halves are tried, down to the item."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    if not packed:
        return []
    try:
        return _job(packed, work)
    except (PySparkException, Py4JError):
        if session().sparkContext._jsc.sc().isStopped():  # not an item's fault: nothing would ever end
            raise
    if len(packed) == 1:
        dead: Outcome[Any] = Outcome(error=ItemError("the process that worked on this item died"))
        return [(packed[0][0], pickle.dumps(dead))]
    middle = len(packed) // 2
    return _done(packed[:middle], work) + _done(packed[middle:], work)


def _job(packed: Sequence[tuple[int, bytes]], work: Any) -> list[tuple[int, bytes]]:
    import pyarrow as pa

    def apply(batches: Iterable[Any]) -> Iterator[Any]:
        run = _installed(*work.value)
        for batch in batches:
            made = run(batch.column(1).to_pylist())
            yield pa.RecordBatch.from_arrays([batch.column(0), pa.array(made, pa.binary())], names=["n", "data"])

    spark = session()
    table = pa.table({"n": [n for n, _ in packed], "data": [data for _, data in packed]})
    slices = min(len(packed), _SLICES * spark.sparkContext.defaultParallelism)
    frame = spark.createDataFrame(table).repartition(slices, "n").mapInArrow(apply, _SCHEMA)
    result = frame.toArrow()
    return list(zip(result.column("n").to_pylist(), result.column("data").to_pylist(), strict=True))


# --- in Spark's workers -------------------------------------------------------------------------------------------


def _installed(path: Sequence[str], work: bytes) -> Callable[[list[bytes]], list[bytes]]:
    """The function made ready to run on packed items, in a process that may find what its driver finds."""
    sys.path += [p for p in path if p not in sys.path]
    return _ready(work)


@lru_cache(maxsize=1)
def _ready(work: bytes) -> Callable[[list[bytes]], list[bytes]]:
    """Unpacked, and its initializer run: once a process."""
    function, initializer, initargs = pickle.loads(work)  # noqa: S301 - packed by our own driver
    if initializer is not None:
        initializer(*initargs)
    size = handful(function)

    def run(packed: list[bytes]) -> list[bytes]:
        items = (pickle.loads(data) for data in packed)  # noqa: S301 - packed by our own driver
        return [_packed(made) for some in handfuls(items, size) for made in tried_all(function, some)]

    return run


def _packed(made: Outcome[Any]) -> bytes:
    try:
        return pickle.dumps(portable(made))
    except Exception as e:
        return pickle.dumps(Outcome(error=ItemError(f"{type(e).__name__}: {e}")))
