"""Bad input, full disks and kills: one clear message each, the rest goes on, nothing is lost."""

from __future__ import annotations

import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.whole.conftest import write_case
from trucewatch.monitor import Monitor
from trucewatch.records import Grade
from trucewatch.store import Store

TRUCEWATCH = [sys.executable, "-c", "from trucewatch.faces.cli import main; main()"]


def trucewatch(*args: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*TRUCEWATCH, *map(str, args)], capture_output=True, text=True, timeout=120)
    if check:
        assert done.returncode == 0, done.stderr
    return done


BAD: dict[str, tuple[bytes, str]] = {
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "PNG"),
    "noise.txt": (bytes(random.Random(7).randrange(128, 256) for _ in range(400)), "encoding"),
    "empty.txt": (b"", "empty"),
    "blank.txt": (b"---\noutlet: midland\npublished: 2025-05-20\n---\n  \n", "text"),
    "future.txt": (b"---\noutlet: midland\npublished: 2999-01-01T00:00:00Z\n---\nA drone attack.\n", "future"),
    "head.txt": (b"---\noutlet: midland\nauthor: someone\n---\nWords.\n", "author"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_one_bad_file_is_one_clear_message_and_the_rest_goes_on(monitor: Monitor, case_folder: Path, name: str) -> None:
    good = monitor.run()
    data, word = BAD[name]
    (case_folder / "reports" / name).write_bytes(data)
    summary = monitor.run()
    assert len(summary.failures) == 1
    failure = summary.failures[0]
    assert name in failure.where
    assert word.lower() in failure.what.lower()
    assert failure.mend
    assert summary.new.get("failure") == 1
    assert summary.standing["report"] == good.standing["report"]
    assert summary.derived == good.derived
    assert failure.original is not None
    assert monitor.store.original(failure.original.sha256) == data


def test_a_mended_file_is_no_failure_any_more(monitor: Monitor, case_folder: Path) -> None:
    path = case_folder / "reports" / "empty.txt"
    path.write_bytes(b"")
    assert len(monitor.run().failures) == 1
    path.write_text("---\noutlet: midland\npublished: 2025-05-20\n---\nA drone attack hit Kalinov on Monday.\n")
    assert not monitor.run().failures
    path.write_bytes(b"")
    assert len(monitor.run().failures) == 1


def test_a_misspelt_outlet_is_warned_of_with_its_line_and_goes_when_it_is_mended(
    monitor: Monitor, case_folder: Path
) -> None:
    good = monitor.run()
    assert not good.doubts
    text = (case_folder / "reports" / "three.txt").read_text()
    path = case_folder / "reports" / "four.txt"
    path.write_text("---\nlanguage: en\n" + text.removeprefix("---\n").replace("north-wire", "north-wir"))
    (doubt,) = monitor.run().doubts
    assert doubt.where == "four.txt:3"
    assert "'north-wir'" in doubt.what and "did you mean 'north-wire'?" in doubt.mend
    path.write_text(path.read_text().replace("north-wir\n", "north-wire\n"))
    summary = monitor.run()
    assert not summary.doubts
    assert summary.standing["report"] == good.standing["report"] + 1


def test_an_outlet_of_its_own_name_is_not_warned_of(monitor: Monitor, case_folder: Path) -> None:
    for n, outlet in enumerate(("eastern-post", "midway", "unknown", "")):
        (case_folder / "reports" / f"n{n}.txt").write_text(f"---\noutlet: {outlet}\n---\nWords.\n")
    assert not monitor.run().doubts


def test_a_copy_under_a_misspelt_outlet_raises_no_grade_and_is_one_line(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    before = grades_of(root)
    text = (root / "reports" / "two.txt").read_text()
    (root / "reports" / "copy.txt").write_text(text.replace("south-wire", "south-wir"))
    done = trucewatch("run", root)
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and f"{root}/reports/copy.txt:2" in lines[0] and "did you mean 'south-wire'?" in lines[0]
    assert re.search(r"outlets that look misspelt\s*│\s*│ 1", done.stdout)
    assert grades_of(root) == before


def grades_of(root: Path) -> list[tuple[str, ...]]:
    """Status and credibility of every incident, as run."""
    trucewatch("run", root)
    with Store.open(root / "ledger.db") as store:
        return sorted((g.status.value, g.credibility.value, g.actor or "") for g in store.derived(Grade))


def test_a_report_that_could_not_be_used_is_not_called_unsupplied(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    path = root / "reports" / "one.txt"
    path.write_text(path.read_text().replace("2025-05-20", "2025-13-40"))
    trucewatch("run", root)
    trucewatch("brief", root, "--date", "2025-05-21", "--formats", "md")
    (told,) = (root / "editions").glob("*.md")
    text = re.sub(r"\[\^\d+\]", "", told.read_text())
    assert "1 thing supplied could not be used; the section" in text.partition("## Reporting period")[0]
    assert "a report of Midland News, was supplied and could not be used" in text
    assert "Midland News (supplied, and could not be used)" in text
    assert not re.search(r"No report was supplied", text)


def test_a_language_that_is_not_read_is_said(monitor: Monitor, case_folder: Path) -> None:
    good = monitor.run()
    text = "---\noutlet: midland\npublished: 2025-05-20\n---\nГубернатор сообщил об ударе беспилотника по складу.\n"
    (case_folder / "reports" / "foreign.txt").write_text(text)
    summary = monitor.run()
    now = monitor.standing()
    assert summary.standing["claim"] == good.standing["claim"]
    assert [p.unread for p in now.passes.values() if p.unread] == ["not written in Latin script"]


def test_a_broken_agreement_is_named_with_its_line_and_the_others_hold(monitor: Monitor, case_folder: Path) -> None:
    (case_folder / "agreements" / "broken.yaml").write_text("id: broken\ntitle: [unclosed\nparties: x\n")
    (case_folder / "agreements" / "wrong.yaml").write_text("id: wrong\ntitle: W\nparties: [arvia]\nprovisons: []\n")
    summary = monitor.run()
    assert summary.standing["agreement"] == 1
    where = {f.where for f in summary.failures}
    assert any("broken.yaml:" in w for w in where)
    assert any("wrong.yaml:" in w for w in where)
    assert any("provisions" in f.what + f.mend for f in summary.failures)


def test_a_broken_case_file_stops_with_one_line(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    (root / "case.yaml").write_text("id: x\ntitle: X\nparties: [\n")
    done = trucewatch("run", root, check=False)
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    assert "case.yaml:" in lines[0]


def test_the_summary_counts_what_could_not_be_used(tmp_path: Path) -> None:
    root = write_case(tmp_path / "case")
    for name, (data, _) in BAD.items():
        (root / "reports" / name).write_bytes(data)
    done = trucewatch("run", root, "--json")
    assert len(json.loads(done.stdout)["failures"]) == len(BAD)
    *each, last = done.stderr.strip().splitlines()
    assert len(each) == len(BAD) and f"{len(BAD)} inputs could not be used" in last
    assert trucewatch("run", root, "--strict", check=False).returncode == 1
    assert trucewatch("verify", root).returncode == 0


def test_a_full_device_for_output_is_one_line() -> None:
    docs = Path(__file__).parent / "docs.jsonl"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*TRUCEWATCH, "read", str(docs)], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_usage_errors_exit_with_two(tmp_path: Path) -> None:
    assert trucewatch("run", check=False).returncode == 2
    assert trucewatch("export", tmp_path, "--format", "xls", check=False).returncode == 2
    no_case = trucewatch("run", tmp_path, check=False)
    assert no_case.returncode == 1
    assert "trucewatch init" in no_case.stderr


def run_facts(root: Path) -> dict[str, Any]:
    facts = json.loads(trucewatch("run", root, "--json").stdout)
    return {"standing": facts["standing"], "derived": facts["derived"]}


def test_killed_at_many_points_a_run_loses_nothing(tmp_path: Path) -> None:
    whole = run_facts(write_case(tmp_path / "whole"))
    root = write_case(tmp_path / "killed")
    began = time.monotonic()
    trucewatch("run", write_case(tmp_path / "timed"))
    length = time.monotonic() - began
    seen: set[tuple[int, str]] = set()
    rng = random.Random(20250318)
    for _ in range(8):
        process = subprocess.Popen(
            [*TRUCEWATCH, "run", str(root)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # Most of a run is start-up; the kills are spread over the stretch in which the ledger is at work.
        time.sleep(length * rng.uniform(0.35, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if not (root / "ledger.db").exists():
            continue
        with Store.open(root / "ledger.db", create=True) as store:
            assert not store.verify().faults
            now = {(entry.seq, entry.record.id) for entry in store.entries()}
        assert seen <= now
        seen = now
    assert seen, "no kill fell while the ledger was at work"
    assert run_facts(root) == whole


def test_a_failure_stands_no_longer_when_its_file_is_changed_or_gone(monitor: Monitor, case_folder: Path) -> None:
    path = case_folder / "reports" / "noise.txt"
    path.write_bytes(b"\x00\x01\x02" * 50)
    assert len(monitor.run().failures) == 1
    path.write_bytes(b"\x00\x03\x04" * 50)
    assert len(monitor.run().failures) == 1
    path.unlink()
    assert not monitor.run().failures
    path.write_bytes(b"\x00\x01\x02" * 50)
    assert len(monitor.run().failures) == 1
    rows = monitor.verify().rows
    monitor.run()
    assert monitor.verify().rows == rows


@pytest.mark.parametrize("command", [["brief"], ["export", "--format", "csv"], ["run"]])
def test_nothing_is_told_from_a_ledger_that_was_changed_by_hand(tmp_path: Path, command: list[str]) -> None:
    root = write_case(tmp_path / "case")
    trucewatch("run", root)
    with sqlite3.connect(root / "ledger.db") as ledger:
        triggers = ledger.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            ledger.execute(f"DROP TRIGGER {name}")
        ledger.execute("UPDATE log SET body = replace(body, '\"C\"', '\"A\"') WHERE kind = 'case'")
        for _, sql in triggers:
            ledger.execute(sql)
    ledger.close()
    done = trucewatch(command[0], root, *command[1:], check=False)
    assert done.returncode == 1
    assert "not whole" in done.stderr
    assert "row 1" in done.stderr


def test_read_explains_each_claim() -> None:
    docs = Path(__file__).parent / "docs.jsonl"
    said = trucewatch("read", "--explain", docs).stdout
    assert "Orvian drones attacked a substation in Dubrova on Monday" in said
    assert "frames:" in said
    assert "nsubj" in said
    slots = said.split("sentence")[0]
    assert "a substation in Dubrova, read as energy.grid" in slots and "place     " in slots and "time      " in slots


def test_a_text_without_a_date_of_publication_is_told(tmp_path: Path) -> None:
    page = tmp_path / "day.txt"
    page.write_text("Orvian drones attacked a depot in Dubrova yesterday.\n")
    assert "1 of the documents without a date of publication" in trucewatch("read", page).stderr
    page.write_text("---\npublished: 2025-03-01\n---\nOrvian drones attacked a depot in Dubrova yesterday.\n")
    assert "without a date" not in trucewatch("read", page).stderr


def test_link_names_the_file_that_is_not_there(tmp_path: Path) -> None:
    done = trucewatch("link", tmp_path / "none.jsonl", check=False)
    assert done.returncode == 1 and "none.jsonl: no such file; give the lines" in done.stderr


def test_run_tells_how_much_could_not_be_used_and_where_it_lies(case_folder: Path) -> None:
    (case_folder / "agreements" / "broken.yaml").write_text("id: broken\ntitle: [unclosed\nparties: x\n")
    done = trucewatch("run", case_folder)
    assert str(case_folder / "agreements" / "broken.yaml") in done.stderr
    assert "1 input could not be used" in done.stderr.splitlines()[-1] and "--strict" in done.stderr.splitlines()[-1]
    strict = trucewatch("run", case_folder, "--strict", check=False)
    assert strict.returncode == 1 and "1 input could not be used" in strict.stderr.splitlines()[-1]


def test_a_day_that_is_none_is_told_in_words(case_folder: Path) -> None:
    done = trucewatch("brief", case_folder, "--date", "2024-13-40", check=False)
    assert done.returncode == 2
    assert "2024-13-40 is no day of the calendar" in " ".join(done.stderr.replace("│", " ").split())


def test_show_opens_with_what_where_and_when_and_an_empty_ledger_says_that_it_is_empty(case_folder: Path) -> None:
    trucewatch("run", case_folder)
    state = json.loads(trucewatch("ledger", case_folder, "findings", "--json").stdout)
    shown = trucewatch("show", case_folder, state["findings"][0]["incident"]).stdout
    heads = [line.split("│")[1].strip() for line in shown.splitlines() if line.startswith("│")]
    assert [h for h in heads if h][:4] == ["What", "Where", "When", "By whom"]
    assert "nothing is recorded" in trucewatch("ledger", case_folder, "exchanges").stdout


def test_a_report_in_a_language_that_is_not_read_is_told_of(case_folder: Path) -> None:
    told = "In der Nacht haben Drohnen ein Umspannwerk bei Dubrowa angegriffen, teilte der Gouverneur am Montag mit. "
    (case_folder / "reports" / "bericht.txt").write_text(told * 4, encoding="utf-8")
    done = trucewatch("run", case_folder)
    assert "bericht.txt" in done.stderr
    assert "1 report was not read, all else stands" in done.stderr.splitlines()[-1]
    assert trucewatch("run", case_folder, "--strict", check=False).returncode == 1


def test_a_report_that_is_neither_dated_nor_read_is_told_in_every_edition(case_folder: Path) -> None:
    told = "In der Nacht haben Drohnen ein Umspannwerk bei Dubrowa angegriffen, teilte der Gouverneur am Montag mit. "
    (case_folder / "reports" / "bericht.txt").write_text(told * 4, encoding="utf-8")
    trucewatch("run", case_folder)
    for day in ("2025-05-21", "2025-05-23"):
        made = trucewatch("brief", case_folder, "--date", day, "--formats", "md").stdout
        page = Path(re.findall(r"wrote (\S+\.md)", made)[0]).read_text(encoding="utf-8")
        assert re.search(r"states no moment of publication could not be read, \S*bericht", page.replace("\\", ""))


def test_the_last_line_counts_as_the_table_does(case_folder: Path) -> None:
    (case_folder / "reports" / "noise.txt").write_bytes(bytes(range(256)))
    (case_folder / "reports" / "bericht.txt").write_text(
        "In der Nacht haben Drohnen ein Umspannwerk bei Dubrowa angegriffen, teilte der Gouverneur am Montag mit. " * 4
    )
    done = trucewatch("run", case_folder)
    cells = [[c.strip() for c in line.split("│")[1:-1]] for line in done.stdout.splitlines() if line.startswith("│")]
    count = {c[0]: c[2] for c in cells if len(c) == 3}
    assert (count["could not be used"], count["reports not read"]) == ("1", "1")
    assert "1 input could not be used, 1 report was not read" in done.stderr.splitlines()[-1]


def test_a_changed_file_of_an_edition_leaves_the_ledger_whole(case_folder: Path) -> None:
    trucewatch("run", case_folder)
    trucewatch("brief", case_folder, "--date", "2025-05-22", "--formats", "md")
    page = next((case_folder / "editions").glob("*.md"))
    page.write_text(page.read_text(encoding="utf-8") + "more", encoding="utf-8")
    done = trucewatch("verify", case_folder, check=False)
    assert done.returncode == 1
    assert "the ledger is whole" in done.stdout and "NOT whole" not in done.stdout
    assert "files of its editions are NOT what the ledger says" in " ".join(done.stdout.split())
    said = json.loads(trucewatch("verify", case_folder, "--json", check=False).stdout)
    assert said["ledger_whole"] and not said["whole"]


def test_a_word_that_is_no_choice_is_told_without_the_library_s_words(case_folder: Path) -> None:
    for call in (("export", case_folder, "--format", "xml"), ("ledger", case_folder, "nonsense")):
        done = trucewatch(*call, check=False)
        assert done.returncode == 2
        assert "is not one of" in done.stderr and "Value error" not in done.stderr


def test_explain_names_the_sentences_without_a_claim(case_folder: Path) -> None:
    page = case_folder / "sky.txt"
    page.write_text("The Arvian army said Orvian drones attacked a depot in Dubrova. The sky was grey all day long.\n")
    said = trucewatch("read", page, "--case", case_folder, "--explain").stdout
    assert "no claim" in said and "The sky was grey all day long." in said.split("no claim")[1]
