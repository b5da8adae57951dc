"""The columns against the plainest way of filtering and counting."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.store.columns import Columns, Facet, Query, order_by

VALUES = st.sampled_from("abc")
ROWS = st.lists(st.tuples(st.lists(VALUES, max_size=3), VALUES, st.one_of(st.none(), st.floats(-50, 50))), max_size=30)


def columns(rows: list[tuple[list[str], str, float | None]]) -> Columns:
    numbers = [float("nan") if r[2] is None else r[2] for r in rows]
    facets = {"many": Facet.of(r[0] for r in rows), "one": Facet.of((r[1],) for r in rows)}
    order = order_by(numbers or [0.0][:0], descending=True)
    return Columns(len(rows), facets, {"x": np.array(numbers, np.float64)}, {"x": order})


@given(ROWS, st.lists(VALUES, max_size=2), st.lists(VALUES, max_size=2), st.one_of(st.none(), st.floats(-50, 50)))
def test_what_fits_and_how_many_is_what_plain_counting_says(
    rows: list[tuple[list[str], str, float | None]], many: list[str], one: list[str], least: float | None
) -> None:
    ranges = {("x", "x"): (least, None)} if least is not None else {}
    query = Query({"many": tuple(many), "one": tuple(one)}, ranges, order="x", limit=100)
    found = columns(rows).find(query)

    def fits(r: tuple[list[str], str, float | None], *, skip: str = "") -> bool:
        return (
            (skip == "many" or not many or bool(set(many) & set(r[0])))
            and (skip == "one" or not one or r[1] in one)
            and (least is None or (r[2] is not None and r[2] >= least))
        )

    assert sorted(found.rows) == [n for n, r in enumerate(rows) if fits(r)]
    assert found.total == len(found.rows)
    assert found.counts["one"] == Counter(r[1] for r in rows if fits(r, skip="one"))
    assert found.counts["many"] == Counter(v for r in rows if fits(r, skip="many") for v in set(r[0]))


@given(ROWS)
def test_rows_without_a_number_come_last(rows: list[tuple[list[str], str, float | None]]) -> None:
    ordered = [rows[n][2] for n in columns(rows).orders["x"]]
    known = [x for x in ordered if x is not None]
    assert ordered[: len(known)] == known == sorted(known, reverse=True)


@given(ROWS, st.integers(1, 5))
def test_pages_joined_are_the_whole(rows: list[tuple[list[str], str, float | None]], size: int) -> None:
    table = columns(rows)
    whole = table.find(Query(order="x", limit=100)).rows
    pages = [table.find(Query(order="x", offset=n, limit=size)).rows for n in range(0, len(rows), size)]
    assert tuple(x for page in pages for x in page) == whole
