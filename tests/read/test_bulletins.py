"""Sentences without a cue: what stands in a governor's or a staff's account, and what is laid out under labels."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of
from trucewatch.read.labelled import labels, without_labels

GOVERNOR = (
    "Two people were killed in the Donetsk region over the past day, Vadym Filashkin, head of the Donetsk Regional "
    "Military Administration, said.{gap}"
)
STAFF = "Russian troops lost 900 men, the General Staff of the Armed Forces of Ukraine said in its update.{gap}"
PAGE = """Russian forces attacked Odesa overnight.

Source: Oleh Kiper, head of the Odesa Oblast Military Administration

Details: A warehouse caught fire. Two people were injured.

Quote from Kiper: "The enemy hit a residential building with drones."

Background: Russia attacked Izmail on 12 May, killing a docker.
"""


def told(text: str, quote: str) -> str | None:
    """The text of the source of the claim with these words."""
    found = [c for c in claims_of(text) if quote in c.quote]
    assert found, f"no claim: {quote}"
    return found[0].source.text


@pytest.mark.parametrize("gap", [" ", "\n\n"])
@pytest.mark.parametrize(
    "sentence",
    [
        "A man was killed in Pokrovsk.",
        "In the Kramatorsk district, a drone hit a house in Druzhkivka.",
        "In Lyman, an administrative building was damaged.",
        "During the day, the Russians shelled the region 27 times.",
    ],
)
def test_a_governors_list_is_his(gap: str, sentence: str) -> None:
    text = GOVERNOR.format(gap=gap) + sentence
    assert claims_of(text)[-1].source.party == "UKR", sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "A man was killed in Kherson.",  # of another region
        "On 3 March, a man was killed in Pokrovsk.",  # long ago
        "Russia struck a school in Odesa.",
        "Zelensky met the chancellor in Berlin.",
    ],
)
def test_what_is_told_of_elsewhere_is_not(sentence: str) -> None:
    text = GOVERNOR.format(gap="\n\n") + sentence
    assert all(c.source.text is None for c in claims_of(text)[1:]), sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "In the Pokrovsk sector, Ukrainian soldiers repelled 19 attacks.",
        "In the Lyman direction, the invaders attacked 22 times.",
        "The enemy dropped 25 guided bombs on Kupiansk.",
    ],
)
def test_a_staffs_bulletin_is_its(sentence: str) -> None:
    claim = claims_of(STAFF.format(gap="\n\n") + sentence)[-1]
    assert (claim.source.party, claim.source.role.value) == ("UKR", "military"), sentence


def test_a_staffs_bulletin_holds_no_diplomacy() -> None:
    text = STAFF.format(gap="\n\n") + "Zelensky and Merz met in Berlin."
    assert claims_of(text)[-1].source.text is None


@pytest.mark.parametrize("page", [PAGE, " ".join(PAGE.split())], ids=["paragraphs", "one line"])
def test_what_stands_under_labels_is_of_the_source_named(page: str) -> None:
    claims = claims_of(page)
    assert all(page[c.start : c.end] == c.quote for c in claims)
    assert told(page, "Two people were injured") == told(page, "residential building")
    assert "Kiper" in (told(page, "A warehouse caught fire") or "")
    assert told(page, "Russia attacked Izmail") is None
    assert told(page, "Russian forces attacked Odesa") is None


def test_labels_are_blanked_out_and_every_offset_stays() -> None:
    for page in (PAGE, " ".join(PAGE.split())):
        blank = without_labels(page)
        assert len(blank) == len(page)
        assert not labels(blank)
        assert [x.opens for x in labels(page)] == ["source", "told", "quoted", "aside"]


@pytest.mark.parametrize(
    "text", ["He spoke of the details: two drones fell.", "A source: nobody.", "", "Background: none."]
)
def test_prose_has_no_labels(text: str) -> None:
    assert labels(text) == []


def test_he_who_adds_is_he_who_told() -> None:
    text = (
        "Oleh Kiper, the governor of Odesa, said a bomb had hit a farm. A worker was taken to hospital. "
        "He added that two barns were destroyed."
    )
    assert told(text, "two barns were destroyed") == told(text, "a bomb had hit a farm")


def test_an_air_force_tells_on_what_became_of_what_flew_in() -> None:
    text = (
        "Ukraine's Air Force said Russia had attacked with 14 missiles and 250 drones. Six missiles were shot down; "
        "117 drones were lost from radar."
    )
    downed = [c for c in claims_of(text) if c.kind.value == "interception"]
    assert downed and {c.source.party for c in downed} == {"UKR"}


def test_an_outlet_named_for_a_city_is_no_place() -> None:
    text = "A source told the Kyiv Independent that 44 drones had been shot down over the Bryansk region."
    assert {p.name for c in claims_of(text) for p in c.places} == {"Bryansk Oblast"}
