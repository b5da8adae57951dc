"""The situation report: what it says, what it leaves out, and that it is the same whoever is who."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import pytest

from tests.tell.sample import ONE, PARAMS, TWO, ZONE, Side, at, params, report, view
from tests.tell.sample import claim as claimed
from trucewatch.records import (
    Decision,
    Edition,
    Incident,
    Row,
    Section,
    Sentence,
    Supported,
    Version,
    VersionValue,
    identified,
    supported,
)
from trucewatch.records.decision import Action
from trucewatch.tell import BriefParameters, CaseView, messages, situation_report
from trucewatch.tell.accounts import each
from trucewatch.tell.brief_incidents import _numbers
from trucewatch.tell.brief_positions import _changed
from trucewatch.tell.notes import Marks
from trucewatch.tell.period import period_of, window_of
from trucewatch.tell.phrases import Phrases
from trucewatch.tell.writing import cut
from trucewatch.values.count import Count, Sense
from trucewatch.values.place import Level, Place, Point
from trucewatch.values.vocabularies import Concord, CountOf, Kind, Outcome, Polarity, Role, Stance


def parts(sections: Iterable[Section]) -> list[Supported]:
    return [p for s in sections for p in supported(s)]


def words(part: Supported) -> str:
    return part.text if isinstance(part, Sentence) else "\t".join(part.cells)


def texts(edition: Edition) -> list[str]:
    return [words(p) for p in parts(edition.sections)]


def section(edition: Edition, title: str) -> Section:
    found = [s for s in _all(edition.sections) if s.title == title]
    assert len(found) == 1, title
    return found[0]


def _all(sections: tuple[Section, ...]) -> list[Section]:
    return [x for s in sections for x in (s, *_all(s.sections))]


def within(edition: Edition, title: str) -> str:
    return "\n".join(words(p) for p in parts((section(edition, title),)))


def resting(edition: Edition, record: str) -> list[str]:
    return [words(p) for p in parts(edition.sections) if record in p.rests_on]


def rows(found: Section) -> list[Row]:
    return [p for p in supported(found) if isinstance(p, Row)]


def test_every_sentence_rests_on_records_of_the_view() -> None:
    v = view()
    told = parts(situation_report(v, PARAMS).sections)
    assert len(told) > 60
    assert [p for p in told if not p.rests_on] == []
    assert {r for p in told for r in p.rests_on if v.find(r) is None} == set()


def led_to(edition: Edition, part: Supported) -> set[str]:
    """Every record whose note can be reached from a sentence."""
    by_number = {n.number: n for n in edition.notes}
    open_, seen = list(Marks(edition).of(part)), set[int]()
    while open_:
        number = open_.pop()
        if number not in seen:
            seen.add(number)
            open_ += by_number[number].members
    return {by_number[n].record for n in seen}


def test_every_sentence_leads_to_a_quote_with_its_original_or_to_a_file() -> None:
    v = view()
    edition = situation_report(v, PARAMS)
    notes = {n.record: n for n in edition.notes}
    for part in parts(edition.sections):
        found = led_to(edition, part)
        assert set(part.rests_on) <= found, words(part)
        kinds = {r.partition("-")[0] for r in found}
        assert kinds & {"rep", "agr", "cas", "dec", "edi", "fai"}, words(part)  # clm leads to rep
        for record in found:
            if record.startswith("clm-"):
                claim = v.claims[record]
                context = notes[record].context
                assert context is not None and context.quote == claim.quote
                assert claim.report in found and "SHA-256" in str(notes[claim.report].lines)


def test_every_claim_of_the_period_is_quoted_and_nothing_else_is() -> None:
    v = view()
    edition = situation_report(v, PARAMS)
    by_doc = {c.doc for c in v.claims.values()} - {"late", "old"}
    assert by_doc
    noted = {n.record for n in edition.notes}
    for claim in v.claims.values():
        assert (claim.id in noted) == (claim.doc != "late")
        if claim.doc in by_doc:
            assert resting(edition, claim.id), claim.quote


def test_a_long_quote_is_cut_at_the_same_length_for_everybody() -> None:
    quote, more = cut("word " * 100)
    assert more and len(quote) <= 240 and quote.endswith("word")
    assert cut("short") == ("short", False)
    assert cut("x" * 300) == ("x" * 240, True)


def test_nothing_published_after_the_cut_off_is_told() -> None:
    v = view()
    late = next(c for c in v.claims.values() if c.doc == "late")
    assert resting(situation_report(v, PARAMS), late.id) == []
    # An incident that also rests on the later report is told without it, and so is what was derived with it.
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    grown = strike.model_copy(update={"claims": (*strike.claims, late.id), "reports": 4})
    known = replace(v, incidents=MappingProxyType({**v.incidents, strike.id: grown}))
    edition = situation_report(known, PARAMS)
    assert resting(edition, late.id) == []
    told = within(edition, "Alleged attack: Tal Velo, 18 to 19 March 2031")
    assert "from 3 reports by 3 outlets, of origins not counted" in told
    assert "prohibited" not in told and "rests on reports published after the cut-off" in told


def test_the_period_and_its_cut_off_are_stated_with_the_zone() -> None:
    head = within(situation_report(view(), PARAMS), "Reporting period and basis")
    assert "between 19 March 2031, 06:00 and 20 March 2031, 06:00, the cut-off (Europe/Helsinki time, 24 hours)" in head
    assert "1 report states no moment of publication and is left out" in head


def test_periods_tile_time_also_where_the_clocks_change() -> None:
    days = [dt.date(2031, 3, 29) + dt.timedelta(days=i) for i in range(3)]
    windows = [window_of(params(d).cutoff, ZONE) for d in days]
    assert window_of(params(days[2]).cutoff, ZONE, back=1) == windows[1]
    assert [w.hours for w in windows] == [24, 23, 24]
    assert all(a.end == b.start for a, b in pairwise(windows))


def test_both_readings_stand_side_by_side_and_nobody_wins() -> None:
    edition = situation_report(view(), PARAMS)
    table = rows(section(edition, "Agreements in force under each reading"))
    assert [r.cells[:3] for r in table] == [
        ("Ardia", "in force: P1", "18 March to 16 April 2031"),
        ("Belmar", "not yet begun", "25 March to 23 April 2031"),
    ]
    told = within(edition, "Alleged attack: Tal Velo, 18 to 19 March 2031")
    assert (
        "P1: under the reading of Ardia, prohibited if confirmed; under the reading of Belmar, outside the period. "
        "Over all readings: disputed, as the readings differ on the period." in told
    )


def test_an_incident_says_how_precise_it_is_and_how_many_origins_it_has() -> None:
    edition = situation_report(view(), PARAMS)
    told = within(edition, "Alleged attack: Tal Velo, 18 to 19 March 2031")
    assert "on 19 March 2031 or in the night before" in told
    assert "from 3 reports by 3 outlets, of 2 independent origins" in told
    assert "Disputed: who did it." in told and "the number injured: 3 (Ardia)." in told
    (point,) = rows(section(edition, "What is disputed, and by whom"))
    assert point.cells[1:] == ("who did it", "sources of Ardia: Belmar; sources of Belmar: not Belmar")


def test_several_accounts_of_one_side_make_one_sentence_and_all_are_in_the_notes() -> None:
    v = view()
    edition = situation_report(v, PARAMS)
    told = within(edition, "Alleged attack: Tal Velo, 18 to 19 March 2031").splitlines()
    mine = [t for t in told if t.startswith("Sources of Ardia alleged, naming Belmar")]
    assert len(mine) == 1 and "1 further account of the kind in the notes" in mine[0]


@pytest.mark.parametrize(
    ("one", "other"), [("'", "’"), ("“port”", '"port"'), ("north–south", "north-south"), ("the Road", "the  road")]
)
def test_the_shape_of_marks_makes_no_second_account(one: str, other: str) -> None:
    v = view()
    quotes = [f"the ship{one} was not ours" for one in (one, other)]
    reports = [report(f"m{n}", "far-post", at(19, 21), f"He said that {q}.") for n, q in enumerate(quotes)]
    who = ("He", None, Role.ANONYMOUS)
    claims = [claimed(r, q, Kind.ACCUSATION, who) for r, q in zip(reports, quotes, strict=True)]
    v = replace(v, reports={**v.reports, **{r.id: r for r in reports}}, claims={c.id: c for c in claims})
    told = each(claims, period_of(v, PARAMS.cutoff, ZONE), Phrases(v.case, ZONE, messages("en")))
    assert len(told) == 1 and set(told[0].rests_on) == {c.id for c in claims}


def test_no_actor_is_told_where_no_source_names_one() -> None:
    edition = situation_report(view(), PARAMS)
    told = within(edition, "Alleged attack: the old mill, 19 March 2031")
    assert "Sources of Belmar alleged, naming nobody" in told
    assert "Not heard on it up to the cut-off: sources of Ardia." in told


def test_a_report_s_own_voice_is_told_under_the_outlet_s_name() -> None:
    told = within(situation_report(view(), PARAMS), "Accounts that are linked to no incident")
    assert told.startswith(
        "Far Post in its own voice alleged, naming nobody: “An explosion shook Tal Velo” (19 March, 14:00)"
    )


def test_what_is_not_known_is_said() -> None:
    told = within(situation_report(view(), PARAMS), "Restrictions on knowing")
    for missing in ("undated (Far Post)", "unread (Far Post): no letters in it", "empty (Ardia Wire)", "Quiet Post"):
        assert missing in told
    assert "“the old mill”" in told and "reports/photo.txt" in told and "No satellite observations" in told


def test_counts_unfold_to_what_they_count() -> None:
    v = view()
    row = {r.cells[0]: r for r in rows(section(situation_report(v, PARAMS), "The period in figures"))}
    assert row["Claims read"].cells[1:] == ("10", "1")
    assert len([r for r in row["Claims read"].rests_on if r in v.claims]) == 11
    assert row["Alleged incidents first reported"].cells[1:] == ("2", "1")
    assert row["Reports supplied"].cells[1:] == ("6", "1")


@pytest.mark.parametrize("side", [ONE, TWO])
def test_earlier_totals_and_parts_are_told_as_what_they_are(side: Side) -> None:
    v, who = view(), (f"The {side.adjective} office", side.code, Role.OFFICIAL)
    first = report("toll1", "far-post", at(19, 20), "So far 28 people were hurt, 4 of them children.")
    last = report("toll2", "far-post", at(19, 22), "By now 88 people were hurt, 17 of them children.")
    hurt = [
        (Count(what=CountOf.INJURED, low=n, high=n), Count(what=CountOf.INJURED, low=k, high=k, sense=Sense.PART))
        for n, k in ((28, 4), (88, 17))
    ]
    claims = [claimed(r, r.text, Kind.CASUALTIES, who, counts=c) for r, c in zip((first, last), hurt, strict=True)]
    values = tuple(
        VersionValue(value=str(int(n.low or 0)), parties=(side.code,), claims=(c.id,)) for c in claims for n in c.counts
    )
    version = Version(field="injured", concord=Concord.ONE_SIDED, values=values)
    incident = next(iter(v.incidents.values())).model_copy(update={"versions": (version,)})
    v = replace(v, reports={**v.reports, first.id: first, last.id: last}, claims={c.id: c for c in claims})
    (told,) = _numbers(incident, period_of(v, PARAMS.cutoff, ZONE), Phrases(v.case, ZONE, messages("en")))
    assert f"28 earlier, 4 of them, 88, 17 of them ({side.name})" in told.text


def test_an_empty_day_is_no_evidence_of_quiet() -> None:
    other = params(dt.date(2031, 5, 1))
    edition = situation_report(view(), other)
    assert "not that nothing took place" in within(edition, "Incidents of the period by area")
    assert "No report was published in the period" in within(edition, "Summary")


def test_an_incident_reported_earlier_is_told_again_only_with_further_accounts() -> None:
    other = params(dt.date(2031, 3, 21))
    v = view()
    assert "No alleged incident" in within(situation_report(v, other), "Incidents of the period by area")
    late = next(c for c in v.claims.values() if c.doc == "late")
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    grown = strike.model_copy(update={"claims": (*strike.claims, late.id)})
    edition = situation_report(replace(v, incidents=MappingProxyType({strike.id: grown})), other)
    told = within(edition, "Alleged attack: Tal Velo, 18 to 19 March 2031")
    assert "The first account was published 19 March 2031, 08:00" in told and "was hit by its owners" in told
    assert "5 earlier accounts belong to this incident" in told


def test_a_person_s_decision_is_told_as_that_person_s() -> None:
    v = view()
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    when = dt.datetime(2031, 3, 19, 20, tzinfo=dt.UTC)
    made = identified(Decision, author="A. Reader", at=when, action=Action.VERIFY, subjects=(strike.claims[0],))
    edition = situation_report(replace(v, decisions=MappingProxyType({made.id: made})), PARAMS)
    (told,) = [t for t in resting(edition, made.id) if "A. Reader" in t]
    assert told == "A person (A. Reader) recorded the decision “verify” on 19 March 2031, 22:00."


def shuffled(v: CaseView, seed: int) -> CaseView:
    order = random.Random(seed)
    tables: dict[str, Any] = {}
    for name, table in vars(v).items():
        if isinstance(table, MappingProxyType):
            items = list(table.items())
            order.shuffle(items)
            tables[name] = MappingProxyType(dict(items))
    return replace(v, **tables)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_input_changes_nothing(seed: int) -> None:
    v = view()
    assert situation_report(shuffled(v, seed), PARAMS) == situation_report(v, PARAMS)


def changed_about(text: str, a: Side, b: Side) -> str:
    pairs = {x: y for s, t in ((a, b), (b, a)) for x, y in zip(vars(s).values(), vars(t).values(), strict=True)}
    names = sorted(pairs, key=len, reverse=True)
    swapped = re.sub("|".join(map(re.escape, names)), lambda m: pairs[m[0]], text)
    listed = f"{b.name} and {a.name}", f"{a.name} and {b.name}"  # a list of both stays in the order of the codes
    return swapped.replace(*listed)


def bare(text: str) -> str:
    return re.sub(r"\binc-[0-9a-f]{8}", "inc", text)  # ids follow content


def test_changing_the_sides_about_changes_the_report_about_and_nothing_else() -> None:
    there = situation_report(view(ONE, TWO), PARAMS)
    back = situation_report(view(TWO, ONE), PARAMS)
    assert texts(there) != texts(back)
    # Parties stand in the order of their codes within a sentence and a row: words are compared, not their order.
    expected = sorted(sorted(re.findall(r"\w+", changed_about(bare(t), ONE, TWO))) for t in texts(there))
    assert sorted(sorted(re.findall(r"\w+", bare(t))) for t in texts(back)) == expected
    titles = sorted(changed_about(s.title, ONE, TWO) for s in _all(there.sections))
    assert sorted(s.title for s in _all(back.sections)) == titles


def test_parameters_are_held_to_their_form() -> None:
    with pytest.raises(ValueError, match="time zone"):
        BriefParameters(date=PARAMS.date, zone="Europe/Atlantis", cutoff=PARAMS.cutoff, program="x")
    with pytest.raises(ValueError, match="is not on 2031-03-21"):
        BriefParameters(date=dt.date(2031, 3, 21), zone=ZONE, cutoff=PARAMS.cutoff, program="x")
    by_clock = BriefParameters.model_validate({**PARAMS.model_dump(), "cutoff": "06:00"})
    assert by_clock == PARAMS


def test_a_stance_says_by_whose_account_it_is_recorded() -> None:
    edition = situation_report(view(), PARAMS)
    cells = [r.cells for r in rows(section(edition, "Positions, and what changed"))]
    assert (
        "pause on strikes against power plants",
        "Belmar",
        "accepted with conditions",
        "said on 19 March 2031, not from when",
        "sources of Belmar",
    ) in cells
    assert ("pause on strikes against power plants", "Ardia", "no position recorded up to the cut-off", "", "") in cells


@pytest.mark.parametrize("code", [ONE.code, TWO.code])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_change_is_told_whichever_earlier_word_came_last(code: str, order: tuple[int, int]) -> None:
    v = view()
    now = next(iter(v.positions.values())).model_copy(update={"party": code, "stance": Stance.ACCEPTED})
    earlier = [
        now.model_copy(update={"id": f"pos-{n}", "stance": stance, "superseded_by": now.id})
        for n, stance in enumerate((Stance.OPEN, Stance.ACCEPTED))
    ]
    mine = [*(earlier[n] for n in order), now]
    agreement = next(iter(v.agreements.values()))
    (told,) = _changed(agreement, mine, period_of(v, PARAMS.cutoff, ZONE), Phrases(v.case, ZONE, messages("en")))
    assert "neither accepted nor rejected" in told.text and told.text.endswith("to: accepted.")
    assert set(told.rests_on) == {p.id for p in mine}


def test_a_side_s_own_outlet_lets_it_be_heard() -> None:
    v = view()
    depot = next(c for c in v.claims.values() if c.doc == "hostile")
    voiced = depot.model_copy(update={"source": depot.source.model_copy(update={"text": None, "party": None})})
    edition = situation_report(replace(v, claims=MappingProxyType({**v.claims, depot.id: voiced})), PARAMS)
    told = within(edition, "Alleged attack: the old mill, 19 March 2031")
    assert "sources of Belmar" not in told and "Not heard on it up to the cut-off: sources of Ardia." in told


def test_a_clause_of_reciprocity_is_said_of_the_reading_that_has_it_and_of_no_other() -> None:
    v = view()
    alike = {
        k: f.model_copy(update={"outcome": Outcome.PROHIBITED_IF_CONFIRMED, "conditional": f.reading == ONE.code})
        for k, f in v.findings.items()
    }
    edition = situation_report(replace(v, findings=MappingProxyType(alike)), PARAMS)
    told = within(edition, "Alleged attack: Tal Velo, 18 to 19 March 2031")
    assert "reading of Ardia, prohibited if confirmed, subject to the clause of reciprocity of this reading;" in told
    assert "reading of Belmar, prohibited if confirmed." in told


def test_a_place_of_the_case_without_a_country_is_located_and_told_by_its_name() -> None:
    v = view()
    depot = next(i for i in v.incidents.values() if i.place and i.place.text == "the old mill")
    mill = Place(
        text="the old mill",
        name="Old Mill",
        level=Level.FACILITY,
        point=Point(lat=10.0, lon=-20.0),
        radius_km=1,
    )
    known = depot.model_copy(update={"place": mill})

    def areas(incident: Incident) -> list[str]:
        incidents = MappingProxyType({**v.incidents, depot.id: incident})
        found = _all(situation_report(replace(v, incidents=incidents), PARAMS).sections)
        return [s.title for s in found if s.key == "area"]

    assert "Place not located" in areas(depot) and "Old Mill" not in areas(depot)
    assert "Place not located" not in areas(known) and "Old Mill" in areas(known)


def test_a_denied_effect_is_no_denial_of_the_act() -> None:
    v = view()
    unhurt = next(c for c in v.claims.values() if c.kind is Kind.CASUALTIES)
    denied = unhurt.model_copy(update={"polarity": Polarity.NEGATED})
    strike = next(i for i in v.incidents.values() if len(i.claims) == 4)
    claims = tuple(c for c in strike.claims if c != unhurt.id)
    only = strike.model_copy(update={"claims": claims, "denials": (unhurt.id,), "versions": ()})
    edition = situation_report(
        replace(
            v,
            claims=MappingProxyType({**v.claims, unhurt.id: denied}),
            incidents=MappingProxyType({**v.incidents, strike.id: only}),
        ),
        PARAMS,
    )
    assert not rows(section(edition, "What is disputed, and by whom"))
    assert "stated the negative as to casualties: “Three workers were injured”" in within(
        edition, "Alleged attack: Tal Velo, 18 to 19 March 2031"
    )


def test_the_summary_counts_one_and_the_same_set_of_incidents_in_every_sentence() -> None:
    said = within(situation_report(view(), PARAMS), "Summary")
    (first,) = re.findall(r"(\d+) alleged incidents? w\w+ reported for the first time", said)
    renewed = sum(map(int, re.findall(r"Further accounts were published of (\d+)", said)))
    told = re.findall(r"Incidents of the period \((\d+), .*?over all readings: (.*)\.", said)
    assert told
    for total, states in told:
        assert int(total) == int(first) + renewed == sum(int(n) for n in re.findall(r"(?:^|; )(\d+) ", states))
