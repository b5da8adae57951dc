"""The documents are true: links lead somewhere, and the commands of the tutorial run."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tools import figures, reference
from typer.testing import CliRunner

from benchmarks import floors, gold
from trucewatch.faces.cli import app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "cases").rglob("README.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for match in LINK.finditer(page.read_text(encoding="utf-8")):
        target = (match[1] or match[2]).split("#")[0]
        if target and "://" not in target:
            assert (page.parent / target).exists(), f"{page}: {target}"


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_the_commands_of_the_tutorial_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    lines = commands(ROOT / "docs" / "tutorial.md")
    assert len(lines) > 8
    said = {}
    for line in lines:
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        said[line] = done.stdout + done.stderr
    assert "noise.txt" in said["trucewatch run my-case"]
    assert "the ledger is whole" in said["trucewatch verify my-case"]
    assert (tmp_path / "another-case" / "case.yaml").is_file()
    assert list((tmp_path / "my-case" / "editions").glob("2025-03-22-*.html"))


def test_the_how_to_on_agreements_can_be_followed(tmp_path: Path) -> None:
    page = ROOT / "docs" / "how-to" / "write-your-own-agreement.md"
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    first, *rest = commands(page)
    agreement = re.search(r"```yaml\n(id: .*?)```", page.read_text(encoding="utf-8"), re.S)
    place = re.search(r"```yaml\n(places:.*?)```", page.read_text(encoding="utf-8"), re.S)
    report = re.search(r"```text\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert agreement and place and report and len(rest) == 5
    case = tmp_path / "my-truce"
    for line in (first, *rest):
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        if line == rest[0] and "Truce along the river" not in done.stdout:
            (case / "agreements" / "example.yaml").write_text(agreement[1])
            (case / "reports" / "ford.txt").write_text(report[1])
            settings = (case / "case.yaml").read_text()
            assert settings.count("places: []") == 1
            (case / "case.yaml").write_text(settings.replace("places: []", place[1]))
    said = next((case / "editions").glob("2024-03-06-*.md")).read_text()
    assert "R1: prohibited if confirmed" in said and "under every reading" in said
    assert (
        "5 km to either side of a line of 2 points"
        in subprocess.run(
            ["trucewatch", "terms", "my-truce"],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        ).stdout
    )


def followed(page: str, folder: Path, after: dict[int, tuple[str, str]] | None = None) -> dict[str, str]:
    """What each command of a how-to says, one after the other in ``folder``, in this process. ``after``: by the number
    of a command, what its page says to add to which file."""
    said = {}
    with contextlib.chdir(folder):
        for number, line in enumerate(commands(ROOT / "docs" / "how-to" / page)):
            program, *arguments = shlex.split(line)
            assert program == "trucewatch"
            done = CliRunner().invoke(app, arguments)
            assert done.exit_code == 0, f"{line}\n{done.output}\n{done.exception!r}"
            said[line] = done.output
            if number in (after or {}):
                name, more = (after or {})[number]
                with Path(name).open("a", encoding="utf-8") as file:
                    file.write(more)
    return said


def test_the_how_to_on_exports_can_be_followed(tmp_path: Path) -> None:
    said = followed("export-to-acled-ucdp-hxl.md", tmp_path)
    made = {path.name for path in (tmp_path / "truce" / "exports").iterdir()}
    assert {"acled.csv", "ucdp_ged.csv", "incidents.hxl.csv", "feed.atom", "claimreview.jsonld"} <= made
    assert {"provenance.ttl", "plover.jsonl", "events.json", "incidents.geojson", "ucdp-left-out.csv"} <= made
    assert "the ledger is whole" in said["trucewatch verify copy"]


def test_the_how_to_on_alerts_can_be_followed(tmp_path: Path) -> None:
    page = ROOT / "docs" / "how-to" / "alerts.md"
    alerts = re.search(r"```yaml\n(alerts:.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert alerts
    said = followed("alerts.md", tmp_path, after={0: ("truce/case.yaml", alerts[1])})
    assert "0 messages; nothing was sent" in said["trucewatch alert truce --dry-run"]
    assert "pass: nothing new" in said["trucewatch watch truce --every 15m --passes 1"]


def test_the_generated_reference_is_what_the_program_says() -> None:
    written = (*reference.schemas(), *reference.editors(), *reference.commands(), *reference.exports())
    assert [path for path, text in written if path.read_text() != text] == []


def test_the_schemas_are_valid() -> None:
    import json

    for path in (ROOT / "docs" / "reference" / "schemas").glob("*.json"):
        Draft202012Validator.check_schema(json.loads(path.read_text()))


def test_the_readme_shows_the_pinned_figures() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert figures.table() in readme


def test_the_gate_names_what_it_misses() -> None:
    assert floors.FLOORS.is_file()
    assert "shared" in gold.SKIPPED
