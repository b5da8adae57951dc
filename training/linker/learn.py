"""Learns the weights of ``link/weights.yaml``: m and u of every level, by expectation maximisation.

    PYTHONPATH=src python -m training.linker.learn CLAIMS.jsonl DOCS.jsonl --labelled CLAIMS DOCS INCIDENTS -o FILE

The model is Fellegi and Sunter's (1969), fitted as Winkler (1988) does: every pair of tellings that shares a blocking
key is of one event (m) or of two (u), and within each class the comparisons are independent. Two fits are made: one on
the labelled pairs alone, one in which as great a weight of unlabelled pairs joins them by expectation maximisation. The
weights are the mean of the two, log2(m/u) in thousandths of a bit, rounded to tenths of a bit and held to 8 bits: no
field decides alone, and what the data cannot tell finer is not written finer. Pairs that a level bars are left out,
since no weight could join them. Who accuses whom (``blame``) weighs nothing, by rule: sides are not to be learned.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import exp, log, log2
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from trucewatch.engines import Here
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.link import LinkParameters
from trucewatch.link.blocking import key_table, keys
from trucewatch.link.decided import decided
from trucewatch.link.pairs import compared, pairs
from trucewatch.link.plan import Plan, shipped_plan
from trucewatch.link.resolve import resolve
from trucewatch.link.rows import table
from trucewatch.link.tellings import Telling, tell
from trucewatch.link.units import build, in_order
from trucewatch.records import Claim, Report
from trucewatch.records.layout import from_layout
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import GROUPED_KINDS

Vector = tuple[int, ...]
_ROUNDS = 200
_MOST = 8.0  # bits
_SMOOTH = 0.5
_HEAD = "# Thousandths of a bit that each level adds. Written by training/linker/learn.py; link_at is set by hand.\n"
UNTOLD = frozenset({"unknown", "none"})  # a field that one of the two does not give speaks neither for nor against


class Fit(NamedTuple):
    """The share of pairs that are of one event; m and u by comparison and level."""

    share: float
    m: list[list[float]]
    u: list[list[float]]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def tellings(claims: Path, docs: Path, params: LinkParameters) -> list[Telling]:
    texts = {d["id"]: d for d in rows(docs)}
    reports = {}
    for d in texts.values():
        at = datetime.fromisoformat(d["published"].replace("Z", "+00:00"))
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
        reports[d["id"]] = Report(id=d["id"], doc=d["id"], outlet=d["outlet"], published=published, text=d["text"])
    by_report: dict[str, list[Claim]] = {}
    numbers: Counter[str] = Counter()
    for row in rows(claims):
        numbers[row["doc"]] += 1
        row.setdefault("id", f"{row['doc']}:{numbers[row['doc']]}")
        start = row["start"] if row.get("start") is not None else texts[row["doc"]]["text"].find(row["quote"])
        claim = resolve(from_layout({**row, "start": start, "end": start + len(row["quote"])}), params)
        if claim.kind in GROUPED_KINDS:
            by_report.setdefault(claim.report, []).append(claim)
    out: list[Telling] = []
    for rid in sorted(by_report):
        units = build(in_order(by_report[rid], reports), reports.get(rid), params.zone, params.rules)
        out += tell(units, decided(()), params.rules).events
    return out


def vectors(told: list[Telling], params: LinkParameters) -> Iterator[tuple[int, int, Vector]]:
    number = {rid: n for n, rid in enumerate(sorted({t.report for t in told}))}
    given = table(((n, number[t.report], t) for n, t in enumerate(told)), params.rules)
    found = key_table((n, keys(t, params.rules)) for n, t in enumerate(told))
    for pair in pairs(compared(Here(), params.plan, given, found, every=True)):
        if not pair.barred:
            yield pair.a, pair.b, pair.levels


def labelled(told: list[Telling], incidents: Path, params: LinkParameters) -> tuple[Counter[Vector], Counter[Vector]]:
    where = {c: i["id"] for i in rows(incidents) for c in i["claims"]}
    event = [Counter(where.get(u.claim.id) for u in t.units).most_common(1)[0][0] for t in told]
    same: Counter[Vector] = Counter()
    other: Counter[Vector] = Counter()
    for a, b, vector in vectors(told, params):
        if event[a] and event[b]:
            (same if event[a] == event[b] else other)[vector] += 1
    return same, other


def learn(seen: Counter[Vector], same: Counter[Vector], other: Counter[Vector], plan: Plan) -> Fit:
    """The fit after expectation maximisation; the labelled pairs alone where none are unlabelled.

    The unlabelled pairs weigh together as much as the labelled, so that what a topic shares is not learned for what an
    event shares.
    """
    scale = sum((same + other).values()) / max(1, sum(seen.values()))
    known = [(v, float(n), p) for counts, p in ((same, 1.0), (other, 0.0)) for v, n in sorted(counts.items())]
    fit = _fitted(known, plan)
    for _ in range(_ROUNDS if seen else 0):
        fit = _fitted(known + [(v, n * scale, _posterior(v, fit)) for v, n in sorted(seen.items())], plan)
    return fit


def _fitted(weighed: list[tuple[Vector, float, float]], plan: Plan) -> Fit:
    m, u = ([[_SMOOTH] * len(of) for of in plan.model.comparisons.values()] for _ in range(2))
    yes = no = 1.0
    for v, n, p in weighed:
        yes, no = yes + n * p, no + n * (1 - p)
        for k, level in enumerate(v):
            m[k][level] += n * p
            u[k][level] += n * (1 - p)
    for k, of in enumerate(plan.model.comparisons.values()):
        told = [n for n, x in enumerate(of) if x.level not in UNTOLD and not x.bars]
        for side in (m[k], u[k]):
            whole = sum(side[n] for n in told)
            side[:] = [side[n] / whole if n in told else 1.0 for n in range(len(of))]
    return Fit(yes / (yes + no), m, u)


def _posterior(v: Vector, fit: Fit) -> float:
    share, m, u = fit.share, fit.m, fit.u
    odds = log(share / (1 - share)) + sum(log(m[k][x] / u[k][x]) for k, x in enumerate(v))
    return 1 / (1 + exp(-odds))


def weights(fits: Sequence[Fit], plan: Plan) -> dict[str, Any]:
    """``weights.yaml`` of the mean of the fits, but for the threshold."""

    def bits(ratios: list[float]) -> int:
        mean = sum(max(-_MOST, min(_MOST, log2(x))) for x in ratios) / len(ratios)
        return round(mean * 10) * 100

    return {
        "prior": bits([f.share / (1 - f.share) for f in fits]),
        "levels": {
            name: {
                x.level: 0 if x.bars or x.level == "blame" else bits([f.m[k][n] / f.u[k][n] for f in fits])
                for n, x in enumerate(of)
            }
            for k, (name, of) in enumerate(plan.model.comparisons.items())
        },
    }


def main() -> None:
    """Writes the weights, with the threshold that stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=Path)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--labelled", nargs=3, type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    params = LinkParameters(places=Gazetteer.of(None))
    plan = shipped_plan()
    known = tellings(asked.labelled[0], asked.labelled[1], params)
    same, other = labelled(known, asked.labelled[2], params)
    seen = Counter(v for _, _, v in vectors(tellings(asked.claims, asked.docs, params), params))
    print(f"labelled: {sum(same.values())} of one event, {sum(other.values())} of two; unlabelled {sum(seen.values())}")
    learned = weights([learn(c, same, other, plan) for c in (Counter(), seen)], plan)
    told = yaml.safe_dump(
        {"link_at": plan.weights.link_at, **learned}, sort_keys=False, default_flow_style=None, width=120
    )
    asked.output.write_text(_HEAD + told, encoding="utf-8")


if __name__ == "__main__":
    main()
