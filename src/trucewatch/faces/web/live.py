"""Live: who looks at what, and what has just happened, told to every open page by server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

_HEARTBEAT = 15.0
_WAITING = 100


@dataclass(eq=False)
class _Listener:
    name: str
    on: str
    queue: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(_WAITING))


class Hub:
    """All open pages. To be used from the event loop alone."""

    MOST = 1000

    def __init__(self) -> None:
        self._listeners: set[_Listener] = set()

    @property
    def full(self) -> bool:
        """True if no more pages can listen."""
        return len(self._listeners) >= self.MOST

    def tell(self, event: str, what: object) -> None:
        """Tells every open page; one that does not keep up misses it, and looks anew when it reloads."""
        for listener in self._listeners:
            self._put(listener, event, what)

    def _put(self, listener: _Listener, event: str, what: object) -> None:
        message = f"event: {event}\ndata: {json.dumps(what)}\n\n"
        if not listener.queue.full():
            listener.queue.put_nowait(message)

    def _presence(self, on: str) -> None:
        people = sorted({listener.name for listener in self._listeners if listener.on == on})
        for listener in self._listeners:
            if on and listener.on == on:
                self._put(listener, "presence", {"on": on, "people": people})

    async def listen(self, name: str, on: str) -> AsyncIterator[str]:
        """Events for one open page that shows the record ``on``, until it is closed."""
        listener = _Listener(name, on)
        self._listeners.add(listener)
        self._presence(on)
        try:
            yield "retry: 3000\n\n"
            while True:
                try:
                    yield await asyncio.wait_for(listener.queue.get(), _HEARTBEAT)
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._listeners.discard(listener)
            self._presence(on)
