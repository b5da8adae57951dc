"""The columns against the plainest way of filtering and counting."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.store.columns import Columns, Facet, Query, joined, order_by, with_rows
from trucewatch.store.deskfile import shelved as shelf

VALUES = st.sampled_from("abc")
Row = tuple[list[str], str, float | None]
ROWS = st.lists(st.tuples(st.lists(VALUES, max_size=3), VALUES, st.one_of(st.none(), st.floats(-50, 50))), max_size=30)


def columns(rows: list[Row]) -> Columns:
    numbers = [float("nan") if r[2] is None else r[2] for r in rows]
    facets = {"many": Facet.of(r[0] for r in rows), "one": Facet.of((r[1],) for r in rows)}
    order = order_by(numbers or [0.0][:0], descending=True)
    return Columns(len(rows), facets, {"x": np.array(numbers, np.float64)}, {"x": order})


@given(ROWS, st.lists(VALUES, max_size=2), st.lists(VALUES, max_size=2), st.one_of(st.none(), st.floats(-50, 50)))
def test_what_fits_and_how_many_is_what_plain_counting_says(
    rows: list[Row], many: list[str], one: list[str], least: float | None
) -> None:
    ranges = {("x", "x"): (least, None)} if least is not None else {}
    query = Query({"many": tuple(many), "one": tuple(one)}, ranges, order="x", limit=100)
    found = columns(rows).find(query)

    def fits(r: Row, *, skip: str = "") -> bool:
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
def test_rows_without_a_number_come_last(rows: list[Row]) -> None:
    ordered = [rows[n][2] for n in columns(rows).orders["x"]]
    known = [x for x in ordered if x is not None]
    assert ordered[: len(known)] == known == sorted(known, reverse=True)


@given(ROWS, st.integers(1, 5))
def test_pages_joined_are_the_whole(rows: list[Row], size: int) -> None:
    table = columns(rows)
    whole = table.find(Query(order="x", limit=100)).rows
    pages = [table.find(Query(order="x", offset=n, limit=size)).rows for n in range(0, len(rows), size)]
    assert tuple(x for page in pages for x in page) == whole


@given(st.lists(ROWS, min_size=1, max_size=3), st.randoms())
def test_joined_tables_are_the_table_of_all_the_rows(parts: list[list[Row]], random: Random) -> None:
    together = [row for part in parts for row in part]
    chosen = [n for n in range(len(together)) if random.random() < 0.7]
    random.shuffle(chosen)
    orders = {"x": (("x",), True)}
    found = joined([columns(part) for part in parts], orders, np.array(chosen, np.int64))
    plain = columns([together[n] for n in chosen])
    assert dict(shelved(found)) == dict(shelved(plain))


@given(ROWS, ROWS, st.randoms())
def test_rows_put_in_the_place_of_others_are_the_table_with_them(
    old: list[Row], new: list[Row], random: Random
) -> None:
    new = new[: len(old)]
    at = random.sample(range(len(old)), len(new))
    found = with_rows(columns(old), np.array(at, np.int64), columns(new), {"x": (("x",), True)})
    together = list(old)
    for n, row in zip(at, new, strict=True):
        together[n] = row
    assert dict(shelved(found)) == dict(shelved(columns(together)))


def shelved(table: Columns) -> list[tuple[tuple[str, str], tuple[str, bytes]]]:
    return [((part, name), (said, body)) for part, name, said, body in shelf(table)]
