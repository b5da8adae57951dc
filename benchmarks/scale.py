"""How linking grows: made streams with known truth, and what one new report costs.

    python -m benchmarks.scale [--claims 10000 100000 1000000] [--engine here spark] [--new-report]

Each size and engine runs in a process of its own, for the memory's sake.
Time is that of linking alone, wall and processor, each incident taken and let go; B³ and ``digest``, of all that the
incidents say, are exact. ``--new-report``: a few reports more, one by one, into the incidents
of each size.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

from benchmarks.measuring import b_cubed, cpu_seconds, peak_mb, seconds
from benchmarks.stream import stream
from trucewatch.engines import Engines, engine
from trucewatch.link import Linking, LinkParameters, each
from trucewatch.link.decided import decided
from trucewatch.records import Claim, Incident, Report

SIZES = (10_000, 100_000, 1_000_000)


def measured(claims: int, name: Engines) -> dict[str, Any]:
    """Time in seconds, memory in MiB, B³ and a digest of the incidents, of one size on one engine."""
    making, made = seconds(lambda: stream(claims))
    before, on = peak_mb(), engine(name)
    starting, _ = seconds(lambda: list(on.map(abs, [1])))  # a session of Spark is started once, not once a link
    running, count = hashlib.sha256(), 0

    def told() -> Iterator[Incident]:
        nonlocal count
        for incident in each(made.claims, made.reports, (), LinkParameters(), on):
            running.update(incident.model_dump_json().encode())
            count += 1
            yield incident

    used = cpu_seconds()
    linking, figures = seconds(lambda: b_cubed(made.truth, told()))
    used = cpu_seconds() - used
    return {
        "engine": name.value,
        "claims": len(made.claims),
        "reports": len(made.reports),
        "events": len(set(made.truth.values())),
        "incidents": count,
        "made_s": round(making, 1),
        "start_s": round(starting, 1),
        "link_s": round(linking, 1),
        "link_cpu_s": round(used, 1),
        "input_mb": round(before),
        "peak_mb": round(peak_mb()),
        "b3": {name: round(value, 4) for name, value in figures.items()},
        "digest": running.hexdigest()[:16],
    }


def one_more(claims: int, name: Engines) -> dict[str, Any]:
    """What the last five reports cost that tell of something, one by one, once all the others are linked. The first
    pays for the index; what Python's collector has put off until then is swept before."""
    made, on = stream(claims), engine(name)
    told = {c.report for c in made.claims if c.places and c.time}
    last = sorted(told, key=lambda r: made.reports[r].published.start)[-5:]  # type: ignore[union-attr]
    held: dict[str, list[Claim]] = {r: [] for r in last}
    for c in made.claims:
        if c.report in held:
            held[c.report].append(c)
    linking = Linking(LinkParameters(), decided(()), on)
    linking.add((c for c in made.claims if c.report not in held), made.reports, {})
    gc.collect()
    costs = []
    for r in last:
        used = cpu_seconds()
        wall, changed = seconds(partial(_added, linking, held[r], made.reports[r]))
        costs.append((round(wall, 2), round(cpu_seconds() - used, 2), len(changed)))
    return {
        "engine": name.value,
        "claims": len(made.claims),
        "incidents": sum(1 for _ in linking.incidents()),
        "one_more_report_s": [wall for wall, _, _ in costs],
        "one_more_report_cpu_s": [cpu for _, cpu, _ in costs],
        "incidents_changed": [n for _, _, n in costs],
        "peak_mb": round(peak_mb()),
    }


def _added(linking: Linking, claims: list[Claim], report: Report) -> list[Incident]:
    return list(linking.add(claims, {report.id: report}, {}))


def main() -> int:
    """Prints a row for each size and engine."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--claims", type=int, nargs="+", default=list(SIZES))
    asked.add_argument("--engine", nargs="+", default=["here"], choices=["here", "spark"])
    asked.add_argument("--new-report", action="store_true", help="one report more, in place of the whole")
    asked.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.alone:
        work = one_more if given.new_report else measured
        print(json.dumps(work(given.claims[0], Engines(given.engine[0]))))
        return 0
    for claims in given.claims:
        for name in given.engine:
            command = [sys.executable, "-m", "benchmarks.scale", "--alone", "--claims", str(claims), "--engine", name]
            done = subprocess.run(command + ["--new-report"] * given.new_report, stdout=subprocess.PIPE, check=False)
            print(done.stdout.decode().strip() or f"{claims} on {name}: ended with {done.returncode}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
