"""All files are found once, in one order, and what cannot be read is said, not raised."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trucewatch.gather import Found, find, number_of
from trucewatch.gather.sniff import media_type_of
from trucewatch.records import Failure


def names(path: Path) -> list[str]:
    return [item.name for item in find(path) if isinstance(item, Found)]


def failures(path: Path, largest: int = 1000) -> list[Failure]:
    return [item for item in find(path, largest=largest) if isinstance(item, Failure)]


def test_files_come_sorted_with_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.txt", "a.txt"):
        (tmp_path / name).write_bytes(name.encode())
    found = [item for item in find(tmp_path) if isinstance(item, Found)]
    assert [(f.name, f.data) for f in found] == [(n, n.encode()) for n in ("a.txt", "b/a.txt", "z.txt")]
    assert names(tmp_path / "z.txt") == ["z.txt"]
    assert [f.name for f in find(tmp_path / "b", base=tmp_path) if isinstance(f, Found)] == ["b/a.txt"]


def test_what_nobody_means_as_a_report_is_passed_over(tmp_path: Path) -> None:
    skipped = [
        ".hidden",
        "a.txt~",
        "#a.txt#",
        ".a.swp",
        "a.bak",
        "~$a.docx",
        "a.part",
        "README.md",
        "readme",
        "Thumbs.db",
    ]
    for name in [*skipped, "a.txt"]:
        (tmp_path / name).write_text("words", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.txt").write_text("words", "utf-8")
    assert names(tmp_path) == ["a.txt"]


def test_links_lead_to_each_thing_once_and_loops_end(tmp_path: Path) -> None:
    inbox, outside = tmp_path / "inbox", tmp_path / "outside"
    (inbox / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "o.txt").write_text("o", "utf-8")
    (inbox / "sub" / "s.txt").write_text("s", "utf-8")
    (inbox / "sub" / "loop").symlink_to(inbox)
    (inbox / "a-link").symlink_to(inbox / "sub" / "s.txt")
    (inbox / "away").symlink_to(outside)
    (outside / "back").symlink_to(inbox)
    (inbox / "self").symlink_to(inbox / "self")
    assert names(inbox) == ["away/o.txt", "sub/s.txt"]
    (failure,) = failures(inbox)
    assert failure.where == "self"
    assert number_of(inbox) == 3  # what is told of the progress counts failures too


def test_a_file_is_read_only_when_it_is_asked_for(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("early", "utf-8")
    items = find(tmp_path)
    next(items)
    (tmp_path / "b.txt").write_text("late", "utf-8")
    assert [item.data for item in items if isinstance(item, Found)] == [b"late"]


def test_what_cannot_be_read_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", "utf-8")
    (tmp_path / "big.txt").write_bytes(b"x" * 1001)
    (tmp_path / "just.txt").write_bytes(b"x" * 1000)
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    said = {failure.where: failure.what for failure in failures(tmp_path)}
    assert said == {
        "big.txt": "has 1,001 bytes, more than the 1,000 that are read",
        "broken": "the link leads nowhere",
        "pipe": "is no ordinary file",
    }
    assert names(tmp_path) == ["a.txt", "big.txt", "just.txt"]  # within the ordinary limit all three are read


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", "utf-8")
    (tmp_path / "a.txt").chmod(0)
    (failure,) = failures(tmp_path)
    assert (failure.what, failure.mend) == ("may not be read", "allow reading it (chmod u+r)")


def test_denied_reading_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("words", "utf-8")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    (failure,) = failures(tmp_path)
    assert (failure.where, failure.what) == ("a.txt", "may not be read")


def test_a_path_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    (failure,) = failures(tmp_path / "none.txt")
    assert (failure.where, failure.what) == ("none.txt", "there is no such file or folder")


def test_a_name_that_is_no_utf8_can_be_recorded(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("words", "utf-8")
    assert names(tmp_path) == [r"caf\xe9.txt"]


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"words", "text/plain"),
        ("a", b"words", "text/plain"),
        ("a.md", b"words", "text/markdown"),
        ("a.txt", b"\xef\xbb\xbf <!-- x --> <!DOCTYPE html><p>", "text/html"),
        ("a.html", b"<p>words</p>", "text/html"),
        ("a.html", b"only words, 3 < 4", "text/plain"),
        ("a.txt", b'{"id": "1", "text": "words"}\n', "application/x-ndjson"),
        ("a.jsonl", b"{broken", "application/x-ndjson"),
        ("a.txt", b'{"id": "1", "text": "' + b"x" * 9000 + b'"}', "application/x-ndjson"),
        ("a.txt", b"{words in braces}", "text/plain"),
        ("a.json", b"[1]", "application/json"),
        ("a.dat", b"latitude,longitude,acq_date\n1,2,3\n", "text/csv"),
        ("a.txt", b"%PDF-1.4", "application/pdf"),
        ("a.txt", b"WARC/1.0\r\n", "application/warc"),
        ("a.txt", b'<?xml version="1.0"?><rss>', "application/xml"),
        ("a.txt", b"\x01\x00\x02", "application/octet-stream"),
        ("a.txt", "words".encode("utf-16"), "text/plain"),
        ("a.txt", b"Subject: x\nMIME-Version: 1.0\n\nwords", "message/rfc822"),
        ("a.txt", b"Kyiv: a strike\nMoscow: none\n", "text/plain"),
    ],
)
def test_the_content_says_what_a_file_is(name: str, data: bytes, media_type: str) -> None:
    assert media_type_of(name, data) == media_type
