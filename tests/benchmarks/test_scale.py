"""The measures of linking at scale are what they say: B³ in linear time is B³, a made stream is the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

import pytest
from benchmarks.measuring import b_cubed
from benchmarks.stream import stream
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.records import Incident
from trucewatch.values.vocabularies import Polarity


class Held(NamedTuple):
    """What B³ looks at of an incident."""

    claims: tuple[str, ...]
    denials: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


def by_pairs(truth: dict[str, int], group: dict[str, int]) -> tuple[float, float]:
    """B³ precision and recall as they are defined, pair by pair."""
    p = r = 0.0
    for a in truth:
        same = [b for b in truth if group[a] == group[b]]
        event = [b for b in truth if truth[a] == truth[b]]
        both = len(set(same) & set(event))
        p += both / len(same)
        r += both / len(event)
    return p / len(truth), r / len(truth)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30))
def test_b_cubed_in_linear_time_is_b_cubed(drawn: Sequence[tuple[int, int]]) -> None:
    truth = {f"c{n}": event for n, (event, _) in enumerate(drawn)}
    group = {f"c{n}": at for n, (_, at) in enumerate(drawn)}
    held = [Held(tuple(c for c in group if group[c] == at)) for at in sorted(set(group.values()))]
    found = b_cubed(truth, cast("list[Incident]", held))
    assert (found["p"], found["r"]) == pytest.approx(by_pairs(truth, group))


def test_a_claim_that_no_incident_holds_stands_alone() -> None:
    assert b_cubed({"a": 1, "b": 1}, ()) == pytest.approx({"p": 1.0, "r": 0.5, "f1": 2 / 3})


def test_a_made_stream_is_the_same_every_time_and_holds_what_is_hard() -> None:
    made = stream(1500, seed=3)
    assert made == stream(1500, seed=3)
    assert [c.id for c in made.claims] == list(made.truth)
    texts = [r.text for r in made.reports.values()]
    assert len(set(texts)) < len(texts)  # reprints
    assert any(c.polarity is Polarity.NEGATED for c in made.claims)
    assert any(not c.places for c in made.claims)
    events = {r: {made.truth[c.id] for c in made.claims if c.report == r} for r in made.reports}
    assert any(len(told) > 1 for told in events.values())  # round-ups
    for claim in made.claims:
        assert made.reports[claim.report].text[claim.start : claim.end] == claim.quote
