"""Words that a frame takes and that tell of no claim, each beside one that does."""

from __future__ import annotations

import pytest

from tests.read.helpers import claims_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ukraine's foreign minister was asked about the truce and asked us to wait, Azerbaijan said.", "demand"),
        ("Asked whether Armenia would sign, the Armenian minister smiled.", "demand"),
        ("Azerbaijan's army asked residents not to publish footage of the strikes.", "demand"),
        ("Families seeking food walked past the Israeli army post.", "demand"),
        ("The phone of the Ukrainian mayor rang at night.", "deployment"),
        ("Ukrainian farmers have dug their potatoes.", "deployment"),
        ("Ukrainian engineers cleared mines from the fields of Izium.", "control"),
        ("The flood took out the bridge near the Ukrainian town.", "control"),
        ("We came back because of the hens, a villager in Sumy told Reuters.", "exchange"),
        ("Two Ukrainian guards were cut by flying glass.", "obstruction"),
        ("The war in Ukraine began with a raid on Kyiv.", "trend"),
        ("UN peacekeepers observed 40 air strikes in Lebanon.", "trend"),
        ("The Russian president's conversation with journalists lasted three hours.", "talks"),
        ('"I would have done the same," the Ukrainian minister said.', "commitment"),
        ("The Ukrainian minister said his country would have to choose between water and light.", "commitment"),
        ("The Ukrainian head of the plant blamed the fog.", "accusation"),
        ("Insurers charge 2% of the value of a ship bound for Odesa.", "accusation"),
        ("Three fishermen drowned off the coast of Yemen.", "casualties"),
        ("Ruritania will dispatch two officials to the observers in Lebanon.", "casualties"),
        ("A group calling themselves the Lions held the road to Goma.", "assessment"),
        ("The Ukrainian president spoke at a news conference held in the garden.", "talks"),
        ("The general has had the Israeli cameras removed, his spokesman said.", "demand"),
        ("I will live on the rubble, a baker in Gaza said.", "commitment"),
        ("Pakistan gave its own version of events.", "proposal"),
    ],
)
def test_what_tells_of_nothing(text: str, kind: str) -> None:
    assert kind not in [c.kind.value for c in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Azerbaijan asked Armenia to change its constitution.", "demand"),
        ("Ukrainian troops have dug in along the river.", "deployment"),
        ("Ukrainian troops cleared the village of Radkivka.", "control"),
        ("The Russian army seized the village and evacuated the hospital.", "control"),
        ("Israel cut off aid to the enclave.", "obstruction"),
        ("Drones flew into a refinery near Samara overnight.", "attack"),
        ("Six Russian drones crossed the border of Moldova.", "attack"),
        ("The Ukrainian mayor blamed Russian shelling for the fire.", "accusation"),
        ("Hamas blamed Israel.", "accusation"),
        ("Eleven people died in the shelling of Kherson.", "casualties"),
        ("The Kremlin called the plan a farce.", "assessment"),
        ("Fighting in Sudan resumed at dawn.", "trend"),
        ("The Russian president held a meeting with the Turkish envoy.", "talks"),
        ("Ukraine would sign the accord on Monday, the Ukrainian president said.", "acceptance"),
    ],
)
def test_what_tells_of_something(text: str, kind: str) -> None:
    assert kind in [c.kind.value for c in claims_of(text)]
