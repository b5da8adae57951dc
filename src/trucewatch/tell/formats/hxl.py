"""An HXL-tagged table of incidents (codebooks/hxl.yaml)."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.records import Incident
from trucewatch.tell.export_rows import Row
from trucewatch.tell.formats.chunks import Files, csv_pieces, json_text, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.vocabularies import CountOf

_BOOK = "hxl"
_FILE = "incidents.hxl.csv"


def export_hxl(telling: Telling) -> Files:
    """``incidents.hxl.csv`` (headers, then hashtags, then data) and ``README-hxl.txt``."""
    book = codebook(_BOOK)
    tags = tuple(f.tag or "" for f in book.files[_FILE])
    columns = book.columns(_FILE)
    return {
        _FILE: csv_pieces([columns, tags], _rows(telling), columns),
        "README-hxl.txt": readme(book, telling.view),
    }


def _rows(telling: Telling) -> Iterator[Row]:
    return (_row(telling, i) for i in telling.incidents)


def _row(telling: Telling, incident: Incident) -> Row:
    first, last = incident.moment.days if incident.moment else (None, None)
    place = incident.place
    return {
        "Incident": incident.id,
        "Status": telling.status_word(incident),
        "Kinds": [k.value for k in incident.kinds],
        "What is alleged": telling.headline(incident),
        "Alleged actor": list(telling.actors(incident)),
        "Alleged target": [t.value for t in incident.target_classes],
        "Total": incident.period_total,
        "From": first.isoformat() if first else None,
        "To": last.isoformat() if last else None,
        "Country": place.country if place else None,
        "Region": place.admin1 if place else None,
        "Place": (place.name or place.text) if place else None,
        "Latitude": place.point.lat if place and place.point else None,
        "Longitude": place.point.lon if place and place.point else None,
        "Radius km": place.radius_km if place else None,
        **_numbers(telling, incident),
        "Terms": list(telling.states(incident)),
        "Vouched by": telling.vouchers(incident),
        "Outlets": telling.sources(incident),
        "Origins": incident.origins,
        "Addresses": list(telling.urls(incident)),
        "Accounts": telling.notes(incident),
        "Versions": json_text([v.model_dump(mode="json") for v in incident.versions]),
        "Claims": list(incident.claims),
        "Denials": list(incident.denials),
    }


def _numbers(telling: Telling, incident: Incident) -> Row:
    out: Row = {}
    for what, name in _PEOPLE:
        found = telling.range(incident, what)
        out[f"{name} at least"], out[f"{name} at most"] = found.low, found.high
    return out


_PEOPLE = (
    (CountOf.KILLED, "Killed"),
    (CountOf.INJURED, "Injured"),
    (CountOf.DISPLACED, "Displaced"),
    (CountOf.CUSTOMERS, "Customers without service"),
)
