"""The commands: what is refused before anything listens, accounts from the command line, what the wheel holds."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from trucewatch.errors import InputError
from trucewatch.faces.web.accounts import Accounts
from trucewatch.faces.web.assets import built
from trucewatch.faces.web.serving import serve
from trucewatch.faces.web.site import Options, is_loopback

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from trucewatch.faces.cli import main; main()"]


def run(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], input=typed, capture_output=True, text=True, check=False)


def test_nothing_is_served_to_others_before_somebody_has_an_account(case: Path) -> None:
    with pytest.raises(InputError, match="nobody has an account"):
        serve(case, Options(host="0.0.0.0"), print, None, None)


def test_a_port_that_is_taken_is_told_before_anything_is_said_to_be_served(case: Path) -> None:
    said: list[str] = []
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(InputError, match="cannot listen") as told:
            serve(case, Options(host="127.0.0.1", port=port), said.append, None, None)
    assert "--port" in told.value.one_line() and str(port) in told.value.one_line() and not said


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("10.0.0.1", False), ("me", False)],
)
def test_what_only_this_machine_can_reach(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_accounts_are_made_at_the_command_line(case: Path) -> None:
    made = run("account", str(case), "add", "ana", "--role", "admin", typed="a long enough password\n")
    assert made.returncode == 0, made.stderr
    short = run("account", str(case), "add", "ben", typed="short\n")
    assert short.returncode == 1
    assert "too short" in short.stderr
    listed = json.loads(run("account", str(case), "list", "--json").stdout)
    assert [(p["name"], p["role"]) for p in listed] == [("ana", "admin")]
    secret = run("account", str(case), "token", "ana", "--scope", "read").stdout.strip()
    accounts = Accounts(case / "accounts.db")
    person = accounts.by_token(secret)
    accounts.close()
    assert person is not None
    assert person.name == "ana"


def test_a_folder_that_is_no_case_is_told_in_one_line(tmp_path: Path) -> None:
    done = run("serve", str(tmp_path))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_server_that_is_ended_clears_up_after_itself(case: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*PROGRAM, "serve", str(case), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        for _ in range(600):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        served.send_signal(signal.SIGTERM)
        _, told = served.communicate(timeout=60)
    assert served.returncode == 128 + signal.SIGTERM
    assert told == ""  # no word of what was left behind


@pytest.mark.skipif(not built(), reason="the assets are not built: tools/assets.sh does")
def test_the_wheel_holds_all_that_a_browser_needs(tmp_path: Path) -> None:
    environment = {**os.environ, "TRUCEWATCH_KEEP_ASSETS": "1"}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    face = "trucewatch/faces/web"
    for name in ("built/app.js", "built/map.js", "built/map.css", "built/maplibre-gl-worker.mjs", "built/world.json"):
        assert f"{face}/{name}" in names
    assert f"{face}/static/app.css" in names
    assert f"{face}/templates/today.html.j2" in names
    assert f"{face}/messages/en.yaml" in names
