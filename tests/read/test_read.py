"""The reader: own samples, written for the project."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.read import parameters, read
from trucewatch.read.triggers import examples
from trucewatch.records import Claim, Report, identified
from trucewatch.records.layout import from_layout, to_layout
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import Kind, Modality, Polarity, Role, TargetClass, Weapon

PARAMS = parameters(None)
PUBLISHED = Moment.of_days(date(2025, 5, 21), date(2025, 5, 21), zone="UTC", basis=Basis.PUBLICATION)


def claims(text: str) -> tuple[Claim, ...]:
    return read(identified(Report, doc="r1", outlet="o", published=PUBLISHED, text=text), PARAMS)


def only(text: str, kind: Kind) -> Claim:
    [found] = [c for c in claims(text) if c.kind is kind]
    return found


@pytest.mark.parametrize(("entry", "kind", "text"), examples())
def test_every_example_of_the_lexicon_makes_its_kind(entry: str, kind: Kind, text: str) -> None:
    assert kind in {c.kind for c in claims(text)}, entry


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Ukraine's General Staff said drones struck a depot.", "UKR", "said"),
        ("Drones struck a depot, Russia's Defence Ministry said.", "RUS", "said"),
        ("According to the Indian army, gunmen attacked a checkpoint.", "IND", "According to"),
        ("Gunmen attacked a checkpoint, according to the Pakistani army.", "PAK", "according to"),
        ("“Gunmen attacked a checkpoint,” said Israeli army spokesman Dan Hill.", "ISR", "said"),
        ("Drones struck a depot.", None, None),
    ],
)
def test_the_speaker_vouches(text: str, source: str | None, cue: str | None) -> None:
    claim = only(text, Kind.ATTACK)
    assert (claim.source.party, claim.cue) == (source, cue)
    assert (claim.source.role is Role.REPORT) == (source is None)


def test_a_pronoun_and_a_surname_stand_for_the_fullest_mention() -> None:
    text = "German Chancellor Anna Vale spoke. Vale said drones hit a port. She said a missile struck a bridge."
    found = [c for c in claims(text) if c.kind is Kind.ATTACK]
    assert {(c.source.text, c.source.party) for c in found} == {("German Chancellor Anna Vale", "DEU")}


def test_slots_of_an_attack_are_what_the_words_say() -> None:
    claim = only("A Russian drone strike on an oil depot near Poltava killed two people overnight.", Kind.ATTACK)
    assert claim.actor and claim.actor.party == "RUS"
    assert claim.target and claim.target.target_class is TargetClass.ENERGY_OIL_STORAGE
    assert claim.weapons == (Weapon.DRONE,)
    assert [p.name for p in claim.places] == ["Poltava"]
    assert claim.time and claim.time.edtf == "2025-05-20/2025-05-21"


@pytest.mark.parametrize(
    "text",
    [
        "A drone struck a school in Kharkiv.",
        "The school in Kharkiv was hit, Ukraine's General Staff said.",
        "An explosion damaged a hospital in Gaza, Hamas officials said.",
        "Israeli civilians were killed in a rocket attack.",
        "“Several Maoist cadres” had been killed or seriously injured in the operation.",
        "Two soldiers were killed near the Russian border.",
    ],
)
def test_a_perpetrator_whom_nobody_names_is_nobody(text: str) -> None:
    assert all(c.actor is None for c in claims(text) if c.kind in {Kind.ATTACK, Kind.DAMAGE, Kind.CASUALTIES})


@pytest.mark.parametrize(
    ("text", "kind", "polarity", "modality"),
    [
        ("The army did not strike the hospital.", Kind.ATTACK, Polarity.NEGATED, Modality.ACTUAL),
        ("The army may attack the port.", Kind.ATTACK, Polarity.AFFIRMED, Modality.POSSIBLE),
        ("The army will attack the port.", Kind.ATTACK, Polarity.AFFIRMED, Modality.FUTURE),
        ("The army would attack the port if talks failed.", Kind.ATTACK, Polarity.AFFIRMED, Modality.CONDITIONAL),
        ("No one was injured.", Kind.CASUALTIES, Polarity.AFFIRMED, Modality.ACTUAL),
        ("The army allowed aid trucks into the valley.", Kind.OBSTRUCTION, Polarity.NEGATED, Modality.ACTUAL),
    ],
)
def test_mood(text: str, kind: Kind, polarity: Polarity, modality: Modality) -> None:
    claim = only(text, kind)
    assert (claim.polarity, claim.modality) == (polarity, modality)


def test_who_accuses_is_source_and_actor() -> None:
    claim = only("Ukraine accused Russia of breaking the truce.", Kind.ACCUSATION)
    assert claim.source.party == "UKR" and claim.actor and claim.actor.party == "UKR"
    assert claim.target and claim.target.party == "RUS"


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces shelled a village near Sumy, Ukraine's General Staff said on Tuesday.",
        "Russia accused Ukraine of breaking the truce. Ukraine rejected the offer.",
        "A Ukrainian drone hit an oil depot, Russia's Defence Ministry said.",
    ],
)
def test_swapping_the_parties_swaps_the_claims_and_nothing_else(text: str) -> None:
    swap = {"Russia": "Ukraine", "Ukraine": "Russia", "Russian": "Ukrainian", "Ukrainian": "Russian"}
    other = " ".join(
        next((w.replace(a, b) for a, b in sorted(swap.items(), reverse=True) if w.startswith(a)), w)
        for w in text.split()
    )
    codes = {"RUS": "UKR", "UKR": "RUS", None: None}
    rows = [
        [
            (c.kind, c.polarity, c.modality, c.source.party, c.actor and c.actor.party, c.target and c.target.party)
            for c in claims(t)
        ]
        for t in (text, other)
    ]
    swapped = [(k, p, m, codes[s], codes[a or None], codes[t or None]) for k, p, m, s, a, t in rows[0]]
    assert rows[0] and swapped == [(k, p, m, s, a or None, t or None) for k, p, m, s, a, t in rows[1]]


def test_every_claim_says_why_and_fits_the_published_layout() -> None:
    for claim in claims("Drones struck a depot in Sumy on Tuesday, killing two people, Ukraine's army said."):
        assert claim.why and claim.why.rule and claim.why.entries
        assert from_layout(to_layout(claim)).quote == claim.quote


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe to our newsletter: drones struck a depot.",
        "ARMY STRIKES DEPOT, KILLS TWO",
        "The chess club met its fans.",
        "",
    ],
)
def test_furniture_and_small_talk_make_no_attack(text: str) -> None:
    assert [c for c in claims(text) if c.kind is Kind.ATTACK] == []


def test_history_is_left_out() -> None:
    assert claims("In 2019 gunmen attacked a checkpoint.") == ()


def test_reading_twice_and_beside_other_text_gives_the_same_claims() -> None:
    text = "Gunmen attacked a checkpoint on Monday."
    assert claims(text) == claims(text)
    assert claims(text)[0].quote == claims(f"{text}\n\nThe fair opened.")[0].quote


_WORDS = [
    "Russia",
    "said",
    "“",
    "”",
    '"',
    ",",
    ".",
    "strike",
    "on",
    "Kyiv",
    "killed",
    "5",
    "people",
    "not",
    "will",
    "🔥",
    "\u200b",
    "\u202e",
    "قالت",
    "and",
    "by",
    "Gaza",
    "the enclave",
    "Ukraine's",
    "army",
    "\n\n",
    "according to",
    "он",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=80))
def test_quotes_are_verbatim_and_keep_within_the_text_whatever_it_is(words: list[str]) -> None:
    text = " ".join(words)
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.quote
        for mention in (claim.actor.text if claim.actor else None, claim.source.text):
            assert mention is None or mention in text


@pytest.mark.parametrize(
    "text",
    [
        "the army struck a village near Kharkiv and killed five " * 700,
        '"' * 10_000 + "he said " + '"' * 10_000,
        "“He said " * 10_000,
        "🔥 strike on Kyiv \u200b\u202e killed 5 " * 700,
        "قالت روسيا killed 5 people in غزة. " * 400,
        "a" * 2_000_000,
        "Anna, " * 20_000,
        " " * 200_000 + "x",
        "said " * 20_000,
    ],
    ids=["no-stops", "quotes", "nested", "emoji", "rtl", "one-word", "names", "space", "cues"],
)
def test_hostile_text_is_survived(text: str) -> None:
    assert all(text[c.start : c.end] == c.quote for c in claims(text))
