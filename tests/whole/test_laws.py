"""The four sacred things, over the whole program."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.whole.conftest import NAMES, REPORTS, open_monitor, swapped, write_case
from trucewatch.monitor import Monitor, derive
from trucewatch.records import Edition, Incident, Sentence, supported
from trucewatch.records.layout import to_layout
from trucewatch.store import standing

DAY = date(2025, 5, 21)
WORD = re.compile(r"\w+")
HASH = re.compile(r"\b[0-9a-f]{8,}\b")


def claims_of(monitor: Monitor) -> list[dict[str, Any]]:
    rows = [to_layout(c) for c in monitor.standing().claims.values()]
    for row in rows:
        del row["id"]
    return rows


def sentences(edition: Edition) -> list[str]:
    parts = (p for section in edition.sections for p in supported(section))
    return [p.text if isinstance(p, Sentence) else "\t".join(p.cells) for p in parts]


def test_the_fictional_case_says_something(monitor: Monitor) -> None:
    monitor.run()
    kinds = {row["kind"] for row in claims_of(monitor)}
    assert {"attack", "casualties"} <= kinds
    assert any(True for _ in monitor.store.derived(Incident))


def test_every_quote_is_verbatim(monitor: Monitor) -> None:
    monitor.run()
    now = monitor.standing()
    for claim in now.claims.values():
        report = now.reports[claim.report]
        assert report.text[claim.start : claim.end] == claim.quote
        for mention in (claim.actor, claim.target, claim.source):
            assert mention is None or mention.text is None or mention.text in report.text


def test_swapping_the_parties_swaps_the_claims_and_nothing_else(tmp_path: Path) -> None:
    plain, other = (open_monitor(write_case(tmp_path / n, swap=n == "b")) for n in ("a", "b"))
    plain.run()
    other.run()
    # repr keeps every slot; the whole row is swapped as text.
    expected = sorted(swapped(repr(row)) for row in claims_of(plain))
    assert sorted(repr(row) for row in claims_of(other)) == expected


def told(root: Path) -> list[str]:
    monitor = open_monitor(root)
    monitor.run()
    return sentences(monitor.brief(DAY).edition)


def test_the_parties_names_change_nothing_but_the_names(tmp_path: Path) -> None:
    plain = told(write_case(tmp_path / "a"))
    other = told(write_case(tmp_path / "b", rename=True))
    assert [HASH.sub("", swapped(text, NAMES)) for text in plain] == [HASH.sub("", text) for text in other]


def test_swapping_what_the_parties_did_swaps_the_situation_report(tmp_path: Path) -> None:
    plain, other = (told(write_case(tmp_path / n, swap=n == "b")) for n in ("a", "b"))

    # What the case file says of the outlets is not swapped, only what the reports say is. Parties stand in the order
    # of their codes whoever did what, so the words of a sentence are compared and not their order.
    def words(texts: list[str], change: Callable[[str], str]) -> list[list[str]]:
        said = (HASH.sub("", change(text)) for text in texts if "affiliat" not in text)
        return sorted(sorted(WORD.findall(text)) for text in said)

    assert words(plain, swapped) == words(other, str)


def test_derived_state_is_rebuilt_to_the_byte(monitor: Monitor) -> None:
    first = monitor.run().derived
    assert monitor.rebuild() == first
    monitor.store.replace_derived(())
    assert not list(monitor.store.derived(Incident))
    assert monitor.rebuild() == first


def test_the_order_in_which_reports_come_changes_nothing(tmp_path: Path) -> None:
    digests = set()
    for n, names in enumerate([sorted(REPORTS), sorted(REPORTS, reverse=True)]):
        root = write_case(tmp_path / str(n))
        hidden = tmp_path / f"hidden{n}"
        shutil.move(root / "reports", hidden)
        (root / "reports").mkdir()
        monitor = open_monitor(root)
        for name in names:
            shutil.copy(hidden / name, root / "reports" / name)
            last = monitor.run().derived
        digests.add(last)
    assert len(digests) == 1


def test_running_twice_adds_nothing(monitor: Monitor) -> None:
    first = monitor.run()
    rows = monitor.verify().rows
    again = monitor.run()
    assert monitor.verify().rows == rows
    assert not again.new
    assert again.derived == first.derived


def test_an_irrelevant_report_changes_no_incident(monitor: Monitor, case_folder: Path) -> None:
    monitor.run()
    before = derive(monitor.standing()).incidents
    (case_folder / "reports" / "cake.txt").write_text(
        "---\noutlet: midland\npublished: 2025-05-20T10:00:00+02:00\n---\nThe bakery sold its last cake before noon.\n"
    )
    monitor.run()
    assert derive(monitor.standing()).incidents == before


def test_a_mended_report_supersedes_and_a_reverted_one_returns(monitor: Monitor, case_folder: Path) -> None:
    monitor.run()
    path = case_folder / "reports" / "one.txt"
    original = path.read_text()
    before = claims_of(monitor)
    path.write_text(original.replace("five were injured", "six were injured"))
    monitor.run()
    assert claims_of(monitor) != before
    assert any(count["high"] == 6 for row in claims_of(monitor) for count in row["counts"])
    path.write_text(original)
    monitor.run()
    key = repr
    assert sorted(claims_of(monitor), key=key) == sorted(before, key=key)
    assert not monitor.verify().faults


def test_an_edition_is_the_same_whenever_it_is_made(monitor: Monitor, case_folder: Path) -> None:
    monitor.run()
    first = monitor.brief(DAY)
    contents = [p.read_bytes() for p in first.files]
    (case_folder / "reports" / "later.txt").write_text(
        "---\noutlet: midland\npublished: 2025-05-25T10:00:00+02:00\n---\n"
        "Orvian drones attacked a hospital in Kalinov on Saturday, the Arvian General Staff said.\n"
    )
    monitor.run()
    again = monitor.brief(DAY)
    assert again.edition == first.edition
    assert [p.read_bytes() for p in again.files] == contents


def test_every_sentence_rests_on_something_in_the_ledger(monitor: Monitor) -> None:
    monitor.run()
    edition = monitor.brief(DAY).edition
    assert {r for section in edition.sections for part in supported(section) for r in part.rests_on} <= known_to(
        monitor
    )


def known_to(monitor: Monitor) -> set[str]:
    known = {entry.record.id for entry in monitor.store.entries()}
    view = monitor.view()
    known |= {*view.incidents, *view.findings, *view.summaries, *view.positions, *view.corroborations}
    known |= {*view.progress, *view.grades}
    return known


def test_everything_can_be_derived_from_the_ledger_alone(monitor: Monitor, case_folder: Path) -> None:
    digest = monitor.run().derived
    for name in ("case.yaml", "agreements", "reports"):
        path = case_folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert monitor.rebuild() == digest
    again = standing(entry.record for entry in monitor.store.entries())
    assert again.inputs == monitor.standing().inputs
