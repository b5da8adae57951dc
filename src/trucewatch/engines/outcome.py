"""What every engine promises: one outcome for each item, in the order of the items."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[U]):
    """What became of one item: its value, or the error it met."""

    value: U | None = None
    error: Exception | None = None


class ItemError(Exception):
    """Stands for an item's error that cannot travel between processes, or for a process that died of an item."""


@runtime_checkable
class InTurns(Protocol):
    """A function of one item, done in two turns. A handful of items goes through the first, then each through the
    second: a model and what works on its answers leave each other no room in the processor's memory, and to change
    over with every item costs a tenth of the second turn. The outcome is that of one item alone."""

    def first(self, item: Any) -> Any:
        """What the second turn is given besides the item."""
        ...

    def second(self, item: Any, made: Any) -> Any:
        """The value."""
        ...


HANDFUL = 8
"""Items that go through a function's turns together."""


class Engine(Protocol):
    """Where set-sized work runs."""

    def map(
        self,
        function: Callable[[T], U],
        items: Iterable[T],
        *,
        initializer: Callable[..., None] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> Iterator[Outcome[U]]:
        """The outcome of ``function`` for each item, in order, whatever the number of workers.

        Items are taken only as far ahead as keeps the workers busy. The function, the items and the values must be
        picklable. ``initializer(*initargs)`` runs once in each process that works.
        """
        ...

    def query(self, sql: str, tables: Mapping[str, Any]) -> Any:
        """The answer to one SELECT over Arrow ``tables``, in the dialect that DuckDB and Spark share, as an Arrow
        table with its rows in any order. May call ``list_overlap``, ``list_shared`` and ``list_size`` on lists of
        whole numbers without a duplicate."""
        ...


def tried(function: Callable[[T], U], item: T) -> Outcome[U]:
    """One item's outcome: a fault in one report must not end the run over all."""
    try:
        return Outcome(value=function(item))
    except Exception as e:
        return Outcome(error=e)


def handful(function: Callable[[T], U]) -> int:
    """How many items at a time the function is best given."""
    return HANDFUL if isinstance(function, InTurns) else 1


def handfuls(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in order, ``size`` at a time."""
    steps = iter(items)
    return iter(lambda: list(islice(steps, size)), [])


def tried_all(function: Callable[[T], U], items: Sequence[T]) -> list[Outcome[U]]:
    """Each item's outcome, in turns where the function has them."""
    if not isinstance(function, InTurns):
        return [tried(function, item) for item in items]
    made = [tried(function.first, item) for item in items]
    second = function.second
    return [
        tried(lambda one: second(one, m.value), item) if m.error is None else Outcome(error=m.error)  # noqa: B023
        for item, m in zip(items, made, strict=True)
    ]


def portable(made: Outcome[Any]) -> Outcome[Any]:
    """The outcome with an error that can travel: some can be packed but not unpacked, and would end the whole run."""
    if made.error is None:
        return made
    try:
        pickle.loads(pickle.dumps(made.error))  # noqa: S301 - our own bytes of a moment ago
    except Exception:
        return Outcome(error=ItemError(f"{type(made.error).__name__}: {made.error}"))
    return made
