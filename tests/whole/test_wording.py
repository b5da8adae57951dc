"""The wording linter over everything the program can print: every text in its code and data, and what its commands
say of a case, once the words of the sources and of the case's authors are taken out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

import trucewatch
from tests.whole.conftest import open_monitor, write_case
from trucewatch.faces.cli import app
from trucewatch.records import Edition
from trucewatch.tell.wording import slips

SOURCE = Path(trucewatch.__file__).parent
PRINTED = ("assess/codebook.yaml", "assess/grading.yaml", "corroborate/codebook.yaml", "tell/messages/en.yaml")
MATCHED = ("language/", "link/plan.py", "read/")  # patterns and word lists that are held against reports, never printed
# What persons do may be called so: verifying is a decision of theirs, and the name of the right to take it.
PERSONS = ("monitor/deciding.py", "faces/cli/web.py")
FONTS = ("tell/drawing.py",)
COMMAND = re.compile(r"`[^`]*`")
QUOTE = re.compile(r"“[^”]*”")
MARKUP = re.compile(r"<[^>]+>")
CONTEXT = re.compile(r"In context\b.*")  # a stretch of the report around a quote, to the end of the line


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings, with the line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


def test_no_text_in_the_code_uses_a_forbidden_word() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {slip.word} in {text!r}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.relative_to(SOURCE).as_posix().startswith((*MATCHED, *FONTS))
        for line, text in texts_of(path)
        if " " in text
        for slip in slips(COMMAND.sub("", text))
        if not (path.relative_to(SOURCE).as_posix() in PERSONS and slip.word.casefold().startswith("verif"))
    ]
    assert found == []


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):  # what is matched against reports is never printed
        data = [value for key, value in data.items() if not str(key).startswith("match_")]
    if isinstance(data, str):
        yield data
    elif isinstance(data, Iterable):
        for inner in data:
            yield from strings(inner)


@pytest.mark.parametrize("name", PRINTED)
def test_no_text_in_the_data_uses_a_forbidden_word(name: str) -> None:
    data = yaml.safe_load(files("trucewatch").joinpath(name).read_text(encoding="utf-8"))
    assert [s for text in strings(data) for s in slips(text)] == []


COMMANDS = (
    ["terms"],
    ["ledger", "claims"],
    ["ledger", "findings"],
    ["ledger", "positions"],
    ["ledger", "exchanges"],
    ["ledger", "effects"],
    ["stats", "--since", "2025-05-19"],
    ["verify"],
)


def run(*args: str) -> str:
    done = CliRunner().invoke(app, list(args), env={"COLUMNS": "100000", "TERM": "dumb"})
    assert done.exit_code == 0, (args, done.output, done.exception)
    return done.output


def own_words(said: str, verbatim: list[str]) -> str:
    """What is printed without quotes, and without what the reports and the case file say word for word."""
    for text in sorted(verbatim, key=len, reverse=True):
        said = said.replace(text, "")
    return COMMAND.sub("", QUOTE.sub("“”", CONTEXT.sub("", said)))


def test_no_command_says_a_forbidden_word_of_a_case(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    case = str(root)
    said = run("run", case)
    verbatim = [
        s for p in (root / "reports").iterdir() for s in re.split(r"(?<=\.) ", p.read_text().split("---\n")[-1])
    ]
    verbatim = [s.strip() for s in verbatim if s.strip()]
    for command in COMMANDS:
        said += run(command[0], case, *command[1:])
    said += run("brief", case, "--date", "2025-05-21")
    monitor = open_monitor(root)
    view = monitor.view()
    for group in (view.incidents, view.findings, view.summaries, view.grades, view.positions, view.effects):
        for record in [*group][:6]:
            said += run("show", case, record)
    editions = list(monitor.store.truth(Edition))
    assert editions
    for edition in editions:  # its notes show stretches of the reports, and are held in tests/tell
        told = strings([s.model_dump() for s in edition.sections])
        said += "\n".join(MARKUP.sub("\n", text) for text in told)
    assert "prohibited" in said and "alleged" in said
    assert [(s.word, s.why) for line in own_words(said, verbatim).splitlines() for s in slips(line)] == []


def test_the_linter_sees_a_guilty_sentence_in_what_is_printed() -> None:
    said = "Positions\n“Ardia attacked the plant”\nArdia attacked the plant\n"
    assert [s.word for line in own_words(said, []).splitlines() for s in slips(line)] == ["attacked"]
