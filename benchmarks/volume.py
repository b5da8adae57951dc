"""Real volume: tens of thousands of news items through reading and linking, with a sheet to read by eye.

    nice -n 10 python -m benchmarks.volume [--items N] [--topic ukr] [--work DIR] [--sheet N] [--engine here|spark]

The items (title and summary as one report) lie in ``../shared`` beside the repository and stay there: they are third
parties' text. Reading is kept in ``--work`` and taken up again, for the linker is measured more often than the reader.
The sheet shows the largest incidents claim by claim: what is wrongly fused there can be seen, not computed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.measuring import peak_mb, seconds
from trucewatch.engines import Engine, Engines, engine
from trucewatch.gather import load_case
from trucewatch.link import link
from trucewatch.monitor.derive import link_parameters
from trucewatch.monitor.reading import Reading
from trucewatch.read import parameters
from trucewatch.records import Case, Claim, Incident, Report, identified
from trucewatch.values.moment import Basis, Moment

ITEMS = Path(__file__).resolve().parents[2] / "shared" / "data" / "news_rss_2022_2023_rumca"
CASE = Path(__file__).parents[1] / "cases" / "energy-pause-2025"


def items(topic: str, folder: Path = ITEMS) -> Iterator[dict[str, Any]]:
    """The items of a topic, as they were published, oldest first."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (row for row in map(json.loads, lines) if topic in row["topics"])


def report(row: dict[str, Any]) -> Report:
    """Title and summary as one report; its outlet is the host that published it."""
    at = datetime.fromisoformat(row["date"]).astimezone(UTC)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    outlet = (urlsplit(row["url"]).hostname or row["feed"]).removeprefix("www.")
    text = "\n\n".join(part.strip() for part in (row["title"], row["text"]) if part and part.strip())
    return identified(Report, doc=row["url"], outlet=outlet, published=published, title=row["title"], text=text)


def read_all(reports: Sequence[Report], case: Case, kept: Path, on: Engine) -> list[Claim]:
    """The claims of all reports, from ``kept`` if it holds them."""
    if kept.is_file():
        with kept.open(encoding="utf-8") as lines:
            return [Claim.model_validate_json(line) for line in lines]
    claims = [c for o in on.map(Reading(parameters(case)), reports) for c in (o.value or ((), None))[0]]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("".join(c.model_dump_json(by_alias=True) + "\n" for c in claims), encoding="utf-8")
    return claims


def sheet(incidents: Sequence[Incident], claims: dict[str, Claim], reports: dict[str, Report], most: int) -> str:
    """The ``most`` largest incidents, largest first: each claim once a wording, with its day, outlet and words."""
    out = []
    day_of = {r.id: str(r.published.start.date()) if r.published else "" for r in reports.values()}
    largest = sorted(incidents, key=lambda i: (-len(i.claims), i.id))[:most]
    for number, incident in enumerate(largest, start=1):
        held = [claims[c] for c in incident.claims]
        days = sorted({day_of[c.report] for c in held})
        out.append(
            f"== {number}. {incident.id}  {len(held)} claims, {incident.reports} reports, {incident.outlets} outlets, "
            f"{incident.origins} origins; {', '.join(k.value for k in incident.kinds)}; "
            f"{incident.place.text if incident.place else 'no place'}; "
            f"{incident.moment.edtf if incident.moment else 'no time'}; published {days[0]}..{days[-1]}"
        )
        wordings = Counter((c.quote, day_of[c.report]) for c in held)
        out += [f"   {n:3} x {day}  {quote}" for (quote, day), n in sorted(wordings.items(), key=lambda w: w[0][1])]
    return "\n".join(out) + "\n"


def main() -> int:
    """Prints the figures; writes the sheet beside the kept claims."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--items", type=int, default=None, help="only the first N (default: all)")
    asked.add_argument("--topic", default="ukr")
    asked.add_argument("--work", type=Path, default=Path("out/volume"))
    asked.add_argument("--sheet", type=int, default=20)
    asked.add_argument("--engine", type=Engines, choices=list(Engines), default=Engines.HERE)
    given = asked.parse_args()
    if not ITEMS.is_dir():
        sys.exit(f"skipped: no items at {ITEMS}")
    rows = list(items(given.topic))[: given.items]
    reports = {r.id: r for r in map(report, rows)}
    case, on = load_case(CASE), engine(given.engine)
    name = f"{given.topic}-{len(rows)}"
    reading, claims = seconds(lambda: read_all(list(reports.values()), case, given.work / f"{name}.claims.jsonl", on))
    print(
        f"items {len(rows)}, distinct reports {len(reports)}, claims {len(claims)}: read in {reading:.0f} s", flush=True
    )
    linking, incidents = seconds(lambda: link(claims, reports, (), link_parameters(case), on))
    sizes = sorted((len(i.claims) for i in incidents), reverse=True)
    print(f"incidents {len(incidents)}: linked in {linking:.0f} s, peak memory {peak_mb():.0f} MB")
    print(f"largest {sizes[:20]}; of one claim {sizes.count(1)}, of several outlets {_several(incidents)}")
    written = given.work / f"{name}.sheet.txt"
    written.write_text(sheet(incidents, {c.id: c for c in claims}, reports, given.sheet), encoding="utf-8")
    print(f"sheet: {written}")
    return 0


def _several(incidents: Sequence[Incident]) -> int:
    return sum(1 for i in incidents if i.outlets > 1)


if __name__ == "__main__":
    raise SystemExit(main())
