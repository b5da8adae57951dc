"""Times against the moment of publication: a table of golden cases, every rule's examples, and laws."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.language import times
from trucewatch.language.times import Clockwork, expressions
from trucewatch.language.times.anchors import Anchor
from trucewatch.language.times.words import Rule, rules
from trucewatch.values.moment import Basis, Moment

GOLDEN: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "golden_times.yaml").read_text(encoding="utf-8"))
PUBLISHED = Moment.of_days(date(2025, 5, 21), date(2025, 5, 21), zone="Europe/Kyiv", basis=Basis.PUBLICATION)
RELATIVE = [
    "on Tuesday", "last Friday", "overnight", "in the past 24 hours", "yesterday", "two days ago", "since Monday",
    "over the past week", "on Sunday night", "in the early hours of Monday", "last week", "at 3 a.m. on Tuesday",
    "for a second night", "over the weekend", "the day before yesterday", "late on Thursday",
]  # fmt: skip


def published(row: dict[str, Any]) -> Moment:
    zone = row.get("zone_of_report", "Europe/Kyiv")
    at = row["at"]
    if isinstance(at, date):
        return Moment.of_days(at, at, zone=zone, basis=Basis.PUBLICATION)
    moment = datetime.fromisoformat(at)
    return Moment(start=moment, end=moment + timedelta(seconds=1), zone=zone, basis=Basis.PUBLICATION)


def on(day: date) -> Moment:
    return Moment.of_days(day, day, zone="UTC", basis=Basis.PUBLICATION)


@pytest.mark.parametrize("row", [r for r in GOLDEN if not r.get("none")], ids=lambda r: r["say"])
def test_a_golden_case_is_read_as_it_says(row: dict[str, Any]) -> None:
    found = times.find(row["say"], published(row), ahead=row.get("ahead", False))[row.get("nth", 0)]
    moment = found.moment
    got: dict[str, Any] = {
        "words": moment.text,
        "edtf": moment.edtf,
        "zone": moment.zone,
        "basis": moment.basis.value,
        "acled": moment.acled_precision,
        "ucdp": moment.ucdp_precision,
        "utc": [moment.start, moment.end],
    }
    wanted = {"zone": row.get("zone_of_report", "Europe/Kyiv"), "basis": "relative"} | {
        k: str(v) if k in ("edtf", "words") else v for k, v in row.items() if k in got
    }
    if "utc" in wanted:
        wanted["utc"] = [datetime.fromisoformat(t) for t in wanted["utc"]]
    assert {k: got[k] for k in wanted} == wanted
    assert moment.text == row["say"][found.start : found.end]


@pytest.mark.parametrize("row", [r for r in GOLDEN if r.get("none")], ids=lambda r: r["say"])
def test_what_names_no_time_gives_none(row: dict[str, Any]) -> None:
    assert times.find(row["say"], published(row)) == []


@pytest.mark.parametrize(("rule", "example"), [(r.id, e) for r in rules() for e in r.examples])
def test_every_rule_finds_its_examples_whole(rule: str, example: str) -> None:
    text = f"It was {example}."
    [found] = expressions(text, Clockwork(PUBLISHED))
    assert text[found.start : found.end] == example


def test_a_named_event_is_dated_by_the_case_or_not_at_all() -> None:
    say = "Forty died in the three days since the pause began."
    one = Anchor("energy pause", date(2025, 5, 18))
    [found] = times.find(say, PUBLISHED, anchors=[one])
    assert (found.moment.edtf, found.moment.basis) == ("2025-05-18/2025-05-21", Basis.CARRIED)
    assert times.find(say, PUBLISHED, anchors=[one, one._replace(day=date(2025, 5, 25))]) == []


def test_tense_is_told_from_the_words_where_nobody_tells_it() -> None:
    [ahead] = times.find("The envoys will meet on Friday.", PUBLISHED, ahead=None)
    [back] = times.find("The envoys met on Friday.", PUBLISHED, ahead=None)
    assert (ahead.moment.edtf, back.moment.edtf) == ("2025-05-23", "2025-05-16")


def test_a_clause_within_since_keeps_its_own_time() -> None:
    [found] = times.find("Thousands fled since the truce fell apart on 18 March.", PUBLISHED)
    assert found.inner is not None
    assert (found.inner.moment.text, found.inner.moment.edtf) == ("on 18 March", "2025-03-18")


@pytest.mark.parametrize("words", RELATIVE)
@given(shift=st.integers(-4000, 4000).map(lambda n: n * 7))
def test_whole_weeks_on_the_same_words_mean_whole_weeks_on(words: str, shift: int) -> None:
    """Names of days turn with the week, so the law holds for shifts of whole weeks for every relative expression."""
    day = date(2025, 5, 21)
    [one], [other] = (times.find(f"It fell {words}.", on(d)) for d in (day, day + timedelta(days=shift)))
    by = timedelta(days=shift)
    assert (one.moment.start + by, one.moment.end + by) == (other.moment.start, other.moment.end)


@pytest.mark.parametrize("words", ["overnight", "yesterday", "two days ago", "in the past 24 hours", "this morning"])
@given(shift=st.integers(-30000, 30000))
def test_days_on_the_same_words_mean_days_on(words: str, shift: int) -> None:
    day = date(2025, 5, 21)
    [one], [other] = (times.find(f"It fell {words}.", on(d)) for d in (day, day + timedelta(days=shift)))
    by = timedelta(days=shift)
    assert (one.moment.start + by, one.moment.end + by) == (other.moment.start, other.moment.end)


@pytest.mark.parametrize("row", [r for r in GOLDEN if not r.get("none")], ids=lambda r: r["say"])
@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), zone=st.sampled_from(["UTC", "Europe/Kyiv", "Asia/Gaza"]))
def test_an_interval_never_runs_backwards_and_is_no_finer_than_its_words(
    row: dict[str, Any], day: date, zone: str
) -> None:
    at = Moment.of_days(day, day, zone=zone, basis=Basis.PUBLICATION)
    for found in times.find(row["say"], at, ahead=row.get("ahead", False)):
        assert found.moment.start < found.moment.end
        named = any(c in (found.moment.text or "") for c in (":", "m.", "pm", "am", "GMT"))
        assert named or found.moment.end - found.moment.start >= timedelta(hours=1)


@given(st.sampled_from(["Moscow time", "Kyiv time", "GMT", "Gaza time"]), st.integers(0, 23), st.integers(0, 59))
def test_the_zone_that_the_words_name_is_honoured(zone: str, hour: int, minute: int) -> None:
    names = {"Moscow time": "Europe/Moscow", "Kyiv time": "Europe/Kyiv", "GMT": "UTC", "Gaza time": "Asia/Gaza"}
    [found] = times.find(f"It fell at {hour:02}:{minute:02} {zone} on 14 May 2025.", PUBLISHED)
    offset = {"Moscow time": 3, "Kyiv time": 3, "GMT": 0, "Gaza time": 3}[zone]
    assert found.moment.zone == names[zone]
    assert found.moment.start == datetime(2025, 5, 14, hour, minute, tzinfo=UTC) - timedelta(hours=offset)


@given(st.text(max_size=200))
def test_any_text_is_survived_and_quoted_verbatim(text: str) -> None:
    for found in times.find(text, PUBLISHED, ahead=None):
        assert found.moment.text == text[found.start : found.end]


def test_a_text_in_two_parts_gives_what_the_parts_give() -> None:
    one, two = "It fell on 3 May. ", "It burned on 5 May."
    both = [t.moment for t in times.find(one + two, PUBLISHED)]
    assert both == [t.moment for part in (one, two) for t in times.find(part, PUBLISHED)]


def test_no_rule_is_tried_everywhere() -> None:
    assert [r.id for r in rules() if not r.key and not r.has] == []


@pytest.mark.parametrize("rule", [r for r in rules() if r.has], ids=lambda r: r.id)
def test_a_rule_that_asks_for_words_loses_none_of_its_matches(rule: Rule) -> None:
    rows = yaml.safe_load((Path(__file__).parent / "golden_times.yaml").read_text(encoding="utf-8"))
    texts = [*rule.examples, *(part for part in re.findall(r"[^\n]+", str(rows)))]
    for text in texts:
        if rule.pattern.search(text):
            assert any(word in text.lower() for word in rule.has), text
