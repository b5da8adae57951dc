"""The fictional case with more on record: deaths claimed, a person's decision, grades; for the field's formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from tests.tell.sample import ONE, TWO, Side, view
from trucewatch.records import (
    Action,
    Aspect,
    Decision,
    Grade,
    Incident,
    Status,
    derived_from,
    identified,
)
from trucewatch.tell import CaseView, export_files
from trucewatch.values.count import Count
from trucewatch.values.vocabularies import CountOf, Credibility, Kind, Reliability, Weapon


def fuller(a: Side = ONE, b: Side = TWO, *, decided: bool = False) -> CaseView:
    """``view`` with drones named, two deaths at the substation, and, ``decided``, a person's verification of it."""
    base = view(a, b)
    strike = next(i for i in base.incidents.values() if i.denials)
    claims = dict(base.claims)
    for key in strike.claims:
        claim = claims[key]
        if claim.kind is Kind.CASUALTIES:
            dead = Count(what=CountOf.KILLED, low=2, high=2, text="two")
            claims[key] = claim.model_copy(update={"counts": (*claim.counts, dead)})
        elif claim.kind is Kind.ATTACK:
            claims[key] = claim.model_copy(update={"weapons": (Weapon.DRONE,)})
    status = Status.VERIFIED if decided else Status.ALLEGED
    grade = derived_from(
        Grade,
        *(strike.id, "event", ""),
        incident=strike.id,
        aspect=Aspect.EVENT,
        status=status,
        reliability=Reliability.B,
        credibility=Credibility.CANNOT_BE_JUDGED,
        rule="grade/one-side",
        reason="sources of one side state it",
        claims=strike.claims,
    )
    decision = identified(
        Decision,
        author="A. Person",
        at=dt.datetime(2031, 3, 20, 12, tzinfo=dt.UTC),
        action=Action.VERIFY,
        subjects=(strike.id,),
        reason="seen on site",
    )
    return replace(
        base,
        claims=MappingProxyType(claims),
        grades=MappingProxyType({grade.id: grade}),
        decisions=MappingProxyType({decision.id: decision} if decided else {}),
    )


def strike_of(v: CaseView) -> Incident:
    """The incident that one side alleges and the other denies."""
    return next(i for i in v.incidents.values() if i.denials)


def files(v: CaseView, to: str, since: dt.datetime | None = None) -> dict[str, bytes]:
    """Every file of an export, whole."""
    return {name: b"".join(content) for name, content in export_files(v, to, since).items()}


def texts(v: CaseView) -> Iterator[tuple[str, str, str]]:
    """Format, file and text of every export but those of bytes."""
    from trucewatch.tell import EXPORT_FORMATS

    for to in EXPORT_FORMATS:
        for name, data in files(v, to).items():
            if not name.endswith(".parquet"):
                yield to, name, data.decode()
