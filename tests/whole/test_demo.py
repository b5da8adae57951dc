"""The demonstration starts from all of the sample case, and from nothing that an earlier run has made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trucewatch.errors import CaseError
from trucewatch.faces.cli.demo import prepare, show
from trucewatch.monitor import Monitor

SAMPLE = Path(__file__).parents[2] / "cases" / "energy-pause-2025"


def listed(root: Path) -> set[str]:
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}


def test_every_file_of_the_sample_is_there(tmp_path: Path) -> None:
    prepare(tmp_path / "demo")
    assert listed(tmp_path / "demo") == {f for f in listed(SAMPLE) if not f.endswith(".db") and "editions" not in f}
    assert "network.yaml" in listed(tmp_path / "demo")


def test_a_case_that_is_there_is_left_alone_and_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.yaml").write_text("mine")
    prepare(tmp_path / "mine")
    assert listed(tmp_path / "mine") == {"case.yaml"}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("mine")
    with pytest.raises(CaseError, match="no case"):
        prepare(tmp_path / "other")


def test_the_terminal_shows_the_situation_report_itself(monitor: Monitor, capsys: pytest.CaptureFixture[str]) -> None:
    monitor.run()
    published = monitor.brief(date(2025, 5, 21))
    show(published)
    shown = capsys.readouterr().out
    titles = [s.title for s in published.edition.sections]
    end = next(s.title for s in published.edition.sections if s.key == "method")
    told = titles[: titles.index(end)]
    assert len(told) > 6 and all(f"\n## {title}\n" in shown for title in told)
    assert f"## {end}" not in shown and "[^" not in shown
    assert all(str(path) in shown for path in published.files)
