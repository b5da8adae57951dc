"""Numbers are printed with the source's words where the bare figure would say another thing, or leave it open."""

from __future__ import annotations

import pytest

from tests.tell.sample import ONE, TWO, Side, at, claim, report
from trucewatch.tell.counted import words_for
from trucewatch.values.count import Count, Sense
from trucewatch.values.vocabularies import CountOf, Kind, Role

CASES = [
    ("Six drones struck the town.", CountOf.STRUCK, 6, 6, "Six", None, "Six drones struck the town"),
    ("Six houses were struck, it said.", CountOf.STRUCK, 6, 6, "Six", None, "Six houses were struck"),
    ("Fires broke out at three places.", CountOf.OTHER, 3, 3, "three", None, "three places"),
    ("Thousands fled.", CountOf.DISPLACED, 2000, None, "Thousands", None, "Thousands"),
    (
        "Thousands of families lost heat.",
        CountOf.PEOPLE,
        2000,
        None,
        "Thousands",
        None,
        "Thousands of families lost heat",
    ),
    ("Nearly 4,000 lost power.", CountOf.CUSTOMERS, 4000, 4000, "Nearly 4,000", None, "Nearly 4,000"),
    (
        "56 decoys were lost from the screens.",
        CountOf.INTERCEPTED,
        56,
        56,
        "56",
        Sense.FURTHER,
        "56 decoys were lost",
    ),
    ("It lasted 30 days.", CountOf.DURATION_DAYS, 30, 30, "30 days", None, None),
    ("At least 30 lost power.", CountOf.CUSTOMERS, 30, None, "At least 30", None, None),
    ("No one died.", CountOf.KILLED, 0, 0, "No one", None, None),
    ("Two people died.", CountOf.KILLED, 2, 2, "Two", None, None),
]


@pytest.mark.parametrize("side", [ONE, TWO])
@pytest.mark.parametrize(("text", "what", "low", "high", "said", "sense", "words"), CASES)
def test_the_words_of_a_number(
    side: Side, text: str, what: CountOf, low: int, high: int | None, said: str, sense: Sense | None, words: str | None
) -> None:
    who = (f"The {side.adjective} office", side.code, Role.OFFICIAL)
    count = Count(what=what, low=low, high=high, text=said, sense=sense)
    told = claim(report("n", "far-post", at(19, 20), text), text, Kind.DAMAGE, who, counts=(count,))
    assert words_for(count, told, "at least 30") == words
    assert words is None or words in text


def test_beside_the_claim_s_own_words_only_what_is_not_exact_is_repeated() -> None:
    text = "Six houses were struck."
    count = Count(what=CountOf.STRUCK, low=6, high=6, text="Six")
    told = claim(
        report("n", "far-post", at(19, 20), text), text, Kind.DAMAGE, ("X", None, Role.OFFICIAL), counts=(count,)
    )
    assert words_for(count, told, "6", beside=True) is None
