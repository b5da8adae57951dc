"""How fast the reader is and what memory it takes: figures to look at, never a test.

    python -m benchmarks.speed [--reports N]

Reports of about 3,000 characters, joined from the sample case's texts. In one run: the parser alone and the whole
reader on one core, their ratio, the reader on all cores, and how time grows with a report's length.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trucewatch.engines import Here
from trucewatch.language.syntax import Parser
from trucewatch.monitor.reading import Reading
from trucewatch.read import parameters
from trucewatch.records import Report, identified
from trucewatch.values.moment import Basis, Moment

SAMPLES = Path(__file__).parents[1] / "cases" / "energy-pause-2025" / "reports"
LENGTH = 3_000


def texts(number: int, length: int = LENGTH) -> list[str]:
    """``number`` texts of about ``length`` characters, each beginning at another sample."""
    bodies = [p.read_text(encoding="utf-8").split("---\n", 2)[-1].strip() for p in sorted(SAMPLES.glob("*.txt"))]
    made = []
    for n in range(number):
        text, k = "", n
        while len(text) < length:
            text += bodies[k % len(bodies)] + "\n\n"
            k += 1
        made.append(text[: text.rfind(" ", 0, length)])
    return made


def report(number: int, text: str) -> Report:
    """A text as a report of its own."""
    at = datetime(2025, 3, 25, tzinfo=UTC) + timedelta(minutes=number)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return identified(Report, doc=f"s{number}", outlet="speed", published=published, text=text)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of ``work``."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Prints the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=int, default=60)
    number = asked.parse_args().reports
    reading, parser, written = Reading(parameters(None)), Parser.load(), texts(number)
    reports = [report(n, text) for n, text in enumerate(written)]
    first = seconds(lambda: reading(reports[0]))
    alone = seconds(lambda: [parser.parse(text) for text in written])
    whole = seconds(lambda: [reading(r) for r in reports])
    print(f"first report, with all loading   {first:8.2f} s")
    print(f"parser alone, one core           {number / alone:8.1f} reports/s")
    print(f"whole reader, one core           {number / whole:8.1f} reports/s   {whole / alone:.2f} x the parser's time")
    print(f"whole reader, {os.cpu_count()} cores            {_pooled(reading, reports):8.1f} reports/s")
    for length in (3_000, 30_000, 300_000):
        long = report(length, texts(1, length)[0])
        print(f"one report of {length:7,} characters {seconds(lambda: reading(long)):8.2f} s")  # noqa: B023
    print(f"peak resident memory             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    return 0


def _pooled(reading: Reading, reports: Sequence[Report]) -> float:
    """Reports a second over a pool that is already running: as many again as warm it up are not counted."""
    many = list(reports) * max(1, -(-400 // len(reports)))
    results = Here().map(reading, many)
    for _ in range(len(many) // 4):
        next(results)
    left = len(many) - len(many) // 4
    return left / seconds(lambda: [None for _ in results])


if __name__ == "__main__":
    raise SystemExit(main())
