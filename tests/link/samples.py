"""Small accounts of invented events, to link. Parties AAA and BBB fight; the places are made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from trucewatch.engines import Here
from trucewatch.link import LinkParameters
from trucewatch.link import link as link_on
from trucewatch.records import (
    Action,
    Claim,
    Decision,
    Incident,
    Mention,
    Report,
    SourceMention,
    Target,
    Version,
    identified,
)
from trucewatch.values.count import Count
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Place
from trucewatch.values.vocabularies import CountOf, Kind, Modality, Polarity, Role, TargetClass

HERE = Here(workers=1)

DAY = date(2031, 4, 10)
OUTLETS = {"r1": "north-wire", "r2": "south-post", "r3": "aaa-ministry", "r4": "bbb-ministry", "r5": "south-post"}


def report(rid: str, text: str, *, hour: int = 8, outlet: str | None = None, day: date = DAY) -> Report:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return Report(id=rid, doc=rid, outlet=outlet or OUTLETS.get(rid, rid), published=published, text=text)


def place(name: str, admin1: str | None = "Mera", country: str | None = "UKR") -> Place:
    return Place(text=name, name=name, country=country, admin1=admin1)


def days(first: date, last: date | None = None) -> Moment:
    return Moment.of_days(first, last or first, zone="UTC", basis=Basis.STATED)


def count(what: str, low: int, high: int | None = None) -> Count:
    return Count(what=CountOf(what), low=low, high=low if high is None else high)


def claim(
    of: Report,
    quote: str,
    kind: str = "attack",
    *,
    by: str | None = None,
    speaker: str | None = None,
    actor: str | None = None,
    target: str | None = None,
    at: str | Place | Sequence[Place] | None = None,
    on: Moment | date | None = DAY,
    counts: Sequence[Count] = (),
    polarity: str = "affirmed",
    modality: str = "actual",
    about: str | None = None,
) -> Claim:
    """A claim whose quote stands in the report; its id tells the report, the kind and the offset."""
    start = of.text.index(quote)
    places = (
        () if at is None else (place(at),) if isinstance(at, str) else (at,) if isinstance(at, Place) else tuple(at)
    )
    role = Role.REPORT if by is None and speaker is None else Role.OFFICIAL
    text = None if role is Role.REPORT else (speaker or f"{by} spokesman")
    return Claim(
        id=f"{of.id}:{kind}:{start}",
        report=of.id,
        doc=of.doc,
        quote=quote,
        start=start,
        end=start + len(quote),
        kind=Kind(kind),
        polarity=Polarity(polarity),
        modality=Modality(modality),
        source=SourceMention(text=text, party=by, role=role),
        actor=Mention(text=actor, party=actor) if actor else None,
        target=Target(text=target, target_class=TargetClass(target)) if target else None,
        places=places,
        time=days(on) if isinstance(on, date) else on,
        counts=tuple(counts),
        about=about,
    )


def link(
    claims: Sequence[Claim], reports: Mapping[str, Report], decisions: Sequence[Decision], params: LinkParameters
) -> tuple[Incident, ...]:
    """Incidents, on this machine."""
    return link_on(claims, reports, decisions, params, HERE)


def by_id(*reports: Report) -> dict[str, Report]:
    return {r.id: r for r in reports}


SWAP = {"AAA": "BBB", "BBB": "AAA"}


def swapped(record: Any) -> Any:
    """The same record with the two parties' codes exchanged wherever they stand."""
    return type(record).model_validate(mirrored(record.model_dump(mode="json", by_alias=True)))


def mirrored(data: Any) -> Any:
    """Plain data with AAA and BBB exchanged in every string."""
    if isinstance(data, str):
        return data.replace("AAA", "\0").replace("BBB", "AAA").replace("\0", "BBB")
    if isinstance(data, Mapping):
        return {k: mirrored(v) for k, v in data.items()}
    return [mirrored(v) for v in data] if isinstance(data, list | tuple) else data


DEPOT = report(
    "r1",
    "Drones struck an oil depot at Zelm overnight, AAA's ministry said. Two workers were wounded. "
    "BBB's ministry denied that its forces had struck the depot. Another strike hit a school in Orlu. "
    "More attacks may follow.",
)
DEPOT_BY_BBB = report(
    "r4",
    "The enemy itself blew up the oil depot at Zelm. Overnight 88 enemy drones were launched at our regions.",
    hour=9,
)
DEPOT_BY_AAA = report("r3", "Overnight the enemy launched 90 drones. Three workers were wounded at Zelm.", hour=10)


HIT = f"r1:attack:{DEPOT.text.index('Drones struck')}"
HURT = f"r1:casualties:{DEPOT.text.index('Two workers')}"
SCHOOL = f"r1:attack:{DEPOT.text.index('Another strike')}"
THREAT = f"r1:attack:{DEPOT.text.index('More attacks')}"
BLAST = "r4:attack:0"


def depot() -> tuple[list[Claim], dict[str, Report]]:
    """One depot hit, told by three reports, the two sides blaming each other; a second strike; two night totals."""
    claims = [
        claim(
            DEPOT,
            "Drones struck an oil depot at Zelm overnight",
            by="AAA",
            actor="BBB",
            target="energy.oil_storage",
            at="Zelm",
        ),
        claim(DEPOT, "Two workers were wounded", "casualties", on=None, counts=[count("injured", 2)]),
        claim(
            DEPOT,
            "its forces had struck the depot",
            by="BBB",
            actor="BBB",
            target="energy.oil_storage",
            at="Zelm",
            on=None,
            polarity="negated",
        ),
        claim(DEPOT, "Another strike hit a school in Orlu", target="education", at="Orlu"),
        claim(DEPOT, "More attacks may follow", modality="possible", on=None),
        claim(
            DEPOT_BY_BBB,
            "The enemy itself blew up the oil depot at Zelm",
            by="BBB",
            actor="AAA",
            target="energy.oil_storage",
            at="Zelm",
        ),
        claim(
            DEPOT_BY_BBB,
            "88 enemy drones were launched at our regions",
            by="BBB",
            actor="AAA",
            on=DAY,
            counts=[count("launched", 88)],
        ),
        claim(
            DEPOT_BY_AAA, "the enemy launched 90 drones", by="AAA", actor="BBB", on=DAY, counts=[count("launched", 90)]
        ),
        claim(
            DEPOT_BY_AAA,
            "Three workers were wounded at Zelm",
            "casualties",
            by="AAA",
            at="Zelm",
            counts=[count("injured", 3)],
        ),
    ]
    return claims, by_id(DEPOT, DEPOT_BY_BBB, DEPOT_BY_AAA)


PARAMS = LinkParameters()


def linked(claims: Sequence[Claim], *reports: Report, decisions: Sequence[Decision] = ()) -> tuple[Incident, ...]:
    return link(claims, by_id(*reports), decisions, PARAMS)


def groups(incidents: Sequence[Incident]) -> set[frozenset[str]]:
    return {frozenset(i.claims) for i in incidents}


def version(incident: Incident, field: str) -> Version:
    return next(v for v in incident.versions if v.field == field)


def of(incidents: Sequence[Incident], claim_id: str) -> Incident:
    return next(i for i in incidents if claim_id in (*i.claims, *i.denials, *i.mentions))


def decide(action: Action, *subjects: str, minute: int = 0) -> Decision:
    at = datetime(2031, 4, 11, 12, tzinfo=UTC) + timedelta(minutes=minute)
    return identified(Decision, author="ana", at=at, action=action, subjects=subjects)
