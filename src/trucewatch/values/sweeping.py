"""Python's cyclic garbage collector, held off while much is made that holds no cycle: trees, claims, findings."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """No sweeps inside: each would look at everything once more, a quarter of the time of linking a large case and a
    twentieth of reading a report. What holds a cycle all the same is swept up later."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
