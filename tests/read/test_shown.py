"""Claims that only the examples show: where a rule would take the word for a mere mention, and what they befall."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of

SHOWN = [
    ("The governor spoke of six wounded and of trams standing still on the left bank.", "casualties"),
    ("Fighting is continuing for control of the town.", "clash"),
]
NAMED_ONLY = [
    ("Fighting is continuing for control of the town.", "control"),
    ("He called for the deployment of peacekeepers.", "deployment"),
    ("He spoke of the loss of trust and of power cuts.", "outage"),
    ("The minister warned against losses.", "casualties"),
]
BEFELL = [
    ("Ruritanian aircraft dropped flares on the village of Zabinka overnight.", "attack", "settlement"),
    ("The militia recaptured Khuwei's outskirts.", "control", "settlement"),
]


@pytest.mark.parametrize(("text", "kind"), SHOWN)
def test_what_is_new_is_told(text: str, kind: str) -> None:
    assert kind in [c.kind.value for c in claims_of(text)]


@pytest.mark.parametrize(("text", "kind"), NAMED_ONLY)
def test_what_is_only_wanted_or_talked_of_is_not(text: str, kind: str) -> None:
    assert kind not in [c.kind.value for c in claims_of(text)]


@pytest.mark.parametrize(("text", "kind", "befell"), BEFELL)
def test_what_flies_is_no_target(text: str, kind: str, befell: str | None) -> None:
    targets = [c.target for c in claims_of(text) if c.kind.value == kind]
    classes = [t and t.target_class and t.target_class.value for t in targets]
    assert classes == [befell]


PLAIN = [
    ("Women in labour were taken to the basement.", "displacement", "civilians"),
    ("Foreign aid workers have been kept out of the enclave since March.", "obstruction", "humanitarian"),
    ("Nine mechanics were led off at gunpoint.", "detention", "civilians"),
    ("A scooter packed with explosives went off beside the police station.", "attack", "government"),
    ("Two boiler rooms switched to reserve.", "outage", "energy.heat"),
    ("Bangs were heard over the city before dawn.", "attack", "settlement"),
]
NO_DEED = [
    "The guests were taken to the hall.",
    "The coach is training 20 players for the final.",
    "The actor threw in the towel.",
    "The alarm went off at six.",
    "Lifeguards led off the parade.",
    "The ministry reported a boom in exports.",
]


@pytest.mark.parametrize(("text", "kind", "befell"), PLAIN)
def test_a_deed_in_everyday_words(text: str, kind: str, befell: str) -> None:
    targets = [c.target for c in claims_of(text) if c.kind.value == kind]
    assert [t and t.target_class and t.target_class.value for t in targets] == [befell]


@pytest.mark.parametrize("text", NO_DEED)
def test_the_same_words_of_other_matters(text: str) -> None:
    assert not list(claims_of(text))
