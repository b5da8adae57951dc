"""UCDP GED's columns (codebooks/ucdp.yaml). Numbers are bounds that accounts state; none is chosen between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trucewatch.records import Incident
from trucewatch.tell.export_rows import Row
from trucewatch.tell.formats.chunks import Files, json_text, readme, table
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.place import Place, Point
from trucewatch.values.vocabularies import CountOf

_BOOK = "ucdp"


def export_ucdp(telling: Telling) -> Files:
    """``ucdp_ged.csv``, ``ucdp-left-out.csv`` with the incidents that are no row of it, ``README-ucdp.txt``."""
    book = codebook(_BOOK)
    return {
        "ucdp_ged.csv": table(book, "ucdp_ged.csv", _rows(telling)),
        "ucdp-left-out.csv": table(book, "ucdp-left-out.csv", _left_out(telling)),
        "README-ucdp.txt": readme(book, telling.view),
    }


def _reason(telling: Telling, incident: Incident) -> str | None:
    """Why it is no row of the format; None where it is one."""
    if not {k.value for k in incident.kinds} & set(codebook(_BOOK).tables["kinds"]):
        return telling.words.say("left_out.no_target", kinds=", ".join(k.value for k in incident.kinds))
    killed = telling.range(incident, CountOf.KILLED)
    dead = (killed.low or 0) >= 1 or (killed.high or 0) >= 1
    return None if dead else telling.words.say("left_out.no_death")


def _rows(telling: Telling) -> Iterator[Row]:
    return (_row(telling, i) for i in telling.incidents if _reason(telling, i) is None)


def _left_out(telling: Telling) -> Iterator[Row]:
    for incident in telling.incidents:
        why = _reason(telling, incident)
        if why is not None:
            yield {"incident": incident.id, "kinds": [k.value for k in incident.kinds], "why": why}


def _row(telling: Telling, incident: Incident) -> Row:
    row: dict[str, Any] = dict.fromkeys(codebook(_BOOK).columns("ucdp_ged.csv"))
    killed = telling.range(incident, CountOf.KILLED)
    one = killed.low if killed.low is not None and killed.low == killed.high else None
    first, last = incident.moment.days if incident.moment else (None, None)
    status = telling.status(incident).value
    row |= {
        "id": incident.id,
        "year": first.year if first else None,
        "code_status": codebook(_BOOK).tables["status"][status],
        "conflict_name": telling.view.case.title,
        "number_of_sources": incident.origins,
        "source_original": telling.vouchers(incident),
        "event_clarity": 2 if incident.period_total else 1,
        "date_prec": incident.moment.ucdp_precision if incident.moment else None,
        "date_start": first.isoformat() if first else None,
        "date_end": last.isoformat() if last else None,
        "deaths_unknown": one,
        "best": one,
        "high": killed.high,
        "low": killed.low,
        "tw_status": status,
        "tw_notes": telling.notes(incident),
        "tw_killed": telling.numbers(incident, CountOf.KILLED),
        "tw_versions": json_text([v.model_dump(mode="json") for v in incident.versions]),
        "tw_claims": list(incident.claims),
        "tw_denials": list(incident.denials),
    }
    return row | _sides(telling, incident) | _sources(telling, incident) | _where(telling, incident.place)


def _sides(telling: Telling, incident: Incident) -> Row:
    actors = telling.named(incident)
    struck = telling.target_parties(incident)
    people = _civilians(incident)
    told = {n.party: telling.named_as(n) for n in actors}
    for code, words in zip(struck, telling.targets(incident), strict=True):
        told.setdefault(code, words)
    sides = [told[code] for code in sorted(told)]
    if len(sides) < 2 and people:
        sides.append("Civilians")
    side_a, side_b = ([*sides, None, None])[:2] if len(sides) <= 2 else ("; ".join(sides[:-1]), sides[-1])
    names = [telling.party(code) for code in sorted(told)]
    return {
        "type_of_violence": _violence(incident.actors, struck, people=people),
        "side_a": side_a,
        "side_b": side_b,
        "dyad_name": " - ".join(names) if len(names) == 2 else None,
    }


def _civilians(incident: Incident) -> bool:
    """Whether all that was struck is said to be people."""
    classes = [t.value for t in incident.target_classes]
    return bool(classes) and set(classes) <= set(codebook(_BOOK).tables["civilians"])


def _violence(actors: tuple[str, ...], struck: tuple[str, ...], *, people: bool) -> int | None:
    """UCDP's type from who is named on either side; None where accounts do not name one of them or name several."""
    if len(actors) != 1 or not (people or len(struck) == 1):
        return None
    other = "civilians" if people else _sort(struck[0])
    found = codebook(_BOOK).tables["violence"].get(f"{_sort(actors[0])}:{other}")
    return int(found) if found is not None else None


def _sort(party: str) -> str:
    return "state" if len(party) == 3 and party.isupper() else "other"


def _sources(telling: Telling, incident: Incident) -> Row:
    reports = telling.reports(incident)
    article = [
        ", ".join(x for x in (telling.outlet(r.outlet), r.title, telling.phrases.published(r), r.url) if x)
        for r in reports
    ]
    return {
        "source_article": "; ".join(article),
        "source_office": telling.sources(incident),
        "source_date": "; ".join(r.published.days[0].isoformat() for r in reports if r.published),
        "source_headline": "; ".join(r.title for r in reports if r.title),
    }


def _where(telling: Telling, place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "where_prec": place.ucdp_precision,
        "where_coordinates": place.name,
        "where_description": place.text,
        "adm_1": place.admin1,
        "country": telling.phrases.country(place.country) if place.country else None,
        **(_point(place.point) if place.point else {}),
    }


def _point(point: Point) -> Row:
    return {
        "latitude": point.lat,
        "longitude": point.lon,
        "geom_wkt": f"POINT ({point.lon} {point.lat})",
        "priogrid_gid": priogrid(point),
    }


def priogrid(point: Point) -> int:
    """The PRIO-GRID cell: half a degree a side, counted from 1 eastwards from 180° W, then northwards from 90° S."""
    row = min(int((point.lat + 90) * 2), 359)
    column = min(int((point.lon + 180) * 2), 719)
    return row * 720 + column + 1
