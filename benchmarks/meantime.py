"""A second opinion on linking: the cross-document event coreference of MEANTIME (Minard and others, 2016).

    python -m benchmarks.meantime

120 Wikinews articles on aviation, Apple, car makers and the stock market, whose events were marked and said to be one
or several across the articles. The linker links only what a monitor would: attacks, detentions, aid and the like. So
the reader reads the articles, and a claim of a kind that is linked stands for the marked event within its quote, where
exactly one lies there. What share can be scored at all is the first figure. The corpus lies in ``../shared``.
"""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measuring import b_cubed
from trucewatch.engines import Here
from trucewatch.link import LinkParameters, link
from trucewatch.read import parameters, read
from trucewatch.records import Claim, Report, identified
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import GROUPED_KINDS

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold_temporal" / "meantime_newsreader_english_oct15"


@dataclass(frozen=True, slots=True)
class Article:
    """A report and its marked events: start and end in the text, and the event that is meant."""

    report: Report
    mentions: tuple[tuple[int, int, str], ...]


def articles(corpus: Path = CORPUS) -> Iterator[Article]:
    """The articles, in the order of their files."""
    for path in sorted((corpus / "intra_cross-doc_annotation").glob("*/*.xml")):
        yield _article(ElementTree.parse(path).getroot())


def _article(root: ElementTree.Element) -> Article:
    text, spans, last = "", {}, "0"
    for token in root.iter("token"):
        sentence = token.get("sentence") or ""
        text += "" if not text else " " if sentence == last else "\n\n"
        last = sentence
        spans[token.get("t_id")] = (len(text), len(text) + len(token.text or ""))
        text += token.text or ""
    instance = {e.get("m_id"): e.get("instance_id") for e in root.iter("EVENT") if e.get("instance_id")}
    meant = {
        source.get("m_id"): instance[target.get("m_id")]
        for relation in root.iter("REFERS_TO")
        for target in relation.iter("target")
        for source in relation.iter("source")
        if target.get("m_id") in instance
    }
    mentions = []
    for mention in root.iter("EVENT_MENTION"):
        anchors = [spans[a.get("t_id")] for a in mention.iter("token_anchor")]
        if (event := meant.get(mention.get("m_id"))) and anchors:
            mentions.append((min(a for a, _ in anchors), max(b for _, b in anchors), event))
    report = identified(
        Report, doc=root.get("doc_name") or "", outlet="wikinews", published=_published(root), text=text
    )
    return Article(report, tuple(mentions))


def _published(root: ElementTree.Element) -> Moment | None:
    """The day of the article; one of the stamps is no date and is left out."""
    for stamp in root.iter("TIMEX3"):
        if stamp.get("functionInDocument") == "CREATION_TIME":
            try:
                day = date.fromisoformat((stamp.get("value") or "")[:10])
            except ValueError:
                continue
            return Moment.of_days(day, day, zone="UTC", basis=Basis.PUBLICATION)
    return None


def measure() -> dict[str, Any]:
    """Mentions and claims, how many can be scored, and B³ over those."""
    params = parameters(None)
    number: dict[str, int] = {}
    read_claims: list[Claim] = []
    truth: dict[str, int] = {}
    mentions = several = 0
    reports: dict[str, Report] = {}
    for article in articles():
        reports[article.report.id] = article.report
        mentions += len(article.mentions)
        claims = [c for c in read(article.report, params) if c.kind in GROUPED_KINDS]
        read_claims += claims
        for claim in claims:
            events = {e for start, end, e in article.mentions if claim.start <= start and end <= claim.end}
            several += len(events) > 1
            if len(events) == 1:
                truth[claim.id] = number.setdefault(events.pop(), len(number))
    incidents = link(read_claims, reports, (), LinkParameters(), Here())
    across = len(set(truth.values()))
    return {
        "articles": len(reports),
        "mentions_of_events": mentions,
        "claims_of_linked_kinds": len(read_claims),
        "claims_with_several_events": several,
        "scored_claims": len(truth),
        "scored_events": across,
        "share_of_mentions_scored": round(len(truth) / mentions, 4),
        "b3": {k: round(v, 4) for k, v in b_cubed(truth, incidents).items()} if truth else None,
        "b3_all_apart": _all_apart(truth),
    }


def _all_apart(truth: dict[str, int]) -> float | None:
    """What B³ F1 a linker would get that links nothing."""
    return round(b_cubed(truth, ())["f1"], 4) if truth else None


if __name__ == "__main__":
    if not CORPUS.is_dir():
        sys.exit(f"skipped: no corpus at {CORPUS}")
    print(json.dumps(measure(), indent=1))
