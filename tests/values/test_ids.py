"""Canonical JSON: the fast way writes what the standard's own library writes."""

from __future__ import annotations

from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.values.ids import canonical

SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, -0.0, 1e-7, 1e-4, 123456.75, 1e15, 1e16, 1e21, 5.0]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
CONTENT = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(CONTENT)
def test_canonical_is_rfc_8785(content: Any) -> None:
    assert canonical(content) == rfc8785.dumps(content)
