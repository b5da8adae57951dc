"""What the processes do that the tests start and kill. They say on their standard output what was reported to them."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from tests.store.samples import claim, clock, incident, originals, report
from trucewatch.store import Store

CONTEXT = multiprocessing.get_context("forkserver")
# Each child is forked from a small server that has the store loaded: dozens of them start within seconds.
CONTEXT.set_forkserver_preload(["trucewatch.store", "sqlalchemy.dialects.sqlite", "tests.store.samples", "pytest"])


class Child:
    """A started process and what it prints."""

    def __init__(self, target: Any, *args: Any) -> None:
        self._reader, writer = CONTEXT.Pipe(duplex=False)
        self.process: ForkServerProcess = CONTEXT.Process(target=_with_output, args=(writer, target, args))
        self.process.start()
        writer.close()
        self._out = os.fdopen(os.dup(self._reader.fileno()), "r")
        self._reader.close()

    def line(self) -> str:
        """The next whole line; empty at the end."""
        return self._out.readline().rstrip("\n")

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()

    def rest(self) -> list[str]:
        """All further lines until the process is gone."""
        lines = self._out.read().splitlines()
        self._out.close()
        self.process.join()
        return lines


def _with_output(writer: Connection, target: Any, args: tuple[Any, ...]) -> None:
    os.dup2(writer.fileno(), 1)
    writer.close()
    target(*args)


def say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def die_at_step(store: Store, step: int) -> None:
    """Has this process killed at the given step of SQLite's own program, counted from now."""
    left = [step]

    def count() -> int:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    _raw(store).set_progress_handler(count, 1)


def steps_of(store: Store) -> list[int]:
    """A counter of SQLite's steps from now on."""
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    _raw(store).set_progress_handler(count, 1)
    return steps


def _raw(store: Store) -> Any:
    """The one connection in the store's pool, which it uses again and again."""
    with store._engine.connect() as connection:
        return connection.connection.dbapi_connection


def append_for_ever(path: Path, start: int, seed: int, step: int | None) -> None:
    """Appends batches of claims, and reports with their originals, and prints each id once append has returned."""
    rng = random.Random(seed)
    with Store.open(path, clock=clock) as store:
        say("open")
        if step is not None:
            die_at_step(store, step)
        number = start
        while True:
            size = rng.randint(1, 6)
            batch = [claim(n) for n in range(number, number + size)]
            for id in store.append([report(number), *batch], originals(number)):
                say(id)
            number += size


def append_given(path: Path, numbers: list[int], seed: int, gate: Any) -> None:
    """Appends the claims in ten rounds, each begun by all processes at once (or one might be done before the other
    starts), in batches of one to three; prints those newly stored."""
    rng = random.Random(seed)
    share = len(numbers) // 10
    gate.wait()
    with Store.open(path, create=True, clock=clock) as store:
        for start in range(0, len(numbers), share):
            gate.wait()
            mine = numbers[start : start + share]
            while mine:
                some, mine = mine[: (size := rng.randint(1, 3))], mine[size:]
                for id in store.append([claim(n) for n in some]):
                    say(id)


def replace(path: Path, numbers: list[int], step: int | None) -> None:
    """Replaces derived state, to be killed at a step or by the parent; prints when it begins and when it is done."""
    with Store.open(path, clock=clock) as store:
        if step is not None:
            die_at_step(store, step)
        say("begin")
        store.replace_derived([incident(n) for n in numbers])
        say("done")
