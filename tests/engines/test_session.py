"""What Spark lacks is said in one line, with the mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trucewatch.engines import session
from trucewatch.faces.cli import main


def test_without_java_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _name: object())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    lack = session.missing()
    assert lack is not None
    assert "Java 17" in lack.what
    assert "default-jre-headless" in lack.mend


def test_without_pyspark_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _name: None)
    session.session.cache_clear()
    docs = tmp_path / "docs.jsonl"
    row = {"id": "a", "outlet": "o", "published": "2025-05-20", "title": "t", "text": "Drones hit a town."}
    docs.write_text(json.dumps(row))
    monkeypatch.setattr("sys.argv", ["trucewatch", "read", str(docs), "--engine", "spark"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == (
        "trucewatch: the Spark engine needs pyspark; install it: pip install 'trucewatch[spark]'\n"
    )
