"""The situation report: what it says, what it leaves out, and that it is the same whoever is who."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import pytest

from tests.tell.sample import ONE, PARAMS, TWO, ZONE, Side, params, view
from trucewatch.records import Decision, Edition, Section, Sentence, identified
from trucewatch.records.decision import Action
from trucewatch.tell import BriefParameters, CaseView, situation_report
from trucewatch.tell.notes import sentences
from trucewatch.tell.period import window_of


def texts(edition: Edition) -> list[str]:
    return [s.text for s in sentences(edition.sections)]


def section(edition: Edition, title: str) -> Section:
    found = [s for s in _all(edition.sections) if s.title == title]
    assert len(found) == 1, title
    return found[0]


def _all(sections: tuple[Section, ...]) -> list[Section]:
    return [x for s in sections for x in (s, *_all(s.sections))]


def within(edition: Edition, title: str) -> str:
    return "\n".join(s.text for s in sentences((section(edition, title),)))


def resting(edition: Edition, record: str) -> list[Sentence]:
    return [s for s in sentences(edition.sections) if record in s.rests_on]


def test_every_sentence_rests_on_records_of_the_view() -> None:
    v = view()
    told = list(sentences(situation_report(v, PARAMS).sections))
    assert len(told) > 60
    assert [s for s in told if not s.rests_on] == []
    assert {r for s in told for r in s.rests_on if v.find(r) is None} == set()


def test_every_claim_of_the_period_is_quoted_verbatim() -> None:
    v = view()
    edition = situation_report(v, PARAMS)
    by_doc = {c.doc for c in v.claims.values()} - {"late", "old"}
    assert by_doc
    for claim in v.claims.values():
        quoted = [s for s in resting(edition, claim.id) if f"“{claim.quote}”" in s.text]
        assert bool(quoted) == (claim.doc in by_doc), claim.quote


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
    assert "assessed as prohibited" not in told and "rests on reports published after the cut-off" in told


def test_the_period_and_its_cut_off_are_stated_with_the_zone() -> None:
    head = within(situation_report(view(), PARAMS), "Reporting period and basis")
    assert "between 19 March 2031, 06:00 and 20 March 2031, 06:00 (Europe/Helsinki time, 24 hours)" in head
    assert "1 report states no moment of publication and is left out" in head


def test_periods_tile_time_also_where_the_clocks_change() -> None:
    days = [dt.date(2031, 3, 29) + dt.timedelta(days=i) for i in range(3)]
    windows = [window_of(params(d).cutoff, ZONE) for d in days]
    assert window_of(params(days[2]).cutoff, ZONE, back=1) == windows[1]
    assert [w.hours for w in windows] == [24, 23, 24]
    assert all(a.end == b.start for a, b in pairwise(windows))


def test_both_readings_stand_side_by_side_and_nobody_wins() -> None:
    edition = situation_report(view(), PARAMS)
    rows = [s.text.split("\t")[0] for s in section(edition, "The readings side by side").sentences]
    assert rows == ["Reading of", "Ardia", "Belmar"]
    told = within(edition, "Alleged attack: Tal Velo, 18 to 19 March 2031")
    assert (
        "Under the reading of Ardia, provision P1 (Vale pause): assessed as prohibited if confirmed (rule terms/1)"
        in told
    )
    assert "Under the reading of Belmar, provision P1 (Vale pause): assessed as outside the period" in told
    assert "Over all readings together: disputed, as the readings differ on the period." in told


def test_an_incident_says_how_precise_it_is_and_how_many_origins_it_has() -> None:
    told = within(situation_report(view(), PARAMS), "Alleged attack: Tal Velo, 18 to 19 March 2031")
    assert "on 19 March 2031 or in the night before (in the words of the report: “overnight”)" in told
    assert "from 3 reports by 3 outlets, of 2 independent origins" in told
    assert "Disputed: on who did it, the accounts differ." in told
    assert "the account of sources of Belmar is: not Belmar" in told


def test_no_actor_is_told_where_no_source_names_one() -> None:
    edition = situation_report(view(), PARAMS)
    told = within(edition, "Alleged attack: the old mill, 19 March 2031")
    assert "[no actor read]" in told and "actor as named" not in told
    assert "No source of Ardia is recorded as having spoken of it" in told


def test_a_report_s_own_voice_is_told_under_the_outlet_s_name() -> None:
    told = within(situation_report(view(), PARAMS), "Accounts that are linked to no incident")
    assert told.startswith("Far Post (published 19 March 2031, 14:00) alleged in its own voice: “An explosion shook")


def test_what_is_not_known_is_said() -> None:
    told = within(situation_report(view(), PARAMS), "What could not be known")
    for missing in ("undated (Far Post)", "unread (Far Post): no letters in it", "empty (Ardia Wire)", "Quiet Post"):
        assert missing in told
    assert "“the old mill”" in told and "reports/photo.txt" in told and "No satellite observations" in told


def test_counts_unfold_to_what_they_count() -> None:
    v = view()
    figures = section(situation_report(v, PARAMS), "Figures, with the previous period for comparison").sentences
    row = {s.text.split("\t")[0]: s for s in figures}
    assert row["Claims read"].text == "Claims read\t10\t1"
    assert len([r for r in row["Claims read"].rests_on if r in v.claims]) == 11
    assert row["Alleged incidents first reported"].text.endswith("\t2\t1")
    assert row["Reports supplied"].text.endswith("\t6\t1")


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
    (told,) = [s for s in resting(edition, made.id) if "A. Reader" in s.text]
    assert told.text == "A person (A. Reader) recorded the decision “verify” on 19 March 2031, 22:00."


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
    expected = sorted(changed_about(bare(t), ONE, TWO) for t in texts(there))
    assert sorted(bare(t) for t in texts(back)) == expected
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
    told = within(situation_report(view(), PARAMS), "pause on strikes against power plants")
    assert "Belmar is recorded as: accepted with conditions" in told
    assert "by the account of sources of Belmar (rule stance/1)" in told


def test_a_side_s_own_outlet_lets_it_be_heard() -> None:
    v = view()
    depot = next(c for c in v.claims.values() if c.doc == "hostile")
    voiced = depot.model_copy(update={"source": depot.source.model_copy(update={"text": None, "party": None})})
    edition = situation_report(replace(v, claims=MappingProxyType({**v.claims, depot.id: voiced})), PARAMS)
    told = within(edition, "Alleged attack: the old mill, 19 March 2031")
    assert "No source of Belmar" not in told and "No source of Ardia" in told
