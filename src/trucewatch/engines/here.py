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

from trucewatch.engines.outcome import ItemError, Outcome, T, U, handful, handfuls, portable, tried_all

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
            for some in handfuls(chain(first, steps), handful(function)):
                yield from tried_all(function, some)
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


def _apply(items: list[Any]) -> list[Outcome[Any]]:
    assert _function is not None
    return [portable(made) for made in tried_all(_function, items)]


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
        pending: deque[tuple[list[T], Future[list[Outcome[U]]]]] = deque()
        size = handful(self._initargs[0])
        steps, ahead = handfuls(items, size), self._workers * _AHEAD // size
        try:
            while True:
                for some in islice(steps, ahead - len(pending)):
                    pending.append((some, self._sent(some)))
                if not pending:
                    return
                yield from self._results(*pending.popleft())
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
            if self._single is not None:
                self._single.shutdown(wait=True, cancel_futures=True)

    def _sent(self, items: list[T]) -> Future[list[Outcome[U]]]:
        try:
            return self._pool.submit(_apply, items)
        except BrokenProcessPool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = self._started(self._workers)
            return self._pool.submit(_apply, items)

    def _results(self, items: list[T], future: Future[list[Outcome[U]]]) -> list[Outcome[U]]:
        try:
            return future.result()
        except Exception:  # a process died, or an item or its value cannot be pickled
            return [self._alone(item) for item in items]

    def _alone(self, item: T) -> Outcome[U]:
        """One item at a time in one process: something went wrong, and this tells whether it did with this item."""
        self._single = self._single or self._started(1)
        try:
            return self._single.submit(_apply, [item]).result()[0]
        except BrokenProcessPool:
            self._single.shutdown(wait=True)
            self._single = None
            return Outcome(error=ItemError("the process that worked on this item died"))
        except Exception as e:  # the item or its value cannot be pickled
            return Outcome(error=e)
