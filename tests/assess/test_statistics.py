"""Counts unfold to incidents, ratios come with exact intervals, and what is incomplete is marked."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import poisson

from tests.assess.samples import ZONE, by_id, claim, incident, local, report
from trucewatch.assess import statistics
from trucewatch.assess.statistics import rate_ratio, share_within
from trucewatch.records import Incident, Statistics
from trucewatch.values.place import Level, Place, Point

START = date(2031, 3, 3)  # a Monday


def made(n: int, day: int, *, last: int | None = None, actor: str | None = "AAA", told: int = 0) -> Incident:
    """An incident on a day after START, first reported ``told`` days after its last day."""
    c = claim(f"c{n}", actor=actor, report=f"r{(last or day) + told}")
    moment = local(START + timedelta(day), START + timedelta(last or day))
    return incident(c, moment=moment).model_copy(update={"actors": (actor,) if actor else ()})


def stats(*incidents: Incident, until: int = 40, since: int | None = None) -> Statistics:
    reports = {f"r{n}": report(f"r{n}", START + timedelta(n)) for n in range(100)}
    claims = by_id(*(claim(i.claims[0], report=_report(i)) for i in incidents))
    return statistics(
        incidents,
        claims,
        reports,
        (),
        zone=ZONE,
        until=START + timedelta(until),
        since=None if since is None else START + timedelta(since),
    )


TOLD: dict[str, int] = {}


def _report(i: Incident) -> str:
    assert i.moment is not None
    last = (i.moment.days[1] - START).days
    return f"r{last + TOLD.get(i.claims[0], 0)}"


def cells(found: Statistics, by: str, step: int) -> dict[tuple[int, str], int]:
    series = next(s for s in found.series if (s.by, s.step) == (by, step))
    return {((c.first - START).days, c.key): len(c.incidents) for c in series.cells}


def test_each_incident_counts_on_its_day_and_in_its_week() -> None:
    found = stats(made(1, 0), made(2, 0, actor="BBB"), made(3, 8))
    assert cells(found, "all", 1) == {(0, "all"): 2, (8, "all"): 1}
    assert cells(found, "actor", 7) == {(0, "AAA"): 1, (0, "BBB"): 1, (7, "AAA"): 1}


def test_a_night_counts_on_the_day_it_ends_and_what_is_vaguer_on_no_day() -> None:
    found = stats(made(1, 1, last=2), made(2, 1, last=4), made(3, 5, last=8))
    day, week = (next(s for s in found.series if (s.by, s.step) == ("all", n)) for n in (1, 7))
    assert [(c.first - START).days for c in day.cells] == [2]
    assert day.left_out == ("inc-c2", "inc-c3")
    assert week.left_out == ("inc-c3",), "it may lie in either week"


def test_no_actor_named_is_a_key_of_its_own() -> None:
    assert cells(stats(made(1, 0, actor=None)), "actor", 1) == {(0, ""): 1}


def test_a_place_in_no_known_country_is_an_area_of_its_own_and_one_not_located_is_none() -> None:
    mill = Place(text="the mill", name="Old Mill", level=Level.FACILITY, point=Point(lat=1, lon=2), radius_km=1)
    located = made(1, 0).model_copy(update={"place": mill})
    lost = made(2, 0).model_copy(update={"place": Place(text="somewhere")})
    assert cells(stats(located, lost), "area", 1) == {(0, "/Old Mill"): 1, (0, ""): 1}


def test_totals_and_incidents_without_force_are_not_counted() -> None:
    aid = incident(claim("c1", "aid"), moment=local(START))
    summed = made(2, 0).model_copy(update={"period_total": True})
    found = stats(aid, summed, made(3, 0))
    assert found.volume.incidents == 1
    assert [w.incidents for w in found.weeks] == [1] and found.weeks[0].first is not None


def test_before_and_after_hold_the_ids_and_leave_out_what_may_be_either() -> None:
    found = stats(made(1, 0), made(2, 4), made(3, 9, last=11), made(4, 12), since=10, until=19)
    ratio = found.ratios[0]
    assert (ratio.before, ratio.after, ratio.left_out) == (("inc-c1", "inc-c2"), ("inc-c4",), ("inc-c3",))
    assert (ratio.days_before, ratio.days_after, ratio.ratio) == (10, 10, 0.5)


@given(st.integers(0, 60), st.integers(1, 400), st.integers(0, 60), st.integers(1, 400))
def test_the_interval_is_exact(before: int, days_before: int, after: int, days_after: int) -> None:
    """At each end of the interval, the tail beyond what was seen has exactly half of the 5 % (Clopper-Pearson)."""
    assume(before + after > 0)
    ratio, low, high, _ = rate_ratio(before, days_before, after, days_after)
    assert low is not None
    assert (ratio is None) == (before == 0) and (high is None) == (before == 0)
    if ratio is not None and high is not None:
        assert low <= ratio <= high

    def tail(rate: float, at_least: bool) -> float:
        """Chance of the split that was seen, or a more extreme one, given the sum, by Poisson terms alone."""
        means = (float(days_before), rate * days_after)
        total = before + after
        log = [poisson.logpmf(total - k, means[0]) + poisson.logpmf(k, means[1]) for k in range(total + 1)]
        top = max(log)
        weights = [math.exp(x - top) for x in log]
        chosen = weights[after:] if at_least else weights[: after + 1]
        return sum(chosen) / sum(weights)

    if after > 0:
        assert tail(low, at_least=True) == pytest.approx(0.025, rel=1e-4)
    if high is not None and before > 0:
        assert tail(high, at_least=False) == pytest.approx(0.025, rel=1e-4)


def test_without_incidents_or_days_there_is_no_ratio() -> None:
    assert rate_ratio(0, 10, 0, 10) == (None, None, None, None)
    assert rate_ratio(3, 0, 4, 10) == (None, None, None, None)


def test_days_that_later_reports_may_fill_are_marked() -> None:
    """Half are told of after two days: the last two days cannot be complete, earlier ones are."""
    TOLD.clear()
    TOLD.update({f"c{n}": 2 * (n % 2) for n in range(1, 41)})
    found = stats(*(made(n, n // 2) for n in range(1, 39)), until=21)
    assert share_within(found.delay, 0) == pytest.approx(0.5, abs=0.06)
    assert share_within(found.delay, 2) == 1.0
    series = next(s for s in found.series if (s.by, s.step) == ("all", 1))
    marked = {(c.first - START).days: c.complete for c in series.cells}
    TOLD.clear()
    assert marked[18] and not marked.get(20, False)


def test_reports_not_yet_out_do_not_make_reporting_look_quick() -> None:
    """Cut off early, the plain share of quick reports is too high; the estimate is not moved as much."""
    TOLD.clear()
    TOLD.update({f"c{n}": 3 * (n % 2) for n in range(1, 61)})
    seen = [made(n, n // 12) for n in range(1, 61)]
    until = 5
    out = [i for i in seen if int(_report(i)[1:]) <= until]
    plain = sum(TOLD[i.claims[0]] == 0 for i in out) / len(out)
    estimated = share_within(stats(*out, until=until).delay, 0)
    TOLD.clear()
    assert plain > 0.55
    assert abs(estimated - 0.5) < abs(plain - 0.5)


def test_every_count_unfolds_to_incidents_that_exist() -> None:
    incidents = [made(n, n % 9) for n in range(1, 30)]
    ids = {i.id for i in incidents}
    assert all(set(c.incidents) <= ids and c.incidents for s in stats(*incidents).series for c in s.cells)


def test_order_does_not_matter() -> None:
    incidents = [made(n, n % 9) for n in range(1, 30)]
    assert stats(*incidents, since=4) == stats(*reversed(incidents), since=4)
