"""Origins: which reports are one text, and how many independent voices stand behind an incident.

Text reuse is counted exactly on word shingles (Broder 1997): a report comes from an earlier one if their Jaccard
index, or the share of the shorter one's shingles found in the longer, reaches ``rules.reuse.share``. A report joins
the origin of the earlier report it shares most with, so a digest of two wires does not make the two wires one. Only
the reports of one incident are held against each other: they are few, so nothing need be estimated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from trucewatch.link.rules import Rules
from trucewatch.link.text import shingles
from trucewatch.link.voices import Speaker, Voices
from trucewatch.records.claim import Claim
from trucewatch.records.report import Report

LATE = datetime.max.replace(tzinfo=UTC)

ReportOrder = tuple[datetime, str, str, str]


def report_order(report: Report) -> ReportOrder:
    """Earliest published first; what carries no time of publication comes last."""
    return (report.published.start if report.published else LATE, report.outlet, report.doc, report.id)


def text_origins(reports: Mapping[str, Report], rules: Rules) -> dict[str, str]:
    """Report id → id of the earliest report whose text it carries (itself, where it is its own origin)."""
    if len(reports) == 1:
        return {rid: rid for rid in reports}
    postings: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    order: list[str] = []
    origin: dict[str, str] = {}
    for rid in sorted(reports, key=lambda r: (report_order(reports[r]), r)):
        mine = _shingles(reports[rid].text, rules.reuse.shingle_words)
        shared = Counter(i for shingle in mine for i in postings.get(shingle, ()))
        best = max(
            ((_share(n, len(mine), sizes[i], rules), -i) for i, n in shared.items()),
            default=(0.0, 0),
        )
        origin[rid] = origin[order[-best[1]]] if best[0] >= rules.reuse.share else rid
        for shingle in mine:
            postings[shingle].append(len(order))
        order.append(rid)
        sizes.append(len(mine))
    return origin


def one_text(a: Report, b: Report, rules: Rules) -> bool:
    """Whether one of the two reports carries the other's text."""
    x, y = (_shingles(r.text, rules.reuse.shingle_words) for r in (a, b))
    common = len(x & y)
    return bool(common) and _share(common, len(x), len(y), rules) >= rules.reuse.share


@lru_cache(maxsize=1024)
def _shingles(text: str, size: int) -> frozenset[str]:
    return shingles(text, size)


def _share(common: int, a: int, b: int, rules: Rules) -> float:
    short = min(a, b)
    containment = common / short if short >= rules.reuse.least_shingles else 0.0
    return max(containment, common / (a + b - common))


def origin_count(claims: Iterable[Claim], text_origin: Mapping[str, str], voices: Voices) -> int:
    """Independent voices behind the claims.

    A named speaker is one voice, however many outlets quote him or her. A text in its own voice is one voice, and
    only where it names no speaker for the incident: otherwise it is taken to rest on those it names.
    """
    by_text: dict[str, set[Speaker]] = defaultdict(set)
    for claim in claims:
        speakers = by_text[text_origin.get(claim.report, claim.report)]
        if (speaker := voices.speaker(claim)) is not None:
            speakers.add(speaker)
    silent = sum(not speakers for speakers in by_text.values())
    # One text that quotes two speakers is still one text: never more origins than texts.
    return min(len(by_text), silent + len(_distinct([s for speakers in by_text.values() for s in speakers])))


def _distinct(speakers: Sequence[Speaker]) -> list[Speaker]:
    """Speakers of one party whose names contain one another ("Gladkov", "Governor Gladkov") are one."""
    kept: list[Speaker] = []
    for party, name in sorted(set(speakers), key=lambda s: (s[0], -len(s[1]), sorted(s[1]))):
        if not any(party == p and name <= n for p, n in kept):
            kept.append((party, name))
    return kept
