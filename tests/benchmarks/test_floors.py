"""The quality gate holds where the gold set is at hand, and refuses what it must."""

from __future__ import annotations

import pytest

from benchmarks import floors, gold


@pytest.mark.skipif(not gold.present(), reason=gold.SKIPPED)
def test_no_figure_is_below_its_floor() -> None:
    assert floors.check() == 0


def test_a_drop_and_a_changed_file_are_refused() -> None:
    pinned = {"data": {"a": "1"}, "floors": {"found": 0.5, "gone": 0.1}}
    assert floors.faults(pinned, {"a": "1"}, {"found": 0.5, "gone": 0.2}) == []
    found = floors.faults(pinned, {"a": "2"}, {"found": 0.4})
    assert [line.split(":")[0] for line in found] == ["a", "found", "gone"]


def test_floors_only_rise() -> None:
    pinned = {"data": {}, "floors": {"up": 0.2, "down": 0.9}}
    assert floors.raised(pinned, {"up": 0.3, "down": 0.1, "new": 0.4}) == {"down": 0.9, "new": 0.4, "up": 0.3}


def test_without_the_gold_set_it_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gold, "present", lambda: False)
    assert floors.main(["check"]) == 0
    assert "skipped" in capsys.readouterr().out
