"""What holds for any bytes and any text: no exception, nothing lost, nothing made up, the same again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gather.conftest import PARAMS, take
from trucewatch.gather import GatherParameters, original_of
from trucewatch.gather.decode import line_ends
from trucewatch.records import Failure, Observation, Report
from trucewatch.values.ids import sha256

# Seeds that carry chance past the first check of each format.
STARTS = [
    b"",
    b"---\n",
    b"---\noutlet: a\n---\n",
    b"<!doctype html><article><p>",
    b'{"id": "1", "text": "',
    b"\xff\xfe",
]
HEADER = b"latitude,longitude,acq_date,acq_time,satellite,frp\n"
CELLS = st.one_of(
    st.text(max_size=8), st.sampled_from(["50.1", "2031-03-02", "1106", "N", "", "nan", "1e999", '"', "1_0"])
)
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.json", "a"])
plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300)


@settings(max_examples=300)
@given(NAMES, st.sampled_from(STARTS), st.one_of(st.binary(max_size=300), plain.map(str.encode)))
def test_any_bytes_are_reports_or_failures(name: str, start: bytes, rest: bytes) -> None:
    data = start + rest
    taken = take(name, data)
    for record in taken:
        assert isinstance(record, Report | Failure)
        assert record.original is not None
        assert record.original.sha256 == sha256(data)
        if isinstance(record, Failure):
            assert record.where.startswith(name)
            assert record.what
            assert record.mend
    assert taken == take(name, data)


@settings(max_examples=200)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=5), st.binary(max_size=40))
def test_any_table_is_observations_or_failures(rows: list[list[str]], rest: bytes) -> None:
    lines = "\n".join(",".join(row) for row in rows).encode("utf-8", "replace")
    for data in (HEADER + lines, HEADER + lines + rest, rest):
        assert all(isinstance(r, Observation | Failure) for r in take("a.csv", data, sensed=True))


@settings(max_examples=200)
@given(plain)
def test_a_text_is_kept_to_the_character(text: str) -> None:
    data = ("---\noutlet: example-wire\n---\n" + text).encode()
    (record,) = take("a.txt", data)
    if text.strip():
        assert isinstance(record, Report)
        assert record.text == line_ends(text)
    else:
        assert isinstance(record, Failure)


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_row_is_kept_to_the_character_line_ends_too(text: str) -> None:
    (record,) = take("a.jsonl", json.dumps({"id": "r", "text": text}).encode())
    assert (record.text == text) if isinstance(record, Report) else not text.strip()


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_rows_changes_no_report(order: list[str]) -> None:
    def rows(ids: list[str]) -> dict[str, tuple[str, str]]:
        data = "\n".join(json.dumps({"id": i, "text": f"Words of {i}.", "outlet": "Wire"}) for i in ids).encode()
        return {r.doc: (r.text, r.outlet) for r in take("a.jsonl", data) if isinstance(r, Report)}

    assert rows(order) == rows(["a", "b", "c", "d"])


def test_a_bad_row_more_takes_no_good_row_away() -> None:
    good = [json.dumps({"id": str(n), "text": "Words."}).encode() for n in range(3)]
    spoilt = take("a.jsonl", b"\n".join([good[0], b"\xff\xfe{", good[1], b"[" * 9999, good[2]]))
    assert [r.doc for r in spoilt if isinstance(r, Report)] == ["0", "1", "2"]
    assert [r.where for r in spoilt if isinstance(r, Failure)] == ["a.jsonl:2", "a.jsonl:4"]


@pytest.mark.parametrize("written", ["example-wire", "Example Wire", "  EXAMPLE   wire "])
def test_an_outlet_is_known_by_id_or_name(written: str) -> None:
    (record,) = take("a.jsonl", json.dumps({"id": "r", "text": "Words.", "outlet": written}).encode())
    assert isinstance(record, Report)
    assert record.outlet == "example-wire"


def test_what_is_not_stated_stays_unsaid() -> None:
    (record,) = take("2031-03-02-example-wire.txt", b"On 1 March 2031 a depot was hit.")
    assert isinstance(record, Report)
    assert (record.outlet, record.published, record.title, record.url, record.language) == ("unknown", *[None] * 4)


def test_the_clock_decides_only_what_lies_in_the_future() -> None:
    data = b"---\npublished: 2031-03-02\n---\nWords."
    later = GatherParameters(**{**dict(PARAMS), "now": PARAMS.now.replace(year=2040)})
    assert take("a.txt", data) == take("a.txt", data, later)


def test_an_original_is_the_hash_of_its_bytes() -> None:
    original = original_of("a.txt", b"words", "text/plain")
    assert (original.sha256, original.size) == (sha256(b"words"), 5)
    assert original.sha256 != original_of("a.txt", b"words ", "text/plain").sha256


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1251",
            "Уночі ворог атакував область двадцятьма безпілотниками. Пошкоджено підстанцію, без світла громади.",
        ),
        ("koi8-r", "Министерство сообщило, что ночью над тремя областями были сбиты сорок два беспилотника."),
        ("cp1252", "The ministry said: “We’ll answer”. A café near the depot was hit – nobody was injured on Tuesday."),
    ],
)
def test_an_encoding_that_can_be_told_is_read(encoding: str, text: str) -> None:
    (record,) = take("a.txt", text.encode(encoding))
    assert isinstance(record, Report)
    assert record.text == text


@pytest.mark.parametrize("data", [b"caf\xe9", b"\xef\xbb\xbf caf\xe9", b"\xff\xfea"])
def test_an_encoding_that_cannot_be_told_is_a_failure(data: bytes) -> None:
    (record,) = take("a.txt", data)
    assert isinstance(record, Failure)
    assert record.mend == "save it as UTF-8"


def test_a_page_is_read_as_it_declares() -> None:
    text = "Le dépôt a été touché, a déclaré le ministère. Personne n’a été blessé, selon les secours sur place."
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{text}</p></article></body></html>'
    (record,) = take("a.html", page.encode("cp1252"))
    assert isinstance(record, Report)
    assert record.text == text


@pytest.mark.parametrize("markup", [b"<meta ", b"<!--", b"<!---->", b"<a ", b"<script>", b"<div>"])
def test_wild_markup_is_a_failure_in_a_moment(markup: bytes) -> None:
    # a parser or pattern that goes over the rest of the page for each piece would take minutes here
    (record,) = take("a.html", b"<html><body>" + markup * 30_000)
    assert isinstance(record, Failure)
    (record,) = take("a.html", markup * 30_000 + b"<html><body><article><p>The depot was hit, they said.</p></article>")
    assert isinstance(record, Report | Failure)
