"""Attribution alone: who vouches for what, measured per construction on sentences written for it.

``attribution.yaml`` holds passages grouped by construction; each lists contents (parts of its text) with who vouches
for them. A passage is read as a report of its own, published on 10 June 2025, with no case. What counts:

* A claim is held against the content of its passage that it overlaps best: character F1 of at least 0.3, or one
  within the other. A claim that meets no content is neither right nor wrong: contents are not exhaustive. It is
  counted as ``unmatched``. Kind is not looked at here.
* A claim's source is **right** if its party equals the expected one and its mention is the same: at least half of
  the words of the shorter are in the longer (articles and the like left out), the rule of the gold set's scorer.
  The report's own voice is right only as null. Role is counted on its own (``role``) and decides nothing.
* ``p`` (precision): right claims of all matched claims. ``r`` (recall): contents whose nearest claim is right, of all
  contents; a content that no claim meets is missed. ``given`` is recall of the contents that some claim meets:
  attribution without the finding.
* ``denial``: of the contents with a stated polarity, the share whose nearest claim has it. Worst of all errors is a
  denial read as an assertion; contents not met count against it. ``denial_given`` leaves those out.

    python -m benchmarks.attribution [--errors N] [--json]
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from trucewatch.read import ReadParameters, parameters, read
from trucewatch.records import Claim, Report, identified
from trucewatch.values.moment import Basis, Moment

PASSAGES = Path(__file__).with_name("attribution.yaml")
PUBLISHED = datetime(2025, 6, 10, 9, 0, tzinfo=UTC)
WORD = re.compile(r"\w+")
STOP = frozenset({"the", "a", "an", "of", "in", "its", "their", "his", "her"})


@dataclass(frozen=True)
class Content:
    """One expected proposition. ``polarity`` only where a denial is tested."""

    start: int
    end: int
    text: str
    source: str | None
    party: str | None
    role: str
    polarity: str | None


@dataclass(frozen=True)
class Passage:
    """One passage with its construction and contents."""

    id: str
    construction: str
    text: str
    expected: tuple[Content, ...]


@dataclass
class Tally:
    """Counts of one construction, or of all."""

    contents: int = 0
    met: int = 0
    recalled: int = 0
    matched: int = 0
    right: int = 0
    roles: int = 0
    unmatched: int = 0
    denials: int = 0
    denials_met: int = 0
    denials_right: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Adds another's counts and lines."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def figures(self) -> dict[str, float]:
        """Shares between 0 and 1; 0 where there is nothing to share."""
        return {
            "p": share(self.right, self.matched),
            "r": share(self.recalled, self.contents),
            "given": share(self.recalled, self.met),
            "role": share(self.roles, self.matched),
        }


def share(part: int, whole: int) -> float:
    """``part`` of ``whole``, to four places; 0 of nothing is 0."""
    return round(part / whole, 4) if whole else 0.0


def passages(path: Path = PASSAGES) -> Iterator[Passage]:
    """The passages of the file. Raises ValueError where a content or a source is not in its text."""
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield Passage(
            id=row["id"],
            construction=row["construction"],
            text=row["text"],
            expected=tuple(_content(row, entry) for entry in row["expected"]),
        )


def _content(row: dict[str, Any], entry: dict[str, Any]) -> Content:
    start = row["text"].find(entry["content"])
    source = entry["source"]
    if start < 0 or (source is not None and source not in row["text"]):
        raise ValueError(f"{row['id']}: {entry['content']!r} or its source is not in the text")
    return Content(
        start=start,
        end=start + len(entry["content"]),
        text=entry["content"],
        source=source,
        party=entry["party"],
        role=entry["role"],
        polarity=entry.get("polarity"),
    )


def overlap(content: Content, claim: Claim) -> float:
    """Character F1 of the two spans where it is at least 0.3 or one holds the other, else 0."""
    shared = min(content.end, claim.end) - max(content.start, claim.start)
    lengths = (content.end - content.start, claim.end - claim.start)
    f1 = max(0.0, 2 * shared / sum(lengths))
    return f1 if f1 >= 0.3 or shared == min(lengths) else 0.0


def same_mention(one: str | None, other: str | None) -> bool:
    """Whether two mentions name the same: both null, or at least half of the shorter's words shared."""
    if not one and not other:
        return True
    x, y = ({w for w in WORD.findall((s or "").lower()) if w not in STOP} for s in (one, other))
    return bool(x and y) and len(x & y) / min(len(x), len(y)) >= 0.5


def right(content: Content, claim: Claim) -> bool:
    """Whether the claim names the content's source: same party, same mention, own voice only as null."""
    return claim.source.party == content.party and same_mention(content.source, claim.source.text)


def judge(passage: Passage, claims: Sequence[Claim]) -> Tally:
    """One passage's counts, with a line for each content that is not right."""
    tally = Tally(contents=len(passage.expected))
    nearest: dict[int, tuple[float, Claim]] = {}
    for claim in claims:
        best = max(((overlap(c, claim), -i) for i, c in enumerate(passage.expected)), default=(0.0, 0))
        if best[0] <= 0:
            tally.unmatched += 1
            continue
        at, content = -best[1], passage.expected[-best[1]]
        tally.matched += 1
        tally.right += right(content, claim)
        tally.roles += claim.source.role.value == content.role
        if at not in nearest or best[0] > nearest[at][0]:
            nearest[at] = (best[0], claim)
    for i, content in enumerate(passage.expected):
        _count(tally, passage, content, nearest[i][1] if i in nearest else None)
    return tally


def _count(tally: Tally, passage: Passage, content: Content, claim: Claim | None) -> None:
    want = f"{content.source!r} {content.party}"
    if claim is None:
        tally.lines.append(f"{passage.id} NOT MET «{content.text}» want {want}")
    else:
        tally.met += 1
        tally.recalled += right(content, claim)
        if not right(content, claim):
            got = f"{claim.source.text!r} {claim.source.party} {claim.kind.value}"
            tally.lines.append(f"{passage.id} SOURCE «{content.text}» want {want}, got {got}")
    if content.polarity is None:
        return
    tally.denials += 1
    tally.denials_met += claim is not None
    good = claim is not None and claim.polarity.value == content.polarity
    tally.denials_right += good
    if claim is not None and not good:
        got = f"{claim.polarity.value} {claim.kind.value}"
        tally.lines.append(f"{passage.id} POLARITY «{content.text}» want {content.polarity}, got {got}")


def report(passage: Passage) -> Report:
    """The passage as a report of its own."""
    published = Moment(start=PUBLISHED, end=PUBLISHED + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return identified(Report, doc=passage.id, outlet="written", published=published, text=passage.text, language="en")


def tallies(params: ReadParameters | None = None) -> dict[str, Tally]:
    """Counts by construction, in the file's order, with ``overall`` last."""
    params = params or parameters(None)
    out: dict[str, Tally] = {}
    overall = Tally()
    for passage in passages():
        tally = judge(passage, read(report(passage), params))
        out.setdefault(passage.construction, Tally()).add(tally)
        overall.add(tally)
    return {**out, "overall": overall}


def measure() -> dict[str, float]:
    """Figures for the floors: precision and recall overall and per construction, and the denials."""
    counted = tallies()
    out = {
        f"attribution_{name}_{key}": value
        for name, tally in counted.items()
        for key, value in tally.figures().items()
        if key in ("p", "r") or (name == "overall" and key == "given")
    }
    whole = counted["overall"]
    out["attribution_denial"] = share(whole.denials_right, whole.denials)
    out["attribution_denial_given"] = share(whole.denials_right, whole.denials_met)
    return out


def main() -> int:
    """Prints a line per construction, then what is not right with ``--errors``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, help="print up to N lines on what is not right")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.json:
        print(json.dumps(measure(), indent=1))
        return 0
    counted = tallies()
    for name, tally in counted.items():
        figures = "  ".join(f"{key} {value:.2f}" for key, value in tally.figures().items())
        counts = f"contents {tally.contents}, met {tally.met}, claims {tally.matched}, unmatched {tally.unmatched}"
        print(f"{name:20} {figures}   {counts}")
    whole = counted["overall"]
    print(f"denials: {whole.denials_right} right of {whole.denials}, {whole.denials_met} met")
    for line in whole.lines[: asked.errors]:
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
