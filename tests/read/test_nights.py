"""Night bulletins of both sides of one war: who tells, where it was, who came home, what was lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.read.helpers import claims_of
from trucewatch.records import Claim
from trucewatch.values.vocabularies import Kind

ROWS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "nights.yaml").read_text(encoding="utf-8"))


def of(text: str, kind: str) -> list[Claim]:
    """The claims of a kind."""
    return [c for c in claims_of(text) if c.kind is Kind(kind)]


def told(c: Claim) -> tuple[str | None, str | None]:
    """Who vouches for a claim."""
    return c.source.text, c.source.party


SWAPPED = [
    ("Kyiv brought home 270 service personnel in the first stage of the swap.", "UKR", 270),
    ("Moscow brought home 270 service personnel in the first stage of the swap.", "RUS", 270),
    ("Russia is due to free 303 people on Sunday.", "RUS", 303),
    ("Ukraine is due to free 303 people on Sunday.", "UKR", 303),
    ("Five of them were brought back on Friday as part of the exchange.", None, 5),
]


@pytest.mark.parametrize(("text", "party", "number"), SWAPPED, ids=[t for t, _, _ in SWAPPED])
def test_who_comes_home_in_a_swap_is_exchanged(text: str, party: str | None, number: int) -> None:
    (c,) = of(text, "exchange")
    assert (c.actor.party if c.actor else None) == party and [x.low for x in c.counts] == [number]


def test_troops_brought_home_from_abroad_and_freed_ground_are_no_exchange() -> None:
    assert not of("The government brought home 300 soldiers from Mali.", "exchange")
    assert not of("Israel freed 30 hectares of land.", "exchange")
    assert not of("Russia is due to free movement of goods.", "exchange")


MOVED = [
    ("Regional authorities began evacuating two villages near the border.", "displacement"),
    ("The town was evacuated on Sunday.", "displacement"),
    ("So far 260 children have been taken out.", "displacement"),
    ("The army evacuated the village after heavy fighting.", "control"),
    ("The sniper took out three people.", "casualties"),
    ("Four homes were left without electricity.", "outage"),
]


@pytest.mark.parametrize(("text", "kind"), MOVED, ids=[t for t, _ in MOVED])
def test_what_was_emptied_taken_or_cut_off(text: str, kind: str) -> None:
    assert [c.kind.value for c in claims_of(text)] == [kind]


@pytest.mark.parametrize("row", ROWS["again"], ids=[r["text"][-40:] for r in ROWS["again"]])
def test_the_official_is_who_has_just_spoken(row: dict[str, Any]) -> None:
    (c,) = of(row["text"], "attack")
    assert row["name"] in (c.source.text or "") and c.source.party is not None


def test_an_unnamed_official_and_another_office_stay_as_they_are() -> None:
    text = (
        "A US official said a base was hit. Governor Oleh Hryhorov said a house was hit. "
        "The official said a car was hit."
    )
    assert told(of(text, "attack")[-1])[0] == "The official"
    text = "A man was hurt in Kharkiv, Mayor Ihor Terekhov said. The head of the region said a drone hit a car."
    assert "Terekhov" not in (told(of(text, "attack")[-1])[0] or "")


def test_labels_on_a_page_of_one_line() -> None:
    text = (
        "Drones attacked Odesa. Source: Ukrainian Air Force on Telegram Details: Air defence shot down 137 drones. "
        'Quote from Oleh Kiper, Head of Odesa Oblast Military Administration: "A warehouse was damaged again." '
        "Details: A man was killed in Nizhyn, Viacheslav Chaus reported. "
        "Background: On 19 May, a drone hit a fuel station in Kupiansk. Two people were injured."
    )
    (quoted,) = of(text, "damage")
    assert told(quoted) == ("Oleh Kiper", "UKR")
    assert [told(c)[0] for c in of(text, "casualties")] == ["Viacheslav Chaus", None]


@pytest.mark.parametrize("row", ROWS["placed"], ids=[r["text"][:60] for r in ROWS["placed"]])
def test_where_it_was_within_a_region_that_opens_the_sentence(row: dict[str, Any]) -> None:
    assert [p.name for p in of(row["text"], row["kind"])[-1].places] == row["places"]


LOST: list[tuple[str, str, Any]] = [
    ("Russian losses over the past day amounted to 1,020 killed and wounded.", "RUS", ("other", 1020)),
    ("Ukrainian losses over the past day amounted to 1,020 killed and wounded.", "UKR", ("other", 1020)),
    ("The Ukrainian army lost 260 soldiers over the past day.", "UKR", ("other", 260)),
    ("The Russian army lost 260 soldiers over the past day.", "RUS", ("other", 260)),
]


@pytest.mark.parametrize(("text", "party", "count"), LOST, ids=[t for t, _, _ in LOST])
def test_losses_are_of_whoever_lost_them_and_nobody_counts_the_dead(text: str, party: str, count: Any) -> None:
    (c,) = of(text, "casualties")
    assert c.target is not None and c.target.party == party and c.actor is None
    assert [(x.what.value, x.low) for x in c.counts] == [count]


@pytest.mark.parametrize("row", ROWS["staffs"], ids=[r["party"] for r in ROWS["staffs"]])
def test_a_staff_goes_on_counting(row: dict[str, Any]) -> None:
    assert claims_of(row["text"])[-1].source.party == row["party"]


def test_what_is_recalled_or_counted_by_nobody_in_particular_is_the_reports_own() -> None:
    staff = "The General Staff of the Armed Forces of Ukraine reported 168 clashes. "
    assert claims_of(staff + "Earlier, the army lost 60 servicemen.")[-1].source.party is None
    assert claims_of(staff + "Russia launched 108 drones overnight.")[-1].source.party is None


def test_numbers_that_are_none() -> None:
    (c,) = of("Kyiv came under one of the largest attacks of the war.", "attack")
    assert not c.counts
    (c,) = of("Troops attacked the village with multiple launch rocket systems.", "attack")
    assert not c.counts


@pytest.mark.parametrize(("state", "party"), [("Russian", "RUS"), ("Ukrainian", "UKR")])
def test_of_a_total_so_many_were_destroyed_over_each_region(state: str, party: str) -> None:
    text = (
        f"A total of 95 drones were shot down overnight, the {state} Defense Ministry reported. Of these, 31 were "
        "destroyed over the Bryansk Region, 17 over the Kursk Region and 19 over the Tula Region."
    )
    c = of(text, "interception")[-1]
    assert [x.low for x in c.counts] == [31, 17, 19] and len(c.places) == 3 and c.source.party == party


def test_who_is_on_a_list_of_the_missing_is_missing() -> None:
    for text in (
        "More than 70,000 people are registered as missing.",
        "Some 600 residents are still listed as missing.",
    ):
        (c,) = of(text, "casualties")
        assert [x.what.value for x in c.counts] == ["missing"]


def test_whose_word_it_is_where_it_is_named_in_full_before() -> None:
    text = (
        "Drones hit a plant in Tula Oblast, the General Staff of Ukraine's Armed Forces said. Governor Dmitry Milyayev "
        "said three people were hurt. Later, the General Staff said, an oil terminal in Feodosia was hit."
    )
    assert of(text, "attack")[-1].source.party == "UKR"
    text = (
        "Power was restored to 42,000 consumers, Kharkivoblenergo reported. "
        "In the Chuhuiv district a line was cut by shelling, the company said."
    )
    assert {c.source.party for c in claims_of(text)} == {"UKR"}


def test_an_occupation_administration_is_not_the_occupied_states() -> None:
    (c,) = of("Enerhodar was left without power after shelling, the occupation administration said.", "outage")
    assert c.source.party != "UKR"


def test_the_day_of_a_deal_is_not_that_of_what_was_done_under_it() -> None:
    text = "Under the agreements reached in Istanbul on 16 May, another 303 servicemen were returned on 25 May."
    (c,) = of(text, "exchange")
    assert c.time is not None and "25" in (c.time.text or "")


def test_what_came_of_an_event_is_told_two_sentences_on_by_the_same() -> None:
    text = (
        "The enemy shelled the Nikopol district, governor Serhii Lysak reported. Three people were injured. "
        "All of them are at home. A school was damaged, Lysak said."
    )
    assert [p.name for p in of(text, "damage")[-1].places] == ["Nikopol district"]
    recalled = "A man died in Nikopol, governor Serhii Lysak said. As reported earlier, a drone hit a bus in Marhanets."
    assert of(recalled, "attack")[-1].source.party is None
