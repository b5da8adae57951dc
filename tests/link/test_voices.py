"""Who stands behind an incident, and what each says of it: origins and versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.link.samples import (
    claim,
    count,
    linked,
    of,
    report,
    swapped,
    version,
)
from trucewatch.records import Claim, Report
from trucewatch.values.count import Sense
from trucewatch.values.moment import Basis, Moment
from trucewatch.values.vocabularies import Concord


class TestOrigins:
    WIRE = (
        "Drones struck an oil depot at Zelm overnight, the regional governor Ivo Tal said on Thursday. "
        "The fire spread over two tanks and was put out by noon, and nobody was hurt. "
        "Residents of the nearby district told the agency that they had heard at least four explosions."
    )

    def told(
        self, rid: str, *, hour: int, text: str | None = None, speaker: str | None = "governor Ivo Tal"
    ) -> tuple[Report, Claim]:
        r = report(rid, text or self.WIRE, hour=hour, outlet=f"outlet-{rid}")
        quote = r.text.split(" overnight")[0]
        return r, claim(
            r, quote, at="Zelm", target="energy.oil_storage", by="AAA" if speaker else None, speaker=speaker
        )

    def counts(self, *told: tuple[Report, Claim]) -> tuple[int, int, int]:
        (incident,) = linked([c for _, c in told], *(r for r, _ in told))
        return incident.reports, incident.outlets, incident.origins

    def test_a_reprint_is_another_outlet_and_no_other_origin(self) -> None:
        wire, reprint = (
            self.told("r1", hour=6, speaker=None),
            self.told("r2", hour=9, text=self.WIRE + " Source: wire.", speaker=None),
        )
        assert self.counts(wire) == (1, 1, 1)
        assert self.counts(wire, reprint) == (2, 2, 1)

    def test_an_own_account_is_another_origin(self) -> None:
        own = self.told(
            "r2", hour=9, text="The oil depot of Zelm burned overnight, our correspondent saw.", speaker=None
        )
        assert self.counts(self.told("r1", hour=6, speaker=None), own) == (2, 2, 2)

    def test_one_speaker_quoted_by_two_outlets_is_one_origin(self) -> None:
        other = "The oil depot at Zelm was struck overnight. So says Ivo Tal, who governs the region."
        assert self.counts(self.told("r1", hour=6), self.told("r2", hour=9, text=other, speaker="Ivo Tal")) == (2, 2, 1)
        assert self.counts(self.told("r1", hour=6), self.told("r2", hour=9, text=other, speaker="Mara Kell")) == (
            2,
            2,
            2,
        )

    def test_a_digest_of_two_wires_does_not_make_them_one(self) -> None:
        second = (
            "The oil depot of Zelm burned overnight after what people took for drones passing low over the river. "
            "Our correspondent counted two tanks on fire at dawn and saw firemen from three towns arrive."
        )
        told = [
            self.told("r1", hour=6, speaker=None),
            self.told("r2", hour=7, text=second, speaker=None),
            self.told("r5", hour=9, text=self.WIRE + " " + second, speaker=None),
        ]
        assert self.counts(*told) == (3, 3, 2)


class TestVersions:
    def test_a_rising_toll_of_one_source_is_no_dispute(self) -> None:
        r, s = report("r1", "Two people died in Zelm."), report("r2", "Five people died in Zelm.", hour=15)
        claims = [
            claim(
                r,
                "Two people died in Zelm",
                "casualties",
                by="AAA",
                at="Zelm",
                target="civilians",
                counts=[count("killed", 2)],
            ),
            claim(
                s,
                "Five people died in Zelm",
                "casualties",
                by="AAA",
                at="Zelm",
                target="civilians",
                counts=[count("killed", 5)],
            ),
        ]
        (incident,) = linked(claims, r, s)
        killed = version(incident, "killed")
        assert [v.value for v in killed.values] == ["2", "5"]
        assert killed.concord is Concord.ONE_SIDED

    @pytest.mark.parametrize(("one", "other"), [("AAA", "BBB"), ("BBB", "AAA")])
    @pytest.mark.parametrize(("said", "concord"), [(5, Concord.AGREED), (2, Concord.DISPUTED)])
    def test_only_the_latest_total_of_a_side_is_held_against_another_s(
        self, one: str, other: str, said: int, concord: Concord
    ) -> None:
        first, later = report("r1", "Two people died in Zelm."), report("r2", "Five people died in Zelm.", hour=15)
        theirs = report("r6", "People died in Zelm.", hour=18)
        part = count("killed", 1).model_copy(update={"sense": Sense.PART})
        claims = [
            claim(first, "Two people died in Zelm", "casualties", by=one, at="Zelm", counts=[count("killed", 2)]),
            claim(
                later, "Five people died in Zelm", "casualties", by=one, at="Zelm", counts=[count("killed", 5), part]
            ),
            claim(theirs, "People died in Zelm", "casualties", by=other, at="Zelm", counts=[count("killed", said)]),
        ]
        (incident,) = linked(claims, first, later, theirs)
        assert version(incident, "killed").concord is concord

    @pytest.mark.parametrize("side", ["AAA", "BBB"])
    def test_what_a_report_counts_beside_a_total_that_it_quotes_is_no_rival_of_it(self, side: str) -> None:
        r = report("r1", "In Zelm 101 people were hurt, the office said. One adult in Zelm is in a serious condition.")
        claims = [
            claim(r, "In Zelm 101 people were hurt", "casualties", by=side, at="Zelm", counts=[count("injured", 101)]),
            claim(r, "One adult in Zelm is in a serious", "casualties", at="Zelm", counts=[count("injured", 1)]),
        ]
        (incident,) = linked(claims, r)
        assert version(incident, "injured").concord is Concord.ONE_SIDED
        assert [v.value for v in version(incident, "injured").values] == ["101", "1"]

    @pytest.mark.parametrize(("other", "concord"), [((5, 5), Concord.DISPUTED), ((2, None), Concord.AGREED)])
    def test_sides_agree_or_dispute(self, other: tuple[int, int | None], concord: Concord) -> None:
        r, s = report("r3", "Two people died in Zelm."), report("r4", "People died in Zelm, 2 or more.")
        low, high = other
        said = count("killed", 2).model_copy(update={"low": low, "high": high})
        claims = [
            claim(r, "Two people died in Zelm", "casualties", by="AAA", at="Zelm", counts=[count("killed", 2)]),
            claim(s, "People died in Zelm", "casualties", by="BBB", at="Zelm", counts=[said]),
        ]
        (incident,) = linked(claims, r, s)
        assert version(incident, "killed").concord is concord
        assert version(incident, "actor").concord is Concord.UNSTATED

    @pytest.mark.parametrize(
        ("other", "concord"),
        [("shelter", Concord.DISPUTED), ("settlement", Concord.ONE_SIDED), ("military.base", Concord.AGREED)],
    )
    def test_a_wide_class_disputes_no_finer_one_and_is_not_the_same(self, other: str, concord: Concord) -> None:
        r, s = report("r3", "A missile hit Zelm."), report("r4", "Zelm was hit by a missile.")
        claims = [
            claim(r, "A missile hit Zelm", by="AAA", at="Zelm", target="military.base"),
            claim(s, "Zelm was hit by a missile", by="BBB", at="Zelm", target=other),
        ]
        (incident,) = linked(claims, r, s)
        assert version(incident, "target").concord is concord

    def test_an_outlets_own_voice_carries_its_name_and_is_no_side(self) -> None:
        r = report("r1", "A strike hit Zelm.")
        (incident,) = linked([claim(r, "A strike hit Zelm", at="Zelm")], r)
        happened = version(incident, "happened")
        assert happened.values[0].parties == ("outlet:north-wire",)
        assert happened.concord is Concord.ONE_SIDED

    def test_a_denial_without_an_actor_disputes_the_event(self) -> None:
        r, s = report("r3", "A strike hit the plant in Zelm."), report("r4", "No strike hit the plant in Zelm.")
        claims = [
            claim(r, "A strike hit the plant in Zelm", by="AAA", at="Zelm", target="industrial"),
            claim(s, "No strike hit the plant in Zelm", by="BBB", at="Zelm", target="industrial", polarity="negated"),
        ]
        (incident,) = linked(claims, r, s)
        assert version(incident, "happened").concord is Concord.DISPUTED

    @pytest.mark.parametrize(
        ("first", "other", "concord"),
        [
            (("residential", "settlement"), ("commercial",), Concord.DISPUTED),  # "the town" settles nothing
            (("residential", "commercial"), ("commercial",), Concord.AGREED),
            (("settlement",), ("settlement",), Concord.AGREED),
        ],
    )
    def test_versions_that_exclude_each_other_are_not_agreed(
        self, first: tuple[str, ...], other: tuple[str, ...], concord: Concord
    ) -> None:
        r, s = report("r3", "A missile hit Zelm. The missile hit it hard."), report("r4", "Zelm was hit by a missile.")
        quotes = "A missile hit Zelm", "The missile hit it hard"
        mine = [claim(r, q, by="AAA", at="Zelm", target=t) for q, t in zip(quotes, first, strict=False)]
        theirs = [claim(s, "Zelm was hit by a missile", by="BBB", at="Zelm", target=t) for t in other]
        for told in ([*mine, *theirs], [swapped(c) for c in (*mine, *theirs)]):
            assert version(of(linked(told, r, s), told[-1].id), "target").concord is concord

    def test_what_a_report_names_as_hit_in_its_own_voice_is_no_rival_of_what_it_quotes(self) -> None:
        r = report("r1", "Stores in Zelm were damaged, AAA said. A transformer in Zelm was damaged.")
        claims = [
            claim(r, "Stores in Zelm were damaged", "damage", by="AAA", at="Zelm", target="commercial"),
            claim(r, "A transformer in Zelm was damaged", "damage", at="Zelm", target="energy.grid"),
        ]
        (incident,) = linked(claims, r)
        assert version(incident, "target").concord is Concord.ONE_SIDED

    @pytest.mark.parametrize(
        ("first", "other", "concord"),
        [
            (("AAA", 0, 24), ("BBB", 0, 24), Concord.AGREED),
            (("AAA", 0, 24), ("BBB", -48, 24), Concord.ONE_SIDED),  # one of three days
            (("AAA", 0, 24), ("AAA+BBB", 0, 24), Concord.ONE_SIDED),  # no voice of its own
            (("AAA", 3, 4), ("BBB", 4, 5), Concord.ONE_SIDED),  # each by the clock of its capital
            (("AAA", 3, 4), ("BBB", 5.5, 6), Concord.DISPUTED),
        ],
    )
    def test_times_are_agreed_where_each_side_gives_one_that_tells(
        self, first: tuple[str, float, float], other: tuple[str, float, float], concord: Concord
    ) -> None:
        r, s = report("r3", "A missile hit Zelm."), report("r4", "Zelm was hit by a missile.")
        at = [
            Moment(
                start=datetime(2031, 4, 10, tzinfo=UTC) + timedelta(hours=a),
                end=datetime(2031, 4, 10, tzinfo=UTC) + timedelta(hours=b),
                zone="UTC",
                basis=Basis.STATED,
            )
            for _, a, b in (first, other)
        ]
        claims = [
            claim(r, "A missile hit Zelm", by=first[0], at="Zelm", on=at[0]),
            claim(s, "Zelm was hit by a missile", by=other[0], at="Zelm", on=at[1]),
        ]
        (incident,) = linked(claims, r, s)
        assert version(incident, "time").concord is concord
