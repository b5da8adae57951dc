"""What the reader is set up with: one frozen record."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.language.gazetteer import Gazetteer
from trucewatch.language.lexicon import lexicon_bytes, lexicon_names
from trucewatch.language.parties import Register
from trucewatch.records.case import Case
from trucewatch.values.ids import content_id, sha256


@dataclass(frozen=True)
class ReadParameters:
    """``countries``: where the case plays (ISO alpha-3); ``zone``: the IANA zone in which days are counted where the
    report's own stamp gives none; ``digest``: identifies register, gazetteer and lexicons in a Pass."""

    register: Register
    gazetteer: Gazetteer
    countries: tuple[str, ...]
    zone: str
    digest: str


def parameters(case: Case | None) -> ReadParameters:
    """The reader's parameters for a case; for None the shipped register and gazetteer, and UTC."""
    lexicons = {name: sha256(lexicon_bytes(name)) for name in lexicon_names()}
    return ReadParameters(
        register=Register.of(case),
        gazetteer=Gazetteer.of(case),
        countries=case.area.countries if case else (),
        zone=case.timezone if case else "UTC",
        digest=content_id("par", {"lexicons": lexicons, "case": case.id if case else None}),
    )
