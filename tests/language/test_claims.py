"""The network that sees claims: what it sees, and that it sees no names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.language.syntax.claims import words
from trucewatch.language.syntax.parser import Parser, Token

PARTIES = ("Russia", "Ukraine", "Israel", "Iran", "Pakistan", "India", "Armenia", "Sudan")
REPORT = (
    "{0} said on Monday that {1} had torn up the agreement. Two people died when a shell came down on a market in the "
    "border town. Officials from {0} spoke of a grave error; {1} called the charge a fabrication and promised to keep "
    "its guns silent until Friday. Talks between {0} and {1} were put off."
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


def tokens(parser: Parser, text: str) -> list[Token]:
    return [t for s in parser.parse(text) for t in s.tokens]


def seen(parser: Parser, text: str) -> dict[str, str]:
    return {t.text: t.kind for t in tokens(parser, text) if t.odds > 0.5}


@settings(deadline=None, max_examples=25)
@given(pair=st.permutations(PARTIES).map(lambda p: p[:2]))
def test_names_change_nothing(pair: list[str]) -> None:
    parser = Parser.load()
    one, other = (tokens(parser, REPORT.format(*names)) for names in (pair, pair[::-1]))
    assert [t.upos for t in one] == [t.upos for t in other]
    assert [(t.kind, t.odds) for t in one] == [(t.kind, t.odds) for t in other]


def test_a_people_is_a_name_too(parser: Parser) -> None:
    told = "{0} drones set a depot alight in the night. The {1} refused to talk."
    one = tokens(parser, told.format("Russian", "Ukrainians"))
    other = tokens(parser, told.format("Ukrainian", "Russians"))
    assert [(t.kind, t.odds) for t in one] == [(t.kind, t.odds) for t in other]


def test_what_is_told_is_seen_and_what_is_not_is_not(parser: Parser) -> None:
    found = seen(parser, "A drone slammed into a block of flats in the town on Monday night, killing two people.")
    assert found == {"slammed": "attack", "killing": "casualties"}
    assert not seen(parser, "The library will open at nine on weekdays, and tickets can be had at the door.")


def test_every_word_has_odds(parser: Parser) -> None:
    assert all(0.0 <= t.odds <= 1.0 and t.kind for t in tokens(parser, REPORT.format("Oslo", "Bern")))


def test_a_words_vector_is_the_mean_of_its_pieces() -> None:
    import numpy as np

    pieces = np.array([[0.0], [1.0], [3.0], [5.0], [9.0]], np.float32)
    assert words(pieces, np.array([1, 3])).tolist() == [[2.0], [5.0]]
