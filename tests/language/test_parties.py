"""Who a name means."""

from __future__ import annotations

import pytest

from trucewatch.language.parties import Register
from trucewatch.records import Case, Office, Party, Person, identified
from trucewatch.values.vocabularies import Role

REGISTER = Register.of(None)


@pytest.mark.parametrize(
    ("mention", "party", "role"),
    [
        ("Russia’s ministry of defence", "RUS", Role.MILITARY),
        ("an Israeli military spokesperson", "ISR", Role.MILITARY),
        ("German Chancellor Friedrich Merz", "DEU", Role.LEADER),
        ("the UK, France and Canada", "CAN+FRA+GBR", Role.OFFICIAL),
        ("Gaza's Hamas-run Civil Defence", "gaza-authorities", Role.EMERGENCY),
        ("US envoy to Ukraine", "USA", Role.MEDIATOR),
        ("Moscow-installed governor", "RUS", Role.REGIONAL),
        ("M23 spokesman Lawrence Kanyuka", "m23", Role.OFFICIAL),
        ("the Kremlin", "RUS", Role.OFFICIAL),
        ("Lebanon's Hezbollah", "hezbollah", Role.OFFICIAL),
        ("Sudan’s paramilitary RSF", "rsf", Role.MILITARY),
        ("Yemeni Houthi rebels", "houthi", Role.OFFICIAL),
        ("the Syrian National Army", "syrian-national-army", Role.MILITARY),
        ("the Republic of Congo", "COG", Role.OFFICIAL),
        ("Colombia, ELN rebels", "COL+eln", Role.OFFICIAL),
    ],
)
def test_a_mention_belongs_to_whom_it_names(mention: str, party: str, role: Role) -> None:
    assert REGISTER.party_of(mention) == (party, role)


@pytest.mark.parametrize(
    "mention",
    [
        "Kyiv's European allies",
        "medics",
        "the West",
        "Lantern Relief",
        "a US-backed group",
        "Iranian proxies",
        "Somali pirates",
        "Iraqi Shiite militias",
        "a New Jersey man",
        "a ship in the Gulf of Oman",
        "a tanker off the coast of Yemen",
        "Latin American leaders",
        "groups in nearby Syria",
    ],
)
def test_what_is_not_known_gets_no_code(mention: str) -> None:
    assert REGISTER.party_of(mention)[0] is None


def test_a_name_is_found_as_a_whole_word_only_and_in_its_case() -> None:
    text = "The Ukrainians spoke to us; Iranology and maliciously are no states."
    assert [(n.text, n.party) for n in REGISTER.find(text)] == [("Ukrainians", "UKR")]


def test_a_capital_is_marked_as_a_metonym_for_the_caller_to_judge() -> None:
    assert [(n.party, n.type) for n in REGISTER.find("Kyiv said so")] == [("UKR", "metonym")]


def test_the_case_extends_and_overrides_the_shipped_register() -> None:
    party = Party(
        code="northland",
        name="Northland",
        adjectives=("Northlander",),
        metonyms=("Moscow",),
        offices=(Office(name="Hill House", role=Role.MILITARY),),
        people=(Person(name="Anna Vale", aliases=("Vale",), role=Role.LEADER),),
    )
    register = Register.of(identified(Case, code="c", title="t", parties=(party,)))
    assert register.party_of("Hill House") == ("northland", Role.MILITARY)
    assert register.party_of("Vale") == ("northland", Role.LEADER)
    assert register.party_of("Moscow")[0] == "northland"
    assert register.party_of("Ukraine")[0] == "UKR"
