"""Faults that a reader of the sample case would meet, each mended for its whole construction, with what must not be
read so."""

from __future__ import annotations

import pytest
from benchmarks.volume import CASE

from tests.read.helpers import claims_of, report_of
from trucewatch.gather import load_case
from trucewatch.read import parameters, read
from trucewatch.records import Claim


def one(text: str, kind: str) -> Claim:
    """The one claim of a kind in a text."""
    found = [c for c in claims_of(text) if c.kind.value == kind]
    assert len(found) == 1, [(c.kind.value, c.quote) for c in claims_of(text)]
    return found[0]


def kinds(text: str) -> list[str]:
    """The kinds of a text's claims, in their order."""
    return [c.kind.value for c in claims_of(text)]


CLASSES = [
    ("Rebels shelled a gas metering station near Arka. They had attacked the same station before.", "energy.pipeline"),
    ("A drone hit the Velka power plant on Monday. Graustark did not strike this facility.", "energy.generation"),
    ("A missile struck a waterworks. Guns had damaged the waterworks; the army destroyed it.", "other"),
    ("A drone struck a gas distribution station. Equipment was damaged.", "energy.pipeline"),
    ("Drones hit an army depot. Equipment was damaged.", "military.equipment"),
    ("A shell hit a pumping station. Tanks and equipment were destroyed near the border.", "military.equipment"),
    ("One tank is still burning; the area is about 900 sq metres.", "energy.oil_storage"),
    ("One tank is still burning near the trench.", "military.equipment"),
]


@pytest.mark.parametrize(("text", "wanted"), CLASSES, ids=[t[-40:] for t, _ in CLASSES])
def test_what_is_named_again_has_the_class_of_what_it_was(text: str, wanted: str) -> None:
    last = [c for c in claims_of(text) if c.kind.value in ("attack", "damage")][-1]
    assert last.target is not None and last.target.target_class is not None
    assert last.target.target_class.value == wanted


def test_a_place_beside_a_thing_is_where_the_thing_is() -> None:
    text = (
        "Russia and Ukraine accused each other of attacking a station near Sudzha in the Kursk region. "
        "The ministry in Moscow said troops leaving the area had blown up the station."
    )
    attacks = [c for c in claims_of(text) if c.kind.value == "attack"]
    assert attacks and all({p.name for p in c.places} == {"Sudzha"} for c in attacks)


def test_supply_is_of_wires_and_supplies_are_relief() -> None:
    assert kinds("Supply to 300 customers in Kharkiv was restricted after the shelling.") == ["outage"]
    assert "aid" not in kinds("The city is without electricity. We will report when supply is restored.")
    assert kinds("The army restricted supplies to the camp.") == ["obstruction"]
    assert kinds("The army restricted food supply to the camp.") == ["obstruction"]


def test_people_are_brought_out_and_hospitals_given_up() -> None:
    assert kinds("Patients and staff have been evacuated.") == ["displacement"]
    assert kinds("The army evacuated the hospital.") == ["control"]
    assert kinds("The army encircled two of the last working hospitals.") == ["control"]


def test_a_ban_on_strikes_is_agreed_and_one_on_imports_imposed() -> None:
    assert kinds("Umerov said both sides had agreed on a ban on strikes against power plants.") == ["acceptance"]
    assert kinds("The EU agreed on a ban on imports of Russian gas.") == ["sanction"]


@pytest.mark.parametrize(
    "text",
    [
        "The General Staff in Kyiv called the accusations invented.",
        "The Russian ministry called the accusations baseless.",
        "The Russian accusations of recent days have no basis.",
        "The ministry in Moscow said the accusations had no foundation.",
    ],
)
def test_who_calls_a_charge_untrue_denies_it(text: str) -> None:
    claim = one(text, "accusation")
    assert claim.polarity == "negated"


def test_no_refusal_in_soothing_words_nor_in_what_would_settle_things() -> None:
    assert kinds("Ukraine will hold a drill. There is no reason to worry.") == []
    assert kinds("Shells fell near Sumy. A monitoring mission would have to settle this.") == ["attack"]
    assert kinds("Russia saw no reason to extend the truce with Ukraine.") == ["rejection"]


def test_a_condition_without_if() -> None:
    assert "accusation" not in kinds("Should Ukraine break the truce, the Kremlin said, Russia will be free to act.")
    text = "Rwanda said it would lift its border measures only once the militia has been disarmed."
    assert one(text, "commitment").modality == "conditional"
    assert one("Rwanda said it would lift its border measures.", "commitment").modality == "actual"


def test_what_is_proposed_or_still_to_be_held_is_to_come() -> None:
    assert one("Consultations between Russia and Ukraine are still to be held.", "talks").modality == "future"
    assert one("Hamas said the attack by its fighters on Israel had been planned for years.", "attack").modality == (
        "actual"
    )
    assert one("Third countries may be asked to help Ukraine with monitoring.", "demand").modality == "possible"
    assert one("Ukraine asked third countries to help with monitoring.", "demand").modality == "actual"


def test_quotes_keep_only_and_leave_out_when_it_was_said() -> None:
    text = "Putin told Trump on Tuesday that his forces would stop striking power plants."
    assert one(text, "commitment").quote.startswith("his forces")
    covers = [c.quote for c in claims_of("The Russian truce covers power plants only, Peskov stressed.")]
    assert all(q.endswith("only") for q in covers)


def test_a_name_behind_an_office_is_the_speaker() -> None:
    text = "Homes were damaged in a drone attack on Poltava overnight, acting governor Ivo Kohut told a channel."
    assert {c.source.text for c in claims_of(text)} == {"acting governor Ivo Kohut"}
    text = "Foreign Ministry spokeswoman Maria Zakharova, for her part, accused Ukraine of having shelled Sudzha."
    assert one(text, "attack").source.text == "Foreign Ministry spokeswoman Maria Zakharova"


def test_when_is_no_part_of_a_name() -> None:
    claim = one("This morning Russian drones attacked a power plant.", "attack")
    assert claim.actor is not None and claim.actor.text == "Russian drones"
    assert claim.time is not None and claim.time.text == "This morning"


def test_hours_in_words_and_the_same_night() -> None:
    claim = one("A drone hit the depot at about two in the morning on Monday.", "attack")
    assert claim.time is not None and claim.time.text == "at about two in the morning on Monday"
    assert str(claim.time.start) == "2025-05-19 01:30:00+00:00"
    assert one("Shelling killed two in the morning.", "casualties").counts[0].high == 2
    text = "On the morning of 21 May troops struck a station. The same night drones attacked a refinery."
    later = [c for c in claims_of(text) if c.kind.value == "attack"][-1]
    assert later.time is not None and str(later.time.start) == "2025-05-20 18:00:00+00:00"


def test_a_note_on_one_event_tells_of_its_place_to_the_end() -> None:
    text = "Drones hit a depot in Engels on Tuesday.\n\nThirty workers were evacuated. There are no dead.\n\n"
    text += "Two tanks burned down."
    assert all("Engels" in {p.name for p in c.places} for c in claims_of(text))
    other = text + "\n\nIn Saratov a barn caught fire.\n\nOne shed burned down."
    assert [p.name for c in claims_of(other)[-1:] for p in c.places] != ["Engels"]


SAMPLE = load_case(CASE)


def in_sample(outlet: str, text: str) -> list[Claim]:
    """The claims of a report by an outlet of the sample case."""
    return list(read(report_of(text).model_copy(update={"outlet": outlet}), parameters(SAMPLE)))


@pytest.mark.parametrize(("outlet", "foe"), [("ukr-gs-bulletin", "RUS"), ("rus-mod-bulletin", "UKR")])
def test_a_party_s_own_bulletin_means_the_other_party_by_the_enemy(outlet: str, foe: str) -> None:
    for text in ("The enemy shelled a school.", "This morning enemy drones attacked a substation."):
        actors = [c.actor for c in in_sample(outlet, text)]
        assert [a and a.party for a in actors] == [foe], text


@pytest.mark.parametrize("outlet", ["lybid-wire", "volga-wire", "eastline"])
def test_whose_enemy_a_newspaper_means_is_not_said(outlet: str) -> None:
    found = in_sample(outlet, "The enemy shelled a school.")
    assert [c.actor and c.actor.party for c in found] == [None]


@pytest.mark.parametrize(("outlet", "own"), [("ukr-gs-bulletin", "UKR"), ("rus-mod-bulletin", "RUS")])
def test_a_ministry_s_air_defence_is_its_own(outlet: str, own: str) -> None:
    found = in_sample(outlet, "Air defence forces on duty shot down 57 drones.")
    assert [c.actor and c.actor.party for c in found] == [own]


def test_a_facility_of_the_case_has_the_class_of_its_name() -> None:
    (claim,) = in_sample("eastline", "The Sudzha station was shelled.")
    assert claim.target is not None and claim.target.target_class is not None
    assert claim.target.target_class.value == "energy.pipeline"


def actors(text: str, kind: str) -> list[str | None]:
    """The parties of whoever did what claims of a kind tell, in their order."""
    return [c.actor.party if c.actor else None for c in claims_of(text) if c.kind.value == kind]


def test_the_accused_did_it_and_not_who_accuses() -> None:
    assert actors("Poland accused Russia of having fired on an ambulance.", "attack") == ["RUS"]
    (claim,) = claims_of("The Red Cross accused the army of having shelled a clinic.")
    assert claim.actor is not None and claim.actor.text == "the army"


def test_what_came_of_an_attack_has_its_author() -> None:
    text = "As a result of attacks by Ukrainian drones a transformer was damaged near Kursk."
    assert actors(text, "damage") == ["UKR"]
    assert actors("As a result of a storm a transformer was damaged near Kursk, Ukraine said.", "damage") == [None]


def test_it_was_they_who_did_it() -> None:
    claim = one("Kovalenko said it was Russia that had attacked the station again.", "attack")
    assert claim.actor is not None and claim.actor.text == "Russia"
    assert claim.quote.startswith("it was Russia") and not claim.places


def test_shot_down_line_by_line() -> None:
    text = "Overnight air defence shot down 57 Ukrainian drones:\n\n- 35 over Kursk region,\n- 22 over Oryol region."
    claim = one(text, "interception")
    assert [p.name for p in claim.places] == ["Kursk Oblast", "Oryol Oblast"]
    assert [c.low for c in claim.counts] == [57, 35, 22]
    assert text.startswith(claim.quote) and claim.quote.endswith("Oryol region")
    other = "Overnight air defence shot down 57 Ukrainian drones.\n\n- 35 people work in Kursk region."
    assert one(other, "interception").places == ()


def test_air_defence_destroys_what_flies() -> None:
    assert kinds("Air defence destroyed 12 targets over Belgorod region.") == ["interception"]
    assert kinds("The army destroyed 12 targets in Belgorod region.") == ["attack"]


def test_a_toll_has_its_people_and_the_day_of_the_blow() -> None:
    claim = one(
        "The number of people injured in Monday's missile strike on Sumy has risen to 88, the office said.",
        "casualties",
    )
    assert claim.target is not None and claim.target.target_class is not None
    assert claim.target.target_class.value == "civilians"
    assert claim.time is not None and claim.time.text == "Monday"


def test_arms_of_what_was_told_before() -> None:
    hit = [c for c in claims_of("Russia launched 40 drones. One of them hit a hospital in Sumy.") if c.places]
    assert [w.value for w in hit[0].weapons] == ["drone"]
    (blow,) = [c for c in claims_of("A man came with four others. One of them hit a hospital in Sumy.") if c.places]
    assert blow.weapons == ()
    assert [w.value for w in one("A high-explosive missile struck a hotel.", "attack").weapons] == ["missile"]


def test_fires_spread_over_so_much_and_losses_are_no_dead() -> None:
    fire = one("A fire spread over 2,500 square metres at a depot in Engels.", "damage")
    assert [(c.low, c.high) for c in fire.counts] == [(2500, 2500)]
    more = one("A fire destroyed over 2,500 square metres of a depot in Engels.", "damage")
    assert [(c.low, c.high) for c in more.counts] == [(2500, None)]
    lost = one("Enemy losses amounted to 40 soldiers.", "casualties")
    assert [(c.what.value, c.low) for c in lost.counts] == [("other", 40)]


def test_two_targets_each_with_its_place_and_day() -> None:
    text = "Russian drones hit hospitals in Sumy on 18 May and the power supply of the railway in Poltava on 19 May."
    found = {c.target.target_class.value: c for c in claims_of(text) if c.target and c.target.target_class}
    assert [p.name for p in found["health"].places] == ["Sumy"] and [p.name for p in found["energy"].places] == [
        "Poltava"
    ]
    days = [found[k].time for k in ("health", "energy")]
    assert [t.text for t in days if t is not None] == ["on 18 May", "on 19 May"]


def test_a_denied_claim_is_a_denied_attack_and_said_once() -> None:
    text = (
        "The General Staff in Kyiv denies the claim of the ministry in Moscow that Ukrainian drones attacked plants in "
        "Kursk region and in occupied Crimea. There were no such strikes."
    )
    claim = one(text, "attack")
    assert claim.polarity == "negated" and {p.name for p in claim.places} == {"Kursk Oblast", "Crimea"}


def test_what_stands_behind_the_one_who_says_it_is_said_too() -> None:
    found = claims_of("The drones were shot down, Oleh Kiper wrote, and debris hit a house.")
    assert {c.source.text for c in found} == {"Oleh Kiper"}


def test_a_number_behind_a_date_counts_what_follows() -> None:
    claim = one("On the evening of 20 May four drones were shot down near Sumy.", "interception")
    assert claim.target is not None and claim.target.text == "four drones"
    assert claim.time is not None and claim.time.text == "On the evening of 20 May"


def test_a_second_strike_met_what_it_followed_at() -> None:
    text = (
        "Drones hit a power plant near Sumy. While crews were at work, a second strike followed at the same facility."
    )
    later = [c for c in claims_of(text) if c.kind.value == "attack"][-1]
    assert later.target is not None and later.target.target_class is not None
    assert (later.target.text, later.target.target_class.value) == ("the same facility", "energy.generation")


def test_a_drone_is_downed_where_it_fell() -> None:
    text = "A drone aimed at a power plant in Kursk was shot down near Sudzha."
    assert [p.name for p in one(text, "interception").places] == ["Sudzha"]
    text = "Air defence shot down 12 drones flying over Kursk region."
    assert [p.name for p in one(text, "interception").places] == ["Kursk Oblast"]


def test_points_below_a_lead_are_its_speakers() -> None:
    text = (
        "Two clinics in Sumy region were hit by drones on Tuesday, the Sumy regional administration reports.\n\n"
        "- Sumy: a drone struck a clinic.\n- Konotop: a drone hit a school."
    )
    assert {c.source.text for c in claims_of(text)} == {"the Sumy regional administration"}
    told = "Two clinics in Sumy were hit by Russian drones.\n\n- A drone struck a school."
    assert {c.source.text for c in claims_of(told)} == {None}


def test_a_list_of_breaches_is_a_charge_and_a_list_drawn_up_no_proposal() -> None:
    text = "Lavrov said Russia had passed lists of Ukrainian violations of the truce to the United States."
    assert kinds(text) == ["accusation"]
    assert kinds("Russia and Ukraine have each drawn up a list of sites.") == []
    assert kinds("Ukraine has handed the Americans a list of sites it wants protected.") == ["proposal"]


def test_it_is_where_it_was_struck() -> None:
    text = "Ukraine did not shell the power plant in Kursk. It was the Russians who fired artillery at it."
    last = [c for c in claims_of(text) if c.kind.value == "attack"][-1]
    assert [p.name for p in last.places] == ["Kursk"] and last.actor is not None and last.actor.party == "RUS"


def test_no_body_that_did_not_report_goes_on() -> None:
    text = (
        "Homes in Kursk region lost power after strikes, the Russian ministry said. Neither regional government had "
        "reported any power cuts. The ministry said two drones had been shot down."
    )
    found = {c.quote: c.source.text for c in claims_of(text)}
    assert all(who is None for quote, who in found.items() if quote.startswith("Neither"))


def test_points_have_the_day_of_the_sentence_above() -> None:
    text = "Two clinics in Sumy region were hit by drones on Tuesday.\n\n- Sumy: a drone struck a clinic.\n"
    text += "- Konotop: a drone hit a school."
    found = [c.time for c in claims_of(text) if c.kind.value == "attack"]
    assert [t.text for t in found if t is not None] == ["on Tuesday"] * 3
    own = text.replace("a drone hit a school", "a drone hit a school on Monday")
    last = [c.time for c in claims_of(own) if c.kind.value == "attack"][-1]
    assert last is not None and last.text == "on Monday"


def test_districts_without_power_are_of_the_city() -> None:
    text = "Russian drones attacked Odesa on Tuesday.\n\nAt least three districts lost electricity, "
    text += "according to the energy company DTEK."
    claim = one(text, "outage")
    assert [p.name for p in claim.places] == ["Odesa"]
    text = text.replace("Odesa", "the village of Bohdanivka")
    assert all(p.name != "Bohdanivka" for p in one(text, "outage").places)


def test_a_threat_with_a_condition_waits_for_it() -> None:
    text = "Russia reserves the right to strike plants if Ukraine keeps breaking the truce, Peskov said on Friday."
    assert one(text, "threat").modality == "conditional"


def test_a_demand_is_put_to_nobody_of_the_next_clause() -> None:
    claim = one("Zelensky said the terms would have to be clear and that he hoped to speak with Trump.", "demand")
    assert claim.target is None


def test_strike_drones_behind_other_weapons_strike_nothing() -> None:
    text = "Russia attacked Ukraine with two missiles and 145 drones, attack drones and decoys taken together."
    assert kinds(text) == ["attack"]
    assert one(text, "attack").target is not None


@pytest.mark.parametrize("text", ["A fire breaks out over 200 sq metres.", "Fires spread over three hectares."])
def test_the_ground_that_a_fire_covers_is_counted_and_no_target(text: str) -> None:
    claim = one(text, "damage")
    assert claim.target is None
    assert claim.counts


@pytest.mark.parametrize("cause", ["Because of Russian shelling", "After shelling", "Following heavy shelling"])
def test_what_has_no_power_for_the_shelling_was_not_what_was_shelled(cause: str) -> None:
    text = f"{cause} the city of Kherson is without electricity."
    claim = one(text, "outage")
    assert [p.text for p in claim.places] == ["the city of Kherson"]
    assert all(c.target is None for c in claims_of(text) if c.kind.value == "attack")


def test_what_an_army_shelled_before_it_left_was_shelled() -> None:
    claim = one("After shelling the city the army withdrew.", "attack")
    assert claim.target is not None
    assert claim.target.text == "the city"


def test_a_subhead_tells_nothing() -> None:
    text = (
        "Two men were killed in Beirut on Monday, the army said.{gap}Strike in Lebanon{gap}A drone hit a car in Tyre."
    )
    for gap in ("  ", "\n\n"):
        assert [c.quote for c in claims_of(text.format(gap=gap)) if "Strike" in c.quote] == []
    assert kinds("Strike in Lebanon\n\nA drone hit a car in Tyre.")[0] == "attack"


def test_what_a_minister_does_between_an_armys_points_is_no_point_of_it() -> None:
    text = (
        "A drone hit a car in Tyre, the IDF said. National Security Minister Itamar Katz opposed the talks in Doha and "
        "called for all aid to be stopped. A rocket was shot down over Ashkelon, the IDF said."
    )
    assert {c.source.text for c in claims_of(text) if c.kind.value in ("rejection", "demand")} <= {
        None,
        "National Security Minister Itamar Katz",
    }


def test_who_stands_by_his_word_tells_nothing() -> None:
    claim = one("The minister spoke in Berlin. He urged Washington to stand by its word.", "demand")
    assert claim.source.party != "USA"


@pytest.mark.parametrize(("who", "party"), [("activists", None), ("officials", "SDN")])
def test_citizens_who_accuse_do_not_speak_for_their_state(who: str, party: str | None) -> None:
    assert one(f"Sudanese {who} accused the RSF of looting homes.", "attack").source.party == party


def test_who_is_named_last_vouches_for_the_last_clause_alone() -> None:
    text = "A shell hit a bus, the mayor said, and a train was damaged, according to the railways."
    assert one(text, "attack").source.text == "the mayor"
    assert one(text, "damage").source.text == "the railways"


def test_numbered_points_behind_a_colon_are_points() -> None:
    text = (
        "According to the army, in the past day:\n1) rebels fired at positions near Lachin;\n2) two men were wounded."
    )
    assert {c.source.text for c in claims_of(text)} == {"the army"}


@pytest.mark.parametrize("denying", ["rejected", "denied", "dismissed"])
@pytest.mark.parametrize(("one_side", "other", "code"), [("Ukraine", "Russia", "UKR"), ("Russia", "Ukraine", "RUS")])
def test_who_rejects_the_others_claim_denies_the_deed(denying: str, one_side: str, other: str, code: str) -> None:
    claim = one(f"{one_side}'s General Staff {denying} {other}'s claim that its artillery hit a warehouse.", "attack")
    assert claim.polarity == "negated"
    assert (claim.source.party, claim.actor and claim.actor.party) == (code, code)


def test_nobody_killed_and_three_hurt_are_two_numbers() -> None:
    claim = one("Nobody was killed and three firefighters were hurt.", "casualties")
    assert {(c.what.value, c.low, c.high) for c in claim.counts} == {("killed", 0, 0), ("injured", 3, 3)}
