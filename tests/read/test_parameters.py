"""What a Pass names the reader by: whatever another reading could come of changes it, and nothing else."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from trucewatch.read import parameters as made
from trucewatch.read.parameters import _shipped


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of two files in the place of those that read."""
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "reader.py").write_text("RULES = 1\n")
    (tmp_path / "lexicons" / "words.yaml").write_text("hit: attack\n")
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    return tmp_path


def digest() -> str:
    _shipped.cache_clear()
    try:
        return made(None).digest
    finally:
        _shipped.cache_clear()


@pytest.mark.parametrize(("name", "now"), [("reader.py", "RULES = 2\n"), ("lexicons/words.yaml", "hit: clash\n")])
def test_what_reads_otherwise_has_another_digest(shipped: Path, name: str, now: str) -> None:
    before = digest()
    (shipped / name).write_text(now)
    assert digest() != before


def test_a_new_file_has_another_digest_and_a_compiled_copy_has_not(shipped: Path) -> None:
    before = digest()
    (shipped / "__pycache__").mkdir()
    (shipped / "__pycache__" / "reader.pyc").write_bytes(b"1")
    assert digest() == before
    (shipped / "lexicons" / "more.yaml").write_text("")
    assert digest() != before
