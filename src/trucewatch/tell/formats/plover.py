"""PLOVER records (codebooks/plover.yaml): one JSON line for each claim, with who vouches for it beside the coding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trucewatch.records import Claim
from trucewatch.tell.export_rows import Row, place_row
from trucewatch.tell.formats.chunks import Files, json_text, pieces, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.moment import zone_of
from trucewatch.values.party import members
from trucewatch.values.vocabularies import Polarity

_BOOK = "plover"


def export_plover(telling: Telling) -> Files:
    """``plover.jsonl`` and ``README-plover.txt``."""
    return {
        "plover.jsonl": pieces(f"{json_text(row)}\n" for row in plover_rows(telling)),
        "README-plover.txt": readme(codebook(_BOOK), telling.view),
    }


def plover_rows(telling: Telling) -> Iterator[Row]:
    """One record for each claim, by id."""
    incidents: dict[str, list[str]] = {}
    for incident in telling.incidents:
        for claim in telling.everything(incident):
            incidents.setdefault(claim.id, []).append(incident.id)
    for claim in telling.claims:
        yield _row(telling, claim, incidents.get(claim.id, []))


def _row(telling: Telling, claim: Claim, incidents: list[str]) -> Row:
    tables = codebook(_BOOK).tables
    event, mode = tables["events"][claim.kind.value]
    report = telling.view.reports.get(claim.report)
    first, last, clock = _time(claim)
    return {
        "id": claim.id,
        "has_event": event is not None,
        "date": first,
        "time": clock,
        "enddate": last if last != first else None,
        "actor": sorted(members(claim.actor.party)) if claim.actor else [],
        "recipient": sorted(members(claim.whose)),
        "event": event,
        "mode": _weapon_mode(claim) if mode == "weapons" else mode,
        "quad_code": tables["quad"].get(event),
        "context": ["military"] if claim.kind.value in tables["military"] else [],
        "auxiliary": _auxiliary(claim),
        "event_loc": _location(claim),
        "event_text": telling.account(claim),
        "link": report.url if report else None,
        "text": claim.quote,
        "text_info": {
            "outlet": report.outlet if report else None,
            "title": report.title if report else None,
            "published": report.published.edtf if report and report.published else None,
        },
        "cite_info": {
            "report": claim.report,
            "original_sha256": report.original.sha256 if report and report.original else None,
            "start": claim.start,
            "end": claim.end,
        },
        "coder": f"trucewatch, rule {claim.why.rule}" if claim.why else "trucewatch",
        "coded_date": None,
        "trucewatch": _ours(telling, claim, incidents),
    }


def _time(claim: Claim) -> tuple[str | None, str | None, str | None]:
    """First and last local day, and the local time where it is known to the minute."""
    if claim.time is None:
        return None, None, None
    first, last = claim.time.days
    exact = (claim.time.end - claim.time.start).total_seconds() <= 60
    start = claim.time.start.astimezone(zone_of(claim.time.zone))
    return first.isoformat(), last.isoformat(), f"{start:%H:%M}" if exact else None


def _weapon_mode(claim: Claim) -> str | None:
    """The mode of the only weapon named; None where none or several that differ are."""
    modes = {codebook(_BOOK).tables["weapons"][w.value] for w in claim.weapons}
    return next(iter(modes)) if len(modes) == 1 else None


def _auxiliary(claim: Claim) -> list[str]:
    found = {codebook(_BOOK).tables["auxiliary"].get(claim.modality.value)}
    found |= {"negation"} if claim.polarity is Polarity.NEGATED else set()
    return sorted(f for f in found if f)


def _location(claim: Claim) -> dict[str, Any] | None:
    if not claim.places:
        return None
    place = place_row(claim.places[0])
    return {k: place[k] for k in ("text", "name", "country", "admin1", "lat", "lon", "radius_km", "geonames")}


def _ours(telling: Telling, claim: Claim, incidents: list[str]) -> Row:
    held = [telling.view.incidents[i] for i in incidents]
    return {
        "kind": claim.kind.value,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "source": claim.source.model_dump(mode="json"),
        "outlet": telling.view.reports[claim.report].outlet if claim.report in telling.view.reports else None,
        "actor": claim.actor.model_dump(mode="json") if claim.actor else None,
        "target": claim.target.model_dump(mode="json", by_alias=True) if claim.target else None,
        "time_basis": claim.time.basis.value if claim.time else None,
        "places": [place_row(p) for p in claim.places],
        "counts": [c.model_dump(mode="json") for c in claim.counts],
        "incidents": incidents,
        "status": {i.id: telling.status(i).value for i in held} or "alleged",
    }
