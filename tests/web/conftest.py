"""A fictional case with hostile texts, run once and copied for each test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.whole.conftest import worked, write_case

pytest.importorskip("fastapi", reason="the web face is an extra: pip install 'trucewatch[web]'")

from fastapi.testclient import TestClient

from trucewatch.faces.web.app import create_app
from trucewatch.faces.web.limits import Limits
from trucewatch.faces.web.site import Options, Site
from trucewatch.settings import Folder

EVIL = '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">'
EVIL_NAME = "a'b\"<img src=x onerror=alert(1)>.txt"

MORE = {
    "four.txt": (
        "north-wire",
        "2025-05-20T07:00:00+02:00",
        "Arvian officials said Orvian drones attacked a substation in Dubrova on Monday. One person was killed.",
    ),
    "five.txt": (
        "midland",
        "2025-05-21T08:00:00+02:00",
        f"The Orvian Defence Ministry said Arvian missiles struck a hospital in Kalinov on Tuesday {EVIL}. "
        "The ministry said that three people were killed. The Arvian General Staff said Orvian drones attacked a "
        "refinery in Dubrova on Tuesday.",
    ),
    EVIL_NAME: (
        "midland",
        "2025-05-22T08:00:00+02:00",
        "The Arvian Defence Ministry said Orvian artillery shelled a school in Dubrova on Wednesday.",
    ),
}


def write_hostile(root: Path) -> Path:
    """The fictional case with more reports, hostile in text, title, YAML and file name."""
    write_case(root)
    case = root / "case.yaml"
    case.write_text(case.read_text().replace("title: A fictional truce", f"title: 'A fictional truce {EVIL}'"))
    case.write_text(case.read_text().replace("one side's agency}", f"'{EVIL}'}}", 1))
    for name, (outlet, published, text) in MORE.items():
        head = (
            f"---\noutlet: {outlet}\npublished: {published}\ntitle: 'Title {EVIL}'\nurl: 'javascript:alert(1)'\n---\n"
        )
        (root / "reports" / name).write_text(f"{head}{text}\n")
    return root


@pytest.fixture(scope="session")
def ready_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case after a run and an edition; not to be changed."""
    return worked(write_hostile(tmp_path_factory.mktemp("web") / "case"))


@pytest.fixture
def case(ready_case: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return Path(shutil.copytree(ready_case, tmp_path / "case"))


@contextmanager
def served(case: Path, host: str = "127.0.0.1") -> Iterator[TestClient]:
    """A case served in this process: to the one user of a loopback server, or on another host to those signed in."""
    site = Site(Folder(case), Options(host=host, in_process=True, hosts=frozenset({"testserver"})))
    with TestClient(create_app(site), follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(case: Path) -> Iterator[TestClient]:
    """The one user of a loopback server, on a case of their own."""
    with served(case) as client:
        yield client


@pytest.fixture(scope="module")
def looking(ready_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The one user of a loopback server, on a case that the tests of a module share and do not change."""
    copy = Path(shutil.copytree(ready_case, tmp_path_factory.mktemp("looking") / "case"))
    with served(copy) as client:
        yield client


@pytest.fixture(autouse=True)
def _plenty(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No test runs into a rate limit but one that asks for it (marked ``limits``)."""
    if request.node.get_closest_marker("limits") is None:
        monkeypatch.setattr(Limits, "wait", lambda *_: 0.0)
