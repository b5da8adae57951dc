"""Data for Forensic Architecture's TimeMap (codebooks/timemap.yaml). Its schemas take texts throughout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from trucewatch.records import Incident, Report
from trucewatch.tell.export_rows import DISCLAIMERS, Row
from trucewatch.tell.formats.chunks import Chunks, Files, json_text, pieces, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.moment import Moment, zone_of


def export_timemap(telling: Telling) -> Files:
    """``events.json``, ``events-without-day.json``, ``sources.json``, ``associations.json``, ``README-timemap.txt``."""
    dated = (_event(telling, i) for i in telling.incidents if i.moment)
    undated = (_event(telling, i) for i in telling.incidents if not i.moment)
    return {
        "events.json": _list(dated),
        "events-without-day.json": _list(undated),
        "sources.json": pieces(_sources(telling)),
        "associations.json": _list(_associations(telling)),
        "README-timemap.txt": readme(codebook("timemap"), telling.view),
    }


def _list(rows: Iterable[Row]) -> Chunks:
    return pieces(_lines(rows))


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        yield before + json_text(row)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _day(day: dt.date) -> str:
    return f"{day:%m/%d/%Y}"


def _event(telling: Telling, incident: Incident) -> Row:
    moment, place = incident.moment, incident.place
    point = place.point if place else None
    return {
        "id": incident.id,
        "description": f"{telling.headline(incident)}. {telling.notes(incident)}",
        "date": _day(moment.days[0]) if moment else "",
        "time": _clock(moment) if moment else "",
        "time_precision": moment.edtf if moment else "",
        "time_display": telling.phrases.when(moment),
        "location": telling.phrases.where(place),
        "latitude": str(point.lat) if point else "",
        "longitude": str(point.lon) if point else "",
        "category": incident.kinds[0].value if incident.kinds else "",
        "associations": [a for _, a in _groups(telling, incident)],
        "sources": [r.id for r in telling.reports(incident)],
        "comments": DISCLAIMERS[0],
    }


def _clock(moment: Moment) -> str:
    exact = (moment.end - moment.start).total_seconds() <= 60
    return f"{moment.start.astimezone(zone_of(moment.zone)):%H:%M}" if exact else ""


def _groups(telling: Telling, incident: Incident) -> list[tuple[str, str]]:
    """Group and association of each filter that the incident falls under."""
    states = {s.state.value for s in telling.summaries_of(incident)}
    found = [("status", f"status: {telling.status(incident).value}")]
    found += [("kind", f"alleged: {k.value}") for k in incident.kinds]
    return found + [("terms", f"terms: {s}") for s in sorted(states)]


def _associations(telling: Telling) -> Iterator[Row]:
    found = {pair for i in telling.incidents for pair in _groups(telling, i)}
    for group, name in sorted(found):
        yield {"id": name, "title": name, "desc": group, "mode": "FILTER", "filter_paths": [group, name]}


def _sources(telling: Telling) -> Iterator[str]:
    """An object by id, as TimeMap wants its sources."""
    before = "{\n"
    for report in sorted(telling.view.reports.values(), key=lambda r: r.id):
        yield f"{before}{json_text(report.id)}:{json_text(_source(telling, report))}"
        before = ",\n"
    yield "{}\n" if before == "{\n" else "\n}\n"


def _source(telling: Telling, report: Report) -> Row:
    outlet = telling.registered(report.outlet)
    name = telling.outlet(report.outlet)
    return {
        "id": report.id,
        "title": report.title or "",
        "paths": [],
        "type": "Report",
        "affil_s": [outlet.affiliation] if outlet and outlet.affiliation else [],
        "url": report.url or "",
        "description": f"{name}, {telling.phrases.published(report)}",
        "parent": "",
        "author": name,
        "date": _day(report.published.days[0]) if report.published else "",
        "notes": report.original.sha256 if report.original else "",
    }
