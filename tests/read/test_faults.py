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
    assert {p.name for p in one(text, "attack").places} == {"Sudzha"}


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
