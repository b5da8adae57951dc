"""Tallies: what the desk counts of the whole case, taken from the columns of incidents and claims."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

import numpy as np

from trucewatch.monitor.desk.cards import SourceCard
from trucewatch.monitor.desk.judged import Judged
from trucewatch.records import Case, Report
from trucewatch.store import Standing
from trucewatch.store.columns import Columns
from trucewatch.store.deskfile import DeskFile
from trucewatch.tell.phrases import Phrases


def today(truth: Standing, judged: Judged, incidents: Columns, claims: Columns) -> dict[str, object]:
    """Counts for the first page, and until when anything is known."""
    ends = [r.published.end for r in truth.reports.values() if r.published]
    return {
        "until": max(ends).isoformat() if ends else None,
        **decided_today(truth, judged, incidents, claims),
        "reports": len(truth.reports),
        "unread": sum(p.unread is not None for p in truth.passes.values()),
        "failures": len(truth.failures),
        "outlets": len({r.outlet for r in truth.reports.values()}),
    }


def decided_today(truth: Standing, judged: Judged, incidents: Columns, claims: Columns) -> dict[str, object]:
    """Those of the counts on which a decision can bear."""
    of_incidents = {name: _counts(incidents, name) for name in ("review", "accounts")}
    reviewed = _counts(claims, "review")
    return {
        "incidents": incidents.size,
        "open": of_incidents["review"].get("open", 0),
        "new": of_incidents["review"].get("new", 0),
        "contested": of_incidents["accounts"].get("differ", 0),
        "unplaced": int(np.isnan(incidents.numbers["lat"]).sum()),
        "claims": claims.size - reviewed.get("rejected", 0) - reviewed.get("seen", 0),
        "corrected": reviewed.get("corrected", 0),
        "rejected": reviewed.get("rejected", 0),
        "decisions": len(truth.decisions),
        "astray": len(judged.astray),
    }


def _counts(columns: Columns, facet: str) -> dict[str, int]:
    return columns.facets[facet].counts(np.ones(columns.size, np.bool_))


def known_until(file: DeskFile) -> datetime | None:
    """The end of the publication of the last report, as the desk's file has it."""
    until = json.loads(file.note("today") or "{}").get("until")
    return datetime.fromisoformat(until) if until else None


def by_outlet(incidents: Columns, claims: Columns) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many claims stand of each outlet, less those seen by example alone, and how many incidents it carries."""
    standing = ~claims.facets["review"].having(["rejected", "seen"], claims.size)
    return claims.facets["outlet"].counts(standing), _counts(incidents, "outlet")


def sources(
    case: Case, reports: Iterable[Report], phrases: Phrases, incidents: Columns, claims: Columns
) -> list[SourceCard]:
    """Those of which most was read first."""
    of: dict[str, list[Report]] = defaultdict(list)
    for r in reports:
        of[r.outlet].append(r)
    read, carried = by_outlet(incidents, claims)
    cards = []
    for key in dict.fromkeys([*(o.id for o in case.outlets), *of]):
        known = phrases.registered(key)
        dates = [r.published.start for r in of[key] if r.published]
        card = SourceCard(
            id=key,
            name=known.name if known else key,
            kind=known.kind if known else None,
            affiliation=known.affiliation if known else None,
            reliability=phrases.reliability(key),
            registered=known is not None,
            reports=len(of[key]),
            claims=read.get(key, 0),
            incidents=carried.get(key, 0),
            first=min(dates, default=None),
            last=max(dates, default=None),
            note=known.note if known else None,
        )
        cards.append(card)
    return in_order(cards)


def in_order(cards: Iterable[SourceCard]) -> list[SourceCard]:
    """As they are listed."""
    return sorted(cards, key=lambda s: (-s.claims, s.id))
