"""Whole reports of made-up cases with the parties exchanged: the same report with the parties exchanged, as long."""

from __future__ import annotations

import re

import pytest
from benchmarks.tell import NAMES, Year, parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.records import Edition, Sentence, supported
from trucewatch.tell import FORMATS, render, situation_report

_ID = re.compile(r"\b([a-z]{3})-[0-9a-f]{8,32}|\b[0-9a-f]{64}\b")


def exchanged(text: str) -> str:
    """The text with the two parties exchanged. Their names are equally long."""
    for a, b in (NAMES, tuple(n.title() for n in NAMES)):
        text = text.replace(a, "\0").replace(b, a).replace("\0", b)
    return text


def words(edition: Edition) -> list[list[str]]:
    """The words of every title, sentence and row, in whatever order the parties' codes give them."""
    parts = (p for s in edition.sections for p in supported(s))
    found = [s.title for s in edition.sections]
    found += [p.text if isinstance(p, Sentence) else " ".join(p.cells) for p in parts]
    return sorted(sorted(re.findall(r"\w+", _ID.sub(r"\1", text))) for text in found)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), incidents=st.integers(1, 60))
def test_exchanging_the_parties_exchanges_the_report_and_changes_nothing_else(seed: int, incidents: int) -> None:
    there = situation_report(Year(incidents, NAMES, days=3, seed=seed).view(), parameters(2))
    back = situation_report(Year(incidents, NAMES[::-1], days=3, seed=seed).view(), parameters(2))
    told = [sorted(re.findall(r"\w+", exchanged(" ".join(w)))) for w in words(there)]
    assert sorted(told) == words(back)


@pytest.mark.parametrize("to", FORMATS)
def test_neither_side_gets_more_room(to: str) -> None:
    """Equal names, equal deeds: the pages are equally long (a PDF's compressed streams nearly so)."""
    there, back = (
        render(situation_report(Year(40, names, days=2, seed=7).view(), parameters(2)), to)
        for names in (NAMES, NAMES[::-1])
    )
    assert len(there) == len(back) if to != "pdf" else abs(len(there) - len(back)) < len(there) / 50
    assert there != back


def test_the_case_may_order_the_parties_otherwise() -> None:
    view = Year(40, days=2, seed=7).view()
    case = view.case.model_copy(update={"order": ("south", "north")})
    other = Year(40, days=2, seed=7).view()
    object.__setattr__(other, "case", case)
    columns = [
        [t.head for s in edition.sections for b in s.blocks for t in [getattr(b, "table", None)] if t]
        for edition in (situation_report(v, parameters(2)) for v in (view, other))
    ]
    assert columns[0] != columns[1]
    assert [sorted(h) for h in columns[0]] == [sorted(h) for h in columns[1]]
