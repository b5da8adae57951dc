"""Editions: the same bytes whenever they are made, files held against the ledger, decisions in the next corrections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.whole.conftest import open_monitor, write_case
from trucewatch.errors import InputError
from trucewatch.gather import load_case
from trucewatch.monitor import Monitor
from trucewatch.records import Action, Decision, Edition, Row, Sentence, identified, supported
from trucewatch.tell import FORMATS

FIRST, LAST = date(2025, 5, 21), date(2025, 5, 23)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Monitor]:
    """A case with three editions in every format. The tests after one another add to it."""
    monitor = open_monitor(write_case(tmp_path_factory.mktemp("editions") / "case"))
    monitor.run()
    monitor.briefs(FIRST, LAST, FORMATS)
    yield monitor
    monitor.store.close()


def rows(edition: Edition, key: str) -> list[Row | Sentence]:
    return [p for s in edition.sections if s.key == key for p in supported(s)]


def test_a_stretch_of_days_gives_an_edition_for_each_and_an_index(ran: Monitor) -> None:
    editions = list(ran.store.truth(Edition))
    assert [e.date for e in editions] == [FIRST, date(2025, 5, 22), LAST]
    assert [len(e.compared) for e in editions] == [0, 1, 2]
    names = {p.name for p in ran.folder.editions.iterdir()}
    assert len(names) == 3 * len(FORMATS) + 1 and "index.html" in names
    page = (ran.folder.editions / "index.html").read_text()
    assert all(name in page for name in names - {"index.html"})


def test_every_edition_and_every_file_can_be_made_anew_to_the_byte(ran: Monitor) -> None:
    proof = ran.prove()
    assert (proof.editions, proof.files, proof.unchecked, proof.faults) == (3, 3 * len(FORMATS), 0, ())


def test_other_files_than_the_ledger_s_are_told(ran: Monitor) -> None:
    path = next(ran.folder.editions.glob("2025-05-21-*.md"))
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"alleged", b"proven", 1))
    stray = ran.folder.editions / "2025-05-21-00000000.md"
    stray.write_text("A report.")
    try:
        found = {Path(f.where).name: f.what for f in ran.verify_files().faults}
    finally:
        path.write_bytes(kept)
        stray.unlink()
    assert "was changed" in found[path.name] and "no file of an edition" in found[stray.name]
    assert len(found) == 2


def test_a_file_that_the_index_names_and_that_is_gone_is_told(ran: Monitor) -> None:
    path = next(ran.folder.editions.glob("2025-05-21-*.md"))
    kept = path.read_bytes()
    path.unlink()
    try:
        (fault,) = ran.verify_files().faults
    finally:
        path.write_bytes(kept)
    assert Path(fault.where).name == path.name and "not there" in fault.what
    assert not ran.verify_files().faults


def test_a_day_that_no_report_comes_near_is_refused(ran: Monitor) -> None:
    for day in (date(2199, 1, 1), date(2025, 6, 30), date(2019, 1, 1)):
        with pytest.raises(InputError, match="nothing to report"):
            ran.brief(day)
    assert len(list(ran.store.truth(Edition))) == 3


def test_a_decision_later_is_a_correction_in_the_next_edition(ran: Monitor) -> None:
    told = next(iter(ran.store.truth(Edition))).told
    assert told
    struck = next(t for t in told if dict(t.points)["target"])
    rejected = identified(
        Decision,
        author="an analyst",
        at=datetime(2025, 5, 23, 12, tzinfo=UTC),
        action=Action.REJECT,
        subjects=struck.claims,
        reason="the outlet took it back",
    )
    ran.store.append([rejected])
    edition = ran.brief(date(2025, 5, 24)).edition
    found = [r for r in rows(edition, "corrections") if isinstance(r, Row) and r.cells[1] == struck.title]
    assert {r.cells[2] for r in found} >= {"its accounts", "incident"} or found
    assert all(rejected.id in r.rests_on and r.cells[0] == "21 May 2025" for r in found) and found
    assert any("corrected or updated" in p.text for p in rows(edition, "summary") if isinstance(p, Sentence))
    later = ran.brief(date(2025, 5, 25)).edition
    assert not [r for r in rows(later, "corrections") if isinstance(r, Row) and r.cells[1] == struck.title]
    assert not ran.prove(FIRST, date(2025, 5, 25)).faults


def test_the_note_of_a_case_stands_at_the_head_of_every_edition_and_of_the_list(case_folder: Path) -> None:
    note = "All of this is invented."
    path = case_folder / "case.yaml"
    path.write_text(path.read_text() + f"note: {note}\n")
    monitor = open_monitor(case_folder)
    monitor.run()
    published = monitor.brief(FIRST, ("md", "html"))
    monitor.store.close()
    assert [s.text for s in rows(published.edition, "note") if isinstance(s, Sentence)] == [note]
    for file in published.files:
        text = file.read_text()
        assert note in text and text.index(note) < text.index(
            "Summary</h2>" if file.suffix == ".html" else "## Summary"
        )
    assert note in (case_folder / "editions" / "index.html").read_text()


def test_the_sample_case_says_that_it_is_invented() -> None:
    note = load_case(Path(__file__).parents[2] / "cases" / "energy-pause-2025").note or ""
    for said in ("written for this project", "outlets are invented", "nothing in it is evidence"):
        assert said in " ".join(note.split())


def test_a_second_edition_of_a_day_does_not_deny_the_first(case_folder: Path) -> None:
    monitor = open_monitor(case_folder)
    monitor.run()
    first = monitor.brief(FIRST).edition
    path = case_folder / "reports" / "one.txt"
    path.write_text(path.read_text().replace("five were injured", "six were injured"))
    monitor.run()
    second = monitor.brief(FIRST).edition
    monitor.store.close()
    assert first.id != second.id and not second.compared
    (told,) = [s.text for s in rows(second, "corrections") if isinstance(s, Sentence)]
    assert "No edition of an earlier day" in told and "editions of the same day" in told
