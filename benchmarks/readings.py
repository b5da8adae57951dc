"""Everything the reader finds in all texts at hand, to the last note: for showing that a change changes no reading.

    python -m benchmarks.readings FILE          writes one full claim a line
    diff OLD NEW                                says nothing where the two readings are the same to the byte

The texts: the sample case's reports and 300 news items read with the sample case; the documents of the gold set, the
toponym sets and the messages of MUC-3/4 without one. What ``../shared`` does not hold is left out, and said.
"""

from __future__ import annotations

import argparse
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import geoparsing, gold, muc, volume
from trucewatch.gather import load_case
from trucewatch.read import ReadParameters, parameters, read
from trucewatch.records import Report, identified
from trucewatch.values.moment import Basis, Moment

NEWS = 300


def dated(doc: str, text: str, at: datetime = muc.PUBLISHED) -> Report:
    """A text as a report published at ``at``."""
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return identified(Report, doc=doc, outlet="readings", published=published, text=text, language="en")


def samples() -> Iterator[Report]:
    """The reports of the sample case."""
    for path in sorted((volume.CASE / "reports").glob("*.txt")):
        head, body = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
        at = next(line.partition(": ")[2] for line in head.splitlines() if line.startswith("published: "))
        yield dated(path.stem, body.strip(), datetime.fromisoformat(at).astimezone(UTC))


def news(wanted: int = NEWS) -> list[Report]:
    """News items, evenly taken from all."""
    rows = list(volume.items("ukr")) if volume.ITEMS.is_dir() else []
    return [volume.report(rows[n * len(rows) // wanted]) for n in range(wanted)] if rows else []


def toponyms() -> Iterator[Report]:
    """The texts of the toponym sets."""
    for name in geoparsing.SETS if geoparsing.present() else ():
        for n, article in enumerate(ET.parse(geoparsing.DATA / geoparsing.SETS[name]).getroot()):
            if text := article.findtext("text"):
                yield dated(f"{name}-{n}", text)


def messages() -> Iterator[Report]:
    """The messages of MUC-3/4."""
    for name, text in muc.corpus().texts.items() if muc.present() else ():
        yield dated(name, text)


def everything() -> Iterator[tuple[Report, ReadParameters]]:
    """All reports with what each is read with."""
    case, none = parameters(load_case(volume.CASE)), parameters(None)
    parts = [
        ("sample", samples(), case),
        ("news", news(), case),
        ("gold", gold.reports() if gold.present() else (), none),
        ("toponyms", toponyms(), none),
        ("MUC", messages(), none),
    ]
    for title, reports, params in parts:
        held = list(reports)
        yield from ((report, params) for report in held)
        print(f"{title}: {len(held)} texts" if held else f"{title}: skipped, ../shared is absent", file=sys.stderr)


def main() -> int:
    """Writes the claims."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("file", type=Path)
    with asked.parse_args().file.open("w", encoding="utf-8") as out:
        for report, params in everything():
            out.writelines(claim.model_dump_json(by_alias=True) + "\n" for claim in read(report, params))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
