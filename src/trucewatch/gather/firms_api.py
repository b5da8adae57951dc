"""The area API of NASA FIRMS: what was detected in a box and some days, asked for politely and kept as it came.

The key stands in the address of every request, so no address is ever logged, kept or shown: answers are kept under
names that say what was asked for (``Request.name``), and messages name the source and the days. There is no cache of
answers but these files: what is there and whole is not asked for again.
"""

from __future__ import annotations

import csv
import io
import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from trucewatch.errors import FetchError, MissingExtra
from trucewatch.gather.firms import LONGEST, Request, satellites
from trucewatch.values.place import Box

URL = "https://firms.modaps.eosdis.nasa.gov"
_WINDOW_S = 600.0
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The first and last day of which a source has data; of the last perhaps not yet all."""

    first: date
    last: date


class _Again(Exception):  # noqa: N818 - a wish, not an error; its words hold no address
    """The server could not answer now; ``after`` seconds if it said so."""

    def __init__(self, what: str, after: float | None = None) -> None:
        super().__init__(what)
        self.after = after


@dataclass
class FirmsApi:
    """``key``: of the user, from https://firms.modaps.eosdis.nasa.gov/api/map_key/. ``sleep`` and ``monotonic``: of the
    caller's clock. ``most``: requests in ten minutes (FIRMS allows 5,000 transactions, and a request may be several);
    ``attempts``: of each."""

    key: str = field(repr=False)
    sleep: Callable[[float], None]
    monotonic: Callable[[], float]
    url: str = URL
    most: int = 500
    attempts: int = 5
    timeout_s: float = 60.0
    _sent: deque[float] = field(default_factory=deque, repr=False)

    def availability(self) -> Mapping[str, Span]:
        """Of each source the days that it has. Raises FetchError."""
        data = self._get(f"data_availability/csv/{self.key}/ALL", "what FIRMS has")
        text = data.decode("utf-8", "replace")
        rows = csv.DictReader(io.StringIO(text))
        try:
            return {
                row["data_id"]: Span(date.fromisoformat(row["min_date"]), date.fromisoformat(row["max_date"]))
                for row in rows
            }
        except (KeyError, ValueError, TypeError) as e:
            raise FetchError("FIRMS gave no list of what it has", where=self.url, mend="try again later") from e

    def answers(self, requests: Sequence[Request]) -> Iterator[tuple[Request, bytes]]:
        """The bytes of each answer as they came. Raises FetchError at the first that cannot be had."""
        for r in requests:
            named = f"{r.source}, {r.days} days from {r.first}"
            data = self._get(f"area/csv/{self.key}/{r.source}/{r.area}/{r.days}/{r.first.isoformat()}", named)
            if not data.lstrip().lower().startswith(b"latitude,"):
                raise self._refused(data, named)
            yield r, data

    def _get(self, path: str, named: str) -> bytes:
        httpx, stamina = _libraries()
        address = f"{self.url.rstrip('/')}/api/{path}"
        try:
            for attempt in stamina.retry_context(on=_when, attempts=self.attempts, timeout=300.0):
                with attempt:
                    return self._once(httpx, address, named)
        except _Again as e:
            mend = "check the connection, or try again later"
            raise FetchError(f"FIRMS did not answer ({e})", where=named, mend=mend) from None
        raise AssertionError("a retry ends with an answer or an error")

    def _once(self, httpx: Any, address: str, named: str) -> bytes:
        self._wait()
        try:
            answer = httpx.get(address, timeout=self.timeout_s, follow_redirects=True)
        except httpx.HTTPError as e:  # its words may hold the address, and with it the key
            raise _Again(type(e).__name__) from None
        if answer.status_code == 429 or answer.status_code >= 500:
            raise _Again(f"status {answer.status_code}", _seconds(answer.headers.get("retry-after")))
        if answer.status_code != 200:
            raise self._refused(answer.content, named)
        return bytes(answer.content)

    def _wait(self) -> None:
        """Until one more request within ten minutes is allowed."""
        now = self.monotonic()
        while self._sent and now - self._sent[0] >= _WINDOW_S:
            self._sent.popleft()
        if len(self._sent) >= self.most:
            self.sleep(_WINDOW_S - (now - self._sent[0]))
            self._sent.popleft()
        self._sent.append(self.monotonic())

    def _refused(self, data: bytes, named: str) -> FetchError:
        said = " ".join(data[:200].decode("utf-8", "replace").split()).replace(self.key, "…")
        if "map_key" in said.casefold():
            return FetchError(f"FIRMS does not take the key ({said})", where=named, mend="check TRUCEWATCH_FIRMS_KEY")
        return FetchError(f"FIRMS refused ({said})", where=named, mend="check the box and the days")


def _when(error: Exception) -> bool | float:
    """Whether to ask again, and after how long where the server says so."""
    return (error.after or True) if isinstance(error, _Again) else False


def _seconds(written: str | None) -> float | None:
    return float(written) if written and written.isdecimal() else None


def _libraries() -> tuple[Any, Any]:
    try:
        import httpx
        import stamina
    except ImportError as e:
        mend = "install trucewatch[fetch], or download the files and put them into observations/"
        raise MissingExtra("asking FIRMS needs httpx and stamina", mend=mend) from e
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses, and the key is in them
    return httpx, stamina


def plan(box: Box, first: date, last: date, has: Mapping[str, Span]) -> Iterator[Request]:
    """The requests for all that FIRMS has in a box from ``first`` to ``last``, both included, LONGEST days at a time:
    standard processing where there is some, near real time for the days after it. Each says until when its data are
    whole: up to the last day that its source has, which may still be coming in."""
    for standard in (s for s in satellites().sources if s.endswith("_SP")):
        rough = standard.removesuffix("_SP") + "_NRT"
        done = has.get(standard)
        yield from _of_source(standard, box, first, last, done)
        begun = max(first, done.last + _DAY) if done and done.first <= last else first
        yield from _of_source(rough, box, begun, last, has.get(rough))


def _of_source(source: str, box: Box, first: date, last: date, has: Span | None) -> Iterator[Request]:
    if has is None:
        return
    day, last = max(first, has.first), min(last, has.last)
    whole = datetime.combine(has.last, time(), tzinfo=UTC)
    while day <= last:
        request = Request(source, box, day, min(LONGEST, (last - day).days + 1))
        until = min(request.end, whole)
        yield replace(request, until=until if until > request.start else None)
        day += timedelta(days=LONGEST)
