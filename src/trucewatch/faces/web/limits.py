"""Rate limits: a bucket of allowance for each who asks and each sort of request, filled as time goes by."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

_SORTS: dict[str, tuple[float, float]] = {"sign": (0.2, 5), "write": (10, 40), "read": (200, 600)}
"""By sort of request: how many a second in the long run, and how many at once."""

_MOST = 10_000


class Limits:
    """Allowances, kept in memory for those who asked last."""

    def __init__(self) -> None:
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, method: str, path: str, who: str) -> float:
        """Seconds until this request may be made; 0 if now, and then it is counted."""
        sort = "read" if method in ("GET", "HEAD") else "sign" if path == "/sign-in" else "write"
        rate, most = _SORTS[sort]
        now = time.monotonic()
        with self._lock:
            left, then = self._left.pop((who, sort), (most, now))
            left = min(most, left + (now - then) * rate)
            allowed = left >= 1
            self._left[who, sort] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST:
                self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / rate
