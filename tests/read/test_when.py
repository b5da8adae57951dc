"""When a claim's event was: in its words, with the words that say it, or carried; else not at all."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of
from trucewatch.records import Claim
from trucewatch.values.moment import Basis


def first(text: str, kind: str) -> Claim:
    return next(c for c in claims_of(text) if c.kind.value == kind)


def test_a_time_before_a_participle_belongs_to_the_deed() -> None:
    claim = first("Rebel gunners shelled the town of Goma in the past 24 hours, wounding six people.", "attack")
    assert claim.time is not None
    assert claim.time.edtf == "2025-05-20/2025-05-21"


def test_a_clause_inside_since_has_its_own_time_and_the_deed_the_stretch() -> None:
    claim = first("At least 40 people have been killed since the army shelled the town on 3 May.", "casualties")
    assert claim.time is not None
    assert claim.time.edtf == "2025-05-03/2025-05-21"


def test_a_list_carries_its_time_and_says_from_where() -> None:
    claims = claims_of(
        "Russian troops shelled the town of Orikhiv overnight. Russian drones struck a school in Nikopol. "
        "The strike wounded two teachers."
    )
    carried = [c for c in claims if c.time is not None and c.time.basis is Basis.CARRIED]
    assert carried
    for claim in carried:
        assert claim.time is not None
        assert (claim.time.text, claim.time.edtf) == ("overnight", "2025-05-20/2025-05-21")
        assert claim.why is not None
        assert any("sentence 1" in note for note in claim.why.notes)


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops shelled Orikhiv overnight. Ukrainian drones struck a refinery in Ryazan.",  # another side
        "Russian troops shelled Orikhiv overnight. The weather was fine. Birds sang. Russian drones struck a school.",
    ],
)
def test_nothing_is_carried_to_another_event(text: str) -> None:
    last = [c for c in claims_of(text) if c.kind.value == "attack"][-1]
    assert last.time is None


def test_without_a_date_of_publication_there_is_no_time() -> None:
    assert all(c.time is None for c in claims_of("Troops shelled the town on Tuesday.", published=None))


@pytest.mark.parametrize(
    ("text", "kind", "edtf"),
    [
        (
            "On Saturday, the health ministry announced that 40 people had been killed in the past day.",
            "casualties",
            "2025-05-16/2025-05-17",
        ),
        (
            "On Saturday the ministry said that 3,785 people had been killed since the army came back on 18 March.",
            "casualties",
            "2025-03-18/2025-05-17",
        ),
        ("Ruritania said last month that its troops had captured the town of Strelsau.", "control", "2025-04"),
        (
            "The army killed 54 militants trying to cross the border between Friday and Sunday.",
            "casualties",
            "2025-05-16/2025-05-18",
        ),
        (
            "Since the start of the war, following the October 7, 2023, attacks, 900 people have been killed.",
            "casualties",
            "2023-10-07/2025-05-21",
        ),
        (
            "The group signed on Thursday, four days after it overran the base.",
            "control",
            "2025-05-11",
        ),
        ("The fighting in December killed 47 soldiers and wounded more than 900.", "casualties", "2024-12"),
        ("Some 69 of the drones launched overnight were shot down.", "interception", "2025-05-20/2025-05-21"),
        (
            "A resident said drones attacked the airport on Tuesday. The army said that it had shot down six drones.",
            "interception",
            "2025-05-20",
        ),
        (
            "Ruritania and Zubrowka exchanged 180 prisoners on Friday, officials said. "
            "The ministry said that 90 servicemen had been returned.",
            "exchange",
            "2025-05-16",
        ),
    ],
)
def test_a_time_is_held_against_its_telling(text: str, kind: str, edtf: str) -> None:
    moment = first(text, kind).time
    assert moment is not None
    assert moment.edtf == edtf


def test_what_an_agreement_told_in_the_past_perfect_was_is_not_said() -> None:
    claim = first(
        "A senior rebel told reporters on Monday that the group had agreed to the truce proposal.", "acceptance"
    )
    assert claim.time is None


def test_a_time_of_the_telling_stands_not_between_the_items_of_a_bulletin() -> None:
    claims = claims_of(
        "Ruritanian forces shelled five districts in the past 24 hours, the governor said on Wednesday. "
        "A drone struck a van in the village of Murom."
    )
    assert {c.time.edtf for c in claims if c.time is not None} == {"2025-05-20/2025-05-21"}
    assert all(c.time is not None for c in claims)


def test_what_ended_before_an_event_lends_it_no_time() -> None:
    claims = claims_of("Ruritania imposed a blockade on 2 March that lasted before it allowed aid to enter the strip.")
    assert [c.time.edtf if c.time else None for c in claims if c.polarity.value == "negated"] in ([], [None])
