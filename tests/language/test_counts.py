"""Numbers with their bounds."""

from __future__ import annotations

import pytest

from trucewatch.language import counts
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
