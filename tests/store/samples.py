"""Records made up for the tests of the ledger."""

from __future__ import annotations

from datetime import UTC, datetime

from trucewatch.records import Claim, Incident, Original, Report, SourceMention, derived_from, identified
from trucewatch.values.ids import sha256
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def claim(number: int) -> Claim:
    quote = f"Drones struck depot {number}."
    return identified(
        Claim,
        report="rep-made-up",
        doc="made-up",
        quote=quote,
        start=0,
        end=len(quote),
        kind=Kind.ATTACK,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        source=SourceMention(role=Role.REPORT),
    )


def claims(*numbers: int) -> list[Claim]:
    return [claim(n) for n in numbers]


def data_of(number: int) -> bytes:
    return f"Report {number}: drones struck depots. ".encode() * 40


def report(number: int) -> Report:
    data = data_of(number)
    return identified(
        Report,
        doc=f"{number}.txt",
        outlet="midland",
        text=data.decode(),
        original=Original(sha256=sha256(data), size=len(data), name=f"{number}.txt", media_type="text/plain"),
    )


def originals(*numbers: int) -> dict[str, bytes]:
    return {sha256(data_of(n)): data_of(n) for n in numbers}


def incident(number: int, outlets: int = 1) -> Incident:
    made = claim(number)
    return derived_from(
        Incident, made.id, claims=(made.id,), kinds=(Kind.ATTACK,), reports=1, outlets=outlets, origins=1
    )
