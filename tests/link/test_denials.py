"""Which incident a denial belongs to: an attack of the side that denies, at its place and time; in doubt none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.link.samples import DAY, claim, linked, of, place, report, swapped
from trucewatch.records import Target
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import TargetClass

STATION = Place(text="Zelm station", name="Zelm station", country="UKR", admin1="Mera", level=Level.FACILITY)
REGION = place("Mera", None).model_copy(update={"level": Level.REGION, "admin1": "Mera"})
TOLD = report("r1", "AAA said BBB's guns fired on the Zelm station. Its crews shot down 43 drones over Mera.")
STRUCK = claim(TOLD, "BBB's guns fired on the Zelm station", by="AAA", actor="BBB", target="energy.gas", at=STATION)
SHOT = claim(TOLD, "Its crews shot down 43 drones over Mera", "interception", actor="AAA", target="weapon", at=REGION)
NO = report("r2", "This site was not hit by us.", hour=12)


def denial(**changes: Any) -> Any:
    fields: dict[str, Any] = {"by": "BBB", "actor": "BBB", "at": STATION, "on": None, "polarity": "negated"}
    return claim(NO, "This site was not hit by us", **{**fields, **changes})


@pytest.mark.parametrize(
    ("change", "attached"),
    [
        ({}, True),
        ({"at": REGION}, True),  # the region that holds it
        ({"on": DAY}, True),
        ({"at": "Orta"}, False),
        ({"at": Place(text="UKR", name="Ukraine", country="UKR", level=Level.COUNTRY)}, False),
        ({"at": None}, False),
        ({"actor": "AAA"}, False),
        ({"actor": None}, False),
        ({"on": DAY - timedelta(days=3)}, False),
    ],
)
def test_a_denial_belongs_to_the_attack_whose_actor_place_and_time_it_fits(
    change: dict[str, Any], attached: bool
) -> None:
    c = denial(**change)
    incidents = linked([STRUCK, SHOT, c], TOLD, NO)
    assert (c.id in of(incidents, STRUCK.id).denials) == attached
    assert of(incidents, SHOT.id).denials == ()


def test_where_several_attacks_fit_as_well_it_belongs_to_none() -> None:
    second = report("r3", "A mill at the Zelm station burnt after BBB's shells came in.", hour=9)
    other = claim(second, "BBB's shells came in", by="AAA", actor="BBB", target="residential", at=STATION)
    c = denial(at=REGION)
    incidents = linked([STRUCK, other, c], TOLD, second, NO)
    assert of(incidents, STRUCK.id) != of(incidents, other.id)
    assert all(c.id not in i.denials for i in incidents)


@pytest.mark.parametrize(
    ("actor", "between", "attached"),
    [("BBB", "", True), ("BBB", "It rained. ", True), ("AAA", "", False), ("BBB", "It rained. " * 5, False)],
)
def test_an_accusation_that_is_rejected_is_that_of_the_attack_told_before(
    actor: str, between: str, attached: bool
) -> None:
    r = report("r1", f"Guns fired on the Zelm station. {between}The staff denied it. A drone hit Orta.")
    first = claim(r, "Guns fired on the Zelm station", actor=actor, target="energy.gas", at=STATION)
    later = claim(r, "A drone hit Orta", actor="BBB", target="residential", at="Orta")
    c = claim(r, "The staff denied it", "accusation", by="BBB", actor="BBB", on=None, polarity="negated")
    incidents = linked([first, later, c], r)
    assert (c.id in of(incidents, first.id).denials) == attached
    assert c.id not in of(incidents, later.id).denials


def test_a_clock_time_and_the_day_that_it_is_told_by_in_another_zone_are_one() -> None:
    """At 00:20 of the 11th in the one zone it is still the 10th in the other."""
    r, s = (
        report("r1", "Guns fired on the Zelm station at 00:20."),
        report("r3", "Guns fired on it on 11 April.", hour=20),
    )
    start = Moment.of_days(DAY + timedelta(days=1), DAY + timedelta(days=1), zone="Europe/Moscow", basis=Basis.STATED)
    night = start.model_copy(update={"end": start.start + timedelta(minutes=30)})
    night = night.model_copy(update={"start": start.start + timedelta(minutes=20)})
    what: dict[str, Any] = {"by": "AAA", "actor": "BBB", "target": "energy.gas", "at": STATION}
    claims = [
        claim(r, "Guns fired on the Zelm station at 00:20", on=night, **what),
        claim(s, "Guns fired on it", on=DAY + timedelta(days=1), **what),
    ]
    assert len(linked(claims, r, s)) == 1


PARTS = tuple(Place(text=f"{n} region", name=n, country="UKR", admin1=n, level=Level.REGION) for n in ("Mera", "Tarn"))


class TestSweeping:
    """A denial of all attacks in several places, or of any at all in one, speaks of each there up to then."""

    def told(self, rid: str, name: str, part: str, actor: str | None, hour: int = 4) -> tuple[Any, Any]:
        r = report(rid, f"A drone hit a substation at {name}.", hour=20)
        start = datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=ZoneInfo("UTC"))
        when = Moment(start=start, end=start + timedelta(hours=1), zone="UTC", basis=Basis.STATED)
        spot = Place(text=name, name=name, country="UKR", admin1=part, level=Level.SETTLEMENT)
        c = claim(r, f"A drone hit a substation at {name}", by="AAA", actor=actor, target="energy", at=spot, on=when)
        target = Target(text=name, target_class=TargetClass.ENERGY, party="AAA")
        return r, c.model_copy(update={"target": target})

    def no(self, **changes: Any) -> tuple[Any, Any]:
        text = "BBB's staff denied any strikes on substations in Mera and Tarn on that day."
        r = report("r9", text, hour=12)
        fields: dict[str, Any] = {"by": "BBB", "actor": "BBB", "at": PARTS, "on": DAY, "polarity": "negated"}
        return r, claim(r, "any strikes on substations in Mera and Tarn", **{**fields, **changes})

    @pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
    @pytest.mark.parametrize("actor", ["BBB", None])
    def test_it_belongs_to_every_attack_there(self, actor: str | None, order: tuple[int, ...]) -> None:
        told = [self.told("r1", "Zelm", "Mera", actor), self.told("r2", "Orta", "Tarn", actor)]
        told += [self.told("r3", "Quell", "Lund", actor), self.no()]
        claims = [told[n][1] for n in order]
        for side in (claims, [swapped(c) for c in claims]):
            incidents = linked(side, *(r for r, _ in told))
            denied = [told[3][1].id in of(incidents, told[n][1].id).denials for n in range(3)]
            assert denied == [True, True, False]

    @pytest.mark.parametrize(
        ("change", "denied"),
        [
            ({"actor": None}, True),  # the denier's own, where it is said to be the denier's
            ({"actor": None, "by": "AAA"}, False),
            ({"on": DAY - timedelta(days=2)}, False),
            ({"at": PARTS[:1]}, True),  # "any strikes" there
            ({"at": PARTS[1:]}, False),
        ],
    )
    def test_it_does_where_place_and_day_are_covered(self, change: dict[str, Any], denied: bool) -> None:
        told = [self.told("r1", "Zelm", "Mera", "BBB"), self.no(**change)]
        incidents = linked([c for _, c in told], *(r for r, _ in told))
        assert (told[1][1].id in of(incidents, told[0][1].id).denials) is denied

    @pytest.mark.parametrize(("hour", "denied"), [(11, True), (17, False)])
    def test_it_cannot_deny_what_came_after_it(self, hour: int, denied: bool) -> None:
        told = [self.told("r1", "Zelm", "Mera", "BBB", hour), self.no()]
        incidents = linked([c for _, c in told], *(r for r, _ in told))
        assert (told[1][1].id in of(incidents, told[0][1].id).denials) is denied

    def test_in_its_own_report_as_well(self) -> None:
        words = "any strikes in Mera", "A drone of BBB cut a line near Zelm", "Guns hit a mill in Orta"
        r = report("r1", f"{words[1]}. {words[2]}. It rained. BBB's staff denied {words[0]}.")
        struck = claim(r, words[1], by="AAA", actor="BBB", at="Zelm", target="energy")
        other = claim(r, words[2], by="AAA", actor="BBB", at=place("Orta", "Tarn"), target="industrial")
        c = claim(r, words[0], by="BBB", at=PARTS[:1], on=None, polarity="negated")
        incidents = linked([struck, other, c], r)
        assert c.id in of(incidents, struck.id).denials
        assert c.id not in of(incidents, other.id).denials
