"""This machine: in this process for few items, in a pool of processes for many."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, Generic

from trucewatch.engines.outcome import ItemError, Outcome, T, U, portable, tried

MANY = 200
"""Below this many items the start of a pool costs more than it saves."""

_AHEAD = 16  # items per process that are sent ahead of the one being waited for


@dataclass(frozen=True, slots=True)
class Here:
    """``workers``: processes to use; None means one for each core that this process may use."""

    workers: int | None = None

    def map(
        self,
        function: Callable[[T], U],
        items: Iterable[T],
        *,
        initializer: Callable[..., None] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> Iterator[Outcome[U]]:
        """As ``Engine.map``: few items in this process, many in a pool."""
        workers = self.workers or _cores()
        steps = iter(items)
        first = [] if workers == 1 else list(islice(steps, MANY))
        if len(first) < MANY:
            if initializer is not None:
                initializer(*initargs)
            yield from (tried(function, item) for item in chain(first, steps))
        else:
            yield from _Pool(function, initializer, initargs, workers).outcomes(chain(first, steps))

    def query(self, sql: str, tables: Mapping[str, Any]) -> Any:
        """As ``Engine.query``, in DuckDB."""
        from trucewatch.engines.query import query  # DuckDB is slow to load, and reading has no need of it

        return query(sql, tables, threads=self.workers or _cores())


def _cores() -> int:
    """The cores that this process may use; a container or a scheduler may have made them fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- in the other processes ---------------------------------------------------------------------------------------

_function: Callable[[Any], Any] | None = None


def _install(
    function: Callable[[Any], Any], initializer: Callable[..., None] | None, initargs: tuple[Any, ...]
) -> None:
    global _function  # once a process: the parameters of a stage are large, and travel to each worker one time
    _function = function
    if initializer is not None:
        initializer(*initargs)


def _apply(item: Any) -> Outcome[Any]:
    assert _function is not None
    return portable(tried(_function, item))


# --- in this process ----------------------------------------------------------------------------------------------


class _Pool(Generic[T, U]):
    """Worker processes, replaced when one of them dies."""

    def __init__(
        self,
        function: Callable[[T], U],
        initializer: Callable[..., None] | None,
        initargs: tuple[Any, ...],
        workers: int,
    ) -> None:
        self._initargs = (function, initializer, initargs)
        self._workers = workers
        self._pool = self._started(workers)
        self._single: ProcessPoolExecutor | None = None

    def _started(self, workers: int) -> ProcessPoolExecutor:
        context = get_context("spawn")  # a fork would share the ledger's connections
        return ProcessPoolExecutor(workers, context, initializer=_install, initargs=self._initargs)

    def outcomes(self, items: Iterable[T]) -> Iterator[Outcome[U]]:
        pending: deque[tuple[T, Future[Outcome[U]]]] = deque()
        steps = iter(items)
        try:
            while True:
                for item in islice(steps, self._workers * _AHEAD - len(pending)):
                    pending.append((item, self._sent(item)))
                if not pending:
                    return
                yield self._result(*pending.popleft())
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
            if self._single is not None:
                self._single.shutdown(wait=True, cancel_futures=True)

    def _sent(self, item: T) -> Future[Outcome[U]]:
        try:
            return self._pool.submit(_apply, item)
        except BrokenProcessPool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._started(self._workers)
            return self._pool.submit(_apply, item)

    def _result(self, item: T, future: Future[Outcome[U]]) -> Outcome[U]:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(item)
        except Exception as e:  # the item or its value cannot be pickled
            return Outcome(error=e)

    def _alone(self, item: T) -> Outcome[U]:
        """One item at a time in one process: some process died, and this tells whether it died of this item."""
        self._single = self._single or self._started(1)
        try:
            return self._single.submit(_apply, item).result()
        except BrokenProcessPool:
            self._single.shutdown(wait=True)
            self._single = None
            return Outcome(error=ItemError("the process that worked on this item died"))
        except Exception as e:
            return Outcome(error=e)
