"""Times against the moment of publication: Wednesday, 21 May 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.language import times
from trucewatch.values.moment import Basis, Moment

PUBLISHED = Moment.of_days(date(2025, 5, 21), date(2025, 5, 21), zone="Europe/Kyiv", basis=Basis.PUBLICATION)


@pytest.mark.parametrize(
    ("words", "edtf", "basis"),
    [
        ("on Tuesday", "2025-05-20", Basis.RELATIVE),
        ("on Wednesday morning", "2025-05-21", Basis.RELATIVE),
        ("overnight", "2025-05-20/2025-05-21", Basis.RELATIVE),
        ("in the past 24 hours", "2025-05-20/2025-05-21", Basis.RELATIVE),
        ("over the past week", "2025-05-14/2025-05-21", Basis.RELATIVE),
        ("on 19 March", "2025-03-19", Basis.STATED),
        ("March 19", "2025-03-19", Basis.STATED),
        ("Dec. 30", "2024-12-30", Basis.STATED),
        ("yesterday", "2025-05-20", Basis.RELATIVE),
        ("since 2 March", "2025-03-02/2025-05-21", Basis.STATED),
        ("last week", "2025-05-12/2025-05-18", Basis.RELATIVE),
        ("in mid-March", "2025-03-11/2025-03-20", Basis.STATED),
        ("the night of 19-20 March", "2025-03-19/2025-03-20", Basis.STATED),
    ],
)
def test_words_become_days(words: str, edtf: str, basis: Basis) -> None:
    [found] = times.find(f"It happened {words}.", PUBLISHED)
    assert (found.moment.edtf, found.moment.basis, found.moment.text) == (edtf, basis, words)


@pytest.mark.parametrize(
    "words", ["recently", "31 June", "at some point", "in recent weeks", "may strike", "the Oct. 7 attack"]
)
def test_what_is_not_understood_gives_nothing(words: str) -> None:
    assert times.find(f"It happened {words} there.", PUBLISHED) == []


def test_a_weekday_looks_ahead_only_when_told_to() -> None:
    [back], [ahead] = times.find("on Friday", PUBLISHED), times.find("on Friday", PUBLISHED, ahead=True)
    assert (back.moment.edtf, ahead.moment.edtf) == ("2025-05-16", "2025-05-23")


@given(st.text(max_size=200))
def test_any_text_is_survived_and_quoted_verbatim(text: str) -> None:
    for found in times.find(text, PUBLISHED):
        assert found.moment.text == text[found.start : found.end]
