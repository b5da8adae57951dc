"""What the numbers of a claim count, on sentences of our own (counts.yaml), and laws of counting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.helpers import claims_of, params_of
from trucewatch.values.vocabularies import Kind

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "counts.yaml").read_text(encoding="utf-8"))["rows"]


def counted(text: str, kind: Kind) -> list[list[Any]]:
    """The counts of the claims of a kind, as the table writes them; those of one clause by their counts."""
    found = [
        [c.what.value, c.low, c.high, *([c.sense.value] if c.sense else [])]
        for claim in claims_of(text)
        if claim.kind is kind
        for c in claim.counts
    ]
    return found if kind is not Kind.DAMAGE else sorted(found, key=str)


@pytest.mark.parametrize("row", params_of(ROWS))
def test_the_numbers_of_a_claim(row: dict[str, Any]) -> None:
    assert counted(row["text"], Kind(row["kind"])) == row["counts"]


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) >= 45
    assert {c[0] for row in ROWS for c in row["counts"]} >= {
        "killed",
        "injured",
        "held",
        "displaced",
        "launched",
        "struck",
    }


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=2, max_value=9), st.integers(min_value=11, max_value=99))
def test_a_further_toll_changes_no_other_number(few: int, many: int) -> None:
    alone = counted(f"Shelling killed {many} people in Orikhiv.", Kind.CASUALTIES)
    both = counted(f"Shelling killed {many} people in Orikhiv and wounded {few} others.", Kind.CASUALTIES)
    assert alone == [["killed", many, many]]
    assert both == [["killed", many, many], ["injured", few, few]]


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=1000, max_value=999_999))
def test_separators_change_no_count(number: int) -> None:
    plain = counted(f"The war has killed {number:,} people.", Kind.CASUALTIES)
    assert plain == [["killed", number, number]]
    assert counted(f"The war has killed {number:,} people.".replace(",", "\u00a0"), Kind.CASUALTIES) == plain


@pytest.mark.parametrize(("one", "other"), [("Russian", "Ukrainian"), ("Israeli", "Lebanese")])
def test_who_strikes_changes_no_count(one: str, other: str) -> None:
    text = "{} shelling killed three {} soldiers, wounded a nurse and damaged two houses."
    for kind in (Kind.CASUALTIES, Kind.DAMAGE):
        assert counted(text.format(one, other), kind) == counted(text.format(other, one), kind)


def test_what_is_counted_for_one_target_is_not_counted_for_another() -> None:
    claims = claims_of("The shelling damaged three houses and two schools.")
    found = {
        c.target.target_class.value: [x.low for x in c.counts] for c in claims if c.target and c.target.target_class
    }
    assert found == {"residential": [3], "education": [2]}
