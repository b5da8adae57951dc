"""Counts measured on press releases of ISAF in Afghanistan, 2009-2013 (``../shared/data/gold_isaf_press_releases``).

Alex Strick van Linschoten coded by hand how many people each release says were killed and captured at the least
(``min_killed``, ``min_captured``); 724 releases of his test split are here, for measuring only, nothing of them enters
the repository. The codes are of whole releases and count insurgents, so they are held against what the reader's claims
add up to; tolls of one's own side, negated and planned acts are left out.

* ``killed``, ``captured``: F1 of the number where the release or the reader gives one above nought: right where both
  give the same.
* ``killed_told``, ``captured_told``: the share of right numbers where both give one, which leaves out what the
  reader's propositions miss.

    python -m benchmarks.isaf [--errors N] [--json]
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from trucewatch.read import parameters, read
from trucewatch.records import Claim, Report, identified
from trucewatch.values.count import Sense
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import CountOf, Kind

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold_isaf_press_releases"
DATA = FOLDER / "isaf_press_releases_ft_test.jsonl"
SKIPPED = "skipped: ../shared is absent (the ISAF releases are not part of the repository)"
EVENTS = {"killed": (CountOf.KILLED, Kind.CASUALTIES), "captured": (CountOf.HELD, Kind.DETENTION)}
MORE = re.compile(r"(?:more than|over) \d", re.I)
OWN = frozenset({"NATO", "nato", "AFG", "USA"})


def present() -> bool:
    """Whether the releases are at hand."""
    return DATA.is_file()


def releases() -> list[tuple[str, dict[str, Any]]]:
    """Text and codes of each release."""
    out = []
    for line in DATA.read_text(encoding="utf-8").splitlines():
        told = {turn["from"]: turn["value"] for turn in json.loads(line)["conversations"]}
        codes = json.loads(told["gpt"])
        out.append((told["human"].removeprefix("PRESS RELEASE TEXT:").strip(), codes))
    return out


def found(number: int, text: str, codes: dict[str, Any]) -> Sequence[Claim]:
    """The claims of a release, read as a report of the day after its event."""
    at = datetime.fromisoformat(codes["start_date"]).replace(tzinfo=UTC) + timedelta(days=1)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    report = identified(Report, doc=f"i{number}", outlet="isaf", published=published, text=text, language="en")
    return read(report, parameters(None))


def total(claims: Sequence[Claim], what: CountOf, kind: Kind) -> int:
    """The least that these claims add up to: parts left out, the same sum told twice once, and "several" only where no
    claim gives a number. The coder took "more than ten" for eleven."""
    firm: list[float] = []
    vague = 0.0
    for claim in claims:
        if claim.kind is not kind or claim.polarity != "affirmed" or claim.modality != "actual":
            continue
        party = claim.target.party if claim.target else None
        if party in OWN:
            continue
        counts = [c for c in claim.counts if c.what is what and c.sense not in (Sense.PART, Sense.RUNNING)]
        own = sum((c.low or 0) + bool(MORE.match(c.text or "")) for c in counts)
        if all(c.high is not None or MORE.match(c.text or "") for c in counts):
            firm += [own] if own and own not in firm else []
        else:
            vague = max(vague, own)
    return int(max(sum(firm), vague))


def counted(errors: int = 0) -> tuple[Counter[str], list[str]]:
    """Tallies over the releases, and lines on numbers that differ."""
    tally, lines = Counter[str](), list[str]()
    for number, (text, codes) in enumerate(releases()):
        claims = found(number, text, codes)
        for name, (what, kind) in EVENTS.items():
            gold, ours = int(codes[f"min_{name}"]), total(claims, what, kind)
            tally[f"{name}_gold"] += gold > 0
            tally[f"{name}_ours"] += ours > 0
            tally[f"{name}_both"] += gold > 0 and ours > 0
            tally[f"{name}_right"] += gold == ours > 0
            if gold != ours and len(lines) < errors:
                told = "; ".join(c.quote for c in claims if c.kind is kind)
                lines.append(f"{number} {name} {gold}/{ours} «{told[:400]}»")
    return tally, lines


def measure() -> dict[str, float]:
    """The figures by name."""
    return figures(counted()[0])


def figures(tally: Counter[str]) -> dict[str, float]:
    """Shares from the tallies."""
    out = {}
    for name in EVENTS:
        gold, ours, both, right = (tally[f"{name}_{part}"] for part in ("gold", "ours", "both", "right"))
        out[f"isaf_{name}"] = 2 * right / (gold + ours) if gold + ours else 0.0
        out[f"isaf_{name}_told"] = right / both if both else 0.0
    return out


def main() -> int:
    """Prints the figures; 0 also where the releases are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if not present():
        print(SKIPPED)
        return 0
    tally, lines = counted(asked.errors)
    if asked.json:
        print(json.dumps({**figures(tally), **tally}, sort_keys=True))
        return 0
    for name, value in figures(tally).items():
        print(f"{name:20} {value:.3f}")
    print(" ".join(f"{k} {v}" for k, v in sorted(tally.items())))
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
