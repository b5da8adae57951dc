"""Names that a report explains itself."""

from __future__ import annotations

import pytest

from trucewatch.language.parties import Register

REGISTER = Register.of(None)


def found(text: str) -> list[tuple[str, str]]:
    return [(n.text, n.party) for n in REGISTER.reading(text).find(text)]


def test_a_short_form_means_what_the_name_beside_it_means() -> None:
    text = "The Ugandan Border Corps (UBC) opened fire. The UBC denied it."
    assert ("UBC", "UGA") in found(text)
    assert REGISTER.party_of("UBC") == (None, None)  # in that report, and nowhere else


def test_an_armed_group_that_no_register_knows_has_the_slug_of_its_name() -> None:
    text = "Fighters of the Red Valley People's Liberation Front (RVPLF) took Adan, and the RVPLF said so."
    assert [p for _, p in found(text)] == ["red-valley-peoples-liberation-front"] * 3


def test_a_state_in_the_name_of_a_group_gives_it_no_state() -> None:
    assert [p for _, p in found("The Syrian Salvation Front denied it.")] == ["syrian-salvation-front"]


@pytest.mark.parametrize(
    "text",
    [
        "The Eastern Front was quiet.",
        "The Sudan Doctors Network (SDN) counted the dead; SDN has a clinic there.",
        "The Green Movement (XYZ) is a party.",
        "When Ivo Petz Army shops open, they sell boots.",
    ],
)
def test_what_explains_nothing_adds_nothing(text: str) -> None:
    assert REGISTER.reading(text) is REGISTER


def test_capitals_without_end_are_read_in_bounded_time() -> None:
    assert found("Red Valley " * 20_000) == []
