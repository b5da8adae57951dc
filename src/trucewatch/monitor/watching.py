"""Watching a case: a pass now, and another whenever the inbox changes or the interval has passed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from trucewatch.errors import MissingExtra, TrucewatchError
from trucewatch.gather import load_alerts
from trucewatch.monitor.alerting import Alerted, Senders, alert
from trucewatch.monitor.sequence import Monitor, Summary

WATCHED = frozenset({"reports", "observations", "agreements", "case.yaml", "facilities.geojson"})
"""Parts of a case folder whose change is worth a pass; what the program itself writes is not among them."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass: what the run did, what the alerts did (None where the case sets up none), what went wrong."""

    summary: Summary | None
    alerted: Alerted | None
    error: TrucewatchError | None = None


def watch(
    monitor: Monitor,
    senders: Senders,
    every: timedelta,
    stop: Event,
    told: Callable[[Pass], None],
    *,
    sources: Sequence[Path] = (),
    passes: int | None = None,
) -> None:
    """Passes until ``stop`` is set, or ``passes`` were made; each is ``told``. A pass that fails does not end it."""
    for _ in _turns(monitor.folder.root, every, stop, passes):
        told(one_pass(monitor, senders, sources))


def one_pass(monitor: Monitor, senders: Senders, sources: Sequence[Path] = ()) -> Pass:
    """Gathers, reads, rebuilds, and sends what is due."""
    summary: Summary | None = None
    try:
        summary = monitor.run(sources)
        alerts = load_alerts(monitor.folder.root)
        return Pass(summary, alert(monitor, senders, alerts) if alerts else None)
    except TrucewatchError as e:
        return Pass(summary, None, e)


def _turns(root: Path, every: timedelta, stop: Event, passes: int | None) -> Iterator[None]:
    """One turn at once, then one at each change or interval. What changes during a turn brings the next."""
    with _looking(root) as changed:
        made = 0
        while not stop.is_set():
            changed.clear()
            yield None
            made += 1
            if passes is not None and made >= passes:
                return
            deadline = monotonic() + every.total_seconds()
            while not (changed.is_set() or stop.is_set()) and monotonic() < deadline:
                changed.wait(min(_LOOK, max(0.0, deadline - monotonic())))


_LOOK = 0.25  # seconds between two looks at whether to stop


@contextmanager
def _looking(root: Path) -> Iterator[Event]:
    """An event that is set whenever something that matters in the folder has changed."""
    try:
        import watchfiles
    except ImportError as e:
        raise MissingExtra("watching needs watchfiles", mend="pip install 'trucewatch[watch]'") from e
    changed, enough = Event(), Event()

    def look() -> None:
        seen = watchfiles.watch(
            root,
            watch_filter=lambda _change, path: _matters(root, Path(path)),
            rust_timeout=1000,
            stop_event=enough,
            raise_interrupt=False,
        )
        for _ in seen:
            changed.set()

    thread = Thread(target=look, name="watching the inbox", daemon=True)
    thread.start()
    try:
        yield changed
    finally:
        enough.set()
        thread.join()


def _matters(root: Path, path: Path) -> bool:
    try:
        parts = path.relative_to(root.resolve()).parts
    except ValueError:
        parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
    return bool(parts) and parts[0] in WATCHED and not path.name.startswith(".")
