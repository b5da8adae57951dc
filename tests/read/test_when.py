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
        "Russian drones struck a depot overnight. Russian drones have hit no refinery since the pause took effect.",
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
            "Since the start of the war, following the attacks of October 7, 2023, 900 people have been killed.",
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


@pytest.mark.parametrize(
    "text",
    [
        "The Sudzha gas station, under the control of Ukrainian forces since August 2024, was shelled by Russia.",
        "The station has been under the control of Ukrainian forces since August 2024, and was hit by artillery.",
        "Shells hit a depot in the Kursk region, which has been under Ukrainian control since August 2024.",
    ],
)
def test_how_long_a_state_has_held_is_no_time_of_what_befell_it(text: str) -> None:
    assert first(text, "attack").time is None


def test_what_has_gone_on_since_a_day_keeps_it() -> None:
    claim = first("Since 3 May, 40 people have been killed and 50 wounded.", "casualties")
    assert claim.time is not None
    assert claim.time.edtf == "2025-05-03/2025-05-21"


@pytest.mark.parametrize(
    "text",
    [
        "At least 40 people were wounded, the mayor said on Saturday.",
        "At least 40 people were wounded, said mayor Roman Savchuk on Saturday.",
        "At least 40 people were wounded in the attack on Kharkiv, officials said on Saturday.",
        "At least 40 people were wounded, according to the mayor on Saturday.",
    ],
)
def test_the_day_of_the_telling_is_not_that_of_the_wounding(text: str) -> None:
    assert [c.time for c in claims_of(text)] == [None] * len(claims_of(text))


def test_the_day_on_which_the_dead_are_found_is_not_that_of_the_killing() -> None:
    claims = claims_of(
        "A missile hit a block of flats in Kyiv on Thursday, killing eight people. "
        "Rescuers pulled two more bodies from the rubble on Saturday."
    )
    found = claims[-1]
    assert [(c.what.value, c.low) for c in found.counts] == [("killed", 2)]
    assert found.time is not None
    assert (found.time.edtf, found.time.basis) == ("2025-05-15", Basis.CARRIED)
    assert first("Rescuers pulled two bodies from the rubble on Saturday.", "casualties").time is None


def test_the_same_day_is_that_of_the_event_and_not_of_its_telling() -> None:
    claims = claims_of(
        "A missile hit a house in Sumy on Thursday, officials said on Saturday. "
        "On the same day, drones struck a school in Nikopol."
    )
    assert [c.time.edtf for c in claims if c.time is not None and c.kind.value == "attack"] == ["2025-05-15"] * 2


@pytest.mark.parametrize(
    ("published", "edtf"), [("2025-03-24T12:00:00+00:00", "2025-05"), ("2025-07-01T12:00:00+00:00", "2025-05")]
)
def test_a_truce_that_is_offered_in_a_month_is_in_the_one_to_come(published: str, edtf: str) -> None:
    claim = next(c for c in claims_of("Ruritania proposed a two-day ceasefire in May.", published))
    assert claim.kind.value == "proposal"
    assert claim.time is not None
    assert claim.time.edtf == edtf


def test_a_day_is_not_carried_to_another_town_but_a_night_is_to_all_of_its_bulletin() -> None:
    day = claims_of("Russian drones struck a clinic in Nikopol on Saturday. Russian shells hit a school in Sumy.")
    night = claims_of("Russian drones struck a clinic in Nikopol overnight. Russian shells hit a school in Sumy.")
    assert [c.time and c.time.text for c in day] == ["on Saturday", None]
    assert [c.time and c.time.text for c in night] == ["overnight", "overnight"]


def test_the_night_before_is_the_night_that_ends_on_the_day_told() -> None:
    claims = claims_of(
        "Twelve people were killed, Governor Ivan Fedorov said on Saturday, when drones hit Sumy the night before."
    )
    assert {c.time and c.time.edtf for c in claims} == {"2025-05-16/2025-05-17"}


def test_since_when_a_state_lasts_dates_nothing_that_is_told_beside_it() -> None:
    text = (
        "The plant had been under the control of Ukrainian units since August 2024; they destroyed it while retreating."
    )
    assert first(text, "damage").time is None


def test_a_tally_as_of_an_hour_is_of_those_that_came_overnight() -> None:
    text = "Raiders launched 131 drones at Odesa overnight. As of 08:30, air defence had shot down 73 drones."
    claim = first(text, "interception")
    assert claim.time is not None
    assert claim.time.edtf == "2025-05-20/2025-05-21"
    alone = first("As of 08:30, air defence had shot down 73 drones.", "interception")
    assert alone.time is not None
    assert alone.time.days[0].isoformat() == "2025-05-21"


def test_the_day_since_which_a_state_lasts_is_that_of_what_began_it() -> None:
    claim = first("The town had been cut off since Saturday, when an explosion damaged the line.", "damage")
    assert claim.time is not None
    assert (claim.time.text, claim.time.edtf) == ("Saturday", "2025-05-17")


def test_an_effect_of_several_verbs_has_the_time_of_its_cause() -> None:
    claim = first(
        "Two women were killed and nine people wounded when a bomb hit a clinic on Tuesday night.", "casualties"
    )
    assert claim.time is not None
    assert claim.time.text == "on Tuesday night"


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("On March 18 the army launched strikes, breaking the ceasefire agreed in January.", "attack", "On March 18"),
        ("Rebels broke the truce in January.", "accusation", "in January"),
        (
            "It let aid in after blocking supplies from entering for the last two months.",
            "obstruction",
            "for the last two months",
        ),
    ],
)
def test_a_time_is_of_the_participle_before_it_and_a_duration_of_what_bars(text: str, kind: str, when: str) -> None:
    times = [c.time.text for c in claims_of(text) if c.kind.value == kind and c.time]
    assert when in times


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("Ruritania accepts the plan, its president said on Monday.", "acceptance", "on Monday"),
        ("Ruritania supports the plan, its president told reporters on Monday evening.", "acceptance", None),
        ("The minister said on Monday that Ruritania opposed the plan.", "rejection", None),
        ("Ruritania has agreed with Zubrowka to a truce, the Ruritanian army said on Monday.", "acceptance", None),
        ("Ruritania and Zubrowka have agreed on a truce, the minister said on Monday.", "acceptance", None),
        ("The rebels have accepted the plan, their spokesman said on Monday.", "acceptance", "on Monday"),
        ("Hamas rejects the plan, its spokesman said on Monday.", "rejection", "on Monday"),
        ("Hamas rejects the plan, Israel's government said on Monday.", "rejection", None),
        ("In a statement on Monday Ruritania backed the plan.", "acceptance", "on Monday"),
    ],
)
def test_an_act_is_dated_by_its_telling_only_where_the_telling_does_it(text: str, kind: str, when: str | None) -> None:
    time = first(text, kind).time
    assert (time.text if time else None) == when


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        (
            "Thousands lost electricity after drone strikes, the ministry said on Sunday, in what it called a breach.",
            "outage",
            None,
        ),
        ("Shells hit two houses in Nikopol, the mayor said on Sunday, in the third raid of the week.", "attack", None),
        ("Two houses were hit, the mayor said on Sunday, on Friday night.", "attack", "on Friday night"),
        ("Shells hit two houses, the mayor said, on Friday.", "attack", "on Friday"),
        ("Power was cut on Friday, the company said on Sunday, in what it called a raid.", "outage", "on Friday"),
    ],
)
def test_a_day_of_the_telling_within_a_claims_words_is_not_its_own(text: str, kind: str, when: str | None) -> None:
    time = first(text, kind).time
    assert (time.text if time else None) == when


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Power was restored to the town by 19:00 on Monday.", "2025-05-19T00:00", "2025-05-19T19:00"),
        ("Power was restored to the town by 09:00 today.", "2025-05-21T00:00", "2025-05-21T09:00"),
        ("Power was restored to the town at 19:00 on Monday.", "2025-05-19T19:00", "2025-05-19T19:01"),
    ],
)
def test_what_was_done_by_an_hour_was_done_before_it(text: str, start: str, end: str) -> None:
    time = first(text, "outage").time
    assert time is not None
    assert (time.start.isoformat()[:16], time.end.isoformat()[:16]) == (start, end)
