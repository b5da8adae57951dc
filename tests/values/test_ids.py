"""Canonical JSON: the fast way writes what the standard's own library writes."""

from __future__ import annotations

import json
from typing import Any

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from trucewatch.records.base import Record
from trucewatch.values.ids import canonical, canonical_of_fields

SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, -0.0, 1e-7, 1e-4, 123456.75, 1e15, 1e16, 1e21, 5.0]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
NAMES = st.sampled_from(["id", "lat", "low", "quote", "what"])


def content(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Plain data with such keys."""
    return st.recursive(
        SCALARS,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
        max_leaves=12,
    )


@given(content(TEXT))
def test_canonical_is_rfc_8785(content: Any) -> None:
    assert canonical(content) == rfc8785.dumps(content)


@given(st.dictionaries(NAMES, content(NAMES), max_size=5))
@example({"quote": "between 5:1.0} and 3e7", "lat": 25.0})
def test_fields_are_written_alike(fields: dict[str, Any]) -> None:
    assert canonical_of_fields(fields) == rfc8785.dumps(fields)


def test_a_record_holds_nothing_but_named_fields() -> None:
    """What ``canonical_of_fields`` stands on: no record has a mapping with keys of its own."""
    seen = 0
    for of in Record.__subclasses__():
        schema = of.model_json_schema()
        for part in (schema, *schema.get("$defs", {}).values()):
            assert all(name.isascii() for name in part.get("properties", ()))
            assert "additionalProperties" not in json.dumps(part.get("properties", {}))
            seen += 1
    assert seen > 20
