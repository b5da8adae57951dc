"""Linking measured on the gold set: gold or read claims in, incidents out, held against the gold incidents.

The annotators of the set were careful model readers working under one guide, not field staff. The set holds
third-party text and is no part of the repository: it is looked for in ``../shared/gold`` beside it.
Run: ``python benchmarks/incidents.py``.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from trucewatch.engines import Here
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.link import LinkParameters, link
from trucewatch.records import Claim, Incident, Report
from trucewatch.records.layout import from_layout, to_layout
from trucewatch.values.moment import Basis, Moment

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"


def measure(gold: Path = GOLD) -> dict[str, Any]:
    """B³ and pairwise figures with names and days alone, and with places resolved. Empty where the set is absent.

    ``{"claims": n, "b3": {"p", "r", "f1"}, "pairwise": {…}, "resolved": {the same}}``.
    """
    if not (gold / "dev.incidents.jsonl").is_file():
        return {}
    scorer = _scorer(gold / "score.py")
    docs, rows, incidents = (scorer.rows(gold / f"dev.{part}.jsonl") for part in ("docs", "claims", "incidents"))
    scorer.claim_ids(rows)
    claims = [_claim(row, {d["id"]: d["text"] for d in docs}) for row in rows]
    reports = {d["id"]: _report(d) for d in docs}

    def scored(params: LinkParameters) -> dict[str, Any]:
        predicted = [_row(i) for i in link(claims, reports, (), params, Here())]
        figures: dict[str, Any] = scorer.score_incidents(docs, rows, incidents, rows, predicted)
        return figures

    resolved = LinkParameters(places=Gazetteer.of(None))
    return {**scored(LinkParameters()), "resolved": scored(resolved)}


def measure_read(found: Iterable[Claim], gold: Path = GOLD) -> dict[str, Any]:
    """The same figures with the reader's claims (``benchmarks.gold.claims``) as input, over the gold claims that one of
    them is aligned with. Empty where the set is absent."""
    if not (gold / "dev.incidents.jsonl").is_file():
        return {}
    scorer = _scorer(gold / "score.py")
    docs, rows, incidents = (scorer.rows(gold / f"dev.{part}.jsonl") for part in ("docs", "claims", "incidents"))
    scorer.claim_ids(rows)
    reports = {d["id"]: _report(d) for d in docs}
    given = [c.model_copy(update={"report": c.doc}) for c in found]
    linked = link(given, reports, (), LinkParameters(places=Gazetteer.of(None)), Here())
    figures: dict[str, Any] = scorer.score_incidents(
        docs, rows, incidents, [to_layout(c) for c in given], [_row(i) for i in linked]
    )
    return figures


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _claim(row: dict[str, Any], texts: dict[str, str]) -> Claim:
    start = row["start"] if row.get("start") is not None else texts[row["doc"]].find(row["quote"])
    return from_layout({**row, "start": start, "end": start + len(row["quote"])})


def _report(doc: dict[str, Any]) -> Report:
    at = datetime.fromisoformat(doc["published"].replace("Z", "+00:00"))
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return Report(
        id=doc["id"], doc=doc["id"], outlet=doc["outlet"], published=published, title=doc["title"], text=doc["text"]
    )


def _row(incident: Incident) -> dict[str, Any]:
    return {"id": incident.id, "claims": [*incident.claims, *incident.denials, *incident.mentions]}


if __name__ == "__main__":
    figures = measure()
    if not figures:
        sys.exit(f"skipped: no gold set at {GOLD}")
    print(json.dumps(figures, indent=1))
