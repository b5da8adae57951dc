"""Python's cyclic garbage collector, held off while much is made that holds no cycle: trees, claims, findings."""

from __future__ import annotations

import gc


class Unswept:
    """``with Unswept():`` no sweeps inside: each would look at everything once more, a quarter of the time of linking a
    large case and a twentieth of reading a report. What holds a cycle all the same is swept up later. Every use is
    another one, so that they may stand within one another."""

    def __enter__(self) -> None:
        self._running = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._running:
            gc.enable()
