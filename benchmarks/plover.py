"""Diplomatic and other kinds measured on the PLOVER sentences in ``../shared/data/gold_plover``.

The file (Open Event Data Alliance, CC BY-SA 4.0) holds single sentences, each coded with one event type. It is here
for measuring only; nothing of it enters the repository. ``plover.yaml`` says which kinds of claim a type allows.
Types without an entry (PROTEST, INVESTIGATE, SUPPORT, COOPERATE) are left out of every figure.

* ``recall``: share of sentences in which the reader finds at least one claim of an allowed kind (and polarity, where
  the table gives one). Parties and spans are not looked at.
* ``precision``: of the claims of diplomatic kinds found in these sentences, the share whose kind the sentence's type
  allows. A lower bound: a sentence codes one event and may tell of others, each rightly found.
* ``diplomatic_recall``: recall over AGREE to SANCTION alone, the types that are acts of speech or negotiation.

    python -m benchmarks.plover [--errors N] [--json]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from trucewatch.read import parameters, read
from trucewatch.records import Claim, Report, identified
from trucewatch.values.moment import Basis, Moment

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold_plover" / "PLOVER_GSR_CAMEO.txt"
TABLE = Path(__file__).with_name("plover.yaml")
SKIPPED = "skipped: ../shared is absent (the PLOVER sentences are not part of the repository)"
DIPLOMATIC_TYPES = ("AGREE", "CONSULT", "DEMAND", "REQUEST", "ACCUSE", "DISAPPROVE", "REJECT", "THREATEN", "SANCTION")
DIPLOMATIC_KINDS = frozenset(
    {"acceptance", "commitment", "proposal", "talks", "demand", "rejection", "accusation", "threat", "sanction"}
    | {"aid", "exchange"}
)


def present() -> bool:
    """Whether the sentences are at hand."""
    return DATA.is_file()


def table() -> dict[str, tuple[str, ...]]:
    """Event type to the kinds it allows, each ``kind`` or ``kind:polarity``."""
    raw = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {kind: tuple(allowed) for kind, allowed in raw.items()}


def sentences() -> Iterator[dict[str, Any]]:
    """The coded sentences, in the file's order, without the entry that only documents the file."""
    yield from (row for row in json.loads(DATA.read_text(encoding="utf-8")) if "text" in row)


def as_report(row: dict[str, Any]) -> Report:
    """One sentence as a report, published at noon UTC of its date."""
    at = datetime.fromisoformat(row.get("date") or "2000-01-01").replace(hour=12, tzinfo=UTC)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return identified(Report, doc=row["id"], outlet="plover", published=published, text=row["text"], language="en")


def allows(allowed: tuple[str, ...], claim: Claim) -> bool:
    """Whether the table's entry holds the claim's kind, in its polarity where one is given."""
    return claim.kind.value in allowed or f"{claim.kind.value}:{claim.polarity.value}" in allowed


def counted(errors: int = 0) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Sentences by type, sentences with an allowed claim by type, diplomatic claims (``found``, ``right``), misses."""
    allowed, params = table(), parameters(None)
    total, hit, claims = Counter[str](), Counter[str](), Counter[str]()
    missed: list[str] = []
    for row in sentences():
        kind = row["event"]
        if kind not in allowed:
            continue
        found = read(as_report(row), params)
        total[kind] += 1
        good = any(allows(allowed[kind], c) for c in found)
        hit[kind] += good
        spoken = [c for c in found if c.kind.value in DIPLOMATIC_KINDS]
        claims["found"] += len(spoken)
        claims["right"] += sum(allows(allowed[kind], c) for c in spoken)
        if not good and len(missed) < errors:
            missed.append(f"{row['id']} found {sorted({c.kind.value for c in found})} «{row['text'][:150]}»")
    return total, hit, claims, missed


def figures(total: Counter[str], hit: Counter[str], claims: Counter[str]) -> dict[str, float]:
    """Shares, to four places."""

    def recall(kinds: tuple[str, ...]) -> float:
        return round(sum(hit[k] for k in kinds) / max(1, sum(total[k] for k in kinds)), 4)

    out = {f"plover_{kind.lower()}": recall((kind,)) for kind in sorted(total)}
    out["plover_recall"] = recall(tuple(total))
    out["plover_diplomatic_recall"] = recall(DIPLOMATIC_TYPES)
    out["plover_precision"] = round(claims["right"] / max(1, claims["found"]), 4)
    return out


def measure() -> dict[str, float]:
    """Figures for the floors; empty where the data are absent."""
    if not present():
        return {}
    total, hit, claims, _ = counted()
    return figures(total, hit, claims)


def main() -> int:
    """Prints recall per type and the shares; 0 also where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, help="print up to N sentences without an allowed claim")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not present():
        print(SKIPPED)
        return 0
    total, hit, claims, missed = counted(asked.errors)
    shares = figures(total, hit, claims)
    if asked.json:
        print(json.dumps(shares, indent=1))
        return 0
    for kind in sorted(total):
        print(f"{kind:12} {hit[kind]:3} of {total[kind]:3}  {shares[f'plover_{kind.lower()}']:.3f}")
    print(f"recall {shares['plover_recall']:.3f}, diplomatic types {shares['plover_diplomatic_recall']:.3f}")
    print(f"precision {shares['plover_precision']:.3f} ({claims['right']} of {claims['found']} diplomatic claims)")
    print("\n".join(missed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
