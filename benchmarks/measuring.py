"""Time and memory of a piece of work."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    """Wall time of ``work``, and what it gave."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def peak_mb() -> float:
    """The most resident memory, in MiB, that this process ever held; the processes it started are not in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
