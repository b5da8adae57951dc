"""What the linker makes of accounts: which are one event, which never are, and what people decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.link.samples import (
    BLAST,
    DAY,
    HIT,
    HURT,
    PARAMS,
    SCHOOL,
    THREAT,
    claim,
    count,
    decide,
    depot,
    link,
    linked,
    of,
    place,
    report,
    version,
)
from trucewatch.records import Action, Claim, Report
from trucewatch.values.count import Sense
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import Concord


class TestOneEventOrTwo:
    def test_two_sides_blaming_each_other_are_one_incident_with_the_actor_disputed(self) -> None:
        incidents = link(*depot(), (), PARAMS)
        zelm = of(incidents, HIT)
        assert BLAST in zelm.claims
        assert set(zelm.actors) == {"AAA", "BBB"}
        actor = version(zelm, "actor")
        assert actor.concord is Concord.DISPUTED
        assert {v.value: v.parties for v in actor.values} == {"AAA": ("BBB",), "BBB": ("AAA",), "not BBB": ("BBB",)}

    def test_a_consequence_without_a_place_goes_to_the_event_before_it(self) -> None:
        incidents = link(*depot(), (), PARAMS)
        assert of(incidents, HIT) == of(incidents, HURT)

    def test_a_denial_is_attached_and_founds_nothing(self) -> None:
        claims, reports = depot()
        denial = next(c for c in claims if c.polarity == "negated")
        incidents = link(claims, reports, (), PARAMS)
        assert denial.id in of(incidents, HIT).denials
        assert link([denial], reports, (), PARAMS) == ()

    @pytest.mark.parametrize("modality", ["future", "possible", "conditional", "cancelled"])
    def test_what_did_not_happen_founds_nothing(self, modality: str) -> None:
        r = report("r1", "Drones will strike the depot at Zelm.")
        c = claim(r, "Drones will strike the depot at Zelm", at="Zelm", target="energy.oil_storage", modality=modality)
        assert linked([c], r) == ()
        struck = report("r2", "A strike hit the depot at Zelm.", hour=20)
        done = claim(struck, "A strike hit the depot at Zelm", at="Zelm", target="energy.oil_storage")
        (incident,) = linked([c, done], r, struck)
        assert (incident.claims, incident.mentions) == ((done.id,), (c.id,))

    def test_kinds_that_are_no_events_found_nothing(self) -> None:
        r = report("r1", "AAA accepted the truce.")
        assert linked([claim(r, "AAA accepted the truce", "acceptance", by="AAA", actor="AAA", at="Zelm")], r) == ()

    def test_distinct_events_of_one_report_stay_apart(self) -> None:
        incidents = link(*depot(), (), PARAMS)
        assert of(incidents, HIT) != of(incidents, SCHOOL)

    def test_two_facilities_struck_in_one_night_stay_apart(self) -> None:
        r = report("r1", "A drone hit the substation at Zelm. A drone hit the school at Zelm.")
        claims = [
            claim(r, "A drone hit the substation at Zelm", by="AAA", target="energy.grid", at="Zelm"),
            claim(r, "A drone hit the school at Zelm", by="AAA", target="education", at="Zelm"),
        ]
        assert len(linked(claims, r)) == 2

    def test_another_strike_is_another_event_even_on_the_like_in_the_same_town(self) -> None:
        r = report("r1", "A strike hit a house in Zelm. Another strike on a house in Zelm followed.")
        claims = [
            claim(r, "A strike hit a house in Zelm", target="residential", at="Zelm"),
            claim(r, "strike on a house in Zelm followed", target="residential", at="Zelm"),
        ]
        assert len(linked(claims, r)) == 2
        said_once = report("r1", r.text.replace("Another strike", "The strike"))
        assert len(linked(claims, said_once)) == 1

    def test_the_same_words_of_two_reports_meet_even_without_a_place(self) -> None:
        quote = "Raiders blew up the northern railway track"
        r = report("r1", f"{quote}. So say villagers here.")
        s = report("r2", f"What is known by now of the raid is little. {quote}.")
        claims = [claim(x, quote, target="transport.rail") for x in (r, s)]
        assert len(linked(claims, r, s)) == 1

    def test_a_mention_goes_to_the_event_that_fits_it_best(self) -> None:
        r = report("r1", "Shells hit a mill in Zelm. Shells hit a mill in Orlu.")
        s = report("r2", "Shells may have hit a mill in Zelm.", hour=9)
        zelm = claim(r, "Shells hit a mill in Zelm", at="Zelm", target="industrial")
        orlu = claim(r, "Shells hit a mill in Orlu", at="Orlu", target="industrial")
        both = [place("Zelm"), place("Orlu")]
        maybe = claim(s, "Shells may have hit a mill in Zelm", at=both, target="industrial", modality="possible")
        incidents = linked([zelm, orlu, maybe], r, s)
        assert of(incidents, maybe.id).claims == (zelm.id,), "both places fit, the words decide"

    def test_two_facilities_five_kilometres_apart_stay_apart(self) -> None:
        def depot_at(name: str, lat: float) -> Place:
            point = Point(lat=lat, lon=35.0)
            return Place(
                text=name, name=name, country="UKR", admin1="Mera", level=Level.FACILITY, point=point, radius_km=3
            )

        r, s = report("r1", "Drones hit the north depot."), report("r2", "Drones hit the south depot.")
        a = claim(r, "Drones hit the north depot", target="energy.oil_storage", at=depot_at("north depot", 50.0))
        b = claim(s, "Drones hit the south depot", target="energy.oil_storage", at=depot_at("south depot", 50.045))
        c = claim(s, "Drones hit the south depot", target="energy.oil_storage", at=depot_at("upper depot", 50.004))
        assert len(linked([a, b], r, s)) == 2
        assert len(linked([a, c], r, s)) == 1, "differently named, but the same spot"

    @pytest.mark.parametrize(("other", "n"), [(DAY, 1), (DAY + timedelta(days=1), 2), (DAY - timedelta(days=3), 2)])
    def test_the_day_decides(self, other: date, n: int) -> None:
        r, s = report("r1", "Shells hit the plant in Zelm."), report("r2", "The plant at Zelm was shelled.")
        a = claim(r, "Shells hit the plant in Zelm", target="industrial", at="Zelm")
        b = claim(s, "The plant at Zelm was shelled", target="industrial", at="Zelm", on=other)
        assert len(linked([a, b], r, s)) == n

    def test_two_places_are_two_events(self) -> None:
        r, s = report("r1", "Shells hit a plant in Zelm."), report("r2", "Shells hit a plant in Orlu.")
        claims = [
            claim(r, "Shells hit a plant in Zelm", target="industrial", at="Zelm"),
            claim(s, "Shells hit a plant in Orlu", target="industrial", at="Orlu"),
        ]
        assert len(linked(claims, r, s)) == 2

    def test_two_admitted_acts_at_one_place_are_two_events(self) -> None:
        """Each side says that it struck: nobody blames anybody, and one did not do what the other did."""
        r, s = report("r3", "Our drones hit Zelm."), report("r4", "Our guns hit Zelm.")
        claims = [
            claim(r, "Our drones hit Zelm", by="AAA", actor="AAA", at="Zelm"),
            claim(s, "Our guns hit Zelm", by="BBB", actor="BBB", at="Zelm"),
        ]
        assert len(linked(claims, r, s)) == 2

    def test_the_definite_article_points_back_at_the_event_told_of(self) -> None:
        """Both sides' versions name "the station" only; the lead alone says where it is."""
        r = report(
            "r1",
            "A gas station near Zelm was hit on Thursday. BBB's troops had blown up the station, AAA's ministry said. "
            "AAA's guns had shelled the station, BBB's staff said. "
            "AAA had attacked the same station several times before.",
        )
        claims = [
            claim(r, "A gas station near Zelm was hit", target="energy.pipeline", at="Zelm"),
            claim(r, "BBB's troops had blown up the station", by="AAA", actor="BBB"),
            claim(r, "AAA's guns had shelled the station", by="BBB", actor="AAA", on=None),
            claim(r, "AAA had attacked the same station several times before", by="BBB", actor="AAA", on=None),
        ]
        told, earlier = linked(claims, r)
        assert told.claims == tuple(c.id for c in claims[:3])
        assert version(told, "actor").concord is Concord.DISPUTED
        assert earlier.claims == (claims[3].id,)

    @pytest.mark.parametrize(("again", "one"), [("The school", True), ("A school", False)])
    def test_it_does_so_from_afar_where_it_names_the_kind_of_thing_told_of(self, again: str, one: bool) -> None:
        """A lead that places the event in the region; the town is told when the report comes back to it."""
        between = " ".join(["The minister travelled on.", "Talks went on.", "Prices rose."] * 3)
        r = report("r1", f"A school that housed families was hit. {between} {again} in Zelm was hit twice.")
        claims = [
            claim(r, "A school that housed families was hit", target="education", at=place("Mera", "Mera")),
            claim(r, f"{again} in Zelm was hit twice", target="education", at="Zelm", on=None),
        ]
        assert (len(linked(claims, r)) == 1) is one


class TestDeniedEffects:
    """That nobody was hurt denies that somebody was, and not that anything took place."""

    TOLD = report("r1", "BBB's drones struck a substation at Zelm, AAA said.")

    @pytest.mark.parametrize(
        ("quote", "kind"),
        [
            ("Consumers did not lose power", "outage"),
            ("No one was hurt", "casualties"),
            ("There was no damage to the grid", "damage"),
        ],
    )
    @pytest.mark.parametrize("denier", ["AAA", "BBB", None])
    def test_it_is_a_version_of_that_effect_alone(self, quote: str, kind: str, denier: str | None) -> None:
        r = report("r2", f"A strike hit the substation at Zelm. It was a windy night. {quote}.", hour=9)
        what: dict[str, Any] = {"at": "Zelm", "target": "energy.grid"}
        claims = [
            claim(self.TOLD, "BBB's drones struck a substation at Zelm", by="AAA", actor="BBB", **what),
            claim(r, "A strike hit the substation at Zelm", by=denier, **what),
            claim(r, quote, kind, by=denier, actor="BBB", on=None, polarity="negated"),
        ]
        (incident,) = linked(claims, self.TOLD, r)
        assert incident.denials == (claims[2].id,)
        assert {v.value for v in version(incident, "happened").values} == {"affirmed"}
        assert {v.value for v in version(incident, "actor").values} == {"BBB"}
        denied = version(incident, kind)
        assert [v.value for v in denied.values] == ["denied"] and denied.concord is not Concord.DISPUTED

    def test_of_an_event_told_by_its_effects_alone_each_is_denied_by_itself(self) -> None:
        r = report("r1", "The substation at Zelm was damaged and the town went dark, AAA said.")
        s = report("r2", "The substation at Zelm was damaged, BBB said. The town did not go dark.", hour=9)
        what: dict[str, Any] = {"at": "Zelm", "target": "energy.grid"}
        claims = [
            claim(r, "The substation at Zelm was damaged", "damage", by="AAA", **what),
            claim(r, "the town went dark", "outage", by="AAA", **what),
            claim(s, "The substation at Zelm was damaged", "damage", by="BBB", **what),
            claim(s, "The town did not go dark", "outage", by="BBB", polarity="negated", **what),
        ]
        (incident,) = linked(claims, r, s)
        assert version(incident, "happened").concord is Concord.AGREED
        assert version(incident, "outage").concord is Concord.DISPUTED

    def test_where_nothing_but_the_effect_is_told_its_denial_denies_the_event(self) -> None:
        r, s = report("r1", "Zelm went dark, AAA said."), report("r2", "Zelm did not go dark, BBB said.", hour=9)
        claims = [
            claim(r, "Zelm went dark", "outage", by="AAA", at="Zelm"),
            claim(s, "Zelm did not go dark", "outage", by="BBB", at="Zelm", polarity="negated"),
        ]
        (incident,) = linked(claims, r, s)
        assert version(incident, "happened").concord is Concord.DISPUTED


class TestExchanges:
    """An exchange is told without a place; its day and its numbers tell it, with and without who mediated."""

    PLAIN = "AAA and BBB freed 175 prisoners each"

    @pytest.mark.parametrize(
        ("quote", "actor", "at"),
        [
            ("AAA and BBB swapped 175 prisoners with the mediation of CCC", "AAA+BBB", "Brazil"),
            ("CCC mediated the exchange of 175 prisoners each", "CCC", None),
            ("175 prisoners went home on either side", None, None),
        ],
    )
    def test_two_reports_of_one_are_one_incident(self, quote: str, actor: str | None, at: str | None) -> None:
        def told(n: int, on: date = DAY) -> int:
            r, s = report("r1", f"{self.PLAIN}."), report("r2", f"{quote}.", hour=9)
            land = Place(text=at, name=at, country="BRA", level=Level.COUNTRY) if at else None
            claims = [
                claim(r, self.PLAIN, "exchange", actor="AAA+BBB", counts=[count("released", 175)]),
                claim(s, quote, "exchange", actor=actor, at=land, on=on, counts=[count("released", n)]),
            ]
            incidents = linked(claims, r, s)
            assert {a for i in incidents for a in i.actors} <= {"AAA+BBB"}, "a mediator hands nobody over"
            assert all(v.concord is not Concord.DISPUTED for i in incidents for v in i.versions)
            return len(incidents)

        assert told(175) == 1
        assert told(22) == 2, "a second one of that day"
        assert told(175, DAY + timedelta(days=5)) == 2


class TestParts:
    """A number of some of them is no rival of the number of all."""

    @pytest.mark.parametrize("sense", [Sense.PART, Sense.FURTHER])
    @pytest.mark.parametrize(
        ("aaa", "bbb", "stands"),
        [
            ([(101, None)], [(1, "some")], Concord.ONE_SIDED),
            ([(101, None), (1, "some")], [(101, None)], Concord.AGREED),
            ([(101, None), (1, "some")], [(101, None), (3, "some")], Concord.AGREED),
            ([(101, None), (1, "some")], [(1, None)], Concord.DISPUTED),
            ([(2, None)], [(3, "some")], Concord.DISPUTED),
            ([(2, "some")], [(3, "some")], Concord.ONE_SIDED),
            ([(101, None)], [(88, None)], Concord.DISPUTED),
        ],
    )
    def test_how_the_sides_stand(
        self, sense: Sense, aaa: list[tuple[int, Any]], bbb: list[tuple[int, Any]], stands: Concord
    ) -> None:
        r, s = report("r1", "A strike hurt people in Zelm."), report("r2", "A strike hurt people in Zelm.", hour=9)

        def said(of: Report, by: str, given: list[tuple[int, Any]]) -> Claim:
            counts = [count("injured", n).model_copy(update={"sense": sense if some else None}) for n, some in given]
            return claim(of, "A strike hurt people in Zelm", "casualties", by=by, at="Zelm", counts=counts)

        for first, second in [("AAA", "BBB"), ("BBB", "AAA")]:
            (incident,) = linked([said(r, first, aaa), said(s, second, bbb)], r, s)
            injured = version(incident, "injured")
            assert injured.concord is stands
            assert {v.value for v in injured.values} == {str(n) for n, _ in (*aaa, *bbb)}, "every number is kept"


class TestPeriodTotals:
    def test_a_night_total_is_no_strike_within_it(self) -> None:
        r = report("r1", "Overnight 60 drones were launched at Mera region. A drone hit a depot in Zelm.")
        total = claim(
            r,
            "60 drones were launched at Mera region",
            by="AAA",
            at=place("Mera region", "Mera"),
            counts=[count("launched", 60)],
        )
        strike = claim(r, "A drone hit a depot in Zelm", by="AAA", at="Zelm", target="energy.oil_storage")
        incidents = linked([total, strike], r)
        assert [i.period_total for i in incidents] == [True, False]

    def test_totals_are_one_only_for_one_partys_one_period(self) -> None:
        def night(rid: str, party: str, day: date) -> tuple[Report, Claim]:
            r = report(
                rid, "Overnight 88 drones were shot down over Mera region.", hour=20, day=DAY + timedelta(days=5)
            )
            mera = place("Mera region", "Mera")
            return r, claim(
                r,
                "88 drones were shot down over Mera region",
                "interception",
                by=party,
                actor=party,
                at=mera,
                on=day,
                counts=[count("intercepted", 88)],
            )

        def n(*nights: tuple[Report, Claim]) -> int:
            return len(linked([c for _, c in nights], *(r for r, _ in nights)))

        assert n(night("r1", "AAA", DAY), night("r2", "AAA", DAY)) == 1
        assert n(night("r1", "AAA", DAY), night("r2", "BBB", DAY)) == 2
        assert n(night("r1", "AAA", DAY), night("r2", "AAA", DAY + timedelta(days=3))) == 2

    def test_the_totals_of_the_sample_stay_apart(self) -> None:
        totals = [i for i in link(*depot(), (), PARAMS) if i.period_total]
        assert [len(i.claims) for i in totals] == [1, 1]


class TestDecisions:
    def test_same_joins_what_nothing_else_joins(self) -> None:
        claims, reports = depot()
        a, b = HIT, SCHOOL
        assert of(link(claims, reports, [decide(Action.SAME, a, b)], PARAMS), a).claims.count(b) == 1

    def test_different_parts_what_the_rules_join_and_undo_joins_it_again(self) -> None:
        claims, reports = depot()
        a, b = HIT, BLAST
        apart = decide(Action.DIFFERENT, a, b)
        undo = decide(Action.UNDO, apart.id, minute=1)
        again = decide(Action.UNDO, undo.id, minute=2)
        plain = link(claims, reports, (), PARAMS)
        assert of(plain, a) == of(plain, b)
        parted = link(claims, reports, [apart], PARAMS)
        assert of(parted, a) != of(parted, b)
        assert link(claims, reports, [apart, undo], PARAMS) == plain
        assert link(claims, reports, [again, undo, apart], PARAMS) == parted

    def test_the_latest_decision_on_a_pair_holds(self) -> None:
        claims, reports = depot()
        a, b = HIT, SCHOOL
        decisions = [decide(Action.SAME, a, b, minute=1), decide(Action.DIFFERENT, a, b, minute=2)]
        incidents = link(claims, reports, decisions, PARAMS)
        assert of(incidents, a) != of(incidents, b)

    def test_same_attaches_a_mention_where_people_say(self) -> None:
        claims, reports = depot()
        threat, school = THREAT, SCHOOL
        incidents = link(claims, reports, [decide(Action.SAME, threat, school)], PARAMS)
        assert of(incidents, school).mentions == (threat,)
