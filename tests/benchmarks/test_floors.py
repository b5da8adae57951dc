"""The quality gate holds where the gold set is at hand, and refuses what it must."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import floors, gold


def test_a_drop_and_a_changed_file_are_refused() -> None:
    pinned = {"data": {"a": "1"}, "floors": {"found": 0.5, "gone": 0.1}}
    assert floors.faults(pinned, {"a": "1"}, {"found": 0.5, "gone": 0.2}) == []
    found = floors.faults(pinned, {"a": "2"}, {"found": 0.4})
    assert [line.split(":")[0] for line in found] == ["a", "found", "gone"]


def test_what_cannot_be_measured_here_is_not_gone() -> None:
    pinned = {"data": {}, "floors": {"found": 0.5, "own": 0.6}}
    assert floors.faults(pinned, {}, {"own": 0.6}, partial=True) == []
    assert len(floors.faults(pinned, {}, {"own": 0.5}, partial=True)) == 1


def test_floors_only_rise() -> None:
    pinned = {"data": {}, "floors": {"up": 0.2, "down": 0.9}}
    assert floors.raised(pinned, {"up": 0.3, "down": 0.1, "new": 0.4}) == {"down": 0.9, "new": 0.4, "up": 0.3}


def test_grown_data_is_pinned_anew_only_where_nothing_fell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "floors.json"
    before = json.dumps({"data": {"a": "1"}, "floors": {"found": 0.5}})
    file.write_text(before)
    monkeypatch.setattr(floors, "FLOORS", file)
    monkeypatch.setattr(gold, "present", lambda: True)
    monkeypatch.setattr(floors, "digests", lambda: {"a": "2"})
    monkeypatch.setattr(floors, "reached", lambda: {"found": 0.6})
    assert floors.main(["raise"]) == 1
    assert "renew" in capsys.readouterr().err
    monkeypatch.setattr(floors, "reached", lambda: {"found": 0.4})
    assert floors.main(["renew"]) == 1
    assert "below the floor" in capsys.readouterr().err
    assert file.read_text() == before
    monkeypatch.setattr(floors, "reached", lambda: {"found": 0.6})
    assert floors.main(["renew"]) == 0
    assert json.loads(file.read_text())["floors"] == {"found": 0.6}
    assert json.loads(file.read_text())["data"] == {"a": "2"}


def test_without_the_gold_set_it_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gold, "present", lambda: False)
    assert floors.main(["check"]) == 0  # our own sentences are measured all the same
    assert "skipped" in capsys.readouterr().out
