"""Shared by the tests of the reader: a report from a few sentences, its claims in short."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest

from trucewatch.read import ReadParameters, parameters, read
from trucewatch.records import Claim, Report, identified
from trucewatch.values.moment import Basis, Moment

MISSED = pytest.mark.xfail(strict=True, reason="not yet read")
"""The mark of a row that is still missed, which must fail: their list can only shrink."""
PUBLISHED = "2025-05-21T12:00:00+00:00"


@lru_cache(maxsize=1)
def no_case() -> ReadParameters:
    """The parameters of a report without a case."""
    return parameters(None)


def report_of(text: str, published: str | None = PUBLISHED) -> Report:
    """A report with this text."""
    moment = None
    if published is not None:
        start = datetime.fromisoformat(published)
        moment = Moment(start=start, end=start + timedelta(seconds=1), basis=Basis.PUBLICATION)
    return identified(Report, doc="t.txt", outlet="t", published=moment, text=text, language="en")


def told(claim: Claim) -> dict[str, str]:
    """A claim in short, without what is as a rule: affirmed, actual, no party, no class."""
    found = {
        "kind": claim.kind.value,
        "polarity": claim.polarity.value if claim.polarity.value != "affirmed" else None,
        "modality": claim.modality.value if claim.modality.value != "actual" else None,
        "source": claim.source.party,
        "actor": claim.actor.party if claim.actor else None,
        "target": claim.target.target_class.value if claim.target and claim.target.target_class else None,
    }
    return {k: v for k, v in found.items() if v}


def claims_of(text: str, published: str | None = PUBLISHED) -> tuple[Claim, ...]:
    """The claims that the reader finds in a text."""
    return read(report_of(text, published), no_case())


def claim_of_row(row: dict[str, Any]) -> Claim:
    """The claim that a row speaks of: of its text and kind, the one that stands ``at`` this place among them."""
    found = [c for c in claims_of(row["text"]) if c.kind.value == row["kind"]]
    at: int = row.get("at", 0)
    assert len(found) > at, "no claim of this kind"
    return found[at]


def who(claim: Claim) -> dict[str, str | None]:
    """Whose word a claim is, whose act, towards whom."""
    return {
        "source": claim.source.party,
        "role": claim.source.role.value,
        "actor": claim.actor.party if claim.actor else None,
        "target": claim.target.party if claim.target else None,
    }


def params_of(rows: list[dict[str, Any]], *, longest: int = 200) -> list[Any]:
    """The rows of a table as a test's parameters, named by their text; those still missed are marked."""
    return [pytest.param(r, id=r["text"][:longest], marks=[MISSED] if r.get("missed") else []) for r in rows]
