"""What is hit, whose it is, and who is not its author: sentences of the project's own, one law or shape each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.read.helpers import claims_of
from trucewatch.language.lexicon import lexicon
from trucewatch.records import Claim


def one(text: str, kind: str) -> Claim:
    """The only claim of this kind."""
    found = [c for c in claims_of(text) if c.kind.value == kind]
    assert len(found) == 1, [(c.kind.value, c.quote) for c in claims_of(text)]
    return found[0]


def whose(text: str, kind: str = "attack") -> str | None:
    claim = one(text, kind)
    assert claim.target is not None
    return claim.target.party


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Drones hit a Russian oil depot.", "RUS"),
        ("Drones hit Ukraine's energy facilities.", "UKR"),
        ("Drones hit a depot of the Syrian army.", "SYR"),
        ("Drones hit a school in Pakistan.", "PAK"),
        ("A missile hit a house in Kherson.", "UKR"),
        ("Israeli jets struck Hezbollah weapons depots in Lebanon.", "hezbollah"),
        # in doubt nobody's
        ("Ukrainian drones hit a house in Kherson.", None),
        ("A missile hit a house in Gaza City.", None),
        ("A missile hit a Russian-held town.", None),
        ("Shells hit their house.", None),
    ],
)
def test_whose_a_target_is(text: str, party: str | None) -> None:
    assert whose(text) == party


def test_terms_of_one_named_in_another_sentence_are_his() -> None:
    claim = one("President Zelensky put forward a plan. Russia rejected his plan.", "rejection")
    assert claim.actor is not None
    assert claim.actor.party == "RUS"
    assert claim.target is not None
    assert (claim.target.text, claim.target.party) == ("President Zelensky", "UKR")


def test_whose_a_target_is_swaps_with_the_sides() -> None:
    text = "{a} drones struck {b} airfields, and {b} missiles struck {a} ports."
    there = [
        (c.actor and c.actor.party, c.target and c.target.party)
        for c in claims_of(text.format(a="Russian", b="Ukrainian"))
    ]
    back = [
        (c.actor and c.actor.party, c.target and c.target.party)
        for c in claims_of(text.format(a="Ukrainian", b="Russian"))
    ]
    swap = {"RUS": "UKR", "UKR": "RUS"}
    assert there
    assert back == [(swap.get(str(a)), swap.get(str(b))) for a, b in there]


def test_the_reason_is_told_where_the_words_do_not_say_whose() -> None:
    claim = one("A missile hit a house in Kherson.", "attack")
    assert claim.why is not None
    assert any("country" in note for note in claim.why.notes)


def test_foreigners_are_not_the_countrys_they_are_in() -> None:
    assert whose("Shelling wounded three foreign citizens in Khartoum.", "casualties") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ukrainian officials announced alerts, reporting injuries in Kharkiv.", "casualties"),
        ("Russian rescuers put out a fire at a depot in Tula.", "damage"),
        ("Blasts damaged a bridge, as Ukrainian officials hinted at more.", "damage"),
        ("Turkish rescuers pulled seven bodies from the rubble.", "casualties"),
        ("Israeli scientists studied the pipeline blasts in Odesa revealed by Swiss experts.", "attack"),
    ],
)
def test_who_reports_or_helps_is_no_author(text: str, kind: str) -> None:
    assert one(text, kind).actor is None or one(text, kind).actor.party is None  # type: ignore[union-attr]


def test_an_army_speaks_of_its_own_aircraft_but_not_of_the_enemys() -> None:
    own = one("Aircraft struck six bunkers near Rafah, the Israeli military said.", "attack")
    assert own.actor is not None
    assert own.actor.party == "ISR"
    other = one("Enemy aircraft struck six bunkers near Rafah, the Israeli military said.", "attack")
    assert other.actor is None or other.actor.party is None


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("The army shelled the village with 40 rounds and 3 drones, damaging a barn.", "damage", "a barn"),
        ("The air force said it shot down 88 of 103 drones.", "interception", "88 of 103 drones"),
        ("No one was hurt, but windows in 40 houses were broken.", "damage", "windows in 40 houses"),
        ("Two aid workers were among those injured.", "casualties", "Two aid workers"),
        ("Moscow's four airports suspended flights because of drones.", "outage", "flights"),
        ("Two boys were shot and killed by settlers.", "casualties", "Two boys"),
        ("Troops identified and destroyed suspicious buildings.", "attack", "suspicious buildings"),
        ("The army identified and destroyed the launchers on Monday.", "attack", "the launchers"),
        ("The rebels set fire to the mosque.", "attack", "the mosque"),
        ("The air force recorded hits at 13 locations.", "attack", "13 locations"),
        ("Clashes between the army and rebels erupted in Goma.", "clash", "rebels"),
        ('Israel hit what it called "terrorist hideouts".', "attack", "terrorist hideouts"),
        ("Drones struck the refinery, causing a fire.", "damage", "the refinery"),
        ("Israel conducted a wave of strikes on the port.", "attack", "the port"),
    ],
)
def test_shapes_that_the_parser_gets_wrong_or_that_hide_the_target(text: str, kind: str, target: str) -> None:
    claim = one(text, kind)
    assert claim.target is not None
    assert claim.target.text == target


def test_what_the_second_one_says_is_the_second_ones() -> None:
    text = "The army said it had captured Bara, but Hamas said its fighters repelled the attack."
    told = {c.quote: c.source.text for c in claims_of(text) if c.kind.value == "control"}
    assert told == {"it had captured Bara": "The army", "its fighters repelled the attack": "Hamas"}


def test_fighting_as_a_subject_is_a_noun() -> None:
    assert one("Fighting between the army and the rebels intensified around the city.", "trend")


def test_not_only_denies_nothing() -> None:
    assert one("The army not only shelled the town but also jailed its mayor.", "attack").polarity.value == "affirmed"


def test_one_attack_where_the_clause_says_in_whose_strike() -> None:
    claim = one("The clinic was targeted in an Israeli strike.", "attack")
    assert claim.actor is not None
    assert claim.actor.party == "ISR"


@pytest.mark.parametrize(
    "text",
    [
        "They strike military targets only, the spokesman said.",
        "The force conducted an operation in search of a smuggler.",
        "He coordinates attacks against the police.",
    ],
)
def test_habits_searches_and_plans_are_no_attacks(text: str) -> None:
    assert "attack" not in {c.kind.value for c in claims_of(text)}


def test_what_follows_a_credit_line_is_another_story() -> None:
    text = "A drone hit a depot in Tula on Monday. The fire was put out by noon. Additional reporting by Ann Lee Cho"
    teaser = " Rebels seized the town of Goma on Tuesday."
    assert [c.quote for c in claims_of(text + teaser)] == [c.quote for c in claims_of(text)]


COMPOSED: list[dict[str, Any]] = lexicon("classes")["made_of"]


@pytest.mark.parametrize("row", COMPOSED, ids=[f"{row['class']}:{row['heads'][0]}" for row in COMPOSED])
def test_the_example_of_a_composed_class_has_that_class(row: dict[str, Any]) -> None:
    found = {c.target.target_class for c in claims_of(f"The rebels attacked {row['example']}.") if c.target}
    assert row["class"] in {c.value for c in found if c is not None}, found


def test_a_list_is_no_apposition() -> None:
    found = claims_of("Missiles struck a bakery, a kindergarten and a sanatorium in Odesa.")
    classes = {c.target.target_class.value for c in found if c.target and c.target.target_class}
    assert classes == {"commercial", "education", "other"}


def test_a_thing_of_no_class_can_be_hit() -> None:
    claim = one("Drones attacked a planetarium near Kursk.", "attack")
    assert claim.target is not None
    assert claim.target.target_class is not None
    assert claim.target.target_class.value == "other"
    told = claims_of("The ministers attacked the architecture of the deal.")
    assert all(c.kind.value != "attack" for c in told)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Russia agreed to hand over 23 badly wounded soldiers to Ukraine.", "23 badly wounded soldiers"),
        ("Kyiv handed over 31 captured pilots.", "31 captured pilots"),
    ],
)
def test_the_particle_of_a_verb_is_neither_of_whom_it_hands_over_nor_a_bound_of_the_number(
    text: str, named: str
) -> None:
    claim = one(text, "exchange")
    assert claim.target is not None
    assert claim.target.text == named
    assert [(c.low, c.high) for c in claim.counts] == [(int(named[:2]), int(named[:2]))]
