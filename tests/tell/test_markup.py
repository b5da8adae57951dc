"""Laws of the texts that exports put into XML and Turtle: whatever a report holds, it comes back and runs nothing."""

from __future__ import annotations

import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from trucewatch.tell.escape import visible
from trucewatch.tell.formats.markup import address, element, literal, urn

anything = st.text()
characters = st.text(st.characters(codec="utf-8"))


@given(anything)
def test_any_text_is_well_formed_xml_and_comes_back_visible(text: str) -> None:
    made = element("a", text, {"b": text})
    if text:
        parsed = etree.fromstring(made)
        expected = "".join(c for c in visible(text).replace("\r", "\n") if ord(c) & 0xFFFE != 0xFFFE and not _half(c))
        assert (parsed.text or "") == expected


def _half(char: str) -> bool:
    return 0xD800 <= ord(char) <= 0xDFFF


@given(characters)
def test_any_text_is_a_turtle_literal_and_comes_back_whole(text: str) -> None:
    graph = rdflib.Graph().parse(data=f"<urn:a> <urn:b> {literal(text)} .", format="turtle")
    ((_, _, found),) = graph
    assert str(found) == text


@given(anything)
def test_a_name_is_an_iri_whatever_it_is_made_of(text: str) -> None:
    assert not set(urn(text.encode("utf-8", "replace").decode())) & set(' <>"{}|\\^`\n')


@given(anything)
def test_an_address_is_none_or_an_http_iri(text: str) -> None:
    found = address("https://example.org/" + text.encode("utf-8", "replace").decode())
    assert found is not None and not set(found) & set(' <>"{}|\\^`\n')
    assert address("javascript:alert(1)") is None and address("file:///etc/passwd") is None and address("x") is None
