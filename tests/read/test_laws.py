"""The laws of the reader: verbatim, the same every time, neutral, never a crash, no actor that is not named."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.read.helpers import claims_of
from trucewatch.records import Claim
from trucewatch.values.vocabularies import Polarity

STORY = (
    "Russian drones struck a power plant in Kharkiv overnight, killing two workers, the mayor said. "
    'Kyiv called the attack "a flagrant breach of the truce". Moscow denied that it had hit the plant. '
    "The two sides agreed to exchange 50 prisoners on Friday after talks in Istanbul."
)


def _short(claim: Claim) -> tuple[object, ...]:
    actor = claim.actor.party if claim.actor else None
    target = (claim.target.target_class, claim.target.party) if claim.target else None
    return (claim.start, claim.end, claim.kind, claim.polarity, claim.modality, claim.source.party, actor, target)


def _verbatim(text: str, claims: tuple[Claim, ...]) -> None:
    for c in claims:
        assert text[c.start : c.end] == c.quote
        mentions = [c.source.text, c.cue, c.about]
        mentions += [m.text for m in (c.actor, c.target) if m is not None]
        for words in [*mentions, *(p.text for p in c.places)]:
            assert words is None or words in text


def test_everything_quoted_is_in_the_text() -> None:
    claims = claims_of(STORY)
    assert len(claims) >= 5
    _verbatim(STORY, claims)


def test_the_same_report_reads_the_same() -> None:
    assert claims_of(STORY) == claims_of(STORY)


def test_swapping_the_parties_swaps_the_output_and_nothing_else() -> None:
    text = "{A} forces shelled a hospital in the border town on Tuesday, killing three nurses, officials in {B} said."
    one, two = (claims_of(text.format(A=a, B=b)) for a, b in (("Indian", "Pakistan"), ("Pakistani", "India")))
    swap = {"IND": "PAK", "PAK": "IND", None: None}
    assert one and len(one) == len(two)
    for a, b in zip(one, two, strict=True):
        assert (a.kind, a.polarity, a.modality) == (b.kind, b.polarity, b.modality)
        assert swap[a.actor.party if a.actor else None] == (b.actor.party if b.actor else None)
        assert swap[a.source.party] == b.source.party


def test_no_actor_where_none_is_named() -> None:
    for text in (
        "A blast hit a market in Quetta, killing six people.",
        "Two people were killed in a strike on a house.",
    ):
        assert all(c.actor is None or c.actor.party is None for c in claims_of(text))


def test_the_accused_and_not_the_accuser_is_the_actor_of_the_deed() -> None:
    (claim,) = [
        c for c in claims_of("Kyiv accused Moscow of shelling a clinic in Nikopol.") if c.kind.value == "attack"
    ]
    assert claim.actor is not None and claim.actor.party == "RUS"
    assert claim.source.party == "UKR"


HOSTILE = [
    *("", " ", "\n\n\n", "....", '"' * 5000, "“" * 2000, "(" * 3000, "a" * 20_000, "1 " * 5000),
    *("\u200b" * 500 + "Kyiv said", "🚀 " * 2000, "he said " * 3000, 'said "' * 2000, "killed and " * 2000),
    *("قالت الحكومة إن الهجوم " * 200, "Kyiv\x00said\x07 it", "said that " * 2000, "attack on the " * 2000),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_neither_crashes_nor_takes_long(text: str) -> None:
    began = time.perf_counter()
    _verbatim(text, claims_of(text))
    assert time.perf_counter() - began < 30


def test_time_grows_with_length_only() -> None:
    def seconds(n: int) -> float:
        began = time.perf_counter()
        claims_of((STORY + "\n\n") * n)
        return time.perf_counter() - began

    claims_of(STORY)
    short, long = seconds(10), seconds(80)
    assert long < 8 * short * 2.5


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    _verbatim(text, claims_of(text))


def test_an_unrelated_report_changes_nothing() -> None:
    before = [_short(c) for c in claims_of(STORY)]
    claims_of("Rebels released two nurses, a charity said.")
    assert [_short(c) for c in claims_of(STORY)] == before


def test_a_report_without_a_date_gets_no_relative_time() -> None:
    assert all(c.time is None for c in claims_of("Russia shelled Sumy yesterday.", published=None))


def test_no_actor_is_inferred_from_where_it_happened() -> None:
    text = (
        "Troops fired on a crowd in Nairobi on Monday, killing two people. Shops in Mombasa and Kisumu were closed. "
        "Police in Nakuru said soldiers had shelled a school."
    )
    acts = [c for c in claims_of(text) if c.kind in ("attack", "casualties")]
    assert acts
    assert all(c.actor is None or c.actor.party is None for c in acts)


DENIALS = [
    "Reports spread by Orvian sources that the Armed Forces of Ukraine shelled the metering station are false.",
    "The Russian Defence Ministry denied that its forces had struck the hospital in Sumy.",
    "Ukraine did not strike this facility, the General Staff said.",
    "Claims that Israeli forces had bombed the school were fabricated, the army said.",
    "The ministry rejected as baseless the allegation that Indian troops shelled the village.",
    "Moscow called reports that Russian drones attacked the port untrue.",
    "Neither side shelled the town overnight, the governor said.",
    "Allegations that rebels attacked the convoy are groundless, their spokesman said.",
]


@pytest.mark.parametrize("text", DENIALS)
def test_a_denial_is_never_told_as_an_attack(text: str) -> None:
    found = [c for c in claims_of(text) if c.kind == "attack"]
    assert all(c.polarity is Polarity.NEGATED for c in found), [c.quote for c in found]


def test_the_general_staff_is_that_of_the_side_named() -> None:
    text = (
        "The Ukrainian General Staff denied it. Russian forces themselves had shelled the station with artillery, "
        "the General Staff said."
    )
    shelling = [c for c in claims_of(text) if c.kind == "attack" and c.polarity is Polarity.AFFIRMED]
    assert {c.source.party for c in shelling} == {"UKR"}
    both = "The Russian General Staff spoke. " + text.replace("denied it", "spoke too")
    assert {c.source.party for c in claims_of(both) if c.kind == "attack"} <= {None}


def test_an_exercise_is_no_attack() -> None:
    found = claims_of("According to the scenario, a missile hits the boiler house. Sirens will be heard.")
    assert all(c.modality != "actual" for c in found if c.kind == "attack")


def test_it_said_is_whoever_the_sentence_is_about() -> None:
    text = (
        "The Russian Defence Ministry said it had hit a restaurant in Sumy. The Ukrainian General Staff rejected that "
        "account as false: the missile, it said, hit a playground."
    )
    hit = [c for c in claims_of(text) if c.target and c.target.text and "playground" in c.target.text]
    assert [c.source.party for c in hit] == ["UKR"]
    assert all(c.actor is None or c.actor.party != "UKR" for c in hit)


def test_whose_body_it_is_is_no_place() -> None:
    found = claims_of("The Defence Forces of Ukraine shelled a fuel depot in Kharkiv on Monday, Moscow said.")
    assert {p.name for c in found for p in c.places} == {"Kharkiv"}


def test_half_of_a_joint_party_is_none() -> None:
    text = "Ulric Quillmore, Emmanuel Macron and Mark Carney called on Hamas to release the hostages."
    found = [c for c in claims_of(text) if c.kind == "demand"]
    assert found
    assert all(c.source.party is None or "+" not in c.source.party for c in found)


def test_a_dash_below_a_verb_is_no_thing() -> None:
    found = claims_of("The city of Sumy came under artillery fire – the third time this week – on Monday.")
    assert [c.kind.value for c in found] == ["attack"]


def test_a_state_within_a_persons_name_is_no_party() -> None:
    found = claims_of("Congressman Jim Jordan urged Armenia to end the war.")
    assert [c.source.party for c in found] == [None]


def test_who_stands_to_a_state_in_a_relation_does_not_act_for_it() -> None:
    found = claims_of("Kyiv's Western backers urged Russia to end the war.")
    assert [c.source.party for c in found] == [None]


def test_whose_the_occupation_forces_are_swaps_with_who_speaks_of_them() -> None:
    text = (
        "{0} and {1} fought on. {0} and {1} traded strikes. "
        "{2}'s General Staff said the occupation forces had shelled a market."
    )
    for one, other in (("RUS", "UKR"), ("UKR", "RUS")):
        names = {"RUS": "Russia", "UKR": "Ukraine"}
        found = claims_of(text.format("Russia", "Ukraine", names[one]))
        assert [c.actor.party for c in found if c.kind.value == "attack" and c.actor] == [other]
    for who in ("Russia", "Ukraine", "Israel"):  # nobody's where the other side is not told of, and never one's own
        found = claims_of(f"{who}'s General Staff said the occupation forces had shelled a market.")
        assert [c.actor.party for c in found if c.actor] == [None]
