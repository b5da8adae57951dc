"""What an "and" joins to what, a mutual charge, and quotes that keep what completes their verb."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        (
            "A spokeswoman said the withdrawal of Russian forces remained one of the main conditions of peace.",
            "assessment",
            "the withdrawal of Russian forces remained one of the main conditions of peace",
        ),
        (
            "Splinters damaged a pipe between two tanks and fuel caught fire near the gate.",
            "damage",
            "Splinters damaged a pipe between two tanks",
        ),
        (
            "The United States has agreed with Ukraine and, separately, with Russia to draft rules against attacks.",
            "acceptance",
            "The United States has agreed with Ukraine and, separately, with Russia to draft rules against attacks.",
        ),
        (
            "The minister said both sides had agreed on a ban on attacks, on safe passage and on keeping ships away.",
            "acceptance",
            "both sides had agreed on a ban on attacks, on safe passage and on keeping ships away",
        ),
        (
            "The raid was a breach of the pause that Norway had proposed, Russia's foreign minister said.",
            "proposal",
            "the pause that Norway had proposed",
        ),
    ],
)
def test_a_quote_keeps_what_completes_it(text: str, kind: str, quote: str) -> None:
    assert quote in [c.quote for c in claims_of(text) if c.kind.value == kind]


def test_what_is_struck_is_not_what_burns_by_itself() -> None:
    fuel = [c for c in claims_of("Splinters damaged a pipe and fuel caught fire.") if "Splinters" in c.quote]
    assert [c.target.text for c in fuel if c.target] == ["a pipe"]
    both = claims_of("Rebels attacked the post and the market and burned two shops.")
    assert {c.target.text for c in both if c.kind.value == "attack" and c.target} == {"the post", "the market"}


@pytest.mark.parametrize("pair", [("Russia", "RUS", "Ukraine", "UKR"), ("Ukraine", "UKR", "Russia", "RUS")])
def test_each_accuses_the_other(pair: tuple[str, str, str, str]) -> None:
    """Each side vouches for the other's deed and none for its own; the day is that of the charge."""
    one, a, other, b = pair
    text = f"{one} and {other} accused each other on Friday of attacking a gas station near Sudzha."
    told = [c for c in claims_of(text) if c.kind.value == "attack"]
    assert {(c.source.party, c.actor.party) for c in told if c.actor} == {(a, b), (b, a)}
    assert all(c.time is None for c in told)


def test_the_day_behind_the_deed_is_the_deeds() -> None:
    (told,) = [
        c for c in claims_of("Russia accused Ukraine of shelling a bridge on Friday.") if c.kind.value == "attack"
    ]
    assert told.time is not None
    assert told.time.text == "on Friday"


def test_orders_still_carried_out() -> None:
    (kept,) = claims_of(
        "The Kremlin spokesman said the Russian armed forces are still carrying out the president's order."
    )
    assert (kept.kind.value, kept.source.party) == ("commitment", "RUS")


@pytest.mark.parametrize(
    "text",
    [
        "No one else has been hurt since yesterday's explosion, in which a tank leaked.",
        "The Kremlin had spoken of 23 the evening before.",
        "A missile hit an inn where commanders were meeting instructors.",
    ],
)
def test_nothing_of_the_sort_is_told(text: str) -> None:
    seen = [(c.kind.value, c.quote) for c in claims_of(text)]
    assert not {"talks", "attack"} & {kind for kind, quote in seen if "missile" not in quote}, seen
