"""What one report tells of twice is one event, and what it tells apart are two, in other reports as well."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from tests.link.samples import DAY, PARAMS, by_id, claim, count, days, link, linked, of, place, report, swapped, version
from trucewatch.records import Claim, Report
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.place import Level, Place
from trucewatch.values.vocabularies import Concord

UTC = ZoneInfo("UTC")


def worded(text: str) -> Moment:
    return days(DAY).model_copy(update={"text": text})


def at(hour: int, text: str) -> Moment:
    start = datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=UTC)
    return Moment(start=start, end=start + timedelta(minutes=1), zone="UTC", basis=Basis.STATED, text=text)


class TestLater:
    """An act told as later than another is another, and its toll is not the first one's."""

    def told(self, rid: str, when: str) -> tuple[Report, list[Claim]]:
        r = report(
            rid, "Friday's missile strike on Zelm killed 18. A drone attack on the town killed a woman.", hour=10
        )
        return r, [
            claim(
                r, "Friday's missile strike on Zelm killed 18", "casualties", at="Zelm", counts=[count("killed", 18)]
            ),
            claim(r, "missile strike on Zelm", by="AAA", at="Zelm", target="settlement"),
            claim(r, "A drone attack on the town", by="AAA", at="Zelm", target="settlement", on=worded(when)),
            claim(
                r,
                "A drone attack on the town killed a woman",
                "casualties",
                by="AAA",
                at="Zelm",
                on=worded(when),
                counts=[count("killed", 1)],
            ),
        ]

    @pytest.mark.parametrize(
        ("when", "events"),
        [("later the same evening", 2), ("hours after the strike", 2), ("on Friday evening", 1), ("the same day", 1)],
    )
    def test_an_act_told_as_later_is_another(self, when: str, events: int) -> None:
        r, claims = self.told("r1", when)
        incidents = linked(claims, r)
        assert len(incidents) == events
        killed = [v.value for v in version(of(incidents, claims[0].id), "killed").values]
        assert killed == (["18"] if events == 2 else ["18", "1"])

    def test_what_came_of_an_act_may_come_later(self) -> None:
        r = report("r1", "A missile hit Zelm. Two of the wounded died later that night.")
        claims = [
            claim(r, "A missile hit Zelm", at="Zelm"),
            claim(
                r, "Two of the wounded died", "casualties", on=worded("later that night"), counts=[count("killed", 2)]
            ),
        ]
        assert len(linked(claims, r)) == 1

    def test_who_tells_of_one_there_means_the_first(self) -> None:
        r, claims = self.told("r1", "later the same evening")
        s = report("r2", "Rescuers in Zelm worked after the missile strike on Friday.", hour=12)
        other = claim(s, "the missile strike", by="BBB", at="Zelm", target="settlement")
        for order in permutations([*claims, other], 5):
            incidents = link(order, by_id(r, s), (), PARAMS)
            assert other.id in of(incidents, claims[1].id).claims
            assert other.id not in of(incidents, claims[2].id).claims

    def test_two_reports_of_the_later_one_meet(self) -> None:
        r, claims = self.told("r1", "later the same evening")
        s, more = self.told("r2", "later the same evening")
        incidents = linked([*claims, *more], r, s)
        assert len(incidents) == 2
        assert more[2].id in of(incidents, claims[2].id).claims


class TestToldAgain:
    """An act that is told again, in words that point back and with no place of its own."""

    AIRFIELD = Place(text="Zelm airfield", name="Zelm airfield", country="UKR", admin1="Mera", level=Level.FACILITY)
    REGION = place("Mera", "Mera").model_copy(update={"level": Level.REGION})

    @pytest.mark.parametrize(("words", "one"), [("the area of the target", True), ("several places", False)])
    def test_a_wider_place_that_is_carried_on_is_not_its_own(self, words: str, one: bool) -> None:
        r = report("r1", f"Our units struck Zelm airfield in Mera. Explosions were recorded in {words}.")
        first = claim(r, "Our units struck Zelm airfield", by="AAA", at=self.AIRFIELD, target="military.airfield")
        again = claim(r, f"Explosions were recorded in {words}", by="AAA", at=self.REGION)
        assert (len(linked([first, again], r)) == 1) is one

    def test_a_wider_place_in_the_same_sentence_is_its_own(self) -> None:
        r = report("r1", "Our units struck Zelm airfield. In Mera, explosions were recorded in the area of the target.")
        first = claim(r, "Our units struck Zelm airfield", by="AAA", at=self.AIRFIELD, target="military.airfield")
        again = claim(r, "explosions were recorded in the area of the target", by="AAA", at=self.REGION)
        assert len(linked([first, again], r)) == 2

    def test_the_side_that_did_it_says_what_its_target_was(self) -> None:
        r = report("r1", "A drone attack on Zelm hurt ten. BBB says the target was the airfield, where it saw blasts.")
        claims = [
            claim(r, "A drone attack on Zelm", by="AAA", at="Zelm", target="settlement"),
            claim(r, "the target was the airfield, where it saw blasts", by="BBB", target="military.airfield", on=None),
            claim(r, "where it saw blasts", by="BBB", on=None),
        ]
        for told in (claims, [swapped(c) for c in claims]):
            assert len(linked(told, r)) == 1

    @pytest.mark.parametrize(("opens", "one"), [("BBB tells a different story.", True), ("BBB spoke too.", False)])
    def test_the_other_side_s_account_is_of_the_same_event(self, opens: str, one: bool) -> None:
        r = report("r1", f"A missile hit Zelm, AAA said. {opens} It had hit an inn full of soldiers.")
        claims = [
            claim(r, "A missile hit Zelm", by="AAA", at="Zelm", target="residential"),
            claim(r, "It had hit an inn full of soldiers", by="BBB", actor="BBB", target="commercial", on=None),
        ]
        for told in (claims, [swapped(c) for c in claims]):
            assert (len(linked(told, r)) == 1) is one

    def test_a_toll_that_has_risen_contradicts_no_earlier_one(self) -> None:
        r = report("r1", "In Zelm three people were wounded in a drone attack.")
        s = report("r2", "The number of people hurt in the attack on Zelm has risen to 30.", hour=14)
        first = claim(r, "In Zelm three people were wounded", "casualties", at="Zelm", counts=[count("injured", 3)])
        toll = "The number of people hurt in the attack on Zelm has risen to 30"
        assert len(linked([first, claim(s, toll, "casualties", at="Zelm", counts=[count("injured", 30)])], r, s)) == 1
        told = report("r2", s.text.replace("has risen to", "stands at"), hour=14)
        toll = toll.replace("has risen to", "stands at")
        other = claim(told, toll, "casualties", at="Zelm", counts=[count("injured", 30)])
        assert len(linked([first, other], r, told)) == 2

    def test_what_was_damaged_may_lie_beside_what_was_aimed_at(self) -> None:
        r = report("r1", "Drones struck the airfield in Zelm.")
        s = report("r2", "In Zelm homes burnt as drones came in a raid.", hour=9)
        aimed = claim(r, "Drones struck the airfield in Zelm", at="Zelm", target="military.airfield")
        burnt = claim(s, "In Zelm homes burnt as drones came", "damage", at="Zelm", target="residential")
        raid = claim(s, "a raid", at="Zelm")
        assert len(linked([aimed, burnt, raid], r, s)) == 1
        hit = claim(s, "In Zelm homes burnt as drones came", at="Zelm", target="residential")
        assert len(linked([aimed, hit, raid], r, s)) == 2


class TestAfterwards:
    """The hour by which something came of an event, or was mended, is not the event's."""

    def told(self, when: Moment, quote: str = "gas was back in eight villages") -> tuple[Report, list[Claim]]:
        r = report("r1", f"A drone hit the gas station at Zelm on the 10th. By 15:00 {quote}.", hour=18)
        return r, [
            claim(r, "A drone hit the gas station at Zelm", at="Zelm", target="energy.gas", on=DAY),
            claim(r, quote, "outage", at="Zelm", target="energy.gas", on=when),
        ]

    @pytest.mark.parametrize(
        ("when", "quote", "days_alone"),
        [
            (at(15, "By 15:00"), "gas was back in eight villages", True),
            (at(15, "at 15:00"), "supply was restored", True),
            (at(15, "at 15:00"), "gas failed in eight villages", False),
        ],
    )
    def test_it_gives_the_day_and_not_the_hour(self, when: Moment, quote: str, days_alone: bool) -> None:
        r, claims = self.told(when, quote)
        (incident,) = linked(claims, r)
        assert incident.moment is not None
        assert (incident.moment.end - incident.moment.start == timedelta(days=1)) is days_alone

    def test_where_nothing_else_is_told_it_gives_the_day(self) -> None:
        r, claims = self.told(at(15, "by 15:00"))
        (incident,) = linked(claims[1:], r)
        assert incident.moment == days(DAY).model_copy(update={"text": "by 15:00"})

    def test_it_keeps_no_two_accounts_apart(self) -> None:
        r, claims = self.told(at(15, "By 15:00"))
        s = report("r2", "The gas station at Zelm was hit in the night by a drone.", hour=9)
        night = Moment(
            start=datetime(DAY.year, DAY.month, DAY.day, 0, tzinfo=UTC),
            end=datetime(DAY.year, DAY.month, DAY.day, 6, tzinfo=UTC),
            zone="UTC",
            basis=Basis.STATED,
            text="in the night",
        )
        struck = claim(s, "The gas station at Zelm was hit", at="Zelm", target="energy.gas", on=night)
        (incident,) = linked([*claims, struck], r, s)
        assert incident.moment is not None and incident.moment.end == night.end


class TestRejectedAccounts:
    """Who rejects the other's account does not deny that it took place, but that it was as the other says."""

    def told(self, words: str = "BBB's staff rejected that account as false") -> tuple[Report, list[Claim]]:
        r = report("r1", f"AAA's ministry said it had hit an inn in Zelm. {words}.")
        return r, [
            claim(r, "it had hit an inn in Zelm", by="AAA", actor="AAA", target="commercial", at="Zelm"),
            claim(r, words, "accusation", by="BBB", actor="BBB", on=None, polarity="negated"),
        ]

    def test_it_belongs_to_the_event_and_disputes_what_was_hit(self) -> None:
        r, claims = self.told()
        for told in (claims, [swapped(c) for c in claims]):
            (incident,) = linked(told, r)
            assert (incident.denials, incident.mentions) == ((), (claims[1].id,))
            assert version(incident, "target").concord is Concord.DISPUTED
            assert [v.value for v in version(incident, "target").values] == ["commercial", "not commercial"]
            assert version(incident, "happened").concord is Concord.ONE_SIDED
            assert version(incident, "actor").concord is Concord.ONE_SIDED

    def test_it_is_of_the_other_s_account_alone(self) -> None:
        r, (mine, rejected) = self.told()
        own = mine.model_copy(update={"source": rejected.source})
        (incident,) = linked([own, rejected], r)
        assert not incident.mentions

    def test_a_denial_without_an_account_is_no_rejection_of_one(self) -> None:
        r, claims = self.told("BBB's staff denied it")
        (incident,) = linked(claims, r)
        assert not incident.mentions and not incident.denials

    def test_a_doubt_is_no_denial(self) -> None:
        r = report("r1", "BBB's shells hit Zelm. The shells may not have been aimed at Zelm, an official of AAA said.")
        claims = [
            claim(r, "BBB's shells hit Zelm", by="AAA", actor="BBB", at="Zelm", target="energy"),
            claim(
                r,
                "The shells may not have been aimed at Zelm",
                by="AAA",
                at="Zelm",
                target="energy",
                polarity="negated",
                modality="possible",
            ),
        ]
        (incident,) = linked(claims, r)
        assert (incident.denials, incident.mentions) == ((), (claims[1].id,))
        assert version(incident, "happened").concord is Concord.ONE_SIDED
