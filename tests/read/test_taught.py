"""Claims in words that no rule knows: what marked examples taught, and what must not be made of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.read.helpers import claims_of
from trucewatch.records import Claim

TOLD = [
    (
        "The reactors are in shutdown and the town has been dark since Monday, Russia's energy minister said.",
        "outage",
        "RUS",
    ),
    ("Russia's delegation flew in on Friday and left on Saturday, its spokesman said.", "talks", "RUS"),
    ("India's army said its posts had answered fire only where they had to.", "attack", "IND"),
    ("Russia's general staff said the enemy was being squeezed out of the village.", "control", "RUS"),
]
"""A text, the kind of the claim in it that no rule makes, and whose word it is."""


def entries(claim: Claim) -> tuple[str, ...]:
    return () if claim.why is None else (*claim.why.entries, *claim.why.notes)


def taught(claims: Iterable[Claim]) -> list[Claim]:
    return [c for c in claims if any(w.startswith("taught:") for w in entries(c))]


@pytest.mark.parametrize(("text", "kind", "party"), TOLD, ids=[kind for _, kind, _ in TOLD])
def test_a_claim_in_words_of_no_lexicon_has_its_speaker(text: str, kind: str, party: str) -> None:
    found = taught(claims_of(text))
    assert [(c.kind.value, c.source.party) for c in found] == [(kind, party)]
    assert all(c.quote in text for c in found)


@pytest.mark.parametrize(("text", "kind", "party"), TOLD, ids=[kind for _, kind, _ in TOLD])
def test_the_parties_swap_and_nothing_else(text: str, kind: str, party: str) -> None:
    pairs = {"Russia": "Ukraine", "India": "Pakistan"}
    swapped = text
    for name, in_its_place in pairs.items():
        swapped = swapped.replace(name, in_its_place)
    codes = {"RUS": "UKR", "IND": "PAK", "TUR": "TUR"}
    one, other = claims_of(text), claims_of(swapped)
    assert [(c.kind, c.polarity, c.modality, codes[c.source.party or ""]) for c in one] == [
        (c.kind, c.polarity, c.modality, c.source.party) for c in other
    ]
    assert [entries(c) for c in taught(one)] == [entries(c) for c in taught(other)]


@pytest.mark.parametrize(
    "text",
    [
        "The library opens at nine on weekdays, and tickets can be had at the door.",
        "The striker found the net twice, and the home side held on for the win.",
        "Its shares fell after the bank cut its forecast, analysts said.",
    ],
)
def test_nothing_is_made_of_other_matters(text: str) -> None:
    assert not claims_of(text)


def test_a_mention_of_what_was_told_is_no_claim() -> None:
    told = "Russian drones hit a hospital in Sumy on Monday, killing two people, the governor said."
    text = f"{told} The attack was the third there."
    assert not [c for c in taught(claims_of(text)) if c.kind.value == "attack"]
