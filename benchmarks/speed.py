"""How fast the reader is and what memory it takes, on reports written here: figures to look at, never a test.

python -m benchmarks.speed [--reports N]
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import UTC, datetime, timedelta

from trucewatch.read import parameters, read
from trucewatch.records import Report, identified
from trucewatch.values.moment import Basis, Moment

_TEXT = (
    "Kharkiv was hit by nine drones overnight, Governor Oleh Syniehubov said on Tuesday. Two people were killed and at "
    "least seven were injured, he added. Russia's Defence Ministry said its air defences had shot down 41 Ukrainian "
    "drones over the Belgorod and Bryansk regions. “We are ready for talks,” a Kremlin spokesman said, according to a "
    "local agency. The mediators proposed a ten-day truce, which Kyiv accepted. A fire broke out at an oil depot near "
    "the town of Sudzha, damaging three houses and leaving 400 homes without power. "
)


def report(number: int) -> Report:
    """A report of some 2,500 characters; every one another text."""
    at = datetime(2025, 3, 25, tzinfo=UTC) + timedelta(minutes=number)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return identified(Report, doc=f"s{number}", outlet="speed", published=published, text=f"No. {number}. " + _TEXT * 5)


def main() -> int:
    """Prints seconds to set up, reports and claims a second, and the peak of resident memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100)
    asked = parser.parse_args()
    start = time.perf_counter()
    params = parameters(None)
    read(report(-1), params)
    ready = time.perf_counter()
    found = sum(len(read(report(n), params)) for n in range(asked.reports))
    spent = time.perf_counter() - ready
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"set up and first report  {ready - start:8.2f} s")
    print(f"reports a second         {asked.reports / spent:8.1f}")
    print(f"claims a second          {found / spent:8.1f}")
    print(f"peak resident memory     {memory:8.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
