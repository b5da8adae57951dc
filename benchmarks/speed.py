"""How fast the reader is and what memory it takes: figures to look at, never a test.

    python -m benchmarks.speed [--reports N] [--rounds N] [--ratio]

Reports of about 3,000 characters, joined from the sample case's texts: the parser alone and the whole reader on one
core, the reader on all cores, and how time grows with a report's length, all in wall time of one run.

The **ratio** of the whole reader's time to that of the parser alone, which it contains, is one of processor time
(``time.process_time``), for the machine may be shared. In one process and after a first reading of everything, each
handful of reports is parsed and then read as an engine has it read (``engines.outcome.InTurns``), turn by turn and by
the same loaded model (two would drive each other out of the processor's memory), so that both meet the same
conditions; a round gives the ratio of the sums, and the median of the rounds is told with the least and the greatest.
It is told apart for those joined reports, the sample case's own reports (read with the case), the documents of the gold
set and news items, where ``../shared`` holds them. Every sentence is parsed: no part of the parser's time is saved by
leaving a sentence out. ``--ratio`` measures it alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks import gold, readings, volume
from trucewatch.engines import Here
from trucewatch.engines.outcome import HANDFUL, handfuls, tried_all
from trucewatch.gather import load_case
from trucewatch.language.syntax import Parser
from trucewatch.monitor.reading import Reading
from trucewatch.read import LONGEST, parameters
from trucewatch.read.parameters import parser as reader_parser
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


def ratios(reading: Reading, parser: Parser, reports: Sequence[Report], rounds: int) -> list[float]:
    """Processor time of reading the reports over that of parsing them, once a round, sorted (see above)."""
    out = []
    for counted in range(rounds + 1):
        parsed = read = 0.0
        for some in handfuls(reports, HANDFUL):
            start = time.process_time()
            for one in some:
                parser.parse(one.text[:LONGEST])
            middle = time.process_time()
            tried_all(reading, some)
            parsed, read = parsed + middle - start, read + time.process_time() - middle
        if counted:  # the first round only warms up
            out.append(read / parsed)
    return sorted(out)


def kinds(number: int) -> Iterator[tuple[str, Reading, list[Report]]]:
    """The kinds of reports that the ratio is told for, and what they are read with."""
    none, case = Reading(parameters(None)), Reading(parameters(load_case(volume.CASE)))
    yield "joined reports", none, [report(n, text) for n, text in enumerate(texts(number))]
    yield "sample case", case, list(readings.samples())
    yield "gold documents", none, list(gold.reports()) if gold.present() else []
    yield "news items", case, readings.news(150)


def print_ratios(number: int, rounds: int) -> None:
    """One line a kind of report."""
    parser = reader_parser()
    for name, reading, reports in kinds(number):
        if reports:
            found = ratios(reading, parser, reports, rounds)
            print(f"reader / parser, {name:16} {median(found):5.2f} ({found[0]:.2f} to {found[-1]:.2f})", flush=True)


def main() -> int:
    """Prints the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, default=60)
    asked.add_argument("--rounds", type=int, default=5, help="rounds of the ratio (default 5)")
    asked.add_argument("--ratio", action="store_true", help="the ratio alone")
    given = asked.parse_args()
    number = given.reports
    print_ratios(min(number, 30), given.rounds)
    if given.ratio:
        return 0
    reading, parser, written = Reading(parameters(None)), Parser.load(), texts(number)
    reports = [report(n, text) for n, text in enumerate(written)]
    first = seconds(lambda: reading(reports[0]))
    alone = seconds(lambda: [parser.parse(text) for text in written])
    whole = seconds(lambda: list(Here(1).map(reading, reports)))
    print(f"first report, with all loading   {first:8.2f} s")
    print(f"parser alone, one core           {number / alone:8.1f} reports/s")
    print(f"whole reader, one core           {number / whole:8.1f} reports/s   in wall time")
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
