"""Markdown and HTML: golden, escaped, linked both ways, self-contained, reproducible."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.tell.sample import PARAMS, params, view
from trucewatch.records import Edition, Section, Sentence, identified, supported
from trucewatch.tell import FORMATS, index, messages, render, situation_report
from trucewatch.tell.escape import markdown_text, one_line, unescaped, visible
from trucewatch.tell.render.html import quoted, safe_url


def made(to: str) -> str:
    return render(situation_report(view(), PARAMS), to).decode()


GOLDEN = Path(__file__).parent / "golden" / "expected.md"


def test_markdown_is_as_it_was() -> None:
    """To renew after a change that is meant: python -m tests.tell.test_render."""
    assert made("md") == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["[a] *b* https://x.example/1_2 & <c> \\d", "1) e", "&lt;f&gt;", "- g", "www.h.example"]
)
def test_what_was_escaped_for_markdown_comes_back_for_a_terminal(text: str) -> None:
    assert unescaped(markdown_text(text)) == text


def test_every_footnote_is_defined_once_and_led_to() -> None:
    text = made("md")
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    led = set(re.findall(r"(?<!^)\[\^(\d+)\](?!:)", text, re.MULTILINE))
    assert len(defined) == len(set(defined)) and set(defined) == led


def test_notes_give_quote_source_outlet_time_context_and_hash() -> None:
    v = view()
    lines = made("md").splitlines()
    claim = next(c for c in v.claims.values() if c.doc == "ministry" and c.cue)
    (note,) = [line for line in lines if line.startswith("[^") and f"Claim `{claim.id[:12]}`" in line]
    for part in (f"said **{claim.quote}**. Three workers", "“The Ardian Defence Office”", "attribution: “said”"):
        assert part in note
    assert "Ardia Wire, grade C6; published 19 March 2031, 08:00" in note
    number = re.findall(r"rests on \[\^(\d+)\]$", note)[0]
    (report,) = [line for line in lines if line.startswith(f"[^{number}]: Report")]
    original = v.reports[claim.report].original
    assert original is not None and original.sha256 in report and "news.example/ministry" in report


class Page(HTMLParser):
    """Tags, ids and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k == "href" and v]


@pytest.fixture(scope="module")
def page() -> str:
    return made("html")


def test_html_links_lead_somewhere_and_back(page: str) -> None:
    p = Page(page)
    assert len(p.ids) == len(set(p.ids))
    inner = {x[1:] for x in p.links if x.startswith("#")}
    assert inner <= set(p.ids)
    notes = {i for i in p.ids if re.fullmatch(r"n\d+", i)}
    assert notes and notes <= inner
    for note in re.split(r'<li id="n', page)[1:]:
        assert 'role="doc-backlink"' in note.split("</li>")[0], note[:60]
    marked = {i.split("-")[0][1:] for i in p.ids if re.fullmatch(r"m\d+-\d+", i)}
    returned = {x.split("-")[0][1:] for x in inner if re.fullmatch(r"m\d+-\d+", x)}
    assert marked == returned


def test_html_stands_alone(page: str) -> None:
    p = Page(page)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(p.tags)
    assert "@import" not in page and not re.search(r"url\((?!#)", page)
    assert {"header", "nav", "main", "footer", "h1"} <= set(p.tags) and p.tags.count("h1") == 1
    assert "prefers-color-scheme: dark" in page and "@media print" in page and 'class="skip"' in page
    assert '<html lang="en" dir="ltr">' in page


def test_untrusted_text_does_nothing(page: str) -> None:
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "\u202e" not in page and "[U+202E]" in page
    text = made("md")
    assert "<script>" not in text and "\u202e" not in text
    assert r"\[link\](http\://x.example) \*at\* \[U+202E\]dawn \| and \`left\`" in text


def test_only_web_addresses_are_links() -> None:
    v = view()
    bad = {k: r.model_copy(update={"url": "javascript:alert(1)"}) for k, r in v.reports.items()}
    v = replace(v, reports=MappingProxyType(bad))
    links = Page(render(situation_report(v, PARAMS), "html").decode()).links
    assert not [x for x in links if not x.startswith("#")]
    assert safe_url("https://a.example/x") and not safe_url("data:text/html,x")


@pytest.mark.parametrize("to", FORMATS)
def test_same_input_same_bytes_in_every_format(to: str) -> None:
    first, again = (render(situation_report(view(), PARAMS), to) for _ in range(2))
    assert first == again


def test_json_is_the_whole_edition() -> None:
    edition = situation_report(view(), PARAMS)
    assert Edition.model_validate_json(render(edition, "json")) == edition


def test_headings_follow_one_another_and_figures_have_their_words(page: str) -> None:
    levels = [int(n) for n in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 3
    for figure in figures:
        assert 'role="img"' in figure and "<title" in figure and "<figcaption>" in figure
        assert "<script" not in figure and 'href="http' not in figure and "<image" not in figure


def test_pdf_leaves_unsaid_what_readers_complain_of() -> None:
    made_so = render(situation_report(view(), PARAMS), "pdf")
    assert b"/Marked true" in made_so and b"/Suspects" not in made_so


def test_pdf_is_tagged_and_numbers_its_pages() -> None:
    data = render(situation_report(view(), PARAMS), "pdf")
    assert data.startswith(b"%PDF-1.7") and b"/MarkInfo" in data and b"pdfuaid:part" in data
    assert b"/CreationDate(D:20310320040000" in data.replace(b" ", b"")


def test_pdf_shows_other_scripts_and_names_the_letters_that_no_font_has() -> None:
    v = view()
    place = "Міст مرحبا 日本"
    incidents = {
        k: i.model_copy(update={"place": i.place.model_copy(update={"name": place}) if i.place else None})
        for k, i in v.incidents.items()
    }
    assert render(situation_report(replace(v, incidents=MappingProxyType(incidents)), PARAMS), "pdf")


def test_docx_holds_every_sentence_and_its_links_lead_somewhere() -> None:
    edition = situation_report(view(), PARAMS)
    data = render(edition, "docx")
    archive = zipfile.ZipFile(BytesIO(data))
    assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    xml = archive.read("word/document.xml").decode()
    anchors = set(re.findall(r'w:anchor="([^"]+)"', xml))
    assert anchors and anchors <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    document = Document(BytesIO(data))
    told = "\n".join([*(p.text for p in document.paragraphs), *(c.text for t in document.tables for c in t._cells)])
    for part in (p for s in edition.sections for p in supported(s)):
        for text in [part.text] if isinstance(part, Sentence) else part.cells:
            assert one_line(text) in told


def test_an_edition_from_before_blocks_is_still_shown() -> None:
    old = identified(
        Edition,
        case="vale",
        title="An old report",
        date=dt.date(2031, 3, 1),
        zone="UTC",
        cutoff=dt.datetime(2031, 3, 1, 6, tzinfo=dt.UTC),
        program="trucewatch 0.1.0",
        inputs="a",
        derived="b",
        sections=(
            Section(title="Summary", sentences=(Sentence(text="One sentence.", rests_on=("cas-1",)),)),
            Section(
                title="Figures",
                sentences=tuple(Sentence(text=t, rests_on=("cas-1",)) for t in ("Head\tNow", "Reports\t9")),
            ),
        ),
    )
    assert set(json.loads(render(old, "json"))) == {
        *("id", "case", "title", "date", "zone", "cutoff", "program", "inputs", "derived", "sections")
    }
    assert "One sentence." in render(old, "md").decode() and "| Reports | 9 |" in render(old, "md").decode()
    assert "<td>9</td>" in render(old, "html").decode()


def test_the_index_lists_the_latest_first_and_marks_what_a_later_edition_replaces() -> None:
    first = situation_report(view(), params(dt.date(2031, 3, 19)))
    second, third = (
        situation_report(view(), PARAMS),
        situation_report(view(), PARAMS.model_copy(update={"program": "x"})),
    )
    page = index("Vale", [first, second, third], {second.id: ("a.html", "a.pdf")}, messages("en"))
    assert [page.index(e.id) for e in (third, second, first)] == sorted(
        page.index(e.id) for e in (first, second, third)
    )
    assert page.count("earlier edition of the day") == 1 and '<a href="a.pdf" aria-label="20 March 2031, PDF">' in page


@given(st.text())
def test_no_tag_and_no_hidden_character_survives(text: str) -> None:
    shown = markdown_text(text)
    assert "<" not in shown and "\n" not in shown and not re.search(r"(?<!\\)[*_`\[\]|]", shown.replace("\\\\", ""))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]", visible(text))


@given(st.text(alphabet="“”<a&"))
def test_quotes_are_marked_without_losing_a_character(text: str) -> None:
    bare = re.sub(r"</?bdi[^>]*>", "", str(quoted(text)))
    assert bare.replace("&lt;", "<").replace("&amp;", "&") == text


if __name__ == "__main__":
    GOLDEN.write_text(made("md"), encoding="utf-8")
