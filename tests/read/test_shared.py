"""What stands at the end of a sentence, or in the clause that tells the cause, is said of the claim before it too."""

from __future__ import annotations

from datetime import date

from tests.read.helpers import claims_of
from trucewatch.values.vocabularies import Kind, Weapon


def test_the_day_at_the_end_is_of_both_deeds_of_one_subject() -> None:
    text = "Gunmen blew up a railway bridge near Khuzdar and took four guards hostage on 12 May."
    attack = next(c for c in claims_of(text) if c.kind is Kind.ATTACK)
    assert attack.time is not None and attack.time.days == (date(2025, 5, 12), date(2025, 5, 12))


def test_an_effect_has_the_day_and_the_weapon_of_what_caused_it() -> None:
    text = "Two farmers were killed when a drone hit their tractor near Bilopillia on 12 May."
    hurt = next(c for c in claims_of(text) if c.kind is Kind.CASUALTIES)
    assert hurt.time is not None and hurt.time.days == (date(2025, 5, 12), date(2025, 5, 12))
    assert hurt.weapons == (Weapon.DRONE,)
