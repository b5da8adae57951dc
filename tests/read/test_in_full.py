"""A source is called in full: an office with the name beside it, a body with its own (``in_full``)."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The governor of Sumy, Ivan Petz, said nine people were killed in the raid.",
            "The governor of Sumy, Ivan Petz",
        ),
        ("Nine people were killed, the region's governor, Ivan Petz, said.", "the region's governor, Ivan Petz"),
        ("The clinic has flour for a day, according to its head, Ana Ruiz, and two were hurt.", "its head, Ana Ruiz"),
        ("Its chair, Ana Ruiz, pleaded for a truce.", "Its chair, Ana Ruiz"),
        ("The peace foundation Lumen said nine people were killed in Goma.", "The peace foundation Lumen"),
        ("Its ally, the Marsh alliance, said two boys were hurt in a raid.", "Its ally, the Marsh alliance"),
        ("One, Ana Ruiz, 38, told us that nine people were killed.", "One, Ana Ruiz"),
        ("The mayor of the port, Odesa, said nine people were killed.", "The mayor of the port"),
        ("The governor of Sumy said nine people were killed in Kharkiv, Odesa and Konotop.", "The governor of Sumy"),
        ("According to the governor, Ivan Petz and Ana Ruiz were killed in the raid.", "the governor"),
        ("Ivan Petz, the governor of Sumy, said nine people were killed in the raid.", "Ivan Petz"),
    ],
)
def test_called_in_full(text: str, source: str) -> None:
    assert claims_of(text)[0].source.text == source


def test_an_act_has_its_doer_by_the_same_words() -> None:
    claim = claims_of("Its chair, Ana Ruiz, pleaded for a truce.")[0]
    assert claim.actor is not None
    assert claim.actor.text == claim.source.text
