"""Only what is plainly not English is refused."""

from __future__ import annotations

import pytest

from trucewatch.language.identify import not_english

ENGLISH = "The governor said that two drones had struck a depot near the village during the night."


@pytest.mark.parametrize(
    "text",
    [
        "Губернатор сообщил, что два беспилотника ударили по складу ночью.",
        "Губернатор повідомив, що два безпілотники влучили у склад уночі.",
        "El gobernador dijo que dos drones atacaron un depósito cerca del pueblo durante la noche.",
        "Le gouverneur a déclaré que deux drones avaient frappé un dépôt pendant la nuit.",
        "قال المحافظ إن طائرتين مسيرتين ضربتا مستودعا قرب القرية أثناء الليل.",
    ],
)
def test_what_is_not_english_is_told(text: str) -> None:
    assert not_english(text)


@pytest.mark.parametrize("text", [ENGLISH, "Kyiv Odesa Kharkiv Sumy", "", "🙂 🙂", "Two killed.", "12:40 alarm over"])
def test_english_and_what_cannot_be_told_is_read(text: str) -> None:
    assert not_english(text) is None


def test_foreign_names_make_no_foreign_text() -> None:
    assert not_english(f"{ENGLISH} Губернатор Гладков wrote it on Telegram.") is None


def test_only_a_stretch_of_a_long_text_is_looked_at() -> None:
    assert not_english(ENGLISH * 30_000) is None


def test_the_short_look_agrees_with_the_long_one() -> None:
    """Function words settle only what the closer look would take for English as well."""
    english = f"{ENGLISH} It was said that they have been there for this and would have left with the others. "
    polish = "Gubernator powiedział, że dwa drony uderzyły w nocy w skład paliw niedaleko wioski, a straż gasi pożar. "
    assert not_english(english) is None
    assert not_english(english + 6 * polish)
    assert not_english(6 * polish + english)
