"""The axis of the timeline: what began long before the first report does not press all else together."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the web face is an extra: pip install 'trucewatch[web]'")

from trucewatch.faces.web.drawing import Drawn, timeline_of
from trucewatch.monitor.desk import LedgerQuery


def moment(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def drawn(*spans: tuple[str, str], since: date | None = None) -> Drawn:
    cards = [
        SimpleNamespace(when=SimpleNamespace(start=moment(a), end=moment(b)), first=moment("2031-03-20"))
        for a, b in spans
    ]
    days = [(int(moment(a).timestamp()), 1) for a, _ in spans]
    desk: Any = SimpleNamespace(
        all=lambda *_: (),
        in_order=lambda *_: (tuple(cards), len(cards), 0),
        board=SimpleNamespace(days=lambda _: sorted(days)),
        case=SimpleNamespace(timezone="UTC"),
    )
    return timeline_of(desk, LedgerQuery(since=since))


def test_a_stretch_from_long_before_is_cut_at_the_axis() -> None:
    found = drawn(("2030-08-01", "2031-03-22"), ("2031-03-19", "2031-03-20"), ("2031-03-21", "2031-03-22"))
    assert found.first == moment("2031-03-19") and found.before == 0
    assert found.rows[0].bar.x == 0 and len(found.rows) == 3
    assert [day for _, _, _, day, _ in found.columns] == ["2031-03-19", "2031-03-21"]


def test_what_ended_long_before_is_counted_and_shown_when_asked_for() -> None:
    spans = (("2030-08-01", "2030-08-02"), ("2031-03-19", "2031-03-20"))
    found = drawn(*spans)
    assert (found.first, found.before, len(found.rows)) == (moment("2031-03-19"), 1, 1)
    asked = drawn(*spans, since=date(2030, 8, 1))
    assert (asked.first, asked.before, len(asked.rows)) == (moment("2030-08-01"), 0, 2)


def test_a_few_days_before_the_first_report_are_drawn() -> None:
    found = drawn(("2031-03-10", "2031-03-11"), ("2031-03-19", "2031-03-20"))
    assert (found.first, found.before) == (moment("2031-03-10"), 0)
