"""Splink on the same comparisons: what its own learning would link, beside the shipped weights (decision 10).

    PYTHONPATH=src python -m training.linker.with_splink CLAIMS.jsonl DOCS.jsonl --labelled CLAIMS DOCS INCIDENTS

Splink 5 (not a dependency: ``pip install splink``) gets the rows, the blocking keys and the levels of ``model.yaml``.
Without labels it learns u from random pairs and m by expectation maximisation over the pairs that share a key, all on
the unlabelled claims; with labels m comes from the labelled pairs. Bars are levels like any other there. Printed:
precision, recall and F1 over the labelled pairs of tellings of different reports, at the threshold that is best for
Splink (it is chosen on the labels, in its favour).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.comparison_library import CustomComparison
from training.linker.learn import UNTOLD, rows, tellings

from trucewatch.engines import Here
from trucewatch.engines.query import _FUNCTIONS
from trucewatch.language.gazetteer import Gazetteer
from trucewatch.link import LinkParameters
from trucewatch.link.blocking import key_table, keys
from trucewatch.link.pairs import compared, pairs
from trucewatch.link.plan import Plan, shipped_plan
from trucewatch.link.rows import table
from trucewatch.link.tellings import Telling

# Splink does not learn on exploded keys, nor what it blocks on: one day teaches all but the time, one place the time.
_LEARN_ON = (
    "l.first = r.first AND l.report <> r.report AND l.founds AND r.founds AND l.cell = r.cell",
    "l.month = r.month AND l.report <> r.report AND l.founds AND r.founds AND l.cell = r.cell",
    "l.first = r.first AND l.report <> r.report AND l.founds AND r.founds",
)
Scored = dict[tuple[int, int], float]


def flat(told: list[Telling], params: LinkParameters) -> pa.Table:
    """The rows with their keys as a list, as Splink blocks on them."""
    number = {rid: n for n, rid in enumerate(sorted({t.report for t in told}))}
    made = table(((n, number[t.report], t) for n, t in enumerate(told)), params.rules)
    held = pa.array([[k for k, lies in keys(t, params.rules) if not lies] for t in told], pa.list_(pa.int64()))
    cell, month = (pa.array([f(row) for row in made.to_pylist()], pa.int64()) for f in (_cell, _month))
    return made.append_column("keys", held).append_column("cell", cell).append_column("month", month)


def _cell(row: dict[str, Any]) -> int | None:
    return row["x"] // 50_000 * 1000 + row["y"] // 50_000 if row["pointed"] else None


def _month(row: dict[str, Any]) -> int:
    return int(row["first"]) // 30


def settings(plan: Plan) -> SettingsCreator:
    """The levels of the model as Splink's own."""
    made = []
    for name, levels in plan.model.comparisons.items():
        if {x.level for x in levels if not x.bars} <= UNTOLD:
            continue  # there is nothing to learn where a field only bars
        own: list[Any] = [
            {
                "sql_condition": "ELSE" if x is levels[-1] else _sides(plan.condition(x.when)),
                "label_for_charts": x.level,
                "is_null_level": x.level in UNTOLD and x is not levels[-1],
            }
            for x in levels
        ]
        made.append(CustomComparison(own, name))
    where = _sides(plan.condition(plan.model.where))
    rule = {"blocking_rule": f"l.keys = r.keys AND {_tables(where)}", "arrays_to_explode": ["keys"]}
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=made,
        blocking_rules_to_generate_predictions=[rule],
        retain_intermediate_calculation_columns=False,
    )


def _sides(sql: str) -> str:
    return re.sub(r"\b([lr])\.(\w+)", r"\2_\1", sql)


def _tables(sql: str) -> str:
    return re.sub(r"\b(\w+)_([lr])\b", r"\2.\1", sql)


def ours(told: list[Telling], params: LinkParameters) -> Scored:
    """Weight of every pair that was worth comparing, in bits; barred ones at the bottom."""
    made = flat(told, params)
    found = key_table((n, keys(t, params.rules)) for n, t in enumerate(told))
    answer = compared(Here(), params.plan, made.drop_columns(["keys", "cell", "month"]), found, every=True)
    return {(p.a, p.b): -99.0 if p.barred else p.weight / 1000 for p in pairs(answer)}


def judged(scores: Scored, truth: dict[tuple[int, int], bool], at: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that score ``at`` or more."""
    linked = {p for p, score in scores.items() if score >= at and p in truth}
    right = sum(truth[p] for p in linked)
    p, r = right / max(1, len(linked)), right / max(1, sum(truth.values()))
    return p, r, 2 * p * r / max(1e-9, p + r)


def main() -> None:
    """Prints a line for the shipped weights and one for each way of learning with Splink."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--labelled", nargs=3, type=Path, required=True)
    asked = parser.parse_args()
    params = LinkParameters(places=Gazetteer.of(None), plan=shipped_plan())
    known = tellings(asked.labelled[0], asked.labelled[1], params)
    where = {c: i["id"] for i in rows(asked.labelled[2]) for c in i["claims"]}
    event = [Counter(where.get(u.claim.id) for u in t.units).most_common(1)[0][0] for t in known]
    scores = ours(known, params)
    truth = {(a, b): event[a] == event[b] for a, b in scores if event[a] and event[b]}
    print(f"labelled pairs: {sum(truth.values())} of one event, {len(truth) - sum(truth.values())} of two")
    report("shipped weights", scores, truth, [params.plan.weights.link_at / 1000])
    con = duckdb.connect()
    for function in _FUNCTIONS:
        con.execute(function)
    api = DuckDBAPI(connection=con)
    many = tellings(asked.claims, asked.docs, params)
    big = Linker(api.register(flat(many, params)), settings(params.plan))
    big.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    for rule in _LEARN_ON:
        big.training.estimate_parameters_using_expectation_maximisation(rule)
    learned = big.misc.save_model_to_json()
    small = Linker(api.register(flat(known, params)), learned)
    found = small.inference.predict(threshold_match_weight=-999).as_record_list()
    said = {(min(d["id_l"], d["id_r"]), max(d["id_l"], d["id_r"])): d["match_weight"] for d in found}
    report(f"Splink, learned on {len(many)} unlabelled tellings", said, truth, sorted(set(said.values())))


def report(name: str, scores: Scored, truth: dict[tuple[int, int], bool], thresholds: Iterable[float]) -> None:
    """Prints the figures at the threshold of the best F1."""
    at = max(thresholds, key=lambda t: judged(scores, truth, t)[2])
    p, r, f1 = judged(scores, truth, at)
    print(f"{name}: link at {at:.2f} bits, P {p:.3f} R {r:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
