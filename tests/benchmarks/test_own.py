"""Our own annotated reports are whole, both sides speak in them, and errors of sets B and C are never shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from benchmarks import gold, own
from trucewatch.records import Claim
from trucewatch.records.layout import from_layout

NAMES = sorted(own.SETS)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def texts(name: str) -> dict[str, str]:
    return {row["id"]: row["text"] for row in rows(own.SETS[name].docs)}


def claims(name: str) -> list[Claim]:
    """The claims as records: a word outside the vocabularies is refused here."""
    return [from_layout(row) for row in rows(own.SETS[name].claims)]


def mentions(claim: Claim) -> Iterator[str | None]:
    yield from (claim.cue, claim.about, claim.source.text)
    yield from (mention.text for mention in (claim.actor, claim.target, claim.time) if mention)
    yield from (place.text for place in claim.places)
    yield from (count.text for count in claim.counts)


@pytest.mark.parametrize("name", NAMES)
def test_a_set_is_whole(name: str) -> None:
    reports, found = texts(name), claims(name)
    assert len(reports) == {"a": 31, "b": 8, "c": 7}[name] and all(
        1200 <= len(text) <= 3500 for text in reports.values()
    )
    assert len({claim.id for claim in found}) == len(found) >= 200
    assert {claim.doc for claim in found} == set(reports)


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_and_mention_is_verbatim(name: str) -> None:
    reports = texts(name)
    for claim in claims(name):
        text = reports[claim.doc]
        assert text[claim.start : claim.end] == claim.quote, claim.id
        assert [m for m in mentions(claim) if m is not None and m not in text] == [], claim.id
        assert claim.cue is None or claim.source.text is not None, claim.id


@pytest.mark.parametrize("name", NAMES)
def test_days_are_in_order_and_none_lies_a_year_back(name: str) -> None:
    published = {row["id"]: date.fromisoformat(row["published"][:10]) for row in rows(own.SETS[name].docs)}
    for row in rows(own.SETS[name].claims):
        if row["time"]:
            first, last = (date.fromisoformat(row["time"][end]) for end in ("start", "end"))
            assert first <= last and abs((first - published[row["doc"]]).days) <= 366, row["id"]


def test_both_sides_speak_in_equal_measure() -> None:
    """Over all sets: four reports of B were opened and count with A, whoever speaks in them."""
    spoken = Counter(claim.source.party for name in NAMES for claim in claims(name))
    assert 0.8 <= spoken["RUS"] / spoken["UKR"] <= 1.25


def test_the_sets_share_no_outlet_and_the_first_two_no_day() -> None:
    named = [[(row["outlet"], row["published"][:10]) for row in rows(own.SETS[name].docs)] for name in NAMES]
    for a, b in combinations(named, 2):
        assert not {outlet for outlet, _ in a} & {outlet for outlet, _ in b}
    assert not {day for _, day in named[0]} & {day for _, day in named[1]}


def test_errors_are_shown_of_set_a_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {}

    def figures(data: gold.Annotated, *, errors: int) -> dict[str, Any]:
        asked[data.docs.name] = errors
        return {"found": {"p": 1.0, "r": 0.5, "f1": 0.6667}, "verbatim": 1.0}

    monkeypatch.setattr(own, "present", lambda: True)
    monkeypatch.setattr(gold, "figures", figures)
    monkeypatch.setattr(gold, "scored", lambda _predicted, data: figures(data, errors=asked[data.docs.name]))
    monkeypatch.setattr("sys.argv", ["own", "--errors", "9"])
    assert own.main() == 0
    assert asked == {"a.docs.jsonl": 9, "b.docs.jsonl": 0, "c.docs.jsonl": 0}
    assert "F1 0.667" in capsys.readouterr().out


def test_without_the_scorer_it_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(gold, "GOLD", tmp_path)
    monkeypatch.setattr("sys.argv", ["own"])
    assert own.main() == 0 and own.measure() == {}
    assert "skipped" in capsys.readouterr().out
