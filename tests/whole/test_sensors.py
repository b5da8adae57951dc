"""Sensors from the files in the case folder to the grade, the pictures and the network, by the commands."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.whole.conftest import open_monitor, write_case
from trucewatch.faces.cli import app
from trucewatch.records import Aspect, Grade

HEAD = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,"
    "frp,daynight"
)
NETWORK = """\
nodes:
  - {id: sub, name: Dubrova substation, aliases: [substation in Dubrova], class: energy.grid}
  - {id: clinic, name: Dubrova clinic, class: health}
edges:
  - {from: sub, to: clinic, relation: powers, source: "the grid operator"}
"""


def detections(*, at_the_place: bool) -> str:
    """Fires every night 100 km away, so that the sensor is known to have looked, and one at Dubrova on 19 May 2025."""
    nights = [date(2025, 3, 1) + timedelta(days=n) for n in range(85)]
    rows = [f"46.2,15.9,330,0.4,0.4,{night},15,N,VIIRS,n,2.0NRT,290,5,N" for night in nights]
    if at_the_place:
        rows += [f"47.00{n},15.0,350,0.4,0.4,2025-05-20,20,N,VIIRS,h,2.0NRT,300,80,N" for n in range(4)]
    return "\n".join([HEAD, *rows]) + "\n"


def graded(root: Path, observed: str | None) -> list[Grade]:
    if observed is not None:
        (root / "observations" / "fire_nrt.csv").write_text(observed)
    monitor = open_monitor(root)
    monitor.run()
    grades = sorted(monitor.view().grades.values(), key=lambda g: g.id)
    monitor.store.close()
    return grades


def test_heat_raises_the_grade_of_the_event_and_of_nothing_else(tmp_path: Path, case_folder: Path) -> None:
    without = graded(case_folder, None)
    silent = graded(write_case(tmp_path / "silent"), detections(at_the_place=False))
    seen = graded(write_case(tmp_path / "seen"), detections(at_the_place=True))
    assert silent == without
    changed = [(a, b) for a, b in zip(without, seen, strict=True) if a != b]
    assert changed and all(b.aspect is Aspect.EVENT and b.credibility < a.credibility for a, b in changed)


def test_pictures_and_network_by_command(case_folder: Path) -> None:
    (case_folder / "network.yaml").write_text(NETWORK)
    graded(case_folder, detections(at_the_place=True))
    monitor = open_monitor(case_folder)
    struck = next(k for k in monitor.view().knock_ons.values())
    monitor.store.close()
    assert struck.struck == ("sub",) and struck.hanging[0].node == "clinic"
    run = CliRunner()
    drawn = run.invoke(app, ["picture", str(case_folder), struck.incident[:12]])
    assert drawn.exit_code == 0
    assert sorted(p.name.rpartition("-")[2] for p in (case_folder / "pictures").iterdir()) == ["map.svg", "strip.svg"]
    shown = run.invoke(app, ["network", str(case_folder), "Dubrova clinic"])
    assert shown.exit_code == 0 and "the grid operator" in shown.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["picture", "{case}", "inc-nothing"], "no incident inc-nothing stands"),
        (["network", "{case}"], "no network is described"),
        (["gather", "{case}", "firms", "--from", "2025-05-01"], "--to is missing"),
        (["gather", "{case}", "firms", "--from", "2025-05-01", "--to", "2025-05-02"], "FIRMS wants a key"),
        (["gather", "{case}", "firms", "--from", "2025-05-01", "--to", "2025-05-02", "--box", "9,9"], "is no box"),
        (["gather", "{case}", "--from", "2025-05-01"], "are of the source firms alone"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    case_folder: Path, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRUCEWATCH_FIRMS_KEY", raising=False)
    graded(case_folder, None)
    done = CliRunner().invoke(app, [a.format(case=case_folder) for a in arguments])
    assert done.exit_code == 1
    assert said in str(done.exception)
