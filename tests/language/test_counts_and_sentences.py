"""Numbers with their bounds; sentences with their offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.language import counts
from trucewatch.language.sentences import LONGEST, sentences
from trucewatch.values.vocabularies import Kind


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("killing five people and wounding 38 others", Kind.CASUALTIES, [("killed", 5, 5), ("injured", 38, 38)]),
        ("At least 54 people have been killed", Kind.CASUALTIES, [("killed", 54, None)]),
        ("up to sixty people were injured", Kind.CASUALTIES, [("injured", None, 60)]),
        ("dozens of people were hurt", Kind.CASUALTIES, [("injured", 24, None)]),
        ("there are no dead", Kind.CASUALTIES, [("killed", 0, 0)]),
        ("no one was injured", Kind.CASUALTIES, [("injured", 0, 0)]),
        ("launched 102 shells and 67 drones", Kind.ATTACK, [("launched", 102, 102), ("launched", 67, 67)]),
        ("downed 1,150 drones", Kind.INTERCEPTION, [("intercepted", 1150, 1150)]),
        ("a 30-day truce", Kind.PROPOSAL, [("duration_days", 30, 30)]),
        ("107 lorries were let in", Kind.OBSTRUCTION, [("trucks", 107, 107)]),
        ("a boy of 11 who was hurt on 3 May", Kind.ATTACK, []),
    ],
)
def test_numbers_count_what_stands_by_them(
    text: str, kind: Kind, expected: list[tuple[str, float | None, float | None]]
) -> None:
    assert [(c.value.what.value, c.value.low, c.value.high) for c in counts.find(text, kind)] == expected


def test_abbreviations_initials_and_decimals_end_no_sentence() -> None:
    text = 'Gen. A. Vale met Mr. Hill at 5.30 on Jan. 5. "We agree," he said. They left.'
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "Gen. A. Vale met Mr. Hill at 5.30 on Jan. 5.",
        '"We agree," he said.',
        "They left.",
    ]


def test_a_quotation_that_runs_over_sentences_is_known_as_one() -> None:
    text = "“We left. We came back. We stay,” she said. Nobody spoke."
    assert [s.in_quote for s in sentences(text)] == [True, True, True, False]


@given(st.text(alphabet='ab. "“”A\n!?', max_size=300))
def test_sentences_lie_in_order_and_lose_nothing_but_space(text: str) -> None:
    found = sentences(text)
    assert "".join(text[s.start : s.end] for s in found).split() or not text.split()
    covered = {i for s in found for i in range(s.start, s.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_text_without_an_end_is_cut() -> None:
    assert max(s.end - s.start for s in sentences("word " * 5000)) <= LONGEST
