"""Claims, incidents and an agreement between two invented parties, AAA and BBB."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from trucewatch.records import (
    Agreement,
    Claim,
    Declaration,
    Incident,
    Mention,
    Period,
    Prohibition,
    Proposal,
    Provision,
    Reading,
    Report,
    Scope,
    SourceMention,
    Target,
)
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role, Stance, TargetClass

ZONE = "Europe/Kyiv"


def classes(*names: str) -> tuple[TargetClass, ...]:
    return tuple(TargetClass(n) for n in names)


def agreement(**changes: Any) -> Agreement:
    fields: dict[str, Any] = {
        "id": "agr-1",
        "code": "pause",
        "title": "A pause",
        "parties": ("AAA", "BBB"),
        "proposals": (
            Proposal(id="energy-pause", names=("energy pause", "halt to strikes on energy facilities")),
            Proposal(id="full-ceasefire", names=("full 30-day ceasefire", "30-day ceasefire")),
        ),
        "provisions": (
            Provision(
                id="E1",
                obliges=("AAA", "BBB"),
                prohibits=Prohibition(kinds=(Kind.ATTACK,), target_classes=classes("energy")),
                text="No strikes on energy.",
                source="joint note",
            ),
        ),
        "readings": (
            Reading(
                id="AAA",
                of="AAA",
                period=Period(start=date(2031, 3, 18), days=30),
                scope=Scope(target_classes=classes("energy.grid", "energy.refinery")),
            ),
            Reading(
                id="BBB",
                of="BBB",
                period=Period(start=date(2031, 3, 25), end=date(2031, 4, 23)),
                scope=Scope(target_classes=classes("energy")),
            ),
        ),
    }
    return Agreement(**{**fields, **changes})


def declaration(party: str, proposal: str, stance: str, day: date) -> Declaration:
    return Declaration(party=party, proposal=proposal, stance=Stance(stance), date=day, source="a note")


def local(first: date, last: date | None = None) -> Moment:
    return Moment.of_days(first, last or first, zone=ZONE, basis=Basis.STATED)


def claim(
    cid: str = "c1",
    kind: str = "attack",
    *,
    by: str | None = "AAA",
    actor: str | None = "BBB",
    target: str | None = "energy.grid",
    quote: str = "a quote",
    about: str | None = None,
    report: str = "r1",
    polarity: str = "affirmed",
    modality: str = "actual",
) -> Claim:
    role = Role.REPORT if by is None else Role.OFFICIAL
    return Claim(
        id=cid,
        report=report,
        doc=report,
        quote=quote,
        start=int(cid[1:]) * 1000,
        end=int(cid[1:]) * 1000 + len(quote),
        kind=Kind(kind),
        polarity=Polarity(polarity),
        modality=Modality(modality),
        source=SourceMention(text=by and f"{by} spokesman", party=by, role=role),
        actor=Mention(text=actor, party=actor) if actor else None,
        target=Target(text=target, target_class=TargetClass(target)) if target else None,
        about=about,
    )


def incident(*claims: Claim, moment: Moment | None, denials: tuple[Claim, ...] = (), total: bool = False) -> Incident:
    return Incident(
        id=f"inc-{claims[0].id}",
        claims=tuple(c.id for c in claims),
        denials=tuple(c.id for c in denials),
        kinds=tuple(k for k in Kind if any(c.kind is k for c in claims)),
        moment=moment,
        period_total=total,
        reports=1,
        outlets=1,
        origins=1,
    )


def by_id(*claims: Claim) -> Mapping[str, Claim]:
    return {c.id: c for c in claims}


def report(rid: str, day: date) -> Report:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    published = Moment(start=at, end=at + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return Report(id=rid, doc=rid, outlet="wire", published=published, text="text")


def mirrored(data: Any) -> Any:
    """Plain data with AAA and BBB exchanged in every string."""
    if isinstance(data, str):
        return data.replace("AAA", "\0").replace("BBB", "AAA").replace("\0", "BBB")
    if isinstance(data, Mapping):
        return {k: mirrored(v) for k, v in data.items()}
    return [mirrored(v) for v in data] if isinstance(data, list | tuple) else data


def swapped(record: Any) -> Any:
    """The same record with the two parties exchanged wherever they stand."""
    return type(record).model_validate(mirrored(record.model_dump(mode="json", by_alias=True)))
