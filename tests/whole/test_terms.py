"""Agreements as people meet them: shown, checked, broken and mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from trucewatch.errors import InputError
from trucewatch.faces.cli import app
from trucewatch.monitor import Monitor, terms
from trucewatch.records import Finding

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "cases" / "example-agreements"
SCHEMA = ROOT / "docs" / "reference" / "schemas" / "agreement-file.json"


def test_every_shipped_agreement_is_whole_and_shown() -> None:
    found, faults = terms(EXAMPLES)
    more, others = terms(ROOT / "cases" / "energy-pause-2025")
    assert not faults and not others
    assert len(found) + len(more) >= 4
    for each in (*found, *more):
        lines = "\n".join(line for part in each.sheet for line in part.lines)
        assert all(p.text.strip() in lines for p in each.agreement.provisions)
        codes = set(each.names) - set(each.names.values())
        assert not codes & set(lines.replace("(", " ").replace(")", " ").split()) - {"XAR"}
        assert each.segments
        assert [c.day for c in each.timeline] == sorted(c.day for c in each.timeline)


def test_what_was_in_force_under_which_reading() -> None:
    hostages = next(t for t in terms(EXAMPLES)[0] if t.agreement.code == "hostages-for-pause")
    first, second = hostages.segments
    assert dict(first.said)["XAR"].held == ("H1", "H2", "H3")
    assert dict(second.said)["XAR"].unstated == ("H4",)
    assert dict(second.said)["red-valley"].held == ("H4",)
    exchange = next(t for t in terms(EXAMPLES)[0] if t.agreement.code == "prisoner-exchange")
    assert [dict(s.said)["XBE"].suspended for s in exchange.segments] == [(), ("X1", "X2", "X3"), ()]


def test_the_command_prints_text_and_json() -> None:
    runner = CliRunner()
    text = runner.invoke(app, ["terms", str(EXAMPLES)])
    assert text.exit_code == 0
    assert "left open" not in text.output
    assert "reading of Berland (XBE)" in text.output
    data = json.loads(runner.invoke(app, ["terms", str(EXAMPLES), "--json"]).output)
    assert {d["agreement"]["code"] for d in data} == {"hostages-for-pause", "line-of-contact", "prisoner-exchange"}
    assert all(d["in_force"] and d["timeline"] for d in data)


def test_faults_are_shown_with_their_lines(case_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = case_folder / "agreements" / "pause.yaml"
    lines = path.read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if "kinds: [attack]" in line)
    lines[at] = lines[at].replace("attack", "atack")
    path.write_text("\n".join(lines))
    result = CliRunner().invoke(app, ["terms", str(case_folder)])
    assert isinstance(result.exception, InputError)
    assert f"pause.yaml:{at + 1}: 'atack' is no kind of claim; did you mean 'attack'?" in result.stderr


def test_the_schema_for_editors_takes_every_shipped_agreement_and_refuses_faults() -> None:
    schema = Draft202012Validator(json.loads(SCHEMA.read_text()))
    paths = [*EXAMPLES.glob("agreements/*.yaml"), *(ROOT / "cases/energy-pause-2025/agreements").glob("*.yaml")]
    assert len(paths) >= 4
    for path in paths:
        data = json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))
        assert not list(schema.iter_errors(data)), path
        data["provisions"][0]["obligse"] = []
        assert list(schema.iter_errors(data))


def test_an_agreement_whose_file_is_broken_is_not_applied(monitor: Monitor, case_folder: Path) -> None:
    monitor.run()
    assert list(monitor.store.derived(Finding))
    path = case_folder / "agreements" / "pause.yaml"
    whole = path.read_text()
    path.write_text(whole.replace("kinds: [attack]", "kinds: [atack]"))
    monitor.run()
    assert not list(monitor.store.derived(Finding))
    assert not monitor.standing().agreements
    path.write_text(whole)
    monitor.run()
    assert list(monitor.store.derived(Finding))
    assert not monitor.verify().faults


BROKEN = [
    (
        "areas: [valley]",
        "areas: [vally]",
        "areas[0] names 'vally', which is not among the areas; did you mean 'valley'?",
    ),
    ("phase: second\n", "phase: secnd\n", "names 'secnd', which is not among the phases; did you mean 'second'?"),
    ("[15.0, 47.3], [15.0, 47.0]]", "[15.0, 47.3], [15.0, 47.1]]", "a ring of the polygon does not close"),
    ("within_days: 42", "within_days: 42, by: 2032-02-25", "give by or within_days, not both"),
    ("per: day", "per: week", "'week' is no unit of a requirement; use total"),
    ("actors: [XAR], weapons", "actors: [XRA], weapons", "actors[0] names 'XRA', which is no party of the case"),
    (
        'start_time: "08:30", days: 42}\n    phases',
        'start_time: "8.30", days: 42}\n    phases',
        "'8.30' is no time of day",
    ),
    ("prohibits: {kinds: [deployment]", "prohibit: {kinds: [deployment]", "unknown key 'prohibit' in provisions[3]"),
]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN, ids=[new[:30] for _, new, _ in BROKEN])
def test_faults_name_line_and_mend(tmp_path: Path, old: str, new: str, message: str) -> None:
    root = tmp_path / "case"
    (root / "agreements").mkdir(parents=True)
    (root / "case.yaml").write_text((EXAMPLES / "case.yaml").read_text())
    text = (EXAMPLES / "agreements" / "hostages-for-pause.yaml").read_text()
    assert old in text
    path = root / "agreements" / "deal.yaml"
    path.write_text(text.replace(old, new, 1))
    _, faults = terms(root)
    assert any(message in f.one_line() for f in faults), [f.one_line() for f in faults]
    for fault in faults:
        assert fault.where.startswith(f"{path.as_posix()}:")
        assert fault.mend
