"""The house stands: who may import whom is read from the imports themselves."""

from __future__ import annotations

import ast
import shutil
import subprocess
from pathlib import Path

import grimp
import pytest

STAGES = ("gather", "read", "link", "corroborate", "assess", "tell")
LAYERS = (
    {"faces"},
    {"monitor"},
    {*STAGES, "store", "engines", "notify"},
    {"language"},
    {"records"},
    {"values"},
)
"""From the top. A module may import what lies below its layer, never beside or above it. ``settings`` and ``errors``
stand outside: errors may be imported by anyone, settings only by faces and monitor."""

SRC = Path(__file__).parents[1] / "src" / "trucewatch"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("trucewatch", cache_dir=None)


def room(module: str) -> str:
    """The first part of the name below the package: its room in the house."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "trucewatch"


def allowed(importer: str, imported: str) -> bool:
    if importer == imported or imported in {"errors", "trucewatch"}:
        return True
    if imported == "settings":
        return importer in {"faces", "monitor"}
    if importer in {"errors", "settings"}:
        return False
    depth = {name: n for n, layer in enumerate(LAYERS) for name in layer}
    return depth[importer] < depth[imported]


def test_no_forbidden_arrow(graph: grimp.ImportGraph) -> None:
    arrows = {
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if room(importer) != "trucewatch" and not allowed(room(importer), room(imported))
    }
    # settings may use the errors; nothing else leaves those two.
    arrows = {(a, b) for a, b in arrows if not (room(a) == "settings" and room(b) == "errors")}
    assert not arrows


def test_every_room_has_a_layer(graph: grimp.ImportGraph) -> None:
    rooms = {room(m) for m in graph.modules} - {"trucewatch", "errors", "settings"}
    assert rooms == {name for layer in LAYERS for name in layer}


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("read", "link"),
        ("gather", "store"),
        ("tell", "monitor"),
        ("values", "records"),
        ("read", "settings"),
        ("notify", "store"),
        ("tell", "notify"),
        ("notify", "settings"),
    ],
)
def test_the_rule_forbids_what_the_law_names(importer: str, imported: str) -> None:
    assert not allowed(importer, imported)


def python_files() -> list[Path]:
    return sorted(p for p in SRC.rglob("*.py"))


@pytest.mark.parametrize("folder", ["values", "records"])
def test_records_and_values_touch_no_file_clock_or_network(folder: str) -> None:
    forbidden = {"io", "os", "pathlib", "socket", "sqlite3", "subprocess", "time", "random", "httpx", "sqlalchemy"}
    for path in (SRC / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert not {n.split(".")[0] for n in names} & forbidden, path


@pytest.mark.parametrize("stage", (*STAGES, "notify"))
def test_stages_read_no_clock_and_no_environment(stage: str) -> None:
    for path in (SRC / stage).rglob("*.py"):
        source = path.read_text()
        for call in ("datetime.now", "datetime.utcnow", "date.today", "time.time(", "os.environ", "random."):
            assert call not in source, f"{path}: {call}"


def test_files_are_short() -> None:
    long = {str(p.relative_to(SRC)): n for p in python_files() if (n := len(p.read_text().splitlines())) > 400}
    assert not long


def test_no_third_party_text_is_needed_at_run_time() -> None:
    for path in python_files():
        assert "shared/" not in path.read_text(), path


def test_a_case_of_ones_own_in_the_clone_is_no_change_to_commit() -> None:
    root = SRC.parents[1]
    shipped = ("cases/energy-pause-2025/case.yaml", "cases/example-agreements/case.yaml")
    asked = ["git", "check-ignore", "--no-index", "cases/mine/case.yaml", "cases/mine/reports/a.txt", *shipped]
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("no clone")
    found = subprocess.run(asked, cwd=root, capture_output=True, text=True, check=False)
    assert found.stdout.split() == asked[3:5]
