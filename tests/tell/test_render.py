"""Markdown and HTML: golden, escaped, linked both ways, self-contained, reproducible."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tell.sample import PARAMS, view
from trucewatch.tell import html, markdown, situation_report
from trucewatch.tell.escape import markdown_text, visible
from trucewatch.tell.render import quoted, safe_url

GOLDEN = Path(__file__).parent / "golden" / "expected.md"


def test_markdown_is_as_it_was() -> None:
    """To renew after a change that is meant: python -m tests.tell.test_render."""
    v = view()
    assert markdown(situation_report(v, PARAMS), v) == GOLDEN.read_text(encoding="utf-8")


def test_every_footnote_is_defined_once_and_led_to() -> None:
    v = view()
    text = markdown(situation_report(v, PARAMS), v)
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    led = set(re.findall(r"(?<!^)\[\^(\d+)\](?!:)", text, re.MULTILINE))
    assert len(defined) == len(set(defined)) and set(defined) == led


def test_notes_give_quote_source_outlet_time_context_and_hash() -> None:
    v = view()
    text = markdown(situation_report(v, PARAMS), v)
    claim = next(c for c in v.claims.values() if c.doc == "ministry" and c.cue)
    (note,) = [line for line in text.splitlines() if line.startswith("[^") and f"`{claim.id[:12]}`" in line]
    original = v.reports[claim.report].original
    assert original is not None
    for part in (f"“{claim.quote}”", "“The Ardian Defence Office”", "attribution: “said”", "Ardia Wire", "C6"):
        assert part in note
    assert "published 19 March 2031, 08:00" in note and original.sha256 in note and "news.example/ministry" in note
    assert f"said **{claim.quote}**. Three workers" in note


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
    v = view()
    return html(situation_report(v, PARAMS), v)


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
    assert "@import" not in page and "url(" not in page
    assert {"header", "nav", "main", "footer", "h1"} <= set(p.tags) and p.tags.count("h1") == 1
    assert "prefers-color-scheme: dark" in page and "@media print" in page and 'class="skip"' in page
    assert '<html lang="en">' in page


def test_untrusted_text_does_nothing(page: str) -> None:
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "\u202e" not in page and "[U+202E]" in page
    v = view()
    text = markdown(situation_report(v, PARAMS), v)
    assert "<script>" not in text and "\u202e" not in text
    assert r"\[link\](http\://x.example) \*at\* \[U+202E\]dawn \| and \`left\`" in text


def test_only_web_addresses_are_links() -> None:
    v = view()
    bad = {k: r.model_copy(update={"url": "javascript:alert(1)"}) for k, r in v.reports.items()}
    v = replace(v, reports=MappingProxyType(bad))
    links = Page(html(situation_report(v, PARAMS), v)).links
    assert not [x for x in links if not x.startswith("#")]
    assert safe_url("https://a.example/x") and not safe_url("data:text/html,x")


def test_same_input_same_bytes(page: str) -> None:
    v = view()
    assert html(situation_report(v, PARAMS), v) == page


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
    GOLDEN.write_text(markdown(situation_report(view(), PARAMS), view()), encoding="utf-8")
