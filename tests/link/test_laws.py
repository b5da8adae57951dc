"""Order, sides, reprints and irrelevant reports change nothing that they should not; places are resolved."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.link.samples import (
    DAY,
    PARAMS,
    claim,
    days,
    depot,
    link,
    linked,
    mirrored,
    of,
    place,
    report,
    swapped,
)
from trucewatch.link import LinkParameters, resolve
from trucewatch.records import Incident
from trucewatch.values.place import Level, Place, Point


class TestLaws:
    @given(st.integers(0, 10**6))
    @settings(max_examples=20, deadline=None)
    def test_the_order_of_arrival_does_not_matter(self, seed: int) -> None:
        claims, reports = depot()
        shuffler = random.Random(seed)
        mixed = shuffler.sample(claims, len(claims))
        some = dict(shuffler.sample(sorted(reports.items()), len(reports)))
        assert dump(link(mixed, some, (), PARAMS)) == dump(link(claims, reports, (), PARAMS))

    def test_swapping_the_parties_swaps_the_incidents_and_nothing_else(self) -> None:
        claims, reports = depot()
        there = [i.model_dump(mode="json") for i in link(claims, reports, (), PARAMS)]
        back = link([swapped(c) for c in claims], reports, (), PARAMS)
        assert [i.model_dump(mode="json") for i in back] == mirrored(there)
        assert back != link(claims, reports, (), PARAMS), "the parties do stand in the output"

    def test_a_reprint_of_a_whole_report_changes_no_incident_and_no_origin(self) -> None:
        claims, reports = depot()
        before = link(claims, reports, (), PARAMS)
        copy = reports["r1"].model_copy(update={"id": "r9", "doc": "r9", "outlet": "copier"})
        copy = copy.model_copy(update={"published": report("r9", "x", hour=23).published})
        copied = [
            c.model_copy(update={"id": f"r9:{c.id}", "report": "r9", "doc": "r9"}) for c in claims if c.report == "r1"
        ]
        after = link([*claims, *copied], {**reports, "r9": copy}, (), PARAMS)
        assert [(i.id, i.origins, i.place, i.moment, i.actors) for i in after] == [
            (i.id, i.origins, i.place, i.moment, i.actors) for i in before
        ]
        assert [i.outlets for i in after] == [i.outlets + ("r1" in {c[:2] for c in i.claims}) for i in before]

    def test_what_a_reprint_adds_goes_to_the_event_that_it_reprints(self) -> None:
        wire = "Drones struck an oil depot at Zelm overnight, the governor said, and set two of its five tanks on fire."
        first, second = report("r1", wire), report("r2", wire + " Two workers were wounded.", hour=12)
        act = "Drones struck an oil depot at Zelm"
        claims = [claim(r, act, target="energy.oil_storage", at="Zelm") for r in (first, second)]
        hurt = claim(second, "Two workers were wounded", "casualties", on=None)
        (incident,) = linked([*claims, hurt], first, second)
        assert hurt.id in incident.claims

    @pytest.mark.parametrize(("other", "one"), [("Zelm", True), ("Quell", False)])
    def test_the_same_words_of_one_text_are_one_event_where_a_reprint_places_them_finer(
        self, other: str, one: bool
    ) -> None:
        wire = "The staff said on Friday that BBB's guns had fired on the same station several times before that day."
        first, second = report("r1", wire), report("r2", wire, hour=12)
        act = "BBB's guns had fired on the same station several times before"
        region = Place(text="Mera", name="Mera", country="UKR", admin1="Mera", level=Level.REGION)
        finer = place(other) if one else place(other, "Tarn")
        claims = [
            claim(first, act, by="AAA", actor="BBB", at=region, on=None),
            claim(second, act, by="AAA", actor="BBB", at=finer, on=None),
        ]
        assert len(linked(claims, first, second)) == (1 if one else 2)

    def test_an_irrelevant_report_changes_nothing_else(self) -> None:
        claims, reports = depot()
        before = link(claims, reports, (), PARAMS)
        far = report("r2", "Floods closed a road in Quell. Rebels shelled a bridge in Quell.", hour=8)
        more = claim(far, "Rebels shelled a bridge in Quell", at=place("Quell", "Tarn", "PER"), target="transport.road")
        after = link([more, *claims], {**reports, "r2": far}, (), PARAMS)
        assert [i for i in after if more.id not in i.claims] == list(before)
        assert of(after, more.id).claims == (more.id,)

    def test_every_claim_that_founds_stands_in_one_incident(self) -> None:
        claims, reports = depot()
        incidents = link(claims, reports, (), PARAMS)
        told = [c for i in incidents for c in i.claims]
        assert sorted(told) == sorted(c.id for c in claims if c.polarity == "affirmed" and c.modality == "actual")

    def test_every_incident_says_why(self) -> None:
        incidents = link(*depot(), (), PARAMS)
        assert all(i.why for i in incidents)
        assert any("across-reports" in reason for i in incidents for reason in i.why)

    def test_the_id_stems_from_the_founding_claim_alone(self) -> None:
        claims, reports = depot()
        alone = link(claims[:1], reports, (), PARAMS)
        assert alone[0].id == of(link(claims, reports, (), PARAMS), claims[0].id).id


def dump(incidents: Sequence[Incident]) -> list[str]:
    return [i.model_dump_json() for i in incidents]


class TestResolve:
    class Known:
        def resolve(self, text: str, countries: tuple[str, ...] = ()) -> Place:
            point = Point(lat=50.0, lon=35.0)
            return Place(text=text, name="Zelm", country="UKR", level=Level.SETTLEMENT, point=point, radius_km=5)

    def test_it_fills_in_what_is_missing_and_overwrites_nothing(self) -> None:
        r = report("r1", "A strike hit Zelm.")
        c = claim(r, "A strike hit Zelm", at=Place(text="Zelm", name="Zelm Town", country="UKR", admin1="Mera"))
        done = resolve(c, LinkParameters(places=self.Known()))
        assert (done.places[0].name, done.places[0].admin1) == ("Zelm Town", "Mera")
        assert done.places[0].point == Point(lat=50.0, lon=35.0)
        assert done.id == c.id

    def test_another_country_than_the_reports_is_not_taken(self) -> None:
        r = report("r1", "A strike hit Zelm.")
        c = claim(r, "A strike hit Zelm", at=place("Zelm", country="PER"))
        assert resolve(c, LinkParameters(places=self.Known())).places == c.places

    def test_without_a_resolver_nothing_is_filled_in(self) -> None:
        r = report("r1", "A strike hit Zelm.")
        c = claim(r, "A strike hit Zelm", at="Zelm", on=days(DAY))
        assert resolve(c, PARAMS) is c
