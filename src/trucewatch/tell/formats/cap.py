"""CAP 1.2 messages of new incidents (codebooks/cap.yaml): drafts of uncertain standing, unless a person decided."""

from __future__ import annotations

import datetime as dt

from trucewatch.records import Incident, Status
from trucewatch.tell.formats.atom import recent
from trucewatch.tell.formats.chunks import Chunks, Files, readme
from trucewatch.tell.formats.codebook import codebook
from trucewatch.tell.formats.markup import address, element
from trucewatch.tell.formats.telling import Telling
from trucewatch.values.ids import sha256
from trucewatch.values.moment import zone_of

_CERTAINTY = {Status.ALLEGED: "Unknown", Status.CORROBORATED: "Possible", Status.VERIFIED: "Observed"}


def export_cap(telling: Telling, since: dt.datetime | None = None) -> Files:
    """``cap-ID.xml`` for each new incident that is held against a provision, and ``README-cap.txt``."""
    files: Files = {}
    for incident in recent(telling, since):
        if telling.summaries_of(incident):
            files[f"cap-{incident.id}.xml"] = _written(telling, incident)
    files["README-cap.txt"] = readme(codebook("cap"), telling.view)
    return files


def _written(telling: Telling, incident: Incident) -> Chunks:
    yield cap_message(telling, incident).encode()


def cap_message(telling: Telling, incident: Incident) -> str:
    """The message of one incident."""
    say, case = telling.words.say, telling.view.case
    status = telling.status(incident)
    sent = telling.known_until(incident) or telling.as_of
    info = _info(telling, incident, status)
    head = [
        element("sender", f"trucewatch.{case.code}"),
        element("sent", _local(telling, sent)),
        element("status", "Actual" if status is Status.VERIFIED else "Draft"),
        element("msgType", "Alert"),
        element("source", say("cap.sender", case=case.title)),
        element("scope", "Restricted"),
        element("restriction", say("cap.restriction")),
        element("note", codebook("cap").alleged),
    ]
    body = "".join(f"{part}\n" for part in (*head, info) if part)
    identifier = element("identifier", f"{incident.id}.{sha256(body.encode())[:16]}")
    top = '<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n'
    return f"{top}{identifier}\n{body}</alert>\n"


def _local(telling: Telling, moment: dt.datetime) -> str:
    """To the second with an offset, as CAP wants it; its offset of UTC is -00:00."""
    text = moment.astimezone(zone_of(telling.view.case.timezone)).replace(microsecond=0).isoformat()
    return f"{text[:-6]}-00:00" if text.endswith("+00:00") else text


def _info(telling: Telling, incident: Incident, status: Status) -> str:
    say = telling.words.say
    kind = incident.kinds[0].value if incident.kinds else "none"
    web = next((a for u in telling.urls(incident) if (a := address(u))), "")
    parts = [
        element("language", "en-GB"),
        element("category", "Security"),
        element("event", say(f"kind.{kind}")),
        element("urgency", "Past"),
        element("severity", "Unknown"),
        element("certainty", _CERTAINTY[status]),
        element("audience", say("cap.audience")),
        element("onset", _local(telling, incident.moment.start)) if incident.moment else "",
        element("senderName", telling.view.case.title),
        element("headline", telling.headline(incident)),
        element("description", telling.notes(incident)),
        element("instruction", say("cap.instruction")),
        element("web", web),
        *_parameters(telling, incident, status),
        _area(telling, incident),
    ]
    return "<info>\n" + "".join(f"{p}\n" for p in parts if p) + "</info>"


def _parameters(telling: Telling, incident: Incident, status: Status) -> list[str]:
    pairs = [("incident", incident.id), ("status", status.value), ("origins", str(incident.origins))]
    pairs += [("alleged_actor", words) for words in telling.actors(incident)]
    pairs += [(f"terms {s.provision}", telling.state(s)) for s in telling.summaries_of(incident)]
    named = ((element("valueName", name), element("value", value)) for name, value in pairs)
    return [f"<parameter>{name}{value}</parameter>" for name, value in named]


def _area(telling: Telling, incident: Incident) -> str:
    place = incident.place
    if place is None:
        return ""
    circle = ""
    if place.point is not None and place.radius_km is not None:
        circle = element("circle", f"{place.point.lat},{place.point.lon} {place.radius_km}")
    return f"<area>{element('areaDesc', telling.phrases.where(place))}{circle}</area>"
