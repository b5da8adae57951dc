"""Measures the reader on the gold set in ``../shared/gold`` with its own scorer, and on any set of its layout.

The set is third-party text: it is here for measuring only, nothing of it enters the repository. Its annotators were
careful model readers working under one guide, not field staff.

    python -m benchmarks.gold [--errors N] [--keep FILE]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from trucewatch.read import ReadParameters, parameters, read
from trucewatch.records import Claim, Report, identified
from trucewatch.records.layout import to_layout
from trucewatch.values.moment import Basis, Moment

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
DOCS, CLAIMS, SCORER = "dev.docs.jsonl", "dev.claims.jsonl", "score.py"
SKIPPED = "skipped: ../shared is absent (the gold set is not part of the repository)"


class Annotated(NamedTuple):
    """Reports and the claims that annotators found in them: two files of JSON lines, in the gold set's layout."""

    docs: Path
    claims: Path


DEVELOPMENT = Annotated(GOLD / DOCS, GOLD / CLAIMS)


def present(data: Annotated = DEVELOPMENT) -> bool:
    """Whether the set and the scorer are at hand."""
    return all(path.is_file() for path in (*data, GOLD / SCORER))


def reports(data: Annotated = DEVELOPMENT) -> Iterator[Report]:
    """The documents of the set as reports."""
    for line in data.docs.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at = datetime.fromisoformat(row["published"])
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
        yield identified(
            Report, doc=row["id"], outlet=row["outlet"], published=published, title=row["title"], text=row["text"]
        )


def claims(params: ReadParameters, data: Annotated = DEVELOPMENT) -> Iterator[Claim]:
    """What the reader finds in them."""
    for report in reports(data):
        yield from read(report, params)


def figures(data: Annotated = DEVELOPMENT, *, errors: int = 0, keep: Path | None = None) -> dict[str, Any]:
    """The scorer's figures, as its ``--json`` gives them; the lines on errors go to standard output."""
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "predicted.jsonl"
        rows = (json.dumps(to_layout(c), ensure_ascii=False) for c in claims(parameters(None), data))
        path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        return scored(path, data, errors=errors)


def scored(predicted: Path, data: Annotated = DEVELOPMENT, *, errors: int = 0) -> dict[str, Any]:
    """The scorer's figures of the claims in a file."""
    command = [sys.executable, str(GOLD / SCORER), "claims", str(data.docs), str(data.claims), str(predicted)]
    if errors:
        subprocess.run([*command, "--errors", str(errors)], check=True)
    done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    return {**json.loads(done.stdout), **given_found(predicted, data)}


GIVEN = ("place", "time", "count")


def given_found(predicted: Path, data: Annotated = DEVELOPMENT) -> dict[str, dict[str, float]]:
    """P, R and F1 of some slots over the claims that are aligned with a gold claim: the slot apart from the finding."""
    spec = importlib.util.spec_from_file_location("score", GOLD / SCORER)
    assert spec is not None and spec.loader is not None
    score: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    texts = {d["id"]: d["text"] for d in score.rows(data.docs)}
    gold, ours = score.by_doc(score.rows(data.claims)), score.by_doc(score.rows(predicted))
    right, wanted, got = (Counter[str]() for _ in range(3))
    for doc, rows in gold.items():
        for i, j in score.align(rows, ours.get(doc, []), texts[doc]):
            a, b = score.slots(rows[i]), score.slots(ours[doc][j])
            for slot in GIVEN:
                right[slot] += len(a[slot] & b[slot])
                wanted[slot] += len(a[slot])
                got[slot] += len(b[slot])
    return {f"{slot}_given_found": score.prf(right[slot], wanted[slot], got[slot]) for slot in GIVEN}


def flat(found: dict[str, Any]) -> dict[str, float]:
    """The F1 of each figure by its name, and ``verbatim`` as a share."""
    out = {name: float(v["f1"]) for name, v in found.items() if isinstance(v, dict) and "f1" in v}
    return {**out, "verbatim": float(found["verbatim"])}


def show(found: dict[str, Any]) -> None:
    """Prints the figures, one a line."""
    for name, value in found.items():
        if isinstance(value, dict) and "f1" in value:
            print(f"{name:18} P {value['p']:.3f}  R {value['r']:.3f}  F1 {value['f1']:.3f}")
    print(f"verbatim       {found['verbatim']}")


def main() -> int:
    """Prints the figures; 0 also where the gold set is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    if not present():
        print(SKIPPED)
        return 0
    show(figures(errors=asked.errors, keep=asked.keep))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
