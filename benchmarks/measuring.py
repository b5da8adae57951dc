"""Time, memory and B³ of a piece of work."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

from trucewatch.records import Incident

T = TypeVar("T")


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    """Wall time of ``work``, and what it gave."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def cpu_seconds() -> float:
    """Processor time, of all cores, that this process and those it started and that still run have used: what wall
    time would be on one idle core. A shared machine does not distort it."""
    return time.process_time() + sum(_cpu_of(pid) for pid in _below(os.getpid()))


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has used (Linux). Raises ``OSError`` if it is gone."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """``trucewatch serve`` of a case in a process of its own, from when it first answers; ended with the block."""
    command = [sys.executable, "-c", "from trucewatch.faces.cli import main; main()", "serve", str(folder)]
    server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/api/me").close()
                break
            except OSError:
                time.sleep(0.2)
        yield server
    finally:
        server.terminate()
        server.wait()


def peak_mb() -> float:
    """The most resident memory, in MiB, that this process ever held, and the processes it started that still run
    (Spark's Java and its workers); their peaks are summed, though they need not have met."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return own + sum(_peak_of(pid) for pid in _below(os.getpid()))


def _below(parent: int) -> Iterator[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            ppid = next(line for line in status.read_text().splitlines() if line.startswith("PPid:"))
        except (OSError, StopIteration):
            continue  # gone between the look and the reading
        children[int(ppid.split()[1])].append(int(status.parent.name))
    todo = list(children[parent])
    while todo:
        pid = todo.pop()
        yield pid
        todo += children[pid]


def _cpu_of(pid: int) -> float:
    try:
        return cpu_of(pid)
    except OSError:
        return 0.0


def _peak_of(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def b_cubed(truth: Mapping[str, int], incidents: Iterable[Incident]) -> dict[str, float]:
    """B³ precision, recall and F1 over all claims of ``truth``, exactly and in linear time.

    Claims of one event in one incident are alike: with n of them, each counts n/|incident| and n/|event|. A claim that
    no incident holds stands alone (Bagga & Baldwin 1998).
    """
    held = {c: n for n, i in enumerate(incidents) for c in (*i.claims, *i.denials, *i.mentions)}
    both: Counter[tuple[int, int | str]] = Counter((event, held.get(c, c)) for c, event in truth.items())
    events: Counter[int] = Counter(truth.values())
    groups: Counter[int | str] = Counter()
    for (_, group), n in both.items():
        groups[group] += n
    p = sum(n * n / groups[group] for (_, group), n in both.items()) / len(truth)
    r = sum(n * n / events[event] for (event, _), n in both.items()) / len(truth)
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r)}
