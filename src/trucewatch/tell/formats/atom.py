"""An Atom feed of new incidents (codebooks/atom.yaml, RFC 4287). No clock: its time is that of the last report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trucewatch.records import Incident
from trucewatch.tell.export_rows import DISCLAIMERS
from trucewatch.tell.formats.chunks import Files, pieces, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.markup import address, element, rfc3339, urn
from trucewatch.tell.formats.telling import Telling

WINDOW = dt.timedelta(days=7)
"""How far before the last report the new begins, where nobody says."""


def recent(telling: Telling, since: dt.datetime | None) -> tuple[Incident, ...]:
    """Incidents of which a report was published at or after ``since``, newest first."""
    start = since or telling.as_of - WINDOW
    known = [(at, i) for i in telling.incidents if (at := telling.known_until(i)) is not None and at >= start]
    return tuple(i for _, i in sorted(known, key=lambda pair: (-pair[0].timestamp(), pair[1].id)))


def export_atom(telling: Telling, since: dt.datetime | None = None) -> Files:
    """``feed.atom`` and ``README-atom.txt``."""
    return {
        "feed.atom": pieces(_feed(telling, since)),
        "README-atom.txt": readme(codebook("atom"), telling.view),
    }


def _feed(telling: Telling, since: dt.datetime | None) -> Iterator[str]:
    say, case = telling.words.say, telling.view.case
    chosen = recent(telling, since)
    left = len(telling.incidents) - len(chosen)
    subtitle = [say("atom.subtitle"), DISCLAIMERS[0], codebook("atom").alleged]
    subtitle += [telling.words.number("atom.older", left)] if left else []
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">\n'
    yield element("id", urn(f"feed:{case.code}")) + "\n"
    yield element("title", say("atom.title", case=case.title)) + "\n"
    yield element("subtitle", " ".join(subtitle)) + "\n"
    yield element("updated", rfc3339(telling.as_of)) + "\n"
    yield f"<author>{element('name', f'Trucewatch, case {case.code}')}</author>\n"
    yield element("generator", "Trucewatch") + "\n"
    for incident in chosen:
        yield _entry(telling, incident)
    yield "</feed>\n"


def _entry(telling: Telling, incident: Incident) -> str:
    since, until = telling.known_since(incident), telling.known_until(incident)
    assert since is not None and until is not None  # `recent` leaves out the others
    parts = [
        element("id", urn(incident.id)),
        element("title", telling.headline(incident)),
        element("published", rfc3339(since)),
        element("updated", rfc3339(until)),
    ]
    outlets = sorted({telling.outlet(r.outlet) for r in telling.reports(incident)})
    parts += [f"<author>{element('name', name)}</author>" for name in outlets]
    parts += [_category("status", telling.status(incident).value)]
    parts += [_category("kind", f"alleged {k.value}") for k in incident.kinds]
    parts += [_category("terms", f"{s.provision}: {s.state.value}") for s in telling.summaries_of(incident)]
    links = dict.fromkeys(a for u in telling.urls(incident) if (a := address(u)))
    parts += [element("link", "", {"rel": "related", "href": url}) for url in links]
    parts += [element("summary", telling.notes(incident))]
    if incident.place and incident.place.point:
        point = incident.place.point
        parts += [element("georss:point", f"{point.lat} {point.lon}")]
    return "<entry>\n" + "".join(f"{p}\n" for p in parts if p) + "</entry>\n"


def _category(scheme: str, term: str) -> str:
    return element("category", "", {"scheme": urn(scheme), "term": term})
