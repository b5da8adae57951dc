"""The queue in the terminal: the same decisions as the pages take, each a row of the ledger."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.whole.conftest import open_monitor, write_case
from trucewatch.faces.cli.app import app
from trucewatch.monitor.deciding import Choice, Move, decide
from trucewatch.monitor.desking import open_desk
from trucewatch.records import Action, Decision
from trucewatch.store import Store


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case after a run."""
    root = tmp_path_factory.mktemp("review") / "case"
    write_case(root)
    monitor = open_monitor(root)
    monitor.run()
    monitor.store.close()
    return root


@pytest.fixture
def case(done: Path, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(done, tmp_path / "case"))


def review(case: Path, *lines: str) -> str:
    found = CliRunner().invoke(app, ["review", str(case), "--name", "ana"], input="".join(f"{x}\n" for x in lines))
    assert found.exit_code == 0, found.output
    return found.output


def decisions(case: Path) -> list[Decision]:
    with Store.open(case / "ledger.db") as store:
        return [d for d in store.truth(Decision) if isinstance(d, Decision)]


def waiting(case: Path) -> list[dict[str, object]]:
    found = CliRunner().invoke(app, ["review", str(case), "--json"])
    return list(json.loads(found.output))


def test_accepting_takes_the_heaviest_out_of_the_queue_and_goes_on(case: Path) -> None:
    before = waiting(case)
    text = review(case, "a", "q")
    assert f"1 of {len(before)} that wait" in text and f"2 of {len(before)} that wait" in text
    assert [i["id"] for i in waiting(case)] == [i["id"] for i in before[1:]]


def test_it_is_the_decision_that_a_page_would_have_taken(case: Path, done: Path, tmp_path: Path) -> None:
    other = open_monitor(Path(shutil.copytree(done, tmp_path / "other")))
    choice = Choice(move=Move.ACCEPT, subjects=(str(waiting(case)[0]["id"]),))
    wanted = decide(other.store, open_desk(other), choice, "ana", other.clock())
    other.store.close()
    review(case, "a", "q")
    (made,) = decisions(case)
    assert (made.action, made.subjects, made.author) == (wanted.action, wanted.subjects, wanted.author)


def test_every_word_that_is_needed_is_asked_for(case: Path) -> None:
    review(case, "x 1", "misread", "c 2", "counts", "killed=1", "so it says", "g 2", "well told", "t", "ask them", "q")
    made = decisions(case)
    assert [d.action for d in made] == [Action.REJECT, Action.CORRECT, Action.GRADE, Action.COMMENT]
    assert [d.reason for d in made] == ["misread", "so it says", "well told", "ask them"]
    assert (made[1].field, made[1].value) == ("counts", "killed=1")
    assert (made[2].field, made[2].value) == ("credibility", "2")


def test_undo_takes_back_the_last_and_shows_the_incident_again(case: Path) -> None:
    text = review(case, "a", "u", "q")
    made = decisions(case)
    assert [d.action for d in made] == [Action.ACCEPT, Action.UNDO]
    assert made[1].subjects == (made[0].id,)
    assert text.count("\n1 of ") + text.startswith("1 of ") == 2


def test_what_cannot_be_is_told_and_nothing_is_appended(case: Path) -> None:
    review(case, "x", "x 99", "c 1", "kind", "nonsense", "why", "t", "", "u", "k", "q")
    assert decisions(case) == []


def test_skipping_goes_through_all_and_decides_nothing(case: Path) -> None:
    text = review(case, *("n" for _ in waiting(case)))
    assert "That was all that waited" in text
    assert decisions(case) == []
