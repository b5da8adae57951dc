"""What heat seen from space says of the incidents of Ukraine that the reader finds in the news of 2023.

    nice -n 10 python -m benchmarks.sensing_news [--items N] [--work DIR]

The items (those of the days that the detections cover; N of them, evenly taken) are read and linked as by
benchmarks.volume, the claims kept in ``--work``. They are third parties' text and stay in ``../shared``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.corroboration import detections, present
from benchmarks.volume import CASE, ITEMS, items, read_all, report
from trucewatch.corroborate import CorroborateParameters, corroborate
from trucewatch.engines import Engines, engine
from trucewatch.gather import load_case
from trucewatch.link import link
from trucewatch.monitor.derive import link_parameters
from trucewatch.records import Incident
from trucewatch.values.vocabularies import SensorResult

FIRST, LAST = "2023-02-24", "2023-11-11"
"""The days of the detections."""


def within(incident: Incident) -> bool:
    """An incident placed in Ukraine, in the days of the detections."""
    day = incident.moment.start.date().isoformat() if incident.moment else ""
    return incident.place is not None and incident.place.country == "UKR" and FIRST <= day <= LAST


def main() -> int:
    """Prints the shares, of all such incidents and of those that could be asked about."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--items", type=int, default=None)
    asked.add_argument("--work", type=Path, default=Path("out/sensing"))
    given = asked.parse_args()
    if not (present() and ITEMS.is_dir()):
        sys.exit("skipped: no detections or no items in ../shared")
    rows = [row for row in items("ukr") if FIRST <= row["date"][:10] <= LAST]
    wanted = min(given.items or len(rows), len(rows))
    rows = [rows[n * len(rows) // wanted] for n in range(wanted)]
    reports = {r.id: r for r in map(report, rows)}
    case, on = load_case(CASE), engine(Engines.HERE)
    claims = read_all(list(reports.values()), case, given.work / f"{wanted}.claims.jsonl", on)
    incidents = [i for i in link(claims, reports, (), link_parameters(case), on) if within(i)]
    results = corroborate(incidents, detections(), CorroborateParameters(facilities=case.places))
    print(f"{wanted} items, {len(claims)} claims, {len(incidents)} incidents placed in Ukraine and dated")
    could = [r for r in results if r.result is not SensorResult.NOT_EXPECTED and not r.rule.endswith("place-and-time")]
    for title, group in (("of all", results), ("of those that could be asked about", could)):
        shares = Counter(r.result.value for r in group).most_common()
        print(f"{title} ({len(group)}): " + ", ".join(f"{name} {n} ({n / len(group):.1%})" for name, n in shares))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
